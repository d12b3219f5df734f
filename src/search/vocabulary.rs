//! Every term of the index as one sorted text, for what an inverted index is slow at: the terms
//! that begin with something, and the terms that are nearly something.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use memchr::{memchr, memrchr};

use crate::book::Text;

/// Longer ones are not looked up letter by letter.
const LONGEST_CORRECTED: usize = 40;
/// Edits that a word may be away from what was meant.
const MOST_EDITS: usize = 2;

/// Lines `term TAB sections`, in byte order.
#[derive(Debug)]
pub(super) struct Vocabulary {
    text: Text,
    /// Made when the first word is misspelt.
    shapes: OnceLock<Shapes>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term<'v> {
    pub(super) text: &'v str,
    /// How many sections hold it.
    pub(super) sections: u32,
}

impl Vocabulary {
    pub(super) fn new(text: Text) -> Vocabulary {
        Vocabulary { text, shapes: OnceLock::new() }
    }

    pub(super) fn contains(&self, term: &str) -> bool {
        self.term(term).is_some()
    }

    pub(super) fn term<'v>(&'v self, term: &'v str) -> Option<Term<'v>> {
        self.starting_with(term).next().filter(|first| first.text == term)
    }

    /// The terms that begin with `prefix`, in byte order.
    pub(super) fn starting_with<'v>(&'v self, prefix: &'v str) -> impl Iterator<Item = Term<'v>> {
        let from = self.first_not_before(prefix);
        terms(&self.text[from..]).take_while(move |term| term.text.starts_with(prefix))
    }

    /// The terms nearest to what was typed, with their distance: in edits of a letter, two letters
    /// that changed places being one. In byte order; none when it is too short or too long to tell.
    pub(super) fn nearest(&self, typed: &str) -> Vec<Term<'_>> {
        let length = typed.chars().count();
        let mut most = match length {
            0..=2 => return Vec::new(),
            3..=4 => 1,
            5..=LONGEST_CORRECTED => MOST_EDITS,
            _ => return Vec::new(),
        };
        let shapes = self.shapes.get_or_init(|| Shapes::of(&self.text));
        let mut nearest = Vec::new();
        for term in shapes.like(typed, length - most..=length + most, most) {
            let Some(term) = terms(&self.text[term..]).next() else { continue };
            let distance = strsim::osa_distance(typed, term.text);
            if distance < most {
                most = distance;
                nearest.clear();
            }
            if distance == most {
                nearest.push(term);
            }
        }
        nearest.sort_by_key(|term| term.text);
        nearest
    }

    /// Byte offset of the first line that does not sort before `term`.
    fn first_not_before(&self, term: &str) -> usize {
        let text = self.text.as_bytes();
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start =
                text[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
            let end = text[middle..]
                .iter()
                .position(|b| *b == b'\n')
                .map_or(text.len(), |at| middle + at + 1);
            let line = &text[start..end];
            let key = line.split(|b| *b == b'\t').next().unwrap_or(line);
            match key < term.as_bytes() {
                true => low = end,
                false => high = start,
            }
        }
        low
    }
}

fn terms(text: &str) -> impl Iterator<Item = Term<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes())?;
        let (line, next) = (&rest[..end], &rest[end + 1..]);
        rest = next;
        let tab = memrchr(b'\t', line.as_bytes())?;
        Some(Term { text: &line[..tab], sections: line[tab + 1..].parse().ok()? })
    })
}

/// The terms by their lengths, each with the set of its letters: what tells nearly all apart from
/// a word before they are compared with it.
#[derive(Debug)]
struct Shapes {
    /// The set of letters and the byte offset in the vocabulary; in order of the terms' lengths.
    shapes: Vec<(u32, u32)>,
    /// Where each length begins; one more, for where the last ends.
    starts: Vec<usize>,
}

impl Shapes {
    fn of(text: &str) -> Shapes {
        let mut by_length = vec![Vec::new(); LONGEST_CORRECTED + MOST_EDITS + 1];
        let (mut start, mut letters, mut length) = (0, 0, 0);
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            if byte != b'\t' {
                letters |= bit(byte);
                length += usize::from(starts_character(byte));
                continue;
            }
            if let Some(shapes) = by_length.get_mut(length) {
                shapes.push((letters, start));
            }
            let end = bytes.find(|(_, byte)| *byte == b'\n').map_or(at, |(end, _)| end);
            (start, letters, length) = (end as u32 + 1, 0, 0);
        }
        let mut shapes = Shapes { shapes: Vec::new(), starts: vec![0] };
        for of_length in by_length {
            shapes.shapes.extend(of_length);
            shapes.starts.push(shapes.shapes.len());
        }
        shapes
    }

    /// Byte offsets of the terms of these lengths that `edits` edits may make of what was typed. An
    /// edit takes one letter out of the set and puts one in, at the most.
    fn like(
        &self,
        typed: &str,
        lengths: RangeInclusive<usize>,
        edits: usize,
    ) -> impl Iterator<Item = usize> {
        let (typed, edits) = (letters(typed), edits as u32);
        let is_like = move |(letters, _): &&(u32, u32)| {
            (letters & !typed).count_ones() <= edits && (typed & !letters).count_ones() <= edits
        };
        let of_lengths =
            &self.shapes[self.starts[*lengths.start()]..self.starts[lengths.end() + 1]];
        of_lengths.iter().filter(is_like).map(|(_, at)| *at as usize)
    }
}

/// The set of letters of a term, a bit each.
fn letters(term: &str) -> u32 {
    term.bytes().fold(0, |set, byte| set | bit(byte))
}

fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(Text::from(
            "$?\t1\nlock\t9\nlock_timeout\t3\nlocking\t1\nnginx\t4\nétude\t1\n",
        ))
    }

    #[test]
    fn terms_are_found_by_prefix() {
        let found = |prefix| -> Vec<_> {
            vocabulary().starting_with(prefix).map(|term| term.text.to_owned()).collect()
        };
        assert_eq!(found("lock"), ["lock", "lock_timeout", "locking"]);
        assert_eq!(found("$"), ["$?"]);
        assert_eq!(found("é"), ["étude"]);
        assert_eq!(found("zz"), Vec::<String>::new());
        assert_eq!(found("").len(), 6);
    }

    #[test]
    fn a_prefix_is_not_a_term() {
        assert!(vocabulary().contains("nginx"));
        assert!(!vocabulary().contains("ngin"));
    }

    #[test]
    fn the_nearest_spelled() {
        let found = |typed| -> Vec<_> {
            vocabulary().nearest(typed).iter().map(|term| term.text.to_owned()).collect()
        };
        assert_eq!(found("ngnix"), ["nginx"]);
        assert_eq!(found("lokc"), ["lock"]);
        assert_eq!(found("lockin"), ["locking"]);
        assert_eq!(found("lokking"), ["locking"]);
        assert_eq!(found("etude"), ["étude"]);
        for none in ["", "nx", "loosen", "lokcx_", &"x".repeat(99)] {
            assert_eq!(found(none), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn what_is_near_is_like() {
        let text = "lock_timeout\t1\n";
        let shapes = Shapes::of(text);
        for typed in
            ["lokc_timeout", "lock_timeuot", "lock-timeout", "lck_tmeout", "xlock_timeoutx"]
        {
            let length = typed.len();
            assert_eq!(shapes.like(typed, length - 2..=length + 2, 2).count(), 1, "{typed}");
        }
        assert_eq!(shapes.like("unlock_tables", 11..=15, 2).count(), 0);
    }
}
