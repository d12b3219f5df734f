//! The bulk of a page: its text, sections and snippets, and what its Markdown says. Of an embedded
//! book they are read when the page is first looked at; reading all of them at every start would
//! cost more than a search, and reading is a third of the work that parsing is.

use std::borrow::Cow;
use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::{Section, Snippet};

/// What is known of a page besides its names.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Tables {
    pub sections: Vec<Section>,
    pub snippets: Vec<Snippet>,
}

#[derive(Debug, Default)]
pub(super) struct Body {
    text: Cow<'static, [u8]>,
    tables: OnceCell<Tables>,
    embedded: Option<Embedded>,
}

/// A page as the build wrote it, and how to read that.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    pub text: &'static [u8],
    pub tables: &'static [u8],
    pub document: &'static [u8],
    pub read_tables: fn(&'static [u8]) -> Tables,
    pub read_document: fn(&'static [u8]) -> Document,
}

impl Body {
    pub(super) fn new(text: String, tables: Tables) -> Body {
        Body { text: Cow::Owned(text.into_bytes()), tables: OnceCell::from(tables), embedded: None }
    }

    pub(super) fn embedded(page: Embedded) -> Body {
        Body { text: Cow::Borrowed(page.text), tables: OnceCell::new(), embedded: Some(page) }
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.text).expect("it was made of text")
    }

    pub(super) fn tables(&self) -> &Tables {
        let read = || self.embedded.map(|page| (page.read_tables)(page.tables));
        self.tables.get_or_init(|| read().unwrap_or_default())
    }

    /// What the Markdown says, where the build parsed it.
    pub(super) fn document(&self) -> Option<Document> {
        self.embedded.map(|page| (page.read_document)(page.document))
    }

    pub(super) fn tables_mut(&mut self) -> &mut Tables {
        self.tables();
        self.tables.get_mut().expect("read on the line above")
    }
}
