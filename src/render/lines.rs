//! Lines on their way out: what containers put before them, and what stands where on them.

use std::ops::Range;
use std::rc::Rc;

use ratatui::text::{Line, Span};

use super::wrap::{Mark, Piece, line};
use super::{Footnote, Link, Place, Renderer, Spot, width};

/// Lines narrower than this hang no further to the right.
const NARROWEST: usize = 12;
/// Room that a line has in any case.
const LEAST: usize = 4;

/// The left edge of a list item, a quote or a version block.
pub(super) struct Prefix {
    /// Before the first line only: a bullet.
    first: Option<Span<'static>>,
    rest: Span<'static>,
}

impl Prefix {
    fn columns(&self) -> usize {
        let first = self.first.as_ref().map_or(0, |first| width(&first.content));
        first.max(width(&self.rest.content))
    }
}

impl Renderer<'_> {
    /// Columns left beside the prefixes.
    pub(super) fn room(&self) -> usize {
        let taken: usize = self.prefixes.iter().map(Prefix::columns).sum();
        self.options.width.saturating_sub(taken).max(LEAST)
    }

    /// Draws behind a prefix. Where the page is too narrow for it the lines hang no further, and
    /// in the end nothing is put before them.
    pub(super) fn within(
        &mut self,
        first: Option<Span<'static>>,
        rest: Span<'static>,
        draw: impl FnOnce(&mut Self),
    ) {
        let prefix = Prefix { first, rest };
        let (room, columns) = (self.room(), prefix.columns());
        if room < LEAST + columns {
            return draw(self);
        }
        let rest = if room < NARROWEST + columns { Span::raw("") } else { prefix.rest };
        self.prefixes.push(Prefix { rest, ..prefix });
        let before = self.out.lines.len();
        draw(self);
        if self.out.lines.len() == before {
            // An empty item still shows its bullet.
            self.emit(Line::default());
        }
        self.prefixes.pop();
    }

    /// Adds a line behind the prefixes; gives the column it starts at.
    pub(super) fn emit(&mut self, line: Line<'static>) -> usize {
        let mut spans: Vec<Span<'static>> =
            Vec::with_capacity(self.prefixes.len() + line.spans.len());
        let mut columns = 0;
        for prefix in &mut self.prefixes {
            let span = prefix.first.take().unwrap_or_else(|| prefix.rest.clone());
            columns += width(&span.content);
            spans.push(span);
        }
        let style = line.style;
        spans.extend(line.spans.into_iter().map(|span| {
            let style = style.patch(span.style);
            span.style(style)
        }));
        self.out.lines.push(Line::from(spans));
        columns
    }

    pub(super) fn blank(&mut self) {
        self.emit(Line::default());
    }

    /// Adds a line and notes where its links, snippets and footnotes stand.
    pub(super) fn emit_pieces(&mut self, pieces: Vec<Piece>) {
        let number = self.out.lines.len();
        let marks: Vec<(Mark, usize)> =
            pieces.iter().map(|piece| (piece.mark, width(&piece.text))).collect();
        let mut column = self.emit(line(pieces));
        for (mark, columns) in marks {
            self.note(mark, number, column..column + columns);
            column += columns;
        }
    }

    fn note(&mut self, mark: Mark, line: usize, columns: Range<usize>) {
        match mark {
            Mark::None => {}
            Mark::Link(index) => {
                let target = Rc::clone(&self.targets[index]);
                self.out.links.push(Link { line, columns, target });
            }
            Mark::Snippet(index) => {
                let spot = &mut self.out.snippets[index];
                match spot.columns {
                    None => {
                        let lines = line..line + 1;
                        *spot = Spot { lines, columns: Some(columns), more: Vec::new() };
                    }
                    Some(_) => {
                        spot.lines.end = line + 1;
                        spot.more.push(Place { line, columns });
                    }
                }
            }
            Mark::Footnote(number) => self.footnote(number).mentions.push(Place { line, columns }),
        }
    }

    /// What is known of the footnote with this number, from 1.
    pub(super) fn footnote(&mut self, number: usize) -> &mut Footnote {
        let footnotes = &mut self.out.footnotes;
        if footnotes.len() < number {
            footnotes.resize_with(number, Footnote::default);
        }
        &mut footnotes[number - 1]
    }
}
