//! Reads a shell's text byte by byte, as far as it takes to know what is open at each place.

use super::{Around, Extent};

/// What is open around the place that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Single,
    Double,
    Ansi,
    Backquote,
    /// `${`
    Parameter,
    /// `$((` or `((`, and the brackets open in it.
    Arithmetic(u32),
    /// `$(`, `<(`, `>(`
    Substitution,
    /// `(`
    Group,
    /// `name=(`
    Array,
    /// `{`
    Brace,
    If,
    Loop,
    Case,
}

struct Document {
    end: String,
    strips_tabs: bool,
    is_literal: bool,
    /// Brackets and backquotes open in the body.
    depth: u32,
}

pub(super) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    offsets: &'t [usize],
    around: Vec<Around>,
    frames: Vec<Frame>,
    /// Here-documents announced on this line.
    announced: Vec<Document>,
    body: Option<Document>,
    in_comment: bool,
    /// Where the word that is read began, and whether a command may be named there.
    word: Option<(usize, bool)>,
    /// Quotes or expansions were part of the word.
    is_word_quoted: bool,
    /// A command may be named here.
    starts_command: bool,
    /// The last word was `function`.
    names_function: bool,
    /// The line ended in `|`, `&&`, `||` or a backslash.
    goes_on: bool,
    /// A line has ended, and with it a command.
    is_whole: bool,
}

impl<'t> Scanner<'t> {
    /// A reader of `text` that notes what surrounds each offset, in order.
    pub(super) fn new(text: &'t str, offsets: &'t [usize]) -> Scanner<'t> {
        Scanner {
            text,
            bytes: text.as_bytes(),
            at: 0,
            offsets,
            around: Vec::with_capacity(offsets.len()),
            frames: Vec::new(),
            announced: Vec::new(),
            body: None,
            in_comment: false,
            word: None,
            is_word_quoted: false,
            starts_command: true,
            names_function: false,
            goes_on: false,
            is_whole: false,
        }
    }

    /// What surrounds the offsets.
    pub(super) fn around(mut self) -> Vec<Around> {
        self.run();
        self.around
    }

    /// How far the first command goes.
    pub(super) fn extent(mut self) -> Extent {
        let mut in_document = Vec::new();
        while self.at < self.bytes.len() && !self.is_whole {
            if self.at == 0 || self.bytes[self.at - 1] == b'\n' {
                in_document.push(self.body.is_some());
            }
            self.step();
        }
        Extent { lines: self.is_whole.then_some(in_document.len()), in_document }
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() {
            while let Some(offset) = self.offsets.get(self.around.len()).copied() {
                match offset.cmp(&self.at) {
                    std::cmp::Ordering::Greater => break,
                    std::cmp::Ordering::Equal => self.around.push(self.here()),
                    // Something was read in one piece, and the place is in it.
                    std::cmp::Ordering::Less => self.around.push(Around::Odd),
                }
            }
            self.step();
        }
        self.around.resize(self.offsets.len(), Around::Odd);
    }

    fn here(&self) -> Around {
        let is_odd = |frame: &Frame| {
            matches!(frame, Frame::Backquote | Frame::Parameter | Frame::Arithmetic(_))
        };
        if self.in_comment {
            return Around::Comment;
        }
        if self.frames.iter().any(is_odd) {
            return Around::Odd;
        }
        let around = match (&self.body, self.frames.last()) {
            (Some(Document { end, is_literal: true, .. }), _) => Around::Literal(end.clone()),
            (Some(Document { depth: 1.., .. }), _) => Around::Odd,
            (Some(Document { end, .. }), _) => Around::Document(end.clone()),
            (None, Some(Frame::Single)) => Around::Single,
            (None, Some(Frame::Double)) => Around::Double,
            (None, Some(Frame::Ansi)) => Around::Ansi,
            (None, _) => Around::Word,
        };
        let before = &self.text[..self.at];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let is_changed = backslashes % 2 == 1 || (backslashes == 0 && before.ends_with('$'));
        match around {
            Around::Single | Around::Literal(_) => around,
            _ if is_changed => Around::Odd,
            _ => around,
        }
    }

    fn step(&mut self) {
        if self.body.is_some() {
            return self.step_in_document();
        }
        if self.in_comment {
            self.in_comment = self.peek(0) != b'\n';
            self.at += usize::from(self.in_comment);
            return;
        }
        match self.frames.last() {
            Some(Frame::Single) => self.until_quote(b'\''),
            Some(Frame::Ansi) if self.peek(0) == b'\\' => self.at += 2,
            Some(Frame::Ansi) => self.until_quote(b'\''),
            Some(Frame::Double) => match self.peek(0) {
                b'"' => self.close(1),
                _ => self.step_expanded(),
            },
            Some(Frame::Parameter) => self.step_in_parameter(),
            Some(Frame::Arithmetic(depth)) => self.step_in_arithmetic(*depth),
            _ => self.step_in_command(),
        }
    }

    /// The byte so many places ahead; 0 behind the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts_with(&self, text: &str) -> bool {
        self.bytes[self.at..].starts_with(text.as_bytes())
    }

    fn open(&mut self, frame: Frame, length: usize) {
        self.frames.push(frame);
        self.at += length;
    }

    fn close(&mut self, length: usize) {
        self.frames.pop();
        self.at += length;
    }

    fn until_quote(&mut self, quote: u8) {
        match self.peek(0) == quote {
            true => self.close(1),
            false => self.at += 1,
        }
    }

    /// What is read alike in double quotes and outside them: `\`, `$` and backquotes.
    fn step_expanded(&mut self) {
        match self.peek(0) {
            b'\\' => self.at += 2,
            b'`' => self.backquote(),
            b'$' if self.starts_with("$((") => self.open(Frame::Arithmetic(0), 3),
            b'$' if self.peek(1) == b'(' => {
                self.open(Frame::Substitution, 2);
                self.begin_command();
            }
            b'$' if self.peek(1) == b'{' => self.open(Frame::Parameter, 2),
            _ => self.at += 1,
        }
    }

    fn backquote(&mut self) {
        match self.frames.iter().rposition(|frame| *frame == Frame::Backquote) {
            Some(open) => {
                self.frames.truncate(open);
                self.at += 1;
                self.continue_word();
            }
            None => {
                self.open(Frame::Backquote, 1);
                self.begin_command();
            }
        }
    }

    fn step_in_parameter(&mut self) {
        match self.peek(0) {
            b'}' => self.close(1),
            b'"' => self.open(Frame::Double, 1),
            b'\'' if !self.frames.contains(&Frame::Double) => self.open(Frame::Single, 1),
            _ => self.step_expanded(),
        }
    }

    fn step_in_arithmetic(&mut self, depth: u32) {
        match self.peek(0) {
            b'(' => self.deepen(depth + 1),
            b')' if depth > 0 => self.deepen(depth - 1),
            b')' if self.peek(1) == b')' => self.close(2),
            b')' => self.close(1),
            b'"' => self.open(Frame::Double, 1),
            _ => self.step_expanded(),
        }
    }

    fn deepen(&mut self, depth: u32) {
        *self.frames.last_mut().expect("it is in arithmetic") = Frame::Arithmetic(depth);
        self.at += 1;
    }

    fn step_in_command(&mut self) {
        let c = self.peek(0);
        match c {
            b'\\' if self.peek(1) == b'\n' && self.at + 2 < self.bytes.len() => self.at += 2,
            b'\\' if self.peek(1) == b'\n' || self.at + 1 == self.bytes.len() => {
                self.goes_on = true;
                self.at += 2;
            }
            b'\\' => {
                self.quote_word();
                self.at += 2;
            }
            b'\'' => {
                self.quote_word();
                self.open(Frame::Single, 1);
            }
            b'"' => {
                self.quote_word();
                self.open(Frame::Double, 1);
            }
            b'$' if self.peek(1) == b'\'' => {
                self.quote_word();
                self.open(Frame::Ansi, 2);
            }
            b'$' if self.peek(1) == b'"' => {
                self.quote_word();
                self.open(Frame::Double, 2);
            }
            b'`' | b'$' => {
                self.quote_word();
                self.step_expanded();
            }
            b'#' if self.word.is_none() => self.in_comment = true,
            b' ' | b'\t' | b'\r' => {
                self.end_word();
                self.at += 1;
            }
            b'\n' => self.newline(),
            b';' | b'&' | b'|' => self.operator(c),
            b'(' => self.bracket(),
            b')' => self.end_bracket(),
            b'<' | b'>' => self.redirection(c),
            _ => {
                self.begin_word();
                self.at += 1;
            }
        }
    }

    fn begin_word(&mut self) {
        self.goes_on = false;
        self.word.get_or_insert((self.at, self.starts_command));
    }

    fn quote_word(&mut self) {
        self.begin_word();
        self.is_word_quoted = true;
    }

    /// Behind an expansion the word it stands in goes on.
    fn continue_word(&mut self) {
        self.word = Some((self.at, false));
        self.is_word_quoted = true;
        self.starts_command = false;
    }

    fn begin_command(&mut self) {
        self.word = None;
        self.is_word_quoted = false;
        self.starts_command = true;
    }

    fn newline(&mut self) {
        self.end_word();
        self.at += 1;
        self.starts_command = self.frames.last() != Some(&Frame::Array);
        if !self.announced.is_empty() {
            self.body = Some(self.announced.remove(0));
        }
        self.is_whole = self.body.is_none() && self.frames.is_empty() && !self.goes_on;
    }

    fn operator(&mut self, c: u8) {
        self.end_word();
        let length = 1 + usize::from(self.peek(1) == c);
        self.goes_on = c == b'|' || (c == b'&' && length == 2);
        self.at += length;
        self.starts_command = true;
    }

    fn bracket(&mut self) {
        let is_assigned = self.word.is_some() && self.at > 0 && self.bytes[self.at - 1] == b'=';
        let begins = self.word.is_none();
        self.goes_on = false;
        if begins && self.peek(1) == b'(' {
            self.starts_command = false;
            return self.open(Frame::Arithmetic(0), 2);
        }
        match is_assigned {
            true => self.open(Frame::Array, 1),
            false => self.open(Frame::Group, 1),
        }
        self.begin_command();
        self.starts_command = !is_assigned;
    }

    fn end_bracket(&mut self) {
        let is_pattern = self.frames.last() == Some(&Frame::Case);
        if is_pattern {
            // `done)` in a `case` is no word of the language.
            self.word = None;
        }
        self.end_word();
        self.at += 1;
        if is_pattern {
            self.starts_command = true;
            return;
        }
        let is_bracket =
            |frame: &Frame| matches!(frame, Frame::Substitution | Frame::Group | Frame::Array);
        let Some(open) = self.frames.iter().rposition(is_bracket) else { return };
        let closed = self.frames[open];
        self.frames.truncate(open);
        match closed {
            // A function's body follows its `()`.
            Frame::Group => self.begin_command(),
            _ => self.continue_word(),
        }
    }

    fn redirection(&mut self, c: u8) {
        if self.peek(1) == b'(' {
            self.open(Frame::Substitution, 2);
            return self.begin_command();
        }
        self.end_word();
        if c == b'>' || self.peek(1) != b'<' {
            // The `&` and `|` of `>&`, `<&` and `>|` are no operators.
            self.at += 1 + usize::from(matches!(self.peek(1), b'&' | b'|' | b'>'));
            return;
        }
        if self.peek(2) == b'<' {
            self.at += 3;
            return;
        }
        self.at += 2;
        self.announce();
    }

    /// Behind `<<`: the word that ends the here-document.
    fn announce(&mut self) {
        let strips_tabs = self.peek(0) == b'-';
        self.at += usize::from(strips_tabs);
        let rest = &self.text[self.at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &rest[blanks..];
        let ends = |c: char| c.is_whitespace() || ";|&)<>".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += blanks + word.len();
        let end: String = word.chars().filter(|c| !"'\"\\".contains(*c)).collect();
        let is_literal = end.len() < word.len();
        if !word.is_empty() {
            self.announced.push(Document { end, strips_tabs, is_literal, depth: 0 });
        }
    }

    fn step_in_document(&mut self) {
        let Some(body) = &mut self.body else { return };
        let is_line_start = self.at == 0 || self.bytes[self.at - 1] == b'\n';
        if is_line_start {
            let line = self.text[self.at..].split('\n').next().unwrap_or_default();
            let shown = if body.strips_tabs { line.trim_start_matches('\t') } else { line };
            if shown == body.end {
                self.at += line.len();
                self.body = None;
                if !self.announced.is_empty() {
                    self.body = Some(self.announced.remove(0));
                    self.at += 1;
                }
                return;
            }
        }
        let c = self.bytes[self.at];
        let next = self.bytes.get(self.at + 1);
        self.at += 1;
        if body.is_literal {
            return;
        }
        match c {
            b'\\' if next.is_some_and(|next| *next != b'\n') => self.at += 1,
            b'$' if next.is_some_and(|next| b"({".contains(next)) => {
                body.depth += 1;
                self.at += 1;
            }
            b'(' | b'{' if body.depth > 0 => body.depth += 1,
            b')' | b'}' => body.depth = body.depth.saturating_sub(1),
            b'`' => body.depth ^= 1,
            _ => {}
        }
    }

    /// A word has ended: was it one of the language's own?
    fn end_word(&mut self) {
        let Some((start, names_command)) = self.word.take() else { return };
        let word = &self.text[start..self.at.min(self.text.len())];
        let is_quoted = std::mem::take(&mut self.is_word_quoted);
        let names_function = std::mem::take(&mut self.names_function);
        let is_assignment = names_command && is_assignment(word);
        if is_quoted || !names_command {
            let is_case = self.frames.last() == Some(&Frame::Case);
            self.starts_command = is_assignment || (is_case && word == "in");
            return;
        }
        let opened = match word {
            "if" => Some(Frame::If),
            "for" | "select" | "while" | "until" => Some(Frame::Loop),
            "case" => Some(Frame::Case),
            "{" => Some(Frame::Brace),
            _ => None,
        };
        let closed = match word {
            "fi" => Some(Frame::If),
            "done" => Some(Frame::Loop),
            "esac" => Some(Frame::Case),
            "}" => Some(Frame::Brace),
            _ => None,
        };
        self.frames.extend(opened);
        if closed.is_some() && self.frames.last().copied() == closed {
            self.frames.pop();
        }
        let goes_on = ["if", "while", "until", "{", "then", "do", "else", "elif", "!", "time"];
        self.starts_command =
            goes_on.contains(&word) || is_assignment || names_function || word == "function";
        self.names_function = word == "function";
    }
}

/// `NAME=...`: a command may follow.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}
