//! Pages made to take the terminal over, the stack or the time. They run on a thread with the stack
//! that Rust gives to each, in a build without optimisation; the time is far from what is needed,
//! and only tells a page that takes for ever.

use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};

use cheat::render::Wide;
use libtest_mimic::{Failed, Trial};

use crate::check;

const LONGEST: Duration = Duration::from_secs(5);
const MILLION: usize = 1_000_000;
const DEEP: usize = 10_000;

/// What a page tries, and how it is made.
type Page = (&'static str, fn() -> String);

const PAGES: &[Page] = &[
    ("controls everywhere", controls),
    ("sequences", sequences),
    ("a word of a megabyte", || "x".repeat(MILLION)),
    ("a megabyte of words", || "words and ".repeat(MILLION / 10)),
    ("a megabyte of ideographs", || "急須".repeat(MILLION / 6)),
    ("a letter under a megabyte of marks", || format!("e{}", "\u{301}".repeat(MILLION / 2))),
    ("a line of code of a megabyte", || {
        format!("```sql\n{}\n```\n", "SELECT 1; ".repeat(MILLION / 10))
    }),
    ("inline code of a megabyte", || format!("`{}`", "a  b".repeat(MILLION / 4))),
    ("an address of a megabyte", || format!("[a](https://{}) <https://{0}>", "x".repeat(MILLION))),
    ("a cell of a megabyte", || {
        format!("| a | b |\n|---|---|\n| {} | x |\n", "wörds ".repeat(MILLION / 7))
    }),
    ("a megabyte of one cell's word", || {
        format!("| a | b |\n|---|---|\n| {} | x |\n", "x".repeat(MILLION))
    }),
    ("nested quotes", || format!("{}deep\n", "> ".repeat(DEEP))),
    ("nested lists", || format!("{}deep\n", "- ".repeat(DEEP))),
    ("nested lists of numbers", || format!("{}deep\n", "1. ".repeat(DEEP))),
    ("lists in quotes", || format!("{}deep\n", "> - ".repeat(DEEP / 2))),
    ("nested images", || format!("{}deep{}\n", "![".repeat(DEEP), "](x)".repeat(DEEP))),
    ("nested emphasis", || format!("{}deep{}\n", "*a _".repeat(DEEP), "_ b*".repeat(DEEP))),
    ("nested strikes", || format!("{}deep{}\n", "~~a ".repeat(DEEP), " b~~".repeat(DEEP))),
    ("nested brackets", || format!("{}deep{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
    ("nested footnotes", || (0..DEEP).map(|n| format!("[^{n}]: ")).collect::<String>() + "deep\n"),
    ("nested definitions", || format!("term\n{}deep\n", ": ".repeat(DEEP))),
    ("nested version blocks", || {
        let open = "<div data-versions=\"postgresql 9.5..10\">\n\n".repeat(DEEP / 2);
        format!("{open}deep\n\n{}", "</div>\n\n".repeat(DEEP / 2))
    }),
    ("nested groups", || {
        let open = "<div data-versions-group=\"postgresql\">\n\n".repeat(DEEP / 2);
        format!("{open}deep\n\n{}", "</div>\n\n".repeat(DEEP / 2))
    }),
    ("a table of 500 columns", || table(500, 50)),
    ("a table of 20,000 rows", || table(3, 20_000)),
    ("many footnotes", || {
        let mentions = (0..DEEP).map(|n| format!("[^{n}] "));
        mentions.chain((0..DEEP).map(|n| format!("\n\n[^{n}]: note"))).collect()
    }),
    ("many links", || "[a](https://example.org) ".repeat(DEEP * 3)),
    ("many items", || "- item\n".repeat(DEEP * 3)),
    ("many backticks", || (1..1_500).map(|n| "`".repeat(n) + " ").collect()),
];

pub(crate) fn trials() -> Vec<Trial> {
    let trial = |(name, page): &Page| {
        let page = *page;
        Trial::test(format!("hostile: {name}"), move || survives(page()))
    };
    PAGES.iter().map(trial).collect()
}

fn survives(markdown: String) -> Result<(), Failed> {
    let checked = thread::spawn(move || {
        check::page(&markdown, 60)?;
        let book = check::book(&format!("# T\n\n{markdown}"));
        let start = Instant::now();
        check::rendered(&book, 60, Wide::Scroll(0));
        match start.elapsed() {
            elapsed if elapsed > LONGEST => Err(format!("it took {elapsed:?}")),
            _ => Ok(()),
        }
    });
    match checked.join() {
        Ok(result) => result.map_err(Failed::from),
        Err(_) => Err(Failed::from("it panicked")),
    }
}

/// Everything a terminal obeys, in every place of a page.
fn controls() -> String {
    let every = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}').filter(|c| !matches!(c, '\n' | '\r'));
    let turning = ['\u{61c}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{feff}'].into_iter();
    let turning = turning.chain('\u{2028}'..='\u{202e}').chain('\u{2060}'..='\u{206f}');
    every.chain(turning).map(|c| everywhere(&format!("x{c}y"))).collect()
}

fn sequences() -> String {
    let sequences = [
        "\u{1b}[2J\u{1b}[31m",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;cm0gLXJmIH4=\u{1b}\\",
        "\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\",
        "\u{1b}P+q544e\u{1b}\\",
        "\u{9b}31m\u{9d}0;title\u{9c}",
        "\u{1b}c\u{1b}(0\u{e}\u{8}\u{8}\r",
    ];
    sequences.map(everywhere).concat()
}

/// The words in each kind of block and inline.
fn everywhere(words: &str) -> String {
    let mut page = String::new();
    let _ = write!(
        page,
        "## {words}\n\n{words} *{words}* **{words}** ~~{words}~~ `{words} b` [{words}](<https://a/{words}>) \
         ![{words}](<{words}>) <b {words}>\n\n- {words}\n- [ ] {words}\n\n> {words}\n\n> [!NOTE]\n> {words}\n\n\
         | {words} | b |\n|---|---|\n| a | {words} |\n\n```{words} file={words} figure=\"{words}\"\n{words}\n```\n\n\
         <p>\n{words}\n</p>\n\n{words}\n: {words}\n\n    {words}\n\n[^{words}]\n\n[^{words}]: {words}\n\n"
    );
    page
}

fn table(columns: usize, rows: usize) -> String {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
    row("head") + &row("---") + &row("a cell").repeat(rows)
}
