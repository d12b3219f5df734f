//! Events change the state; what has to happen outside comes back as an effect.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::state::State;
use crate::form::{Asked, Form};

/// What the loop has to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    None,
    /// End with this text.
    Take(String),
    /// End with nothing.
    Leave,
}

/// Hits that a page key moves by.
const PAGE: isize = 5;

pub fn update(state: &mut State<'_>, event: &Event) -> Effect {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => press(state, key),
        Event::Paste(text) => {
            match &mut state.form {
                Some(form) => form.paste(text),
                None => state.type_in(text),
            }
            Effect::None
        }
        _ => Effect::None,
    }
}

fn press(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Char('c' | 'g'), true) => Effect::Leave,
        _ if state.form.is_some() => press_in_form(state, key),
        _ => press_in_list(state, key),
    }
}

fn press_in_list(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Esc, _) => return Effect::Leave,
        (KeyCode::Enter, _) => return choose(state),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => state.move_hit(1),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => state.move_hit(-1),
        (KeyCode::PageDown, _) => state.move_hit(PAGE),
        (KeyCode::PageUp, _) => state.move_hit(-PAGE),
        (KeyCode::Tab, _) => state.move_snippet(1),
        (KeyCode::BackTab, _) => state.move_snippet(-1),
        _ => {
            let before = state.query.text().to_owned();
            state.query.press(key);
            if state.query.text() != before {
                state.ask();
            }
        }
    }
    Effect::None
}

/// Takes the chosen snippet, or asks for its values first.
fn choose(state: &mut State<'_>) -> Effect {
    let Some(id) = state.snippet() else { return Effect::None };
    let snippet = state.book.snippet(id);
    state.form = Form::new(snippet, |name| state.used(name));
    match state.form {
        Some(_) => Effect::None,
        None => Effect::Take(bare(snippet.code().text)),
    }
}

fn press_in_form(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let Some(form) = &mut state.form else { return Effect::None };
    match form.press(key) {
        Asked::Take => return Effect::Take(bare(form.filled().text)),
        Asked::Leave => state.form = None,
        // Here taking ends the picker.
        Asked::Nothing | Asked::TakeAndStay => {}
    }
    Effect::None
}

/// Without newlines at the end: at a prompt one would run it.
fn bare(text: String) -> String {
    text.trim_end_matches('\n').to_owned()
}
