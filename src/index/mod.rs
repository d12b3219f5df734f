//! The search index: how text is cut into terms, and what each counts in a section. Reading it is
//! `search`'s. The build script compiles this module too.

mod impact;
mod tokenizer;
mod write;

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

pub use impact::{IMPACT_UNIT, Part};
pub use tokenizer::{Token, fold, tokens};
pub use write::{IndexFiles, texts, write};

/// The one field: the terms of a section, each as often as it counts there (see `impact`).
pub fn field() -> Field {
    Field::from_field_id(0)
}

/// Nothing is stored, and the terms come ready made: a document's number is the section's.
pub fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(false);
    let options = TextOptions::default().set_indexing_options(indexing);
    let terms = builder.add_text_field("terms", options);
    debug_assert_eq!(terms, field());
    builder.build()
}
