//! The words commands and the browser share: what was taken, and fields for a pipe.

use crate::book::{Book, Filled, Place, SnippetId, Values, Wanted, commands};
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
    /// Text that is called `what` in the message.
    pub fn of(text: String, what: String) -> Taken {
        let text = text.trim_end_matches('\n').to_owned();
        Taken { text, what, missing: Vec::new() }
    }

    /// `copied 2 lines of sql to the tmux buffer`.
    pub fn message(&self, route: &Route) -> String {
        format!("{} {} {}{}", route.verb(), self.what, route.place(), self.left())
    }

    /// `; left to fill in: {{domain}}`, or nothing.
    pub fn left(&self) -> String {
        match self.missing.is_empty() {
            true => String::new(),
            false => format!("; left to fill in: {}", names(&self.missing)),
        }
    }
}

/// What a place gives to take: a snippet's code, or the source of a section or page.
pub fn taken(book: &Book, place: Place, wanted: Wanted) -> Taken {
    match place {
        Place::Snippet(id) if wanted == Wanted::Verbatim => {
            let text = book.snippet(id).text.trim_end_matches('\n').to_owned();
            let what = format!("{} verbatim", lines(book, id, &text));
            Taken { text, what, missing: Vec::new() }
        }
        Place::Snippet(id) => code(book, id, book.snippet(id).code()),
        Place::Section(id) => source(book.source(id)),
        Place::Page(id) => source(book.page(id).text()),
    }
}

/// As [`taken`], with the reader's values in a snippet's code, as they are given.
pub fn taken_with(book: &Book, place: Place, values: &Values) -> Taken {
    match place {
        Place::Snippet(id) => code(book, id, book.snippet(id).with(values)),
        Place::Section(_) | Place::Page(_) => taken(book, place, Wanted::Code),
    }
}

/// What a snippet gives, filled in already.
pub fn taken_filled(book: &Book, id: SnippetId, filled: Filled) -> Taken {
    code(book, id, filled)
}

fn code(book: &Book, id: SnippetId, filled: Filled) -> Taken {
    let snippet = book.snippet(id);
    let text = filled.text.trim_end_matches('\n').to_owned();
    let what = match &*snippet.lang {
        "console" => {
            let commands = commands(&snippet.text);
            let taken = count(commands.count(), "command");
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
pub fn names<T: std::fmt::Display>(names: &[T]) -> String {
    let written: Vec<String> = names.iter().map(|name| format!("{{{{{name}}}}}")).collect();
    written.join(", ")
}

/// A field of a line in a pipe: tabs and newlines as blanks, control characters shown.
pub fn one_field(text: &str) -> String {
    crate::render::safe(&text.replace(['\t', '\n', '\r'], " ")).into_owned()
}
