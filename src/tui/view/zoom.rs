//! A snippet on the whole screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::draw;
use super::scrollbar::scrollbar;
use crate::render::{fit, safe, width};
use crate::tui::state::{State, Zoom};

pub(super) fn zoom(state: &State<'_>, zoom: &Zoom, frame: &mut Frame<'_>) {
    let area = frame.area();
    let body = Rect { y: 1, height: area.height.saturating_sub(2), ..area };
    frame.render_widget(Clear, Rect { height: area.height.saturating_sub(1), ..area });
    draw(frame, Rect { height: 1, ..area }, [title(state, zoom, area.width)]);
    let columns = Zoom::width(area.width);
    for (y, line) in (body.y..body.bottom()).zip(zoom.lines.iter().skip(zoom.row)) {
        let total: usize = line.spans.iter().map(|span| width(&span.content)).sum();
        let left = if zoom.column > 0 && total > 0 { "‹" } else { " " };
        let right = if total > zoom.column + columns { "›" } else { "" };
        frame.buffer_mut().set_span(0, y, &Span::styled(left, state.theme.frame), 1);
        let code = Rect { x: 1, y, width: columns as u16, height: 1 };
        scrolled(line, zoom.column, frame, code);
        frame.buffer_mut().set_span(code.right(), y, &Span::styled(right, state.theme.frame), 1);
    }
    scrollbar(state, frame, Zoom::bar_column(state.size), zoom.bar(state.size));
}

/// `nginx · the page > the section`, and how far down it is.
fn title(state: &State<'_>, zoom: &Zoom, columns: u16) -> Line<'static> {
    let snippet = state.book.snippet(zoom.snippet);
    let section = state.book.section(snippet.section);
    let first = zoom.row + 1;
    let last = (zoom.row + Zoom::height(state.size.1)).min(zoom.lines.len());
    let lines = format!("  lines {first}-{last} of {} ", zoom.lines.len());
    let name = format!(" {} · {}", snippet.lang, section.title);
    let room = usize::from(columns).saturating_sub(width(&lines));
    let name = fit(&safe(&name), room).into_owned();
    let between = " ".repeat(room.saturating_sub(width(&name)));
    Line::from(vec![
        Span::styled(name, state.theme.pane_title_focus),
        Span::styled(between + &lines, state.theme.dim),
    ])
}

/// A line from a column on. Half a letter at an edge is left out.
fn scrolled(line: &Line<'_>, from: usize, frame: &mut Frame<'_>, rect: Rect) {
    let mut column = 0;
    for span in &line.spans {
        for grapheme in span.styled_graphemes(line.style) {
            let wide = width(grapheme.symbol);
            let at = column.max(from) - from;
            if at + wide > usize::from(rect.width) {
                return;
            }
            if column >= from {
                let x = rect.x + at as u16;
                frame.buffer_mut().set_string(x, rect.y, grapheme.symbol, grapheme.style);
            }
            column += wide;
        }
    }
}
