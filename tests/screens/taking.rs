//! Taking: placeholders filled in.

use cheat::book::Place;
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{ExpectFile, expect_file};

use crate::browser::{browser, drawn, picture, press, type_in};
use crate::fixture::page;
use crate::looks;

pub(crate) fn at(slug: &str, columns: u16, rows: u16) -> State<'static> {
    let theme = Theme::named("none", Depth::Ansi16).expect("a name");
    let mut state = browser(columns, rows, theme);
    state.go(Place::Page(page(slug)));
    state.complete();
    state
}

#[track_caller]
pub(crate) fn check(state: &State<'_>, expected: ExpectFile) {
    expected.assert_eq(&picture(&drawn(state), false));
}

fn control(state: &mut State<'_>, letter: char) -> Effect {
    update(state, &Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)))
}

/// The form of the second snippet, at the field for the domain.
fn open_last_field(state: &mut State<'_>) {
    type_in(state, "2p");
    press(state, KeyCode::Tab);
    press(state, KeyCode::Tab);
}

#[test]
fn a_form_fills_in_what_is_copied() {
    let mut state = at("kitchen/code", 80, 24);
    open_last_field(&mut state);
    type_in(&mut state, "example.net");
    check(&state, expect_file!["browser/form-80x24.txt"]);
    let Effect::CopyFilled(snippet, filled) = control(&mut state, 'y') else {
        panic!("nothing is copied")
    };
    assert!(filled.text.contains("https://example.net:"), "{}", filled.text);
    assert_eq!(state.reader.focus, Some(snippet));
    assert!(state.overlay.is_some(), "it stays open");
    press(&mut state, KeyCode::BackTab);
    state.theme = looks::theme();
    expect_file!["browser/form-colours-80x24.txt"].assert_eq(&picture(&drawn(&state), true));
    update(&mut state, &Event::Paste("84\n43".to_owned()));
    while state.overlay.is_some() {
        match press(&mut state, KeyCode::Enter) {
            Effect::CopyFilled(_, filled) => assert!(filled.text.contains(":84\n43")),
            effect => assert_eq!(effect, Effect::None),
        }
    }
    assert_eq!(state.shelf.values["domain"], ["example.net"]);
    open_last_field(&mut state);
    press(&mut state, KeyCode::Up);
    check(&state, expect_file!["browser/form-used-80x24.txt"]);
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.overlay, None);
    let mut state = at("kitchen/code", 40, 12);
    open_last_field(&mut state);
    type_in(&mut state, "an.example.of.some.length.example.org");
    check(&state, expect_file!["browser/form-40x12.txt"]);
    let mut state = at("kitchen/code", 20, 5);
    open_last_field(&mut state);
    type_in(&mut state, "example.net");
    check(&state, expect_file!["browser/form-20x5.txt"]);
}
