//! The room that the panes have: the screen's size, and what the reader wants of the sides.

use super::say;
use crate::tui::layout::{Pane, Shown};
use crate::tui::state::State;

/// Columns a key moves the edge of a pane by.
const STEP: isize = 2;

pub(super) fn resize(state: &mut State<'_>, size: (u16, u16)) {
    state.size = size;
    state.lay_out();
    state.clamp();
    if let Some(zoom) = state.zoomed() {
        zoom.move_to(zoom.row, zoom.column, size);
    }
}

/// Makes the side pane with the focus wider, from the page the one beside it.
pub(super) fn widen(state: &mut State<'_>, by: isize) {
    let Some(layout) = state.layout() else { return };
    let sides = match state.focus {
        Pane::Page => [Pane::Contents, Pane::Results],
        side => [side, side],
    };
    let beside = sides.into_iter().find_map(|side| Some(side).zip(layout.pane(side)));
    let Some((side, rect)) = beside.filter(|_| layout.page.is_some()) else {
        return say(state, "there is no pane beside this one");
    };
    let most = i16::MAX as isize;
    let by = by.saturating_mul(STEP).clamp(-most, most) as i16;
    wish_for(state, side, rect.width.saturating_add_signed(by));
    // What the screen cannot give is not wished for either: the next key shall be felt.
    if let Some(rect) = state.layout().and_then(|layout| layout.pane(side)) {
        wish_for(state, side, rect.width);
    }
    state.lay_out();
}

fn wish_for(state: &mut State<'_>, side: Pane, columns: u16) {
    match side {
        Pane::Contents => state.sides.contents = Some(columns),
        Pane::Results => state.sides.results = Some(columns),
        Pane::Page => {}
    }
}

pub(super) fn hide_or_show(state: &mut State<'_>) {
    state.sides.shown = match state.sides.shown {
        Shown::All => {
            state.focus = Pane::Page;
            Shown::Focused
        }
        Shown::Focused => Shown::All,
    };
    state.lay_out();
}
