//! Whole screens of the browser, drawn on a backend of a fixed size.

use cheat::book::{PageId, Place};
use cheat::theme::Theme;
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use cheat::tui::view::view;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{ExpectFile, expect_file};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::fixture::{book, page, searcher};
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
fn picture(buffer: &Buffer, in_colour: bool) -> String {
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

fn press(state: &mut State<'_>, code: KeyCode) -> Effect {
    update(state, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn type_in(state: &mut State<'_>, keys: &str) {
    for key in keys.chars() {
        let code = if key == '\n' { KeyCode::Enter } else { KeyCode::Char(key) };
        assert_eq!(press(state, code), Effect::None, "{key}");
    }
}

#[track_caller]
fn check(columns: u16, rows: u16, keys: &str, expected: ExpectFile) {
    let mut state = browser(columns, rows, Theme::named("auto", false).expect("a name"));
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
}

#[test]
fn a_screen_in_colour() {
    let mut state = browser(100, 20, looks::theme());
    type_in(&mut state, "/boil\n");
    expect_file!["browser/colours-100x20.txt"].assert_eq(&picture(&drawn(&state), true));
}

#[test]
fn escape_steps_back_to_where_the_reader_was() {
    let mut state = browser(100, 20, Theme::named("none", false).expect("a name"));
    state.go(Place::Page(page("kitchen/code")));
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
            let mut state = browser(80, 10, Theme::named("none", false).expect("a name"));
            state.go(Place::Section(section));
            let first = picture(&drawn(&state), false);
            state.complete();
            assert_eq!(picture(&drawn(&state), false), first, "{slug} {section:?}");
        }
    }
}
