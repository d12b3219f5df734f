//! How well each section answers a word: BM25 over weighted fields, for every term the word may
//! stand for.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::index::Part;

/// How soon another occurrence in the same field adds nothing.
const SATURATION: f32 = 1.2;
/// How soon another field adds nothing.
const FIELD_SATURATION: f32 = 3.0;

/// What an occurrence in this field counts.
fn weight(part: Part) -> f32 {
    match part {
        Part::Title => 4.0,
        Part::Heading => 5.0,
        Part::Keywords => 3.0,
        Part::Path => 1.5,
        Part::Code => 1.6,
        Part::Prose => 1.0,
    }
}

/// How much a long field makes an occurrence count less.
fn length_penalty(part: Part) -> f32 {
    match part {
        Part::Title | Part::Heading | Part::Keywords | Part::Path => 0.3,
        Part::Code | Part::Prose => 0.6,
    }
}

/// The postings of one segment by field.
pub(super) struct Fields {
    fields: Vec<FieldReader>,
    pub(super) sections: usize,
}

struct FieldReader {
    part: Part,
    inverted: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    average_length: f32,
}

/// For each section how well it answers, 0 for not at all.
pub(super) type Scores = Vec<f32>;

impl Fields {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Fields> {
        let sections = segment.max_doc() as usize;
        let open = |part: Part| -> tantivy::Result<FieldReader> {
            let inverted = segment.inverted_index(part.field())?;
            let average_length = inverted.total_num_tokens() as f32 / (sections as f32).max(1.0);
            let lengths = segment.get_fieldnorms_reader(part.field())?;
            Ok(FieldReader { part, inverted, lengths, average_length: average_length.max(1.0) })
        };
        let fields = Part::ALL.into_iter().map(open).collect::<tantivy::Result<_>>()?;
        Ok(Fields { fields, sections })
    }

    /// Raises each section's score to what this term gives it, times `factor`.
    pub(super) fn raise(
        &self,
        term: &str,
        factor: f32,
        scores: &mut Scores,
    ) -> tantivy::Result<()> {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for field in &self.fields {
            field.occurrences(term, &mut found)?;
        }
        // A section may stand in it once for each field.
        found.sort_unstable_by_key(|(section, _)| *section);
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            let sum: f32 = same.iter().map(|(_, weighted)| weighted).sum();
            let score = factor * sum / (FIELD_SATURATION + sum);
            let section = same[0].0 as usize;
            scores[section] = scores[section].max(score);
        }
        Ok(())
    }
}

impl FieldReader {
    fn occurrences(&self, term: &str, found: &mut Vec<(u32, f32)>) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.part.field(), term);
        let option = IndexRecordOption::WithFreqs;
        let Some(mut postings) = self.inverted.read_postings(&term, option)? else {
            return Ok(());
        };
        let penalty = length_penalty(self.part);
        while postings.doc() != TERMINATED {
            let section = postings.doc();
            let length = self.lengths.fieldnorm(section) as f32 / self.average_length;
            let count = postings.term_freq() as f32 / (1.0 - penalty + penalty * length);
            found.push((section, weight(self.part) * count / (SATURATION + count)));
            postings.advance();
        }
        Ok(())
    }
}

/// How much a word says that stands in `found` of `all` sections.
pub(super) fn rarity(found: usize, all: usize) -> f32 {
    let (found, all) = (found as f32, all as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}
