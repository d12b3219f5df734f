//! A book's source -> [`Book`], or everything that is wrong with it at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::body::Body;
use super::document::{Block, Document, FragmentKind, Inline, plain_text};
use super::placeholder::{self, Piece};
use super::summary::Entry;
use super::{
    Book, Page, PageId, Problem, Products, Proofs, Section, SectionId, Snippet, SnippetKind,
    Tables, Text, lookup, markdown, plain, summary,
};

/// A book as text: what stands in its folder.
#[derive(Debug, Default)]
pub struct Sources {
    pub title: String,
    /// The month whose facts the book holds: `November 2026`. May be empty.
    pub edition: String,
    pub products: Products,
    pub proofs: Proofs,
    /// Path in the folder, with `/`, and text; all the `.md` files.
    pub files: BTreeMap<String, String>,
}

/// Makes a book of its sources, or says what is wrong with them, in order of file and line.
pub fn compile(sources: Sources) -> Result<Book, Vec<Problem>> {
    match compile_anyway(sources) {
        (book, problems) if problems.is_empty() => Ok(book),
        (_, problems) => Err(problems),
    }
}

/// Makes as much of a book as its sources allow, and says what is wrong with them. Its pages can be
/// shown, whatever is in them, as long as each begins with a heading.
pub fn compile_anyway(sources: Sources) -> (Book, Vec<Problem>) {
    let Some(summary) = sources.files.get("SUMMARY.md") else {
        let problem = Problem::new("SUMMARY.md", 1, "the book has no SUMMARY.md");
        return (Book::default(), vec![problem]);
    };
    let (entries, problems) = summary::parse(summary);
    let mut compiler = Compiler {
        book: Book {
            title: Text::from(sources.title),
            edition: Text::from(sources.edition),
            products: sources.products,
            ..Book::default()
        },
        documents: Vec::new(),
        problems,
    };
    let listed = compiler.listed(&entries, &sources.files);
    compiler.report_unlisted(&entries, &sources.files);
    for entry in listed {
        compiler.page(entry, &sources.files[&entry.path]);
    }
    compiler.check_names();
    compiler.check_links();
    compiler.book.names = lookup::names(&compiler.book);
    attach(&sources.proofs, &mut compiler.book);
    compiler.problems.sort();
    (compiler.book, compiler.problems)
}

struct Compiler {
    book: Book,
    /// One for each page of the book.
    documents: Vec<Document>,
    problems: Vec<Problem>,
}

impl Compiler {
    /// The entries that name a file, each file once.
    fn listed<'e>(
        &mut self,
        entries: &'e [Entry],
        files: &BTreeMap<String, String>,
    ) -> Vec<&'e Entry> {
        let mut seen = HashMap::new();
        let mut listed = Vec::new();
        for entry in entries {
            if !files.contains_key(&entry.path) {
                let sentence = format!("the page `{}` is missing", entry.path);
                self.problems.push(Problem::new("SUMMARY.md", entry.line, sentence));
            } else if let Some(first) = seen.insert(&entry.path, entry.line) {
                let sentence =
                    format!("the page `{}` is listed twice, first on line {first}", entry.path);
                self.problems.push(Problem::new("SUMMARY.md", entry.line, sentence));
            } else {
                listed.push(entry);
            }
        }
        listed
    }

    fn report_unlisted(&mut self, entries: &[Entry], files: &BTreeMap<String, String>) {
        let listed: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        for path in files.keys().filter(|path| *path != "SUMMARY.md") {
            if !listed.contains(path.as_str()) {
                self.problems.push(Problem::new(path, 1, "the page is not listed in SUMMARY.md"));
            }
        }
    }

    fn page(&mut self, entry: &Entry, text: &str) {
        let id = PageId(self.book.pages.len() as u32);
        let document = markdown::parse(text, &self.book.products);
        let lines = LineNumbers::of(text);
        for (offset, mistake) in &document.mistakes {
            self.problems.push(Problem::new(&entry.path, lines.at(*offset), mistake));
        }
        self.check_titles(entry, text, &document, &lines);
        let first_section = self.book.pages.last().map_or(0, |page| page.sections.end);
        let first_snippet = self.book.pages.last().map_or(0, |page| page.snippets.end);
        let mut sections = sections(id, first_section, text, &document, &lines);
        let snippets =
            self.snippets(&mut sections, first_section, first_snippet, entry, &document, &lines);
        let part = entry.part.as_deref().map(|title| self.part(title));
        let title = document.headings.first().map_or(entry.title.as_str(), |first| &first.title);
        let aliases = document.headings.first().map_or(&[][..], |first| &first.aliases);
        self.book.pages.push(Page {
            slug: Text::from(entry.path.trim_end_matches(".md").to_owned()),
            title: Text::from(title.to_owned()),
            part,
            depth: entry.depth,
            aliases: aliases.iter().cloned().map(Text::from).collect(),
            summary: Text::from(first_sentence(&document)),
            sections: first_section..first_section + sections.len() as u32,
            snippets: first_snippet..first_snippet + snippets.len() as u32,
            body: Body::new(text.to_owned(), Tables { sections, snippets }),
        });
        self.documents.push(document);
    }

    fn part(&mut self, title: &str) -> u32 {
        let known = self.book.parts.iter().position(|part| &**part == title);
        known.unwrap_or_else(|| {
            self.book.parts.push(Text::from(title.to_owned()));
            self.book.parts.len() - 1
        }) as u32
    }

    fn check_titles(
        &mut self,
        entry: &Entry,
        text: &str,
        document: &Document,
        lines: &LineNumbers,
    ) {
        let mut report = |offset, sentence: &str| {
            self.problems.push(Problem::new(&entry.path, lines.at(offset), sentence));
        };
        let starts_with_title = matches!(document.blocks.first(), Some(Block::Heading(0)) if document.headings[0].level == 1);
        if !starts_with_title {
            report(text.len() - text.trim_start().len(), "the page does not begin with `# Title`");
        }
        for heading in document.headings.iter().skip(1).filter(|heading| heading.level == 1) {
            report(heading.start, "a second `# Title`; the page has one already");
        }
    }

    fn snippets(
        &mut self,
        sections: &mut [Section],
        first_section: u32,
        first_snippet: u32,
        entry: &Entry,
        document: &Document,
        lines: &LineNumbers,
    ) -> Vec<Snippet> {
        let mut snippets = Vec::new();
        let mut numbers: HashMap<(usize, SnippetKind), u32> = HashMap::new();
        for (heading, section) in sections.iter_mut().enumerate() {
            let from = document.snippets.partition_point(|s| s.heading < heading) as u32;
            let to = document.snippets.partition_point(|s| s.heading <= heading) as u32;
            section.snippets = first_snippet + from..first_snippet + to;
            for fragment in &document.snippets[from as usize..to as usize] {
                let line = lines.at(fragment.start);
                self.check_snippet(entry, fragment, line);
                let kind = match fragment.kind {
                    FragmentKind::Fence(_) => SnippetKind::Fence,
                    FragmentKind::Inline => SnippetKind::Inline,
                };
                let number = numbers.entry((heading, kind)).or_default();
                *number += 1;
                let fence = fragment.fence().cloned().unwrap_or_default();
                let heading_versions = &document.headings[heading].versions;
                snippets.push(Snippet {
                    section: SectionId(first_section + heading as u32),
                    kind,
                    number: *number,
                    name: fence.id.map(Text::from),
                    lang: Text::from(fence.lang),
                    file: fence.file.map(Text::from),
                    figure: fence.figure.map(Text::from),
                    text: Text::from(fragment.text.clone()),
                    placeholders: fragment.placeholders(),
                    versions: fragment.versions.clone().or_else(|| heading_versions.clone()),
                    line,
                    spans: Vec::new(),
                    proof: None,
                });
            }
        }
        snippets
    }

    fn check_snippet(&mut self, entry: &Entry, fragment: &super::Fragment, line: u32) {
        let Some(fence) = fragment.fence() else { return };
        let mut report = |line: u32, sentence: String| {
            self.problems.push(Problem::new(&entry.path, line, sentence));
        };
        if fence.check.is_some() && fence.reason.is_none() {
            report(line, "`check=` needs a `reason=\"...\"`".to_owned());
        }
        if fence.raw {
            return;
        }
        let mut defaults: HashMap<&str, &str> = HashMap::new();
        for piece in placeholder::pieces(&fragment.text) {
            match piece {
                Piece::Malformed(offset) => {
                    let below = fragment.text[..offset].matches('\n').count() as u32 + 1;
                    let sentence = "`{{` opens no placeholder; write {{name}} or {{name=default}}, \
                                    or mark the fence `raw`";
                    report(line + below, sentence.to_owned());
                }
                Piece::Slot { name, default: Some(default), .. } => {
                    let first = defaults.entry(name).or_insert(default);
                    if *first != default {
                        report(line, format!("the placeholder `{name}` has two defaults"));
                    }
                }
                Piece::Slot { .. } | Piece::Text(_) => {}
            }
        }
    }

    /// Anchors and fence ids are unique on a page, titles and aliases in the book.
    fn check_names(&mut self) {
        let mut names: HashMap<String, String> = HashMap::new();
        for id in self.book.page_ids() {
            let page = self.book.page(id);
            let file = format!("{}.md", page.slug);
            let mut marks: HashMap<&str, u32> = HashMap::new();
            let sections = || self.book.sections_of(id).map(|id| self.book.section(id));
            let snippets = self.book.snippets_of(id).map(|id| self.book.snippet(id));
            let anchors = sections().map(|section| ("anchor", &section.anchor, section.line));
            let ids = snippets.filter_map(|s| Some(("id", s.name.as_ref()?, s.line)));
            for (what, name, line) in anchors.chain(ids) {
                if let Some(first) = marks.insert(name, line) {
                    let sentence = format!("the {what} `{name}` stands on line {first} already");
                    self.problems.push(Problem::new(&file, line, sentence));
                }
            }
            let title = ("title", &page.title, sections().next().map_or(1, |first| first.line));
            let aliases = sections().flat_map(|section| {
                section.aliases.iter().map(move |alias| ("alias", alias, section.line))
            });
            for (what, name, line) in std::iter::once(title).chain(aliases) {
                let place = format!("{file}:{line}");
                if let Some(first) = names.insert(name.to_lowercase(), place) {
                    let sentence = format!("the {what} `{name}` is taken by {first}");
                    self.problems.push(Problem::new(&file, line, sentence));
                }
            }
        }
    }

    fn check_links(&mut self) {
        for id in self.book.page_ids() {
            let mut targets = Vec::new();
            collect_links(&self.documents[id.0 as usize].blocks, &mut targets);
            for heading in &self.documents[id.0 as usize].headings {
                collect_inline_links(&heading.content, &mut targets);
            }
            for target in targets {
                let Err(sentence) = self.book.follow(id, target) else { continue };
                let page = self.book.page(id);
                let offset = page.text().find(&format!("]({target}")).unwrap_or_default();
                let line = LineNumbers::of(page.text()).at(offset);
                self.problems.push(Problem::new(&format!("{}.md", page.slug), line, sentence));
            }
        }
    }
}

/// Gives each snippet its proof, if it is the proof of its present text.
fn attach(proofs: &Proofs, book: &mut Book) {
    for id in book.snippet_ids() {
        let proof = proofs.of(&book.stable_name(id), &book.snippet(id).text);
        let shown = proof.map(|proof| Text::from(proof.to_string()));
        book.snippet_mut(id).proof = shown;
    }
}

fn sections(
    page: PageId,
    first: u32,
    text: &str,
    document: &Document,
    lines: &LineNumbers,
) -> Vec<Section> {
    let headings = &document.headings;
    let section = |(index, plain): (usize, String)| {
        let heading = &headings[index];
        let end_at = |limit: u8| {
            let next = headings[index + 1..].iter().find(|next| next.level <= limit);
            next.map_or(text.len(), |next| next.start) as u32
        };
        let parent = headings[..index].iter().rposition(|above| above.level < heading.level);
        let start = heading.start as u32;
        Section {
            page,
            anchor: Text::from(heading.anchor.clone()),
            title: Text::from(heading.title.clone()),
            level: heading.level,
            parent: parent.map(|parent| SectionId(first + parent as u32)),
            aliases: heading.aliases.iter().cloned().map(Text::from).collect(),
            keywords: heading.keywords.iter().cloned().map(Text::from).collect(),
            versions: heading.versions.clone(),
            own: start..end_at(u8::MAX),
            whole: start..end_at(heading.level),
            line: lines.at(heading.start),
            plain: Text::from(plain),
            snippets: 0..0,
        }
    };
    plain::sections(document).into_iter().take(headings.len()).enumerate().map(section).collect()
}

fn collect_links<'d>(blocks: &'d [Block], targets: &mut Vec<&'d str>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => collect_inline_links(inlines, targets),
            Block::List(list) => {
                list.items.iter().for_each(|item| collect_links(&item.blocks, targets));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    collect_inline_links(&definition.term, targets);
                    definition.meanings.iter().for_each(|blocks| collect_links(blocks, targets));
                }
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                collect_links(blocks, targets);
            }
            Block::Versions(versions) => collect_links(&versions.blocks, targets),
            Block::Table(table) => std::iter::once(&table.head)
                .chain(&table.rows)
                .flatten()
                .for_each(|cell| collect_inline_links(cell, targets)),
            Block::Heading(_) | Block::Code(_) | Block::Rule | Block::Verbatim(_) => {}
        }
    }
}

fn collect_inline_links<'d>(inlines: &'d [Inline], targets: &mut Vec<&'d str>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, content } => {
                targets.push(target);
                collect_inline_links(content, targets);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                collect_inline_links(inner, targets);
            }
            _ => {}
        }
    }
}

/// The first sentence of the paragraph under the title.
fn first_sentence(document: &Document) -> String {
    let paragraph = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(inlines) => Some(plain_text(inlines)),
        _ => None,
    });
    let text = paragraph.unwrap_or_default();
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}

/// Byte offsets -> line numbers.
struct LineNumbers(Vec<usize>);

impl LineNumbers {
    fn of(text: &str) -> LineNumbers {
        LineNumbers(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn at(&self, offset: usize) -> u32 {
        self.0.partition_point(|newline| *newline < offset) as u32 + 1
    }
}
