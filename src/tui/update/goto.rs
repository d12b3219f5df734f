//! The list of names to go to.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::moving::visit;
use crate::tui::state::{GoTo, Overlay, Scope, State};

/// Rows that a screen's key moves by.
const SCREEN: isize = 10;

pub(super) fn open(state: &mut State<'_>, scope: Scope) {
    state.overlay = Some(Overlay::GoTo(Box::new(state.go_to(scope))));
}

/// Does what a key does in the list, which is handed in: it stays open where it is put back.
pub(super) fn press(state: &mut State<'_>, mut list: Box<GoTo>, key: &KeyEvent) {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Esc, _) => return state.return_to(&list.before),
        (KeyCode::Enter, _) => {
            let Some(target) = list.target() else {
                return state.overlay = Some(Overlay::GoTo(list));
            };
            let place = target.place;
            state.return_to(&list.before);
            return visit(state, place);
        }
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => select(state, &mut list, 1),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => select(state, &mut list, -1),
        (KeyCode::PageDown, _) => select(state, &mut list, SCREEN),
        (KeyCode::PageUp, _) => select(state, &mut list, -SCREEN),
        _ => {
            let before = list.input.text().to_owned();
            list.input.press(key);
            if list.input.text() != before {
                narrow(state, &mut list);
            }
        }
    }
    state.overlay = Some(Overlay::GoTo(list));
}

pub(super) fn paste(state: &mut State<'_>, mut list: Box<GoTo>, line: &str) {
    list.input.insert(line);
    narrow(state, &mut list);
    state.overlay = Some(Overlay::GoTo(list));
}

fn narrow(state: &mut State<'_>, list: &mut GoTo) {
    list.found = state.matching(list.scope, list.input.text());
    list.row = 0;
    show(state, list);
}

fn select(state: &mut State<'_>, list: &mut GoTo, by: isize) {
    let last = list.found.len().saturating_sub(1);
    list.row = list.row.saturating_add_signed(by).min(last);
    show(state, list);
}

/// In its own page the reader sees where the row leads.
fn show(state: &mut State<'_>, list: &GoTo) {
    if let (Scope::Page, Some(target)) = (list.scope, list.target()) {
        state.go(target.place);
    }
}
