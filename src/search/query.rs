//! What was typed, taken apart. Anything is a query: parsing cannot fail.

use super::prior::{prior, prior_before};
use super::thesaurus;
use crate::index::{Token, fold, tokens};

/// A pasted page is cut here; nobody means more.
const MOST_BYTES: usize = 2_000;
const MOST_WORDS: usize = 32;
/// Of an address or a path that is longer the first parts count.
const MOST_PARTS: usize = 12;
/// Of how many words a turn of phrase consists at the most: `get rid of`.
const LONGEST_TURN: usize = 3;

/// A query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    pub(super) words: Vec<Word>,
    /// Turns of phrase among the words, each as one word that is written nowhere: what it means is
    /// in the thesaurus.
    pub(super) turns: Vec<Word>,
    /// Sections with one of these are left out: `not:word`.
    pub(super) unwanted: Vec<Word>,
    pub(super) narrowings: Vec<Narrowing>,
    /// Texts in quotes, folded: they are asked for as they stand.
    pub(super) phrases: Vec<String>,
}

/// `in:sql`, `lang:nginx`, `has:code`: where to look. What it names may be unknown to the book;
/// then the chunk counts as the word it also is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Narrowing {
    pub(super) kind: NarrowingKind,
    pub(super) value: String,
    pub(super) word: Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NarrowingKind {
    In,
    Lang,
    Has,
}

/// A word of a query and the terms it may stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// As it would be indexed whole, and as it would be without the signs around it.
    pub(super) wholes: Vec<String>,
    /// The parts of an identifier; one only, for a plain word.
    pub(super) parts: Vec<String>,
    /// It may still be being typed.
    pub(super) is_open: bool,
    /// With the words before and after it, as one: `web socket` may be written `websocket`.
    pub(super) joined: Vec<String>,
    /// How much it says by itself, 0 to 1.
    pub(super) prior: f32,
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
        let mut query = Query { phrases, ..Query::default() };
        let mut last_is_word = false;
        for chunk in rest.split_whitespace().take(MOST_WORDS) {
            let Some(word) = word(chunk) else { continue };
            last_is_word = query.add(chunk, word);
        }
        let is_open = text.chars().last().is_some_and(|c| !c.is_whitespace() && c != '"');
        if let Some(last) = query.words.last_mut().filter(|_| last_is_word) {
            last.is_open = is_open;
        }
        query.weigh_in_context();
        query.join_neighbours();
        query.find_turns();
        query
    }

    fn weigh_in_context(&mut self) {
        for at in 1..self.words.len() {
            self.words[at - 1].prior =
                prior_before(self.words[at - 1].prior, &self.words[at].wholes[0]);
        }
    }

    fn join_neighbours(&mut self) {
        for second in 1..self.words.len() {
            let [a, b] = [second - 1, second].map(|at| self.words[at].letters());
            let (Some(a), Some(b)) = (a, b) else { continue };
            let joined = [a, b].concat();
            self.words[second - 1].joined.push(joined.clone());
            self.words[second].joined.push(joined);
        }
    }

    fn find_turns(&mut self) {
        for length in 2..=LONGEST_TURN {
            for words in self.words.windows(length) {
                let turn: Vec<&str> = words.iter().map(|word| word.wholes[0].as_str()).collect();
                let turn = turn.join(" ");
                if thesaurus::alike(&turn).next().is_some() {
                    self.turns.push(Word::plain(turn));
                }
            }
        }
    }

    /// Whether it asks for nothing: a query may consist of narrowings only.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.narrowings.is_empty()
    }

    /// Adds a chunk of the query; true if it is a plain word.
    fn add(&mut self, chunk: &str, whole: Word) -> bool {
        let Some((kind, value)) = chunk.split_once(':').filter(|(_, value)| !value.is_empty())
        else {
            self.words.push(whole);
            return true;
        };
        let kind = match (kind, word(value)) {
            ("not", Some(unwanted)) => {
                self.unwanted.push(unwanted);
                return false;
            }
            ("in", _) => NarrowingKind::In,
            ("lang", _) => NarrowingKind::Lang,
            ("has", _) => NarrowingKind::Has,
            _ => {
                self.words.push(whole);
                return true;
            }
        };
        self.narrowings.push(Narrowing { kind, value: value.to_lowercase(), word: whole });
        false
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
    let parts = (0..=last).filter_map(part_at).take(MOST_PARTS);
    let parts: Vec<String> = parts.map(|token| token.text.clone()).collect();
    let first = tokens.iter().filter(|token| token.position == 0);
    let wholes: Vec<String> = match parts.len() {
        1 => first.map(|token| token.text.clone()).collect(),
        _ => first.map(|token| token.text.clone()).filter(|text| *text != parts[0]).collect(),
    };
    // A chunk too long to be indexed whole is only its parts.
    let wholes = if wholes.is_empty() { parts.clone() } else { wholes };
    Some(Word { wholes, parts, is_open: false, joined: Vec::new(), prior: prior(chunk) })
}

impl Word {
    /// A word of one part, and finished.
    pub(super) fn plain(text: String) -> Word {
        let parts = vec![text.clone()];
        Word { wholes: vec![text], parts, is_open: false, joined: Vec::new(), prior: 1.0 }
    }

    /// The word if it consists of letters only.
    fn letters(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [part] if part.bytes().all(|b| b.is_ascii_lowercase()) => Some(part),
            _ => None,
        }
    }
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
    fn of_an_endless_word_the_first_parts_count() {
        let endless = "lock_time_out-".repeat(1 << 16);
        assert_eq!(Query::parse(&endless).words[0].parts.len(), super::MOST_PARTS);
    }

    #[test]
    fn turns_of_phrase_and_words_written_apart() {
        let query = Query::parse("get rid of a web socket");
        assert_eq!(query.turns[0].wholes, ["get rid of"]);
        assert_eq!(query.words[5].joined, ["websocket"]);
        assert!(query.words[4].joined.contains(&"websocket".to_owned()));
    }

    #[test]
    fn operators_narrow_and_exclude() {
        let query = Query::parse("index not:unique in:sql lang:SQL has:code see:also not: in:");
        let words: Vec<&str> = query.words.iter().map(|word| word.wholes[0].as_str()).collect();
        assert_eq!(words, ["index", "see:also", "not", "in"]);
        assert_eq!(query.unwanted[0].wholes, ["unique"]);
        let values: Vec<&str> = query.narrowings.iter().map(|n| n.value.as_str()).collect();
        assert_eq!(values, ["sql", "sql", "code"]);
        assert!(!Query::parse("lock in:sql").words[0].is_open);
    }

    #[test]
    fn nothing_is_an_error() {
        for text in ["", "\"", "\"\"", "\u{0}\u{1b}[", &"é".repeat(5_000), &"\"a ".repeat(999)] {
            let _ = Query::parse(text);
        }
    }
}
