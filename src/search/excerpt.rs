//! The line of a section that says why it is a hit, and how near each other the query's words
//! stand in it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::book::{Book, Line, SectionId, SnippetId, lines, matches};

/// Longer lines are cut around the first match.
const LONGEST: usize = 160;
/// What is kept before the first match of a cut line.
const BEFORE: usize = 40;
/// A line of code beats a line of prose that holds as much.
const CODE: f32 = 1.1;
/// What words that follow each other as they were typed add to a line.
const IN_ORDER: f32 = 0.5;
/// Between words that follow each other: a blank, a sign or two.
const GAP: usize = 2;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of the text that match.
    pub lit: Vec<Range<usize>>,
    /// The fence the line stands in.
    pub snippet: Option<SnippetId>,
}

/// A word's terms with how near each is to it, and what the word weighs.
pub(super) struct Wanted {
    pub(super) terms: Vec<(String, f32)>,
    pub(super) weight: f32,
}

/// Finds all words of a query at once.
pub(super) struct Finder<'w> {
    wanted: &'w [Wanted],
    /// None when there is nothing to find.
    automaton: Option<AhoCorasick>,
    /// By the automaton's patterns: the word, and how near the term is to it.
    patterns: Vec<(usize, f32)>,
    all: f32,
}

impl<'w> Finder<'w> {
    pub(super) fn new(wanted: &'w [Wanted]) -> Finder<'w> {
        let terms = || {
            wanted.iter().enumerate().flat_map(|(n, word)| word.terms.iter().map(move |t| (n, t)))
        };
        let patterns = terms().map(|(word, (_, near))| (word, *near)).collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(terms().map(|(_, (term, _))| term))
            .ok()
            .filter(|automaton| automaton.patterns_len() > 0);
        let all: f32 = wanted.iter().map(|word| word.weight).sum();
        Finder { wanted, automaton, patterns, all: all.max(f32::MIN_POSITIVE) }
    }

    /// The best line of a section, and how much of the query stands in it together: 1 for all of
    /// it, more when in order.
    pub(super) fn best(&self, book: &Book, section: SectionId) -> (Excerpt, f32) {
        let mut best: Option<(f32, Line<'_>)> = None;
        for line in lines(&book.section(section).plain) {
            let score = match line {
                Line::Code(..) => self.closeness(line.text()) * CODE,
                Line::Prose(_) => self.closeness(line.text()),
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
        (cut(line.text().trim(), self.wanted, snippet), score)
    }

    /// How much of the query stands in a text, and how much of it in the order typed.
    pub(super) fn closeness(&self, text: &str) -> f32 {
        let Some(automaton) = &self.automaton else { return 0.0 };
        let mut near = vec![0.0_f32; self.wanted.len()];
        let mut in_order = 0.0;
        let mut before: Option<(usize, usize)> = None;
        for found in automaton.find_iter(text) {
            if !begins_word(text, found.start()) {
                continue;
            }
            let (word, nearness) = self.patterns[found.pattern().as_usize()];
            near[word] = near[word].max(nearness);
            if let Some((previous, end)) = before
                && previous + 1 == word
                && found.start() - end <= GAP
            {
                in_order += nearness * self.wanted[word].weight.min(self.wanted[previous].weight);
            }
            before = Some((word, found.end()));
        }
        let had: f32 = near.iter().zip(self.wanted).map(|(near, word)| near * word.weight).sum();
        (had + IN_ORDER * in_order.min(self.all)) / self.all
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    let bytes = text.as_bytes();
    at == 0 || !is_letter(bytes[at - 1]) || !is_letter(bytes[at])
}

fn cut(line: &str, wanted: &[Wanted], snippet: Option<SnippetId>) -> Excerpt {
    let terms: Vec<&str> =
        wanted.iter().flat_map(|word| &word.terms).map(|(term, _)| term.as_str()).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(words: &[&str]) -> Vec<Wanted> {
        let word = |word: &&str| Wanted { terms: vec![((*word).into(), 1.0)], weight: 1.0 };
        words.iter().map(word).collect()
    }

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let line = format!("{} needle {}", "word ".repeat(60), "tail ".repeat(60));
        let excerpt = cut(&line, &wanted(&["needle"]), None);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert_eq!(&excerpt.text[excerpt.lit[0].clone()], "needle");
        assert!(excerpt.text.len() < LONGEST + 20);
    }

    #[test]
    fn in_order_is_closer_than_together_and_that_than_half() {
        let wanted = wanted(&["not", "in"]);
        let finder = Finder::new(&wanted);
        let [order, together, half] =
            ["x NOT IN (1)", "in it, not", "inside"].map(|text| finder.closeness(text));
        assert!(order > together && together > half && half > 0.0);
    }
}
