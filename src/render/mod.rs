//! A page -> styled lines at a width. Only here is text wrapped, so that a line number is a
//! place; headings, links and snippets carry theirs. Knows no terminal and no frame.

mod code;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::book::{Block, Book, Document, Inline, List, PageId};
use crate::theme::Theme;
use text::{Mark, Piece, line, wrap};

pub use code::snippet;
pub use text::{Match, find, fit, safe, width};

/// How to lay a page out.
pub struct Options<'a> {
    /// Columns, 10 or more.
    pub width: usize,
    pub theme: &'a Theme,
    pub wide: Wide,
    pub label: Label,
    /// Lay out no more than this; the whole page when none.
    pub until: Option<Until>,
}

/// The heading with this index, and so many lines from it on: what a first look at a long page
/// needs.
#[derive(Debug, Clone, Copy)]
pub struct Until {
    pub heading: usize,
    pub lines: usize,
}

/// What becomes of code that is wider than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    /// It stays whole, and may be wider than asked.
    Keep,
    /// It is cut; so many of its columns are scrolled off to the left.
    Scroll(usize),
}

/// What a fence's frame says besides its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Its number among the fences of the page.
    Number,
    /// Its id.
    Id,
}

/// A page laid out.
#[derive(Debug, Default)]
pub struct Rendered {
    pub lines: Vec<Line<'static>>,
    /// Nothing of the page is missing.
    pub is_whole: bool,
    /// The line of each heading, as [`Document::headings`] counts; [`usize::MAX`] where it is
    /// missing.
    pub headings: Vec<usize>,
    /// Where each snippet stands, as [`Document::snippets`] counts; nowhere where it is missing.
    pub snippets: Vec<Spot>,
    pub links: Vec<Link>,
    /// Columns of the widest line of code, unscrolled.
    pub widest: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The whole frame of a fence; the line of inline code.
    pub lines: Range<usize>,
    /// Of inline code: its columns on its first line.
    pub columns: Option<Range<usize>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub line: usize,
    pub columns: Range<usize>,
    /// As written in the page.
    pub target: String,
}

/// Lays a page out.
pub fn page(book: &Book, page: PageId, options: &Options<'_>) -> Rendered {
    let document = book.document(page);
    let mut renderer = Renderer {
        book,
        page,
        document: &document,
        options,
        prefixes: Vec::new(),
        targets: Vec::new(),
        fences: 0,
        out: Rendered {
            headings: vec![usize::MAX; document.headings.len()],
            snippets: vec![Spot::default(); document.snippets.len()],
            ..Rendered::default()
        },
    };
    renderer.document();
    renderer.out
}

/// Narrower than this nothing is indented any more.
const NARROWEST: usize = 12;

struct Renderer<'r> {
    book: &'r Book,
    page: PageId,
    document: &'r Document,
    options: &'r Options<'r>,
    /// What stands before each line of a container, outermost first.
    prefixes: Vec<Prefix>,
    /// Targets of the links met so far.
    targets: Vec<String>,
    /// Fences met so far.
    fences: usize,
    out: Rendered,
}

/// The left edge of a list item, a quote or a version block.
struct Prefix {
    /// Before the first line only: a bullet.
    first: Option<Span<'static>>,
    rest: Span<'static>,
}

impl Renderer<'_> {
    fn theme(&self) -> &Theme {
        self.options.theme
    }

    /// Columns left beside the prefixes.
    fn room(&self) -> usize {
        let taken: usize = self.prefixes.iter().map(|prefix| width(&prefix.rest.content)).sum();
        self.options.width.saturating_sub(taken).max(4)
    }

    fn document(&mut self) {
        let document = self.document;
        for (index, block) in document.blocks.iter().enumerate() {
            let is_enough = self.options.until.is_some_and(|until| {
                let heading = self.out.headings.get(until.heading).copied().unwrap_or(usize::MAX);
                self.out.lines.len() >= heading.saturating_add(until.lines)
            });
            if is_enough {
                return;
            }
            if index > 0 {
                self.blank();
            }
            self.block(block);
        }
        self.out.is_whole = true;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(index) => self.heading(*index),
            Block::Paragraph(inlines) => self.paragraph(inlines),
            Block::List(list) => self.list(list),
            Block::Quote { alert, blocks } => {
                let style = alert.map_or(self.theme().dim, |alert| self.theme().alert(alert));
                let label = alert.map(|alert| alert.label().to_owned());
                self.barred("▎ ", style, label, blocks);
            }
            Block::Versions(versions) => {
                let label = Some(safe(&versions.label).into_owned());
                self.barred("▌ ", self.theme().version, label, &versions.blocks);
            }
            Block::Footnote { number, blocks } => {
                let mark = Span::styled(format!("[{number}] "), self.theme().dim);
                self.within(Some(mark), Span::raw("    "), |this| this.blocks(blocks));
            }
            Block::Code(index) => self.fence(*index),
            Block::Table(table) => self.table(table),
            Block::Rule => {
                let rule = "─".repeat(self.room());
                self.emit(Line::styled(rule, self.theme().dim));
            }
            Block::Verbatim(text) => {
                let piece = self.piece(&safe_lines(text), self.theme().dim);
                self.wrapped(&[piece]);
            }
        }
    }

    fn heading(&mut self, index: usize) {
        let heading = &self.document.headings[index];
        let style = match heading.level {
            1 => self.theme().title,
            _ => self.theme().heading,
        };
        self.out.headings[index] = self.out.lines.len();
        let pieces = self.inlines(&heading.content, style);
        let lines = wrap(&pieces, self.room());
        let columns = lines.iter().map(|line| line.iter().map(|p| width(&p.text)).sum()).max();
        lines.into_iter().for_each(|line| self.emit_pieces(line));
        let rule = match heading.level {
            1 => "━",
            2 => "─",
            _ => "",
        };
        if !rule.is_empty() {
            self.emit(Line::styled(rule.repeat(columns.unwrap_or(0)), style));
        }
        if let Some(versions) = heading.versions.as_ref().filter(|_| !heading.nested) {
            let label = versions.label(&self.book.products);
            self.label(&label, self.theme().version);
        }
    }

    fn label(&mut self, label: &str, style: Style) {
        let piece = self.piece(label, style);
        self.wrapped(&[piece]);
    }

    fn paragraph(&mut self, inlines: &[Inline]) {
        let pieces = self.inlines(inlines, self.theme().text);
        self.wrapped(&pieces);
    }

    fn wrapped(&mut self, pieces: &[Piece]) {
        wrap(pieces, self.room()).into_iter().for_each(|line| self.emit_pieces(line));
    }

    fn list(&mut self, list: &List) {
        let count = list.items.len() as u64;
        let digits =
            list.first.map_or(0, |first| (first + count).saturating_sub(1).to_string().len());
        let is_nested = self.prefixes.iter().any(|prefix| prefix.rest.content.trim().is_empty());
        let is_loose =
            list.items.iter().any(|item| item.blocks.len() > 1 && !is_tight(&item.blocks));
        for (item, number) in list.items.iter().zip(list.first.unwrap_or(0)..) {
            if is_loose && number > list.first.unwrap_or(0) {
                self.blank();
            }
            let bullet = match (item.task, list.first) {
                (Some(true), _) => "☑ ".to_owned(),
                (Some(false), _) => "☐ ".to_owned(),
                (None, Some(_)) => format!("{number:>digits$}. "),
                (None, None) if is_nested => "◦ ".to_owned(),
                (None, None) => "• ".to_owned(),
            };
            let rest = Span::raw(" ".repeat(width(&bullet)));
            let bullet = Span::styled(bullet, self.theme().dim);
            self.within(Some(bullet), rest, |this| match is_tight(&item.blocks) {
                true => item.blocks.iter().for_each(|block| this.block(block)),
                false => this.blocks(&item.blocks),
            });
        }
    }

    /// Blocks behind a bar, a label above them.
    fn barred(&mut self, bar: &'static str, style: Style, label: Option<String>, blocks: &[Block]) {
        self.within(None, Span::styled(bar, style), |this| {
            if let Some(label) = label {
                this.label(&label, style);
            }
            this.blocks(blocks);
        });
    }

    fn within(
        &mut self,
        first: Option<Span<'static>>,
        rest: Span<'static>,
        draw: impl FnOnce(&mut Self),
    ) {
        if self.room() < NARROWEST + width(&rest.content) {
            return draw(self);
        }
        self.prefixes.push(Prefix { first, rest });
        let before = self.out.lines.len();
        draw(self);
        if self.out.lines.len() == before {
            // An empty item still shows its bullet.
            self.emit(Line::default());
        }
        self.prefixes.pop();
    }

    /// Adds a line behind the prefixes; gives the column it starts at.
    fn emit(&mut self, line: Line<'static>) -> usize {
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

    fn blank(&mut self) {
        self.emit(Line::default());
    }

    /// Adds a line and notes where its links and snippets stand.
    fn emit_pieces(&mut self, pieces: Vec<Piece>) {
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
                let target = self.targets[index].clone();
                self.out.links.push(Link { line, columns, target });
            }
            Mark::Snippet(index) => {
                let spot = &mut self.out.snippets[index];
                match spot.columns {
                    None => *spot = Spot { lines: line..line + 1, columns: Some(columns) },
                    Some(_) => spot.lines.end = line + 1,
                }
            }
        }
    }

    fn piece(&self, text: &str, style: Style) -> Piece {
        Piece { text: text.to_owned(), style, mark: Mark::None }
    }

    fn inlines(&mut self, inlines: &[Inline], style: Style) -> Vec<Piece> {
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
        for inline in inlines {
            let theme = self.options.theme;
            let text =
                |text: &str, style, mark| Piece { text: safe(text).into_owned(), style, mark };
            match inline {
                Inline::Text(words) => pieces.push(text(words, style, mark)),
                Inline::Code { text: code, snippet } => {
                    let mark = match (mark, snippet) {
                        (Mark::None, Some(index)) => Mark::Snippet(*index),
                        _ => mark,
                    };
                    pieces.push(text(code, style.patch(theme.inline_code), mark));
                }
                Inline::Emphasis(inner) => {
                    self.push_inlines(inner, style.patch(theme.emphasis), mark, pieces);
                }
                Inline::Strong(inner) => {
                    self.push_inlines(inner, style.patch(theme.strong), mark, pieces);
                }
                Inline::Strike(inner) => {
                    self.push_inlines(inner, style.patch(theme.strike), mark, pieces);
                }
                Inline::Link { target, content } => self.push_link(target, content, style, pieces),
                Inline::Image { target, content } => {
                    self.push_inlines(content, style.patch(theme.emphasis), mark, pieces);
                    pieces.push(text(&format!(" ({target})"), theme.dim, mark));
                }
                Inline::Footnote(number) => {
                    pieces.push(text(&format!("[{number}]"), theme.dim, mark))
                }
                Inline::SoftBreak => pieces.push(text(" ", style, mark)),
                Inline::HardBreak => pieces.push(Piece { text: "\n".to_owned(), style, mark }),
            }
        }
    }

    fn push_link(
        &mut self,
        target: &str,
        content: &[Inline],
        style: Style,
        pieces: &mut Vec<Piece>,
    ) {
        self.targets.push(target.to_owned());
        let mark = Mark::Link(self.targets.len() - 1);
        self.push_inlines(content, style.patch(self.options.theme.link), mark, pieces);
        let is_outside = target.contains("://");
        let is_spelled_out = crate::book::plain_text(content) == target;
        if self.options.wide == Wide::Keep && is_outside && !is_spelled_out {
            let address = format!(" <{}>", safe(target));
            pieces.push(Piece { text: address, style: self.options.theme.dim, mark: Mark::None });
        }
    }
}

/// An item of one paragraph, with perhaps a list under it, has no blank lines inside.
fn is_tight(blocks: &[Block]) -> bool {
    blocks.iter().enumerate().all(|(index, block)| match block {
        Block::Paragraph(_) => index == 0,
        Block::List(_) => true,
        _ => false,
    })
}

/// [`safe`], line by line: newlines stay.
fn safe_lines(text: &str) -> String {
    text.lines().map(safe).collect::<Vec<_>>().join("\n")
}
