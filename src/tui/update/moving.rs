//! Moving: within a pane, between panes, to another place and back.

use super::searching::{move_hit, open_hit};
use super::{Way, say};
use crate::book::Place;
use crate::tui::layout::Pane;
use crate::tui::state::{Entry, Location, Row, State};

/// Columns a key scrolls wide code by.
pub(super) const SIDEWAYS: isize = 8;

pub(super) fn open(state: &mut State<'_>) {
    match state.focus {
        Pane::Contents => match state.rows().get(state.contents.row) {
            Some(Row::Part(part)) => fold(state, *part),
            Some(Row::Page(page)) => {
                let page = *page;
                visit(state, Place::Page(page));
            }
            None => {}
        },
        Pane::Results if state.search.is_some() => open_hit(state),
        Pane::Results => match state.outline().get(state.outline_row) {
            Some(Entry::Section(section)) => visit(state, Place::Section(*section)),
            Some(Entry::Snippet(snippet)) => visit(state, Place::Snippet(*snippet)),
            None => {}
        },
        Pane::Page => {}
    }
}

pub(super) fn fold(state: &mut State<'_>, part: u32) {
    if !state.contents.folded.remove(&part) {
        state.contents.folded.insert(part);
    }
}

/// Goes to a place for good: the way back is kept, the page gets the focus.
pub(super) fn visit(state: &mut State<'_>, place: Place) {
    state.leave();
    let row = state.outline_row;
    state.go(place);
    if state.focus == Pane::Results {
        state.outline_row = row;
    }
    state.focus = Pane::Page;
    state.lay_out();
    if let Some(sentence) = state.left_out(place) {
        say(state, &sentence);
    }
}

pub(super) fn turn_focus(state: &mut State<'_>, by: usize) {
    let panes = [Pane::Contents, Pane::Page, Pane::Results];
    let now = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    state.focus = panes[(now + by) % panes.len()];
    state.lay_out();
}

pub(super) fn step(state: &mut State<'_>, by: isize) {
    match state.focus {
        Pane::Page => scroll(state, Pane::Page, by),
        Pane::Contents => {
            let last = state.rows().len().saturating_sub(1);
            state.contents.row = state.contents.row.saturating_add_signed(by).min(last);
        }
        Pane::Results if state.search.is_some() => move_hit(state, by),
        Pane::Results => {
            let last = state.outline().len().saturating_sub(1);
            state.outline_row = state.outline_row.saturating_add_signed(by).min(last);
        }
    }
}

/// Scrolls a pane; what is selected in it stays so.
pub(super) fn scroll(state: &mut State<'_>, pane: Pane, by: isize) {
    let from = state.from(pane).saturating_add_signed(by);
    state.scroll_to(pane, from);
}

/// To a row of the pane with the focus, the first is 1.
pub(super) fn to_row(state: &mut State<'_>, number: usize) {
    let row = number.saturating_sub(1).min(state.total(state.focus)) as isize;
    step(state, row - state.row(state.focus) as isize);
}

pub(super) fn to_percent(state: &mut State<'_>, percent: Option<usize>) {
    match percent {
        Some(percent) => to_row(state, state.total(state.focus) * percent.min(100) / 100 + 1),
        None => say(state, "50% goes to the middle, 0% to the top"),
    }
}

/// In the contents folds and unfolds; elsewhere scrolls wide code.
pub(super) fn sideways(state: &mut State<'_>, by: isize) {
    match state.focus {
        Pane::Contents if by < 0 => fold_around(state),
        Pane::Contents => unfold(state),
        Pane::Page | Pane::Results => scroll_code(state, by.saturating_mul(SIDEWAYS)),
    }
}

/// Folds the part away that the selected row is, or belongs to.
fn fold_around(state: &mut State<'_>) {
    let part = match state.rows().get(state.contents.row) {
        Some(Row::Part(part)) => Some(*part),
        Some(Row::Page(page)) => state.book.page(*page).part,
        None => None,
    };
    let Some(part) = part else { return };
    state.contents.folded.insert(part);
    let row = state.rows().iter().position(|row| *row == Row::Part(part));
    state.contents.row = row.unwrap_or(0);
}

fn unfold(state: &mut State<'_>) {
    if let Some(Row::Part(part)) = state.rows().get(state.contents.row) {
        state.contents.folded.remove(part);
    }
}

pub(super) fn scroll_code(state: &mut State<'_>, by: isize) {
    let most = state.reader.rendered.overhang;
    let aside = state.reader.aside.saturating_add_signed(by).min(most);
    if aside != state.reader.aside {
        state.reader.aside = aside;
        state.render();
    }
}

pub(super) fn travel(state: &mut State<'_>, way: Way) {
    let here = state.location();
    let there: Option<Location> = match way {
        Way::Back => state.back.pop(),
        Way::Forward => state.forward.pop(),
    };
    let Some(there) = there else { return say(state, "there is nowhere further to go") };
    match way {
        Way::Back => state.forward.push(here),
        Way::Forward => state.back.push(here),
    }
    state.return_to(&there);
    state.find_matches();
}
