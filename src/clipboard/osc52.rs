//! OSC 52: text for the terminal's own clipboard, through any number of hops.

use std::fs::OpenOptions;
use std::io::Write;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// GNU screen passes on strings of at most 768 bytes.
const SCREEN_CHUNK: usize = 760;

#[cfg(windows)]
const TERMINAL: &str = "CONOUT$";
#[cfg(not(windows))]
const TERMINAL: &str = "/dev/tty";

/// Asks the terminal, never standard output.
pub(super) fn send(text: &str) -> anyhow::Result<()> {
    let mut sequence = sequence(text);
    if std::env::var_os("STY").is_some() {
        sequence = through_screen(&sequence);
    }
    let mut terminal =
        OpenOptions::new().write(true).open(TERMINAL).with_context(|| TERMINAL.to_owned())?;
    terminal.write_all(sequence.as_bytes())?;
    terminal.flush().context("the terminal did not take it")
}

/// The control sequence that carries `text`, closed by ST.
pub fn sequence(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
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
        let joined: String = wrapped
            .split("\x1bP")
            .skip(1)
            .map(|part| part.strip_suffix("\x1b\\").unwrap())
            .collect();
        assert_eq!(joined, sequence);
    }
}
