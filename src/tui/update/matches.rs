//! From match to match of what was searched for, on into the next page.

use super::moving::visit;
use super::{Way, say};
use crate::book::{PageId, Place};
use crate::tui::state::State;

/// To the next line with a match, from the one stepped to if that is in view, else from the top of
/// the view; on into the next page that has some.
pub(super) fn step_match(state: &mut State<'_>, way: Way) {
    let reader = &state.reader;
    let view = reader.scroll..reader.scroll + state.page_height();
    let current = reader.at_match.and_then(|index| state.matches().get(index));
    let current = current.map(|found| found.line).filter(|line| view.contains(line));
    let lines = || state.matches().iter().map(|found| found.line).enumerate();
    let next = match (way, current) {
        (Way::Forward, Some(current)) => lines().find(|(_, line)| *line > current),
        (Way::Forward, None) => lines().find(|(_, line)| *line >= view.start),
        (Way::Back, current) => {
            let from = current.unwrap_or(view.start);
            lines().rfind(|(_, line)| *line < from)
        }
    };
    match next {
        Some((index, _)) => show_match(state, index),
        None => step_page(state, way),
    }
}

/// To the first match that is in view or below it, else the first of all.
pub(super) fn show_first(state: &mut State<'_>) {
    let top = state.reader.scroll;
    let lines = || state.matches().iter().map(|found| found.line).enumerate();
    let first = lines().find(|(_, line)| *line >= top).or_else(|| lines().next());
    if let Some((index, _)) = first {
        show_match(state, index);
    }
}

/// To the first match of the next page that has one, or the last of the one before.
fn step_page(state: &mut State<'_>, way: Way) {
    let pages: Vec<PageId> = state.book.page_ids().collect();
    let here = state.reader.page.0 as usize;
    let (before, after) = (&pages[..here], &pages[here + 1..]);
    let next = match way {
        Way::Forward => after.iter().chain(before).find(|page| state.has_matches(**page)),
        Way::Back => {
            let mut pages = before.iter().rev().chain(after.iter().rev());
            pages.find(|page| state.has_matches(**page))
        }
    };
    let Some(next) = next else { return say(state, "no further match") };
    visit(state, Place::Page(*next));
    state.complete();
    state.find_matches();
    let last = state.matches().len().checked_sub(1);
    let Some(last) = last else { return };
    show_match(state, if way == Way::Forward { 0 } else { last });
}

fn show_match(state: &mut State<'_>, index: usize) {
    let line = state.matches()[index].line;
    let height = state.page_height();
    if !(state.reader.scroll..state.reader.scroll + height).contains(&line) {
        state.reader.scroll = line.saturating_sub(height / 4);
        state.clamp();
    }
    state.reader.at_match = Some(index);
}
