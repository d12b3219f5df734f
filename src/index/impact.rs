//! What a term counts in a section: BM25 over weighted parts, worked out when the index is written.
//!
//! A search then reads one list of sections for each term, in place of one for each part of a
//! section. The figure is kept as the term's frequency, in units of [`IMPACT_UNIT`].

use std::collections::HashMap;

use super::tokens;

/// An occurrence that counts 1 is written this often.
pub const IMPACT_UNIT: f32 = 10.0;

/// How soon another occurrence in the same part adds nothing.
const SATURATION: f32 = 1.2;

/// The parts of a section, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The section's own heading and aliases.
    Heading,
    /// The page's title, aliases and the last part of its slug.
    Title,
    /// Words a reader might type that the text does not hold.
    Keywords,
    /// The same of the page: they stand under its title.
    PageKeywords,
    /// Fences and inline code.
    Code,
    /// The headings above, and the book's part.
    Path,
    Prose,
}

impl Part {
    const ALL: [Part; 7] = [
        Part::Heading,
        Part::Title,
        Part::Keywords,
        Part::PageKeywords,
        Part::Code,
        Part::Path,
        Part::Prose,
    ];

    /// What an occurrence counts.
    fn weight(self) -> f32 {
        match self {
            Part::Heading => 5.0,
            Part::Title => 4.0,
            Part::Keywords => 4.0,
            Part::PageKeywords => 1.0,
            Part::Code => 1.2,
            Part::Path => 1.5,
            Part::Prose => 1.0,
        }
    }

    /// How much a long part makes an occurrence count less, 0 to 1.
    fn length_penalty(self) -> f32 {
        match self {
            Part::Code | Part::Prose => 0.6,
            Part::Heading | Part::Title | Part::Keywords | Part::PageKeywords | Part::Path => 0.3,
        }
    }
}

/// How often each term stands in each part of a section.
#[derive(Debug, Default)]
pub(super) struct Counts {
    terms: HashMap<String, [u32; Part::ALL.len()]>,
    lengths: [u32; Part::ALL.len()],
}

impl Counts {
    pub(super) fn add(&mut self, part: Part, text: &str) {
        for token in tokens(text) {
            self.lengths[part as usize] += 1;
            self.terms.entry(token.text).or_default()[part as usize] += 1;
        }
    }
}

/// For each section its terms and how often each is to be written, in order of the terms.
pub(super) fn impacts(sections: &[Counts]) -> Vec<Vec<(&str, usize)>> {
    let average = |part: Part| {
        let sum: u32 = sections.iter().map(|section| section.lengths[part as usize]).sum();
        (sum as f32 / sections.len().max(1) as f32).max(1.0)
    };
    let averages = Part::ALL.map(average);
    sections.iter().map(|section| section.impacts(&averages)).collect()
}

impl Counts {
    fn impacts(&self, averages: &[f32; Part::ALL.len()]) -> Vec<(&str, usize)> {
        let weigh = |counts: &[u32; Part::ALL.len()]| {
            let part = |(part, average): (Part, &f32)| {
                let penalty = part.length_penalty();
                let length = self.lengths[part as usize] as f32 / average;
                let count = counts[part as usize] as f32 / (1.0 - penalty + penalty * length);
                part.weight() * count / (SATURATION + count)
            };
            let sum: f32 = Part::ALL.into_iter().zip(averages).map(part).sum();
            ((sum * IMPACT_UNIT).round() as usize).max(1)
        };
        let mut terms: Vec<(&str, usize)> =
            self.terms.iter().map(|(term, counts)| (term.as_str(), weigh(counts))).collect();
        terms.sort_unstable();
        terms
    }
}
