//! The JSON forms. Their names are a promise to scripts.

use serde::Serialize;

use crate::book::{Book, PageId, Placeholder, SectionId, SnippetId, VersionRange};
use crate::search::{Fit, Hit};

#[derive(Serialize)]
pub(super) struct HitJson<'b> {
    rank: usize,
    score: f32,
    page: &'b str,
    section: &'b str,
    id: String,
    /// Part, page and section titles.
    title: Vec<&'b str>,
    excerpt: &'b str,
    r#match: &'static str,
    versions: Option<String>,
    file: String,
    line: u32,
    snippet: Option<SnippetJson<'b>>,
}

#[derive(Serialize)]
pub(super) struct SnippetJson<'b> {
    id: String,
    page: &'b str,
    section: &'b str,
    lang: &'b str,
    code: String,
    text: &'b str,
    placeholders: &'b [Placeholder],
    versions: Option<String>,
    proof: Option<&'b str>,
    file: String,
    line: u32,
}

#[derive(Serialize)]
pub(super) struct SectionJson<'b> {
    page: &'b str,
    section: &'b str,
    id: String,
    title: Vec<&'b str>,
    versions: Option<String>,
    file: String,
    line: u32,
    text: &'b str,
}

#[derive(Serialize)]
pub(super) struct PageJson<'b> {
    page: &'b str,
    title: &'b str,
    part: Option<&'b str>,
    sections: Vec<HeadingJson<'b>>,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'b str>,
}

#[derive(Serialize)]
pub(super) struct HeadingJson<'b> {
    section: &'b str,
    title: &'b str,
    level: u8,
    line: u32,
}

#[derive(Serialize)]
pub(super) struct ProductJson<'b> {
    pub(super) product: &'b str,
    pub(super) name: &'b str,
    pub(super) short: &'b [String],
    pub(super) versions: Vec<String>,
}

pub(super) fn hit<'b>(book: &'b Book, hit: &'b Hit, rank: usize) -> HitJson<'b> {
    let section = book.section(hit.section);
    HitJson {
        rank,
        score: hit.score,
        page: &book.page(section.page).slug,
        section: &section.anchor,
        id: book.section_name(hit.section),
        title: book.path(hit.section),
        excerpt: &hit.excerpt.text,
        r#match: match hit.fit {
            Fit::All => "all",
            Fit::Partial => "partial",
            Fit::Corrected => "corrected",
        },
        versions: versions(section.versions.as_ref()),
        file: file(book, section.page),
        line: section.line,
        snippet: hit.snippet.map(|id| snippet(book, id)),
    }
}

pub(super) fn snippet(book: &Book, id: SnippetId) -> SnippetJson<'_> {
    snippet_with(book, id, book.snippet(id).code().text)
}

/// The snippet with the reader's values in its code.
pub(super) fn snippet_with(book: &Book, id: SnippetId, code: String) -> SnippetJson<'_> {
    let snippet = book.snippet(id);
    let page = book.page_of(id);
    SnippetJson {
        id: book.stable_name(id),
        page: &book.page(page).slug,
        section: &book.section(snippet.section).anchor,
        lang: &snippet.lang,
        code,
        text: &snippet.text,
        placeholders: &snippet.placeholders,
        versions: versions(snippet.versions.as_ref()),
        proof: snippet.proof.as_deref(),
        file: file(book, page),
        line: snippet.line,
    }
}

pub(super) fn section(book: &Book, id: SectionId) -> SectionJson<'_> {
    let section = book.section(id);
    SectionJson {
        page: &book.page(section.page).slug,
        section: &section.anchor,
        id: book.section_name(id),
        title: book.path(id),
        versions: versions(section.versions.as_ref()),
        file: file(book, section.page),
        line: section.line,
        text: book.source(id),
    }
}

/// A page without its text, as `list` prints it.
pub(super) fn page(book: &Book, id: PageId) -> PageJson<'_> {
    let page = book.page(id);
    let sections = book.sections_of(id).map(|id| book.section(id));
    PageJson {
        page: &page.slug,
        title: &page.title,
        part: book.part_title(id),
        sections: sections
            .map(|s| HeadingJson {
                section: &s.anchor,
                title: &s.title,
                level: s.level,
                line: s.line,
            })
            .collect(),
        file: file(book, id),
        text: None,
    }
}

pub(super) fn whole_page(book: &Book, id: PageId) -> PageJson<'_> {
    PageJson { text: Some(book.page(id).text()), ..page(book, id) }
}

/// One object, one line.
pub(super) fn line(object: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string(object)? + "\n")
}

fn versions(range: Option<&VersionRange>) -> Option<String> {
    range.map(VersionRange::to_string)
}

fn file(book: &Book, page: PageId) -> String {
    format!("{}.md", book.page(page).slug)
}
