//! The names to go to, below the line that is typed.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::window::window;
use super::{chosen, draw};
use crate::render::{fit, safe, width};
use crate::tui::state::{GoTo, Scope, State, Target, first_in_view};

pub(super) fn goto(state: &State<'_>, frame: &mut Frame<'_>, list: &GoTo) {
    let title = match list.scope {
        Scope::Book => "Go to",
        Scope::Page => "On this page",
    };
    let rect = window(state, frame, title);
    if rect.height == 0 {
        return;
    }
    let (text, column) = list.input.shown(usize::from(rect.width).saturating_sub(3));
    let sign = Span::styled("> ", state.theme.pane_title_focus);
    draw(frame, rect, [Line::from(vec![sign, Span::raw(text)])]);
    frame.set_cursor_position((rect.x + 2 + column as u16, rect.y));
    let rows = Rect::new(rect.x, rect.y + 1, rect.width, rect.height - 1);
    if list.found.is_empty() {
        return draw(frame, rows, [Line::styled("  nothing of that name", state.theme.dim)]);
    }
    let height = usize::from(rows.height);
    let from = first_in_view(list.row, height);
    let shown = list.found.iter().enumerate().skip(from).take(height);
    let lines = shown.map(|(index, target)| {
        let line = row(state, target, rows.width.into());
        match index == list.row {
            true => chosen(line, rows.width, state.theme.selected),
            false => line,
        }
    });
    draw(frame, rows, lines.collect::<Vec<_>>());
}

/// The name with the typed letters lit, and at the right edge what it stands in, where there is
/// room.
fn row<'a>(state: &State<'_>, target: &Target, columns: usize) -> Line<'a> {
    let indent = 1 + target.indent;
    let mut left = columns.saturating_sub(indent + 1);
    let mut spans = vec![Span::raw(" ".repeat(indent))];
    for (is_lit, piece) in pieces(&target.name, &target.lit) {
        let style = if is_lit { state.theme.matched } else { Style::default() };
        let piece = fit(&safe(&piece), left).into_owned();
        left -= width(&piece);
        spans.push(Span::styled(piece, style));
    }
    let context = safe(&target.context);
    if let Some(gap) = left.checked_sub(width(&context)).filter(|gap| *gap > 1) {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(context.into_owned(), state.theme.dim));
    }
    Line::from(spans)
}

/// Runs of characters that were typed, and of those between them.
fn pieces(name: &str, lit: &[usize]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (at, c) in name.chars().enumerate() {
        let is_lit = lit.binary_search(&at).is_ok();
        match pieces.last_mut().filter(|(was_lit, _)| *was_lit == is_lit) {
            Some((_, piece)) => piece.push(c),
            None => pieces.push((is_lit, c.to_string())),
        }
    }
    pieces
}
