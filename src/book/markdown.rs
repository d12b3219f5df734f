//! Markdown -> [`Document`]. Which Markdown is spoken stands in [`options`]; the book's own
//! conventions (comments, version blocks, fence attributes) are read here too.

use std::collections::HashMap;
use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag};

use super::document::{
    Alert, Align, Block, Definition, Document, Fragment, FragmentKind, Heading, Inline, Item, List,
    Table, VersionBlock, plain_text,
};
use super::version::{Products, VersionRange};
use super::{fence, slug};

/// Containers nested deeper than this are shown as if they were at this depth: a page of ten
/// thousand `>` must not exhaust the stack.
const DEEPEST: usize = 40;

/// CommonMark with tables, strike-through, task lists, footnotes, definition lists, heading ids and
/// GitHub's alerts: what mdBook speaks.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Parses a page. It always gives a document; what is wrong stands in its `mistakes`.
pub(super) fn parse(text: &str, products: &Products) -> Document {
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let mut parser = PageParser {
        events: flatten(events).peekable(),
        products,
        footnotes: HashMap::new(),
        task: None,
        open_blocks: Vec::new(),
        document: Document::default(),
    };
    parser.document.blocks = parser.blocks(Inside::Container);
    parser.document
}

/// Drops the marks of containers nested too deep, both ends alike.
fn flatten<'t>(
    events: impl Iterator<Item = (Event<'t>, Range<usize>)>,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    // Of each thing that is open: whether it is a container, and whether its marks are kept.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut depth = 0;
    events.filter(move |(event, _)| match event {
        Event::Start(tag) => {
            let is_container = is_container(tag);
            let is_kept = match is_part(tag) {
                true => open.last().is_none_or(|(_, is_kept)| *is_kept),
                false => !is_container || depth < DEEPEST,
            };
            depth += usize::from(is_container && is_kept);
            open.push((is_container, is_kept));
            is_kept
        }
        Event::End(_) => {
            let (is_container, is_kept) = open.pop().unwrap_or((false, true));
            depth -= usize::from(is_container && is_kept);
            is_kept
        }
        _ => true,
    })
}

/// What may stand in itself.
fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::FootnoteDefinition(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// What stands in its own container only, and goes with it.
fn is_part(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition)
}

/// What ends a run of blocks.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    /// The end of the Markdown container around it, or of the page.
    Container,
    /// A closing `</div>`.
    Div,
}

struct PageParser<'p, I: Iterator> {
    events: Peekable<I>,
    products: &'p Products,
    /// Numbers of footnotes in order of first mention.
    footnotes: HashMap<String, usize>,
    /// The box of the task whose first paragraph is being read.
    task: Option<bool>,
    /// The version blocks that are open.
    open_blocks: Vec<Option<VersionRange>>,
    document: Document,
}

impl<'t, I: Iterator<Item = (Event<'t>, Range<usize>)>> PageParser<'_, I> {
    fn blocks(&mut self, inside: Inside) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            let start = range.start;
            match event {
                Event::End(_) if inside == Inside::Div => {
                    self.mistake(start, "the version block is not closed by `</div>`");
                    return blocks;
                }
                Event::End(_) => {
                    self.events.next();
                    return blocks;
                }
                Event::Start(Tag::HtmlBlock) => {
                    let html = self.html_block();
                    if html.trim() == "</div>" && inside == Inside::Div {
                        return blocks;
                    }
                    self.html(html.trim_end(), start, &mut blocks);
                }
                Event::Start(tag) if is_block(tag) => {
                    if let Some((Event::Start(tag), range)) = self.events.next() {
                        blocks.push(self.block(tag, range));
                    }
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(Block::Rule);
                }
                // The text of a tight list's item has no paragraph around it.
                _ => blocks.push(Block::Paragraph(self.loose_inlines())),
            }
        }
        if inside == Inside::Div {
            let end = self.document.snippets.last().map_or(0, |snippet| snippet.start);
            let end = self.document.headings.last().map_or(end, |heading| heading.start.max(end));
            self.mistake(end, "a version block is not closed by `</div>`");
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'t>, range: Range<usize>) -> Block {
        match tag {
            Tag::Heading { level, id, .. } => self.heading(level as u8, id.as_deref(), range.start),
            Tag::List(first) => {
                let items = self.items();
                Block::List(List { first, items })
            }
            Tag::DefinitionList => Block::Definitions(self.definitions()),
            Tag::BlockQuote(kind) => self.quote(kind, range.start),
            Tag::CodeBlock(kind) => self.code(&kind, range.start),
            Tag::Table(align) => self.table(&align),
            Tag::FootnoteDefinition(name) => {
                let number = self.footnote(&name);
                Block::Footnote { number, blocks: self.blocks(Inside::Container) }
            }
            _ => Block::Paragraph(self.inlines()),
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, start: usize) -> Block {
        let index = self.document.headings.len();
        // Its place is taken first: inline code in a heading belongs to the heading's own section.
        self.document.headings.push(Heading {
            level,
            anchor: String::new(),
            title: String::new(),
            content: Vec::new(),
            start,
            keywords: Vec::new(),
            aliases: Vec::new(),
            versions: self.open_blocks.iter().rev().flatten().next().cloned(),
            nested: !self.open_blocks.is_empty(),
        });
        let content = self.inlines();
        let title = plain_text(&content);
        if title.trim().is_empty() {
            self.mistake(start, "the heading is empty");
        }
        let anchor = id.map_or_else(|| slug::anchor(&title), str::to_owned);
        if anchor.contains(['.', '#']) || anchor.is_empty() {
            self.mistake(start, format!("the anchor `{anchor}` is empty or holds `.` or `#`"));
        }
        let heading = &mut self.document.headings[index];
        heading.anchor = anchor;
        heading.title = title;
        heading.content = content;
        Block::Heading(index)
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let outer = self.task.take();
        while let Some((event, _)) = self.events.next() {
            match event {
                // The box stands in the item's first text, which is left to `inline`.
                Event::Start(Tag::Item) => {
                    let blocks = self.blocks(Inside::Container);
                    items.push(Item { task: self.task.take(), blocks });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        self.task = outer;
        items
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    definitions.push(Definition { term: self.inlines(), meanings: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.blocks(Inside::Container);
                    match definitions.last_mut() {
                        Some(definition) => definition.meanings.push(meaning),
                        None => definitions
                            .push(Definition { term: Vec::new(), meanings: vec![meaning] }),
                    }
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        definitions
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, start: usize) -> Block {
        let alert = kind.map(|kind| match kind {
            BlockQuoteKind::Note => Alert::Note,
            BlockQuoteKind::Tip => Alert::Tip,
            BlockQuoteKind::Important => Alert::Important,
            BlockQuoteKind::Warning => Alert::Warning,
            BlockQuoteKind::Caution => Alert::Caution,
        });
        let blocks = self.blocks(Inside::Container);
        if let (None, Some(Block::Paragraph(first))) = (alert, blocks.first()) {
            let words = plain_text(first);
            if let Some((name, _)) = words.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
            {
                self.mistake(start, format!("unknown alert `[!{name}]`"));
            }
        }
        Block::Quote { alert, blocks }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, start: usize) -> Block {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let (fence, mistakes) = fence::parse(info);
        for mistake in mistakes {
            self.mistake(start, mistake);
        }
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(line) => text.push_str(&line),
                _ => break,
            }
        }
        Block::Code(self.snippet(FragmentKind::Fence(fence), text, start))
    }

    fn snippet(&mut self, kind: FragmentKind, text: String, start: usize) -> usize {
        self.document.snippets.push(Fragment {
            kind,
            text,
            start,
            heading: self.document.headings.len().saturating_sub(1),
            versions: self.open_blocks.iter().rev().flatten().next().cloned(),
        });
        self.document.snippets.len() - 1
    }

    fn table(&mut self, align: &[Alignment]) -> Block {
        let align = align
            .iter()
            .map(|align| match align {
                Alignment::Right => Align::Right,
                Alignment::Center => Align::Centre,
                Alignment::Left | Alignment::None => Align::Left,
            })
            .collect();
        let mut table = Table { align, head: Vec::new(), rows: Vec::new() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => table.rows.push(self.cells()),
                _ => break,
            }
        }
        Block::Table(table)
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.events.next() {
            cells.push(self.inlines());
        }
        cells
    }

    fn footnote(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_lowercase()).or_insert(next)
    }

    /// The inlines up to the end of what holds them; the end is taken.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if let Event::End(_) = event {
                break;
            }
            self.inline(event, range, &mut inlines);
        }
        inlines
    }

    /// The inlines up to the next block or end, which is left.
    fn loose_inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            let ends = match event {
                Event::Start(tag) => is_block(tag) || matches!(tag, Tag::HtmlBlock),
                Event::End(_) | Event::Rule => true,
                _ => false,
            };
            if ends {
                break;
            }
            if let Some((event, range)) = self.events.next() {
                self.inline(event, range, &mut inlines);
            }
        }
        inlines
    }

    fn inline(&mut self, event: Event<'t>, range: Range<usize>, inlines: &mut Vec<Inline>) {
        let inline = match event {
            Event::Text(text) => return push_text(inlines, &text),
            Event::InlineHtml(html) if html.starts_with("<br") => Inline::HardBreak,
            Event::InlineHtml(html) if html.starts_with("<!--") => return,
            Event::Html(html) | Event::InlineHtml(html) => {
                return push_text(inlines, &html.replace('\n', " "));
            }
            Event::TaskListMarker(done) => {
                self.task = Some(done);
                return;
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let snippet = text
                    .trim()
                    .contains(' ')
                    .then(|| self.snippet(FragmentKind::Inline, text.to_string(), range.start));
                Inline::Code { text: text.into_string(), snippet }
            }
            Event::FootnoteReference(name) => Inline::Footnote(self.footnote(&name)),
            Event::SoftBreak => Inline::SoftBreak,
            Event::HardBreak => Inline::HardBreak,
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines()),
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines()),
            Event::Start(Tag::Strikethrough) => Inline::Strike(self.inlines()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                Inline::Link { target: dest_url.into_string(), content: self.inlines() }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                Inline::Image { target: dest_url.into_string(), content: self.inlines() }
            }
            Event::Start(_) => {
                let inner = self.inlines();
                return inlines.extend(inner);
            }
            Event::Rule | Event::End(_) => return,
        };
        inlines.push(inline);
    }

    fn html_block(&mut self) -> String {
        self.events.next();
        let mut html = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Html(line) | Event::Text(line) => html.push_str(&line),
                _ => break,
            }
        }
        html
    }

    /// A block of HTML: the book's comments and version blocks, or something to show as it is.
    fn html(&mut self, html: &str, start: usize, blocks: &mut Vec<Block>) {
        let tag = html.trim();
        let opens = attribute(tag, "data-versions").or(attribute(tag, "data-versions-group"));
        if opens.is_some() && self.open_blocks.len() == DEEPEST {
            self.mistake(start, "the version block is nested too deep");
        } else if let Some(versions) = attribute(tag, "data-versions") {
            let block = self.version_block(versions, start);
            blocks.push(block);
        } else if let Some(product) = attribute(tag, "data-versions-group") {
            let group = self.version_group(product, start);
            blocks.extend(group);
        } else if tag == "</div>" {
            self.mistake(start, "`</div>` closes nothing");
        } else if tag.starts_with("<!--") {
            for comment in tag.split("-->").filter(|comment| !comment.trim().is_empty()) {
                self.comment(comment.trim().trim_start_matches("<!--").trim(), start);
            }
        } else {
            blocks.push(Block::Verbatim(html.to_owned()));
        }
    }

    fn version_block(&mut self, versions: &str, start: usize) -> Block {
        let range = match VersionRange::parse(versions, self.products) {
            Ok(range) => Some(range),
            Err(mistake) => {
                self.mistake(start, mistake);
                None
            }
        };
        self.open_blocks.push(range.clone());
        let mut blocks = self.blocks(Inside::Div);
        self.open_blocks.pop();
        let label = match blocks.first() {
            Some(Block::Paragraph(first)) => match first.as_slice() {
                [Inline::Strong(label)] => Some(plain_text(label)),
                _ => None,
            },
            _ => None,
        };
        if label.is_some() {
            blocks.remove(0);
        }
        let range = range.unwrap_or(VersionRange { product: String::new(), from: None, to: None });
        let expected = range.label(self.products);
        if label.as_deref() != Some(expected.as_str()) && !range.product.is_empty() {
            let mistake =
                format!("the version block does not begin with its label `**{expected}**`");
            self.mistake(start, mistake);
        }
        Block::Versions(VersionBlock { range, label: label.unwrap_or(expected), blocks })
    }

    /// A group claims that its blocks leave no version of the product out.
    fn version_group(&mut self, product: &str, start: usize) -> Vec<Block> {
        self.open_blocks.push(None);
        let blocks = self.blocks(Inside::Div);
        self.open_blocks.pop();
        let Some(product) = self.products.find(product) else {
            self.mistake(start, format!("unknown product `{product}`"));
            return blocks;
        };
        let is_covered = |version| {
            blocks.iter().any(|block| match block {
                Block::Versions(VersionBlock { range, .. }) => {
                    range.product == product.id && range.contains(version)
                }
                _ => false,
            })
        };
        let left_out: Vec<String> = product
            .versions
            .iter()
            .filter(|release| !is_covered(&release.version))
            .map(|release| release.version.to_string())
            .collect();
        if !left_out.is_empty() {
            let versions = left_out.join(", ");
            self.mistake(start, format!("the group has no block for {} {versions}", product.name));
        }
        blocks
    }

    fn comment(&mut self, comment: &str, start: usize) {
        let Some((name, value)) = comment.split_once(':') else { return };
        let list = || value.split(',').map(|word| word.trim().to_owned()).filter(|w| !w.is_empty());
        let Some(heading) = self.document.headings.last_mut() else { return };
        match name.trim() {
            "keywords" => {
                heading.keywords.extend(list());
                let count = heading.keywords.len();
                if count > 12 {
                    self.mistake(start, format!("{count} keywords; twelve are the most"));
                }
            }
            "aliases" => heading.aliases.extend(list()),
            "versions" => match VersionRange::parse(value, self.products) {
                Ok(range) => heading.versions = Some(range),
                Err(mistake) => self.mistake(start, mistake),
            },
            _ => {}
        }
    }

    fn mistake(&mut self, start: usize, mistake: impl Into<String>) {
        self.document.mistakes.push((start, mistake.into()));
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
    )
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// The value of the only attribute of a `<div>`.
fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let rest = tag.strip_prefix("<div ")?.trim_start().strip_prefix(name)?;
    rest.strip_prefix("=\"")?.strip_suffix("\">")
}
