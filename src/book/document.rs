//! What a page looks like once its Markdown is understood: blocks, inlines, and flat lists of its
//! headings and snippets. It says nothing about width or colour; `render` does that.

use serde::{Deserialize, Serialize};

use super::console;
use super::fence::Fence;
use super::placeholder::{self, Placeholder};
use super::version::VersionRange;

/// One parsed page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// In the order of the page; the first is its title.
    pub headings: Vec<Heading>,
    /// In the order of the page, fences and inline code together.
    pub snippets: Vec<Fragment>,
    /// What is wrong with the source: a byte offset and a sentence.
    #[serde(skip)]
    pub mistakes: Vec<(usize, String)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub anchor: String,
    /// The heading as plain text.
    pub title: String,
    pub content: Vec<Inline>,
    /// Byte offset of the heading in the page.
    pub start: usize,
    pub keywords: Vec<String>,
    pub aliases: Vec<String>,
    pub versions: Option<VersionRange>,
    /// How many version blocks the heading stands in; it cannot be pulled out of them.
    pub nested: bool,
}

/// Something that can be taken from a page, as it stands in the source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fragment {
    pub kind: FragmentKind,
    /// The text between the fence lines, or between the backticks.
    pub text: String,
    /// Byte offset of the fence or span in the page.
    pub start: usize,
    /// Index of the heading it stands under.
    pub heading: usize,
    /// The innermost version block around it.
    pub versions: Option<VersionRange>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum FragmentKind {
    Fence(Fence),
    Inline,
}

impl Fragment {
    pub fn fence(&self) -> Option<&Fence> {
        match &self.kind {
            FragmentKind::Fence(fence) => Some(fence),
            FragmentKind::Inline => None,
        }
    }

    pub fn placeholders(&self) -> Vec<Placeholder> {
        match self.fence() {
            Some(fence) if !fence.raw => placeholder::list(&self.text),
            _ => Vec::new(),
        }
    }

    /// What is taken, placeholders still in it: of a transcript its commands, else the text.
    pub fn code(&self) -> String {
        match self.fence() {
            Some(fence) if fence.lang == "console" => console::commands(&self.text).code(),
            _ => self.text.clone(),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Block {
    /// Index into [`Document::headings`].
    Heading(usize),
    Paragraph(Vec<Inline>),
    List(List),
    Definitions(Vec<Definition>),
    Quote {
        alert: Option<Alert>,
        blocks: Vec<Block>,
    },
    /// Index into [`Document::snippets`].
    Code(usize),
    Table(Table),
    Rule,
    Versions(VersionBlock),
    Footnote {
        number: usize,
        blocks: Vec<Block>,
    },
    /// Source that is shown as it stands: HTML nobody here understands.
    Verbatim(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List {
    /// The first number of an ordered list.
    pub first: Option<u64>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// A task's state: ticked or not.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A term, and what it means.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Definition {
    pub term: Vec<Inline>,
    pub meanings: Vec<Vec<Block>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Alert {
    pub fn label(self) -> &'static str {
        match self {
            Alert::Note => "Note",
            Alert::Tip => "Tip",
            Alert::Important => "Important",
            Alert::Warning => "Warning",
            Alert::Caution => "Caution",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A stretch of the page that holds for some versions of a product only.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VersionBlock {
    pub range: VersionRange,
    /// The label as written in the page.
    pub label: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    Text(String),
    Code {
        text: String,
        /// Index into [`Document::snippets`], when it is one.
        snippet: Option<usize>,
    },
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strike(Vec<Inline>),
    Link {
        target: String,
        content: Vec<Inline>,
    },
    Image {
        target: String,
        content: Vec<Inline>,
    },
    Footnote(usize),
    SoftBreak,
    HardBreak,
}

/// The words of inlines without their markup; a break is a blank.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code { text: words, .. } => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Image { content: inner, .. } => push_plain(inner, text),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::Footnote(_) => {}
        }
    }
}
