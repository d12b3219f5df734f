//! The shipped book, as the build script wrote it into the program.

use include_dir::{Dir, File, include_dir};
use serde::Deserialize;

use crate::book::{Book, Embedded, Text};
use crate::search::{Files, Searcher};

static EMBEDDED: Dir<'_> = include_dir!("$OUT_DIR/embed");

/// What the shipped book is called where things are kept of it.
pub const NAME: &str = "compendium";

/// The shipped book. Its pages are borrowed from the program.
pub fn book() -> Book {
    let table = bytes("book");
    let mut book: Book = postcard::from_bytes(table).expect("the build wrote it with this code");
    let [texts, tables, documents] =
        ["text", "tables", "documents"].map(|name| folder(name).files().map(File::contents));
    for (((page, text), tables), document) in
        book.pages.iter_mut().zip(texts).zip(tables).zip(documents)
    {
        page.embed(Embedded { text, tables, document, read_tables: read, read_document: read });
    }
    book
}

/// The shipped book's index.
pub fn searcher() -> Searcher {
    let files = folder("index").files().map(|file| {
        let name = file.path().file_name().expect("a file has a name");
        (name.into(), file.contents())
    });
    Searcher::open(Files::new(files), text("vocabulary")).expect("the build wrote a whole index")
}

fn read<T: Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("the build wrote it with this code")
}

fn folder(name: &str) -> &'static Dir<'static> {
    EMBEDDED.get_dir(name).expect("the build wrote it")
}

fn bytes(path: &str) -> &'static [u8] {
    EMBEDDED.get_file(path).expect("the build wrote it").contents()
}

fn text(path: &str) -> Text {
    Text::from(std::str::from_utf8(bytes(path)).expect("the build wrote UTF-8"))
}
