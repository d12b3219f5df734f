//! Finding a text in the page in view.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::matches::{show_first, step_match};
use super::{Way, say};
use crate::input::Input;
use crate::tui::layout::Pane;
use crate::tui::state::{Find, Recall, State};

pub(super) fn open(state: &mut State<'_>) {
    let before = state.location();
    let (input, recall) = (Input::default(), Recall::default());
    state.find = Some(Find { input, is_typing: true, recall, before });
    state.focus = Pane::Page;
    state.lay_out();
    state.find_matches();
}

pub(super) fn press(state: &mut State<'_>, key: &KeyEvent) {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Esc, _) => cancel(state),
        (KeyCode::Enter | KeyCode::Tab, _) => accept(state),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => step_match(state, Way::Forward),
        (KeyCode::Char('p'), true) => step_match(state, Way::Back),
        (KeyCode::Up, _) => {
            let State { find: Some(find), shelf, .. } = state else { return };
            find.recall.older(&shelf.queries, &mut find.input);
            look(state);
        }
        _ => {
            let Some(find) = &mut state.find else { return };
            let before = find.input.text().to_owned();
            find.input.press(key);
            if find.input.text() != before {
                find.recall = Recall::default();
                look(state);
            }
        }
    }
}

pub(super) fn paste(state: &mut State<'_>, line: &str) {
    if let Some(find) = &mut state.find {
        find.input.insert(line);
        look(state);
    }
}

/// The page stands at the first match from where the reader was.
fn look(state: &mut State<'_>) {
    let Some(find) = &state.find else { return };
    let before = find.before.clone();
    state.return_to(&before);
    state.find_matches();
    show_first(state);
}

fn accept(state: &mut State<'_>) {
    let Some(find) = &mut state.find else { return };
    find.is_typing = false;
    let (text, before) = (find.input.text().to_owned(), find.before.clone());
    if text.is_empty() {
        return cancel(state);
    }
    state.remember(&text);
    state.leave_from(before);
    if state.matches().is_empty() {
        say(state, "not on this page; n looks in the next");
    }
}

/// While typing the reader goes back to where they were; else only the light goes out.
pub(super) fn cancel(state: &mut State<'_>) {
    let Some(find) = state.find.take() else { return };
    if find.is_typing {
        state.return_to(&find.before);
    }
    state.find_matches();
}
