//! Sections by how well they answer all words of a query together.

use super::excerpt::{Excerpt, Finder, Wanted};
use super::expand::{Answer, Matching};
use super::query::Query;
use super::score::rarity;
use super::{Filter, Fit, Hit};
use crate::book::{Book, PageId, SectionId, SnippetId};
use crate::index::fold;

/// A word in more than this share of the sections need not be in a hit.
const COMMON: f32 = 0.25;
/// How much having more of the words counts above having one of them often.
const COVERAGE: f32 = 0.9;
/// What the page as a whole adds, whichever of its sections has the words.
const PAGE: f32 = 0.1;
/// What the next best section of a page adds to each of its sections, and the one after that of
/// what that adds: a long question is often about a whole page.
const NEXT: f32 = 0.4;
/// So many sections beside the best are asked.
const MOST_NEXT: usize = 4;
/// A query of so many words is a question.
const QUESTION: usize = 3;
/// What having all the words adds.
const ALL: f32 = 0.25;
/// A hit this much worse than the best is none.
const WORST: f32 = 0.15;
/// So many of the best are looked at line by line, and may change places.
const LOOKED_AT: usize = 24;
/// What having the whole query in one line adds to a score.
const IN_ONE_LINE: f32 = 1.8;
/// What a heading adds that says nothing but the query.
const OF_HEADING: f32 = 0.45;
/// What having it in the heading adds.
const IN_HEADING: f32 = 0.3;
/// Of the first so many hits at most two are of one page, unless nothing else fits.
const MIXED: usize = 5;
/// The part that is last on an equal score, and a little before it.
const BACK_MATTER: &str = "Appendix";
const OF_BACK_MATTER: f32 = 0.9;

pub(super) struct Ranking<'q> {
    book: &'q Book,
    query: &'q Query,
    answers: &'q [Answer],
    /// For each section whether it has a word that it must not have.
    unwanted: &'q [bool],
    matching: Matching,
    /// What each word weighs: rare ones much.
    weights: Vec<f32>,
    /// Which words a hit must have to have all.
    needed: Vec<bool>,
}

/// A section that answers.
pub(super) struct Ranked {
    section: SectionId,
    score: f32,
    has_all: bool,
}

impl<'q> Ranking<'q> {
    pub(super) fn new(
        book: &'q Book,
        query: &'q Query,
        answers: &'q [Answer],
        unwanted: &'q [bool],
        matching: Matching,
    ) -> Ranking<'q> {
        let all = book.section_count();
        let counts: Vec<usize> = answers.iter().map(Answer::frequency).collect();
        let words = query.words.iter().zip(&counts);
        let weights: Vec<f32> =
            words.map(|(word, count)| rarity(*count, all) * word.prior).collect();
        let says_much = |(count, word): (&usize, &super::query::Word)| {
            *count as f32 <= COMMON * all as f32 && word.prior >= 1.0
        };
        let mut needed: Vec<bool> = counts.iter().zip(&query.words).map(says_much).collect();
        if matching == Matching::Exact || !needed.contains(&true) {
            needed.fill(true);
        }
        Ranking { book, query, answers, unwanted, matching, weights, needed }
    }

    /// The sections that answer, best first; ties in the book's order.
    pub(super) fn rank(&self, filter: &Filter) -> Vec<Ranked> {
        let pages = self.pages();
        let all_weights = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let mut ranked: Vec<Ranked> = Vec::new();
        for page in self.book.page_ids() {
            let of_page = PAGE * pages[page.0 as usize];
            let of_part = match self.book.part_title(page) {
                Some(BACK_MATTER) => OF_BACK_MATTER,
                _ => 1.0,
            };
            let first_of_page = ranked.len();
            for section in self.book.sections_of(page) {
                let Some(has_all) = self.has_all(section) else { continue };
                if !filter.accepts(self.book, section) {
                    continue;
                }
                let (mut sum, mut had) = (0.0, 0.0);
                for (answer, weight) in self.answers.iter().zip(&self.weights) {
                    let score = answer.scores[section.0 as usize];
                    sum += score * weight;
                    had += if score > 0.0 { *weight } else { 0.0 };
                }
                let share: f32 = had / all_weights;
                let own = sum * share.powf(COVERAGE) * if has_all { 1.0 + ALL } else { 1.0 };
                ranked.push(Ranked { section, score: (own + of_page) * of_part, has_all });
            }
            if self.query.words.len() >= QUESTION {
                add_next_best(&mut ranked[first_of_page..]);
            }
        }
        let best = ranked.iter().map(|ranked| ranked.score).fold(0.0, f32::max);
        if self.matching == Matching::Loose {
            ranked.retain(|ranked| ranked.score >= WORST * best);
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        self.prefer_phrases(&mut ranked);
        ranked
    }

    /// Whether a section that answers has all the words; none if it does not answer.
    fn has_all(&self, section: SectionId) -> Option<bool> {
        let at = section.0 as usize;
        let (mut has_all, mut has_some) = (true, false);
        for (answer, needed) in self.answers.iter().zip(&self.needed) {
            let has = answer.scores[at] > 0.0;
            has_all &= has || !needed;
            has_some |= has;
        }
        let fits = has_all || (has_some && self.matching == Matching::Loose);
        let is_unwanted = self.unwanted.get(at).is_some_and(|is| *is);
        (fits && !is_unwanted).then_some(has_all)
    }

    /// What each page has of the query, taking for each word the section that has it best.
    fn pages(&self) -> Vec<f32> {
        let all_weights = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let of_page = |page: PageId| {
            let (mut sum, mut had) = (0.0, 0.0);
            for (answer, weight) in self.answers.iter().zip(&self.weights) {
                let sections = self.book.sections_of(page).map(|id| answer.scores[id.0 as usize]);
                let best = sections.fold(0.0, f32::max);
                sum += best * weight;
                had += if best > 0.0 { *weight } else { 0.0 };
            }
            let share = had / all_weights;
            sum * share * share
        };
        self.book.page_ids().map(of_page).collect()
    }

    /// Keeps the sections that hold the quoted texts as they stand; when none does, all, unless
    /// exactly these were asked for.
    fn prefer_phrases(&self, ranked: &mut Vec<Ranked>) {
        for phrase in &self.query.phrases {
            let holds = |ranked: &Ranked| {
                let section = self.book.section(ranked.section);
                fold(&section.title).contains(phrase) || fold(&section.plain).contains(phrase)
            };
            if self.matching == Matching::Exact || ranked.iter().any(holds) {
                ranked.retain(holds);
            }
        }
    }

    /// Looks at the best line by line: a section that has the query in one line is better than one
    /// that has it scattered. How many are looked at does not depend on the limit: fewer hits are
    /// the first ones of more.
    pub(super) fn hits(&self, ranked: Vec<Ranked>, filter: &Filter, limit: usize) -> Vec<Hit> {
        let words = self.answers.iter().zip(&self.weights);
        let wanted: Vec<Wanted<'_>> = words
            .map(|(answer, weight)| Wanted { terms: &answer.terms, weight: *weight })
            .collect();
        let mut finder = Finder::new(&wanted);
        let (best, others) = ranked.split_at(ranked.len().min(LOOKED_AT));
        let mut hits: Vec<Hit> = best
            .iter()
            .map(|ranked| {
                let (excerpt, closeness) = finder.best(self.book, ranked.section, filter);
                let title = &self.book.section(ranked.section).title;
                let heading =
                    IN_HEADING * finder.closeness(title) + OF_HEADING * finder.share(title);
                let together = IN_ONE_LINE * closeness + heading;
                self.hit(ranked, ranked.score * (1.0 + together), excerpt, filter)
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        mix(self.book, &mut hits);
        hits.truncate(limit);
        for ranked in others.iter().take(limit - hits.len()) {
            let (excerpt, _) = finder.best(self.book, ranked.section, filter);
            hits.push(self.hit(ranked, ranked.score, excerpt, filter));
        }
        hits
    }

    fn hit(&self, ranked: &Ranked, score: f32, excerpt: Excerpt, filter: &Filter) -> Hit {
        let is_corrected = self.answers.iter().any(|answer| answer.correction.is_some());
        let fit = match (ranked.has_all, is_corrected) {
            (false, _) => Fit::Partial,
            (true, true) => Fit::Corrected,
            (true, false) => Fit::All,
        };
        let mut snippets = self.book.snippets_in(ranked.section);
        let is_first =
            |id: &SnippetId| self.book.snippet(*id).is_fence() && filter.holds(self.book, *id);
        let snippet = excerpt.snippet.or_else(|| snippets.find(is_first));
        Hit { section: ranked.section, score, fit, excerpt, snippet }
    }
}

/// Adds to the sections of a page what those next to the best say for it.
fn add_next_best(of_page: &mut [Ranked]) {
    let mut best = [0.0_f32; 1 + MOST_NEXT];
    for ranked in of_page.iter() {
        let at = best.partition_point(|other| *other > ranked.score);
        if at < best.len() {
            best[at..].rotate_right(1);
            best[at] = ranked.score;
        }
    }
    let next = best[1..].iter().rev().fold(0.0, |sum, score| NEXT * (score + sum));
    of_page.iter_mut().for_each(|ranked| ranked.score += next);
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
