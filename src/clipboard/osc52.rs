//! OSC 52: text for the terminal's own clipboard, through the multiplexers around it.
//!
//! tmux takes it for its own buffer and hands it on where `set-clipboard` is `on`; it hands on what is
//! wrapped for it where `allow-passthrough` is, and before 3.3 always. GNU screen knows no OSC 52:
//! it hands on what is wrapped for it, and prints what is too long for it.

use std::fs::OpenOptions;
use std::io::Write;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Environment;

/// Bytes of a string that GNU screen hands on: 255 in versions before 4.0, then 767, now 4095.
const SCREEN_CHUNK: usize = 250;
/// Bytes of a sequence: tmux drops longer ones, and other terminals draw the line below it.
const LONGEST: usize = 1 << 20;
/// Bytes of text that make the 100,000 of a sequence beyond which hterm, and what follows it, drops
/// it.
pub(super) const DOUBTFUL: usize = 74_994;

#[cfg(windows)]
const TERMINAL: &str = "CONOUT$";
#[cfg(not(windows))]
const TERMINAL: &str = "/dev/tty";

/// What stands between the program and the terminal, as far as can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    Nothing,
    Tmux,
    Screen,
    /// Reached over SSH, and called `screen`, as both are.
    TmuxOrScreen,
}

impl Around {
    pub(super) fn of(environment: &Environment) -> Around {
        let term = environment.get("TERM").map(|term| term.to_string_lossy()).unwrap_or_default();
        let is_set = |name: &str| environment.get(name).is_some();
        match () {
            // One inside the other: the terminal's name is that of the inner one.
            () if term.starts_with("tmux") => Around::Tmux,
            () if is_set("STY") || term.starts_with("screen.") => Around::Screen,
            () if is_set("TMUX") => Around::Tmux,
            () if term.starts_with("screen") => Around::TmuxOrScreen,
            () => Around::Nothing,
        }
    }
}

/// Asks the terminal, never standard output.
///
/// # Errors
/// When there is none, when it has no clipboard for certain, or the text is too long for any.
pub(super) fn send(text: &str, environment: &Environment) -> anyhow::Result<()> {
    match environment.get("TERM").and_then(|term| term.to_str()) {
        Some("linux") => bail!("the Linux console has no clipboard"),
        Some("dumb") => bail!("a dumb terminal has no clipboard"),
        _ => {}
    }
    let sequence = sequence(text);
    if sequence.len() > LONGEST {
        bail!("{} kB are more than terminals take", text.len() / 1000);
    }
    let mut terminal =
        OpenOptions::new().write(true).open(TERMINAL).with_context(|| TERMINAL.to_owned())?;
    terminal.write_all(through(Around::of(environment), &sequence).as_bytes())?;
    terminal.flush().context("the terminal did not take it")
}

/// The control sequence that carries `text`, closed by ST.
pub fn sequence(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

fn through(around: Around, sequence: &str) -> String {
    match around {
        Around::Nothing => sequence.to_owned(),
        Around::Tmux => format!("{sequence}{}", through_tmux(sequence)),
        Around::Screen => through_screen(sequence),
        // Each leaves the other's alone, but for a string too long for screen.
        Around::TmuxOrScreen if sequence.len() > SCREEN_CHUNK => through_screen(sequence),
        Around::TmuxOrScreen => format!("{sequence}{}", through_screen(sequence)),
    }
}

/// The sequence as a string that tmux hands on to the terminal around it.
fn through_tmux(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

/// The sequence as strings that GNU screen hands on to the terminal around it.
fn through_screen(sequence: &str) -> String {
    let chunks = sequence.as_bytes().chunks(SCREEN_CHUNK);
    // Everything in the sequence is ASCII: base64 and its frame. Its own ST would end screen's
    // string too early, so it goes in two halves.
    let parts = chunks.flat_map(|chunk| chunk.split_inclusive(|byte| *byte == 0x1b));
    parts.map(|part| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(part))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_arrives_byte_for_byte() {
        let text = "SET lock_timeout = '2s';\n# ü\t{{name}}";
        let sequence = sequence(text);
        let payload = sequence.strip_prefix("\x1b]52;c;").unwrap().strip_suffix("\x1b\\").unwrap();
        assert_eq!(STANDARD.decode(payload).unwrap(), text.as_bytes());
    }

    #[test]
    fn screen_gets_it_in_pieces_that_join_again() {
        let sequence = sequence(&"x".repeat(5_000));
        let wrapped = through_screen(&sequence);
        let parts: Vec<&str> = wrapped
            .split("\x1bP")
            .skip(1)
            .map(|part| part.strip_suffix("\x1b\\").unwrap())
            .collect();
        assert_eq!(parts.concat(), sequence);
        assert!(parts.iter().all(|part| part.len() < 256));
    }

    #[test]
    fn what_is_around_is_told_by_variables_and_the_terminals_name() {
        let around = |variables: &[(&'static str, &str)]| {
            Around::of(&Environment {
                variables: variables.iter().map(|(name, value)| (*name, value.into())).collect(),
                ..Environment::default()
            })
        };
        assert_eq!(around(&[]), Around::Nothing);
        assert_eq!(around(&[("TERM", "xterm-256color")]), Around::Nothing);
        assert_eq!(around(&[("TERM", "tmux-256color")]), Around::Tmux);
        assert_eq!(around(&[("TERM", "tmux-256color"), ("STY", "x")]), Around::Tmux);
        assert_eq!(around(&[("TERM", "screen"), ("STY", "x"), ("TMUX", "y")]), Around::Screen);
        assert_eq!(around(&[("TERM", "screen"), ("TMUX", "y")]), Around::Tmux);
        assert_eq!(around(&[("TERM", "screen.xterm-256color")]), Around::Screen);
        assert_eq!(around(&[("TERM", "screen-256color")]), Around::TmuxOrScreen);
    }
}
