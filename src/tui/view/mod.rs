//! The state as a picture, a file for each pane. Changes nothing and computes nothing that depends
//! on the page's width.

mod contents;
mod filling;
mod footer;
mod goto;
mod help;
mod hints;
mod hyperlinks;
mod menu;
mod outline;
mod page;
mod results;
mod scrollbar;
mod window;
mod zoom;

use std::borrow::Borrow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::layout::{Pane, SMALLEST};
use super::state::{Overlay, State};
use crate::render::{fit, safe, width};

pub fn view(state: &State<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < state.size.0 || area.height < state.size.1 {
        // The terminal has shrunk, and the event that says so is on its way.
        return;
    }
    let Some(layout) = state.layout() else {
        let (columns, rows) = SMALLEST;
        let sorry = format!("cheat needs {columns}x{rows}");
        return draw(frame, frame.area(), [Line::raw(sorry)]);
    };
    if let Some(rect) = layout.contents {
        contents::contents(state, frame, rect);
        edge(state, frame, rect);
    }
    if let Some((rect, text)) = layout.page.zip(layout.text()) {
        page::page(state, frame, rect, text);
        if layout.results.is_some() {
            edge(state, frame, rect);
        }
    }
    if let Some(rect) = layout.results {
        match &state.search {
            Some(search) => results::results(state, search, frame, rect),
            None => outline::outline(state, frame, rect),
        }
    }
    for pane in Pane::ALL {
        if let (Some(column), Some(bar)) = (layout.bar(pane), state.bar(pane)) {
            scrollbar::scrollbar(state, frame, column, bar);
        }
    }
    if let Some(text) = layout.page.and(layout.text())
        && state.has_hyperlinks
        && state.overlay.is_none()
    {
        hyperlinks::hyperlinks(state, frame, text);
    }
    footer::footer(state, frame, layout.footer);
    match &state.overlay {
        Some(Overlay::Help(from)) => help::help(state, frame, *from),
        Some(Overlay::GoTo(list)) => goto::goto(state, frame, list),
        Some(Overlay::Filling(filling)) => filling::filling(state, frame, filling),
        Some(Overlay::Menu(menu)) => menu::menu(state, frame, menu),
        Some(Overlay::Zoom(zoom)) => zoom::zoom(state, zoom, frame),
        Some(Overlay::Links(_) | Overlay::Mark) | None => {}
    }
}

/// Lines from the top of a pane, cut at its edges.
fn draw<'l, L: Borrow<Line<'l>>>(
    frame: &mut Frame<'_>,
    rect: Rect,
    lines: impl IntoIterator<Item = L>,
) {
    let rect = rect.intersection(frame.area());
    for (y, line) in (rect.y..rect.bottom()).zip(lines) {
        let (line, mut x) = (line.borrow(), rect.x);
        for span in &line.spans {
            x = set(frame.buffer_mut(), (x, y), rect.right(), span, line.style.patch(span.style));
        }
    }
}

/// Puts a span into its cells, up to the column `end`; gives the one behind it. Nearly all of it is
/// ASCII, where each byte has a cell: looking for clusters took a quarter of a frame.
fn set(buffer: &mut Buffer, (x, y): (u16, u16), end: u16, span: &Span<'_>, style: Style) -> u16 {
    let (text, room) = (&*span.content, usize::from(end - x));
    // One byte more than there is room for: a mark may follow that belongs to the last letter.
    if !text.bytes().take(room + 1).all(|byte| (b' '..=b'~').contains(&byte)) {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let columns = x..end.min(x.saturating_add(u16::try_from(text.len()).unwrap_or(u16::MAX)));
    for (column, letter) in columns.clone().zip(text.chars()) {
        buffer[(column, y)].set_char(letter).set_style(style);
    }
    columns.end
}

/// The line between a pane and the one right of it.
fn edge(state: &State<'_>, frame: &mut Frame<'_>, pane: Rect) {
    if pane.right() >= frame.area().right() {
        return;
    }
    let rect = Rect::new(pane.right(), 0, 1, pane.height + 1);
    let line = Line::styled("│", state.theme.border);
    draw(frame, rect, std::iter::repeat_n(line, rect.height.into()));
}

fn title(state: &State<'_>, frame: &mut Frame<'_>, pane: Pane, rect: Rect, text: &str) {
    let style = match state.focus == pane {
        true => state.theme.pane_title_focus,
        false => state.theme.pane_title,
    };
    let text = fit(&safe(text), usize::from(rect.width).saturating_sub(2)).into_owned();
    let rect = Rect::new(rect.x, 0, rect.width, 1);
    draw(frame, rect, [Line::styled(format!(" {text}"), style)]);
}

/// The entries in view of a list, each as the line that is made of it, the selected one filled.
fn list<'l, E>(
    state: &State<'_>,
    frame: &mut Frame<'_>,
    (pane, rect): (Pane, Rect),
    entries: impl IntoIterator<Item = E>,
    line: impl Fn(E) -> Line<'l>,
) {
    let height = usize::from(rect.height);
    let (from, selected) = (state.from(pane), state.row(pane));
    let style = match state.focus == pane {
        true => state.theme.selected,
        false => state.theme.selected_away,
    };
    let shown = entries.into_iter().enumerate().skip(from).take(height);
    let lines = shown.map(|(index, entry)| match index == selected {
        true => chosen(line(entry), rect.width, style),
        false => line(entry),
    });
    draw(frame, rect, lines);
}

/// The row under the cursor, filled up to the pane's edge, so that its background is whole. Colours
/// for another ground are left out; what brings its own ground stays lit.
fn chosen(mut line: Line<'_>, columns: u16, style: Style) -> Line<'_> {
    let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
    line.push_span(Span::raw(" ".repeat(usize::from(columns).saturating_sub(used))));
    for span in line.spans.iter_mut().filter(|span| span.style.bg.is_none()) {
        span.style.fg = None;
    }
    line.style(style)
}

fn paint(
    frame: &mut Frame<'_>,
    rect: Rect,
    row: usize,
    columns: std::ops::Range<usize>,
    style: Style,
) {
    let end = columns.end.min(rect.width.into());
    let start = columns.start.min(end);
    // Both are at most the pane's width.
    let area = Rect::new(rect.x + start as u16, rect.y + row as u16, (end - start) as u16, 1);
    frame.buffer_mut().set_style(area, style);
}
