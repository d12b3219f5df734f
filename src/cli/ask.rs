//! `--ask`: the values of placeholders, asked for on the terminal itself, so that standard input and
//! output stay free.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};

use anyhow::Context as _;

use super::message;
use crate::book::{Placeholder, Values};
use crate::render;

#[cfg(windows)]
const TERMINAL: (&str, &str) = ("CONIN$", "CONOUT$");
#[cfg(not(windows))]
const TERMINAL: (&str, &str) = ("/dev/tty", "/dev/tty");

/// Asks for each placeholder that has no value yet. An empty answer takes the default; without one
/// it leaves the placeholder as it is. `None` when the reader ends the input.
///
/// # Errors
/// When there is no terminal to ask on.
pub(super) fn ask(
    placeholders: &[Placeholder],
    mut values: Values,
) -> anyhow::Result<Option<Values>> {
    let mut terminal: Option<(BufReader<File>, File)> = None;
    for placeholder in placeholders {
        if values.of(&placeholder.name).is_some() {
            continue;
        }
        let (answers, questions) = match &mut terminal {
            Some(open) => open,
            None => terminal.insert(open().context("could not ask: no terminal")?),
        };
        write!(questions, "{}", question(placeholder))?;
        questions.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            writeln!(questions)?;
            return Ok(None);
        }
        let answer = answer.trim_end_matches(['\n', '\r']);
        if !answer.is_empty() {
            values.set(&placeholder.name, answer);
        }
    }
    Ok(Some(values))
}

/// `domain [example.com]: `
fn question(placeholder: &Placeholder) -> String {
    let name = &placeholder.name;
    match &placeholder.default {
        Some(default) => format!("{name} [{}]: ", render::safe(&message::one_field(default))),
        None => format!("{name}: "),
    }
}

fn open() -> std::io::Result<(BufReader<File>, File)> {
    let (input, output) = TERMINAL;
    Ok((BufReader::new(File::open(input)?), OpenOptions::new().write(true).open(output)?))
}
