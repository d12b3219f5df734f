//! A window with a few lines, each with its letter: what to copy, marks, versions, an address.

use crate::book::{Place, Wanted};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    pub title: String,
    /// What stands above the items; wrapped.
    pub text: String,
    pub items: Vec<Item>,
    /// The selected item.
    pub row: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub key: char,
    pub label: String,
    pub choice: Choice,
}

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Put this place's text on the clipboard.
    Copy { place: Place, wanted: Wanted },
    /// Put this text there, which is called so in the message.
    CopyText { text: String, what: String },
    /// Let the reader choose a link, to copy its address.
    CopyAddress,
    /// Hand the address to a browser.
    Open(String),
    /// Go to the mark with this letter.
    Mark(char),
    /// Go back to before the last jump.
    BeforeJump,
    /// List the versions of the product with this id.
    Product(String),
    /// Choose a version of a product; none is all of them.
    Version { product: String, version: Option<String> },
}

/// The letters of the items: not those that move (`j`, `k`) or leave (`q`).
const LETTERS: &str = "asdfghlwertyuiopzxcvbnmASDFGHLWERTYUIOPZXCVBNM";

impl Menu {
    pub fn new(title: &str, items: Vec<Item>) -> Menu {
        Menu { title: title.to_owned(), text: String::new(), items, row: 0 }
    }

    /// A menu whose items get their letters in order; there are no more items than letters.
    pub fn lettered(title: &str, choices: Vec<(String, Choice)>) -> Menu {
        let items = LETTERS.chars().zip(choices);
        let items = items.map(|(key, (label, choice))| Item { key, label, choice });
        Menu::new(title, items.collect())
    }

    pub fn step(&mut self, by: isize) {
        let last = self.items.len().saturating_sub(1);
        self.row = self.row.saturating_add_signed(by).min(last);
    }
}

impl Item {
    pub fn new(key: char, label: impl Into<String>, choice: Choice) -> Item {
        Item { key, label: label.into(), choice }
    }
}
