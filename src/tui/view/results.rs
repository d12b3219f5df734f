//! The right pane during a search: the hits.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{chosen, draw, title};
use crate::render::{fit, safe, width};
use crate::search::{Excerpt, Fit};
use crate::tui::layout::Pane;
use crate::tui::state::{Answers, HIT_ROWS, Search, State};

pub(super) fn results(state: &State<'_>, search: &Search, frame: &mut Frame<'_>, rect: Rect) {
    let text = match (search.answers, search.hits.total, search.input.text().trim()) {
        (_, _, "") => "Results".to_owned(),
        (Answers::Typed, 0, _) if !search.is_typing => "Nothing found".to_owned(),
        (Answers::Earlier, ..) | (_, 0, _) => "Nothing yet".to_owned(),
        (Answers::Typed, total, _) => format!("{}  {total}", answered(search)),
    };
    title(state, frame, Pane::Results, rect, &text);
    let room = usize::from(rect.width).saturating_sub(5);
    let shown = (usize::from(rect.height) / HIT_ROWS).max(1);
    let from = state.from(Pane::Results);
    let mut lines = Vec::new();
    for (index, hit) in search.hits.hits.iter().enumerate().skip(from).take(shown + 1) {
        let section = state.book.section(hit.section);
        let page = state.book.page(section.page);
        let name = fit(&safe(&section.title), room).into_owned();
        let head = Line::styled(format!(" {:>2} {name}", index + 1), state.theme.strong);
        lines.push(match (index == search.row, state.focus) {
            (true, Pane::Results) => chosen(head, rect.width, state.theme.selected),
            (true, _) => chosen(head, rect.width, state.theme.selected_away),
            (false, _) => head,
        });
        let page = if section.level == 1 { &page.slug } else { &page.title };
        let page = fit(&safe(page), room).into_owned();
        lines.push(Line::styled(format!("    {page}"), state.theme.dim));
        lines.push(excerpt(state, &hit.excerpt, room));
    }
    draw(frame, rect, lines);
}

/// How the hits answer, where that is not plainly.
fn answered(search: &Search) -> String {
    let words: Vec<&str> = search.hits.corrections.iter().map(|(_, word)| word.as_str()).collect();
    match search.hits.fit() {
        Fit::All => "Results".to_owned(),
        Fit::Partial => "With some of the words".to_owned(),
        Fit::Corrected => format!("For {}", words.join(" ")),
    }
}

fn excerpt<'a>(state: &State<'_>, excerpt: &Excerpt, room: usize) -> Line<'a> {
    let mut spans = vec![Span::raw("    ")];
    let mut left = room;
    let mut done = 0;
    let ends = excerpt.lit.iter().map(|lit| (lit.clone(), true));
    for (lit, _) in ends.chain([(excerpt.text.len()..excerpt.text.len(), false)]) {
        let parts = [(done..lit.start, state.theme.text), (lit.clone(), state.theme.matched)];
        for (range, style) in parts {
            let piece = fit(&safe(&excerpt.text[range]), left).into_owned();
            left = left.saturating_sub(width(&piece));
            spans.push(Span::styled(piece, style));
        }
        done = lit.end;
    }
    Line::from(spans)
}
