//! What must hold of every page, whatever is in it, at every width:
//!
//! - no line is wider than asked, but for code where it is to be kept whole;
//! - every character of its text and code is on some row, and in its order outside of tables;
//! - no row holds anything that a terminal obeys, and what is sent to it nothing but our colours
//!   and moves.

use std::collections::{BTreeMap, HashMap};

use cheat::book::{Book, PageId, Sources, compile_anyway, markdown_options};
use cheat::render::{self, Label, Options, Rendered, Wide, safe, width};
use cheat::theme::{Depth, Theme};
use pulldown_cmark::{Event, Parser, Tag};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Rows that are sent to a terminal; of a page of a million lines the first will do.
const SCREEN: usize = 300;

/// Checks a page of this text, under a title.
pub(crate) fn page(markdown: &str, columns: usize) -> Result<(), String> {
    let text = format!("# T\n\n{markdown}");
    let book = book(&text);
    for wide in [Wide::Scroll(0), Wide::Scroll(9), Wide::Keep] {
        let rendered = rendered(&book, columns, wide);
        let rows: Vec<String> = rendered.lines.iter().map(ToString::to_string).collect();
        fits(&rendered, &rows, columns, wide)?;
        is_tame(&rows.concat())?;
        is_ours(&sent(&rendered, columns))?;
        if wide == Wide::Keep {
            is_whole(&text, &rows)?;
        }
    }
    Ok(())
}

/// A book of one page.
pub(crate) fn book(text: &str) -> Book {
    let files = BTreeMap::from([
        ("SUMMARY.md".to_owned(), "# Summary\n\n- [T](t.md)\n".to_owned()),
        ("t.md".to_owned(), text.to_owned()),
    ]);
    compile_anyway(Sources { title: "Test".into(), files, ..Sources::default() }).0
}

pub(crate) fn rendered(book: &Book, width: usize, wide: Wide) -> Rendered {
    let theme = Theme::named("dark", Depth::Truecolor).expect("a name");
    let options = Options { width, theme: &theme, wide, label: Label::Number, until: None };
    render::page(book, PageId(0), &options)
}

fn fits(rendered: &Rendered, rows: &[String], columns: usize, wide: Wide) -> Result<(), String> {
    let fences = rendered.snippets.iter().filter(|spot| spot.columns.is_none());
    let fences: Vec<_> = fences.map(|spot| spot.lines.clone()).collect();
    for (number, row) in rows.iter().enumerate() {
        let is_kept = wide == Wide::Keep && fences.iter().any(|lines| lines.contains(&number));
        let used = width(row);
        if used > columns && !is_kept {
            return Err(format!("{used} columns instead of {columns}: {row}"));
        }
    }
    Ok(())
}

fn is_tame(text: &str) -> Result<(), String> {
    let obeyed = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    match text.chars().find(|c| obeyed(*c)) {
        Some(c) => Err(format!("U+{:04X} on a row", c as u32)),
        None => Ok(()),
    }
}

/// The bytes that ratatui sends for the page.
fn sent(rendered: &Rendered, columns: usize) -> Vec<u8> {
    let lines = rendered.lines.len().min(SCREEN);
    let area = Rect::new(0, 0, columns as u16, lines as u16);
    let mut buffer = Buffer::empty(area);
    for (y, line) in (0..lines as u16).zip(&rendered.lines) {
        buffer.set_line(0, y, line, columns as u16);
    }
    let mut bytes = Vec::new();
    let empty = Buffer::empty(area);
    let changes = empty.diff(&buffer);
    CrosstermBackend::new(&mut bytes).draw(changes.into_iter()).expect("it is written to memory");
    bytes
}

/// Colours (`ESC [ ... m`) and moves (`ESC [ ... H`) and nothing else that a terminal obeys.
fn is_ours(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut parts = text.split('\u{1b}');
    is_tame(parts.next().unwrap_or_default())?;
    for part in parts {
        let end = part.find(|c: char| !matches!(c, '[' | ';' | ':' | '0'..='9'));
        let (sequence, shown) = part.split_at(end.map_or(part.len(), |end| end + 1));
        if !sequence.starts_with('[') || !sequence.ends_with(['m', 'H']) {
            return Err(format!("sent to the terminal: ESC {sequence:?}"));
        }
        is_tame(shown)?;
    }
    Ok(())
}

/// Every character of the text and code is on some row.
fn is_whole(text: &str, rows: &[String]) -> Result<(), String> {
    let mut words = String::new();
    let mut has_table = false;
    for event in Parser::new_ext(text, markdown_options()) {
        match event {
            // Line by line: a fence's end with a newline, which is no character of a row.
            Event::Text(part) | Event::Code(part) => {
                part.lines().for_each(|line| words.push_str(&safe(line)));
            }
            Event::Start(Tag::Table(_)) => has_table = true,
            _ => {}
        }
    }
    let marks = |c: &char| !c.is_whitespace();
    if !has_table {
        let mut shown = rows.iter().flat_map(|row| row.chars()).filter(marks);
        return match words.chars().filter(marks).find(|c| !shown.any(|other| other == *c)) {
            Some(c) => Err(format!("{c:?} is missing, or not in its place")),
            None => Ok(()),
        };
    }
    // A row of a table holds parts of several cells.
    let mut shown: HashMap<char, usize> = HashMap::new();
    rows.iter().flat_map(|row| row.chars()).for_each(|c| *shown.entry(c).or_default() += 1);
    for c in words.chars().filter(marks) {
        match shown.get_mut(&c) {
            Some(left @ 1..) => *left -= 1,
            _ => return Err(format!("{c:?} is missing")),
        }
    }
    Ok(())
}
