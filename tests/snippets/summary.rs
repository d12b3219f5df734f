//! What came of it, by language; `proof.tsv` written, or held against it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cheat::book::{Outcome, Proof, Proofs, hash};

use crate::prove::Verdict;
use crate::subject::Subject;

/// A fence and what came of it.
pub(crate) struct Entry {
    id: String,
    lang: String,
    text: String,
    verdict: Verdict,
}

impl Entry {
    pub(crate) fn new(subject: Subject, verdict: Verdict) -> Entry {
        Entry { id: subject.id, lang: subject.lang, text: subject.text, verdict }
    }
}

pub(crate) struct Summary {
    entries: Vec<Entry>,
}

/// How many fences may be parsed only, and how many not checked at all, in per cent.
const MOST_PARSED: usize = 25;
const MOST_UNCHECKED: usize = 5;

#[derive(Default)]
struct Row {
    ran: usize,
    parsed: usize,
    unchecked: usize,
    nothing: usize,
    skipped: usize,
    failed: usize,
}

impl Row {
    const HEAD: [&str; 6] = ["ran", "parsed", "unchecked", "to prove nothing", "skipped", "failed"];

    fn count(&mut self, verdict: &Verdict) {
        let slot = match verdict {
            Verdict::Proven { outcome: Outcome::Ran, .. } => &mut self.ran,
            Verdict::Proven { .. } => &mut self.parsed,
            Verdict::Excused(_) => &mut self.unchecked,
            Verdict::NothingToProve => &mut self.nothing,
            Verdict::Missing(_) => &mut self.skipped,
            Verdict::Failed(_) => &mut self.failed,
        };
        *slot += 1;
    }

    fn numbers(&self) -> [usize; 6] {
        [self.ran, self.parsed, self.unchecked, self.nothing, self.skipped, self.failed]
    }
}

impl Summary {
    pub(crate) fn new(mut entries: Vec<Entry>) -> Summary {
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Summary { entries }
    }

    /// Prints the summary and sees to `proof.tsv`; false when the book is not proven well enough.
    /// Of the `whole` book nothing was left out by a filter.
    pub(crate) fn conclude(self, texts: &[(String, String)], table: &Path, whole: bool) -> bool {
        self.print();
        if std::env::var("CHEAT_PROOF").is_ok_and(|value| value == "write") {
            return self.write(texts, table);
        }
        !whole || (self.is_current(texts, table) & self.is_enough())
    }

    fn print(&self) {
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        let mut total = Row::default();
        for entry in &self.entries {
            rows.entry(&entry.lang).or_default().count(&entry.verdict);
            total.count(&entry.verdict);
        }
        let line = |name: &str, cells: [String; 6]| {
            let cells: Vec<String> = cells
                .iter()
                .zip(Row::HEAD)
                .map(|(c, head)| format!("{c:>0$}", head.len()))
                .collect();
            println!("{name:<14} {}", cells.join("  "));
        };
        println!();
        line("language", Row::HEAD.map(str::to_owned));
        rows.iter().for_each(|(lang, row)| line(lang, row.numbers().map(|n| n.to_string())));
        line("all", total.numbers().map(|n| n.to_string()));
        for entry in &self.entries {
            match &entry.verdict {
                Verdict::Excused(reason) => println!("unchecked: {}: {reason}", entry.id),
                Verdict::Missing(reason) => println!("skipped: {}: {reason}", entry.id),
                _ => {}
            }
        }
    }

    /// Says which proofs are of another text than the book's.
    fn is_current(&self, texts: &[(String, String)], table: &Path) -> bool {
        let Some(proofs) = read(table) else { return false };
        let bare: BTreeSet<&str> = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.verdict, Verdict::NothingToProve))
            .map(|entry| entry.id.as_str())
            .collect();
        let needed = |id: &str| !bare.contains(id);
        let stale = texts.iter().filter(|(id, text)| needed(id) && proofs.of(id, text).is_none());
        let mut stale: Vec<&str> = stale.map(|(id, _)| id.as_str()).collect();
        stale.extend(
            proofs
                .0
                .keys()
                .map(String::as_str)
                .filter(|id| !texts.iter().any(|(known, _)| known == id)),
        );
        for id in &stale {
            println!("no proof of its present text in proof.tsv: {id}");
        }
        if !stale.is_empty() {
            println!("bring it up to date with CHEAT_PROOF=write cargo test --test snippets");
        }
        stale.is_empty()
    }

    fn is_enough(&self) -> bool {
        let count =
            |is: fn(&Verdict) -> bool| self.entries.iter().filter(|e| is(&e.verdict)).count();
        let nothing = count(|verdict| matches!(verdict, Verdict::NothingToProve));
        let parsed =
            count(|v| matches!(v, Verdict::Proven { outcome, .. } if *outcome != Outcome::Ran));
        let unchecked = count(|verdict| matches!(verdict, Verdict::Excused(_)));
        let all = self.entries.len() - nothing;
        let percent = |count: usize| count * 100 / all.max(1);
        println!("parsed only: {} %, unchecked: {} %", percent(parsed), percent(unchecked));
        percent(parsed) <= MOST_PARSED && percent(unchecked) < MOST_UNCHECKED
    }

    /// Puts what was proven now into the table, keeps the rest, drops what is no longer in the book.
    fn write(self, texts: &[(String, String)], table: &Path) -> bool {
        let mut proofs = read(table).unwrap_or_default();
        for Entry { id, text, verdict, .. } in self.entries {
            let (outcome, program, versions) = match verdict {
                Verdict::Proven { outcome, program, versions } => (outcome, program, versions),
                Verdict::Excused(reason) => (Outcome::NotRun, reason, String::new()),
                Verdict::Missing(_) => continue,
                Verdict::NothingToProve | Verdict::Failed(_) => {
                    proofs.0.remove(&id);
                    continue;
                }
            };
            proofs.0.insert(id, Proof { hash: hash(&text), outcome, program, versions });
        }
        proofs.0.retain(|id, _| texts.iter().any(|(known, _)| known == id));
        match fs::write(table, proofs.to_string()) {
            Ok(()) => true,
            Err(error) => {
                println!("could not write {}: {error}", table.display());
                false
            }
        }
    }
}

fn read(table: &Path) -> Option<Proofs> {
    let text = fs::read_to_string(table).unwrap_or_default();
    match Proofs::parse(&text) {
        Ok(proofs) => Some(proofs),
        Err(problem) => {
            println!("{}:{problem}", table.display());
            None
        }
    }
}
