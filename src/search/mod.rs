//! From a query to ranked hits. A hit is a section; the line that says why comes with it.

mod excerpt;
mod expand;
mod files;
mod names;
mod prior;
mod query;
mod ranking;
mod score;
mod thesaurus;
mod vocabulary;

use tantivy::{Index, ReloadPolicy};

use crate::book::{Book, Chosen, PageId, SectionId, SnippetId, Text};
use expand::{Answer, Expander};
use query::{Narrowing, NarrowingKind};
use ranking::Ranking;
use rust_stemmers::{Algorithm, Stemmer};
use score::Impacts;
use vocabulary::Vocabulary;

pub use excerpt::Excerpt;
pub use expand::Matching;
pub use files::Files;
pub use names::nearest_pages;
pub use query::Query;

/// An open index. It knows no book: the book is handed in with each query, and must be the one
/// that was indexed.
pub struct Searcher {
    impacts: Impacts,
    stemmer: Stemmer,
    vocabulary: Vocabulary,
}

/// Which sections count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these pages.
    pub pages: Option<Vec<PageId>>,
    /// Only sections with a snippet in this language.
    pub lang: Option<String>,
    /// Only sections with a fence.
    pub has_code: bool,
    /// Only what holds for these versions, as far as its heading or fence says so.
    pub versions: Chosen,
}

/// What answers a query.
#[derive(Debug, Default)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// How many sections answer, those beyond the limit too.
    pub total: usize,
    /// What was typed, and what was searched instead.
    pub corrections: Vec<(String, String)>,
    /// The terms found, for lighting them up.
    pub terms: Vec<String>,
}

/// How a hit fits the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It has all words that say something.
    All,
    /// It has some of them.
    Partial,
    /// It has them all, one as it was corrected.
    Corrected,
}

#[derive(Debug, Clone)]
pub struct Hit {
    pub section: SectionId,
    pub score: f32,
    pub fit: Fit,
    pub excerpt: Excerpt,
    /// What answers: the fence of the excerpt, else the section's first.
    pub snippet: Option<SnippetId>,
}

impl Hits {
    /// How the best hit fits.
    pub fn fit(&self) -> Fit {
        self.hits.first().map_or(Fit::All, |hit| hit.fit)
    }
}

impl Searcher {
    /// Opens an index in memory.
    pub fn open(files: Files, vocabulary: Text) -> tantivy::Result<Searcher> {
        let index = Index::open(files)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = tantivy::IndexReader::searcher(&reader);
        Ok(Searcher {
            impacts: Impacts::open(searcher.segment_reader(0))?,
            stemmer: Stemmer::create(Algorithm::English),
            vocabulary: Vocabulary::new(vocabulary),
        })
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
        if query.is_empty() {
            return Ok(Hits::default());
        }
        let (mut query, filter) = narrowed(book, query, filter);
        if matching == Matching::Loose {
            query.words.append(&mut query.turns);
        }
        let (query, filter) = (&query, &filter);
        let expander = Expander {
            impacts: &self.impacts,
            stemmer: &self.stemmer,
            vocabulary: &self.vocabulary,
            matching,
        };
        let unwanted = expander.sections_with(&query.unwanted)?;
        let answers: Vec<Answer> = query
            .words
            .iter()
            .map(|word| expander.answer(word, &query.words))
            .collect::<tantivy::Result<_>>()?;
        let ranking = Ranking::new(book, query, &answers, &unwanted, matching);
        let ranked = ranking.rank(filter);
        let total = ranked.len();
        let hits = ranking.hits(ranked, filter, limit);
        let corrections: Vec<(String, String)> = query
            .words
            .iter()
            .zip(&answers)
            .filter_map(|(word, answer)| Some((word.wholes[0].clone(), answer.correction.clone()?)))
            .collect();
        let terms =
            answers.into_iter().flat_map(|answer| answer.terms).map(|(term, _)| term).collect();
        Ok(Hits { hits, total, corrections, terms })
    }
}

/// The query without its `in:`, `lang:` and `has:`, which are in the filter. One that names nothing
/// in the book is the word it also is.
fn narrowed(book: &Book, query: &Query, filter: &Filter) -> (Query, Filter) {
    let (mut query, mut filter) = (query.clone(), filter.clone());
    for narrowing in std::mem::take(&mut query.narrowings) {
        let Narrowing { kind, value, word } = narrowing;
        match kind {
            NarrowingKind::In if !book.pages_in(&value).is_empty() => {
                filter.narrow_to(book.pages_in(&value));
            }
            NarrowingKind::Lang if has_lang(book, &value) => filter.lang = Some(value),
            NarrowingKind::Has if value == "code" => filter.has_code = true,
            _ => query.words.push(word),
        }
    }
    (query, filter)
}

fn has_lang(book: &Book, lang: &str) -> bool {
    book.snippet_ids().any(|id| *book.snippet(id).lang == *lang)
}

impl Filter {
    /// Only what is in both.
    fn narrow_to(&mut self, pages: Vec<PageId>) {
        match &mut self.pages {
            None => self.pages = Some(pages),
            Some(known) => known.retain(|page| pages.contains(page)),
        }
    }

    fn holds(&self, book: &Book, id: SnippetId) -> bool {
        self.versions.is_empty() || book.holds(id, &self.versions)
    }

    fn accepts(&self, book: &Book, id: SectionId) -> bool {
        let holding = || book.snippets_in(id).filter(|id| self.holds(book, *id));
        let fences = || holding().map(|id| book.snippet(id)).filter(|s| s.is_fence());
        let is_in = |pages: &Vec<PageId>| pages.contains(&book.page_of_section(id));
        self.pages.as_ref().is_none_or(is_in)
            && (self.versions.is_empty() || book.section_holds(id, &self.versions))
            && (!self.has_code || fences().next().is_some())
            && self.lang.as_ref().is_none_or(|lang| fences().any(|fence| *fence.lang == **lang))
    }
}
