//! What can be followed in view: links, references to notes, and notes back to their references.

use std::ops::Range;
use std::rc::Rc;

use super::State;
use crate::render::Footnote;

/// Why letters are shown on links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Follow,
    /// To copy an address.
    Copy,
}

/// Letters on links, the first of two of them typed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    pub purpose: Purpose,
    pub typed: Option<char>,
}

/// Something to follow, and the letters that choose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub letters: String,
    /// Where its first part stands: a line of the page, and columns of it.
    pub line: usize,
    pub columns: Range<usize>,
    pub leads: Leads,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// As the link is written in the page.
    Target(Rc<str>),
    /// To the note with this number.
    Note(usize),
    /// Back to where this note is referred to.
    Mention(usize),
}

/// What links are chosen by: the keys under the fingers first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

impl State<'_> {
    /// What can be followed in view, or has an address to copy, in reading order.
    pub fn links_in_view(&self, purpose: Purpose) -> Vec<Lead> {
        let view = self.reader.scroll..self.reader.scroll + self.page_height();
        let links = &self.reader.rendered.links;
        let is_first = |index: usize| {
            // A link that is broken between two lines stands there twice.
            let before = index.checked_sub(1).map(|before| &links[before]);
            before.is_none_or(|before| {
                before.target != links[index].target || before.line + 1 != links[index].line
            })
        };
        let lead = |line, columns, leads| Lead { letters: String::new(), line, columns, leads };
        let firsts = (0..links.len()).filter(|index| is_first(*index)).map(|index| &links[index]);
        let mut shown: Vec<Lead> = firsts
            .map(|link| {
                lead(link.line, link.columns.clone(), Leads::Target(Rc::clone(&link.target)))
            })
            .collect();
        if purpose == Purpose::Follow {
            for (number, footnote) in (1..).zip(&self.reader.rendered.footnotes) {
                let mentions = footnote.mentions.iter();
                shown.extend(
                    mentions.map(|at| lead(at.line, at.columns.clone(), Leads::Note(number))),
                );
                let back = footnote.note.filter(|_| !footnote.mentions.is_empty());
                shown.extend(back.map(|line| {
                    lead(line, self.note_columns(number, line), Leads::Mention(number))
                }));
            }
        }
        shown.retain(|lead| view.contains(&lead.line));
        shown.sort_by_key(|lead| (lead.line, lead.columns.start));
        let count = shown.len();
        shown.iter_mut().enumerate().for_each(|(index, lead)| lead.letters = letters(index, count));
        shown
    }

    /// Where `[1]` stands before a note.
    fn note_columns(&self, number: usize, line: usize) -> Range<usize> {
        let mark = format!("[{number}]");
        let mut column = 0;
        for span in &self.reader.rendered.lines[line].spans {
            if span.content.starts_with(&mark) {
                break;
            }
            column += crate::render::width(&span.content);
        }
        column..column + mark.len()
    }

    /// What is known of the note with this number, from 1.
    pub(in crate::tui) fn footnote(&self, number: usize) -> Option<&Footnote> {
        number.checked_sub(1).and_then(|index| self.reader.rendered.footnotes.get(index))
    }

    /// Scrolls so that a line of the page is in view, a quarter down where it was not.
    pub(in crate::tui) fn bring_into_view(&mut self, line: usize) {
        let height = self.page_height();
        if !(self.reader.scroll..self.reader.scroll + height).contains(&line) {
            self.reader.scroll = line.saturating_sub(height / 4);
            self.clamp();
        }
    }
}

fn letters(index: usize, count: usize) -> String {
    let all = LETTERS.len();
    match count <= all {
        true => char::from(LETTERS[index]).to_string(),
        false => {
            let two = [LETTERS[index / all % all], LETTERS[index % all]];
            two.map(char::from).iter().collect()
        }
    }
}

/// An address that can be handed to another program: of the web or of a mailbox, in plain ASCII;
/// the rest is written in the way of URLs, so that what is shown is what is opened.
///
/// # Errors
/// A sentence that says why it is not opened.
pub fn address(target: &str) -> Result<String, &'static str> {
    let is_known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if !is_known {
        return Err("(Only http, https and mailto are opened.)");
    }
    let mut address = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(byte.into()),
            // Of RFC 3986's signs all but the quote.
            byte if b"-._~:/?#[]@!$&()*+,;=%".contains(&byte) => address.push(byte.into()),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_of_the_web_and_plain() {
        assert_eq!(
            address("https://a.example/x?y=1&z=%20#n"),
            Ok("https://a.example/x?y=1&z=%20#n".into())
        );
        assert_eq!(
            address("HTTP://a.example/ü 日'"),
            Ok("HTTP://a.example/%C3%BC%20%E6%97%A5%27".into())
        );
        assert_eq!(address("https://a/\u{1b}]8;;\u{7}"), Ok("https://a/%1B]8;;%07".into()));
        for target in ["file:///etc/passwd", "javascript://x", "-o://x", "", "ftp://x", "ssh://a"] {
            assert!(address(target).is_err(), "{target}");
        }
    }
}
