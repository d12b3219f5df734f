//! The state as a picture. Changes nothing and computes nothing that depends on the page's width.

use std::borrow::Borrow;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::layout::{Pane, SMALLEST};
use super::state::{Entry, Message, Overlay, Row, Search, State};
use crate::keys::KEYS;
use crate::render::{fit, safe, width};

pub fn view(state: &State<'_>, frame: &mut Frame<'_>) {
    let Some(layout) = state.layout() else {
        let (columns, rows) = SMALLEST;
        let sorry = format!("cheat needs {columns}x{rows}");
        return draw(frame, frame.area(), [Line::raw(sorry)]);
    };
    if let Some(rect) = layout.contents {
        contents(state, frame, rect);
        edge(state, frame, rect);
    }
    if let Some(rect) = layout.page {
        page(state, frame, rect);
        if layout.results.is_some() {
            edge(state, frame, rect);
        }
    }
    if let Some(rect) = layout.results {
        match &state.search {
            Some(search) => results(state, search, frame, rect),
            None => outline(state, frame, rect),
        }
    }
    footer(state, frame, layout.footer);
    if let Some(Overlay::Help(from)) = state.overlay {
        help(state, frame, from);
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
        frame.buffer_mut().set_line(rect.x, y, line.borrow(), rect.width);
    }
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

fn contents(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    title(state, frame, Pane::Contents, rect, "Contents");
    let rows = state.rows();
    let lines: Vec<Line<'_>> = rows
        .iter()
        .map(|row| match row {
            Row::Part(part) => {
                let sign = if state.contents.folded.contains(part) { "▸" } else { "▾" };
                let title = &state.book.parts[*part as usize];
                Line::styled(format!(" {sign} {}", safe(title)), state.theme.strong)
            }
            Row::Page(page) => {
                let page = state.book.page(*page);
                let indent = 1 + 2 * (usize::from(page.part.is_some()) + usize::from(page.depth));
                let text = format!("{:indent$}{}", "", safe(&page.title));
                Line::styled(text, state.theme.text)
            }
        })
        .collect();
    list(state, frame, rect, lines, state.contents.row, Pane::Contents);
}

/// Rows with one selected, scrolled so that it is in view.
fn list(
    state: &State<'_>,
    frame: &mut Frame<'_>,
    rect: Rect,
    lines: Vec<Line<'_>>,
    row: usize,
    pane: Pane,
) {
    let height = usize::from(rect.height);
    let from = row.saturating_sub(height.saturating_sub(1));
    let style = match state.focus == pane {
        true => state.theme.selected,
        false => state.theme.selected_away,
    };
    let shown = lines.into_iter().enumerate().skip(from).take(height);
    let lines: Vec<Line<'_>> = shown
        .map(|(index, line)| match index == row {
            true => padded(line, rect.width).style(style),
            false => line,
        })
        .collect();
    draw(frame, rect, lines);
}

/// A row filled up to the pane's edge, so that its background is whole.
fn padded(mut line: Line<'_>, columns: u16) -> Line<'_> {
    let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
    line.push_span(Span::raw(" ".repeat(usize::from(columns).saturating_sub(used))));
    line
}

fn page(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let book = state.book;
    let id = state.reader.page;
    let path: Vec<&str> = book.part_title(id).into_iter().chain([&*book.page(id).title]).collect();
    title(state, frame, Pane::Page, rect, &path.join(" > "));
    let inner = Rect::new(rect.x + 1, rect.y, rect.width.saturating_sub(2), rect.height);
    let scroll = state.reader.scroll;
    draw(frame, inner, state.reader.rendered.lines.iter().skip(scroll));
    light_matches(state, frame, inner);
    mark_focus(state, frame, inner);
    if let Some(Overlay::Links(typed)) = state.overlay {
        link_letters(state, frame, inner, typed);
    }
}

fn light_matches(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let scroll = state.reader.scroll;
    let from = state.reader.matches.partition_point(|found| found.line < scroll);
    for (index, found) in state.reader.matches.iter().enumerate().skip(from) {
        let row = found.line - scroll;
        if row >= usize::from(rect.height) {
            break;
        }
        let columns = found.columns.clone();
        let style = match state.reader.at_match == Some(index) {
            true => state.theme.selected,
            false => state.theme.matched,
        };
        paint(frame, rect, row, columns, style);
    }
}

/// The letters of the links over their first columns.
fn link_letters(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect, typed: Option<char>) {
    for (letters, link) in state.links_in_view() {
        let row = link.line - state.reader.scroll;
        let is_open = typed.is_none_or(|typed| letters.starts_with(typed));
        if is_open && row < rect.height.into() && link.columns.start < rect.width.into() {
            let column = rect.x + link.columns.start as u16;
            let room = usize::from(rect.right() - column);
            let label = Span::styled(letters, state.theme.selected);
            frame.buffer_mut().set_span(column, rect.y + row as u16, &label, room as u16);
        }
    }
}

/// The frame of the snippet in focus gets another look.
fn mark_focus(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let Some(snippet) = state.reader.focus else { return };
    let index = snippet.0 - state.book.snippet_at(state.reader.page, 0).0;
    let Some(spot) = state.reader.rendered.snippets.get(index as usize) else { return };
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

fn results(state: &State<'_>, search: &Search, frame: &mut Frame<'_>, rect: Rect) {
    let text = match (search.hits.total, search.text.trim()) {
        (_, "") => "Results".to_owned(),
        (0, _) => "Nothing found".to_owned(),
        (total, _) => format!("Results  {total}"),
    };
    title(state, frame, Pane::Results, rect, &text);
    const ROWS: usize = 3;
    let room = usize::from(rect.width).saturating_sub(4);
    let shown = (usize::from(rect.height) / ROWS).max(1);
    let from = search.row.saturating_sub(shown - 1);
    let mut lines = Vec::new();
    for (index, hit) in search.hits.hits.iter().enumerate().skip(from).take(shown + 1) {
        let section = state.book.section(hit.section);
        let page = state.book.page(section.page);
        let name = fit(&safe(&section.title), room).into_owned();
        let head = Line::styled(format!(" {:>2} {name}", index + 1), state.theme.strong);
        lines.push(match (index == search.row, state.focus) {
            (true, Pane::Results) => padded(head, rect.width).style(state.theme.selected),
            (true, _) => padded(head, rect.width).style(state.theme.selected_away),
            (false, _) => head,
        });
        let page = if section.level == 1 { &page.slug } else { &page.title };
        let page = fit(&safe(page), room).into_owned();
        lines.push(Line::styled(format!("    {page}"), state.theme.dim));
        lines.push(excerpt(state, &hit.excerpt, room));
    }
    draw(frame, rect, lines);
}

fn excerpt<'a>(state: &State<'_>, excerpt: &crate::search::Excerpt, room: usize) -> Line<'a> {
    let mut spans = vec![Span::raw("    ")];
    let mut left = room;
    let mut done = 0;
    let ends = excerpt.lit.iter().map(|lit| (lit.clone(), true));
    for (lit, _) in ends.chain([(excerpt.text.len()..excerpt.text.len(), false)]) {
        let parts = [(done..lit.start, state.theme.text), (lit.clone(), state.theme.matched)];
        for (range, style) in parts {
            let piece = fit(&safe(&excerpt.text[range]), left).into_owned();
            left = left.saturating_sub(width(&piece));
            spans.push(Span::styled(piece, style));
        }
        done = lit.end;
    }
    Line::from(spans)
}

fn outline(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    title(state, frame, Pane::Results, rect, "On this page");
    let mut number = 0;
    let room = usize::from(rect.width).saturating_sub(1);
    let lines: Vec<Line<'_>> = state
        .outline()
        .into_iter()
        .map(|entry| match entry {
            Entry::Section(id) => {
                let section = state.book.section(id);
                let indent = 1 + 2 * usize::from(section.level.saturating_sub(2));
                let text = format!("{:indent$}{}", "", safe(&section.title));
                Line::styled(fit(&text, room).into_owned(), state.theme.text)
            }
            Entry::Snippet(id) => {
                number += 1;
                let snippet = state.book.snippet(id);
                let first = snippet.text.lines().map(str::trim).find(|line| !line.is_empty());
                let text = format!("   {number:>2} {}", safe(first.unwrap_or_default()));
                Line::styled(fit(&text, room).into_owned(), state.theme.dim)
            }
        })
        .collect();
    list(state, frame, rect, lines, state.outline_row, Pane::Results);
}

fn footer(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    if let Some(search) = state.search.as_ref().filter(|search| search.is_typing) {
        let before = safe(&search.text[..search.cursor]);
        let columns = usize::from(rect.width).saturating_sub(2);
        // A long query shows the end that is being typed.
        let typed = width(&before);
        let skipped = typed.saturating_sub(columns);
        let text: String = safe(&search.text).chars().skip(skipped).collect();
        let line =
            Line::from(vec![Span::styled("/", state.theme.pane_title_focus), Span::raw(text)]);
        draw(frame, rect, [line]);
        let column = (1 + typed - skipped).min(usize::from(rect.width) - 1);
        return frame.set_cursor_position((rect.x + column as u16, rect.y));
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
    let query = state.search.as_ref().map(|search| format!("/{}   ", search.text));
    let rest = match state.focus {
        Pane::Page => "/ search  [ ] snippets  y copy  ? keys  q quit",
        Pane::Contents | Pane::Results => "enter open  tab pane  / search  ? keys  q quit",
    };
    query.unwrap_or_default() + rest
}

/// The keys, over everything else.
fn help(state: &State<'_>, frame: &mut Frame<'_>, from: usize) {
    let area = frame.area();
    let rows = KEYS.len() as u16 + 2;
    let (columns, rows) = (62.min(area.width), rows.min(area.height));
    let rect = Rect::new((area.width - columns) / 2, (area.height - rows) / 2, columns, rows);
    let most = (KEYS.len() + 2).saturating_sub(rows.into());
    let keys = KEYS.iter().skip(from.min(most)).map(|binding| {
        let keys = format!("  {:<18}", binding.keys.join(" "));
        let room = usize::from(columns).saturating_sub(width(&keys));
        let help = fit(binding.help, room);
        Line::from(vec![
            Span::styled(keys, state.theme.strong),
            Span::styled(help, state.theme.text),
        ])
    });
    let heading = Line::styled("  Keys (any other key closes)", state.theme.title);
    let lines: Vec<Line<'_>> = [heading].into_iter().chain(keys).collect();
    frame.render_widget(Clear, rect);
    draw(frame, rect, lines);
}
