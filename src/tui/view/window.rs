//! A window over the panes, in the middle of the screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::draw;
use crate::render::{fit, width};
use crate::tui::state::State;

/// Clears the window that is open and draws its edges; gives what is inside them.
pub(super) fn window(state: &State<'_>, frame: &mut Frame<'_>, title: &str) -> Rect {
    let rect = state.window().unwrap_or_default().intersection(frame.area());
    frame.render_widget(Clear, rect);
    let inside = usize::from(rect.width).saturating_sub(2);
    let title = fit(&format!(" {title} "), inside.saturating_sub(1)).into_owned();
    let rest = "─".repeat(inside.saturating_sub(1 + width(&title)));
    let edge = |text: String| Span::styled(text, state.theme.border);
    // What is inside keeps the terminal's own colours.
    let middle = Line::from_iter([
        edge("│".to_owned()),
        Span::raw(" ".repeat(inside)),
        edge("│".to_owned()),
    ]);
    let mut lines = vec![Line::from_iter([
        Span::styled("┌─", state.theme.border),
        Span::styled(title, state.theme.pane_title_focus),
        Span::styled(rest + "┐", state.theme.border),
    ])];
    lines.extend(std::iter::repeat_n(middle, usize::from(rect.height).saturating_sub(2)));
    lines.push(Line::from(edge(format!("└{}┘", "─".repeat(inside)))));
    draw(frame, rect, lines);
    Rect::new(rect.x + 1, rect.y + 1, rect.width.saturating_sub(2), rect.height.saturating_sub(2))
}
