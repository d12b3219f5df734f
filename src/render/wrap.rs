//! Breaking text into lines: between words and between ideographs; inside a word only where it is
//! longer than a line.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::text::{prefix, width};

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
    /// The number of a footnote, where it is referred to.
    Footnote(usize),
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, style: Style) -> Piece {
        Piece { text: text.into(), style, mark: Mark::None }
    }
}

/// Lines of pieces, at most `columns` wide. A newline in a piece ends a line.
pub(super) fn wrap(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    Words::of(pieces).fill(columns)
}

/// A line of pieces as ratatui has it.
pub(super) fn line(pieces: Vec<Piece>) -> Line<'static> {
    Line::from_iter(pieces.into_iter().map(|piece| Span::styled(piece.text, piece.style)))
}

/// The columns of a line from `offset`, at most `columns` of them; half a letter is a blank.
pub(super) fn window(pieces: Vec<Piece>, offset: usize, columns: usize) -> Vec<Piece> {
    let (mut skip, mut room) = (offset, columns);
    let mut shown = Vec::new();
    for Piece { text, style, mark } in pieces {
        if room == 0 {
            break;
        }
        let mut from = prefix(&text, skip);
        skip -= width(&text[..from]);
        let mut kept = String::new();
        if skip > 0 && from < text.len() {
            let cluster = text[from..].graphemes(true).next().unwrap_or_default();
            from += cluster.len();
            kept.push_str(&" ".repeat((width(cluster) - skip).min(room)));
            room -= kept.len();
            skip = 0;
        }
        let end = from + prefix(&text[from..], room);
        kept.push_str(&text[from..end]);
        room -= width(&text[from..end]);
        if end < text.len() {
            kept.push_str(&" ".repeat(room));
            room = 0;
        }
        if !kept.is_empty() {
            shown.push(Piece { text: kept, style, mark });
        }
    }
    shown
}

/// Text taken apart into what the end of a line may not part.
pub(super) struct Words<'p> {
    pieces: &'p [Piece],
    bits: Vec<Bit>,
    words: Vec<Word>,
}

/// A part of a piece.
#[derive(Clone, Copy)]
struct Bit {
    /// Index of the piece.
    piece: usize,
    /// Bytes of its text.
    start: usize,
    end: usize,
    columns: usize,
}

#[derive(Clone, Copy)]
struct Word {
    /// The blanks before it: gone where a line ends in their place.
    blanks: Option<Bit>,
    /// Lines that end before it, whatever room is left on them.
    newlines: usize,
    /// Where its bits end; they begin where the last word's end.
    end: usize,
    columns: usize,
}

impl<'p> Words<'p> {
    pub(super) fn of(pieces: &'p [Piece]) -> Words<'p> {
        let bytes: usize = pieces.iter().map(|piece| piece.text.len()).sum();
        // English has a blank after every fifth or sixth letter.
        let (bits, words) = (Vec::with_capacity(bytes / 5), Vec::with_capacity(bytes / 5));
        let out = Words { pieces, bits, words };
        let mut splitter = Splitter { out, blanks: None, newlines: 0, last: None };
        for (piece, Piece { text, .. }) in pieces.iter().enumerate() {
            let bytes = text.as_bytes();
            let mut start = 0;
            while let Some(first) = bytes.get(start) {
                let belongs = |byte: &u8| match first {
                    b' ' => *byte == b' ',
                    _ => !matches!(byte, b' ' | b'\n'),
                };
                let rest = &bytes[start + 1..];
                let end =
                    start + 1 + rest.iter().position(|byte| !belongs(byte)).unwrap_or(rest.len());
                match first {
                    b'\n' => {
                        splitter.newline();
                        start += 1;
                        continue;
                    }
                    b' ' => splitter.blanks(Bit { piece, start, end, columns: end - start }),
                    _ => splitter.letters(piece, start, end),
                }
                start = end;
            }
        }
        splitter.out
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Columns of the longest word.
    pub(super) fn longest(&self) -> usize {
        self.words.iter().map(|word| word.columns).max().unwrap_or(0)
    }

    /// Columns of the longest line, were there no end to the room.
    pub(super) fn natural(&self) -> usize {
        let (mut longest, mut used) = (0, 0);
        for word in &self.words {
            if word.newlines > 0 {
                used = 0;
            }
            used += word.blank_columns() + word.columns;
            longest = longest.max(used);
        }
        longest
    }

    /// Words that lines of so many columns would part.
    pub(super) fn broken(&self, columns: usize) -> usize {
        self.words.iter().filter(|word| word.columns > columns).count()
    }

    /// How many lines [`Words::fill`] makes; about as many, where words are parted.
    pub(super) fn count(&self, columns: usize) -> usize {
        let columns = columns.max(1);
        let (mut lines, mut used) = (1, 0);
        for word in &self.words {
            if word.newlines > 0 {
                lines += word.newlines;
                used = 0;
            }
            let needed = used + word.blank_columns() + word.columns;
            if needed <= columns {
                used = needed;
                continue;
            }
            lines += usize::from(used > 0) + word.columns.saturating_sub(1) / columns;
            used = word.columns.saturating_sub(1) % columns + 1;
        }
        lines
    }

    /// Lines of at most so many columns.
    pub(super) fn fill(&self, columns: usize) -> Vec<Vec<Piece>> {
        let columns = columns.max(1);
        let mut lines =
            Lines { pieces: self.pieces, columns, lines: vec![Vec::new()], used: 0, run: None };
        let mut from = 0;
        for word in &self.words {
            (0..word.newlines).for_each(|_| lines.end_line());
            let needed = lines.used + word.blank_columns() + word.columns;
            if needed <= lines.columns {
                word.blanks.into_iter().for_each(|blanks| lines.push(blanks));
            } else if lines.used > 0 {
                lines.end_line();
            }
            for bit in &self.bits[from..word.end] {
                match word.columns <= lines.columns {
                    true => lines.push(*bit),
                    false => lines.push_broken(*bit),
                }
            }
            from = word.end;
        }
        lines.flush();
        lines.lines
    }
}

impl Word {
    fn blank_columns(&self) -> usize {
        self.blanks.map_or(0, |blanks| blanks.columns)
    }
}

/// Makes [`Words`], bit by bit.
struct Splitter<'p> {
    out: Words<'p>,
    blanks: Option<Bit>,
    newlines: usize,
    /// The last letter, if what follows it may belong to the same word.
    last: Option<char>,
}

impl Splitter<'_> {
    fn newline(&mut self) {
        self.newlines += 1;
        self.blanks = None;
        self.last = None;
    }

    fn blanks(&mut self, blanks: Bit) {
        self.blanks.get_or_insert(blanks);
        self.last = None;
    }

    /// Letters without a blank: of one word, or of several that ideographs part.
    fn letters(&mut self, piece: usize, start: usize, end: usize) {
        let text = &self.out.pieces[piece].text[start..end];
        let mut from = start;
        if !text.is_ascii() || self.last.is_some_and(is_ideograph) {
            let mut before = self.last;
            for (at, c) in text.char_indices() {
                if before.is_some_and(|before| may_part(before, c)) {
                    self.add(piece, from, start + at);
                    self.last = None;
                    from = start + at;
                }
                before = Some(c);
            }
        }
        self.add(piece, from, end);
    }

    /// Adds to the last word, or begins one.
    fn add(&mut self, piece: usize, start: usize, end: usize) {
        let text = &self.out.pieces[piece].text[start..end];
        let Some(last) = text.chars().next_back() else { return };
        let columns = width(text);
        self.out.bits.push(Bit { piece, start, end, columns });
        let end = self.out.bits.len();
        match self.out.words.last_mut().filter(|_| self.last.is_some()) {
            Some(word) => {
                word.end = end;
                word.columns += columns;
            }
            None => {
                let (blanks, newlines) = (self.blanks.take(), std::mem::take(&mut self.newlines));
                self.out.words.push(Word { blanks, newlines, end, columns });
            }
        }
        self.last = Some(last);
    }
}

/// Whether a line may end between two letters of a word: beside an ideograph, unless punctuation
/// would be parted from what it belongs to.
fn may_part(before: char, after: char) -> bool {
    const OPENING: &str = "（［｛「『【〈《〔〖〘([{\"'“‘";
    const CLOSING: &str = "、。，．・：；？！）］｝」』】〉》〕〗〙〜ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎ\
                           ァィゥェォッャュョヮヵヶ\u{302a}\u{302b}\u{302c}\u{302d}\u{3099}\u{309a}";
    let is_beside = |one: char, other: char| {
        is_ideograph(one) && (is_ideograph(other) || other.is_alphanumeric())
    };
    (is_beside(before, after) || is_beside(after, before))
        && !OPENING.contains(before)
        && !CLOSING.contains(after)
}

/// Chinese and Japanese signs, which are written without blanks.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// The lines [`Words::fill`] has so far.
struct Lines<'p> {
    pieces: &'p [Piece],
    columns: usize,
    lines: Vec<Vec<Piece>>,
    /// Columns of the last line that are taken.
    used: usize,
    /// What is still to be put on it: bits that follow each other in one piece are copied at once.
    run: Option<Bit>,
}

impl Lines<'_> {
    fn end_line(&mut self) {
        self.flush();
        self.lines.push(Vec::new());
        self.used = 0;
    }

    fn push(&mut self, bit: Bit) {
        self.used += bit.columns;
        match &mut self.run {
            Some(run) if run.piece == bit.piece && run.end == bit.start => run.end = bit.end,
            _ => {
                self.flush();
                self.run = Some(bit);
            }
        }
    }

    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let Some(line) = self.lines.last_mut() else { return };
        let Piece { text, style, mark } = &self.pieces[run.piece];
        let text = &text[run.start..run.end];
        match line.last_mut() {
            Some(last) if last.style == *style && last.mark == *mark => last.text.push_str(text),
            _ => line.push(Piece { text: text.to_owned(), style: *style, mark: *mark }),
        }
    }

    /// Puts a part of a word that is longer than a line on as many as it takes.
    fn push_broken(&mut self, mut bit: Bit) {
        while bit.start < bit.end {
            let rest = &self.pieces[bit.piece].text[bit.start..bit.end];
            let mut cut = prefix(rest, self.columns - self.used.min(self.columns));
            if cut == 0 && self.used == 0 {
                // At least one cluster, however narrow the page.
                cut = rest.graphemes(true).next().map_or(rest.len(), str::len);
            } else if cut < rest.len() {
                cut = seam(rest, cut);
            }
            let (end, columns) = (bit.start + cut, width(&rest[..cut]));
            if cut > 0 {
                self.push(Bit { end, columns, ..bit });
            }
            if end < bit.end {
                self.end_line();
            }
            bit.start = end;
        }
    }
}

/// Where a long word is best cut, at most `most` bytes from its start: behind a mark that joins the
/// parts of addresses, options and names, or before a capital, if a third of the room gets filled and
/// more than a letter or two are left for the next line.
fn seam(word: &str, most: usize) -> usize {
    const JOINTS: &str = "/?&=-_.,:;|+)";
    const LEFT: usize = 2;
    let is_seam = |(before, after): (char, char)| {
        JOINTS.contains(before) && before != after || before.is_lowercase() && after.is_uppercase()
    };
    let chars = word[..most].char_indices().rev();
    let mut after = word[most..].chars().next();
    for (at, before) in chars.take_while(|(at, _)| *at >= most / 3) {
        let end = at + before.len_utf8();
        if end + LEFT < word.len() && after.is_some_and(|after| is_seam((before, after))) {
            return end;
        }
        after = Some(before);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<String> {
        let pieces = [Piece::new(text, Style::new())];
        let words = Words::of(&pieces);
        let lines: Vec<String> = words
            .fill(columns)
            .into_iter()
            .map(|line| line.into_iter().map(|p| p.text).collect())
            .collect();
        if words.broken(columns) == 0 {
            assert_eq!(words.count(columns), lines.len(), "{text} at {columns}");
        }
        lines
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 8), ["one", "two"]);
        assert_eq!(wrapped("one\n\ntwo", 8), ["one", "", "two"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    #[test]
    fn blanks_are_kept_inside_a_line() {
        assert_eq!(wrapped("a  b   c", 4), ["a  b", "c"]);
        assert_eq!(wrapped("a\n  b", 8), ["a", "  b"]);
    }

    #[test]
    fn a_long_word_is_broken_at_its_seams() {
        assert_eq!(wrapped("a https://example.org", 8), ["a", "https://", "example.", "org"]);
        assert_eq!(
            wrapped("idle_in_transaction_session_timeout", 20),
            ["idle_in_transaction_", "session_timeout"]
        );
        assert_eq!(wrapped("lock_timeout", 10), ["lock_", "timeout"]);
        assert_eq!(wrapped("InterpreterPoolExecutor", 18), ["InterpreterPool", "Executor"]);
        assert_eq!(wrapped("https://example.org/a>.", 22), ["https://example.org/", "a>."]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("日本語", 1), ["日", "本", "語"]);
    }

    #[test]
    fn ideographs_part_anywhere_but_before_their_punctuation() {
        assert_eq!(wrapped("to 急須でお茶を。", 8), ["to 急須", "でお茶", "を。"]);
        assert_eq!(wrapped("急須「茶」", 6), ["急須", "「茶」"]);
        assert_eq!(wrapped("한국어 문장", 8), ["한국어", "문장"]);
    }

    #[test]
    fn clusters_stay_whole() {
        assert_eq!(wrapped("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5), ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn styles_do_not_part_a_word() {
        let pieces = [
            Piece::new("one (", Style::new()),
            Piece::new("two", Style::new().bold()),
            Piece::new(") 日", Style::new()),
            Piece::new("本", Style::new().bold()),
        ];
        let texts = |line: Vec<Piece>| line.into_iter().map(|p| p.text).collect::<String>();
        let lines: Vec<String> = wrap(&pieces, 8).into_iter().map(texts).collect();
        assert_eq!(lines, ["one", "(two) 日", "本"]);
    }

    #[test]
    fn a_window_shows_blanks_for_half_a_letter() {
        let shown = |offset, columns| -> String {
            let pieces = ["ab", "日本", "c"].map(|text| Piece::new(text, Style::new()));
            window(pieces.into(), offset, columns).into_iter().map(|piece| piece.text).collect()
        };
        assert_eq!(shown(0, 9), "ab日本c");
        assert_eq!(shown(1, 3), "b日");
        assert_eq!(shown(3, 3), " 本");
        assert_eq!(shown(0, 3), "ab ");
        assert_eq!(shown(7, 3), "");
    }
}
