//! The right pane without a search: the sections and snippets of the page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{list, title};
use crate::render::{fit, safe};
use crate::tui::layout::Pane;
use crate::tui::state::{Entry, State};

pub(super) fn outline(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    title(state, frame, Pane::Results, rect, "On this page");
    let room = usize::from(rect.width).saturating_sub(2);
    // Each with the number of the snippet that it is, or that stands last above it.
    let entries = state.outline().into_iter().scan(0, |number, entry| {
        *number += usize::from(matches!(entry, Entry::Snippet(_)));
        Some((*number, entry))
    });
    list(state, frame, (Pane::Results, rect), entries, |(number, entry)| match entry {
        Entry::Section(id) => {
            let section = state.book.section(id);
            let indent = 1 + 2 * usize::from(section.level.saturating_sub(2));
            let text = format!("{:indent$}{}", "", safe(&section.title));
            Line::styled(fit(&text, room).into_owned(), state.theme.text)
        }
        Entry::Snippet(id) => {
            let snippet = state.book.snippet(id);
            let first = snippet.text.lines().map(str::trim).find(|line| !line.is_empty());
            let text = format!("   {number:>2} {}", safe(first.unwrap_or_default()));
            Line::styled(fit(&text, room).into_owned(), state.theme.dim)
        }
    });
}
