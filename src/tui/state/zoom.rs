//! A snippet on the whole screen: its code as it is, scrolled both ways.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Overlay, State};
use crate::book::SnippetId;
use crate::render::{self, width};
use crate::tui::bar::Bar;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zoom {
    pub snippet: SnippetId,
    pub lines: Vec<Line<'static>>,
    /// The first line and column in view.
    pub row: usize,
    pub column: usize,
    /// Columns of its widest line.
    pub widest: usize,
}

impl Zoom {
    /// Rows of code on a screen of so many: one is the title's, one the footer's.
    pub fn height(rows: u16) -> usize {
        usize::from(rows).saturating_sub(2).max(1)
    }

    /// Columns of code on a screen: the edges say that there is more, the last column has the bar.
    pub fn width(columns: u16) -> usize {
        usize::from(columns).saturating_sub(3).max(1)
    }

    /// Where its scroll bar stands.
    pub fn bar_column((columns, rows): (u16, u16)) -> Rect {
        Rect::new(columns.saturating_sub(1), 1, 1, rows.saturating_sub(2))
    }

    pub fn bar(&self, size: (u16, u16)) -> Bar {
        let height = Zoom::height(size.1);
        Bar { height, total: self.lines.len(), shown: height, from: self.row }
    }

    /// Puts it at a line and a column, or as near to them as there is something to show.
    pub fn move_to(&mut self, row: usize, column: usize, size: (u16, u16)) {
        self.row = row.min(self.lines.len().saturating_sub(Zoom::height(size.1)));
        self.column = column.min(self.widest.saturating_sub(Zoom::width(size.0)));
    }
}

impl State<'_> {
    /// Shows a snippet on the whole screen.
    pub fn zoom(&mut self, snippet: SnippetId) {
        let lines = render::snippet(self.book.snippet(snippet), &self.theme);
        let columns =
            |line: &Line<'_>| line.spans.iter().map(|span| width(&span.content)).sum::<usize>();
        let widest = lines.iter().map(columns).max().unwrap_or(0);
        self.overlay = Some(Overlay::Zoom(Zoom { snippet, lines, row: 0, column: 0, widest }));
    }

    pub fn zoomed(&mut self) -> Option<&mut Zoom> {
        match &mut self.overlay {
            Some(Overlay::Zoom(zoom)) => Some(zoom),
            _ => None,
        }
    }
}
