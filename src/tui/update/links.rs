//! Links, chosen by their letters.

use crossterm::event::{KeyCode, KeyEvent};

use super::moving::visit;
use super::say;
use crate::tui::state::{Message, Overlay, State};

/// A letter of a link; anything else closes.
pub(super) fn choose_link(state: &mut State<'_>, typed: Option<char>, key: &KeyEvent) {
    state.overlay = None;
    let KeyCode::Char(letter) = key.code else { return };
    let typed: String = typed.into_iter().chain([letter]).collect();
    let links = state.links_in_view();
    if let Some((_, link)) = links.iter().find(|(letters, _)| *letters == typed) {
        let target = link.target.clone();
        return follow(state, &target);
    }
    if links.iter().any(|(letters, _)| letters.starts_with(&typed)) {
        state.overlay = Some(Overlay::Links(Some(letter)));
    }
}

/// Goes where a link leads; of one that leads outside of the book the address is shown.
fn follow(state: &mut State<'_>, target: &str) {
    match state.book.follow(state.reader.page, target) {
        Ok(Some(place)) => visit(state, place),
        Ok(None) => say(state, target),
        Err(sentence) => state.message = Some(Message::Failed(sentence)),
    }
}
