//! What was typed, taken apart. Anything is a query: parsing cannot fail.

use crate::index::{Token, fold, tokens};

/// A pasted page is cut here; nobody means more.
const MOST_BYTES: usize = 2_000;
const MOST_WORDS: usize = 32;

/// A query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) words: Vec<Word>,
    /// Texts in quotes, folded: they are asked for as they stand.
    pub(super) phrases: Vec<String>,
}

/// A word of a query and the terms it may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As it would be indexed whole, and as it would be without the signs around it.
    pub(super) wholes: Vec<String>,
    /// The parts of an identifier; one only, for a plain word.
    pub(super) parts: Vec<String>,
    /// It may still be being typed.
    pub(super) is_open: bool,
}

impl Query {
    /// Reads a query. The last word counts as unfinished unless a blank follows it.
    pub fn parse(text: &str) -> Query {
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let (phrases, rest) = phrases(text);
        let mut words: Vec<Word> = rest.split_whitespace().filter_map(word).collect();
        words.truncate(MOST_WORDS);
        let is_open = text.chars().last().is_some_and(|c| !c.is_whitespace() && c != '"');
        if let Some(last) = words.last_mut() {
            last.is_open = is_open;
        }
        Query { words, phrases }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The texts in quotes, and the query with blanks for the quotes. A quote opens a phrase only at
/// the start of a word, and only when another closes it.
fn phrases(text: &str) -> (Vec<String>, String) {
    let mut phrases = Vec::new();
    let mut rest = String::with_capacity(text.len());
    let mut tail = text;
    while let Some(open) = tail.find('"') {
        let starts_word = tail[..open].chars().last().is_none_or(char::is_whitespace);
        let close = tail[open + 1..].find('"').filter(|_| starts_word);
        let Some(close) = close else {
            rest.push_str(&tail[..=open]);
            tail = &tail[open + 1..];
            continue;
        };
        let phrase = &tail[open + 1..open + 1 + close];
        let words: Vec<&str> = phrase.split_whitespace().collect();
        if words.len() > 1 {
            phrases.push(fold(&words.join(" ")));
        }
        rest.push_str(&tail[..open]);
        rest.push(' ');
        rest.push_str(phrase);
        rest.push(' ');
        tail = &tail[open + close + 2..];
    }
    rest.push_str(tail);
    (phrases, rest)
}

fn word(chunk: &str) -> Option<Word> {
    let tokens = tokens(chunk);
    let last = tokens.last()?.position;
    // The last token of a position is the smallest part that begins there.
    let part_at = |position| tokens.iter().rev().find(|token: &&Token| token.position == position);
    let parts: Vec<String> = (0..=last).filter_map(part_at).map(|t| t.text.clone()).collect();
    let first = tokens.iter().filter(|token| token.position == 0);
    let wholes: Vec<String> = match parts.len() {
        1 => first.map(|token| token.text.clone()).collect(),
        _ => first.map(|token| token.text.clone()).filter(|text| *text != parts[0]).collect(),
    };
    Some(Word { wholes, parts, is_open: false })
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[track_caller]
    fn check(text: &str, wholes: &[&str], phrases: &[&str]) {
        let query = Query::parse(text);
        let found: Vec<&str> = query.words.iter().map(|word| word.wholes[0].as_str()).collect();
        assert_eq!(found, wholes);
        assert_eq!(query.phrases, phrases);
    }

    #[test]
    fn words_and_phrases() {
        check("lock_timeout Nginx", &["lock_timeout", "nginx"], &[]);
        check("\"not in\" sql", &["not", "in", "sql"], &["not in"]);
        check("5'10\" tall\"", &["5'10", "tall"], &[]);
        check("autossh -M0", &["autossh", "-m0"], &[]);
    }

    #[test]
    fn an_identifier_has_parts() {
        let query = Query::parse("--ignore-rev");
        assert_eq!(query.words[0].wholes, ["--ignore-rev", "ignore-rev"]);
        assert_eq!(query.words[0].parts, ["ignore", "rev"]);
        assert!(query.words[0].is_open);
        assert!(!Query::parse("lock ").words[0].is_open);
    }

    #[test]
    fn nothing_is_an_error() {
        for text in ["", "\"", "\"\"", "\u{0}\u{1b}[", &"é".repeat(5_000), &"\"a ".repeat(999)] {
            let _ = Query::parse(text);
        }
    }
}
