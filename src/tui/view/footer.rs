//! The last row: the box being typed in, a message, or the keys that matter now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw;
use super::hints::hints;
use crate::render::{fit, safe, width};
use crate::tui::state::{Message, State};

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
    let (text, room) = (safe(&text), usize::from(rect.width).saturating_sub(1));
    let text = match state.message {
        Some(_) => &text,
        None => whole(&text, room),
    };
    let text = fit(text, room);
    draw(frame, rect, [Line::styled(format!(" {text}"), style)]);
}

/// The hints that fit, none of them in part.
fn whole(hints: &str, columns: usize) -> &str {
    let mut kept = hints;
    while width(kept) > columns {
        let Some((before, _)) = kept.rsplit_once("  ") else { return hints };
        kept = before;
    }
    kept
}

/// Which of the matches it stands at, and of how many.
fn counted(state: &State<'_>) -> String {
    match (state.matches().len(), state.reader.at_match) {
        (0, _) => "not on this page".to_owned(),
        (all, Some(at)) => format!("{} of {all}", at + 1),
        (all, None) => format!("{all}"),
    }
}
