//! How well each section answers a term: the impact that the index holds, saturated.

use std::sync::Arc;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::index::{IMPACT_UNIT, field};

/// The impact that is half of what can be had.
const SATURATION: f32 = 3.0;

/// The lists of the one segment.
pub(super) struct Impacts {
    inverted: Arc<InvertedIndexReader>,
    pub(super) sections: usize,
}

/// For each section how well it answers, 0 (not at all) to 1.
pub(super) type Scores = Vec<f32>;

impl Impacts {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Impacts> {
        let inverted = segment.inverted_index(field())?;
        Ok(Impacts { inverted, sections: segment.max_doc() as usize })
    }

    /// Raises each section's score to what this term gives it, times `factor`.
    pub(super) fn raise(
        &self,
        term: &str,
        factor: f32,
        scores: &mut Scores,
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(field(), term);
        let option = IndexRecordOption::WithFreqs;
        let Some(mut postings) = self.inverted.read_postings(&term, option)? else {
            return Ok(());
        };
        while postings.doc() != TERMINATED {
            let impact = postings.term_freq() as f32 / IMPACT_UNIT;
            let score = &mut scores[postings.doc() as usize];
            *score = score.max(factor * impact / (SATURATION + impact));
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
