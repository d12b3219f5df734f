//! Tables: columns share the width, cells wrap inside theirs. A table with too many columns for
//! the page scrolls sideways, its first column standing still; where nothing can scroll, each row
//! becomes a list of its cells.

use ratatui::style::Style;
use ratatui::text::Span;

use super::columns::{Column, GAP, Widths, widths};
use super::wrap::{Piece, Words, window, wrap};
use super::{Renderer, Wide, width};
use crate::book::{Align, Inline, Table};

/// The lines of a cell.
type Cell = Vec<Vec<Piece>>;

/// A table's cells, row by row from its head.
type Rows = Vec<Vec<Vec<Piece>>>;

impl Renderer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let start = self.out.lines.len();
        let (strong, text) = (self.options.theme.strong, self.options.theme.text);
        self.addresses = Some(Vec::new());
        let mut rows: Rows = vec![self.cells(&table.head, strong)];
        rows.extend(table.rows.iter().map(|row| self.cells(row, text)));
        let addresses = self.addresses.take().unwrap_or_default();
        self.grid(table, &rows);
        self.addresses(addresses);
        self.out.tables.push(start..self.out.lines.len());
    }

    fn cells(&mut self, cells: &[Vec<Inline>], style: Style) -> Vec<Vec<Piece>> {
        cells.iter().map(|cell| self.inlines(cell, style)).collect()
    }

    fn grid(&mut self, table: &Table, rows: &Rows) {
        let column = |index: usize| -> Column<'_> {
            rows.iter().filter_map(|row| row.get(index)).map(|cell| Words::of(cell)).collect()
        };
        let columns: Vec<Column<'_>> = (0..table.head.len()).map(column).collect();
        match (widths(&columns, self.room()), self.options.wide) {
            (Widths::TooWide(_), Wide::Keep) => self.as_list(rows),
            (Widths::TooWide(widths), Wide::Scroll(offset)) => {
                let view = View::new(&widths, self.room(), offset);
                self.out.overhang = self.out.overhang.max(view.total.saturating_sub(view.room));
                self.draw(table, &columns, &widths, Some(view));
            }
            (Widths::Fitting(widths), _) => self.draw(table, &columns, &widths, None),
        }
    }

    fn draw(
        &mut self,
        table: &Table,
        columns: &[Column<'_>],
        widths: &[usize],
        view: Option<View>,
    ) {
        let height = columns.first().map_or(0, Vec::len);
        let mut rows: Vec<Vec<Cell>> = (0..height).map(|_| Vec::new()).collect();
        for (column, width) in columns.iter().zip(widths) {
            rows.iter_mut().zip(column).for_each(|(row, cell)| row.push(cell.fill(*width)));
        }
        let is_parted = is_parted(&rows[1.min(height)..]);
        for (index, row) in rows.into_iter().enumerate() {
            if is_parted && index > 1 {
                self.blank();
            }
            self.row(row, table, widths, view);
            if index == 0 {
                self.rule(widths, view);
            }
        }
    }

    fn row(&mut self, cells: Vec<Cell>, table: &Table, widths: &[usize], view: Option<View>) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        for _ in 0..height {
            let mut pieces = Vec::new();
            for (index, (column, columns)) in columns.iter_mut().zip(widths).enumerate() {
                let content = column.next().unwrap_or_default();
                let used: usize = content.iter().map(|piece| width(&piece.text)).sum();
                let free = columns.saturating_sub(used);
                let before = match table.align.get(index) {
                    None | Some(Align::Left) => 0,
                    Some(Align::Centre) => free / 2,
                    Some(Align::Right) => free,
                };
                pieces.extend(blanks(before));
                pieces.extend(content);
                if index + 1 < widths.len() {
                    pieces.extend(blanks(free - before + GAP));
                }
            }
            self.emit_pieces(match view {
                Some(view) => view.of(pieces),
                None => pieces,
            });
        }
    }

    /// The line under the head; where there is more to the left or right it says so.
    fn rule(&mut self, widths: &[usize], view: Option<View>) {
        let total = total(widths);
        let columns = view.map_or(total, |view| view.room);
        let mut rule: Vec<&str> = vec!["─"; columns];
        if let Some(view) = view {
            if view.offset > 0 {
                rule[view.still] = "‹";
            }
            if view.still + view.offset + (columns - view.still) < total {
                rule[columns - 1] = "›";
            }
        }
        self.emit_pieces(vec![Piece::new(rule.concat(), self.options.theme.dim)]);
    }

    /// Each row as a list of its cells, the head's before them.
    fn as_list(&mut self, rows: &Rows) {
        let Some((head, rows)) = rows.split_first() else { return };
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            for (name, cell) in head.iter().zip(row) {
                let mut pieces = name.clone();
                pieces.push(Piece::new(": ", self.options.theme.dim));
                pieces.extend(cell.iter().cloned());
                self.within(Some(Span::raw("")), Span::raw("  "), |this| {
                    wrap(&pieces, this.room()).into_iter().for_each(|pieces| {
                        this.emit_pieces(pieces);
                    });
                });
            }
        }
    }

    /// Addresses of the links in the cells, where they have to be spelled out.
    fn addresses(&mut self, addresses: Vec<(Vec<Piece>, String)>) {
        if addresses.is_empty() {
            return;
        }
        self.blank();
        for (mut pieces, address) in addresses {
            pieces.push(Piece::new(format!(" <{address}>"), self.options.theme.dim));
            self.within(Some(Span::raw("")), Span::raw("  "), |this| this.wrapped(&pieces));
        }
    }
}

/// What is in view of a table that scrolls, in columns.
#[derive(Clone, Copy)]
struct View {
    total: usize,
    room: usize,
    /// The columns at the left that stand still.
    still: usize,
    /// How far the others are scrolled.
    offset: usize,
}

impl View {
    fn new(widths: &[usize], room: usize, offset: usize) -> View {
        let total = total(widths);
        let still = widths.first().map(|first| first + GAP).filter(|still| *still <= room / 2);
        View {
            total,
            room,
            still: still.unwrap_or(0),
            offset: offset.min(total.saturating_sub(room)),
        }
    }

    fn of(self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut shown = window(pieces.clone(), 0, self.still);
        shown.extend(window(pieces, self.still + self.offset, self.room - self.still));
        shown
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

fn blanks(columns: usize) -> Option<Piece> {
    (columns > 0).then(|| Piece::new(" ".repeat(columns), Style::new()))
}

/// Whether rows need a blank line between them: not while each begins where its first column says
/// something, and says it in one line.
fn is_parted(rows: &[Vec<Cell>]) -> bool {
    let is_tall = rows.iter().flatten().any(|cell| cell.len() > 1);
    let is_marked = |row: &Vec<Cell>| match row.first().map(Vec::as_slice) {
        Some([line]) => !line.is_empty(),
        _ => false,
    };
    is_tall && !rows.iter().all(is_marked)
}
