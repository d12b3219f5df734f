//! A menu: a title, what there is to know, and a line for each choice.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::window::window;
use super::{draw, padded};
use crate::render::{fit, safe, width};
use crate::tui::state::{Menu, State};

/// Columns of the widest menu, edges included.
const WIDEST: usize = 76;

pub(super) fn menu(state: &State<'_>, frame: &mut Frame<'_>, menu: &Menu) {
    // The edges, and a blank at each side.
    let room = usize::from(frame.area().width).min(WIDEST).saturating_sub(4).max(1);
    let text = cut(&safe(&menu.text), room);
    let mut lines: Vec<Line<'_>> =
        text.into_iter().map(|line| Line::styled(format!(" {line}"), state.theme.text)).collect();
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    let selected = lines.len() + menu.row;
    for item in &menu.items {
        let label = fit(&safe(&item.label), room.saturating_sub(3)).into_owned();
        lines.push(Line::from(vec![
            Span::styled(format!(" {}  ", item.key), state.theme.strong),
            Span::styled(label, state.theme.text),
        ]));
    }
    let columns = |line: &Line<'_>| line.spans.iter().map(|span| width(&span.content)).sum();
    let widest = lines.iter().map(columns).max().unwrap_or(0).max(width(&menu.title) + 3);
    // Both are hardly more than a screen has.
    let size = ((widest + 3) as u16, lines.len().min(1_000) as u16 + 2);
    let rect = window(state, frame, size, &menu.title);
    let from = (selected + 1).saturating_sub(rect.height.into());
    let shown = lines.into_iter().enumerate().skip(from);
    let shown = shown.map(|(index, line)| match index == selected {
        true => padded(line, rect.width).style(state.theme.selected),
        false => line,
    });
    draw(frame, rect, shown.take(rect.height.into()).collect::<Vec<_>>());
}

/// A text in lines of so many columns; an address has no blanks to break it at.
fn cut(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let fits = lines.last().is_some_and(|line| width(line) + 1 + width(word) <= columns);
        if let (true, Some(line)) = (fits, lines.last_mut()) {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        lines.push(String::new());
        for c in word.chars() {
            let mut wide = [0; 4];
            let is_full = lines.last().is_some_and(|line| {
                width(line) + width(c.encode_utf8(&mut wide)) > columns && !line.is_empty()
            });
            if is_full {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    lines
}
