//! The shipped book, as the build script wrote it into the program.

use include_dir::{Dir, include_dir};

use crate::book::{Book, Text};
use crate::search::{Files, Searcher};

static EMBEDDED: Dir<'_> = include_dir!("$OUT_DIR/embed");

/// The shipped book. Its pages are borrowed from the program.
pub fn book() -> Book {
    let table = bytes("book");
    let mut book: Book = postcard::from_bytes(table).expect("the build wrote it with this code");
    for (number, page) in book.pages.iter_mut().enumerate() {
        page.text = text(&format!("pages/{number}"));
    }
    book
}

/// The shipped book's index.
pub fn searcher() -> Searcher {
    let index = EMBEDDED.get_dir("index").expect("the build wrote it");
    let files = index.files().map(|file| {
        let name = file.path().file_name().expect("a file has a name");
        (name.into(), file.contents())
    });
    Searcher::open(Files::new(files), text("vocabulary")).expect("the build wrote a whole index")
}

fn bytes(path: &str) -> &'static [u8] {
    EMBEDDED.get_file(path).expect("the build wrote it").contents()
}

fn text(path: &str) -> Text {
    Text::from(std::str::from_utf8(bytes(path)).expect("the build wrote UTF-8"))
}
