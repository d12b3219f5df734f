//! The fences of a book, each with its case.

use std::collections::BTreeMap;
use std::path::Path;

use cheat::book::{Book, Piece, SnippetId, VersionRange, compile, pieces};

use crate::case::{self, Case, Cases, PageCase};
use crate::folder;

/// One fence, with all that is needed to prove it.
#[derive(Debug)]
pub(crate) struct Subject {
    /// `page#name`, or `page#anchor.1`.
    pub(crate) id: String,
    /// `book/topics/git.md:12`.
    pub(crate) place: String,
    pub(crate) lang: String,
    pub(crate) file: Option<String>,
    pub(crate) is_figure: bool,
    /// As it stands in the page.
    pub(crate) text: String,
    /// What is taken, with all values filled in.
    pub(crate) code: String,
    /// With what runs before and after it in the same script.
    pub(crate) script: String,
    /// Placeholders that nothing gives a value.
    pub(crate) unfilled: Vec<String>,
    pub(crate) versions: Option<VersionRange>,
    /// Why it is not checked: `check=none reason="..."`.
    pub(crate) excuse: Option<String>,
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) case: Case,
}

/// Reads the book in a folder and the cases of its pages, or says what is wrong with them.
pub(crate) fn read(folder: &Path, cases: &Path) -> Result<Vec<Subject>, Vec<String>> {
    let sources = folder::read(folder).map_err(|problem| vec![problem])?;
    let book = compile(sources).map_err(|problems| {
        problems.iter().map(|problem| format!("{}/{problem}", folder.display())).collect::<Vec<_>>()
    })?;
    let mut subjects = Vec::new();
    let mut problems = Vec::new();
    for page in book.page_ids() {
        let slug = book.page(page).slug.to_string();
        match case::read(cases, &slug) {
            Ok(cases) => subjects.extend(Page { book: &book, slug, cases }.subjects(&mut problems)),
            Err(problem) => problems.push(problem),
        }
    }
    match problems.is_empty() {
        true => Ok(subjects),
        false => Err(problems),
    }
}

struct Page<'b> {
    book: &'b Book,
    slug: String,
    cases: Cases,
}

impl Page<'_> {
    fn subjects(&self, problems: &mut Vec<String>) -> Vec<Subject> {
        let keys: Vec<(String, SnippetId, usize)> = self.fences();
        let unknown = |key: &&String| !keys.iter().any(|(known, ..)| known == *key);
        for key in self.cases.snippets.keys().filter(unknown) {
            problems.push(format!("{}: the case `{key}` is of no fence", self.slug));
        }
        let page = keys.first().map(|(_, id, _)| self.book.page_of(*id));
        let Some(document) = page.map(|page| self.book.document(page)) else { return Vec::new() };
        let mut subjects = Vec::new();
        for (key, id, index) in &keys {
            let fence = document.snippets[*index].fence().cloned().unwrap_or_default();
            let snippet = self.book.snippet(*id);
            let case = self.cases.snippets.get(key).cloned().unwrap_or_default();
            let PageCase { before, files } = &self.cases.page;
            let (code, unfilled) = filled(self.book, *id, &case);
            let mut script = before.get(&fence.lang).cloned().unwrap_or_default();
            for other in &case.with {
                match keys.iter().find(|(known, ..)| known == other) {
                    Some((_, other_id, _)) => {
                        let other = self.cases.snippets.get(other).cloned().unwrap_or_default();
                        push(&mut script, &filled(self.book, *other_id, &other).0);
                    }
                    None => problems.push(format!(
                        "{}: `{key}` goes with `{other}`, which is no fence",
                        self.slug
                    )),
                }
            }
            for part in [&case.before, &code, &case.after] {
                push(&mut script, part);
            }
            let files = files.iter().chain(&case.files);
            subjects.push(Subject {
                id: self.book.stable_name(*id),
                place: format!("{}.md:{}", self.slug, snippet.line),
                lang: fence.lang,
                file: fence.file,
                is_figure: fence.figure.is_some(),
                text: snippet.text.to_string(),
                code,
                script,
                unfilled,
                versions: snippet.versions.clone(),
                excuse: fence.check.and(fence.reason),
                files: files.map(|(name, text)| (name.clone(), text.clone())).collect(),
                case,
            });
        }
        subjects
    }

    /// The key of each fence, its number in the book and its index on the page.
    fn fences(&self) -> Vec<(String, SnippetId, usize)> {
        let page = self.book.page_ids().find(|page| *self.book.page(*page).slug == self.slug);
        let snippets = page.into_iter().flat_map(|page| self.book.snippets_of(page)).enumerate();
        let fence = |(index, id): (usize, SnippetId)| {
            let name = self.book.stable_name(id);
            let (_, key) = name.split_once('#')?;
            self.book.snippet(id).is_fence().then(|| (key.to_owned(), id, index))
        };
        snippets.filter_map(fence).collect()
    }
}

/// What is taken of a snippet with the case's values, then the defaults; and the names left over.
fn filled(book: &Book, id: SnippetId, case: &Case) -> (String, Vec<String>) {
    let snippet = book.snippet(id);
    let text = snippet.template();
    if snippet.placeholders.is_empty() {
        return (text, Vec::new());
    }
    let default = |name: &str| {
        snippet.placeholders.iter().find(|known| known.name == name)?.default.as_deref()
    };
    let (mut code, mut unfilled) = (String::new(), Vec::new());
    for piece in pieces(&text) {
        match piece {
            Piece::Text(text) => code.push_str(text),
            Piece::Malformed(_) => {}
            Piece::Slot { name, source, .. } => {
                match case.fill.get(name).map(String::as_str).or_else(|| default(name)) {
                    Some(value) => code.push_str(value),
                    None => {
                        code.push_str(source);
                        unfilled.push(name.to_owned());
                    }
                }
            }
        }
    }
    (code, unfilled)
}

fn push(script: &mut String, part: &str) {
    script.push_str(part);
    if !part.is_empty() && !part.ends_with('\n') {
        script.push('\n');
    }
}
