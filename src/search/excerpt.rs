//! The line of a section that says why it is a hit.

use std::ops::Range;

use crate::book::{Book, Line, SectionId, SnippetId, lines};

/// Longer lines are cut around the first match.
const LONGEST: usize = 160;
/// What is kept before the first match of a cut line.
const BEFORE: usize = 40;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of the text that match.
    pub lit: Vec<Range<usize>>,
    /// The fence the line stands in.
    pub snippet: Option<SnippetId>,
}

/// A word's terms and how much the word says.
pub(super) struct Wanted {
    pub(super) terms: Vec<String>,
    pub(super) rarity: f32,
}

/// The best line of a section, and which share of the query (0 to 1) stands in it. A line of code
/// beats a line of prose that holds as much.
pub(super) fn best(book: &Book, section: SectionId, wanted: &[Wanted]) -> (Excerpt, f32) {
    let all: f32 = wanted.iter().map(|word| word.rarity).sum();
    let mut best: Option<(f32, Line<'_>)> = None;
    for line in lines(&book.section(section).plain) {
        let share = share(line.text(), wanted) / all.max(f32::MIN_POSITIVE);
        let score = match line {
            Line::Code(..) => share * 1.1,
            Line::Prose(_) => share,
        };
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, line));
        }
    }
    let Some((score, line)) = best else {
        return (Excerpt { text: String::new(), lit: Vec::new(), snippet: None }, 0.0);
    };
    let snippet = match line {
        Line::Code(index, _) => Some(book.snippet_at(book.section(section).page, index)),
        Line::Prose(_) => None,
    };
    (cut(line.text().trim(), wanted, snippet), score.min(1.0))
}

/// How much of the query stands in a line; the words of a heading count in it too.
fn share(line: &str, wanted: &[Wanted]) -> f32 {
    let stands = |word: &&Wanted| word.terms.iter().any(|term| find(line, term, 0).is_some());
    wanted.iter().filter(stands).map(|word| word.rarity).sum()
}

fn cut(line: &str, wanted: &[Wanted], snippet: Option<SnippetId>) -> Excerpt {
    let terms: Vec<&str> = wanted.iter().flat_map(|word| &word.terms).map(String::as_str).collect();
    let first = matches(line, &terms).first().map_or(0, |range| range.start);
    let text = match line.len() > LONGEST {
        false => line.to_owned(),
        true => {
            let start = word_start(line, first.saturating_sub(BEFORE));
            let end = word_start(line, (start + LONGEST).min(line.len()));
            let before = if start > 0 { "…" } else { "" };
            let after = if end < line.len() { "…" } else { "" };
            format!("{before}{}{after}", line[start..end.max(start)].trim_end())
        }
    };
    let lit = matches(&text, &terms);
    Excerpt { text, lit, snippet }
}

/// The start of the word at or after a byte offset.
fn word_start(line: &str, at: usize) -> usize {
    if at == 0 || at >= line.len() {
        return at.min(line.len());
    }
    let mut at = at;
    while !line.is_char_boundary(at) {
        at += 1;
    }
    line[at..].find(' ').map_or(at, |blank| at + blank + 1)
}

/// Where the terms stand in a text, in order, none overlapping, the longest first.
pub fn matches(text: &str, terms: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in terms {
        let mut from = 0;
        while let Some(range) = find(text, term, from) {
            from = range.end;
            found.push(range);
        }
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let free = range.start >= end;
        end = end.max(range.end);
        free
    });
    found
}

/// The next place where a word of `text` begins with `term`, in any case.
fn find(text: &str, term: &str, from: usize) -> Option<Range<usize>> {
    let (hay, needle) = (text.as_bytes(), term.as_bytes());
    let first = *needle.first()?;
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    let mut at = from;
    while at + needle.len() <= hay.len() {
        let starts = hay[at].eq_ignore_ascii_case(&first)
            && (at == 0 || !is_letter(hay[at - 1]) || !is_letter(first));
        if starts && hay[at..at + needle.len()].eq_ignore_ascii_case(needle) {
            let end = at + needle.len();
            if text.is_char_boundary(at) && text.is_char_boundary(end) {
                return Some(at..end);
            }
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_begin_words_and_do_not_overlap() {
        assert_eq!(matches("SET lock_timeout, block", &["lock", "lock_timeout"]), [4..16]);
        assert_eq!(matches("a lock Locks", &["lock"]), [2..6, 7..11]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let line = format!("{} needle {}", "word ".repeat(60), "tail ".repeat(60));
        let wanted = [Wanted { terms: vec!["needle".into()], rarity: 1.0 }];
        let excerpt = cut(&line, &wanted, None);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert_eq!(&excerpt.text[excerpt.lit[0].clone()], "needle");
        assert!(excerpt.text.len() < LONGEST + 20);
    }
}
