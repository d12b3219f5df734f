//! Every term of the index as one sorted text, for what an inverted index is slow at: the terms
//! that begin with something, and the terms that are nearly something.

use crate::book::Text;

/// Lines `term TAB sections`, in byte order.
#[derive(Debug)]
pub(super) struct Vocabulary(Text);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term<'v> {
    pub(super) text: &'v str,
    /// How many sections hold it.
    pub(super) sections: u32,
}

impl Vocabulary {
    pub(super) fn new(text: Text) -> Vocabulary {
        Vocabulary(text)
    }

    pub(super) fn contains(&self, term: &str) -> bool {
        self.starting_with(term).next().is_some_and(|first| first.text == term)
    }

    /// The terms that begin with `prefix`, in byte order.
    pub(super) fn starting_with<'v>(&'v self, prefix: &'v str) -> impl Iterator<Item = Term<'v>> {
        let from = self.first_not_before(prefix);
        terms(&self.0[from..]).take_while(move |term| term.text.starts_with(prefix))
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = Term<'_>> {
        terms(&self.0)
    }

    /// Byte offset of the first line that does not sort before `term`.
    fn first_not_before(&self, term: &str) -> usize {
        let text = self.0.as_bytes();
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
    text.lines().filter_map(|line| {
        let (text, sections) = line.split_once('\t')?;
        Some(Term { text, sections: sections.parse().ok()? })
    })
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
}
