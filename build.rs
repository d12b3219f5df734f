//! Makes the book at compile time: checks it, indexes it, highlights its code, and writes what
//! the program embeds to `$OUT_DIR/embed`. The code that understands a book is the program's own.

#[path = "src/book/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "finding places in a book is the program's part"
)]
mod book;
#[path = "src/folder.rs"]
#[allow(unreachable_pub, reason = "a module of several programs")]
mod folder;
#[path = "src/highlight.rs"]
mod highlight;
#[path = "src/index/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "reading the index is the program's part"
)]
mod index;

use std::path::{Path, PathBuf};
use std::{env, fs};

use book::{Book, PageId};

fn main() {
    println!("cargo::rerun-if-env-changed=CHEAT_BOOK");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let folder = env::var_os("CHEAT_BOOK").map_or_else(|| manifest.join("book"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", folder.display());
    let name = folder.strip_prefix(&manifest).unwrap_or(&folder).display().to_string();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("embed");
    if let Err(problems) = build(&folder, &name, &out) {
        for problem in problems {
            println!("cargo::error={problem}");
        }
    }
}

/// Builds the book in the folder `path`; problems name their file as it lies in the project.
fn build(path: &Path, name: &str, out: &Path) -> Result<(), Vec<String>> {
    let sources = folder::read(path).map_err(|problem| vec![problem])?;
    let mut book = book::compile(sources).map_err(|problems| {
        problems.iter().map(|problem| format!("{name}/{problem}")).collect::<Vec<_>>()
    })?;
    let edition = match &*book.edition {
        "" => String::new(),
        month => format!(", book of {month}"),
    };
    println!("cargo::rustc-env=CHEAT_EDITION={edition}");
    highlight::highlight(&mut book);
    embed(&book, out).map_err(|error| vec![format!("could not write the embedded book: {error}")])
}

/// Writes the table of pages, their text (`text/N`), tables (`tables/N`) and what their Markdown says
/// (`documents/N`), the vocabulary and the index (`index/*`). The numbers have zeros in front: files are embedded in order of their names.
fn embed(book: &Book, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for folder in ["text", "tables", "documents", "index"] {
        fs::create_dir_all(out.join(folder))?;
    }
    let index = index::write(book)?;
    fs::write(out.join("book"), postcard::to_allocvec(book)?)?;
    fs::write(out.join("vocabulary"), &index.vocabulary)?;
    for (number, page) in book.pages.iter().enumerate() {
        fs::write(out.join(format!("text/{number:06}")), page.text())?;
        fs::write(out.join(format!("tables/{number:06}")), postcard::to_allocvec(page.tables())?)?;
        let document = postcard::to_allocvec(&book.document(PageId(number as u32)))?;
        fs::write(out.join(format!("documents/{number:06}")), document)?;
    }
    for (path, bytes) in index.files {
        fs::write(out.join("index").join(path), bytes)?;
    }
    Ok(())
}
