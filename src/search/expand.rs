//! A word of a query -> the sections that answer it: the word as it stands, its other forms, what
//! it begins, its parts, and, when there is nothing, the words it may have been meant to be.

use super::query::Word;
use super::score::{Fields, Scores};
use super::vocabulary::{Term, Vocabulary};

/// The word without its signs (`C` for `~C`) where some section has it with them.
const BARE: f32 = 0.4;
const INFLECTED: f32 = 0.85;
const PREFIX: f32 = 0.8;
const PARTS: f32 = 0.7;
/// The same for an identifier that some section has, or has one that begins so.
const PARTS_OF_KNOWN: f32 = 0.35;
const CORRECTED: f32 = 0.5;

/// A prefix of one letter begins hundreds of terms; the most frequent stand for them.
const MOST_TERMS: usize = 48;

/// How far a word may be taken from what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// Words as they stand.
    Exact,
    /// Also other forms, prefixes, parts and corrections.
    Loose,
}

/// How a word is answered.
pub(super) struct Answer {
    pub(super) scores: Scores,
    /// The terms found, for lighting them up, and how near each is to what was typed (0 to 1).
    pub(super) terms: Vec<(String, f32)>,
    /// What the word was corrected to.
    pub(super) correction: Option<String>,
}

impl Answer {
    pub(super) fn count(&self) -> usize {
        self.scores.iter().filter(|score| **score > 0.0).count()
    }
}

pub(super) struct Expander<'s> {
    pub(super) fields: &'s Fields,
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) matching: Matching,
}

impl Expander<'_> {
    pub(super) fn answer(&self, word: &Word) -> tantivy::Result<Answer> {
        let mut answer =
            Answer { scores: vec![0.0; self.fields.sections], terms: Vec::new(), correction: None };
        for whole in word.wholes.iter().filter(|whole| self.vocabulary.contains(whole)) {
            let factor = if answer.terms.is_empty() { 1.0 } else { BARE };
            self.add(whole, factor, &mut answer)?;
        }
        if self.matching == Matching::Exact {
            return Ok(answer);
        }
        self.add_inflected(word, &mut answer)?;
        if word.is_open {
            self.add_prefixed(word, PREFIX, &mut answer)?;
        }
        self.add_parts(word, &mut answer)?;
        if answer.terms.is_empty() && !word.is_open {
            self.add_prefixed(word, PREFIX / 2.0, &mut answer)?;
        }
        if answer.terms.is_empty() {
            self.add_corrections(word, &mut answer)?;
        }
        Ok(answer)
    }

    fn add(&self, term: &str, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        self.fields.raise(term, factor, &mut answer.scores)?;
        answer.terms.push((term.to_owned(), factor));
        Ok(())
    }

    fn add_inflected(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let [part] = word.parts.as_slice() else { return Ok(()) };
        let Some(stem) = stem(part) else { return Ok(()) };
        for term in self.vocabulary.starting_with(stem) {
            if term.text != part && self::stem(term.text) == Some(stem) {
                self.add(term.text, INFLECTED, answer)?;
            }
        }
        Ok(())
    }

    fn add_prefixed(&self, word: &Word, factor: f32, answer: &mut Answer) -> tantivy::Result<()> {
        let is_known = !answer.terms.is_empty();
        for (at, whole) in word.wholes.iter().enumerate() {
            let factor = if at > 0 && is_known { factor * BARE } else { factor };
            let longer = self.vocabulary.starting_with(whole).filter(|term| term.text != whole);
            let mut terms: Vec<Term<'_>> = longer.collect();
            terms.sort_by_key(|term| std::cmp::Reverse(term.sections));
            for term in terms.iter().take(MOST_TERMS) {
                let typed = whole.len() as f32 / term.text.len() as f32;
                self.add(term.text, factor * typed.sqrt(), answer)?;
            }
        }
        Ok(())
    }

    /// An identifier may stand in parts: `LockTimeout`, `lock-timeout`. A section must have them
    /// all.
    fn add_parts(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let [_, .., last] = word.parts.as_slice() else { return Ok(()) };
        let is_known = !answer.terms.is_empty();
        if is_known && word.is_open && last.len() < 3 {
            // `lock_t` is half of `lock_timeout`, not a lock and a t.
            return Ok(());
        }
        let factor = if is_known { PARTS_OF_KNOWN } else { PARTS };
        let mut together: Option<Scores> = None;
        let mut terms = Vec::new();
        for part in &word.parts {
            let open = word.is_open && part == last;
            let word =
                Word { wholes: vec![part.clone()], parts: vec![part.clone()], is_open: open };
            let mut found = Answer {
                scores: vec![0.0; self.fields.sections],
                terms: Vec::new(),
                correction: None,
            };
            self.add(part, 1.0, &mut found)?;
            self.add_inflected(&word, &mut found)?;
            if open {
                self.add_prefixed(&word, PREFIX, &mut found)?;
            }
            terms.append(&mut found.terms);
            together = Some(match together {
                None => found.scores,
                Some(scores) => scores.iter().zip(&found.scores).map(|(a, b)| a.min(*b)).collect(),
            });
        }
        let together = together.unwrap_or_default();
        if together.iter().all(|score| *score == 0.0) {
            return Ok(());
        }
        for (score, together) in answer.scores.iter_mut().zip(together) {
            *score += factor * together;
        }
        // Where the identifier itself is known its parts are weak evidence, and not lit.
        if !is_known {
            answer.terms.append(&mut terms);
        }
        Ok(())
    }

    /// The nearest spelled terms, the more frequent first.
    fn add_corrections(&self, word: &Word, answer: &mut Answer) -> tantivy::Result<()> {
        let Some(typed) = word.wholes.last() else { return Ok(()) };
        let most = match typed.chars().count() {
            0..=2 => return Ok(()),
            3..=4 => 1,
            _ => 2,
        };
        let mut near: Vec<(usize, Term<'_>)> = Vec::new();
        for term in self.vocabulary.terms() {
            if term.text.len().abs_diff(typed.len()) > most + 1 {
                continue;
            }
            let distance = strsim::osa_distance(typed, term.text);
            if distance <= most {
                near.push((distance, term));
            }
        }
        near.sort_by_key(|(distance, term)| (*distance, std::cmp::Reverse(term.sections)));
        let Some(&(nearest, best)) = near.first() else { return Ok(()) };
        for (_, term) in near.iter().filter(|(distance, _)| *distance == nearest).take(4) {
            self.add(term.text, CORRECTED, answer)?;
        }
        answer.correction = Some(best.text.to_owned());
        Ok(())
    }
}

/// What is left of an English word without its ending, when enough is left to mean the same.
fn stem(word: &str) -> Option<&str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let endings = ["ings", "ing", "ers", "er", "ed", "es", "s", "e"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|s| s.len() >= 3));
    Some(cut.unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for word in ["index", "indexes", "indexing", "indexed"] {
            assert_eq!(stem(word), Some("index"), "{word}");
        }
        assert_eq!(stem("locks"), stem("locking"));
        assert_eq!(stem("ssh"), None);
        assert_eq!(stem("lock_timeout"), None);
    }
}
