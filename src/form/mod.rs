//! The placeholders of a snippet and the values typed for them. A field left empty stands for the
//! default, or without one for the placeholder as it is written. What was used before is offered,
//! and never put in unasked.

mod view;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::book::{Filled, Piece, Snippet, fill, pieces};
use crate::input::Input;

pub use view::{field_row, filled_lines, hints, name_columns, plain_lines};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What is filled in.
    template: String,
    pub fields: Vec<Field>,
    /// Index of the field being typed.
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub default: Option<String>,
    pub input: Input,
    /// What was used before, the last first.
    used: Vec<String>,
    /// Which of those stands in the field, and what was typed before they were looked through.
    shown: Option<(usize, Input)>,
}

/// What a key asks for, besides what it changes in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Nothing,
    /// To take the snippet.
    Take,
    /// To take it, and go on.
    TakeAndStay,
    Leave,
}

/// A piece of the snippet as it would be taken.
pub enum Part<'f> {
    Text(&'f str),
    /// What stands for the placeholder of this field.
    Value(&'f str, usize),
}

impl Form {
    /// The form of a snippet; none when what is taken of it has no placeholders. `used` gives what
    /// was used for a name before, the last first.
    pub fn new(snippet: &Snippet, used: impl Fn(&str) -> Vec<String>) -> Option<Form> {
        if snippet.placeholders.is_empty() {
            return None;
        }
        let template = snippet.template();
        let is_taken = |name: &str| {
            let is_it =
                |piece: Piece<'_>| matches!(piece, Piece::Slot { name: n, .. } if n == name);
            pieces(&template).into_iter().any(is_it)
        };
        let taken = snippet.placeholders.iter().filter(|known| is_taken(&known.name));
        let fields: Vec<Field> = taken
            .map(|known| Field {
                name: known.name.clone(),
                default: known.default.clone(),
                input: Input::default(),
                used: used(&known.name),
                shown: None,
            })
            .collect();
        (!fields.is_empty()).then_some(Form { template, fields, at: 0 })
    }

    pub fn field(&mut self) -> &mut Field {
        &mut self.fields[self.at]
    }

    pub fn is_last(&self) -> bool {
        self.at + 1 == self.fields.len()
    }

    pub fn step(&mut self, by: isize) {
        let count = self.fields.len() as isize;
        self.at = (self.at as isize + by).rem_euclid(count) as usize;
    }

    /// Does what a key does in the form.
    pub fn press(&mut self, key: &KeyEvent) -> Asked {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match (key.code, is_control) {
            (KeyCode::Esc, _) => return Asked::Leave,
            (KeyCode::Enter, _) if self.is_last() => return Asked::Take,
            (KeyCode::Char('y'), true) => return Asked::TakeAndStay,
            (KeyCode::Enter | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(1),
            (KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => self.step(-1),
            (KeyCode::Up, _) if self.field().used.is_empty() => self.step(-1),
            (KeyCode::Up, _) => self.field().older(),
            (KeyCode::Down, _) if self.field().shown.is_none() => self.step(1),
            (KeyCode::Down, _) => self.field().newer(),
            (KeyCode::Right, _) if self.field().input.text().is_empty() => {
                self.field().take_default();
            }
            _ => self.field().input.press(key),
        }
        Asked::Nothing
    }

    /// What is pasted is a value, whatever it holds.
    pub fn paste(&mut self, text: &str) {
        self.field().input.insert(text.trim_end_matches(['\r', '\n']));
    }

    /// The names, and the reader's own values for them.
    pub fn typed(&self) -> Vec<(&str, &str)> {
        let own = |field: &&Field| {
            let text = field.input.text();
            !text.is_empty() && Some(text) != field.default.as_deref()
        };
        let typed = self.fields.iter().filter(own);
        typed.map(|field| (field.name.as_str(), field.input.text())).collect()
    }

    pub fn filled(&self) -> Filled {
        fill(&self.template, |name| self.value(name))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name)?.value()
    }

    /// The snippet as it would be taken, in pieces.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let part = |piece| match piece {
            Piece::Text(text) => Some(Part::Text(text)),
            Piece::Malformed(_) => None,
            Piece::Slot { name, source, .. } => {
                let index = self.fields.iter().position(|field| field.name == name)?;
                Some(Part::Value(self.fields[index].value().unwrap_or(source), index))
            }
        };
        pieces(&self.template).into_iter().filter_map(part).collect()
    }
}

impl Field {
    fn value(&self) -> Option<&str> {
        match self.input.text() {
            "" => self.default.as_deref(),
            typed => Some(typed),
        }
    }

    pub fn has_used(&self) -> bool {
        !self.used.is_empty()
    }

    /// Puts in what was used before what stands there.
    fn older(&mut self) {
        let next = self.shown.as_ref().map_or(0, |(index, _)| index + 1);
        let Some(value) = self.used.get(next) else { return };
        let typed = match self.shown.take() {
            Some((_, typed)) => typed,
            None => self.input.clone(),
        };
        self.input = Input::new(value);
        self.shown = Some((next, typed));
    }

    /// Back towards what was typed.
    fn newer(&mut self) {
        match self.shown.take() {
            Some((0, typed)) => self.input = typed,
            Some((index, typed)) => {
                self.input = Input::new(&self.used[index - 1]);
                self.shown = Some((index - 1, typed));
            }
            None => {}
        }
    }

    /// Puts the default into an empty field, to be changed.
    pub fn take_default(&mut self) {
        if let (true, Some(default)) = (self.input.text().is_empty(), &self.default) {
            self.input = Input::new(default);
        }
    }
}

#[cfg(test)]
mod tests;
