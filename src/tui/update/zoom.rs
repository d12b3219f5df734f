//! A snippet on the whole screen: the keys that move in it, take it and leave it.

use super::moving::SIDEWAYS;
use super::snippets::at_hand;
use super::{Effect, say};
use crate::book::{Place, SnippetId, Wanted};
use crate::keys::Action;
use crate::tui::state::{State, Zoom};

pub(super) fn open(state: &mut State<'_>) {
    match at_hand(state) {
        Some(snippet) => show(state, snippet),
        None => say(state, "no snippet here to zoom; ] goes to the next"),
    }
}

fn show(state: &mut State<'_>, snippet: SnippetId) {
    if state.book.page_of(snippet) == state.reader.page {
        state.focus_on(snippet);
    }
    state.zoom(snippet);
}

/// What a key does there; none where it is one of those that work everywhere.
pub(super) fn act(state: &mut State<'_>, action: Action, count: Option<usize>) -> Option<Effect> {
    let size = state.size;
    let zoom = state.zoomed()?;
    let times = count.unwrap_or(1) as isize;
    let screen = Zoom::height(size.1).saturating_sub(2).max(1) as isize;
    match action {
        Action::Down | Action::LineDown => scroll(zoom, times, 0, size),
        Action::Up | Action::LineUp => scroll(zoom, -times, 0, size),
        Action::HalfDown => scroll(zoom, times * (screen / 2).max(1), 0, size),
        Action::HalfUp => scroll(zoom, -times * (screen / 2).max(1), 0, size),
        Action::PageDown => scroll(zoom, times * screen, 0, size),
        Action::PageUp => scroll(zoom, -times * screen, 0, size),
        Action::Left => scroll(zoom, 0, -times * SIDEWAYS, size),
        Action::Right => scroll(zoom, 0, times * SIDEWAYS, size),
        Action::Top => zoom.move_to(count.unwrap_or(1).saturating_sub(1), zoom.column, size),
        Action::Bottom => zoom.move_to(count.unwrap_or(usize::MAX) - 1, zoom.column, size),
        Action::Percent => {
            let row = zoom.lines.len() * count.unwrap_or(0).min(100) / 100;
            zoom.move_to(row, zoom.column, size);
        }
        Action::CopySnippet | Action::CopyVerbatim => {
            let wanted = match action {
                Action::CopyVerbatim => Wanted::Verbatim,
                _ => Wanted::Code,
            };
            return Some(Effect::Copy { place: Place::Snippet(zoom.snippet), wanted });
        }
        Action::NextSnippet | Action::PreviousSnippet => step(state, action),
        Action::Cancel | Action::Zoom | Action::Quit | Action::Back | Action::Open => {
            state.overlay = None;
        }
        Action::Fill | Action::Mouse | Action::Redraw | Action::Suspend | Action::Interrupt => {
            return None;
        }
        _ => {}
    }
    Some(Effect::None)
}

pub(super) fn scroll(zoom: &mut Zoom, rows: isize, columns: isize, size: (u16, u16)) {
    let row = zoom.row.saturating_add_signed(rows);
    zoom.move_to(row, zoom.column.saturating_add_signed(columns), size);
}

/// To the next or the previous fence of the zoomed one's page.
fn step(state: &mut State<'_>, action: Action) {
    let Some(now) = state.zoomed().map(|zoom| zoom.snippet) else { return };
    let fences = state.fences();
    let there = match action {
        Action::NextSnippet => fences.iter().find(|id| **id > now),
        _ => fences.iter().rfind(|id| **id < now),
    };
    match there.copied().filter(|_| state.book.page_of(now) == state.reader.page) {
        Some(there) => show(state, there),
        None => say(state, "no further snippet on this page"),
    }
}
