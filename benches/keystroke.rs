//! What a key in the search box costs: the query of every prefix of every judged query; the same
//! with the state changed and the frame drawn; and hostile queries.
//! `cargo bench --bench keystroke`, or `cargo bench --profile heavy --bench keystroke` for a
//! build in a minute; `-- FILE` puts the queries of another file: query TAB anything.
//!
//! Prints percentiles in microseconds of the processor's time, which other programs do not
//! lengthen, and fails nothing. Most of the first keys' time goes to reading pages for the first
//! time.

use std::path::PathBuf;
use std::time::Duration;

use cheat::book::{PageId, Place};
use cheat::embed;
use cheat::search::{Filter, Matching, Query};
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::update;
use cheat::tui::view::view;
use cpu_time::ThreadTime;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// As many hits as the browser keeps.
const HITS: usize = 50;
/// The dearest queries are named.
const DEAREST: usize = 5;

fn main() {
    let judged = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/judged.tsv");
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let file = file.map_or_else(|| PathBuf::from(judged), PathBuf::from);
    let text = std::fs::read_to_string(&file).expect("a file of queries");
    let queries: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .collect();
    println!("{}: {} queries, every prefix; µs", file.display(), queries.len());
    print("search", searches(&queries));
    print("key to frame", keys(&queries));
    print("hostile", hostile());
}

/// A query, shortened, and what it cost.
type Cost = (Duration, String);

fn searches(queries: &[&str]) -> Vec<Cost> {
    let (book, searcher) = (embed::book(), embed::searcher());
    let mut costs = Vec::new();
    for query in queries {
        for (end, c) in query.char_indices() {
            let prefix = &query[..end + c.len_utf8()];
            let start = ThreadTime::now();
            let query = Query::parse(prefix);
            let hits = searcher.search(&book, &query, &Filter::default(), Matching::Loose, HITS);
            costs.push((start.elapsed(), prefix.to_owned()));
            std::hint::black_box(hits.expect("the index is whole"));
        }
    }
    costs
}

fn keys(queries: &[&str]) -> Vec<Cost> {
    let book = embed::book();
    let theme = Theme::named("dark", Depth::Truecolor).expect("a name");
    let mut state = State::new(&book, embed::searcher, theme, (120, 40), Place::Page(PageId(0)));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    let mut costs = Vec::new();
    for query in queries {
        update(&mut state, &key(KeyCode::Char('/')));
        for (end, c) in query.char_indices() {
            let start = ThreadTime::now();
            update(&mut state, &key(KeyCode::Char(c)));
            terminal.draw(|frame| view(&state, frame)).expect("it cannot fail");
            costs.push((start.elapsed(), query[..end + c.len_utf8()].to_owned()));
        }
        update(&mut state, &key(KeyCode::Esc));
    }
    costs
}

/// Pieces that are repeated up to 1 MB, and up to the length that is read of a query.
const PIECES: &[&str] = &[
    "x",
    "a ",
    "\"a ",
    "\"a b\" ",
    "e\"",
    "index ",
    "xindxe ",
    "in:sql ",
    "not:a ",
    "has:code lang:sql ",
    "lock_time_out-",
    "lcok_tmie_uot-",
    "a_b_c_",
    "con sta pre ",
    "aB",
    "\u{1b}[31m",
    "日本",
    "日本 語の ",
    "e\u{301}",
    "\u{10ffff}\u{e0001} ",
];

fn hostile() -> Vec<Cost> {
    let (book, searcher) = (embed::book(), embed::searcher());
    let cost = |text: String| {
        let start = ThreadTime::now();
        let query = Query::parse(&text);
        let hits = searcher.search(&book, &query, &Filter::default(), Matching::Loose, HITS);
        let cost = start.elapsed();
        std::hint::black_box(hits.expect("the index is whole"));
        (cost, text.chars().take(20).collect())
    };
    let repeated = [1 << 20, 2_000]
        .into_iter()
        .flat_map(|length| PIECES.iter().map(move |piece| piece.repeat(length / piece.len())));
    let mixed = (2..PIECES.len()).map(|step| {
        PIECES.iter().cycle().step_by(step).take(500).copied().collect::<Vec<_>>().join(" ")
    });
    let planes = (0..17_u32).map(|plane| {
        let codes = (0..0x1_0000).step_by(7).map(|low| plane << 16 | low);
        codes.filter_map(char::from_u32).collect()
    });
    repeated.chain(mixed).chain(planes).map(cost).collect()
}

fn print(what: &str, mut costs: Vec<Cost>) {
    costs.sort();
    let at = |share: f64| costs[((costs.len() - 1) as f64 * share) as usize].0.as_secs_f64() * 1e6;
    println!(
        "\n{what:<13} {:>6} times   p50 {:>6.0}   p90 {:>6.0}   p99 {:>6.0}   max {:>6.0}",
        costs.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    for (cost, query) in costs.iter().rev().take(DEAREST) {
        println!("{:>15.0}   {query:?}", cost.as_secs_f64() * 1e6);
    }
}
