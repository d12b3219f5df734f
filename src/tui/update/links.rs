//! Links and references to notes, chosen by their letters. What leads outside is shown first.

use crossterm::event::{KeyCode, KeyEvent};

use super::moving::visit;
use super::{Effect, say};
use crate::book::{Book, Place};
use crate::render::safe;
use crate::tui::state::{
    Choice, Item, Leads, Letters, Menu, Message, Overlay, Purpose, State, address,
};

/// The letters of what can be followed, or copied.
pub(super) fn show_letters(state: &mut State<'_>, purpose: Purpose) {
    let letters = Letters { purpose, typed: None };
    match (state.links_in_view(purpose).is_empty(), purpose) {
        (false, _) => state.overlay = Some(Overlay::Links(letters)),
        (true, Purpose::Follow) => say(state, "no link in view"),
        (true, Purpose::Copy) => say(state, "no address in view to copy"),
    }
}

/// A letter of a link; anything else closes.
pub(super) fn choose_link(state: &mut State<'_>, letters: Letters, key: &KeyEvent) -> Effect {
    let KeyCode::Char(letter) = key.code else { return Effect::None };
    let typed: String = letters.typed.into_iter().chain([letter]).collect();
    let links = state.links_in_view(letters.purpose);
    if let Some(link) = links.iter().find(|link| link.letters == typed) {
        let leads = link.leads.clone();
        return match letters.purpose {
            Purpose::Follow => lead(state, leads),
            Purpose::Copy => copy_address(state, leads),
        };
    }
    if links.iter().any(|link| link.letters.starts_with(&typed)) {
        state.overlay = Some(Overlay::Links(Letters { typed: Some(letter), ..letters }));
    }
    Effect::None
}

pub(super) fn lead(state: &mut State<'_>, leads: Leads) -> Effect {
    match leads {
        Leads::Target(target) => follow(state, &target),
        Leads::Note(number) => go_to_note(state, number),
        Leads::Mention(number) => go_to_mention(state, number),
    }
    Effect::None
}

/// Goes where a link leads; of one that leads outside of the book the address is shown first.
pub(super) fn follow(state: &mut State<'_>, target: &str) {
    match state.book.follow(state.reader.page, target) {
        Ok(Some(place)) => visit(state, place),
        Ok(None) => show_address(state, target),
        Err(sentence) => state.message = Some(Message::Failed(sentence)),
    }
}

/// The whole address, before anything is done with it.
fn show_address(state: &mut State<'_>, target: &str) {
    let copy = Choice::CopyText { text: target.to_owned(), what: "the address".to_owned() };
    let items = match address(target) {
        Ok(address) => vec![
            Item::new('o', "open it in the browser", Choice::Open(address)),
            Item::new('y', "copy it", copy),
        ],
        Err(_) => vec![Item::new('y', "copy it", copy)],
    };
    let mut menu = Menu::new("Outside of the book", items);
    menu.text = address(target).unwrap_or_else(|sentence| format!("{} {sentence}", safe(target)));
    state.overlay = Some(Overlay::Menu(menu));
}

/// Of a link's address, or of a place in the book its id.
fn copy_address(state: &mut State<'_>, leads: Leads) -> Effect {
    let Leads::Target(target) = leads else { return Effect::None };
    let (text, what) = match state.book.follow(state.reader.page, &target) {
        Ok(Some(place)) => (name(state.book, place), "the id"),
        Ok(None) | Err(_) => (target.to_string(), "the address"),
    };
    let what = format!("{what} {}", safe(&text));
    Effect::CopyText { text, what }
}

/// The id of a place, as `cheat show` takes it.
pub(super) fn name(book: &Book, place: Place) -> String {
    match place {
        Place::Page(page) => book.page(page).slug.to_string(),
        Place::Section(section) => book.section_name(section),
        Place::Snippet(snippet) => book.stable_name(snippet),
    }
}

fn go_to_note(state: &mut State<'_>, number: usize) {
    let Some(line) = state.footnote(number).and_then(|footnote| footnote.note) else { return };
    state.leave();
    state.bring_into_view(line);
    say(state, &format!("note {number}; H goes back"));
}

/// To the reference that is nearest to where the reader was before.
fn go_to_mention(state: &mut State<'_>, number: usize) {
    let was_at = match &state.before_jump {
        Some(before) if before.page == state.reader.page => before.scroll,
        _ => 0,
    };
    let distance = |line: usize| line.abs_diff(was_at + state.page_height() / 4);
    let mentions = state.footnote(number).map(|footnote| footnote.mentions.iter());
    let lines = mentions.into_iter().flatten().map(|mention| mention.line);
    let Some(line) = lines.min_by_key(|line| distance(*line)) else { return };
    state.leave();
    state.bring_into_view(line);
}
