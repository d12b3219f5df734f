//! What comes in, in order: keys, the mouse, new sizes, and the terminal's answer about its ground.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::event;

use super::answer::{Answers, Heard, QUESTION};

pub(super) struct Incoming {
    ready: VecDeque<Heard>,
    answers: Answers,
}

/// The reader behind crossterm's `use-dev-tty` looks at nothing when it may not wait at all. This
/// is less than the millisecond it would sleep for.
const AT_ONCE: Duration = Duration::from_micros(100);
/// As good as for ever.
const LONG: Duration = Duration::from_secs(3600);

impl Incoming {
    pub(super) fn new() -> Incoming {
        Incoming { ready: VecDeque::new(), answers: Answers::none() }
    }

    /// Asks the terminal for its background; the answer comes when it comes, or never.
    pub(super) fn ask(&mut self, mut terminal: impl Write) -> io::Result<()> {
        self.answers = Answers::to_question_asked(Instant::now());
        terminal.write_all(QUESTION)?;
        terminal.flush()
    }

    /// Whether something is there already.
    pub(super) fn is_here(&mut self) -> io::Result<bool> {
        self.comes_within(AT_ONCE)
    }

    /// Waits for something for so long.
    pub(super) fn comes_within(&mut self, time: Duration) -> io::Result<bool> {
        let end = Instant::now() + time;
        loop {
            if !self.ready.is_empty() {
                return Ok(true);
            }
            let now = Instant::now();
            let left = end.saturating_duration_since(now);
            let patience = self.answers.patience(now);
            if patience.is_some_and(|patience| patience.is_zero()) {
                self.answers.give_up(now, &mut self.ready);
                continue;
            }
            if left.is_zero() {
                return Ok(false);
            }
            let wait = patience.map_or(left, |patience| patience.min(left));
            if event::poll(wait)? {
                self.answers.hear(event::read()?, Instant::now(), &mut self.ready);
            }
        }
    }

    /// Waits for the next.
    pub(super) fn next(&mut self) -> io::Result<Heard> {
        loop {
            if let Some(heard) = self.ready.pop_front() {
                return Ok(heard);
            }
            self.comes_within(LONG)?;
        }
    }
}
