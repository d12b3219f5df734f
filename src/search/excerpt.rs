//! The line of a section that says why it is a hit, and how near each other the query's words
//! stand in it.

use std::ops::Range;

use super::Filter;
use crate::book::{Book, Line, SectionId, SnippetId, Spot, Spotter, lines};

/// Longer lines are cut around the first match.
const LONGEST: usize = 160;
/// What is kept before the first match of a cut line.
const BEFORE: usize = 40;
/// A line of code beats a line of prose that holds as much.
const CODE: f32 = 1.1;
/// What words that follow each other as they were typed add to a line.
const IN_ORDER: f32 = 1.2;
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
pub(super) struct Wanted<'w> {
    pub(super) terms: &'w [(String, f32)],
    pub(super) weight: f32,
}

/// Finds all words of a query at once.
pub(super) struct Finder<'w> {
    spotter: Spotter<'w>,
    /// By the spotter's numbers: the word, and how near the term is to it.
    terms: Vec<(usize, f32)>,
    weights: Vec<f32>,
    all: f32,
    /// For each word how near to it the text at hand comes.
    near: Vec<f32>,
}

impl<'w> Finder<'w> {
    pub(super) fn new(wanted: &[Wanted<'w>]) -> Finder<'w> {
        let terms = || {
            wanted.iter().enumerate().flat_map(|(n, word)| word.terms.iter().map(move |t| (n, t)))
        };
        let weights: Vec<f32> = wanted.iter().map(|word| word.weight).collect();
        Finder {
            spotter: Spotter::new(terms().map(|(_, (term, _))| term.as_str())),
            terms: terms().map(|(word, (_, near))| (word, *near)).collect(),
            all: weights.iter().sum::<f32>().max(f32::MIN_POSITIVE),
            near: vec![0.0; weights.len()],
            weights,
        }
    }

    /// The best line of a section, and how much of the query stands in it together: 1 for all of
    /// it, more when in order. Fences for other versions are passed over.
    pub(super) fn best(
        &mut self,
        book: &Book,
        section: SectionId,
        filter: &Filter,
    ) -> (Excerpt, f32) {
        let section = book.section(section);
        let holds = |index| filter.holds(book, book.snippet_at(section.page, index));
        let mut best: Option<(f32, Line<'_>)> = None;
        for line in lines(&section.plain) {
            let score = match line {
                Line::Code(index, _) if !holds(index) => continue,
                Line::Code(_, text) => self.closeness(text) * CODE,
                Line::Prose(text) => self.closeness(text),
            };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, line));
            }
        }
        let Some((score, line)) = best else {
            return (Excerpt { text: String::new(), lit: Vec::new(), snippet: None }, 0.0);
        };
        let snippet = match line {
            Line::Code(index, _) => Some(book.snippet_at(section.page, index)),
            Line::Prose(_) => None,
        };
        (self.cut(line.text().trim(), snippet), score)
    }

    /// How much of a text is the query's words, 0 to 1.
    pub(super) fn share(&self, text: &str) -> f32 {
        let spots = self.spotter.spots(text);
        let found = spots.map(|Spot { bytes, term }| bytes.len() as f32 * self.terms[term].1);
        let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        found.sum::<f32>() / letters.max(1) as f32
    }

    /// How much of the query stands in a text, and how much of it in the order typed.
    pub(super) fn closeness(&mut self, text: &str) -> f32 {
        self.near.fill(0.0);
        let (mut in_order, mut run) = (0.0, Run::default());
        let mut before: Option<(usize, usize)> = None;
        for Spot { bytes, term } in self.spotter.spots(text) {
            let (word, nearness) = self.terms[term];
            self.near[word] = self.near[word].max(nearness);
            let goes_on = before
                .is_some_and(|(previous, end)| previous + 1 == word && bytes.start - end <= GAP);
            if !goes_on {
                in_order += std::mem::take(&mut run).worth();
            }
            run.add(nearness * self.weights[word]);
            before = Some((word, bytes.end));
        }
        if before.is_none() {
            return 0.0;
        }
        in_order += run.worth();
        let had: f32 =
            self.near.iter().zip(&self.weights).map(|(near, weight)| near * weight).sum();
        (had + IN_ORDER * in_order.min(self.all)) / self.all
    }

    /// A line, cut around its first match when it is long.
    fn cut(&self, line: &str, snippet: Option<SnippetId>) -> Excerpt {
        let spots = |text: &str| self.spotter.spots(text).map(|spot| spot.bytes).collect();
        let lit: Vec<Range<usize>> = spots(line);
        if line.len() <= LONGEST {
            return Excerpt { text: line.to_owned(), lit, snippet };
        }
        let first = lit.first().map_or(0, |range| range.start);
        let start = word_start(line, first.saturating_sub(BEFORE));
        let end = word_start(line, (start + LONGEST).min(line.len()));
        let before = if start > 0 { "…" } else { "" };
        let after = if end < line.len() { "…" } else { "" };
        let text = format!("{before}{}{after}", line[start..end.max(start)].trim_end());
        let lit = spots(&text);
        Excerpt { text, lit, snippet }
    }
}

/// Words that follow each other as they were typed.
#[derive(Default)]
struct Run {
    all: f32,
    weightiest: f32,
}

impl Run {
    fn add(&mut self, weight: f32) {
        self.all += weight;
        self.weightiest = self.weightiest.max(weight);
    }

    /// What they say more than one of them would: of `port is already allocated` the `port` too,
    /// though the words between say little.
    fn worth(&self) -> f32 {
        self.all - self.weightiest
    }
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

    fn terms(words: &[&str]) -> Vec<[(String, f32); 1]> {
        words.iter().map(|word| [((*word).to_owned(), 1.0)]).collect()
    }

    fn finder(terms: &[[(String, f32); 1]]) -> Finder<'_> {
        let wanted = terms.iter().map(|terms| Wanted { terms, weight: 1.0 });
        Finder::new(&wanted.collect::<Vec<_>>())
    }

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let line = format!("{} needle {}", "word ".repeat(60), "tail ".repeat(60));
        let excerpt = finder(&terms(&["needle"])).cut(&line, None);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert_eq!(&excerpt.text[excerpt.lit[0].clone()], "needle");
        assert!(excerpt.text.len() < LONGEST + 20);
    }

    #[test]
    fn the_share_of_a_text_that_is_asked_for() {
        let terms = terms(&["sort", "by"]);
        let finder = finder(&terms);
        assert_eq!(finder.share("Sort by"), 1.0);
        assert!(finder.share("Sort by several keys") < 0.5);
        assert_eq!(finder.share(""), 0.0);
    }

    #[test]
    fn in_order_is_closer_than_together_and_that_than_half() {
        let terms = terms(&["not", "in"]);
        let mut finder = finder(&terms);
        let [order, together, half] =
            ["x NOT IN (1)", "in it, not", "inside"].map(|text| finder.closeness(text));
        assert!(order > together && together > half && half > 0.0);
    }

    #[test]
    fn little_words_hold_weighty_ones_together() {
        let terms = terms(&["port", "is", "allocated"]);
        let wanted = terms.iter().zip([1.0, 0.1, 1.0]);
        let wanted: Vec<_> = wanted.map(|(terms, weight)| Wanted { terms, weight }).collect();
        let mut finder = Finder::new(&wanted);
        let [whole, parted] =
            ["port is allocated", "is a port allocated"].map(|text| finder.closeness(text));
        assert!(whole > 1.2 && parted < 1.1, "{whole} {parted}");
    }
}
