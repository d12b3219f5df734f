//! The search index: its fields, and how text is cut into terms. Writing it is in `write`; reading
//! it is `search`'s. The build script compiles this module too.

mod tokenizer;
mod write;

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;

pub use tokenizer::{Token, WordTokenizer, fold, tokens};
pub use write::{IndexFiles, write};

/// The name the tokenizer is registered under; the index holds the name only.
const TOKENIZER: &str = "words";

/// The fields of a section, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The page's title, aliases and the last part of its slug.
    Title,
    /// The section's own heading and aliases.
    Heading,
    /// Words a reader might type that the text does not hold.
    Keywords,
    /// The headings above, and the book's part.
    Path,
    /// Fences and inline code.
    Code,
    Prose,
}

impl Part {
    pub const ALL: [Part; 6] =
        [Part::Title, Part::Heading, Part::Keywords, Part::Path, Part::Code, Part::Prose];

    fn name(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Heading => "heading",
            Part::Keywords => "keywords",
            Part::Path => "path",
            Part::Code => "code",
            Part::Prose => "prose",
        }
    }

    /// The field of this part: fields are numbered in the order of [`Part::ALL`].
    pub fn field(self) -> Field {
        Field::from_field_id(self as u32)
    }
}

/// One text field for each part, nothing stored: the document's number is the section's.
pub fn schema() -> Schema {
    let mut builder = Schema::builder();
    for part in Part::ALL {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true);
        let field = builder
            .add_text_field(part.name(), TextOptions::default().set_indexing_options(indexing));
        debug_assert_eq!(field, part.field());
    }
    builder.build()
}

/// Tokenizers are not part of an index; whoever opens one registers them again.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    manager.register(TOKENIZER, WordTokenizer::default());
    manager
}
