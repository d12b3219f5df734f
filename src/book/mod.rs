//! The book: a `SUMMARY.md` and its pages, made into tables that can be embedded. Nothing here
//! does I/O: sources come in as text. The build script compiles this module too.

mod body;
mod chosen;
mod comment;
mod compile;
mod console;
mod document;
mod fence;
mod lookup;
mod markdown;
mod placeholder;
mod plain;
mod proof;
mod shell;
mod slug;
mod spotter;
mod summary;
mod table;
mod take;
mod text;
mod version;

use std::fmt;
use std::ops::Range;

use body::Body;
use serde::{Deserialize, Serialize};

pub use body::{Embedded, Tables};
pub use chosen::{Choice, Chosen};
pub use comment::with_comment;
pub use compile::{Sources, compile, compile_anyway};
pub use console::{Command, Commands, Speaker, commands};
pub use document::{
    Alert, Align, Block, Definition, Document, Fragment, FragmentKind, Heading, Inline, Item, List,
    Table, VersionBlock, plain_text,
};
pub use fence::Fence;
pub use lookup::{Place, Resolved};
pub use markdown::options as markdown_options;
pub use placeholder::{
    Filled, Piece, Placeholder, Values, fill, fill_defaults, fill_shell, pieces,
};
pub use plain::{Line, lines};
pub use proof::{Outcome, Proof, Proofs, hash};
pub use shell::Unquotable;
pub use spotter::{Spot, Spotter};
pub use take::{Quoting, Wanted};
pub use text::Text;
pub use version::{Product, Products, Release, Version, VersionRange};

/// A book: its parts, pages, sections and snippets, each numbered in reading order.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Book {
    pub title: Text,
    /// The month whose facts it holds: `November 2026`. May be empty.
    pub edition: Text,
    pub parts: Vec<Text>,
    pub pages: Vec<Page>,
    pub products: Products,
    /// What sections are called, for [`Book::resolve`]; see `lookup`.
    names: Text,
}

/// Index into [`Book::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// A section, counted over the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub u32);

/// A snippet, counted over the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SnippetId(pub u32);

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Page {
    /// The path without `.md`.
    pub slug: Text,
    /// The title of its own first heading.
    pub title: Text,
    /// Index into [`Book::parts`].
    pub part: Option<u32>,
    /// How deep the summary nests it.
    pub depth: u8,
    pub aliases: Vec<Text>,
    /// What the page answers, in a sentence.
    pub summary: Text,
    sections: Range<u32>,
    snippets: Range<u32>,
    /// Not in the table of pages: embedded as files of its own, and put in afterwards.
    #[serde(skip)]
    body: Body,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Section {
    pub page: PageId,
    pub anchor: Text,
    pub title: Text,
    /// 1 for the page's title.
    pub level: u8,
    /// The section whose heading stands above this one's.
    pub parent: Option<SectionId>,
    pub aliases: Vec<Text>,
    pub keywords: Vec<Text>,
    pub versions: Option<VersionRange>,
    /// Bytes of the page up to the next heading of any level.
    pub own: Range<u32>,
    /// Bytes of the page with the deeper headings.
    pub whole: Range<u32>,
    /// Line of the heading in the page, from 1.
    pub line: u32,
    /// Its words without markup; see [`lines`].
    pub plain: Text,
    snippets: Range<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Snippet {
    pub section: SectionId,
    pub kind: SnippetKind,
    /// Counted from 1 in its section, fences and inline code apart.
    pub number: u32,
    /// The fence's `id`.
    pub name: Option<Text>,
    pub lang: Text,
    pub file: Option<Text>,
    pub figure: Option<Text>,
    /// The source, verbatim.
    pub text: Text,
    pub placeholders: Vec<Placeholder>,
    pub versions: Option<VersionRange>,
    /// Line of the fence or span in the page, from 1.
    pub line: u32,
    /// Highlighting: pairs of a length in bytes and a [`Role`], over the text.
    pub spans: Vec<(u16, Role)>,
    /// What proved it, as shown: `ran: postgresql 10-18`.
    pub proof: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SnippetKind {
    Fence,
    Inline,
}

/// What a stretch of code is; the theme gives it its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Plain,
    Comment,
    Keyword,
    String,
    Number,
    Type,
    Function,
    Variable,
    Operator,
    Meta,
}

/// What is wrong with a book's source, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path in the book's folder.
    pub file: String,
    /// From 1.
    pub line: u32,
    pub sentence: String,
}

impl Problem {
    fn new(file: &str, line: u32, sentence: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line, sentence: sentence.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.sentence)
    }
}

impl Book {
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    pub fn section(&self, id: SectionId) -> &Section {
        let page = self.page(self.page_of_section(id));
        &page.body.tables().sections[(id.0 - page.sections.start) as usize]
    }

    pub fn snippet(&self, id: SnippetId) -> &Snippet {
        let page = self.page(self.page_of(id));
        &page.body.tables().snippets[(id.0 - page.snippets.start) as usize]
    }

    fn snippet_mut(&mut self, id: SnippetId) -> &mut Snippet {
        let page = self.page_of(id);
        let page = &mut self.pages[page.0 as usize];
        &mut page.body.tables_mut().snippets[(id.0 - page.snippets.start) as usize]
    }

    pub fn section_count(&self) -> usize {
        self.pages.last().map_or(0, |last| last.sections.end) as usize
    }

    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len() as u32).map(PageId)
    }

    pub fn section_ids(&self) -> impl Iterator<Item = SectionId> + use<> {
        (0..self.section_count() as u32).map(SectionId)
    }

    pub fn snippet_ids(&self) -> impl Iterator<Item = SnippetId> + use<> {
        (0..self.pages.last().map_or(0, |last| last.snippets.end)).map(SnippetId)
    }

    pub fn sections_of(&self, page: PageId) -> impl DoubleEndedIterator<Item = SectionId> + use<> {
        self.page(page).sections.clone().map(SectionId)
    }

    pub fn snippets_of(&self, page: PageId) -> impl DoubleEndedIterator<Item = SnippetId> + use<> {
        self.page(page).snippets.clone().map(SnippetId)
    }

    /// The snippets of a section, up to the next heading.
    pub fn snippets_in(
        &self,
        section: SectionId,
    ) -> impl DoubleEndedIterator<Item = SnippetId> + use<> {
        self.section(section).snippets.clone().map(SnippetId)
    }

    /// The snippet with this index on its page, as [`Document::snippets`] and [`Line`] count.
    pub fn snippet_at(&self, page: PageId, index: usize) -> SnippetId {
        SnippetId(self.page(page).snippets.start + index as u32)
    }

    /// The section of a page's heading, as [`Document::headings`] counts.
    pub fn section_at(&self, page: PageId, index: usize) -> SectionId {
        SectionId(self.page(page).sections.start + index as u32)
    }

    pub fn page_of(&self, snippet: SnippetId) -> PageId {
        PageId(self.pages.partition_point(|page| page.snippets.end <= snippet.0) as u32)
    }

    pub fn page_of_section(&self, section: SectionId) -> PageId {
        PageId(self.pages.partition_point(|page| page.sections.end <= section.0) as u32)
    }

    pub fn document(&self, page: PageId) -> Document {
        let page = self.page(page);
        page.body.document().unwrap_or_else(|| markdown::parse(page.text(), &self.products))
    }

    /// The Markdown of a section with its deeper headings.
    pub fn source(&self, id: SectionId) -> &str {
        let section = self.section(id);
        &self.page(section.page).text()[section.whole.start as usize..section.whole.end as usize]
    }

    pub fn part_title(&self, page: PageId) -> Option<&str> {
        self.page(page).part.map(|part| &*self.parts[part as usize])
    }

    /// Part, page and section titles down to the section; the page's own title stands once.
    pub fn path(&self, section: SectionId) -> Vec<&str> {
        let mut titles = Vec::new();
        let mut next = Some(section);
        while let Some(id) = next {
            titles.push(&*self.section(id).title);
            next = self.section(id).parent;
        }
        titles.extend(self.part_title(self.section(section).page));
        titles.reverse();
        titles
    }

    /// `page#anchor`.
    pub fn section_name(&self, id: SectionId) -> String {
        let section = self.section(id);
        format!("{}#{}", self.page(section.page).slug, section.anchor)
    }

    /// `page#NAME` where the fence has a name, else as [`Book::snippet_name`].
    pub fn stable_name(&self, id: SnippetId) -> String {
        match &self.snippet(id).name {
            Some(name) => format!("{}#{name}", self.page(self.page_of(id)).slug),
            None => self.snippet_name(id),
        }
    }

    /// `page#anchor.1`, or `page#anchor.i1` for inline code.
    pub fn snippet_name(&self, id: SnippetId) -> String {
        let snippet = self.snippet(id);
        let mark = match snippet.kind {
            SnippetKind::Fence => "",
            SnippetKind::Inline => "i",
        };
        format!("{}.{mark}{}", self.section_name(snippet.section), snippet.number)
    }
}

impl Page {
    /// The Markdown.
    pub fn text(&self) -> &str {
        self.body.text()
    }

    /// Its sections and snippets.
    pub fn tables(&self) -> &Tables {
        self.body.tables()
    }

    pub fn tables_mut(&mut self) -> &mut Tables {
        self.body.tables_mut()
    }

    /// Makes a page one of an embedded book.
    pub fn embed(&mut self, embedded: Embedded) {
        self.body = Body::embedded(embedded);
    }
}

impl Snippet {
    pub fn is_fence(&self) -> bool {
        self.kind == SnippetKind::Fence
    }
}
