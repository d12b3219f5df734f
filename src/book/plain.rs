//! The words of a section without markup, line by line: what is indexed and what a hit quotes.
//!
//! A section's lines are kept as one string. Each ends in a newline and begins with a mark: `p`
//! for prose, or `c` and the snippet's number on its page and a tab for a line of code.

use std::fmt::Write;

use memchr::memchr;

use super::document::{Block, Document, Inline, plain_text};

/// A line of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'p> {
    Prose(&'p str),
    /// A line of the snippet with this index on its page.
    Code(usize, &'p str),
}

impl<'p> Line<'p> {
    pub fn text(self) -> &'p str {
        match self {
            Line::Prose(text) | Line::Code(_, text) => text,
        }
    }
}

/// The lines of a section's plain text.
pub fn lines(plain: &str) -> impl Iterator<Item = Line<'_>> {
    let mut rest = plain;
    let lines = std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes())?;
        let (line, next) = (&rest[..end], &rest[end + 1..]);
        rest = next;
        Some(line)
    });
    lines.filter_map(|line| match line.strip_prefix('p') {
        Some(text) => Some(Line::Prose(text)),
        None => {
            let (index, text) = line.strip_prefix('c')?.split_once('\t')?;
            Some(Line::Code(index.parse().ok()?, text))
        }
    })
}

/// The plain text of each section of the document, in order.
pub(super) fn sections(document: &Document) -> Vec<String> {
    let mut writer =
        Writer { document, current: 0, texts: vec![String::new(); document.headings.len().max(1)] };
    writer.blocks(&document.blocks);
    writer.texts
}

struct Writer<'d> {
    document: &'d Document,
    current: usize,
    texts: Vec<String>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(index) => self.current = *index,
            Block::Paragraph(inlines) => self.prose(inlines),
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    self.prose(&definition.term);
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => self.blocks(blocks),
            Block::Versions(versions) => {
                self.line(&versions.label);
                self.blocks(&versions.blocks);
            }
            Block::Code(index) => self.code(*index),
            Block::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    self.line(&cells.join("  "));
                }
            }
            Block::Verbatim(text) => text.lines().for_each(|line| self.line(line)),
            Block::Rule => {}
        }
    }

    fn prose(&mut self, inlines: &[Inline]) {
        for line in inlines.split(|inline| *inline == Inline::HardBreak) {
            self.line(&plain_text(line));
        }
    }

    fn line(&mut self, text: &str) {
        let text = text.replace('\n', " ");
        if !text.trim().is_empty() {
            let _ = writeln!(self.texts[self.current], "p{}", text.trim());
        }
    }

    fn code(&mut self, index: usize) {
        for line in self.document.snippets[index].text.lines().filter(|l| !l.trim().is_empty()) {
            let _ = writeln!(self.texts[self.current], "c{index}\t{line}");
        }
    }
}
