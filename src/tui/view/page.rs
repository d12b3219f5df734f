//! The middle pane: the page, with matches lit and the snippet in focus marked.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::{draw, paint, title};
use crate::render::{Place, safe, width};
use crate::tui::layout::Pane;
use crate::tui::state::{Letters, Overlay, State};

pub(super) fn page(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect, inner: Rect) {
    title(state, frame, Pane::Page, rect, &path(state, usize::from(rect.width).saturating_sub(2)));
    let scroll = state.reader.scroll;
    draw(frame, inner, state.reader.rendered.lines.iter().skip(scroll));
    mark_focus(state, frame, inner);
    light_matches(state, frame, inner);
    if let Some(Overlay::Links(letters)) = state.overlay {
        link_letters(state, frame, inner, letters);
    }
}

/// `part > page > section`, of the section in view. Where there is no room for all of it the
/// nearest stays longest.
fn path(state: &State<'_>, columns: usize) -> String {
    let (book, page) = (state.book, state.reader.page);
    let section = match state.reader.heading() {
        0 => None,
        heading => Some(&*book.section(book.section_at(page, heading)).title),
    };
    let steps = book.part_title(page).into_iter().chain([&*book.page(page).title]).chain(section);
    let steps: Vec<&str> = steps.collect();
    let mut joined = (0..steps.len()).map(|from| steps[from..].join(" > "));
    let fitting = joined.find(|path| width(&safe(path)) <= columns);
    fitting.unwrap_or_else(|| steps.last().copied().unwrap_or_default().to_owned())
}

fn light_matches(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let scroll = state.reader.scroll;
    let from = state.matches().partition_point(|found| found.line < scroll);
    for (index, found) in state.matches().iter().enumerate().skip(from) {
        let row = found.line - scroll;
        if row >= usize::from(rect.height) {
            break;
        }
        let columns = found.columns.clone();
        let style = match state.reader.at_match == Some(index) {
            true => state.theme.matched_focus,
            false => state.theme.matched,
        };
        paint(frame, rect, row, columns, style);
    }
}

/// The letters of the links over their first columns.
fn link_letters(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect, shown: Letters) {
    for link in state.links_in_view(shown.purpose) {
        let row = link.line - state.reader.scroll;
        let is_open = shown.typed.is_none_or(|typed| link.letters.starts_with(typed));
        if is_open && row < rect.height.into() && link.columns.start < rect.width.into() {
            let column = rect.x + link.columns.start as u16;
            let room = usize::from(rect.right() - column);
            let label = Span::styled(link.letters, state.theme.selected);
            frame.buffer_mut().set_span(column, rect.y + row as u16, &label, room as u16);
        }
    }
}

/// The frame of the snippet in focus gets another look.
fn mark_focus(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let Some(snippet) = state.reader.focus else { return };
    let index = snippet.0 - state.book.snippet_at(state.reader.page, 0).0;
    let Some(spot) = state.reader.rendered.snippets.get(index as usize) else { return };
    if let Some(columns) = &spot.columns {
        let first = Place { line: spot.lines.start, columns: columns.clone() };
        return std::iter::once(&first)
            .chain(&spot.more)
            .for_each(|piece| mark_inline(state, frame, rect, piece));
    }
    let (first, last) = (spot.lines.start, spot.lines.end.saturating_sub(1));
    let lines = spot.lines.clone().filter(|line| *line >= state.reader.scroll);
    for line in lines.take(rect.height.into()) {
        let row = line - state.reader.scroll;
        if row >= usize::from(rect.height) {
            break;
        }
        let text = &state.reader.rendered.lines[line];
        let total: usize = text.spans.iter().map(|span| width(&span.content)).sum();
        let edge: usize = text
            .spans
            .iter()
            .take_while(|s| !s.content.contains(['│', '‹', '┌', '└']))
            .map(|s| width(&s.content))
            .sum();
        if line == first || line == last {
            paint(frame, rect, row, edge..total, state.theme.frame_focus);
        } else {
            paint(frame, rect, row, edge..edge + 1, state.theme.frame_focus);
            paint(frame, rect, row, total.saturating_sub(1)..total, state.theme.frame_focus);
        }
    }
}

/// A piece of inline code in focus.
fn mark_inline(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect, piece: &Place) {
    let row = piece.line.checked_sub(state.reader.scroll);
    if let Some(row) = row.filter(|row| *row < rect.height.into()) {
        paint(frame, rect, row, piece.columns.clone(), state.theme.selected);
    }
}
