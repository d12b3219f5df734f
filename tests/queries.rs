//! Whatever is typed is a query: random, hostile and enormous ones, put to the library and to the
//! search box. None panics, none is an error. (What each costs: `benches/keystroke.rs`.)

mod dice;

use std::collections::HashSet;
use std::env;

use cheat::book::{PageId, Place, SectionId};
use cheat::embed;
use cheat::search::{Filter, Matching, Query};
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::update;
use cheat::tui::view::view;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use dice::Dice;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Pieces that parsers stumble over.
const PIECES: &[&str] = &[
    "lock_timeout",
    "index",
    "\"",
    "\"\"",
    "'",
    "\\",
    "--",
    "-",
    "not:",
    "in:",
    "lang:",
    "has:",
    "in:sql",
    "not:a",
    "has:code",
    ":",
    "(",
    ")",
    "[",
    "]",
    "{{",
    "}}",
    "*",
    "?",
    "~",
    "^",
    "AND",
    "OR",
    "NOT",
    "TO",
    "/",
    "\0",
    "\u{1b}[31m",
    "\u{1b}]52;c;",
    "\u{7f}",
    "\u{9b}",
    "\r\n",
    "\t",
    "\u{202e}",
    "\u{200d}",
    "e\u{301}",
    "日本",
    "👩‍👩‍👧",
    "ß",
    "İ",
    "ﬁ",
    "\u{feff}",
    "_",
    "__",
    "a",
    "$?",
    "2>&1",
    "%",
    "#",
    "::",
    "->>",
    "\u{10ffff}",
];

/// A character of any plane, each as likely.
fn character(dice: &mut Dice) -> char {
    let plane = dice.below(17) as u32;
    char::from_u32(plane << 16 | dice.below(0x1_0000) as u32).unwrap_or('\u{fffd}')
}

fn hostile(dice: &mut Dice) -> String {
    match dice.below(1000) {
        0 => "x".repeat(1 << 20),
        1 => "\"a ".repeat(1 << 18),
        2 => dice.one_of(PIECES).repeat(1 << 14),
        3..400 => (0..dice.below(40)).map(|_| character(dice)).collect(),
        _ => {
            let glue = [" ", "", "\u{a0}", "\n"][dice.below(4)];
            let pieces = (0..dice.below(12)).map(|_| dice.one_of(PIECES));
            pieces.collect::<Vec<_>>().join(glue)
        }
    }
}

/// So many in `cargo test`; `CHEAT_QUERIES=100000` asks for more, `CHEAT_SEED` for others.
const QUERIES: usize = 2_000;

#[test]
fn any_bytes_are_a_query() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seed = number("CHEAT_SEED").unwrap_or(0x5eed).max(1);
    let queries = number("CHEAT_QUERIES").map_or(QUERIES, |queries| queries as usize);
    println!("CHEAT_SEED={seed}");
    let (book, searcher) = (embed::book(), embed::searcher());
    let mut dice = Dice(seed);
    let mut answered = 0;
    for _ in 0..queries {
        let text = hostile(&mut dice);
        let matching = if dice.below(4) == 0 { Matching::Exact } else { Matching::Loose };
        let query = Query::parse(&text);
        let hits = searcher
            .search(&book, &query, &Filter::default(), matching, 10)
            .unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert!(hits.hits.len() <= 10 && hits.hits.len() <= hits.total);
        for hit in &hits.hits {
            let Some(lit) = hit.excerpt.lit.last() else { continue };
            assert!(hit.excerpt.text.get(lit.clone()).is_some(), "{text:?}: lit beyond the text");
        }
        answered += usize::from(!hits.hits.is_empty());
    }
    assert!(answered > queries / 4, "only {answered} answered: the queries say too little");
}

/// Who asks for more hits gets more, not others: the forms of `cheat search` and the browser ask
/// for different numbers.
#[test]
fn the_order_of_hits_does_not_depend_on_how_many_are_asked_for() {
    let (book, searcher) = (embed::book(), embed::searcher());
    for query in judged() {
        let found = |limit| {
            searcher
                .search(&book, &Query::parse(query), &Filter::default(), Matching::Loose, limit)
                .expect("the index is whole")
        };
        let all = found(100);
        for limit in [0, 5, 30] {
            let (some, first) = (found(limit).hits, all.hits.iter().take(limit));
            assert_eq!(some.len(), all.total.min(limit), "{query}");
            assert!(
                some.iter().zip(first).all(|(a, b)| a.section == b.section && a.score == b.score),
                "{query}: the first {limit} of 100"
            );
        }
        let sections: HashSet<SectionId> = all.hits.iter().map(|hit| hit.section).collect();
        assert_eq!(sections.len(), all.hits.len(), "{query}: a section twice");
    }
}

/// Typed key by key, each judged query shows hits at each key, or says that there is nothing yet;
/// and hits once shown do not blink away.
#[test]
fn a_list_of_hits_does_not_blink_while_a_query_is_typed() {
    let asked = env::var("CHEAT_QUERIES").ok().and_then(|value| value.parse::<usize>().ok());
    // Each key lays out a page, which takes long in a build that is not optimised.
    let step = if asked.is_some_and(|asked| asked > QUERIES) { 1 } else { 60 };
    let always = ["scurve", "lmde", "vaccum", "not:lock", "zqzqzqzq"];
    let book = embed::book();
    let theme = Theme::named("none", Depth::Ansi16).expect("a name");
    let mut state = State::new(&book, embed::searcher, theme, (60, 8), Place::Page(PageId(0)));
    let mut terminal = Terminal::new(TestBackend::new(60, 8)).expect("a terminal in memory");
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    let mut without = 0;
    for query in judged().step_by(step).chain(always) {
        update(&mut state, &key(KeyCode::Char('/')));
        let mut had_hits = false;
        for (end, c) in query.char_indices() {
            let typed = &query[..end + c.len_utf8()];
            update(&mut state, &key(KeyCode::Char(c)));
            let search = state.search.as_ref().expect("the box is open");
            assert_eq!(search.input.text(), typed);
            let is_asked = !Query::parse(typed).is_empty();
            let has_hits = !search.hits.hits.is_empty();
            assert!(has_hits || !had_hits || !is_asked, "{typed}: the hits are gone");
            had_hits = has_hits;
            if searcher_has(&state, typed) {
                continue;
            }
            without += 1;
            terminal.draw(|frame| view(&state, frame)).expect("it cannot fail");
            let cells = terminal.backend().buffer().content();
            let screen: String = cells.iter().map(|cell| cell.symbol()).collect();
            assert!(screen.contains("Nothing yet"), "{typed}: {screen}");
        }
        update(&mut state, &key(KeyCode::Esc));
    }
    assert!(without > 0, "all have hits: the test says nothing");
}

fn searcher_has(state: &State<'_>, typed: &str) -> bool {
    let (query, filter) = (Query::parse(typed), Filter::default());
    let hits = state.searcher.search(state.book, &query, &filter, Matching::Loose, 1);
    !hits.expect("the index is whole").hits.is_empty()
}

/// The judged queries.
fn judged() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("search/judged.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').next())
}

#[test]
fn any_paste_into_the_search_box() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    // A paste lays out a page, which takes long in a build that is not optimised.
    let pastes = number("CHEAT_QUERIES").map_or(QUERIES / 20, |queries| queries as usize);
    let mut dice = Dice(number("CHEAT_SEED").unwrap_or(0x5eed).max(1));
    let book = embed::book();
    let theme = Theme::named("none", Depth::Ansi16).expect("a name");
    let place = Place::Page(PageId(0));
    let mut state = State::new(&book, embed::searcher, theme, (80, 24), place);
    for _ in 0..pastes {
        let text = hostile(&mut dice);
        update(&mut state, &Event::Paste(text));
        let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        for _ in 0..dice.below(4) {
            update(&mut state, &key(KeyCode::Char(character(&mut dice))));
        }
        let way_out = if dice.below(8) == 0 { KeyCode::Enter } else { KeyCode::Esc };
        update(&mut state, &key(way_out));
        update(&mut state, &key(KeyCode::Esc));
    }
}
