//! Every size, every key: each is drawn, and nothing is lost on the way.

use std::collections::BTreeSet;

use cheat::book::Place;
use cheat::keys::KEYS;
use cheat::render::Rendered;
use cheat::theme::{Depth, Theme};
use cheat::tui::layout::{Pane, Shown};
use cheat::tui::state::State;
use cheat::tui::update::update;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{ExpectFile, expect_file};

use crate::browser::{browser, drawn, picture, press, type_in};
use crate::fixture::page;
use crate::random::lead_out;

fn open(columns: u16, rows: u16, slug: &str) -> State<'static> {
    let mut state = browser(columns, rows, Theme::named("none", Depth::Ansi16).expect("a name"));
    state.go(Place::Page(page(slug)));
    state
}

#[test]
fn every_size_is_drawn() {
    // Each once, and on it one thing or the other.
    let heights = (5..=200).flat_map(|rows| [20, 59, 80, 120].map(|columns| (columns, rows)));
    let widths = (20..=400).flat_map(|columns| [(columns, 5), (columns, 24)]);
    for (index, keys) in ["", "/boil", "?", "]]]z", "\\"].into_iter().enumerate() {
        let mut state = open(80, 24, "kitchen/code");
        type_in(&mut state, keys);
        let sizes = heights.clone().chain(widths.clone());
        for (columns, rows) in sizes.skip(index).step_by(5) {
            update(&mut state, &Event::Resize(columns, rows));
            drawn(&state);
        }
    }
}

/// The first letters of what is in view.
fn first_letters(rendered: &Rendered, from: usize) -> String {
    let spans = rendered.lines[from..].iter().flat_map(|line| &line.spans);
    let letters = spans.flat_map(|span| span.content.chars()).filter(|c| c.is_alphanumeric());
    letters.take(12).collect()
}

fn all_letters(rendered: &Rendered, lines: std::ops::Range<usize>) -> String {
    let spans = rendered.lines[lines].iter().flat_map(|line| &line.spans);
    spans.flat_map(|span| span.content.chars()).filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn what_comes_first_stays_first_whatever_the_width() {
    for slug in ["kitchen/prose", "kitchen/code", "versions"] {
        let mut state = open(50, 6, slug);
        press(&mut state, KeyCode::F(1));
        for scroll in 0..state.reader.rendered.lines.len() {
            update(&mut state, &Event::Resize(50, 6));
            state.reader.scroll = scroll;
            state.clamp();
            let (scroll, first) =
                (state.reader.scroll, first_letters(&state.reader.rendered, state.reader.scroll));
            for columns in [31, 44, 90, 20] {
                update(&mut state, &Event::Resize(columns, 6));
                let top = state.reader.scroll;
                let seen = all_letters(&state.reader.rendered, top..top + 4);
                let start: String = first.chars().take(3).collect();
                assert!(seen.contains(&start), "{slug} {scroll} at {columns}: {first} in {seen}");
            }
            update(&mut state, &Event::Resize(50, 6));
            assert_eq!(first_letters(&state.reader.rendered, state.reader.scroll), first, "{slug}");
        }
    }
}

#[test]
fn the_way_back_is_exact_at_any_width() {
    let mut state = open(90, 12, "kitchen/prose");
    // The page gets another width while a query is typed.
    type_in(&mut state, "9>20j");
    let scroll = state.reader.scroll;
    assert_eq!(scroll, 20);
    type_in(&mut state, "/kettle");
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.reader.scroll, scroll, "out of the search");
    let first = first_letters(&state.reader.rendered, scroll);
    type_in(&mut state, "/whistle\n");
    update(&mut state, &Event::Resize(50, 12));
    type_in(&mut state, "H");
    assert_eq!(state.reader.page, page("kitchen/prose"));
    let seen = all_letters(&state.reader.rendered, state.reader.scroll..state.reader.scroll + 3);
    let start: String = first.chars().take(6).collect();
    assert!(seen.contains(&start), "{first} in {seen}");
}

#[track_caller]
fn check(columns: u16, rows: u16, keys: &str, expected: ExpectFile) {
    let mut state = open(columns, rows, "kitchen/code");
    type_in(&mut state, keys);
    expected.assert_eq(&picture(&drawn(&state), false));
}

#[test]
fn a_snippet_fills_the_screen() {
    check(60, 10, "]]]z", expect_file!["browser/zoom-60x10.txt"]);
    check(60, 10, "]]]z2l", expect_file!["browser/zoomed-aside-60x10.txt"]);
    let mut state = open(60, 10, "kitchen/code");
    type_in(&mut state, "]]]z]");
    let focus = state.reader.focus;
    assert_eq!(state.zoomed().map(|zoom| Some(zoom.snippet)), Some(focus), "the next one");
    type_in(&mut state, "q");
    assert_eq!(state.overlay, None, "not the browser, only the zoom");
}

#[test]
fn a_wide_screen_keeps_text_to_a_measure() {
    check(160, 12, "\\", expect_file!["browser/alone-160x12.txt"]);
}

#[test]
fn panes_are_made_wider_narrower_and_hidden() {
    let width = |state: &State<'_>, pane| {
        state.layout().and_then(|layout| layout.pane(pane)).map(|rect| rect.width)
    };
    let mut state = open(120, 30, "kitchen/code");
    type_in(&mut state, ">3>");
    assert_eq!(width(&state, Pane::Contents), Some(30), "from the page the contents");
    type_in(&mut state, "\t<");
    assert_eq!(width(&state, Pane::Results), Some(26), "the one with the focus");
    type_in(&mut state, "999<");
    assert_eq!(width(&state, Pane::Results), Some(14), "but not out of sight");
    type_in(&mut state, ">");
    assert_eq!(width(&state, Pane::Results), Some(16), "the next key is felt");
    type_in(&mut state, "\\");
    assert_eq!([Pane::Contents, Pane::Results].map(|pane| width(&state, pane)), [None, None]);
    assert_eq!((state.focus, state.sides.shown), (Pane::Page, Shown::Focused));
    type_in(&mut state, "\t");
    assert_eq!(width(&state, Pane::Results), Some(16), "with the focus it is shown");
    type_in(&mut state, "\\");
    assert_eq!(width(&state, Pane::Contents), Some(30));
}

#[test]
fn counts_go_to_lines() {
    let mut state = open(80, 12, "kitchen/prose");
    let mut at = |keys: &str| {
        type_in(&mut state, keys);
        state.reader.scroll
    };
    let last = at("G");
    assert_eq!([at("g"), at("5G"), at("12gg"), at("gg"), at("3j"), at("gg")], [0, 4, 11, 0, 3, 0]);
    assert_eq!(at("100%"), last);
    assert!((1..last).contains(&at("50%")));
    type_in(&mut state, "gg\t\t3G");
    assert_eq!(state.contents.row, 2);
}

/// The events of a key as readers write it.
fn events(keys: &str) -> Vec<Event> {
    let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
    let plain = |code| vec![key(code, KeyModifiers::NONE)];
    match keys {
        "enter" => plain(KeyCode::Enter),
        "esc" => plain(KeyCode::Esc),
        "tab" => plain(KeyCode::Tab),
        "shift-tab" => plain(KeyCode::BackTab),
        "backspace" => plain(KeyCode::Backspace),
        "up" => plain(KeyCode::Up),
        "down" => plain(KeyCode::Down),
        "left" => plain(KeyCode::Left),
        "right" => plain(KeyCode::Right),
        "home" => plain(KeyCode::Home),
        "end" => plain(KeyCode::End),
        "pageup" => plain(KeyCode::PageUp),
        "pagedown" => plain(KeyCode::PageDown),
        "space" => plain(KeyCode::Char(' ')),
        _ => match keys.strip_prefix("ctrl-") {
            Some(letter) => {
                letter.chars().map(|c| key(KeyCode::Char(c), KeyModifiers::CONTROL)).collect()
            }
            None => {
                assert!(keys.chars().count() <= 2, "what is {keys}?");
                keys.chars().map(|c| key(KeyCode::Char(c), KeyModifiers::NONE)).collect()
            }
        },
    }
}

fn press_all(state: &mut State<'_>, keys: &str) {
    for event in events(keys) {
        update(state, &event);
    }
}

/// Back to a pane with nothing open: the keys that leave do so from wherever it is.
fn turn_to(state: &mut State<'_>, pane: Pane, slug: &str) {
    lead_out(state);
    while state.focus != pane {
        press(state, KeyCode::Tab);
    }
    state.go(Place::Page(page(slug)));
}

#[test]
fn every_key_in_every_pane_and_over_everything() {
    let keys: Vec<&str> = KEYS.iter().flat_map(|binding| binding.keys).copied().collect();
    let is_open = |state: &State<'_>| {
        state.overlay.is_some() || state.search.is_some() || state.find.is_some()
    };
    let mut opened = BTreeSet::new();
    // One of the pages has links in view, the other snippets.
    for (columns, rows, slug) in [(120, 40, "kitchen/code"), (40, 12, "README")] {
        let mut state = open(columns, rows, slug);
        for pane in Pane::ALL {
            let mut openers = vec![""];
            for key in &keys {
                turn_to(&mut state, pane, slug);
                press_all(&mut state, key);
                if is_open(&state) {
                    openers.push(key);
                }
            }
            for opener in &openers {
                for key in &keys {
                    turn_to(&mut state, pane, slug);
                    press_all(&mut state, opener);
                    press_all(&mut state, key);
                    drawn(&state);
                }
            }
            opened.extend(openers);
        }
    }
    for opener in ["/", "?", "f", "z", "o", "ctrl-p", "ctrl-f", "m"] {
        assert!(opened.contains(opener), "{opener} opens nothing: {opened:?}");
    }
}
