//! The line of a section that says why it is a hit.

use std::ops::Range;

use crate::book::{Book, Line, SectionId, SnippetId, find_word, lines, matches};

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

/// A word's terms with how near each is to it, and how much the word says.
pub(super) struct Wanted {
    pub(super) terms: Vec<(String, f32)>,
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
    let nearest = |word: &Wanted| {
        let stands = |(term, _): &&(String, f32)| find_word(line, term, 0).is_some();
        word.terms.iter().filter(stands).map(|(_, near)| *near).fold(0.0, f32::max)
    };
    wanted.iter().map(|word| word.rarity * nearest(word)).sum()
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

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let line = format!("{} needle {}", "word ".repeat(60), "tail ".repeat(60));
        let wanted = [Wanted { terms: vec![("needle".into(), 1.0)], rarity: 1.0 }];
        let excerpt = cut(&line, &wanted, None);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert_eq!(&excerpt.text[excerpt.lit[0].clone()], "needle");
        assert!(excerpt.text.len() < LONGEST + 20);
    }
}
