//! What is known of the mouse: who has it, what it holds, where it last clicked.

use std::time::{Duration, Instant};

use ratatui::layout::Position;

use crate::tui::layout::Pane;

#[derive(Debug, Default)]
pub struct Mouse {
    pub holder: Holder,
    /// What the button that is down took hold of.
    pub grip: Option<Grip>,
    pub last: Option<Click>,
    /// The reader was told how to select text.
    pub is_explained: bool,
}

/// Whoever the mouse's events go to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Holder {
    #[default]
    Us,
    /// The terminal, so that it selects text.
    Terminal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// A thumb, so many cells below its upper end: of a pane's bar, or of what lies over them.
    Thumb(Option<Pane>, usize),
    /// Text; nothing happens but that it might have been meant to be selected.
    Text,
}

#[derive(Debug, Clone, Copy)]
pub struct Click {
    pub when: Instant,
    pub place: Position,
}

/// Two clicks at one place within this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

impl Mouse {
    /// Notes a click; gives whether it is the second of two.
    pub fn click(&mut self, place: Position) -> bool {
        let now = Instant::now();
        let is_second = self.last.is_some_and(|last| {
            last.place == place && now.saturating_duration_since(last.when) <= DOUBLE
        });
        // A third click is not the second of two once more.
        self.last = (!is_second).then_some(Click { when: now, place });
        is_second
    }
}
