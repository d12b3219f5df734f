//! The last row: the box being typed in, a message, or the keys that matter now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw;
use crate::render::{fit, safe};
use crate::tui::layout::Pane;
use crate::tui::state::{Message, Overlay, State};

pub(super) fn footer(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    if let Some(search) = state.search.as_ref().filter(|search| search.is_typing) {
        // A long query shows the end that is being typed.
        let (text, column) = search.input.shown(usize::from(rect.width).saturating_sub(2));
        let sign = Span::styled("/", state.theme.pane_title_focus);
        draw(frame, rect, [Line::from(vec![sign, Span::raw(text)])]);
        return frame.set_cursor_position((rect.x + 1 + column as u16, rect.y));
    }
    let (text, style) = match &state.message {
        _ if matches!(state.overlay, Some(Overlay::Links(_))) => {
            ("the letters of a link follow it; any other key closes".to_owned(), state.theme.footer)
        }
        Some(Message::Done(text)) => (text.clone(), state.theme.message),
        Some(Message::Failed(text)) => (text.clone(), state.theme.error),
        None => (hints(state), state.theme.footer),
    };
    let text = fit(&safe(&text), usize::from(rect.width).saturating_sub(1)).into_owned();
    draw(frame, rect, [Line::styled(format!(" {text}"), style)]);
}

fn hints(state: &State<'_>) -> String {
    let query = state.search.as_ref().map(|search| format!("/{}   ", search.input.text()));
    let rest = match state.focus {
        Pane::Page => "/ search  [ ] snippets  y copy  ? keys  q quit",
        Pane::Contents | Pane::Results => "enter open  tab pane  / search  ? keys  q quit",
    };
    query.unwrap_or_default() + rest
}
