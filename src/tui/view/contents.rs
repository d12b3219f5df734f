//! The left pane: the parts of the book and their pages.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{list, title};
use crate::render::{fit, safe};
use crate::tui::layout::Pane;
use crate::tui::state::{Row, State};

pub(super) fn contents(state: &State<'_>, frame: &mut Frame<'_>, rect: Rect) {
    title(state, frame, Pane::Contents, rect, "Contents");
    list(state, frame, (Pane::Contents, rect), state.rows(), |row| match row {
        Row::Part(part) => {
            let sign = if state.contents.folded.contains(&part) { "▸" } else { "▾" };
            let title = &state.book.parts[part as usize];
            let text = format!(" {sign} {}", safe(title));
            Line::styled(fit(&text, rect.width.into()).into_owned(), state.theme.strong)
        }
        Row::Page(page) => {
            let page = state.book.page(page);
            let indent = 1 + 2 * (usize::from(page.part.is_some()) + usize::from(page.depth));
            let text = format!("{:indent$}{}", "", safe(&page.title));
            Line::styled(fit(&text, rect.width.into()).into_owned(), state.theme.text)
        }
    });
}
