//! How long a key in the search box takes: the query of every prefix of every judged query, and
//! the same with the page laid out and the frame drawn. `cargo bench --bench keystroke`
//!
//! Prints percentiles in microseconds; fails nothing. Figures of one run are to be compared with
//! figures of the same run only.

use std::time::{Duration, Instant};

use cheat::book::{PageId, Place};
use cheat::embed;
use cheat::search::{Filter, Matching, Query};
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::update;
use cheat::tui::view::view;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/judged.tsv");
    let text = std::fs::read_to_string(file).expect("the judged queries are there");
    let queries: Vec<&str> = text.lines().filter_map(|line| line.split('\t').next()).collect();
    println!("{} queries, every prefix", queries.len());
    percentiles("search", &mut searches(&queries));
    percentiles("key to frame", &mut keys(&queries));
    percentiles("hostile, 1 MB each", &mut enormous());
}

fn searches(queries: &[&str]) -> Vec<Duration> {
    let (book, searcher) = (embed::book(), embed::searcher());
    let mut times = Vec::new();
    for query in queries {
        for (end, c) in query.char_indices() {
            let prefix = &query[..end + c.len_utf8()];
            let start = Instant::now();
            let query = Query::parse(prefix);
            let hits = searcher.search(&book, &query, &Filter::default(), Matching::Loose, 100);
            times.push(start.elapsed());
            std::hint::black_box(hits.expect("the index is whole"));
        }
    }
    times
}

fn keys(queries: &[&str]) -> Vec<Duration> {
    let book = embed::book();
    let theme = Theme::named("dark", Depth::Truecolor).expect("a name");
    let mut state = State::new(&book, embed::searcher, theme, (120, 40), Place::Page(PageId(0)));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    let mut times = Vec::new();
    for query in queries {
        update(&mut state, &key(KeyCode::Char('/')));
        for c in query.chars() {
            let start = Instant::now();
            update(&mut state, &key(KeyCode::Char(c)));
            terminal.draw(|frame| view(&state, frame)).expect("it cannot fail");
            times.push(start.elapsed());
        }
        update(&mut state, &key(KeyCode::Esc));
    }
    times
}

fn enormous() -> Vec<Duration> {
    let (book, searcher) = (embed::book(), embed::searcher());
    let texts =
        ["x", "\"a ", "index ", "\u{1b}[31m", "日本", "in:sql ", "not:a ", "lock_time_out-"];
    let time = |text: &&str| {
        let text = text.repeat((1 << 20) / text.len());
        let start = Instant::now();
        let query = Query::parse(&text);
        let hits = searcher.search(&book, &query, &Filter::default(), Matching::Loose, 100);
        std::hint::black_box(hits.expect("the index is whole"));
        start.elapsed()
    };
    texts.iter().map(time).collect()
}

fn percentiles(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e6;
    println!(
        "{what:<20} {:>7} times   p50 {:>7.0} µs   p90 {:>7.0}   p99 {:>7.0}   max {:>7.0}",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
