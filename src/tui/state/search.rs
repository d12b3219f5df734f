//! A search: the query, and the hits that answer it.

use super::{Location, Recall, State};
use crate::book::Place;
use crate::input::Input;
use crate::search::{Filter, Hit, Hits, Matching, Query};

/// A search: being typed, or done with its hits still there.
pub struct Search {
    pub input: Input,
    pub is_typing: bool,
    pub recall: Recall,
    pub hits: Hits,
    pub answers: Answers,
    pub row: usize,
    /// Where the reader was before; `Esc` goes back there.
    pub before: Location,
}

/// What the hits of a search answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// What is typed.
    Typed,
    /// What was typed before: nothing answers the present text yet, and the list does not blink.
    Earlier,
}

/// Hits that are kept; more than a screen of any size shows.
const MOST_HITS: usize = 50;

impl State<'_> {
    /// Asks the index what is typed, and shows the first hit. Where it has nothing yet, the hits
    /// and the page stay those of what was typed before.
    pub fn ask(&mut self) {
        let Some(search) = &mut self.search else { return };
        let query = Query::parse(search.input.text());
        let filter = Filter { versions: self.chosen.clone(), ..Filter::default() };
        let matching = Matching::Loose;
        // The embedded index is whole; should one ever not be, there is nothing to show.
        let hits = self.searcher.search(self.book, &query, &filter, matching, MOST_HITS);
        let hits = hits.unwrap_or_default();
        if search.is_typing && hits.hits.is_empty() && !query.is_empty() {
            search.answers = Answers::Earlier;
            return;
        }
        search.hits = hits;
        search.answers = Answers::Typed;
        search.row = 0;
        self.show_hit();
    }

    /// The page follows the selected hit; without one it is what it was.
    pub fn show_hit(&mut self) {
        let Some(search) = &self.search else { return };
        match search.hits.hits.get(search.row) {
            Some(hit) => {
                let place = match hit.snippet {
                    Some(snippet) => Place::Snippet(snippet),
                    None => Place::Section(hit.section),
                };
                self.go(place);
            }
            None => {
                let before = search.before.clone();
                self.return_to(&before);
            }
        }
        self.find_matches();
    }

    pub fn selected_hit(&self) -> Option<&Hit> {
        let search = self.search.as_ref()?;
        search.hits.hits.get(search.row)
    }
}
