//! Words of like meaning, as programmers use them: who asks has another word than who wrote.
//!
//! `thesaurus.txt` has a line for each word or turn of phrase that a reader may type, in byte
//! order: what is typed, a colon, and the words that the answer may be written with, the nearest
//! first. It holds for one direction: who asks for a `laptop` may mean a machine, and not the other
//! way round.

const LINES: &str = include_str!("thesaurus.txt");

/// The words that may be meant by this one, or by this turn of phrase.
pub(super) fn alike(typed: &str) -> impl Iterator<Item = &'static str> + use<> {
    let (mut low, mut high) = (0, LINES.len());
    let mut meant = "";
    while low < high {
        let middle = low + (high - low) / 2;
        let start = LINES.as_bytes()[low..middle].iter().rposition(|b| *b == b'\n');
        let start = start.map_or(low, |at| low + at + 1);
        let line = LINES[start..].lines().next().unwrap_or_default();
        let (word, words) = line.split_once(": ").unwrap_or((line, ""));
        match word.cmp(typed) {
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                meant = words;
                break;
            }
        }
    }
    meant.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_phrase_mean_others() {
        assert!(alike("k8s").any(|word| word == "kubernetes"));
        assert!(alike("get rid of").any(|word| word == "delete"));
        assert_eq!(alike("nothing of the kind").count(), 0);
        assert_eq!(alike("").count(), 0);
    }

    #[test]
    fn every_line_is_found() {
        for line in LINES.lines() {
            let (word, words) = line.split_once(": ").expect("a word and what it means");
            assert_eq!(alike(word).collect::<Vec<_>>().join(" "), words, "{word}");
        }
    }

    #[test]
    fn lines_are_in_order_and_as_words_are_indexed() {
        let words: Vec<&str> = LINES.lines().filter_map(|line| line.split(':').next()).collect();
        let is_before = |pair: &[&str]| pair[0] < pair[1];
        assert!(words.windows(2).all(is_before), "not in order, or twice");
        assert!(!LINES.chars().any(char::is_uppercase));
    }

    #[test]
    fn no_line_is_long_or_means_itself() {
        for line in LINES.lines() {
            let (word, words) = line.split_once(": ").expect("a word and what it means");
            let words: Vec<&str> = words.split(' ').collect();
            assert!(words.len() <= 12 && !words.contains(&word), "{word}");
        }
    }
}
