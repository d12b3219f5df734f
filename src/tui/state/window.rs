//! The windows over the panes: where they stand, and which of their rows is where.

use ratatui::layout::{Position, Rect};

use super::{Menu, Overlay, Scope, State};
use crate::form::filled_lines;
use crate::render::{safe, width};
use crate::tui::layout::{help, window};

/// Columns of the widest list and menu, and of the widest form; rows of the longest list.
const WIDEST: u16 = 76;
const WIDEST_FORM: u16 = 104;
const MOST_ROWS: u16 = 24;

impl State<'_> {
    /// The window that is open, its edges included.
    pub fn window(&self) -> Option<Rect> {
        let rows = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
        let size = match self.overlay.as_ref()? {
            Overlay::Help(_) => return Some(help(self.size)),
            Overlay::GoTo(list) => match list.scope {
                Scope::Book => (WIDEST, MOST_ROWS),
                // Edges, and the line that is typed.
                Scope::Page => (WIDEST, MOST_ROWS.min(rows(self.outline().len() + 3))),
            },
            Overlay::Menu(menu) => {
                let text = menu.text_rows(self.size.0);
                let items = menu.items.iter().map(|item| width(&safe(&item.label)) + 4);
                let texts = text.iter().map(|line| width(line) + 1);
                let widest = items.chain(texts).chain([width(&menu.title) + 3]).max();
                let columns = rows(widest.unwrap_or(0) + 3).min(WIDEST);
                (columns, rows(text.len() + menu.items.len() + 2))
            }
            Overlay::Filling(filling) => {
                let lines = filled_lines(&self.theme, &filling.form).0.len();
                // The edges, and the line between the snippet and the fields.
                (WIDEST_FORM, rows(lines + filling.form.fields.len() + 3))
            }
            Overlay::Links(_) | Overlay::Mark | Overlay::Zoom(_) => return None,
        };
        Some(window(self.size, size))
    }

    /// The entry of a list, or item of a menu, that stands at a place of the screen.
    pub fn entry_at(&self, place: Position) -> Option<usize> {
        let rect = self.window()?.inner(ratatui::layout::Margin::new(1, 1));
        let row = usize::from(place.y.checked_sub(rect.y)?);
        let height = usize::from(rect.height);
        let (row, count) = match self.overlay.as_ref()? {
            // The first row is the line that is typed.
            Overlay::GoTo(list) => (
                row.checked_sub(1)? + first_in_view(list.row, height.saturating_sub(1)),
                list.found.len(),
            ),
            Overlay::Menu(menu) => {
                let text = menu.text_rows(self.size.0).len();
                let from = first_in_view(text + menu.row, height);
                ((row + from).checked_sub(text)?, menu.items.len())
            }
            _ => return None,
        };
        (rect.contains(place) && row < count).then_some(row)
    }
}

/// The first of the rows in view, where the selected one is kept in the last.
pub fn first_in_view(selected: usize, height: usize) -> usize {
    (selected + 1).saturating_sub(height)
}

impl Menu {
    /// Columns of an item's label, or of the text, on a screen of so many.
    pub fn room(columns: u16) -> usize {
        usize::from(columns.min(WIDEST)).saturating_sub(4).max(1)
    }

    /// The rows above the items: the text, and a blank below it.
    pub fn text_rows(&self, columns: u16) -> Vec<String> {
        let mut rows = cut(&safe(&self.text), Menu::room(columns));
        if !rows.is_empty() {
            rows.push(String::new());
        }
        rows
    }
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
