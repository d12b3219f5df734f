//! OSC 8: what leads outside of the book carries its address, so that the terminal can open it.
//!
//! A stretch of a link in one style becomes one cell that is told to be as wide as the stretch; the
//! cells behind it are skipped. So a frame that differs in an address alone differs in a cell, and
//! none is ever left behind on the screen.

use std::num::NonZeroU16;

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;

use crate::render::width;
use crate::tui::state::{State, address};

/// Bytes of the longest address that terminals take.
const LONGEST: usize = 2_000;

/// The end of a link.
const CLOSE: &str = "\x1b]8;;\x1b\\";

/// Gives the links drawn in this rectangle their addresses.
pub(super) fn hyperlinks(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    let scroll = state.reader.scroll;
    let view = scroll..scroll + usize::from(rect.height);
    let links = &state.reader.rendered.links;
    let mut first = 0;
    for (index, link) in links.iter().enumerate() {
        let is_next_line = index > 0
            && links[index - 1].target == link.target
            && links[index - 1].line + 1 == link.line;
        if !is_next_line {
            first = index;
        }
        let Ok(address) = address(&link.target) else { continue };
        if !view.contains(&link.line) || address.len() > LONGEST {
            continue;
        }
        let columns = |column: usize| rect.x + column.min(rect.width.into()) as u16;
        let (start, end) = (columns(link.columns.start), columns(link.columns.end));
        let row = rect.y + (link.line - scroll) as u16;
        // The parts of a link on two lines are one to the terminal.
        let open = format!("\x1b]8;id={first};{address}\x1b\\");
        stretches(frame.buffer_mut(), row, start, end, &open);
    }
}

fn stretches(buffer: &mut Buffer, row: u16, start: u16, end: u16, open: &str) {
    let mut from = start;
    while from < end {
        let style = buffer[(from, row)].style();
        let mut text = String::new();
        let mut to = from;
        while to < end && buffer[(to, row)].style() == style {
            let symbol = buffer[(to, row)].symbol();
            text.push_str(symbol);
            // Behind a wide letter stands a cell of its own, which is not drawn.
            to += (width(symbol) as u16).max(1);
        }
        stretch(buffer, row, from, to.min(buffer.area.right()), &format!("{open}{text}{CLOSE}"));
        from = to;
    }
}

fn stretch(buffer: &mut Buffer, row: u16, from: u16, to: u16, symbol: &str) {
    let Some(columns) = NonZeroU16::new(to - from) else { return };
    for column in from + 1..to {
        buffer[(column, row)].set_symbol("").set_diff_option(CellDiffOption::Skip);
    }
    let first = &mut buffer[(from, row)];
    first.set_symbol(symbol).set_diff_option(CellDiffOption::ForcedWidth(columns));
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::*;

    fn linked(text: &str, columns: std::ops::Range<u16>, address: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, text, Style::new().add_modifier(Modifier::UNDERLINED));
        let open = format!("<{address}>");
        stretches(&mut buffer, 0, columns.start, columns.end, &open);
        buffer
    }

    /// What is sent from one frame to the next, the columns it is sent to, `/` for the end of a link.
    fn sent(before: &Buffer, after: &Buffer) -> String {
        let sent = before.diff(after).into_iter();
        let sent = sent.map(|(x, _, cell)| format!("{x}{}", cell.symbol().replace(CLOSE, "/")));
        sent.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_link_is_sent_in_one_piece_and_again_where_its_address_is_another() {
        let empty = Buffer::empty(Rect::new(0, 0, 12, 1));
        let first = linked("ab cd ef", 3..5, "x");
        assert_eq!(sent(&empty, &first), "0a 1b 2  3<x>cd/ 5  6e 7f");
        assert_eq!(sent(&first, &linked("ab cd ef", 3..5, "x")), "");
        assert_eq!(sent(&first, &linked("ab cd ef", 3..5, "y")), "3<y>cd/");
        assert_eq!(sent(&first, &linked("ab cd ef", 0..0, "")), "3c 4d");
        assert_eq!(sent(&first, &linked("ab cd ef", 4..7, "x")), "3c 4<x>d e/");
        assert_eq!(sent(&linked("ab cd ef", 4..7, "x"), &first), "3<x>cd/ 5  6e");
    }

    #[test]
    fn wide_letters_are_whole() {
        let empty = Buffer::empty(Rect::new(0, 0, 12, 1));
        assert_eq!(sent(&empty, &linked("a日本b", 1..5, "x")), "0a 1<x>日本/ 5b");
        assert_eq!(
            sent(&linked("a日本b", 1..5, "x"), &linked("abcdef", 0..0, "")),
            "1b 2c 3d 4e 5f"
        );
    }
}
