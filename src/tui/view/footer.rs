//! The last row: the box being typed in, a message, or the keys that matter now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw;
use crate::form::hints as hints_of_form;
use crate::render::{fit, safe};
use crate::tui::layout::Pane;
use crate::tui::state::{Letters, Message, Overlay, Purpose, State};

pub(super) fn footer(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    if let Some(search) = state.search.as_ref().filter(|search| search.is_typing) {
        // A long query shows the end that is being typed.
        let (text, column) = search.input.shown(usize::from(rect.width).saturating_sub(2));
        let sign = Span::styled("/", state.theme.pane_title_focus);
        draw(frame, rect, [Line::from(vec![sign, Span::raw(text)])]);
        return frame.set_cursor_position((rect.x + 1 + column as u16, rect.y));
    }
    if let Some(find) = state.find.as_ref().filter(|find| find.is_typing) {
        let sign = "find: ";
        let (text, column) =
            find.input.shown(usize::from(rect.width).saturating_sub(sign.len() + 1));
        let sign = Span::styled(sign, state.theme.pane_title_focus);
        let mut spans = vec![sign, Span::raw(text), Span::raw("   ")];
        if !find.input.text().is_empty() {
            spans.push(Span::styled(counted(state), state.theme.dim));
        }
        draw(frame, rect, [Line::from(spans)]);
        return frame.set_cursor_position((rect.x + 6 + column as u16, rect.y));
    }
    let (text, style) = match &state.message {
        Some(Message::Done(text)) => (text.clone(), state.theme.message),
        Some(Message::Failed(text)) => (text.clone(), state.theme.error),
        None => (hints(state), state.theme.footer),
    };
    let text = fit(&safe(&text), usize::from(rect.width).saturating_sub(1)).into_owned();
    draw(frame, rect, [Line::styled(format!(" {text}"), style)]);
}

/// Which of the matches it stands at, and of how many.
fn counted(state: &State<'_>) -> String {
    match (state.matches().len(), state.reader.at_match) {
        (0, _) => "not on this page".to_owned(),
        (all, Some(at)) => format!("{} of {all}", at + 1),
        (all, None) => format!("{all}"),
    }
}

/// The keys that matter now, the most useful first: on a narrow screen the rest is cut.
fn hints(state: &State<'_>) -> String {
    match &state.overlay {
        Some(Overlay::Links(Letters { purpose: Purpose::Follow, .. })) => {
            return "the letters of a link follow it  esc leave".to_owned();
        }
        Some(Overlay::Links(Letters { purpose: Purpose::Copy, .. })) => {
            return "the letters of a link copy its address  esc leave".to_owned();
        }
        Some(Overlay::Filling(filling)) => {
            return hints_of_form(&filling.form) + "  ctrl-y take and stay";
        }
        Some(Overlay::Mark) => return "a letter marks this place  esc leave".to_owned(),
        Some(Overlay::Menu(_)) => return "a letter or enter chooses  esc leave".to_owned(),
        Some(Overlay::GoTo(_)) => return "enter go  esc leave".to_owned(),
        Some(Overlay::Help(_)) => return "j k scroll  any other key closes".to_owned(),
        Some(Overlay::Zoom(_)) => {
            return "h j k l scroll  y copy  [ ] snippets  esc leave".to_owned();
        }
        None => {}
    }
    let query = match (&state.find, &state.search) {
        (Some(find), _) => format!("find: {}   ", find.input.text()),
        (None, Some(search)) => format!("/{}   ", search.input.text()),
        (None, None) => String::new(),
    };
    let is_lit = !state.matches().is_empty();
    let keys = match (state.focus, is_lit) {
        (Pane::Page, true) => "n next match  y copy  esc done  ? keys",
        (Pane::Page, false) => "/ search  ] snippet  y copy  ? keys  q quit",
        (Pane::Contents, _) => "enter open  h l fold  / search  ? keys",
        (Pane::Results, _) => "enter open  y copy  tab page  ? keys",
    };
    query + keys
}
