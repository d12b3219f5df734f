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
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
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
    if !text.contains(is_unsafe) {
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
    let columns = columns.max(1);
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for word in words(pieces) {
        if word.is_break {
            lines.push(Vec::new());
            used = 0;
            continue;
        }
        let gap = usize::from(word.blank.is_some() && used > 0);
        let mut rest = word.pieces;
        if used > 0 && used + gap + word.width > columns {
            lines.push(Vec::new());
            used = 0;
        } else if let (Some(blank), 1) = (word.blank, gap) {
            push(&mut lines, blank);
            used += 1;
        }
        // A word longer than the line is broken as a last resort.
        while used + rest.iter().map(|piece| width(&piece.text)).sum::<usize>() > columns {
            let (now, later) = split(rest, columns - used);
            now.into_iter().for_each(|piece| push(&mut lines, piece));
            rest = later;
            if rest.is_empty() {
                used = columns;
                break;
            }
            lines.push(Vec::new());
            used = 0;
        }
        for piece in rest {
            used += width(&piece.text);
            push(&mut lines, piece);
        }
    }
    lines
}

fn push(lines: &mut [Vec<Piece>], piece: Piece) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.style == piece.style && last.mark == piece.mark => {
            last.text.push_str(&piece.text);
        }
        _ => line.push(piece),
    }
}

/// Cuts pieces at a column; at least one cluster goes to the left.
fn split(pieces: Vec<Piece>, columns: usize) -> (Vec<Piece>, Vec<Piece>) {
    let (mut now, mut later) = (Vec::new(), Vec::new());
    let mut room = columns;
    for piece in pieces {
        let mut cut = prefix(&piece.text, room);
        if cut == 0 && now.is_empty() && later.is_empty() {
            cut = piece.text.graphemes(true).next().map_or(0, str::len);
        }
        if !later.is_empty() {
            cut = 0;
        }
        room = room.saturating_sub(width(&piece.text[..cut]));
        if cut < piece.text.len() {
            later.push(Piece { text: piece.text[cut..].to_owned(), ..piece.clone() });
        }
        if cut > 0 {
            now.push(Piece { text: piece.text[..cut].to_owned(), ..piece });
        }
    }
    (now, later)
}

/// What may not be parted by a line's end, and the blank before it.
struct Word {
    blank: Option<Piece>,
    pieces: Vec<Piece>,
    width: usize,
    is_break: bool,
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    let mut blank = None;
    for piece in pieces {
        for part in piece.text.split_inclusive([' ', '\n']) {
            let text = part.trim_end_matches([' ', '\n']);
            if !text.is_empty() {
                let part = Piece { text: text.to_owned(), ..piece.clone() };
                let columns = width(text);
                match words.last_mut().filter(|_| is_open) {
                    Some(word) => {
                        word.width += columns;
                        word.pieces.push(part);
                    }
                    None => words.push(Word {
                        blank: blank.take(),
                        pieces: vec![part],
                        width: columns,
                        is_break: false,
                    }),
                }
                is_open = true;
            }
            if part.ends_with('\n') {
                words.push(Word { blank: None, pieces: Vec::new(), width: 0, is_break: true });
                (is_open, blank) = (false, None);
            } else if part.ends_with(' ') {
                blank = Some(Piece { text: " ".to_owned(), ..piece.clone() });
                is_open = false;
            }
        }
    }
    words
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
    fn nothing_raw_is_left() {
        assert_eq!(safe("a\u{1b}[31m\u{7}\u{9b}\u{202e}b"), "a␛[31m␇<U+009B><U+202E>b");
    }
}
