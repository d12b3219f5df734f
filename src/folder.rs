//! A book's folder -> [`Sources`]: its pages, `products.toml`, `book.toml`'s title, the month in
//! `edition.toml` and the proofs.
//! The build script and the tests mount it; the program reads no folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::book::{Product, Products, Proofs, Sources};

/// Reads the book in `folder`, or says in a line what could not be read.
pub fn read(folder: &Path) -> Result<Sources, String> {
    let mut files = BTreeMap::new();
    read_pages(folder, "", &mut files)
        .map_err(|error| format!("could not read the book in {}: {error}", folder.display()))?;
    let products = match fs::read_to_string(folder.join("products.toml")) {
        Ok(text) => products(&text).map_err(|error| format!("products.toml: {error}"))?,
        Err(_) => Products::default(),
    };
    let proofs = match fs::read_to_string(folder.join("proof.tsv")) {
        Ok(text) => Proofs::parse(&text).map_err(|error| format!("proof.tsv:{error}"))?,
        Err(_) => Proofs::default(),
    };
    let title = fs::read_to_string(folder.join("book.toml"))
        .ok()
        .and_then(|text| text.parse::<toml::Table>().ok())
        .and_then(|table| Some(table.get("book")?.get("title")?.as_str()?.to_owned()))
        .unwrap_or_else(|| "The book".to_owned());
    let edition = match fs::read_to_string(folder.join("edition.toml")) {
        Ok(text) => edition(&text).map_err(|error| format!("edition.toml: {error}"))?,
        Err(_) => String::new(),
    };
    Ok(Sources { title, edition, products, proofs, files })
}

/// `November 2026` of `date = "2026-11"`.
fn edition(text: &str) -> Result<String, String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let date = table.get("date").and_then(|date| date.as_str()).unwrap_or_default();
    let (year, month) = date.split_once('-').unwrap_or_default();
    let month = month.parse().ok().and_then(|month: usize| MONTHS.get(month.checked_sub(1)?));
    match (month, year.len()) {
        (Some(month), 4) => Ok(format!("{month} {year}")),
        _ => Err(format!("`date = \"YYYY-MM\"` is missing, or not a month: `{date}`")),
    }
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
