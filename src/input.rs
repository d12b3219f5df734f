//! A line that is being typed, with readline's keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::render::{safe, width};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
}

impl Input {
    pub fn new(text: &str) -> Input {
        let mut input = Input::default();
        input.insert(text);
        input
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts text at the cursor: control characters are left out, but for newlines and tabs.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String =
            text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Does what a key does in a line; a key that does nothing there changes nothing.
    pub fn press(&mut self, key: &KeyEvent) {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        let is_plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match (key.code, is_control) {
            (KeyCode::Char('a'), true) | (KeyCode::Home, _) => self.cursor = 0,
            (KeyCode::Char('e'), true) | (KeyCode::End, _) => self.cursor = self.text.len(),
            (KeyCode::Char('b'), true) | (KeyCode::Left, _) => self.cursor = self.before(),
            (KeyCode::Char('f'), true) | (KeyCode::Right, _) => self.cursor = self.after(),
            (KeyCode::Char('h'), true) | (KeyCode::Backspace, _) => self.cut(self.before()),
            (KeyCode::Char('d'), true) | (KeyCode::Delete, _) => {
                self.text.replace_range(self.cursor..self.after(), "");
            }
            (KeyCode::Char('u'), true) => self.cut(0),
            (KeyCode::Char('k'), true) => self.text.truncate(self.cursor),
            (KeyCode::Char('w'), true) => {
                let kept = self.text[..self.cursor].trim_end();
                self.cut(kept.rfind(char::is_whitespace).map_or(0, |blank| blank + 1));
            }
            (KeyCode::Char(c), _) if is_plain => self.insert(c.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].chars().next().map_or(0, char::len_utf8)
    }

    /// Takes away what stands between `from` and the cursor.
    fn cut(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    /// What is shown of it in so many columns, and the column of the cursor in that: of a long
    /// line the part around the cursor.
    pub fn shown(&self, columns: usize) -> (String, usize) {
        let text = safe(&self.text);
        let column = width(&safe(&self.text[..self.cursor]));
        let mut skipped = 0;
        let mut shown = String::new();
        let mut used = 0;
        for c in text.chars() {
            let wide = width(c.encode_utf8(&mut [0; 4]));
            if column - skipped >= columns.max(1) {
                skipped += wide;
            } else if used + wide > columns {
                break;
            } else {
                used += wide;
                shown.push(c);
            }
        }
        (shown, column.saturating_sub(skipped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, keys: &[(KeyCode, KeyModifiers)], expected: &str) {
        let mut input = Input::new(typed);
        for (code, modifiers) in keys {
            input.press(&KeyEvent::new(*code, *modifiers));
        }
        let (before, after) = input.text.split_at(input.cursor);
        assert_eq!(format!("{before}|{after}"), expected);
    }

    fn control(c: char) -> (KeyCode, KeyModifiers) {
        (KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    #[test]
    fn keys_are_those_of_readline() {
        let plain = |code| (code, KeyModifiers::NONE);
        check("größe", &[plain(KeyCode::Backspace)], "größ|");
        check("größe", &[control('b'), control('b'), plain(KeyCode::Delete)], "grö|e");
        check("one two  ", &[control('w')], "one |");
        check("one two", &[control('a'), control('f'), control('k')], "o|");
        check("one two", &[plain(KeyCode::Left), control('u')], "|o");
        check("a", &[(KeyCode::Char('x'), KeyModifiers::ALT), control('x')], "a|");
    }

    #[test]
    fn what_a_terminal_would_obey_is_left_out() {
        check("a\u{1b}[31mb\r\nc\td\u{7f}", &[], "a[31mb\nc\td|");
    }

    #[test]
    fn a_long_line_shows_where_the_cursor_is() {
        let mut input = Input::new("0123456789");
        assert_eq!(input.shown(20), ("0123456789".to_owned(), 10));
        assert_eq!(input.shown(5), ("6789".to_owned(), 4));
        input.press(&KeyEvent::new(KeyCode::Home, KeyModifiers::NONE));
        assert_eq!(input.shown(5), ("01234".to_owned(), 0));
        assert_eq!(Input::new("日本語").shown(4), ("語".to_owned(), 2));
    }
}
