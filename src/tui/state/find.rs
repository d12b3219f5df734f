//! A text looked for in the page in view, and what was typed before.

use super::{Location, State};
use crate::input::Input;
use crate::state::MOST_QUERIES;

/// The text being typed, or typed and still lit.
pub struct Find {
    pub input: Input,
    pub is_typing: bool,
    pub recall: Recall,
    /// Where the reader was before; `Esc` goes back there.
    pub before: Location,
}

/// A walk through what was typed before.
#[derive(Debug, Clone, Default)]
pub struct Recall {
    /// The entry that is shown; none while the reader's own line is.
    at: Option<usize>,
    /// The reader's own line.
    typed: String,
}

impl Recall {
    /// Puts the next older entry into the line; after the oldest comes what was typed.
    pub fn older(&mut self, entries: &[String], input: &mut Input) {
        if self.at.is_none() {
            self.typed = input.text().to_owned();
        }
        let from = self.at.map_or(0, |at| at + 1);
        let next = entries[from.min(entries.len())..].iter().position(|entry| *entry != self.typed);
        self.at = next.map(|next| from + next);
        *input = Input::new(self.at.map_or(&self.typed, |at| &entries[at]));
    }
}

impl State<'_> {
    /// Remembers what was asked for, the last first, each once.
    pub fn remember(&mut self, query: &str) {
        let query = query.trim();
        if query.is_empty() {
            return;
        }
        let queries = &mut self.shelf.queries;
        queries.retain(|known| known != query);
        queries.insert(0, query.to_owned());
        queries.truncate(MOST_QUERIES);
    }
}
