//! Finding the terms of a query in text, as readers see it: at the start of words, in any case.

use std::ops::Range;

/// Where the terms stand in a text, in order, none overlapping, the longest first.
pub fn matches(text: &str, terms: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in terms {
        let mut from = 0;
        while let Some(range) = find_word(text, term, from) {
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
pub fn find_word(text: &str, term: &str, from: usize) -> Option<Range<usize>> {
    let (hay, needle) = (text.as_bytes(), term.as_bytes());
    let first = *needle.first()?;
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    let mut at = from;
    while at + needle.len() <= hay.len() {
        let starts = &hay[at..=hay.len() - needle.len()];
        let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
        at += memchr::memchr2(lower, upper, starts)?;
        let end = at + needle.len();
        let starts_word = at == 0 || !is_letter(hay[at - 1]) || !is_letter(first);
        if starts_word
            && hay[at..end].eq_ignore_ascii_case(needle)
            && text.is_char_boundary(at)
            && text.is_char_boundary(end)
        {
            return Some(at..end);
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
        assert_eq!(matches("SET lock_timeout, block", &["lock", "lock_timeout"]), vec![4..16]);
        assert_eq!(matches("a lock Locks", &["lock"]), [2..6, 7..11]);
    }
}
