//! What the browser wears.

use super::State;
use crate::theme::Ground;

impl State<'_> {
    /// The terminal told what it stands on, or does not tell.
    pub fn stand_on(&mut self, ground: Option<Ground>) {
        self.looks.tell(ground);
        if self.looks.theme() != self.theme {
            self.wear();
        }
    }

    /// Puts on the theme of the moment. The page's lines have theirs in them.
    pub fn wear(&mut self) {
        self.theme = self.looks.theme();
        let at_match = self.reader.at_match;
        self.render();
        self.reader.at_match = at_match;
    }
}
