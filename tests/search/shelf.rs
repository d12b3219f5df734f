//! The shipped book with an index of its own, so that it can be indexed in other ways.

use std::path::Path;

use cheat::book::{Book, Text, compile};
use cheat::index;
use cheat::search::{Files, Filter, Hits, Matching, Query, Searcher};

use crate::folder;

pub(crate) struct Shelf {
    pub(crate) book: Book,
    searcher: Searcher,
}

impl Shelf {
    pub(crate) fn open() -> Shelf {
        Shelf::of(|text| text)
    }

    /// Without the words that stand in `<!-- keywords: ... -->`.
    pub(crate) fn open_without_keywords() -> Shelf {
        let is_keywords = |line: &&str| line.starts_with("<!-- keywords:");
        Shelf::of(|text| {
            let blank = |line| if is_keywords(&line) { "" } else { line };
            text.lines().map(blank).collect::<Vec<_>>().join("\n")
        })
    }

    fn of(edit: impl Fn(String) -> String) -> Shelf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
        let mut sources = folder::read(&folder).expect("the book is there");
        sources.files.values_mut().for_each(|text| *text = edit(std::mem::take(text)));
        let book = compile(sources).expect("the book is sound");
        let index = index::write(&book).expect("it can be indexed");
        let files = index.files.into_iter().map(|(name, bytes)| (name, &*bytes.leak()));
        let searcher = Searcher::open(Files::new(files), Text::from(index.vocabulary));
        Shelf { book, searcher: searcher.expect("it was just written") }
    }

    pub(crate) fn search(&self, query: &str, limit: usize) -> Hits {
        let query = Query::parse(query);
        self.searcher
            .search(&self.book, &query, &Filter::default(), Matching::Loose, limit)
            .expect("the index is whole")
    }

    /// The pages of the first hits, each once.
    pub(crate) fn pages(&self, query: &str) -> Vec<&str> {
        let mut pages: Vec<&str> = Vec::new();
        for hit in self.search(query, 30).hits {
            let page = &*self.book.page(self.book.page_of_section(hit.section)).slug;
            if !pages.contains(&page) {
                pages.push(page);
            }
        }
        pages
    }

    pub(crate) fn unknown_page<'p>(&self, pages: &'p [String]) -> Option<&'p str> {
        let known = |slug: &str| self.book.pages.iter().any(|page| &*page.slug == slug);
        pages.iter().map(String::as_str).find(|slug| !known(slug))
    }
}
