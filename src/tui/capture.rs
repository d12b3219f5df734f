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

/// Who has it to begin with. GNU screen, while it reports the mouse, keeps an `Esc` back until the
/// next key; there the reader's `M` takes it.
pub(super) fn first_holder(variable: impl Fn(&str) -> String) -> Holder {
    let is_tmux = !variable("TMUX").is_empty();
    let is_screen = !variable("STY").is_empty() || variable("TERM").starts_with("screen.");
    match is_screen && !is_tmux {
        true => Holder::Terminal,
        false => Holder::Us,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(environment: &[(&str, &str)], expected: Holder) {
        let holder = first_holder(|name| {
            let found = environment.iter().find(|(known, _)| *known == name);
            found.map_or(String::new(), |(_, value)| (*value).to_owned())
        });
        assert_eq!(holder, expected, "{environment:?}");
    }

    #[test]
    fn it_is_ours_but_in_gnu_screen() {
        check(&[("TERM", "xterm-256color")], Holder::Us);
        check(&[("TERM", "screen"), ("STY", "1.pts-0")], Holder::Terminal);
        check(&[("TERM", "screen.xterm-256color")], Holder::Terminal);
        check(&[("TERM", "screen-256color")], Holder::Us);
        check(&[("STY", "1.pts-0"), ("TMUX", "/tmp/tmux-0/default,1,0")], Holder::Us);
    }
}
