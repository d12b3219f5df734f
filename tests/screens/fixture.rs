//! The fixture book: six pages that use everything a page may hold. It changes only when the
//! conventions do, where the shipped book changes every week.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cheat::book::{Book, PageId, Product, Products, Sources, Text, compile};
use cheat::index;
use cheat::search::{Files, Searcher};

thread_local! {
    static BOOK: &'static Book = Box::leak(Box::new(compiled()));
}

/// The book, compiled once for each test.
pub(crate) fn book() -> &'static Book {
    BOOK.with(|book| *book)
}

pub(crate) fn compiled() -> Book {
    compile(sources()).unwrap_or_else(|problems| {
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

fn sources() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let read = |path: &str| fs::read_to_string(folder.join(path)).expect("it is UTF-8 and there");
    let table: BTreeMap<String, Product> =
        toml::from_str(&read("products.toml")).expect("a table of products");
    let products = table.into_iter().map(|(id, product)| Product { id, ..product }).collect();
    let about: toml::Table = read("book.toml").parse().expect("TOML");
    let title = about["book"]["title"].as_str().expect("a title").to_owned();
    let files = [
        "SUMMARY.md",
        "README.md",
        "kitchen/prose.md",
        "kitchen/code.md",
        "kitchen/tables.md",
        "versions.md",
        "LICENSE.md",
    ];
    let files = files.map(|path| (path.to_owned(), read(path)));
    Sources { title, products: Products(products), files: files.into() }
}
