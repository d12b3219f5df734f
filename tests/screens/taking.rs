//! Taking: placeholders filled in.

use cheat::book::{Choice, Place};
use cheat::state::Day;
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{ExpectFile, expect_file};
use ratatui::buffer::Cell;

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

#[test]
fn what_else_can_be_copied() {
    let mut state = at("kitchen/tables", 80, 24);
    type_in(&mut state, "c");
    check(&state, expect_file!["browser/copy-80x24.txt"]);
    let Effect::CopyText { text, what } = press(&mut state, KeyCode::Char('t')) else {
        panic!("no table")
    };
    let rows = text.lines().count() - 1;
    assert!(text.contains('\t') && what == format!("{rows} rows as TSV"), "{what}: {text}");
    type_in(&mut state, "c");
    let Effect::CopyText { text, .. } = press(&mut state, KeyCode::Char('i')) else {
        panic!("no id")
    };
    assert_eq!(text, "kitchen/tables#tables");
    let mut state = at("kitchen/prose", 40, 12);
    state.reader.scroll = 8;
    type_in(&mut state, "ca");
    check(&state, expect_file!["browser/copy-address-40x12.txt"]);
    let links = state.links_in_view(cheat::tui::state::Purpose::Copy);
    let letters: Vec<char> = links.iter().filter_map(|link| link.letters.chars().next()).collect();
    let copied: Vec<Effect> = letters
        .into_iter()
        .map(|letter| {
            let effect = press(&mut state, KeyCode::Char(letter));
            type_in(&mut state, "ca");
            effect
        })
        .collect();
    let is_copied = |wanted: &str| {
        copied
            .iter()
            .any(|effect| matches!(effect, Effect::CopyText { text, .. } if text == wanted))
    };
    assert!(is_copied("https://example.org/kettle?cups=2"), "{copied:?}");
    assert!(is_copied("kitchen/code"), "of a place in the book its id: {copied:?}");
}

#[test]
fn versions_are_chosen_and_the_rest_is_left_out() {
    let mut state = at("versions", 80, 24);
    state.today = Day::parse("2026-11-20").expect("a day");
    type_in(&mut state, "v");
    check(&state, expect_file!["browser/versions-80x24.txt"]);
    press(&mut state, KeyCode::Down);
    assert_eq!(press(&mut state, KeyCode::Enter), Effect::Remember);
    let chosen = state.shelf.versions.values().next().expect("it is kept").clone();
    assert_eq!(chosen.on, "2026-11-20");
    check(&state, expect_file!["browser/chosen-80x24.txt"]);
    let fences = state.fences();
    for fence in state.book.snippets_of(page("versions")) {
        let snippet = Place::Snippet(fence);
        let is_listed = fences.contains(&fence) || !state.book.snippet(fence).is_fence();
        assert_eq!(is_listed, state.left_out(snippet).is_none(), "{fence:?}");
        state.go(snippet);
    }
    for section in state.book.sections_of(page("versions")) {
        state.go(Place::Section(section));
        let last = state.reader.rendered.lines.len();
        assert!(state.reader.scroll < last, "{section:?}");
    }
    state.go(Place::Page(page("versions")));
    type_in(&mut state, "v");
    press(&mut state, KeyCode::Up);
    assert_eq!(press(&mut state, KeyCode::Enter), Effect::Remember);
    assert!(state.shelf.versions.is_empty() && state.chosen.is_empty());
    assert_eq!(state.reader.rendered.versions, None);
}

#[test]
fn a_choice_made_here_stands_over_the_environments() {
    let mut state = at("versions", 80, 24);
    let product = state.book.products.0[0].id.clone();
    let oldest = state.book.products.0[0].versions[0].version.to_string();
    let choice = Choice::parse(&format!("{product}={oldest}"), &state.book.products);
    state.given.choose(choice.expect("it is known"));
    state.choose_versions();
    assert_eq!(state.reader.rendered.versions.as_deref(), Some("for Kettle 8"));
    type_in(&mut state, "v");
    state.overlay.as_ref().expect("the menu is open");
    press(&mut state, KeyCode::Char('a'));
    assert!(state.chosen.is_empty(), "all versions were chosen");
    state.shelf.versions.clear();
    state.choose_versions();
    assert!(!state.chosen.is_empty());
}

#[test]
fn a_command_broken_between_lines_is_marked_whole() {
    let mut state = at("kitchen/prose", 40, 12);
    state.theme = looks::theme();
    state.reader.scroll = 7;
    let wanted = state.reader.rendered.snippets.iter().position(|spot| !spot.more.is_empty());
    let wanted = wanted.expect("one is broken at this width");
    state.focus_on(state.book.snippet_at(state.reader.page, wanted));
    let spot = &state.reader.rendered.snippets[wanted];
    let columns = |columns: &std::ops::Range<usize>| columns.len();
    let marked = spot.columns.iter().map(columns).sum::<usize>()
        + spot.more.iter().map(|piece| piece.columns.len()).sum::<usize>();
    let shown = drawn(&state);
    let is_marked = |cell: &&Cell| Some(cell.fg) == state.theme.selected.fg;
    assert_eq!(shown.content.iter().filter(is_marked).count(), marked);
}
