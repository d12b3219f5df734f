//! Writes the index of a book: one document a section, in order, so that a document's number is
//! the section's and nothing needs to be stored.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::iter::repeat_n;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, RamDirectory};
use tantivy::index::SegmentId;
use tantivy::store::Compressor;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexSettings, TantivyDocument};

use super::impact::{Counts, Part, impacts};
use super::{field, schema};
use crate::book::{Book, Line, SectionId, lines};

/// The index as files, and its terms.
pub struct IndexFiles {
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// Every term in byte order, a line each: the term, a tab, how many sections hold it.
    pub vocabulary: String,
}

/// Memory for the writer; a book is far below it, so that it is written in one go.
const BUDGET: usize = 256 << 20;

/// Indexes a book.
pub fn write(book: &Book) -> tantivy::Result<IndexFiles> {
    let directory = RamDirectory::create();
    let settings = IndexSettings {
        // One written with a compressor can only be read by a program that has it.
        docstore_compression: Compressor::None,
        ..IndexSettings::default()
    };
    let builder = Index::builder().schema(schema()).settings(settings);
    let mut writer = builder.single_segment_index_writer(directory.clone(), BUDGET)?;
    let counts: Vec<Counts> = book.section_ids().map(|id| counts(book, id)).collect();
    for terms in impacts(&counts) {
        writer.add_document(document(&terms))?;
    }
    let index = writer.finalize()?;
    Ok(IndexFiles { files: files(&index, &directory)?, vocabulary: vocabulary(&index)? })
}

fn counts(book: &Book, id: SectionId) -> Counts {
    let mut counts = Counts::default();
    texts(book, id).into_iter().for_each(|(part, text)| counts.add(part, text));
    counts
}

/// All that is indexed of a section: its texts, and as what each counts.
pub fn texts(book: &Book, id: SectionId) -> Vec<(Part, &str)> {
    let section = book.section(id);
    let page = book.page(section.page);
    let mut texts = Vec::new();
    let mut add = |part: Part, text| texts.push((part, text));
    add(Part::Title, &*page.title);
    page.aliases.iter().for_each(|alias| add(Part::Title, alias));
    page.slug.rsplit('/').take(1).for_each(|name| add(Part::Title, name));
    add(Part::Heading, &section.title);
    section.aliases.iter().for_each(|alias| add(Part::Heading, alias));
    section.keywords.iter().for_each(|keyword| add(Part::Keywords, keyword));
    let top = book.sections_of(section.page).next().filter(|top| *top != id);
    let of_page = top.into_iter().flat_map(|top| &book.section(top).keywords);
    of_page.for_each(|keyword| add(Part::PageKeywords, keyword));
    book.path(id).into_iter().rev().skip(1).for_each(|title| add(Part::Path, title));
    for line in lines(&section.plain) {
        match line {
            Line::Code(_, text) => add(Part::Code, text),
            Line::Prose(text) => add(Part::Prose, text),
        }
    }
    for snippet in book.snippets_in(id).map(|id| book.snippet(id)) {
        // Inline code stands in the prose already; here it counts as code too.
        if !snippet.is_fence() {
            add(Part::Code, &snippet.text);
        }
        // A fence answers to its name and its file.
        snippet.name.iter().for_each(|name| add(Part::Prose, name));
        snippet.file.iter().for_each(|file| add(Part::Code, file));
    }
    texts
}

/// The terms one after another, each as often as it counts.
fn document(terms: &[(&str, usize)]) -> TantivyDocument {
    let token = |term: &str| Token { text: term.to_owned(), position: 0, ..Token::default() };
    let tokens = terms.iter().flat_map(|(term, count)| repeat_n(token(term), *count)).collect();
    let mut document = TantivyDocument::default();
    document.add_pre_tokenized_text(field(), PreTokenizedString { text: String::new(), tokens });
    document
}

/// The files of the one segment and `meta.json`, the segment's random name replaced by zeros so
/// that two builds of one book are the same to the byte.
fn files(index: &Index, directory: &RamDirectory) -> tantivy::Result<Vec<(PathBuf, Vec<u8>)>> {
    let name = index
        .searchable_segment_ids()?
        .first()
        .map(SegmentId::uuid_string)
        .expect("a single segment was written");
    let zeros = "0".repeat(name.len());
    let meta = replace_name(directory.atomic_read(Path::new("meta.json"))?, &name, &zeros);
    let mut files = Vec::new();
    for path in index.directory().list_managed_files() {
        let path_text = path.to_string_lossy();
        if path_text.contains(&name) && directory.exists(&path)? {
            let bytes = directory.open_read(&path)?.read_bytes()?.to_vec();
            files.push((PathBuf::from(path_text.replace(&name, &zeros)), bytes));
        }
    }
    files.push((PathBuf::from("meta.json"), meta));
    files.sort();
    Ok(files)
}

/// `meta.json` writes the name with dashes, file names without.
fn replace_name(meta: Vec<u8>, name: &str, zeros: &str) -> Vec<u8> {
    let dashed = |name: &str| {
        [&name[..8], &name[8..12], &name[12..16], &name[16..20], &name[20..]].join("-")
    };
    let text = String::from_utf8_lossy(&meta).into_owned();
    text.replace(&dashed(name), &dashed(zeros)).replace(name, zeros).into_bytes()
}

fn vocabulary(index: &Index) -> tantivy::Result<String> {
    let mut terms: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let searcher =
        index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    for segment in tantivy::IndexReader::searcher(&searcher).segment_readers() {
        let inverted = segment.inverted_index(field())?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            terms.insert(stream.key().to_vec(), stream.value().doc_freq);
        }
    }
    let mut text = String::new();
    for (term, count) in terms {
        let _ = writeln!(text, "{}\t{count}", String::from_utf8_lossy(&term));
    }
    Ok(text)
}
