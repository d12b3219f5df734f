//! The rows of the terminal below the cursor, while they are ours. The terminal is asked nothing:
//! it remembers where the cursor was (DECSC), and all moves are relative to that.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use crossterm::QueueableCommand;
use crossterm::cursor::{Hide, MoveDown, MoveRight, MoveUp, RestorePosition, SavePosition, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};

use super::view::Picture;
use crate::cli::write_line;

/// Rows the picker takes, where the terminal has them.
const MOST_ROWS: u16 = 16;
#[cfg(unix)]
const TERMINAL: &str = "/dev/tty";
#[cfg(windows)]
const TERMINAL: &str = "CONOUT$";

/// Whoever restores needs the terminal, in whatever thread.
static OUT: OnceLock<File> = OnceLock::new();
/// The remembered place is the first of our rows, no longer where the cursor was found.
static IS_MOVED: AtomicBool = AtomicBool::new(false);

pub(super) struct Screen {
    out: &'static File,
    /// Columns and rows of the terminal.
    size: (u16, u16),
    /// The row of ours that the cursor stands in.
    cursor_row: u16,
}

/// So many rows are taken of a terminal that has `rows`: the cursor's own row stays in view.
pub(super) fn height(rows: u16) -> u16 {
    rows.saturating_sub(1).clamp(1, MOST_ROWS)
}

impl Screen {
    pub(super) fn open() -> anyhow::Result<Screen> {
        let open = OpenOptions::new().read(true).write(true).open(TERMINAL);
        let file = open.with_context(|| format!("could not open the terminal: {TERMINAL}"))?;
        let out = OUT.get_or_init(|| file);
        let size = size();
        crate::restore::on_panic(restore);
        crate::restore::on_signals(restore)?;
        terminal::enable_raw_mode().context("could not take over the terminal")?;
        let screen = Screen { out, size, cursor_row: 0 };
        screen.make_room(height(size.1)).context("could not draw on the terminal")?;
        Ok(screen)
    }

    pub(super) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Scrolls where the rows below the cursor do not suffice, and remembers the place. In raw
    /// mode a line feed keeps the column.
    fn make_room(&self, rows: u16) -> io::Result<()> {
        let mut bytes = Vec::new();
        bytes.extend(std::iter::repeat_n(b'\n', rows.into()));
        bytes.queue(MoveUp(rows))?.queue(SavePosition)?.queue(EnableBracketedPaste)?;
        write(self.out, &bytes)
    }

    /// Whether the terminal has another size by now: the event that says so may still be on its way.
    pub(super) fn is_resized(&self) -> bool {
        self.size != size()
    }

    /// Draws all rows in one go.
    pub(super) fn show(&mut self, picture: &Picture) -> io::Result<()> {
        let rows = height(self.size.1);
        let mut bytes = Vec::new();
        bytes.queue(BeginSynchronizedUpdate)?.queue(Hide)?;
        to_first_row(&mut bytes)?;
        for row in 0..rows {
            if row > 0 {
                bytes.queue(MoveDown(1))?;
            }
            bytes.push(b'\r');
            if let Some(line) = picture.lines.get(usize::from(row)) {
                write_line(&mut bytes, line)?;
            }
            bytes.queue(Clear(ClearType::UntilNewLine))?;
        }
        let (row, column) = picture.cursor;
        to_first_row(&mut bytes)?;
        bytes.push(b'\r');
        // A move by nothing is a move by one.
        if row > 0 {
            bytes.queue(MoveDown(row))?;
        }
        if column > 0 {
            bytes.queue(MoveRight(column))?;
        }
        bytes.queue(Show)?.queue(EndSynchronizedUpdate)?;
        self.cursor_row = row;
        write(self.out, &bytes)
    }

    /// After a resize the remembered place means nothing: the terminal has moved its rows. The
    /// cursor went with them, so that our first row is found from there.
    pub(super) fn resize(&mut self) -> io::Result<()> {
        self.size = size();
        let rows = height(self.size.1);
        let mut bytes = vec![b'\r'];
        if self.cursor_row > 0 {
            bytes.queue(MoveUp(self.cursor_row))?;
        }
        bytes.queue(Clear(ClearType::FromCursorDown))?;
        bytes.extend(std::iter::repeat_n(b'\n', usize::from(rows) - 1));
        if rows > 1 {
            bytes.queue(MoveUp(rows - 1))?;
        }
        bytes.queue(SavePosition)?;
        IS_MOVED.store(true, Ordering::SeqCst);
        write(self.out, &bytes)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn to_first_row(bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.queue(RestorePosition)?;
    if !IS_MOVED.load(Ordering::SeqCst) {
        bytes.queue(MoveDown(1))?;
    }
    Ok(())
}

/// Columns and rows; a terminal that does not know its size is taken for the usual one.
fn size() -> (u16, u16) {
    terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24))
}

fn write(mut out: &File, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes)?;
    out.flush()
}

/// Leaves the terminal as it was found. Called on every way out; twice does no harm.
fn restore() {
    if let Some(out) = OUT.get() {
        let _ = write(out, &restoring().unwrap_or_default());
    }
    let _ = terminal::disable_raw_mode();
}

fn restoring() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.queue(SetAttribute(Attribute::Reset))?;
    to_first_row(&mut bytes)?;
    bytes.push(b'\r');
    bytes.queue(Clear(ClearType::FromCursorDown))?;
    match IS_MOVED.load(Ordering::SeqCst) {
        true => bytes.queue(MoveUp(1))?,
        false => bytes.queue(RestorePosition)?,
    };
    bytes.queue(DisableBracketedPaste)?.queue(Show)?.queue(EndSynchronizedUpdate)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursors_own_row_stays_in_view() {
        let heights: Vec<u16> = [1, 2, 8, 17, 200].into_iter().map(height).collect();
        assert_eq!(heights, [1, 1, 7, 16, 16]);
    }
}
