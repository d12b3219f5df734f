//! From a query to ranked hits. A hit is a section; the line that says why comes with it.

mod excerpt;
mod expand;
mod files;
mod names;
mod query;
mod score;
mod vocabulary;

use tantivy::{Index, ReloadPolicy};

use crate::book::{Book, PageId, SectionId, SnippetId, Text};
use crate::index::{fold, tokenizers};
use excerpt::Wanted;
use expand::{Answer, Expander};
use score::{Fields, rarity};
use vocabulary::Vocabulary;

pub use excerpt::Excerpt;
pub use expand::Matching;
pub use files::Files;
pub use names::nearest_pages;
pub use query::Query;

/// A word in more than this share of the sections need not be in a hit.
const COMMON: f32 = 0.25;
/// So many of the best are looked at line by line.
const LOOKED_AT: usize = 40;
/// What having the whole query in one line adds to a score.
const IN_ONE_LINE: f32 = 0.5;
/// Of the first so many hits at most two are of one page, unless nothing else fits.
const MIXED: usize = 5;

/// An open index. It knows no book: the book is handed in with each query, and must be the one
/// that was indexed.
pub struct Searcher {
    fields: Fields,
    vocabulary: Vocabulary,
}

/// Which sections count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these pages; all when empty.
    pub pages: Vec<PageId>,
    /// Only sections with a snippet in this language.
    pub lang: Option<String>,
    /// Only sections with a fence.
    pub has_code: bool,
}

/// What answers a query.
#[derive(Debug, Default)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// How many sections answer, those beyond the limit too.
    pub total: usize,
    pub fit: Fit,
    /// What was typed, and what was searched instead.
    pub corrections: Vec<(String, String)>,
    /// The terms found, for lighting them up.
    pub terms: Vec<String>,
}

/// How the hits fit the query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fit {
    /// They have all its words.
    #[default]
    All,
    /// They have some of its words; nothing has all.
    Partial,
    /// A word stands nowhere; the nearest spelled one was searched.
    Corrected,
}

#[derive(Debug, Clone)]
pub struct Hit {
    pub section: SectionId,
    pub score: f32,
    pub excerpt: Excerpt,
    /// What answers: the fence of the excerpt, else the section's first.
    pub snippet: Option<SnippetId>,
}

impl Searcher {
    /// Opens an index in memory.
    pub fn open(files: Files, vocabulary: Text) -> tantivy::Result<Searcher> {
        let mut index = Index::open(files)?;
        index.set_tokenizers(tokenizers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = tantivy::IndexReader::searcher(&reader);
        let fields = Fields::open(searcher.segment_reader(0))?;
        Ok(Searcher { fields, vocabulary: Vocabulary::new(vocabulary) })
    }

    /// The best `limit` hits.
    ///
    /// # Errors
    /// Only when the index is damaged, which an embedded one cannot be.
    pub fn search(
        &self,
        book: &Book,
        query: &Query,
        filter: &Filter,
        matching: Matching,
        limit: usize,
    ) -> tantivy::Result<Hits> {
        let expander = Expander { fields: &self.fields, vocabulary: &self.vocabulary, matching };
        let answers: Vec<Answer> =
            query.words.iter().map(|word| expander.answer(word)).collect::<tantivy::Result<_>>()?;
        let counts: Vec<usize> = answers.iter().map(Answer::count).collect();
        if counts.iter().all(|count| *count == 0) {
            return Ok(Hits::default());
        }
        let mut ranking = Ranking {
            book,
            query,
            answers: &answers,
            counts: &counts,
            fit: Fit::All,
            is_common_enough: false,
        };
        let mut ranked = ranking.rank(filter);
        if ranked.is_empty() && matching == Matching::Loose {
            ranking.fit = Fit::Partial;
            ranked = ranking.rank(filter);
        }
        if ranked.is_empty() && matching == Matching::Loose {
            // Narrowed to pages that have none but its common words.
            ranking.is_common_enough = true;
            ranked = ranking.rank(filter);
        }
        let total = ranked.len();
        let corrections: Vec<(String, String)> = query
            .words
            .iter()
            .zip(&answers)
            .filter_map(|(word, answer)| Some((word.wholes[0].clone(), answer.correction.clone()?)))
            .collect();
        let fit = match (ranking.fit, corrections.is_empty()) {
            (Fit::All, false) => Fit::Corrected,
            (fit, _) => fit,
        };
        let hits = ranking.hits(ranked, limit);
        let terms =
            answers.into_iter().flat_map(|answer| answer.terms).map(|(term, _)| term).collect();
        Ok(Hits { hits, total, fit, corrections, terms })
    }
}

struct Ranking<'q> {
    book: &'q Book,
    query: &'q Query,
    answers: &'q [Answer],
    /// How many sections answer each word.
    counts: &'q [usize],
    fit: Fit,
    /// A common word is enough for a partial hit.
    is_common_enough: bool,
}

impl Ranking<'_> {
    /// The sections that answer, best first; ties in the book's order.
    fn rank(&self, filter: &Filter) -> Vec<(SectionId, f32)> {
        let all = self.book.section_count();
        let rarities: Vec<f32> = self.counts.iter().map(|count| rarity(*count, all)).collect();
        // Having more of the words counts for more than having one of them often.
        let all_rarities = rarities.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let needed = self.needed();
        let mut ranked: Vec<(SectionId, f32)> = Vec::new();
        for id in self.book.section_ids() {
            let scores = || self.answers.iter().map(|answer| answer.scores[id.0 as usize]);
            let stands = |(score, needed): (f32, &bool)| score > 0.0 || !needed;
            let fits = match self.fit {
                Fit::Partial => scores()
                    .zip(&needed)
                    .any(|(score, needed)| score > 0.0 && (*needed || self.is_common_enough)),
                Fit::All | Fit::Corrected => scores().zip(&needed).all(stands),
            };
            if !fits || !filter.accepts(self.book, id) {
                continue;
            }
            let score: f32 = scores().zip(&rarities).map(|(score, rarity)| score * rarity).sum();
            let had = scores().zip(&rarities).filter(|(score, _)| *score > 0.0);
            let share = had.map(|(_, rarity)| rarity).sum::<f32>() / all_rarities;
            ranked.push((id, score * share * share));
        }
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.prefer_phrases(&mut ranked);
        ranked
    }

    /// Which words a hit must have: those that are not common, or all when all are.
    fn needed(&self) -> Vec<bool> {
        let common = COMMON * self.book.section_count() as f32;
        let is_rare = |count: &usize| (*count as f32) <= common;
        match self.counts.iter().any(|count| *count > 0 && is_rare(count)) {
            true => self.counts.iter().map(is_rare).collect(),
            false => vec![true; self.counts.len()],
        }
    }

    /// Keeps the sections that hold the quoted texts as they stand; when none does, all.
    fn prefer_phrases(&self, ranked: &mut Vec<(SectionId, f32)>) {
        for phrase in &self.query.phrases {
            let holds = |id: SectionId| {
                let section = self.book.section(id);
                fold(&section.title).contains(phrase) || fold(&section.plain).contains(phrase)
            };
            let kept: Vec<(SectionId, f32)> =
                ranked.iter().copied().filter(|(id, _)| holds(*id)).collect();
            if !kept.is_empty() {
                *ranked = kept;
            }
        }
    }

    /// Looks at the best line by line: a section that has the query in one line is better than one
    /// that has it scattered.
    fn hits(&self, ranked: Vec<(SectionId, f32)>, limit: usize) -> Vec<Hit> {
        let all = self.book.section_count();
        let wanted: Vec<Wanted> = self
            .answers
            .iter()
            .zip(self.counts)
            .map(|(answer, count)| Wanted {
                terms: answer.terms.clone(),
                rarity: rarity(*count, all),
            })
            .collect();
        let looked_at = ranked.len().min(LOOKED_AT.max(limit));
        let mut hits: Vec<Hit> = ranked[..looked_at]
            .iter()
            .map(|(section, score)| {
                let (excerpt, share) = excerpt::best(self.book, *section, &wanted);
                let snippet = excerpt.snippet.or_else(|| first_fence(self.book, *section));
                Hit {
                    section: *section,
                    score: score * (1.0 + IN_ONE_LINE * share),
                    excerpt,
                    snippet,
                }
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        mix(self.book, &mut hits);
        hits.truncate(limit);
        hits
    }
}

impl Filter {
    fn accepts(&self, book: &Book, id: SectionId) -> bool {
        let fences = || book.snippets_in(id).map(|id| book.snippet(id)).filter(|s| s.is_fence());
        (self.pages.is_empty() || self.pages.contains(&book.page_of_section(id)))
            && (!self.has_code || fences().next().is_some())
            && self.lang.as_ref().is_none_or(|lang| fences().any(|fence| *fence.lang == **lang))
    }
}

fn first_fence(book: &Book, section: SectionId) -> Option<SnippetId> {
    book.snippets_in(section).find(|id| book.snippet(*id).is_fence())
}

/// Moves the third and further hits of a page behind the first few.
fn mix(book: &Book, hits: &mut Vec<Hit>) {
    let page = |hit: &Hit| book.page_of_section(hit.section);
    let mut first: Vec<Hit> = Vec::new();
    let mut rest: Vec<Hit> = Vec::new();
    for hit in hits.drain(..) {
        let same = first.iter().filter(|other| page(other) == page(&hit)).count();
        match first.len() < MIXED && same < 2 {
            true => first.push(hit),
            false => rest.push(hit),
        }
    }
    first.append(&mut rest);
    *hits = first;
}
