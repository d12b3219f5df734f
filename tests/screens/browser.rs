//! Whole screens of the browser, drawn on a backend of a fixed size.

use std::collections::BTreeSet;

use cheat::book::{PageId, Place};
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use cheat::tui::view::view;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{ExpectFile, expect_file};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::fixture::{book, compiled, page, searcher};
use crate::looks;

pub(crate) fn browser(columns: u16, rows: u16, theme: Theme) -> State<'static> {
    State::new(book(), searcher, theme, (columns, rows), Place::Page(PageId(0)))
}

/// Draws the state; gives what the terminal shows.
pub(crate) fn drawn(state: &State<'_>) -> Buffer {
    let backend = TestBackend::new(state.size.0, state.size.1);
    let mut terminal = Terminal::new(backend).expect("a terminal in memory");
    terminal.draw(|frame| view(state, frame)).expect("it cannot fail");
    terminal.backend().buffer().clone()
}

/// The rows, each closed by a `|` at both ends; where it is asked for, the letters of the looks
/// stand below each.
pub(crate) fn picture(buffer: &Buffer, in_colour: bool) -> String {
    let mut picture = String::new();
    for row in buffer.content.chunks(buffer.area.width.into()) {
        let text: String = row.iter().map(|cell| cell.symbol()).collect();
        picture += &format!("|{text}|\n");
        if in_colour {
            let letters: String = row.iter().map(|cell| looks::letter(cell.style())).collect();
            picture += &format!(" {}\n", letters.trim_end());
        }
    }
    picture
}

pub(crate) fn press(state: &mut State<'_>, code: KeyCode) -> Effect {
    update(state, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

pub(crate) fn type_in(state: &mut State<'_>, keys: &str) {
    for key in keys.chars() {
        let code = match key {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            key => KeyCode::Char(key),
        };
        assert_eq!(press(state, code), Effect::None, "{key}");
    }
}

#[track_caller]
fn check(columns: u16, rows: u16, keys: &str, expected: ExpectFile) {
    let mut state = browser(columns, rows, Theme::named("auto", Depth::Ansi16).expect("a name"));
    type_in(&mut state, keys);
    expected.assert_eq(&picture(&drawn(&state), false));
}

#[test]
fn the_first_screen() {
    check(120, 36, "", expect_file!["browser/first-120x36.txt"]);
    check(80, 24, "", expect_file!["browser/first-80x24.txt"]);
    check(40, 12, "", expect_file!["browser/first-40x12.txt"]);
    check(20, 5, "", expect_file!["browser/first-20x5.txt"]);
    check(5, 2, "", expect_file!["browser/first-5x2.txt"]);
}

#[test]
fn searching_and_opening() {
    check(120, 36, "/kett", expect_file!["browser/typing-120x36.txt"]);
    check(120, 36, "/boil\n", expect_file!["browser/opened-120x36.txt"]);
    check(80, 24, "/boil\n", expect_file!["browser/opened-80x24.txt"]);
    check(40, 12, "/boil", expect_file!["browser/typing-40x12.txt"]);
    check(40, 12, "/boil\n", expect_file!["browser/opened-40x12.txt"]);
    check(80, 24, "/zzzz", expect_file!["browser/nothing-80x24.txt"]);
}

#[test]
fn the_keys_over_everything() {
    check(80, 24, "?", expect_file!["browser/help-80x24.txt"]);
    check(40, 12, "?", expect_file!["browser/help-40x12.txt"]);
    check(20, 5, "?", expect_file!["browser/help-20x5.txt"]);
}

#[test]
fn a_screen_in_colour() {
    let mut state = browser(100, 20, looks::theme());
    type_in(&mut state, "/boil\n");
    expect_file!["browser/colours-100x20.txt"].assert_eq(&picture(&drawn(&state), true));
}

#[test]
fn escape_steps_back_to_where_the_reader_was() {
    let mut state = browser(100, 20, Theme::named("none", Depth::Ansi16).expect("a name"));
    state.go(Place::Page(page("kitchen/code")));
    state.complete();
    let before = picture(&drawn(&state), false);
    type_in(&mut state, "/whistle");
    assert_ne!(picture(&drawn(&state), false), before);
    press(&mut state, KeyCode::Esc);
    assert_eq!(picture(&drawn(&state), false), before);
}

#[test]
fn a_page_laid_out_in_two_steps_looks_the_same() {
    for slug in ["kitchen/prose", "kitchen/code", "versions"] {
        for section in book().sections_of(page(slug)) {
            let mut state = browser(80, 10, Theme::named("none", Depth::Ansi16).expect("a name"));
            state.go(Place::Section(section));
            // How long the page is nobody knows before: the scroll bar comes with the rest.
            let seen = |state: &State<'_>| picture(&drawn(state), false).replace('┃', " ");
            let first = seen(&state);
            state.complete();
            assert_eq!(seen(&state), first, "{slug} {section:?}");
        }
    }
}

#[test]
fn a_page_seen_before_looks_as_if_it_were_new() {
    let dark = || Theme::named("dark", Depth::Truecolor).expect("a name");
    let mut state = browser(100, 24, dark());
    type_in(&mut state, "/code");
    let hits = state.search.as_ref().map_or(0, |search| search.hits.hits.len());
    assert!(hits > 3, "{hits} hits");
    let there = [KeyCode::Down].repeat(hits);
    let keys = [there.clone(), [KeyCode::Up].repeat(hits - 1), there].concat();
    for (step, key) in keys.into_iter().enumerate() {
        press(&mut state, key);
        if step == hits / 2 {
            update(&mut state, &Event::Resize(120, 24));
        }
        let (size, page) = (state.size, Place::Page(state.reader.page));
        let mut new = State::new(book(), searcher, dark(), size, page);
        type_in(&mut new, "/");
        new.complete();
        let seen = state.reader.rendered.lines.len();
        assert_eq!(state.reader.rendered.lines, new.reader.rendered.lines[..seen]);
        let last = seen.saturating_sub(state.page_height());
        assert!(state.reader.scroll <= last && (seen >= 23 || state.reader.rendered.is_whole()));
    }
}

#[test]
fn links_are_followed_by_their_letters() {
    let mut state = browser(80, 24, Theme::named("auto", Depth::Ansi16).expect("a name"));
    type_in(&mut state, "f");
    expect_file!["browser/links-80x24.txt"].assert_eq(&picture(&drawn(&state), false));
    type_in(&mut state, "d");
    let tables = page("kitchen/tables");
    assert_eq!(state.reader.page, tables);
    assert_eq!(state.reader.scroll, state.reader.rendered.headings[2], "at the heading it names");
    type_in(&mut state, "H");
    assert_eq!(state.reader.page, PageId(0));
    type_in(&mut state, "f;");
    assert_eq!((state.reader.page, state.overlay), (PageId(0), None), "another key closes");
}

#[test]
fn matches_are_walked_through_all_pages_and_back() {
    let mut state = browser(80, 24, Theme::named("auto", Depth::Ansi16).expect("a name"));
    type_in(&mut state, "/kettle\n");
    // Until it stands on a place for the second time: the ring is whole.
    let mut ring = |key: &str| -> BTreeSet<(PageId, usize)> {
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            type_in(&mut state, key);
            let index = state.reader.at_match.expect("a match is stepped to");
            let line = state.matches()[index].line;
            let view = state.reader.scroll..state.reader.scroll + state.page_height();
            assert!(view.contains(&line), "{line} is not in {view:?}");
            if !seen.insert((state.reader.page, line)) {
                return seen;
            }
        }
        panic!("no end to {key}");
    };
    let forward = ring("n");
    let pages: BTreeSet<PageId> = forward.iter().map(|(page, _)| *page).collect();
    assert!(pages.len() >= 4, "{forward:?}");
    assert_eq!(ring("N"), forward);
}

#[test]
fn two_keys_quit() {
    for keys in [":q", "ZZ"] {
        let mut state = browser(80, 24, Theme::named("none", Depth::Ansi16).expect("a name"));
        let (first, second) = keys.split_at(1);
        type_in(&mut state, first);
        let second = KeyCode::Char(second.chars().next().expect("two keys"));
        assert_eq!(press(&mut state, second), Effect::Quit(0), "{keys}");
    }
}

fn press_control(state: &mut State<'_>, key: char) {
    update(state, &Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL)));
}

#[test]
fn a_page_or_section_is_gone_to_by_letters_of_its_name() {
    let mut state = browser(80, 24, looks::theme());
    press_control(&mut state, 'p');
    type_in(&mut state, "boil");
    expect_file!["browser/goto-80x24.txt"].assert_eq(&picture(&drawn(&state), true));
    press(&mut state, KeyCode::Esc);
    assert_eq!((state.reader.page, state.overlay.is_none()), (PageId(0), true));
    press_control(&mut state, 'p');
    type_in(&mut state, "tabl\n");
    assert_eq!(state.reader.page, page("kitchen/tables"));
    type_in(&mut state, "H");
    assert_eq!(state.reader.page, PageId(0), "the way back is kept");
    press_control(&mut state, 'p');
    update(&mut state, &Event::Paste("zz\nqq".to_owned()));
    expect_file!["browser/goto-nothing-80x24.txt"].assert_eq(&picture(&drawn(&state), false));
}

#[test]
fn the_page_follows_its_outline() {
    let mut state = browser(40, 16, Theme::named("none", Depth::Ansi16).expect("a name"));
    state.go(Place::Page(page("kitchen/code")));
    let before = state.location();
    type_in(&mut state, "o");
    expect_file!["browser/outline-40x16.txt"].assert_eq(&picture(&drawn(&state), false));
    press(&mut state, KeyCode::PageDown);
    assert_ne!(state.location(), before);
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.location(), before);
}

#[test]
fn a_text_is_found_in_the_page_and_the_next() {
    let mut state = browser(80, 24, looks::theme());
    state.go(Place::Page(page("kitchen/code")));
    let before = state.location();
    press_control(&mut state, 'f');
    type_in(&mut state, "KETTLE");
    expect_file!["browser/find-80x24.txt"].assert_eq(&picture(&drawn(&state), true));
    type_in(&mut state, "\n");
    assert!(!state.matches().is_empty(), "they stay lit");
    let mut pages = BTreeSet::new();
    for _ in 0..100 {
        type_in(&mut state, "n");
        pages.insert(state.reader.page);
    }
    assert!(pages.len() > 1, "{pages:?}");
    press(&mut state, KeyCode::Esc);
    assert!(state.matches().is_empty());
    state.go(Place::Page(page("kitchen/code")));
    press_control(&mut state, 'f');
    type_in(&mut state, "zzzz");
    assert!(picture(&drawn(&state), false).contains("not on this page"));
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.location(), before);
}

#[test]
fn what_was_typed_before_comes_back() {
    let mut state = browser(80, 24, Theme::named("none", Depth::Ansi16).expect("a name"));
    for query in ["/boil\n", "/kettle\n", "/boil\n"] {
        type_in(&mut state, query);
    }
    assert_eq!(state.shelf.queries, ["boil", "kettle"]);
    type_in(&mut state, "/ke");
    let recalled = |state: &mut State<'_>| {
        press(state, KeyCode::Up);
        state.search.as_ref().map(|search| search.input.text().to_owned()).expect("a search")
    };
    let walk = [(); 4].map(|()| recalled(&mut state));
    assert_eq!(walk, ["boil", "kettle", "ke", "boil"]);
}

#[test]
fn a_long_title_of_a_part_is_cut_with_a_sign() {
    let mut book = compiled();
    book.parts[0] = "Kitchens and sculleries".into();
    let theme = Theme::named("none", Depth::Ansi16).expect("a name");
    let state =
        State::new(Box::leak(Box::new(book)), searcher, theme, (80, 24), Place::Page(PageId(0)));
    let picture = picture(&drawn(&state), false);
    assert!(picture.contains("| ▾ Kitchens and scull…│"), "{picture}");
}
