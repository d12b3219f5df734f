//! The mouse, taken from the terminal and given back.

use std::fmt;
use std::io::{self, Write};

use crossterm::event::DisableMouseCapture;
use crossterm::{Command, QueueableCommand};

use super::state::Holder;

/// Asks for presses, the wheel and drags, in the form that has no limit of columns. Crossterm's
/// own command asks for every movement too: an event, and a frame, for each cell passed over.
pub(super) struct Take;

impl Command for Take {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

pub(super) fn hand_to(holder: Holder) -> io::Result<()> {
    let mut out = io::stdout();
    match holder {
        Holder::Us => out.queue(Take)?,
        Holder::Terminal => out.queue(DisableMouseCapture)?,
    };
    out.flush()
}
