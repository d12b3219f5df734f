//! A word of a query -> the sections that answer it: the word as it stands, its other forms, what
//! it begins, its parts, and, when there is nothing, the words it may have been meant to be.

use std::cmp::Reverse;

use rust_stemmers::Stemmer;

use super::query::Word;
use super::score::{Impacts, Scores, rarity};
use super::thesaurus;
use super::vocabulary::{Term, Vocabulary};

/// The word without its signs (`C` for `~C`) where some section has it with them.
const BARE: f32 = 0.2;
const INFLECTED: f32 = 0.85;
/// A word of like meaning.
const ALIKE: f32 = 0.5;
/// The same for a word that stands nowhere itself.
const ALIKE_OF_UNKNOWN: f32 = 0.5;
/// What a word counts that is like a correction.
const ALIKE_OF_CORRECTED: f32 = 0.3;
/// The word and its neighbour written as one.
const JOINED: f32 = 0.7;
/// What a word counts that is like one that says little.
const ALIKE_OF_LITTLE: f32 = 0.25;
const PREFIX: f32 = 0.8;
const PARTS: f32 = 0.7;
/// The same for an identifier that some section has, or has one that begins so.
const PARTS_OF_KNOWN: f32 = 0.35;
/// Where no section has all parts of an identifier that stands nowhere.
const SOME_PARTS: f32 = 0.4;
const CORRECTED: f32 = 0.5;
/// The first letter is seldom wrong.
const CORRECTED_AT_START: f32 = 0.3;
/// And the last one less often than one within.
const CORRECTED_AT_END: f32 = 0.8;

/// Shorter words have no other forms.
const SHORTEST_INFLECTED: usize = 3;

/// Of two words that were typed as one.
const SHORTEST_HALF: usize = 4;

/// Of equally near words so many are taken for what was meant.
const MOST_CORRECTIONS: usize = 4;

/// A prefix of one letter begins hundreds of terms; the most frequent stand for them.
const MOST_TERMS: usize = 48;

/// How far a word may be taken from what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// Words as they stand.
    Exact,
    /// Also other forms, prefixes, parts and corrections.
    Loose,
}

/// How a word is answered.
pub(super) struct Answer {
    pub(super) scores: Scores,
    /// In how many sections the word itself stands, in any form, and not only one like it.
    own: usize,
    /// The terms found, for lighting them up, and how near each is to what was typed (0 to 1).
    pub(super) terms: Vec<(String, f32)>,
    /// What the word was corrected to.
    pub(super) correction: Option<String>,
}

impl Answer {
    pub(super) fn count(&self) -> usize {
        self.scores.iter().filter(|score| **score > 0.0).count()
    }

    /// In how many sections the word stands; one that stands nowhere, what was taken for it.
    pub(super) fn frequency(&self) -> usize {
        match self.own {
            0 => self.count(),
            own => own,
        }
    }
}

pub(super) struct Expander<'s> {
    pub(super) impacts: &'s Impacts,
    pub(super) stemmer: &'s Stemmer,
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) matching: Matching,
}

impl Expander<'_> {
    /// Answers one of the words of a query.
    pub(super) fn answer(&self, word: &Word, words: &[Word]) -> tantivy::Result<Answer> {
        let mut answer = self.nothing();
        for whole in word.wholes.iter().filter(|whole| self.vocabulary.contains(whole)) {
            let factor = if answer.terms.is_empty() { 1.0 } else { BARE };
            self.add(whole, factor, &mut answer)?;
        }
        if self.matching == Matching::Exact {
            return Ok(answer);
        }
        let apostrophe = if answer.terms.is_empty() { self.with_apostrophe(word) } else { None };
        if let Some(whole) = &apostrophe {
            self.add(whole, 1.0, &mut answer)?;
        }
        // Where `except*` is known, `exception` and what is like it are hardly meant.
        let is_sign = apostrophe.is_some()
            || word.wholes.len() > 1
                && answer.terms.first().is_some_and(|(term, _)| *term == word.wholes[0]);
        if apostrophe.is_none() {
            let factor = if is_sign { BARE * INFLECTED } else { INFLECTED };
            self.add_inflected(word, factor, &mut answer)?;
        }
        self.add_spelled_otherwise(word, &mut answer)?;
        if word.is_open {
            self.add_prefixed(word, PREFIX, &mut answer)?;
        }
        if answer.terms.is_empty() && word.parts.len() > 1 {
            // `limit_rqe_zone` is one word misspelt, before it is three.
            self.add_corrections(word, &mut answer)?;
        }
        self.add_parts(word, &mut answer)?;
        for joined in word.joined.iter().filter(|joined| self.vocabulary.contains(joined)) {
            self.add(joined, JOINED, &mut answer)?;
        }
        answer.own = answer.count();
        if !is_sign {
            self.add_alike(word, words, &mut answer)?;
        }
        if answer.terms.is_empty() && !word.is_open {
            self.add_prefixed(word, PREFIX / 2.0, &mut answer)?;
        }
        if answer.terms.is_empty() {
            self.add_split(word, &mut answer)?;
        }
        if answer.terms.is_empty() {
            self.add_corrections(word, &mut answer)?;
            if let Some(meant) = answer.correction.clone() {
                self.add_like(&meant, ALIKE_OF_CORRECTED, words, &mut answer)?;
            }
        }
        Ok(answer)
    }

    /// For each section whether one of the words stands in it, as it is or in another form; empty
    /// without words.
    pub(super) fn sections_with(&self, words: &[Word]) -> tantivy::Result<Vec<bool>> {
        let mut with = match words.is_empty() {
            true => Vec::new(),
            false => vec![false; self.impacts.sections],
        };
        for word in words {
            let strict = Expander { matching: Matching::Exact, ..*self };
            let mut answer = strict.answer(word, &[])?;
            self.add_inflected(word, INFLECTED, &mut answer)?;
            for (is_with, score) in with.iter_mut().zip(&answer.scores) {
                *is_with |= *score > 0.0;
            }
        }
        Ok(with)
    }

    fn add(&self, term: &str, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        self.impacts.raise(term, factor, &mut answer.scores)?;
        answer.terms.push((term.to_owned(), factor));
        Ok(())
    }

    /// The word as it is written properly, where some section has it so: `littles law`, `doesnt`.
    fn with_apostrophe(&self, word: &Word) -> Option<String> {
        let [part] = word.parts.as_slice() else { return None };
        let (head, end) = part.split_at_checked(part.len() - 1)?;
        let proper = format!("{head}'{end}");
        (matches!(end, "s" | "t") && self.vocabulary.contains(&proper)).then_some(proper)
    }

    fn add_inflected(&self, word: &Word, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        let [part] = word.parts.as_slice() else { return Ok(()) };
        self.add_forms(part, factor, answer)
    }

    /// `denormalize` for `denormalise`, and the other way round.
    fn add_spelled_otherwise(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let [part] = word.parts.as_slice() else { return Ok(()) };
        for other in spelled_otherwise(part) {
            if self.vocabulary.contains(&other) {
                self.add(&other, INFLECTED, answer)?;
            }
            self.add_forms(&other, INFLECTED, answer)?;
        }
        Ok(())
    }

    /// The forms of a word, but not the word.
    fn add_forms(&self, part: &str, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        let is_plain = |term: &str| term.bytes().all(|byte| byte.is_ascii_lowercase());
        if part.len() < SHORTEST_INFLECTED || !is_plain(part) {
            return Ok(());
        }
        let stem = self.stemmer.stem(part);
        // The forms of a word differ in their ends only: `study`, `studies` have the stem `studi`.
        let begins = stem.len().saturating_sub(1).max(3).min(part.len());
        for term in self.vocabulary.starting_with(&part[..begins]) {
            if term.text != part && is_plain(term.text) && self.stemmer.stem(term.text) == stem {
                self.add(term.text, factor, answer)?;
            }
        }
        Ok(())
    }

    /// Words of like meaning, in all their forms, unless the query has them anyway. One that says
    /// less than the word itself counts less.
    fn add_alike(&self, word: &Word, words: &[Word], answer: &mut Answer) -> tantivy::Result<()> {
        let [part] = word.parts.as_slice() else { return Ok(()) };
        let nearness = match answer.terms.is_empty() {
            _ if word.prior < 1.0 => ALIKE_OF_LITTLE,
            true => ALIKE_OF_UNKNOWN,
            false => ALIKE,
        };
        self.add_like(part, nearness, words, answer)
    }

    fn add_like(
        &self,
        part: &str,
        nearness: f32,
        words: &[Word],
        answer: &mut Answer,
    ) -> tantivy::Result<()> {
        let all = self.impacts.sections;
        let own = rarity(answer.count(), all);
        let is_asked = |other: &str| words.iter().any(|word| word.parts.iter().any(|p| p == other));
        for other in self.alike(part).filter(|other| !is_asked(other)) {
            let Some(term) = self.vocabulary.term(other) else { continue };
            let factor = nearness * (rarity(term.sections as usize, all) / own).min(1.0);
            self.add(other, factor, answer)?;
            self.add_forms(other, INFLECTED * factor, answer)?;
        }
        Ok(())
    }

    /// What the thesaurus has for a word, or else for the word that it is a form of.
    fn alike(&self, word: &str) -> impl Iterator<Item = &'static str> + use<> {
        let stem = self.stemmer.stem(word);
        // `removing` has the stem `remov`, `copies` has `copi`.
        let y = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
        let bases = [word.to_owned(), stem.to_string(), format!("{stem}e")].into_iter().chain(y);
        let known = bases.into_iter().map(|base| thesaurus::alike(&base));
        known
            .map(Iterator::peekable)
            .find_map(|mut words| words.peek().is_some().then_some(words))
            .into_iter()
            .flatten()
    }

    fn add_prefixed(&self, word: &Word, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        let is_known = !answer.terms.is_empty();
        for (at, whole) in word.wholes.iter().enumerate() {
            let factor = if at > 0 && is_known { factor * BARE } else { factor };
            let longer = self.vocabulary.starting_with(whole).filter(|term| term.text != whole);
            let mut terms: Vec<Term<'_>> = longer.collect();
            let order = |term: &Term<'_>| (Reverse(term.sections), term.text.as_ptr());
            if terms.len() > MOST_TERMS {
                terms.select_nth_unstable_by_key(MOST_TERMS, order);
                terms.truncate(MOST_TERMS);
            }
            terms.sort_unstable_by_key(order);
            for term in &terms {
                let typed = whole.len() as f32 / term.text.len() as f32;
                self.add(term.text, factor * typed.sqrt(), answer)?;
            }
        }
        Ok(())
    }

    /// An identifier may stand in parts: `LockTimeout`, `lock-timeout`. A section should have them
    /// all.
    fn add_parts(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let [_, .., last] = word.parts.as_slice() else { return Ok(()) };
        let is_known = !answer.terms.is_empty();
        if is_known && word.is_open && last.len() < 3 {
            // `lock_t` is half of `lock_timeout`, not a lock and a t.
            return Ok(());
        }
        let mut found: Vec<Answer> = Vec::new();
        for part in &word.parts {
            found.push(self.part(part, word.is_open && part == last, is_known)?);
        }
        let sections = 0..self.impacts.sections;
        let least = |section| found.iter().map(|part| part.scores[section]).fold(1.0, f32::min);
        let is_together = sections.clone().any(|section| least(section) > 0.0);
        let mean = |section| {
            found.iter().map(|part: &Answer| part.scores[section]).sum::<f32>() / found.len() as f32
        };
        for section in sections {
            answer.scores[section] += match (is_known, is_together) {
                (true, _) => PARTS_OF_KNOWN * least(section),
                (false, true) => PARTS * least(section),
                (false, false) => SOME_PARTS * mean(section),
            };
        }
        // Where the identifier itself is known its parts are weak evidence, and not lit.
        if !is_known {
            answer.correction = found.iter().find_map(|part| part.correction.clone());
            answer.terms.extend(found.into_iter().flat_map(|part| part.terms));
        }
        Ok(())
    }

    /// Two words that were typed as one: `servercertificate`. Of several ways to cut it, the one
    /// whose rarer half stands in most places.
    fn add_split(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let [part] = word.parts.as_slice() else { return Ok(()) };
        if part.len() < 2 * SHORTEST_HALF || !part.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Ok(());
        }
        let cuts = SHORTEST_HALF..=part.len() - SHORTEST_HALF;
        let frequency = |half| self.vocabulary.term(half).map(|term| term.sections);
        let halves = cuts.map(|cut| part.split_at(cut)).filter_map(|(first, second)| {
            Some((frequency(first)?.min(frequency(second)?), [first, second]))
        });
        let Some((_, halves)) = halves.max_by_key(|(frequency, _)| *frequency) else {
            return Ok(());
        };
        let parts = halves.map(str::to_owned).to_vec();
        self.add_parts(&Word { parts, is_open: false, ..Word::plain(part.clone()) }, answer)
    }

    /// A part of an identifier; one that stands nowhere is corrected unless the whole is known.
    fn part(&self, part: &str, is_open: bool, is_known: bool) -> tantivy::Result<Answer> {
        let word = Word { is_open, ..Word::plain(part.to_owned()) };
        let mut found = self.nothing();
        if self.vocabulary.contains(part) {
            self.add(part, 1.0, &mut found)?;
        }
        self.add_inflected(&word, INFLECTED, &mut found)?;
        if is_open {
            self.add_prefixed(&word, PREFIX, &mut found)?;
        }
        if found.terms.is_empty() && !is_known {
            self.add_corrections(&word, &mut found)?;
        }
        Ok(found)
    }

    /// The nearest spelled terms, the more frequent first. Numbers are not misspelt.
    fn add_corrections(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let Some(typed) = word.wholes.last() else { return Ok(()) };
        if typed.contains(|c: char| c.is_ascii_digit()) {
            return Ok(());
        }
        // Of equally near ones those that begin alike, then those that end alike (`ownr` is an
        // owner and not his own), then those that stand in more places.
        let begins_alike = |term: &Term<'_>| term.text.as_bytes()[0] == typed.as_bytes()[0];
        let ends_alike = |term: &Term<'_>| term.text.as_bytes().last() == typed.as_bytes().last();
        let mut near = self.vocabulary.nearest(typed);
        let order =
            |term: &Term<'_>| (!begins_alike(term), !ends_alike(term), Reverse(term.sections));
        near.sort_by_key(order);
        let Some(best) = near.first() else { return Ok(()) };
        answer.correction = Some(best.text.to_owned());
        for term in near.iter().take(MOST_CORRECTIONS) {
            let factor = if begins_alike(term) { CORRECTED } else { CORRECTED_AT_START };
            let factor = if ends_alike(term) { factor } else { CORRECTED_AT_END * factor };
            self.add(term.text, factor, answer)?;
        }
        Ok(())
    }

    fn nothing(&self) -> Answer {
        Answer {
            scores: vec![0.0; self.impacts.sections],
            own: 0,
            terms: Vec::new(),
            correction: None,
        }
    }
}

/// A word as the other side of the Atlantic writes it, as far as its letters tell.
fn spelled_otherwise(word: &str) -> impl Iterator<Item = String> + '_ {
    const PAIRS: [[&str; 2]; 3] = [["is", "iz"], ["ys", "yz"], ["our", "or"]];
    let ways = PAIRS.iter().flat_map(|[one, other]| [(*one, *other), (*other, *one)]);
    ways.filter_map(move |(here, there)| {
        // Where it stands last, but not at the start: `categorisation`, `favourites`.
        let at = word.rfind(here).filter(|at| *at >= SHORTEST_INFLECTED)?;
        Some(format!("{}{there}{}", &word[..at], &word[at + here.len()..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_spelled_in_two_ways() {
        let is_way = |word, other: &str| spelled_otherwise(word).any(|way| way == other);
        assert!(is_way("denormalize", "denormalise"));
        assert!(is_way("normalisation", "normalization"));
        assert!(is_way("analyse", "analyze"));
        assert!(is_way("color", "colour"));
        assert!(is_way("behaviour", "behavior"));
        assert_eq!(spelled_otherwise("size").count(), 0);
        assert_eq!(spelled_otherwise("four").count(), 0);
    }
}
