//! Pictures: Markdown in, rows out, each closed by a `|` so that blanks count.

mod code;
mod lists;
mod notes;
mod tables;
mod words;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::{Goal, Label, Options, Rendered, Spot, Until, Wide, page};
use crate::book::{PageId, Sources, compile};
use crate::theme::{Depth, Theme};

fn rendered(markdown: &str, width: usize, wide: Wide) -> Rendered {
    rendered_until(markdown, width, wide, None)
}

fn rendered_until(markdown: &str, width: usize, wide: Wide, until: Option<Until>) -> Rendered {
    let files = BTreeMap::from([
        ("SUMMARY.md".to_owned(), "# Summary\n\n- [T](t.md)\n".to_owned()),
        ("t.md".to_owned(), format!("# T\n\n{markdown}")),
    ]);
    let sources = Sources { title: "Test".into(), files, ..Sources::default() };
    let book = compile(sources).unwrap_or_else(|problems| panic!("{problems:?}"));
    let theme = Theme::named("auto", Depth::Ansi16).expect("a name");
    page(&book, PageId(0), &Options { width, theme: &theme, wide, label: Label::Number, until })
}

/// The rows below the page's title.
fn picture(rendered: &Rendered) -> String {
    let text = |line: &ratatui::text::Line<'_>| -> String {
        line.spans.iter().map(|span| &*span.content).collect()
    };
    rendered.lines.iter().skip(3).map(|line| text(line) + "|\n").collect()
}

#[track_caller]
fn check(markdown: &str, width: usize, expected: Expect) {
    expected.assert_eq(&picture(&rendered(markdown, width, Wide::Scroll(0))));
}

/// The picture at the three widths that pages are read at most.
#[track_caller]
fn check_all(markdown: &str, at_40: Expect, at_80: Expect, at_120: Expect) {
    check(markdown, 40, at_40);
    check(markdown, 80, at_80);
    check(markdown, 120, at_120);
}

#[test]
fn nothing_raw_reaches_a_line() {
    check(
        "Text \u{1b}[31mred\u{202e}.\n\n```\n\u{9b}x\u{7}\n```\n",
        40,
        expect![[r#"
        Text ␛[31mred<U+202E>.|
        |
        ┌────────────────────────────────── 1 ─┐|
        │ <U+009B>x␇                           │|
        └──────────────────────────────────────┘|
    "#]],
    );
}

#[test]
fn places_are_known_inside_containers_too() {
    let rendered = rendered(
        "> ## Head\n>\n> - see [here](#head) and `ls -l`\n>\n>   ```sh\n>   x\n>   ```\n",
        40,
        Wide::Scroll(0),
    );
    assert_eq!(rendered.headings, [0, 3]);
    assert_eq!(rendered.links[0].line, 6);
    assert_eq!(rendered.links[0].columns, 8..12);
    assert_eq!(rendered.snippets[0].columns, Some(17..22));
    assert_eq!(rendered.snippets[1].lines, 8..11);
}

#[test]
fn no_line_is_wider_than_asked() {
    let markdown = "# not\n\n- a\n  - b\n    - c\n      > quote of some length\n\n| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n\n日本語日本語日本語 https://example.org/very/long\n\n```\nlong long long long long long long\n```\n";
    let markdown = markdown.replace("# not", "## Heading of many words, really");
    for width in 10..120 {
        for line in rendered(&markdown, width, Wide::Scroll(0)).lines {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn ten_thousand_quotes_are_survived() {
    let markdown = format!("{}deep\n", "> ".repeat(10_000));
    assert!(picture(&rendered(&markdown, 40, Wide::Scroll(0))).contains("deep"));
}

#[test]
fn what_is_laid_out_first_is_the_beginning_of_the_whole() {
    let text = "words `a b`\n\n```sql\nSELECT 1;\n```\n\n";
    let markdown: String = (1..20).map(|n| format!("## Heading {n}\n\n{text}")).collect();
    let whole = rendered(&markdown, 40, Wide::Scroll(0));
    let until = |goal, lines| Some(Until { goal, lines });
    let part = rendered_until(&markdown, 40, Wide::Scroll(0), until(Goal::Heading(4), 10));
    let lines = part.lines.len();
    assert!(whole.is_whole() && !part.is_whole() && lines < whole.lines.len());
    assert!(lines >= part.headings[4] + 10, "{lines} lines");
    assert_eq!(part.lines, whole.lines[..lines]);
    assert_eq!(part.headings[..5], whole.headings[..5]);
    assert_eq!(part.snippets[..8], whole.snippets[..8]);
    assert_eq!(part.headings[19], usize::MAX);
    let snippet = rendered_until(&markdown, 40, Wide::Scroll(0), until(Goal::Snippet(9), 3));
    assert!(snippet.lines.len() >= snippet.snippets[9].lines.end + 3);
    assert_eq!(snippet.snippets[11], Spot::default());
    let all = rendered_until(&markdown, 40, Wide::Scroll(0), until(Goal::Heading(99), 1));
    assert!(all.is_whole(), "a heading that is not there asks for the whole page");
}
