//! A thumb on a pane's right edge: which stretch of the whole is in view.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::draw;
use crate::tui::bar::Bar;
use crate::tui::state::State;

pub(super) fn scrollbar(state: &State<'_>, frame: &mut Frame<'_>, column: Rect, bar: Bar) {
    let Some(thumb) = bar.thumb() else { return };
    // Both are at most the column's height.
    let (start, length) = (thumb.start as u16, thumb.len() as u16);
    let rect = Rect { y: column.y + start, height: length, ..column };
    let cell = Line::styled("┃", state.theme.dim);
    draw(frame, rect, std::iter::repeat_n(cell, length.into()));
}
