//! Placeholders: `{{name}}` and `{{name=default}}`, where the reader's own value goes.
//! Values go in as they are given; nothing is ever evaluated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::shell::{self, Unquotable};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placeholder {
    pub name: String,
    pub default: Option<String>,
}

/// A piece of a snippet.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Slot {
        name: &'a str,
        default: Option<&'a str>,
        /// The placeholder as written.
        source: &'a str,
    },
    /// `{{` that opens no placeholder: a byte offset.
    Malformed(usize),
}

/// A snippet with its values in, and the names that have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    pub missing: Vec<String>,
}

/// Cuts `text` at its placeholders.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        match slot(&text[open..]) {
            Some(piece @ Piece::Slot { source, .. }) => {
                if done < open {
                    pieces.push(Piece::Text(&text[done..open]));
                }
                done = open + source.len();
                from = done;
                pieces.push(piece);
            }
            _ => {
                pieces.push(Piece::Malformed(open));
                from = open + 2;
            }
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

fn slot(text: &str) -> Option<Piece<'_>> {
    let close = text.find("}}")?;
    let inner = &text[2..close];
    let (name, default) = match inner.split_once('=') {
        Some((name, default)) => (name, Some(default)),
        None => (inner, None),
    };
    let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !inner.contains(['\n', '{']);
    let source = &text[..close + 2];
    well_formed.then_some(Piece::Slot { name, default, source })
}

/// The placeholders of `text`, each once, in order of appearance.
pub(super) fn list(text: &str) -> Vec<Placeholder> {
    let mut found: Vec<Placeholder> = Vec::new();
    for piece in pieces(text) {
        let Piece::Slot { name, default, .. } = piece else { continue };
        match found.iter_mut().find(|known| known.name == name) {
            Some(known) => known.default = known.default.take().or(default.map(str::to_owned)),
            None => found
                .push(Placeholder { name: name.to_owned(), default: default.map(str::to_owned) }),
        }
    }
    found
}

/// Fills in every default. A name without one stays as it is written.
pub fn fill_defaults(text: &str) -> Filled {
    let known = list(text);
    fill(text, |name| known.iter().find(|known| known.name == name)?.default.as_deref())
}

/// Fills in the value of each name, as it is given: what a value holds is not looked at again. A
/// name without one stays as it is written.
pub fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> Filled {
    let mut filled = Filled { text: String::with_capacity(text.len()), missing: Vec::new() };
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.text.push_str(text),
            Piece::Malformed(_) => {}
            Piece::Slot { name, source, .. } => {
                let value = value(name);
                filled.text.push_str(value.unwrap_or(source));
                if value.is_none() {
                    filled.miss(name);
                }
            }
        }
    }
    filled
}

/// As [`fill`] with the defaults of `known`, and the values quoted so that a shell reads each as one
/// piece of text, whatever quotes its placeholder stands in.
///
/// # Errors
/// The first value that no quoting makes safe where it goes.
pub fn fill_shell(
    text: &str,
    known: &[Placeholder],
    values: &Values,
) -> Result<Filled, Unquotable> {
    // The text with a letter where a value goes: what the shell reads around it.
    let mut around = String::with_capacity(text.len());
    let (mut offsets, mut names) = (Vec::new(), Vec::new());
    let mut missing = Filled::default();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => around.push_str(text),
            Piece::Malformed(_) => {}
            Piece::Slot { name, .. } if values.of(name).is_some() => {
                offsets.push(around.len());
                names.push(name);
                around.push('x');
            }
            Piece::Slot { name, source, .. } => {
                let default = default_of(known, name);
                around.push_str(default.unwrap_or(source));
                if default.is_none() {
                    missing.miss(name);
                }
            }
        }
    }
    let given: Vec<&str> = names.iter().filter_map(|name| values.of(name)).collect();
    let quoted = shell::quote(&around, &offsets, &given);
    let mut filled = Filled { text: String::with_capacity(text.len()), ..missing };
    let mut done = 0;
    for ((offset, name), value) in offsets.into_iter().zip(names).zip(quoted) {
        let value = value.map_err(|reason| Unquotable { name: name.to_owned(), reason })?;
        filled.text.push_str(&around[done..offset]);
        filled.text.push_str(&value);
        done = offset + 1;
    }
    filled.text.push_str(&around[done..]);
    Ok(filled)
}

pub(super) fn default_of<'k>(known: &'k [Placeholder], name: &str) -> Option<&'k str> {
    known.iter().find(|known| known.name == name)?.default.as_deref()
}

impl Filled {
    fn miss(&mut self, name: &str) {
        if !self.missing.iter().any(|missing| missing == name) {
            self.missing.push(name.to_owned());
        }
    }
}

/// The reader's own values, by the names of placeholders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Sets a value; of a name the last one counts.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    pub fn of(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_go_in_and_the_rest_stays() {
        let filled = fill_defaults("listen {{port=80}}; name {{domain}} {{domain}}; {{port}}");
        assert_eq!(filled.text, "listen 80; name {{domain}} {{domain}}; 80");
        assert_eq!(filled.missing, ["domain"]);
    }

    #[test]
    fn what_is_no_placeholder_is_kept_and_reported() {
        let text = "{{ spaced }} {{A}} {{open";
        assert_eq!(fill_defaults(text).text, text);
        let malformed = pieces(text).into_iter().filter(|p| matches!(p, Piece::Malformed(_)));
        assert_eq!(malformed.count(), 3);
    }

    #[test]
    fn a_value_goes_in_once_and_as_it_is() {
        for value in ["'", "\"", "$(id)", "`id`", "a\nb", "a/b", "a&b", "{{b}}", "{{a}}", "\\1", ""]
        {
            let filled = fill("[{{a}}] {{b}} {{a=x}}", |name| (name == "a").then_some(value));
            assert_eq!(filled.text, format!("[{value}] {{{{b}}}} {value}"));
            assert_eq!(filled.missing, ["b"]);
        }
    }

    #[test]
    fn a_default_may_be_empty_or_hold_signs() {
        assert_eq!(fill_defaults("a{{x=}}b{{y=1=2 $(z)}}").text, "ab1=2 $(z)");
    }
}
