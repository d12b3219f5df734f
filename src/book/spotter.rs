//! Many terms found in a text at once, as readers see it: at the starts of words, in any case, the
//! longest first.
//!
//! A query has a hundred terms at the most and is gone with the next key, so a table that is made
//! in a microsecond beats an automaton that reads a little faster.

use std::ops::Range;

/// Two bytes make a key, of which five bits each count: the case of a letter is not among them.
const KEYS: usize = 1 << 10;

/// Where a term stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Spot {
    pub bytes: Range<usize>,
    /// The term's number, as they were given.
    pub term: usize,
}

#[derive(Debug)]
pub struct Spotter<'t> {
    /// In order of their keys, those of a key the longest first, with their numbers.
    terms: Vec<(&'t [u8], usize)>,
    /// Where the terms of each key begin; one more, for where the last ends.
    starts: Vec<u32>,
    /// Terms of one byte: any key that begins with it may be theirs.
    single: Vec<(u8, usize)>,
    /// What each byte is: [`LETTER`], [`BEGINS`].
    classes: [u8; 256],
}

/// A letter or a digit, or part of a character beyond ASCII.
const LETTER: u8 = 1;
/// A term begins so, in either case.
const BEGINS: u8 = 2;

impl<'t> Spotter<'t> {
    /// Of equal terms the first counts.
    pub fn new(terms: impl Iterator<Item = &'t str>) -> Spotter<'t> {
        let (mut long, mut single) = (Vec::new(), Vec::new());
        let mut starts = vec![0; KEYS + 1];
        let mut classes = LETTERS;
        for (number, term) in terms.enumerate() {
            if let Some(first) = term.bytes().next() {
                classes[usize::from(first.to_ascii_lowercase())] |= BEGINS;
                classes[usize::from(first.to_ascii_uppercase())] |= BEGINS;
            }
            match *term.as_bytes() {
                [] => {}
                [byte] => single.push((byte, number)),
                [first, second, ..] => {
                    starts[key(first, second) + 1] += 1;
                    long.push((term.as_bytes(), number));
                }
            }
        }
        long.sort_by_key(|(term, _)| (key(term[0], term[1]), std::cmp::Reverse(term.len())));
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Spotter { terms: long, starts, single, classes }
    }

    /// There is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.single.is_empty()
    }

    /// The terms in a text, in order, none overlapping.
    pub fn spots(&self, text: &str) -> impl Iterator<Item = Spot> {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut before = 0;
        std::iter::from_fn(move || {
            while let Some(byte) = bytes.get(at) {
                let class = self.classes[usize::from(*byte)];
                // A term never begins inside a word, nor so inside a character.
                let may_begin = class & BEGINS & !((class & before & LETTER) << 1);
                before = class;
                if may_begin != 0
                    && let Some((length, term)) = self.longest(&bytes[at..])
                {
                    let start = at;
                    at += length;
                    before = self.classes[usize::from(bytes[at - 1])];
                    return Some(Spot { bytes: start..at, term });
                }
                at += 1;
            }
            None
        })
    }

    /// The longest term that the text begins with: its length and its number.
    fn longest(&self, text: &[u8]) -> Option<(usize, usize)> {
        if let [first, second, ..] = *text {
            let key = key(first, second);
            let (from, to) = (self.starts[key], self.starts[key + 1]);
            for (term, number) in &self.terms[from as usize..to as usize] {
                let start = text.get(..term.len());
                if start.is_some_and(|start| start.eq_ignore_ascii_case(term)) {
                    return Some((term.len(), *number));
                }
            }
        }
        let is_it = |(byte, _): &&(u8, usize)| byte.eq_ignore_ascii_case(&text[0]);
        self.single.iter().find(is_it).map(|(_, number)| (1, *number))
    }
}

fn key(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

const LETTERS: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_alphanumeric() || byte >= 0x80 {
            classes[byte] = LETTER;
        }
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, terms: &[&str], expected: &[(&str, usize)]) {
        let spotter = Spotter::new(terms.iter().copied());
        let spots = spotter.spots(text).map(|spot| (&text[spot.bytes], spot.term));
        assert_eq!(spots.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_longest_at_the_start_of_a_word() {
        check("SET lock_timeout, block", &["lock", "lock_timeout"], &[("lock_timeout", 1)]);
        check("a lock Locks", &["lock", "a"], &[("a", 1), ("lock", 0), ("Lock", 0)]);
        check("x_lock", &["lock"], &[("lock", 0)]);
        check("xx lock", &["xx lock", "lock"], &[("xx lock", 0)]);
    }

    #[test]
    fn equal_terms_are_the_first_of_them() {
        check("in", &["in", "in", "i"], &[("in", 0)]);
        check("a", &["", "a", "a"], &[("a", 1)]);
    }

    #[test]
    fn signs_and_other_letters() {
        check("$? | 日本 日", &["$?", "|", "日"], &[("$?", 0), ("|", 1), ("日", 2), ("日", 2)]);
        check("C++ c", &["c++", "c"], &[("C++", 0), ("c", 1)]);
        check("éa", &["a"], &[]);
    }
}
