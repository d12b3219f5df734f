//! Which row of a list comes first in its pane. The selected one is brought into view when it
//! changes; the wheel may then leave it behind.

use super::State;
use crate::tui::bar::Bar;
use crate::tui::layout::Pane;

/// Rows that a hit takes.
pub const HIT_ROWS: usize = 3;

/// The first row in view: of the contents, of the page's sections and snippets, of the hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lists {
    contents: usize,
    outline: usize,
    hits: usize,
    settled: Option<Settled>,
}

/// What the lists were last brought into view for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Settled {
    height: usize,
    contents: usize,
    outline: usize,
    hit: Option<usize>,
}

impl State<'_> {
    /// The first row in view of the list in a pane; of the page its first line.
    pub fn from(&self, pane: Pane) -> usize {
        match pane {
            Pane::Contents => self.lists.contents,
            Pane::Page => self.reader.scroll,
            Pane::Results if self.search.is_some() => self.lists.hits,
            Pane::Results => self.lists.outline,
        }
    }

    /// The row selected in a pane; of the page its first line in view.
    pub fn row(&self, pane: Pane) -> usize {
        match (pane, &self.search) {
            (Pane::Contents, _) => self.contents.row,
            (Pane::Page, _) => self.reader.scroll,
            (Pane::Results, Some(search)) => search.row,
            (Pane::Results, None) => self.outline_row,
        }
    }

    /// Rows of a pane: lines, or entries of its list.
    pub fn total(&self, pane: Pane) -> usize {
        match (pane, &self.search) {
            (Pane::Contents, _) => self.rows().len(),
            (Pane::Page, _) => self.reader.rendered.lines.len(),
            (Pane::Results, Some(search)) => search.hits.hits.len(),
            (Pane::Results, None) => self.outline().len(),
        }
    }

    /// Rows of a pane that fit into it.
    pub fn shown(&self, pane: Pane) -> usize {
        match (pane, &self.search) {
            (Pane::Results, Some(_)) => (self.page_height() / HIT_ROWS).max(1),
            _ => self.page_height(),
        }
    }

    /// The scroll bar of a pane. Of a page that is laid out in part nobody knows the length yet.
    pub fn bar(&self, pane: Pane) -> Option<Bar> {
        if pane == Pane::Page && !self.reader.rendered.is_whole() {
            return None;
        }
        let (total, from) = (self.total(pane), self.from(pane));
        Some(Bar { height: self.page_height(), total, shown: self.shown(pane), from })
    }

    /// Scrolls a pane to this row, the selected one stays as it is.
    pub fn scroll_to(&mut self, pane: Pane, from: usize) {
        let from = from.min(self.total(pane).saturating_sub(self.shown(pane)));
        match pane {
            Pane::Contents => self.lists.contents = from,
            Pane::Page => self.reader.scroll = from,
            Pane::Results if self.search.is_some() => self.lists.hits = from,
            Pane::Results => self.lists.outline = from,
        }
    }

    /// Brings the selected rows into view where they, or the screen, changed.
    pub fn settle(&mut self) {
        let now = Settled {
            height: self.page_height(),
            contents: self.contents.row,
            outline: self.outline_row,
            hit: self.search.as_ref().map(|search| search.row),
        };
        let before = self.lists.settled.replace(now);
        let is_new = |row: fn(&Settled) -> Option<usize>| {
            before.is_none_or(|before| row(&before) != row(&now) || before.height != now.height)
        };
        if is_new(|settled| Some(settled.contents)) {
            self.lists.contents = in_view(self.lists.contents, now.contents, now.height);
        }
        if is_new(|settled| Some(settled.outline)) {
            self.lists.outline = in_view(self.lists.outline, now.outline, now.height);
        }
        if is_new(|settled| settled.hit) {
            let from = if now.hit.is_none() { 0 } else { self.lists.hits };
            let shown = (now.height / HIT_ROWS).max(1);
            self.lists.hits = in_view(from, now.hit.unwrap_or(0), shown);
        }
    }
}

/// The first row from which `row` is one of the `shown`, as near to `from` as can be.
fn in_view(from: usize, row: usize, shown: usize) -> usize {
    from.clamp((row + 1).saturating_sub(shown.max(1)), row)
}

#[cfg(test)]
mod tests {
    use super::in_view;

    #[test]
    fn a_list_scrolls_no_further_than_it_must() {
        assert_eq!([in_view(0, 4, 5), in_view(0, 5, 5), in_view(7, 9, 5)], [0, 1, 7]);
        assert_eq!([in_view(7, 3, 5), in_view(7, 0, 0), in_view(0, 9, 1)], [3, 0, 9]);
    }
}
