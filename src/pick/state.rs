//! What the picker knows. Nothing here draws or touches the terminal.

use std::cell::LazyCell;

use crate::book::{Book, SectionId, SnippetId};
use crate::form::Form;
use crate::input::Input;
use crate::search::{Excerpt, Filter, Fit, Hits, Matching, Query, Searcher};
use crate::state::Shelf;
use crate::theme::Theme;

pub struct State<'b> {
    pub(super) book: &'b Book,
    searcher: Searcher,
    pub(super) theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    filter: Filter,
    pub(super) query: Input,
    pub(super) hits: Vec<Choice>,
    pub(super) fit: Fit,
    /// What was searched instead of a word that stands nowhere.
    pub(super) corrected: Option<String>,
    pub(super) row: usize,
    /// The form of the chosen snippet.
    pub(super) form: Option<Form>,
    /// What was typed for placeholders before; read when the first form opens.
    shelf: LazyCell<Shelf, Box<dyn FnOnce() -> Shelf>>,
}

/// A section that answers, and which of its snippets would be taken.
pub(super) struct Choice {
    pub(super) section: SectionId,
    pub(super) excerpt: Excerpt,
    /// Its snippets, and the index of the chosen one.
    pub(super) snippets: Vec<SnippetId>,
    pub(super) at: usize,
}

/// Hits that are kept; nobody goes further down.
const MOST_HITS: usize = 50;

impl<'b> State<'b> {
    pub fn new(
        book: &'b Book,
        searcher: Searcher,
        theme: Theme,
        size: (u16, u16),
        query: &str,
        filter: Filter,
    ) -> State<'b> {
        // Only what can be taken is offered.
        let filter = Filter { has_code: true, ..filter };
        let mut state = State {
            book,
            searcher,
            theme,
            size,
            filter,
            query: Input::default(),
            hits: Vec::new(),
            fit: Fit::All,
            corrected: None,
            row: 0,
            form: None,
            shelf: LazyCell::new(Box::new(Shelf::default)),
        };
        state.type_in(query);
        state
    }

    /// Takes what was typed for placeholders before from there.
    pub fn offering(self, shelf: impl FnOnce() -> Shelf + 'static) -> State<'b> {
        State { shelf: LazyCell::new(Box::new(shelf)), ..self }
    }

    pub(super) fn used(&self, name: &str) -> Vec<String> {
        self.shelf.used(name)
    }

    /// Puts text into the query; it is one line.
    pub(super) fn type_in(&mut self, text: &str) {
        self.query.insert(&text.trim_end_matches(['\r', '\n']).replace(['\r', '\n', '\t'], " "));
        self.ask();
    }

    /// Asks the index what is typed.
    pub(super) fn ask(&mut self) {
        let query = Query::parse(self.query.text());
        // The embedded index is whole; should one ever not be, there is nothing to show.
        let hits: Hits = self
            .searcher
            .search(self.book, &query, &self.filter, Matching::Loose, MOST_HITS)
            .unwrap_or_default();
        self.fit = hits.fit();
        self.corrected = hits.corrections.into_iter().next().map(|(_, corrected)| corrected);
        let choice = |hit: crate::search::Hit| {
            let wanted = |id: &SnippetId| {
                let lang = self.filter.lang.as_deref();
                lang.is_none_or(|lang| *self.book.snippet(*id).lang == *lang)
            };
            let snippets: Vec<SnippetId> =
                self.book.snippets_in(hit.section).filter(wanted).collect();
            let first = || snippets.iter().position(|id| self.book.snippet(*id).is_fence());
            let answers = snippets.iter().position(|id| Some(*id) == hit.snippet);
            let at = answers.or_else(first).unwrap_or_default();
            Choice { section: hit.section, excerpt: hit.excerpt, snippets, at }
        };
        let hits = hits.hits.into_iter().map(choice);
        self.hits = hits.filter(|choice| !choice.snippets.is_empty()).collect();
        self.row = 0;
    }

    pub(super) fn choice(&self) -> Option<&Choice> {
        self.hits.get(self.row)
    }

    /// The snippet that would be taken.
    pub(super) fn snippet(&self) -> Option<SnippetId> {
        self.choice().map(|choice| choice.snippets[choice.at])
    }

    pub(super) fn move_hit(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.row = self.row.saturating_add_signed(by).min(last);
    }

    /// To another snippet of the section.
    pub(super) fn move_snippet(&mut self, by: isize) {
        let Some(choice) = self.hits.get_mut(self.row) else { return };
        let count = choice.snippets.len() as isize;
        choice.at = (choice.at as isize + by).rem_euclid(count) as usize;
    }
}
