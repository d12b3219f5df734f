//! The fixture book: six pages that use everything a page may hold. It changes only when the
//! conventions do, where the shipped book changes every week.

use std::path::Path;

use cheat::book::{Book, PageId, Text, compile};
use cheat::index;
use cheat::search::{Files, Searcher};

use crate::folder;

thread_local! {
    static BOOK: &'static Book = Box::leak(Box::new(compiled()));
}

/// The book, compiled once for each test.
pub(crate) fn book() -> &'static Book {
    BOOK.with(|book| *book)
}

pub(crate) fn compiled() -> Book {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let sources = folder::read(&path).expect("the fixture is there");
    compile(sources).unwrap_or_else(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", problems.join("\n"))
    })
}

/// Its index, as the build script makes the shipped book's.
pub(crate) fn searcher() -> Searcher {
    let index = index::write(book()).expect("it can be indexed");
    let files = index.files.into_iter().map(|(name, bytes)| (name, &*bytes.leak()));
    Searcher::open(Files::new(files), Text::from(index.vocabulary)).expect("it was just written")
}

pub(crate) fn page(slug: &str) -> PageId {
    let is_it = |id: &PageId| &*book().page(*id).slug == slug;
    book().page_ids().find(is_it).unwrap_or_else(|| panic!("no page {slug}"))
}
