//! The search box: what is typed asks the book, and the page follows the selected hit.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::moving::open;
use super::snippets::copy;
use super::{Effect, cancel};
use crate::book::Wanted;
use crate::input::Input;
use crate::search::Hits;
use crate::tui::layout::Pane;
use crate::tui::state::{Answers, Recall, Search, State};

pub(super) fn open_search(state: &mut State<'_>) {
    let before = match &state.search {
        Some(search) => search.before.clone(),
        None => state.location(),
    };
    let (input, hits) = (Input::default(), Hits::default());
    state.search = Some(Search {
        input,
        is_typing: true,
        recall: Recall::default(),
        hits,
        answers: Answers::Typed,
        row: 0,
        before,
    });
    state.overlay = None;
    state.focus = Pane::Results;
    state.lay_out();
}

pub(super) fn type_in(state: &mut State<'_>, text: &str) {
    let Some(search) = &mut state.search else { return };
    search.input.insert(text);
    search.recall = Recall::default();
    state.ask();
}

pub(super) fn type_key(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Esc, _) => cancel(state),
        (KeyCode::Enter, _) => open(state),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => move_hit(state, 1),
        (KeyCode::Up, _) if is_at_first(state) => recall(state),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => move_hit(state, -1),
        (KeyCode::Tab, _) => {
            settle(state);
            drop_earlier_hits(state);
            state.lay_out();
        }
        (KeyCode::Char('y'), true) => return copy(state, None, Wanted::Code),
        (KeyCode::Char('z'), true) => return Effect::Suspend,
        (KeyCode::Char('l'), true) => return Effect::Redraw,
        _ => edit(state, key),
    }
    Effect::None
}

/// What is typed changes the line; the book is asked where it did.
fn edit(state: &mut State<'_>, key: &KeyEvent) {
    let Some(search) = &mut state.search else { return };
    let before = search.input.text().to_owned();
    search.input.press(key);
    if search.input.text() != before {
        search.recall = Recall::default();
        state.ask();
    }
}

fn is_at_first(state: &State<'_>) -> bool {
    state.search.as_ref().is_some_and(|search| search.row == 0)
}

/// The next older query instead of what is typed.
fn recall(state: &mut State<'_>) {
    let State { search: Some(search), shelf, .. } = state else { return };
    search.recall.older(&shelf.queries, &mut search.input);
    state.ask();
}

/// The query stands as it is.
fn settle(state: &mut State<'_>) {
    let Some(search) = &mut state.search else { return };
    search.is_typing = false;
    let query = search.input.text().to_owned();
    state.remember(&query);
}

/// Hits of what was typed before are not what was asked for.
fn drop_earlier_hits(state: &mut State<'_>) {
    let Some(search) = &mut state.search else { return };
    if search.answers == Answers::Earlier {
        (search.hits, search.answers) = (Hits::default(), Answers::Typed);
        state.show_hit();
    }
}

pub(super) fn move_hit(state: &mut State<'_>, by: isize) {
    let Some(search) = &mut state.search else { return };
    let last = search.hits.hits.len().saturating_sub(1);
    search.row = search.row.saturating_add_signed(by).min(last);
    state.show_hit();
}

pub(super) fn open_hit(state: &mut State<'_>) {
    if state.selected_hit().is_none() {
        return;
    }
    settle(state);
    if let Some(search) = &state.search {
        state.leave_from(search.before.clone());
    }
    state.focus = Pane::Page;
    state.lay_out();
    state.show_hit();
}
