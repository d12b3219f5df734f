//! `cheat pick`: what the picker opens with. The picker itself is drawn, and so is not here.

use std::io::{self, IsTerminal};

use super::args::Pick;
use super::search::{lang, pages, query_text};
use crate::book::Book;
use crate::search::Filter;

/// The query typed already, and what is searched.
///
/// # Errors
/// When there is no such page, part or language, or standard input cannot be read.
pub fn picked(book: &Book, args: &Pick) -> anyhow::Result<(String, Filter)> {
    let filter = Filter {
        pages: args.within.as_deref().map(|name| pages(book, name)).transpose()?,
        lang: args.lang.as_deref().map(|name| lang(book, name)).transpose()?,
        has_code: true,
        ..Filter::default()
    };
    // A widget hands on whatever stands on the command line: nobody waits for a terminal's end.
    let query = match io::stdin().is_terminal() {
        true => args.words.join(" "),
        false => query_text(&args.words)?,
    };
    Ok((query, filter))
}
