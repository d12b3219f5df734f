//! The words commands and the browser share: what was taken, and fields for a pipe.

use crate::book::{Book, Place, SnippetId, commands};
use crate::clipboard::Route;

/// Something on its way to the clipboard.
pub struct Taken {
    /// Without a newline at the end: pasted at a prompt, one would run it.
    pub text: String,
    /// What it is, for a message: `2 lines of sql`.
    pub what: String,
    /// Placeholders left in it.
    missing: Vec<String>,
}

impl Taken {
    /// `copied 2 lines of sql to the tmux buffer`.
    pub fn message(&self, route: &Route) -> String {
        let mut message = format!("{} {} {}", route.verb(), self.what, route.place());
        if !self.missing.is_empty() {
            let missing: Vec<&str> = self.missing.iter().map(String::as_str).collect();
            message += &format!("; left to fill in: {}", names(&missing));
        }
        message
    }
}

/// What a place gives to take: a snippet's code, or the source of a section or page.
pub fn taken(book: &Book, place: Place, verbatim: bool) -> Taken {
    match place {
        Place::Snippet(id) if verbatim => {
            let text = book.snippet(id).text.trim_end_matches('\n').to_owned();
            let what = format!("{} verbatim", lines(book, id, &text));
            Taken { text, what, missing: Vec::new() }
        }
        Place::Snippet(id) => code(book, id),
        Place::Section(id) => source(book.source(id)),
        Place::Page(id) => source(book.page(id).text()),
    }
}

fn code(book: &Book, id: SnippetId) -> Taken {
    let snippet = book.snippet(id);
    let filled = snippet.code();
    let text = filled.text.trim_end_matches('\n').to_owned();
    let what = match &*snippet.lang {
        "console" => {
            let commands = commands(&snippet.text);
            let taken = count(commands.count, "command");
            match commands.output_lines {
                0 => taken,
                left_out => format!("{taken}, {} of output left out,", count(left_out, "line")),
            }
        }
        _ => lines(book, id, &text),
    };
    Taken { text, what, missing: filled.missing }
}

fn source(text: &str) -> Taken {
    let text = text.trim_end_matches('\n').to_owned();
    let what = format!("{} of Markdown", count(text.lines().count(), "line"));
    Taken { text, what, missing: Vec::new() }
}

fn lines(book: &Book, id: SnippetId, text: &str) -> String {
    let snippet = book.snippet(id);
    match (snippet.is_fence(), &*snippet.lang) {
        (false, _) => format!("`{text}`"),
        (true, "") => count(text.lines().count(), "line"),
        (true, lang) => format!("{} of {lang}", count(text.lines().count(), "line")),
    }
}

/// `1 line`, `2 lines`.
pub fn count(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// Placeholders as they are written: `{{domain}}, {{port}}`.
pub fn names(names: &[&str]) -> String {
    let written: Vec<String> = names.iter().map(|name| format!("{{{{{name}}}}}")).collect();
    written.join(", ")
}

/// A field of a line in a pipe: tabs and newlines as blanks, control characters shown.
pub fn one_field(text: &str) -> String {
    crate::render::safe(&text.replace(['\t', '\n', '\r'], " ")).into_owned()
}
