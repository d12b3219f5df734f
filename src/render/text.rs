//! Measuring, cutting, wrapping and searching text; making it safe for a terminal.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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

/// Bytes of the longest prefix that takes at most so many columns.
pub(super) fn prefix(text: &str, columns: usize) -> usize {
    if text.is_ascii() {
        return columns.min(text.len());
    }
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += width(grapheme);
        if taken > columns {
            return at;
        }
    }
    text.len()
}

/// Text that a terminal only shows: control characters, and those that reorder or hide others,
/// are made visible.
pub fn safe(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.bytes().all(is_plain) || !text.contains(is_unsafe) {
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
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' | '\u{e0000}'..='\u{e007f}')
}

/// Where one of the words stands in rendered lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub line: usize,
    pub columns: Range<usize>,
}

/// Where words of the lines begin with one of these, in reading order.
pub fn find(lines: &[Line<'_>], words: &[&str]) -> Vec<Match> {
    let mut found = Vec::new();
    if words.is_empty() {
        return found;
    }
    for (number, line) in lines.iter().enumerate() {
        let text: String = line.spans.iter().map(|span| &*span.content).collect();
        for range in crate::book::matches(&text, words) {
            let start = width(&text[..range.start]);
            found.push(Match { line: number, columns: start..start + width(&text[range]) });
        }
    }
    found
}

/// A stretch of text on its way into lines.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
    /// What it belongs to, so that it can be found again in the lines.
    pub(super) mark: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// Index into the links of the page.
    Link(usize),
    /// Index into the snippets of the page.
    Snippet(usize),
}

/// Lines of pieces, at most `columns` wide. A newline in a piece ends a line.
pub(super) fn wrap(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    let mut lines = Lines { columns: columns.max(1), lines: vec![Vec::new()], used: 0 };
    // What may not be parted by a line's end, and the blank before it.
    let mut word: Vec<Bit<'_>> = Vec::new();
    let mut blank: Option<Bit<'_>> = None;
    for piece in pieces {
        let bit = |text| Bit { text, style: piece.style, mark: piece.mark };
        for part in piece.text.split_inclusive([' ', '\n']) {
            let text = part.trim_end_matches([' ', '\n']);
            if !text.is_empty() {
                word.push(bit(text));
            }
            let end = part.as_bytes().last().copied();
            if matches!(end, Some(b' ' | b'\n')) {
                lines.place(&mut word, &mut blank);
            }
            match end {
                Some(b'\n') => {
                    lines.end_line();
                    blank = None;
                }
                Some(b' ') => blank = Some(bit(" ")),
                _ => {}
            }
        }
    }
    lines.place(&mut word, &mut blank);
    lines.lines
}

/// A borrowed [`Piece`].
#[derive(Clone, Copy)]
struct Bit<'p> {
    text: &'p str,
    style: Style,
    mark: Mark,
}

/// The lines [`wrap`] has so far.
struct Lines {
    columns: usize,
    lines: Vec<Vec<Piece>>,
    /// Columns of the last line that are taken.
    used: usize,
}

impl Lines {
    fn end_line(&mut self) {
        self.lines.push(Vec::new());
        self.used = 0;
    }

    /// Puts a word, and the blank before it, on the last line, or on the next one.
    fn place(&mut self, word: &mut Vec<Bit<'_>>, blank: &mut Option<Bit<'_>>) {
        if word.is_empty() {
            return;
        }
        let columns: usize = word.iter().map(|bit| width(bit.text)).sum();
        let blank = blank.take().filter(|_| self.used > 0);
        if self.used > 0 && self.used + usize::from(blank.is_some()) + columns > self.columns {
            self.end_line();
        } else if let Some(blank) = blank {
            self.push(blank);
        }
        match self.used + columns <= self.columns {
            true => word.drain(..).for_each(|bit| self.push(bit)),
            false => word.drain(..).for_each(|bit| self.push_broken(bit)),
        }
    }

    fn push(&mut self, bit: Bit<'_>) {
        self.used += width(bit.text);
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(last) if last.style == bit.style && last.mark == bit.mark => {
                last.text.push_str(bit.text);
            }
            _ => line.push(Piece { text: bit.text.to_owned(), style: bit.style, mark: bit.mark }),
        }
    }

    /// Puts a part of a word that is longer than a line on as many as it takes.
    fn push_broken(&mut self, bit: Bit<'_>) {
        let mut rest = bit.text;
        while !rest.is_empty() {
            let mut cut = prefix(rest, self.columns - self.used.min(self.columns));
            if cut == 0 && self.used == 0 {
                // At least one cluster, however narrow the page.
                cut = rest.graphemes(true).next().map_or(rest.len(), str::len);
            }
            if cut > 0 {
                self.push(Bit { text: &rest[..cut], ..bit });
                rest = &rest[cut..];
            }
            if !rest.is_empty() {
                self.end_line();
            }
        }
    }
}

/// A line of pieces as ratatui has it.
pub(super) fn line(pieces: Vec<Piece>) -> Line<'static> {
    Line::from_iter(pieces.into_iter().map(|piece| Span::styled(piece.text, piece.style)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        let piece = Piece { text: text.to_owned(), style: Style::new(), mark: Mark::None };
        wrap(&[piece], columns)
            .into_iter()
            .map(|line| line.into_iter().map(|p| p.text).collect())
            .collect()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 8), ["one", "two"]);
    }

    #[test]
    fn a_long_word_is_broken() {
        assert_eq!(wrapped("a https://example.org", 8), ["a", "https://", "example.", "org"]);
        assert_eq!(wrapped("日本語", 1), ["日", "本", "語"]);
    }

    #[test]
    fn width_counts_columns() {
        assert_eq!(width("日本e\u{301}"), 5);
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("abc", 0), "");
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
    }
}
