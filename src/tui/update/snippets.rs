//! Snippets: from one to the next, and taken.

use super::{Effect, Way, say};
use crate::book::{Place, SnippetId, SnippetKind, Wanted};
use crate::tui::layout::Pane;
use crate::tui::state::{Entry, State};

/// To the next fence, or inline command, from the one in focus, else from the top of the view.
pub(super) fn step(state: &mut State<'_>, kind: SnippetKind, way: Way) {
    let snippets = state.snippets(kind);
    let (focus, scroll) = (state.reader.focus, state.reader.scroll);
    let is_after =
        |id: &SnippetId| focus.map_or(line_of(state, *id) >= scroll, |focus| *id > focus);
    let is_before =
        |id: &SnippetId| focus.map_or(line_of(state, *id) < scroll, |focus| *id < focus);
    let next = match way {
        Way::Forward => snippets.into_iter().find(is_after),
        Way::Back => snippets.into_iter().rfind(is_before),
    };
    match (next, kind, way) {
        (Some(next), _, _) => state.focus_on(next),
        (None, SnippetKind::Fence, Way::Forward) => say(state, "no further snippet on this page"),
        (None, SnippetKind::Fence, Way::Back) => say(state, "no snippet above"),
        (None, SnippetKind::Inline, Way::Forward) => {
            say(state, "no further command in the text of this page");
        }
        (None, SnippetKind::Inline, Way::Back) => say(state, "no command in the text above"),
    }
}

fn line_of(state: &State<'_>, snippet: SnippetId) -> usize {
    let index = snippet.0 - state.book.snippet_at(state.reader.page, 0).0;
    state.reader.rendered.snippets[index as usize].lines.start
}

/// The snippet at hand; with a count that one of the page.
pub(super) fn copy(state: &mut State<'_>, count: Option<usize>, wanted: Wanted) -> Effect {
    let chosen = match count {
        Some(number) => number.checked_sub(1).and_then(|index| state.fences().get(index).copied()),
        None => at_hand(state),
    };
    match chosen {
        Some(snippet) => {
            if state.book.page_of(snippet) == state.reader.page {
                state.reader.focus = Some(snippet);
            }
            Effect::Copy { place: Place::Snippet(snippet), wanted }
        }
        None => {
            say(state, "no snippet here to copy; ] goes to the next");
            Effect::None
        }
    }
}

/// The snippet of the selected row, else the one in focus, else the first in view.
pub(super) fn at_hand(state: &State<'_>) -> Option<SnippetId> {
    chosen(state).or_else(|| in_view(state).next())
}

/// The snippet of the selected row, else the one in focus.
pub(super) fn chosen(state: &State<'_>) -> Option<SnippetId> {
    let listed = match (state.focus, &state.search) {
        (Pane::Results, None) => match state.outline().get(state.outline_row) {
            Some(Entry::Snippet(snippet)) => Some(*snippet),
            _ => None,
        },
        (Pane::Results, Some(_)) => state.selected_hit().and_then(|hit| hit.snippet),
        _ => None,
    };
    listed.or(state.reader.focus)
}

/// The fences that begin in view.
pub(super) fn in_view(state: &State<'_>) -> impl Iterator<Item = SnippetId> {
    let view = state.reader.scroll..state.reader.scroll + state.page_height();
    let fences = state.fences().into_iter();
    fences.filter(move |id| view.contains(&line_of(state, *id)))
}

pub(super) fn copy_section(state: &mut State<'_>) -> Effect {
    Effect::Copy { place: Place::Section(state.section_to_take()), wanted: Wanted::Verbatim }
}
