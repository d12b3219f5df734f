//! Links, notes, marks and pages: what is gone to, and the way back.

use cheat::book::{PageId, Place, Wanted};
use cheat::tui::state::{Leads, Purpose, State};
use cheat::tui::update::Effect;
use crossterm::event::KeyCode;
use expect_test::expect_file;

use crate::browser::{press, type_in};
use crate::fixture::page;
use crate::taking::{at, check};

/// Types the letters of the link that leads there.
fn follow(state: &mut State<'_>, is_it: impl Fn(&Leads) -> bool) -> Effect {
    type_in(state, "f");
    let links = state.links_in_view(Purpose::Follow);
    let link = links.iter().find(|link| is_it(&link.leads)).expect("it is in view");
    let mut letters = link.letters.chars().collect::<Vec<char>>();
    let last = letters.pop().expect("it has letters");
    letters.into_iter().for_each(|letter| type_in(state, &letter.to_string()));
    press(state, KeyCode::Char(last))
}

#[test]
fn marks_are_set_listed_and_gone_to() {
    let mut state = at("kitchen/prose", 80, 24);
    type_in(&mut state, "jjj");
    let marked = state.location();
    assert_eq!(press(&mut state, KeyCode::Char('m')), Effect::None);
    assert_eq!(press(&mut state, KeyCode::Char('a')), Effect::Remember);
    assert_eq!(state.shelf.marks[&'a'].page, "kitchen/prose");
    assert_eq!(state.shelf.marks[&'a'].below, 3);
    state.go(Place::Page(page("versions")));
    let before = state.location();
    type_in(&mut state, "'");
    check(&state, expect_file!["browser/marks-80x24.txt"]);
    type_in(&mut state, "a");
    assert_eq!((state.location(), state.overlay.is_none()), (marked.clone(), true));
    type_in(&mut state, "''");
    assert_eq!(state.location(), before);
    type_in(&mut state, "''");
    assert_eq!(state.location(), marked);
    type_in(&mut state, "`b");
    assert_eq!(state.location(), marked, "there is no b");
    assert_eq!(press(&mut state, KeyCode::Char('m')), Effect::None);
    assert_eq!(press(&mut state, KeyCode::Esc), Effect::None);
    assert_eq!(state.shelf.marks.len(), 1);
}

#[test]
fn a_mark_of_a_page_that_is_gone_says_so() {
    let mut state = at("kitchen/prose", 40, 12);
    state.shelf.marks.insert('x', cheat::state::Spot::new("gone", "away"));
    type_in(&mut state, "'");
    check(&state, expect_file!["browser/marks-40x12.txt"]);
    type_in(&mut state, "x");
    assert_eq!(state.reader.page, page("kitchen/prose"));
    assert!(state.message.is_some());
}

#[test]
fn pages_are_turned_with_history() {
    let mut state = at("kitchen/prose", 80, 24);
    let here = state.reader.page;
    type_in(&mut state, ")");
    assert_eq!(state.reader.page, PageId(here.0 + 1));
    type_in(&mut state, "(");
    assert_eq!(state.reader.page, here);
    type_in(&mut state, "HH");
    assert_eq!(state.reader.page, here);
    type_in(&mut state, "99)");
    assert_eq!(state.reader.page.0 as usize, state.book.pages.len() - 1);
    type_in(&mut state, ")");
    assert!(state.message.is_some(), "it is the last");
}

#[test]
fn a_note_and_back() {
    let mut state = at("kitchen/prose", 80, 16);
    let mention = state.reader.rendered.footnotes[0].mentions[1].line;
    state.reader.scroll = mention - 5;
    let before = state.location();
    type_in(&mut state, "f");
    check(&state, expect_file!["browser/notes-80x16.txt"]);
    press(&mut state, KeyCode::Esc);
    assert_eq!(follow(&mut state, |leads| *leads == Leads::Note(1)), Effect::None);
    let height = state.page_height();
    let note = state.reader.rendered.footnotes[0].note.expect("it is there");
    assert!((state.reader.scroll..state.reader.scroll + height).contains(&note));
    // A page so low that notes and references never stand together.
    state.size.1 = 6;
    state.reader.scroll = note;
    follow(&mut state, |leads| *leads == Leads::Mention(1));
    let view = state.reader.scroll..state.reader.scroll + state.page_height();
    assert!(view.contains(&mention), "{mention} is not in {view:?}");
    type_in(&mut state, "HH");
    assert_eq!(state.location(), before);
}

#[test]
fn an_outside_address_is_shown_before_it_is_opened() {
    let mut state = at("kitchen/prose", 80, 24);
    let is_outside = |leads: &Leads| matches!(leads, Leads::Target(t) if t.contains("://"));
    assert_eq!(follow(&mut state, is_outside), Effect::None, "nothing is opened yet");
    check(&state, expect_file!["browser/outside-80x24.txt"]);
    let address = "https://example.org/kettle?cups=2".to_owned();
    assert_eq!(press(&mut state, KeyCode::Enter), Effect::Open(address.clone()));
    assert!(state.overlay.is_some(), "where it could not be opened it can still be copied");
    let copied = press(&mut state, KeyCode::Char('y'));
    assert_eq!(copied, Effect::CopyText { text: address, what: "the address".to_owned() });
    follow(&mut state, is_outside);
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.overlay, None);
    let mut state = at("kitchen/prose", 40, 12);
    state.reader.scroll = 8;
    follow(&mut state, is_outside);
    check(&state, expect_file!["browser/outside-40x12.txt"]);
}

#[test]
fn commands_in_the_text_are_walked_and_taken() {
    let mut state = at("kitchen/prose", 80, 24);
    type_in(&mut state, "}");
    let focus = state.reader.focus.expect("it is in focus");
    assert_eq!(&*state.book.snippet(focus).text, "kettle --boil 2");
    check(&state, expect_file!["browser/inline-80x24.txt"]);
    let place = Place::Snippet(focus);
    let copy = press(&mut state, KeyCode::Char('y'));
    assert_eq!(copy, Effect::Copy { place, wanted: Wanted::Code });
    type_in(&mut state, "{");
    assert!(state.message.is_some(), "it is the first");
}
