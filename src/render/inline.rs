//! Inlines -> pieces: their looks, their links, and what they belong to.

use ratatui::style::Style;

use super::wrap::{Mark, Piece};
use super::{Renderer, Wide, safe};
use crate::book::{Inline, plain_text};

impl Renderer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline], style: Style) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.push_inlines(inlines, style, Mark::None, &mut pieces);
        pieces
    }

    fn push_inlines(
        &mut self,
        inlines: &[Inline],
        style: Style,
        mark: Mark,
        pieces: &mut Vec<Piece>,
    ) {
        let theme = self.options.theme;
        for inline in inlines {
            let piece =
                |text: &str, style, mark| Piece { text: safe(text).into_owned(), style, mark };
            match inline {
                Inline::Text(words) => {
                    pieces.push(Piece { text: words_of(words, pieces.last()), style, mark });
                }
                Inline::Code { text, snippet } => {
                    let mark = match (mark, snippet) {
                        (Mark::None, Some(index)) => Mark::Snippet(*index),
                        _ => mark,
                    };
                    pieces.push(piece(text, style.patch(theme.inline_code), mark));
                }
                Inline::Emphasis(inner) => {
                    self.push_inlines(inner, style.patch(theme.emphasis), mark, pieces);
                }
                Inline::Strong(inner) => {
                    self.push_inlines(inner, style.patch(theme.strong), mark, pieces);
                }
                Inline::Strike(inner) if theme.strike == Style::new() => {
                    // What is struck out means the opposite; where no look says so, signs do.
                    pieces.push(piece("~~", style, mark));
                    self.push_inlines(inner, style, mark, pieces);
                    pieces.push(piece("~~", style, mark));
                }
                Inline::Strike(inner) => {
                    self.push_inlines(inner, style.patch(theme.strike), mark, pieces);
                }
                Inline::Link { target, content } => self.push_link(target, content, style, pieces),
                Inline::Image { target, content } => {
                    match content.is_empty() {
                        true => pieces.push(piece("image", style.patch(theme.emphasis), mark)),
                        false => {
                            self.push_inlines(content, style.patch(theme.emphasis), mark, pieces);
                        }
                    }
                    pieces.push(piece(&format!(" ({target})"), theme.dim, mark));
                }
                Inline::Footnote(number) => {
                    let text = format!("[{number}]");
                    pieces.push(piece(&text, theme.link, Mark::Footnote(*number)));
                }
                Inline::SoftBreak => pieces.push(piece(" ", style, mark)),
                Inline::HardBreak => pieces.push(Piece { text: "\n".to_owned(), style, mark }),
            }
        }
    }

    /// A link; where nothing can be followed its address is spelled out: behind it, or, in a
    /// table, below.
    fn push_link(
        &mut self,
        target: &str,
        content: &[Inline],
        style: Style,
        pieces: &mut Vec<Piece>,
    ) {
        self.targets.push(target.into());
        let mark = Mark::Link(self.targets.len() - 1);
        let (from, style) = (pieces.len(), style.patch(self.options.theme.link));
        match content.is_empty() {
            true => pieces.push(Piece { text: safe(target).into_owned(), style, mark }),
            false => self.push_inlines(content, style, mark, pieces),
        }
        let is_outside = target.contains("://");
        let is_spelled_out = content.is_empty() || plain_text(content) == target;
        if self.options.wide != Wide::Keep || !is_outside || is_spelled_out {
            return;
        }
        let address = safe(target).into_owned();
        match &mut self.addresses {
            Some(addresses) => {
                let unmarked = |piece: &Piece| Piece { mark: Mark::None, ..piece.clone() };
                addresses.push((pieces[from..].iter().map(unmarked).collect(), address));
            }
            None => pieces.push(Piece::new(format!(" <{address}>"), self.options.theme.dim)),
        }
    }
}

/// Words as they are shown: what a browser would take for one blank is one.
fn words_of(words: &str, before: Option<&Piece>) -> String {
    let safe = safe(words);
    let is_after_blank = before.is_none_or(|piece| piece.text.ends_with([' ', '\n']));
    let text = if is_after_blank { safe.trim_start_matches(' ') } else { &safe };
    if !text.contains("  ") {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !shown.ends_with(' ') {
            shown.push(c);
        }
    }
    shown
}
