//! The lists of the panes beside the page: the book's parts and pages, the page's sections and
//! snippets.

use std::collections::BTreeSet;

use super::State;
use crate::book::{PageId, SectionId, SnippetId, SnippetKind};

pub struct Contents {
    pub row: usize,
    pub folded: BTreeSet<u32>,
}

/// A row of the contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Part(u32),
    Page(PageId),
}

/// An entry of the right pane without a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Section(SectionId),
    Snippet(SnippetId),
}

impl State<'_> {
    /// The rows of the contents that are not folded away.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut part = None;
        for id in self.book.page_ids() {
            let page = self.book.page(id);
            if page.part != part {
                part = page.part;
                rows.extend(part.map(Row::Part));
            }
            if part.is_none_or(|part| !self.contents.folded.contains(&part)) {
                rows.push(Row::Page(id));
            }
        }
        rows
    }

    /// The page's sections and fences, for the right pane.
    pub fn outline(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let holds = |section: &SectionId| self.book.section_holds(*section, &self.chosen);
        for section in self.book.sections_of(self.reader.page).filter(holds) {
            entries.push(Entry::Section(section));
            let fences = self.book.snippets_in(section).filter(|id| {
                self.book.snippet(*id).is_fence() && self.book.holds(*id, &self.chosen)
            });
            entries.extend(fences.map(Entry::Snippet));
        }
        entries
    }

    /// The fences of the page in order.
    pub fn fences(&self) -> Vec<SnippetId> {
        self.snippets(SnippetKind::Fence)
    }

    /// The snippets of the page of a kind that hold for the versions chosen, in order.
    pub fn snippets(&self, kind: SnippetKind) -> Vec<SnippetId> {
        let snippets = self.book.snippets_of(self.reader.page);
        let is_wanted = |id: &SnippetId| {
            self.book.snippet(*id).kind == kind && self.book.holds(*id, &self.chosen)
        };
        snippets.filter(is_wanted).collect()
    }
}
