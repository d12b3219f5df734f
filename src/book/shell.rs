//! How a shell reads a text: whether a command goes on in the next line, and what quotes something
//! stands in, so that a reader's value can be put there as one harmless piece of text.
//!
//! The grammar is that of bash, which sh, dash, ksh and zsh share as far as it matters here. It is
//! read just as far as quoting goes. Where quoting is doubtful (backquotes, `${...}`, arithmetic,
//! behind a `$` or a backslash) a value is taken only when it is plain.

mod scanner;

use scanner::Scanner;

/// What surrounds a place in a shell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Around {
    /// Outside all quotes.
    Word,
    Single,
    Double,
    /// `$'...'`
    Ansi,
    Comment,
    /// A here-document whose body is expanded, and the line that ends it.
    Document(String),
    /// A here-document whose body is not.
    Literal(String),
    /// A place that no quoting makes safe.
    Odd,
}

/// A value that cannot be put where its placeholder stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unquotable {
    pub name: String,
    /// Why: `in a comment, a value of several lines would not end with it`.
    pub reason: &'static str,
}

/// How far the first command of a text goes.
pub(super) struct Extent {
    /// The lines after which it is whole; `None` when the text ends before it does.
    pub(super) lines: Option<usize>,
    /// Of each line read: whether it begins in a here-document.
    pub(super) in_document: Vec<bool>,
}

/// Reads lines, each with its newline, until a command is whole.
pub(super) fn extent(text: &str) -> Extent {
    Scanner::new(text, &[]).extent()
}

/// The values, each quoted for its place: `offsets` are the places in `text`, in order, where they
/// go in. Between two places stands at least one byte: the text has a letter for each value.
pub(super) fn quote(
    text: &str,
    offsets: &[usize],
    values: &[&str],
) -> Vec<Result<String, &'static str>> {
    Scanner::new(text, offsets)
        .around()
        .iter()
        .zip(values)
        .map(|(around, value)| quoted(value, around))
        .collect()
}

fn quoted(value: &str, around: &Around) -> Result<String, &'static str> {
    match around {
        _ if value.contains('\0') => Err("a shell's text holds no NUL"),
        Around::Word if is_plain(value) && !is_reserved(value) => Ok(value.to_owned()),
        Around::Word => Ok(single(value)),
        Around::Single => Ok(value.replace('\'', r"'\''")),
        // `!` stands for old commands at a prompt, in double quotes too.
        Around::Double if value.contains(['$', '`', '"', '\\', '!']) => {
            Ok(format!("\"{}\"", single(value)))
        }
        Around::Double => Ok(value.to_owned()),
        Around::Ansi => Ok(value.replace('\\', r"\\").replace('\'', r"\'").replace('!', r"\x21")),
        Around::Comment if value.contains(['\n', '\r']) => {
            Err("in a comment, what follows the line break would be run")
        }
        Around::Comment => Ok(value.to_owned()),
        Around::Document(end) | Around::Literal(end) if may_end(value, end) => {
            Err("in a here-document, it may be read as the line that ends it")
        }
        Around::Literal(_) => Ok(value.to_owned()),
        Around::Document(_) => {
            Ok(value.replace('\\', r"\\").replace('$', r"\$").replace('`', r"\`"))
        }
        Around::Odd if is_plain(value) => Ok(value.to_owned()),
        Around::Odd => Err("where it goes in no quotes hold; only letters, digits and ./:_- do"),
    }
}

/// In single quotes, which nothing in them but a quote can end.
fn single(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

/// Nothing in it means anything to a shell, wherever it stands.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"./:_-".contains(&b))
}

/// Whether a line of the value, with the text around it, may be the line `end`.
fn may_end(value: &str, end: &str) -> bool {
    let lines: Vec<&str> = value.split('\n').map(|line| line.trim_start_matches('\t')).collect();
    let is_part = |line: &str, whole: &str| !line.is_empty() && whole.contains(line);
    match lines.as_slice() {
        [line] => is_part(line, end),
        [first, between @ .., last] => {
            between.contains(&end)
                || (!first.is_empty() && end.ends_with(first))
                || (!last.is_empty() && end.starts_with(last))
        }
        [] => false,
    }
}

fn is_reserved(word: &str) -> bool {
    const WORDS: [&str; 17] = [
        "if", "then", "elif", "else", "fi", "for", "select", "while", "until", "do", "done",
        "case", "esac", "in", "time", "function", "coproc",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests;
