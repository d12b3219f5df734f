//! The placeholders of a snippet and the values typed for them. A field left empty stands for the
//! default, or without one for the placeholder as it is written.

use crate::book::{Filled, Piece, Snippet, fill, pieces};
use crate::input::Input;

pub struct Form {
    /// What is filled in.
    template: String,
    pub fields: Vec<Field>,
    /// Index of the field being typed.
    pub at: usize,
}

pub struct Field {
    pub name: String,
    pub default: Option<String>,
    pub input: Input,
}

/// A piece of the snippet as it would be taken.
pub enum Part<'f> {
    Text(&'f str),
    /// What stands for the placeholder of this field.
    Value(&'f str, usize),
}

impl Form {
    /// The form of a snippet; none when what is taken of it has no placeholders.
    pub fn new(snippet: &Snippet) -> Option<Form> {
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

    /// Puts the default into an empty field, to be changed.
    pub fn take_default(&mut self) {
        if let (true, Some(default)) = (self.input.text().is_empty(), &self.default) {
            self.input = Input::new(default);
        }
    }
}
