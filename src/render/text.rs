//! Measuring, cutting and searching text; making it safe for a terminal.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::book::Spotter;

/// Columns a text takes, by grapheme cluster. The single place where text is measured.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_narrow) {
        return text.chars().count();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Characters that take one column whatever stands beside them: measuring by clusters costs a
/// page of frames and bullets more than all the rest of its layout.
fn is_narrow(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}' | '‐'..='‧' | '─'..='╿' | '▌' | '▎')
}

/// The text cut to so many columns, with `…` where something is missing.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let kept = &text[..prefix(text, columns.saturating_sub(1))];
    Cow::Owned(if columns == 0 { String::new() } else { format!("{kept}…") })
}

/// The end of the text in so many columns, with `…` where something is missing.
pub(super) fn fit_end(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let (mut from, mut room) = (text.len(), columns.saturating_sub(1));
    for (at, cluster) in text.grapheme_indices(true).rev() {
        let Some(left) = room.checked_sub(width(cluster)) else { break };
        (from, room) = (at, left);
    }
    Cow::Owned(if columns == 0 { String::new() } else { format!("…{}", &text[from..]) })
}

/// Bytes of the longest prefix that takes at most so many columns. Looks no further than that: a
/// line may be a million characters long.
pub(super) fn prefix(text: &str, columns: usize) -> usize {
    // One byte more: what follows could join the last cluster.
    if text.as_bytes()[..text.len().min(columns.saturating_add(1))].is_ascii() {
        return columns.min(text.len());
    }
    let mut taken = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        taken += width(cluster);
        if taken > columns {
            return at;
        }
    }
    text.len()
}

/// Text that a terminal only shows: control characters, and those that reorder or hide others,
/// are made visible; a mark that has nothing to stand on gets a dotted circle.
pub fn safe(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.bytes().all(is_plain) || text.chars().all(is_narrow) {
        return Cow::Borrowed(text);
    }
    let mut after_blank = true;
    let is_fine = |c: char| {
        let is_fine = !(is_unsafe(c) || after_blank && is_mark(c));
        after_blank = c == ' ';
        is_fine
    };
    if text.chars().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' => safe.push(' '),
            '\u{0}'..='\u{1f}' => safe.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7f}' => safe.push('\u{2421}'),
            c if is_unsafe(c) => {
                let _ = write!(safe, "<U+{:04X}>", c as u32);
            }
            c if is_mark(c) && (safe.is_empty() || safe.ends_with(' ')) => safe.extend(['◌', c]),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// What a terminal obeys, and what leaves no trace or turns the letters around it.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// It takes no column of its own: a combining mark, a joiner, a variation selector.
fn is_mark(c: char) -> bool {
    !is_narrow(c) && c.width() == Some(0)
}

/// Where one of the words stands in rendered lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub line: usize,
    pub columns: Range<usize>,
}

/// What is looked for in a text, in any case.
#[derive(Debug)]
pub enum Sought<'s> {
    /// Words that begin with one of these.
    Words(Box<Spotter<'s>>),
    /// This, wherever it stands.
    Text(&'s str),
}

impl Sought<'_> {
    pub fn is_empty(&self) -> bool {
        match self {
            Sought::Words(words) => words.is_empty(),
            Sought::Text(text) => text.is_empty(),
        }
    }

    pub fn is_in(&self, text: &str) -> bool {
        match self {
            Sought::Words(words) => words.spots(text).next().is_some(),
            Sought::Text(sought) => !places_of(sought, text).is_empty(),
        }
    }

    /// Gives the byte ranges of the text, in order, none overlapping another.
    fn each_place_in(&self, text: &str, mut give: impl FnMut(Range<usize>)) {
        match self {
            Sought::Words(words) => words.spots(text).for_each(|spot| give(spot.bytes)),
            Sought::Text(sought) => places_of(sought, text).into_iter().for_each(give),
        }
    }
}

fn places_of(sought: &str, text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut from = 0;
    for (start, _) in text.char_indices() {
        if let Some(length) = begins_with(&text[start..], sought).filter(|_| start >= from) {
            from = start + length;
            places.push(start..from);
        }
    }
    places
}

/// How many bytes of `text` are `sought`, when it begins with that.
fn begins_with(text: &str, sought: &str) -> Option<usize> {
    let mut rest = text.chars();
    for c in sought.chars() {
        let is_same = rest.next()?.to_lowercase().eq(c.to_lowercase());
        is_same.then_some(())?;
    }
    Some(text.len() - rest.as_str().len()).filter(|length| *length > 0)
}

/// Where it stands in the lines, in reading order.
pub fn find(lines: &[Line<'_>], sought: &Sought<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    if sought.is_empty() {
        return found;
    }
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        text.clear();
        text.extend(line.spans.iter().map(|span| &*span.content));
        sought.each_place_in(&text, |range| {
            let start = width(&text[..range.start]);
            found.push(Match { line: number, columns: start..start + width(&text[range]) });
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_counts_columns() {
        assert_eq!(width("日本e\u{301}"), 5);
        // A family joined of three, a flag, a skin tone, a heart made an emoji by its selector.
        for emoji in ["👨‍👩‍👧", "🇯🇵", "👍🏽", "❤\u{fe0f}", "🫖"] {
            assert_eq!(width(emoji), 2, "{emoji}");
        }
        assert_eq!(width("ｶ\u{ff9e}"), 2);
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(fit_end("日本語", 4), "…語");
        assert_eq!(fit_end("abc", 2), "…c");
    }

    #[test]
    fn width_is_the_width_of_what_is_drawn() {
        use ratatui::buffer::Buffer;
        use ratatui::layout::Rect;
        for text in ["日本e\u{301}", "👨‍👩‍👧a", "🇯🇵🇫🇷", "❤\u{fe0f}b", "กำ", "한국어"]
        {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            let (end, _) = buffer.set_stringn(0, 0, text, 40, ratatui::style::Style::new());
            assert_eq!(usize::from(end), width(text), "{text}");
        }
    }

    #[test]
    fn narrow_characters_take_one_column_beside_anything() {
        for c in (' '..='\u{3000}').filter(|c| is_narrow(*c)) {
            let clusters = |text: &str| text.graphemes(true).map(UnicodeWidthStr::width).sum();
            let (once, twice): (usize, usize) =
                (clusters(&format!("{c}")), clusters(&format!("{c}{c}a")));
            assert_eq!((once, twice), (1, 3), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn nothing_raw_is_left() {
        assert_eq!(safe("a\u{1b}[31m\u{7}\u{9b}\u{202e}b"), "a␛[31m␇<U+009B><U+202E>b");
        assert_eq!(safe("a\u{200b}b\u{ad}c\u{e0041}"), "a<U+200B>b<U+00AD>c<U+E0041>");
    }

    #[test]
    fn a_mark_stands_on_something() {
        assert_eq!(safe("\u{301}a \u{301} e\u{301}"), "◌\u{301}a ◌\u{301} e\u{301}");
        assert_eq!(safe("👨\u{200d}👩 ❤\u{fe0f}"), "👨\u{200d}👩 ❤\u{fe0f}");
    }

    #[test]
    fn whatever_is_shown_takes_a_column() {
        for c in '\0'..=char::MAX {
            let shown = safe(c.encode_utf8(&mut [0; 4])).into_owned();
            assert!(width(&shown) > 0, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_prefix_never_parts_a_cluster() {
        assert_eq!(prefix("ae\u{301}", 2), 4);
        assert_eq!(prefix("e\u{301}", 1), 3);
        assert_eq!(prefix("日本", 3), 3);
        assert_eq!(prefix("abc", usize::MAX), 3);
    }
}
