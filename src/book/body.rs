//! The bulk of a page: its text, sections and snippets. Of an embedded book they are read when
//! the page is first looked at; reading all of them at every start would cost more than a search.

use std::borrow::Cow;
use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

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
    late: Option<Late>,
}

/// Tables as the build wrote them, and how to read them.
#[derive(Debug)]
struct Late {
    bytes: &'static [u8],
    read: fn(&'static [u8]) -> Tables,
}

impl Body {
    pub(super) fn new(text: String, tables: Tables) -> Body {
        Body { text: Cow::Owned(text.into_bytes()), tables: OnceCell::from(tables), late: None }
    }

    pub(super) fn late(
        text: &'static [u8],
        bytes: &'static [u8],
        read: fn(&'static [u8]) -> Tables,
    ) -> Body {
        let late = Some(Late { bytes, read });
        Body { text: Cow::Borrowed(text), tables: OnceCell::new(), late }
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.text).expect("it was made of text")
    }

    pub(super) fn tables(&self) -> &Tables {
        let read = || self.late.as_ref().map(|late| (late.read)(late.bytes)).unwrap_or_default();
        self.tables.get_or_init(read)
    }

    pub(super) fn tables_mut(&mut self) -> &mut Tables {
        self.tables();
        self.tables.get_mut().expect("read on the line above")
    }
}
