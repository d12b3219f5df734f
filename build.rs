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

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use book::{Book, Product, Products, Sources};

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

/// Builds the book in `folder`; problems name their file as it lies in the project.
fn build(folder: &Path, name: &str, out: &Path) -> Result<(), Vec<String>> {
    let sources = sources(folder).map_err(|problem| vec![problem])?;
    let mut book = book::compile(sources).map_err(|problems| {
        problems.iter().map(|problem| format!("{name}/{problem}")).collect::<Vec<_>>()
    })?;
    highlight::highlight(&mut book);
    embed(&book, out).map_err(|error| vec![format!("could not write the embedded book: {error}")])
}

fn sources(folder: &Path) -> Result<Sources, String> {
    let mut files = BTreeMap::new();
    read_pages(folder, "", &mut files)
        .map_err(|error| format!("could not read the book in {}: {error}", folder.display()))?;
    let products = match fs::read_to_string(folder.join("products.toml")) {
        Ok(text) => products(&text).map_err(|error| format!("products.toml: {error}"))?,
        Err(_) => Products::default(),
    };
    let title = fs::read_to_string(folder.join("book.toml"))
        .ok()
        .and_then(|text| text.parse::<toml::Table>().ok())
        .and_then(|table| Some(table.get("book")?.get("title")?.as_str()?.to_owned()))
        .unwrap_or_else(|| "The book".to_owned());
    Ok(Sources { title, products, files })
}

fn read_pages(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            read_pages(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".md") {
            files.insert(format!("{prefix}{name}"), fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

fn products(text: &str) -> Result<Products, toml::de::Error> {
    let table: BTreeMap<String, Product> = toml::from_str(text)?;
    let named = table.into_iter().map(|(id, product)| Product { id, ..product });
    Ok(Products(named.collect()))
}

/// Writes the table of pages, their text (`text/N`) and tables (`tables/N`), the vocabulary and the
/// index (`index/*`). The numbers have zeros in front: files are embedded in order of their names.
fn embed(book: &Book, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for folder in ["text", "tables", "index"] {
        fs::create_dir_all(out.join(folder))?;
    }
    let index = index::write(book)?;
    fs::write(out.join("book"), postcard::to_allocvec(book)?)?;
    fs::write(out.join("vocabulary"), &index.vocabulary)?;
    for (number, page) in book.pages.iter().enumerate() {
        fs::write(out.join(format!("text/{number:06}")), page.text())?;
        fs::write(out.join(format!("tables/{number:06}")), postcard::to_allocvec(page.tables())?)?;
    }
    for (path, bytes) in index.files {
        fs::write(out.join("index").join(path), bytes)?;
    }
    Ok(())
}
