//! Marks: a letter for a place, kept over the end of the browser. `'` lists them, and waits for a
//! letter to go to.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Effect, say};
use crate::book::{Book, Place};
use crate::state::Spot;
use crate::tui::state::{Choice, Item, Menu, Overlay, State, place_of};

/// The key that goes back to before the last jump, as in vim: pressed twice.
const BEFORE_JUMP: char = '\'';

/// The letter under which this place is to be found; any other key leaves.
pub(super) fn set(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let KeyCode::Char(letter) = key.code else { return Effect::None };
    if !letter.is_alphanumeric()
        || !key.modifiers.difference(crossterm::event::KeyModifiers::SHIFT).is_empty()
    {
        return Effect::None;
    }
    let spot = state.spot();
    let label = label(state.book, &spot);
    state.shelf.marks.insert(letter, spot);
    say(state, &format!("'{letter} comes back here: {label}"));
    Effect::Remember
}

pub(super) fn open_list(state: &mut State<'_>) {
    let before = Item::new(BEFORE_JUMP, "back to before the last jump", Choice::BeforeJump);
    let marks = state.shelf.marks.iter();
    let marks = marks
        .map(|(letter, spot)| Item::new(*letter, label(state.book, spot), Choice::Mark(*letter)));
    let mut menu = Menu::new("Marks", std::iter::once(before).chain(marks).collect());
    if menu.items.len() == 1 {
        menu.text = "None yet: m and a letter set one.".to_owned();
    }
    state.overlay = Some(Overlay::Menu(menu));
}

/// `Git > Undo`, or the slug where this edition has no such page.
fn label(book: &Book, spot: &Spot) -> String {
    let path = match place_of(book, spot) {
        Some(Place::Section(section)) => book.path(section),
        Some(place) => vec![&*book.page(book.page_of_place(place)).title],
        None => vec![spot.page.as_str(), "not in this edition"],
    };
    let from = path.len().saturating_sub(2);
    path[from..].join(" > ")
}

pub(super) fn go(state: &mut State<'_>, letter: char) {
    let Some(spot) = state.shelf.marks.get(&letter).cloned() else { return };
    if place_of(state.book, &spot).is_none() {
        return say(state, &format!("'{letter}: the page {} is not in this edition", spot.page));
    }
    state.leave();
    state.go_to_spot(&spot);
    state.show_page();
}

/// Back to where the reader was before the last jump; once more goes forth again.
pub(super) fn go_before_jump(state: &mut State<'_>) {
    let Some(before) = state.before_jump.clone() else {
        return say(state, "there was no jump yet");
    };
    state.leave();
    state.return_to(&before);
    state.show_page();
}
