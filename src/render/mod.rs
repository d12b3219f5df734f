//! A page -> styled lines at a width. Only here is text wrapped, so that a line number is a
//! place; headings, links and snippets carry theirs. Knows no terminal and no frame.

mod code;
mod columns;
mod inline;
mod lines;
mod list;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod wrap;

use std::ops::Range;
use std::rc::Rc;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::book::{Block, Book, Chosen, Document, Inline, PageId, Values};
use crate::theme::Theme;
use lines::Prefix;
use wrap::{Piece, wrap};

pub use code::snippet;
pub use text::{Match, Sought, find, fit, safe, width};

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

/// What a reader turns to, and so many lines from its first on: what a first look at a long page
/// needs.
#[derive(Debug, Clone, Copy)]
pub struct Until {
    pub goal: Goal,
    pub lines: usize,
}

/// By its index, as the document counts.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    Heading(usize),
    Snippet(usize),
}

/// What becomes of code, figures and tables that are wider than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    /// Code stays whole, and may be wider than asked; of a table each row becomes a list.
    Keep,
    /// They are cut; so many of their columns are scrolled off to the left, but each only as far
    /// as it has something to show.
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
    /// What is missing of the page, when it is laid out in part.
    rest: Option<Box<Rest>>,
    /// The first line, where the page depends on versions chosen: `for PostgreSQL 12`.
    pub versions: Option<String>,
    /// The lines of each table, in reading order.
    pub tables: Vec<Range<usize>>,
    /// The line of each heading, as [`Document::headings`] counts; [`usize::MAX`] where it is
    /// missing.
    pub headings: Vec<usize>,
    /// Where each snippet stands, as [`Document::snippets`] counts; nowhere where it is missing.
    pub snippets: Vec<Spot>,
    pub links: Vec<Link>,
    /// By their numbers, the first is 1; none past the last that was met.
    pub footnotes: Vec<Footnote>,
    /// Columns of code, or of a table that scrolls, beyond the room it has, where these are most: so
    /// far there is something to scroll to.
    pub overhang: usize,
}

/// What is still to be laid out of a page, and what is known of it from what stands above.
#[derive(Debug)]
struct Rest {
    document: Document,
    /// Index of the first block that is missing.
    block: usize,
    targets: Vec<Rc<str>>,
    fences: usize,
}

impl Rendered {
    /// Nothing of the page is missing.
    pub fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// Whether so much of the page is there, or all of it.
    pub fn reaches(&self, until: Until) -> bool {
        self.is_whole() || self.has(until)
    }

    fn has(&self, until: Until) -> bool {
        let line = match until.goal {
            Goal::Heading(index) => self.headings.get(index).copied(),
            Goal::Snippet(index) => {
                let spot = self.snippets.get(index).filter(|spot| !spot.lines.is_empty());
                spot.map(|spot| spot.lines.end)
            }
        };
        self.lines.len() >= line.unwrap_or(usize::MAX).saturating_add(until.lines)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The whole frame of a fence; the line of inline code.
    pub lines: Range<usize>,
    /// Of inline code: its columns on its first line.
    pub columns: Option<Range<usize>>,
    /// Of inline code: the lines and columns of its other pieces.
    pub more: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub line: usize,
    pub columns: Range<usize>,
    /// As written in the page.
    pub target: Rc<str>,
}

/// Where a footnote is referred to, and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footnote {
    /// In reading order.
    pub mentions: Vec<Place>,
    /// The first line of the note itself; none where it is missing.
    pub note: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub columns: Range<usize>,
}

/// Lays a page out.
pub fn page(book: &Book, page: PageId, options: &Options<'_>) -> Rendered {
    page_for(book, page, options, &Chosen::default(), &Values::default())
}

/// Lays out what of a page holds for the versions chosen, with the reader's values in its code.
/// Where the page depends on a version its first line says for which it is.
pub fn page_for(
    book: &Book,
    page: PageId,
    options: &Options<'_>,
    chosen: &Chosen,
    values: &Values,
) -> Rendered {
    let mut document = book.document(page);
    let used = document.keep(chosen);
    let labels: Vec<String> = used.iter().map(|choice| choice.label(&book.products)).collect();
    let between = if labels.iter().any(|label| label.contains(',')) { "; " } else { ", " };
    let mut rendered = Rendered {
        versions: (!labels.is_empty()).then(|| format!("for {}", labels.join(between))),
        headings: vec![usize::MAX; document.headings.len()],
        snippets: vec![Spot::default(); document.snippets.len()],
        rest: Some(Box::new(Rest { document, block: 0, targets: Vec::new(), fences: 0 })),
        ..Rendered::default()
    };
    go_on(&mut rendered, book, page, options, values);
    rendered
}

/// Lays out more of a page that was laid out in part, with the same options but for how far.
pub fn go_on(
    rendered: &mut Rendered,
    book: &Book,
    page: PageId,
    options: &Options<'_>,
    values: &Values,
) {
    let Some(rest) = rendered.rest.take() else { return };
    let Rest { document, block, targets, fences } = *rest;
    let mut renderer = Renderer {
        book,
        page,
        document: &document,
        options,
        values,
        prefixes: Vec::new(),
        targets,
        addresses: None,
        fences,
        list_depth: 0,
        out: std::mem::take(rendered),
    };
    let block = renderer.document(block);
    let Renderer { targets, fences, out, .. } = renderer;
    *rendered = out;
    rendered.rest = block.map(|block| Box::new(Rest { document, block, targets, fences }));
}

struct Renderer<'r> {
    book: &'r Book,
    page: PageId,
    document: &'r Document,
    options: &'r Options<'r>,
    values: &'r Values,
    /// What stands before each line of a container, outermost first.
    prefixes: Vec<Prefix>,
    /// Targets of the links met so far.
    targets: Vec<Rc<str>>,
    /// Links whose addresses have to be spelled out below the table that is being laid out.
    addresses: Option<Vec<(Vec<Piece>, String)>>,
    /// Fences met so far.
    fences: usize,
    /// Lists around what is being laid out.
    list_depth: usize,
    out: Rendered,
}

impl Renderer<'_> {
    fn theme(&self) -> &Theme {
        self.options.theme
    }

    /// Lays the blocks out from this one on; gives the first of those that are left.
    fn document(&mut self, from: usize) -> Option<usize> {
        let document = self.document;
        if let (0, Some(label)) = (from, self.out.versions.clone()) {
            self.label(&label, self.options.theme.version);
            self.blank();
        }
        for (index, block) in document.blocks.iter().enumerate().skip(from) {
            if self.options.until.is_some_and(|until| self.out.has(until)) {
                return Some(index);
            }
            if index > 0 && !are_notes(&document.blocks[index - 1], block) {
                self.blank();
            }
            self.block(block);
        }
        None
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 && !are_notes(&blocks[index - 1], block) {
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
            Block::Definitions(definitions) => self.definitions(definitions),
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
                let line = self.out.lines.len();
                self.footnote(*number).note = Some(line);
                let mark = format!("[{number}] ");
                let rest = Span::raw(" ".repeat(width(&mark)));
                let mark = Span::styled(mark, self.theme().dim);
                self.within(Some(mark), rest, |this| this.blocks(blocks));
            }
            Block::Code(index) => self.fence(*index),
            Block::Table(table) => self.table(table),
            Block::Rule => {
                let rule = "─".repeat(self.room());
                self.emit(Line::styled(rule, self.theme().dim));
            }
            Block::Verbatim(text) => {
                self.wrapped(&[Piece::new(safe_lines(text), self.theme().dim)]);
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
        self.wrapped(&[Piece::new(label, style)]);
    }

    fn paragraph(&mut self, inlines: &[Inline]) {
        let pieces = self.inlines(inlines, self.theme().text);
        self.wrapped(&pieces);
    }

    fn wrapped(&mut self, pieces: &[Piece]) {
        wrap(pieces, self.room()).into_iter().for_each(|line| self.emit_pieces(line));
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
}

/// Footnotes that follow each other need no blank line between them.
fn are_notes(before: &Block, block: &Block) -> bool {
    matches!((before, block), (Block::Footnote { .. }, Block::Footnote { .. }))
}

/// [`safe`], line by line: newlines stay.
fn safe_lines(text: &str) -> String {
    text.lines().map(safe).collect::<Vec<_>>().join("\n")
}
