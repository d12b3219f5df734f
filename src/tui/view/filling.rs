//! The form of a snippet: the snippet as it would be taken, and a line for each placeholder.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw;
use super::window::window;
use crate::form::{field_row, filled_lines, name_columns};
use crate::render::width;
use crate::tui::state::{Filling, State};

/// Windows lower than this show the fields alone.
const WITH_SNIPPET: usize = 4;

pub(super) fn filling(state: &State<'_>, frame: &mut Frame<'_>, filling: &Filling) {
    let form = &filling.form;
    let (lines, (wanted, column)) = filled_lines(&state.theme, form);
    let title = format!("Fill in {}", state.book.stable_name(filling.snippet));
    let inside = window(state, frame, &title);
    let (fields, code) = shared(inside.height.into(), form.fields.len());
    let from = wanted.saturating_sub(code / 3).min(lines.len().saturating_sub(code));
    let aside = match column >= inside.width.into() {
        true => column - usize::from(inside.width) / 2,
        false => 0,
    };
    for (row, line) in lines.into_iter().skip(from).take(code).enumerate() {
        let row = part(inside, row, 1);
        let columns = line.width();
        draw(frame, row, [shifted(line, aside)]);
        // Where there is more to the left or right it says so.
        let mark = |sign| Line::styled(sign, state.theme.border);
        if aside > 0 && columns > 0 {
            draw(frame, row, [mark("‹")]);
        }
        if columns > aside + usize::from(row.width) {
            draw(frame, Rect { x: row.right().saturating_sub(1), width: 1, ..row }, [mark("›")]);
        }
    }
    if code > 0 {
        let line = Line::styled("─".repeat(inside.width.into()), state.theme.border);
        draw(frame, part(inside, code, 1), [line]);
    }
    let names = name_columns(form, inside.width.into());
    let first = form.at.saturating_sub(fields.saturating_sub(1));
    let above = usize::from(inside.height).saturating_sub(fields);
    for (index, field) in form.fields.iter().enumerate().skip(first).take(fields) {
        let row = part(inside, above + index - first, 1);
        let is_typed = index == form.at;
        let (line, column) = field_row(&state.theme, field, is_typed, names, inside.width.into());
        draw(frame, row, [line]);
        if is_typed {
            let last = row.right().saturating_sub(1);
            frame.set_cursor_position((last.min(row.x + column as u16), row.y));
        }
    }
}

/// How rows are shared: for the fields, and for the snippet above the line between them.
fn shared(rows: usize, fields: usize) -> (usize, usize) {
    if rows < WITH_SNIPPET {
        return (rows.min(fields), 0);
    }
    let fields = fields.min(rows / 2);
    (fields, rows - fields - 1)
}

/// A line without its first columns.
fn shifted(line: Line<'_>, columns: usize) -> Line<'_> {
    let mut left = columns;
    let mut spans = Vec::new();
    for span in line.spans {
        let mut kept = &*span.content;
        while let Some(first) = kept.chars().next().filter(|_| left > 0) {
            kept = &kept[first.len_utf8()..];
            left = left.saturating_sub(width(first.encode_utf8(&mut [0; 4])));
        }
        spans.push(Span::styled(kept.to_owned(), span.style));
    }
    Line::from(spans)
}

/// So many rows of a rectangle, from one on.
fn part(rect: Rect, from: usize, rows: usize) -> Rect {
    let y = rect.y + (from as u16).min(rect.height);
    Rect::new(rect.x, y, rect.width, (rows as u16).min(rect.bottom() - y))
}
