//! Tables: columns share the width, cells wrap inside theirs.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text::{Piece, line, wrap};
use super::{Renderer, width};
use crate::book::{Align, Inline, Table};

/// Columns between two cells.
const GAP: usize = 2;
/// A column narrower than this is not worth having.
const NARROWEST: usize = 5;

/// The lines of a cell.
type Cell = Vec<Vec<Piece>>;

impl Renderer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let strong = self.options.theme.strong;
        let text = self.options.theme.text;
        let head: Vec<Vec<Piece>> = self.cells(&table.head, strong);
        let rows: Vec<Vec<Vec<Piece>>> =
            table.rows.iter().map(|row| self.cells(row, text)).collect();
        let natural = natural_widths(&head, &rows);
        let Some(widths) = shares(&natural, self.room()) else {
            return self.as_list(&head, &rows);
        };
        let align = |column: usize| table.align.get(column).copied().unwrap_or(Align::Left);
        let wrapped = |cells: Vec<Vec<Piece>>| -> Vec<Cell> {
            cells.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect()
        };
        self.row(wrapped(head), &widths, &align);
        let rule: usize = widths.iter().sum::<usize>() + GAP * (widths.len().saturating_sub(1));
        self.emit(Line::styled("─".repeat(rule), self.options.theme.dim));
        let rows: Vec<Vec<Cell>> = rows.into_iter().map(wrapped).collect();
        let is_parted = rows.iter().flatten().any(|cell| cell.len() > 1);
        for (index, row) in rows.into_iter().enumerate() {
            if is_parted && index > 0 {
                self.blank();
            }
            self.row(row, &widths, &align);
        }
    }

    fn cells(&mut self, cells: &[Vec<Inline>], style: Style) -> Vec<Vec<Piece>> {
        cells.iter().map(|cell| self.inlines(cell, style)).collect()
    }

    fn row(&mut self, cells: Vec<Cell>, widths: &[usize], align: &dyn Fn(usize) -> Align) {
        let mut columns: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        let height = columns.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        for _ in 0..height {
            let mut pieces = Vec::new();
            for (index, (column, columns)) in columns.iter_mut().zip(widths).enumerate() {
                let content = column.next().unwrap_or_default();
                let used: usize = content.iter().map(|piece| width(&piece.text)).sum();
                let free = columns.saturating_sub(used);
                let before = match align(index) {
                    Align::Left => 0,
                    Align::Centre => free / 2,
                    Align::Right => free,
                };
                pieces.push(self.piece(&" ".repeat(before), Style::new()));
                pieces.extend(content);
                let gap = if index + 1 < widths.len() { GAP } else { 0 };
                pieces.push(self.piece(&" ".repeat(free - before + gap), Style::new()));
            }
            self.emit_pieces(pieces);
        }
    }

    /// What a table becomes when it has more columns than the page has room for.
    fn as_list(&mut self, head: &[Vec<Piece>], rows: &[Vec<Vec<Piece>>]) {
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            for (name, cell) in head.iter().zip(row) {
                let mut pieces = name.clone();
                pieces.push(self.piece(": ", self.options.theme.dim));
                pieces.extend(cell.iter().cloned());
                let dim = Span::styled("  ", self.options.theme.dim);
                self.within(Some(Span::raw("")), dim, |this| {
                    wrap(&pieces, this.room()).into_iter().for_each(|pieces| {
                        let _ = this.emit(line(pieces));
                    });
                });
            }
        }
    }
}

fn natural_widths(head: &[Vec<Piece>], rows: &[Vec<Vec<Piece>>]) -> Vec<usize> {
    let cell_width = |cell: &Vec<Piece>| cell.iter().map(|piece| width(&piece.text)).sum::<usize>();
    let column = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        cells.map(cell_width).chain([cell_width(&head[index])]).max().unwrap_or(0).max(1)
    };
    (0..head.len()).map(column).collect()
}

/// Shares `room` out: a column that needs less than an even share gets what it needs, the others
/// share the rest. `None` when a column would be too narrow to read.
fn shares(natural: &[usize], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(GAP * natural.len().saturating_sub(1))?;
    if natural.iter().sum::<usize>() <= room {
        return Some(natural.to_vec());
    }
    let mut widths = vec![0; natural.len()];
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = room;
    loop {
        let share = left / open.len().max(1);
        let (small, large): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|column| natural[**column] <= share);
        for column in &small {
            widths[*column] = natural[*column];
            left -= natural[*column];
        }
        if small.is_empty() {
            if share < NARROWEST {
                return None;
            }
            let extra = left - share * large.len();
            for (index, column) in large.iter().enumerate() {
                widths[*column] = share + usize::from(index < extra);
            }
            return Some(widths);
        }
        open = large;
    }
}
