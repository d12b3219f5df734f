//! From one page of the book to the next.

use super::moving::visit;
use super::say;
use crate::book::{PageId, Place};
use crate::tui::state::State;

/// So many pages on, or back when it is negative.
pub(super) fn turn(state: &mut State<'_>, by: isize) {
    let here = state.reader.page.0 as usize;
    let last = state.book.pages.len().saturating_sub(1);
    let there = here.saturating_add_signed(by).min(last);
    if there == here {
        let end = if by > 0 { "last" } else { "first" };
        return say(state, &format!("this is the {end} page"));
    }
    visit(state, Place::Page(PageId(there as u32)));
}
