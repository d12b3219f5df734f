//! Judged queries, and what search makes of them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use cheat::book::hash;

use crate::shelf::Shelf;

#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) query: String,
    /// Any of them is right.
    pub(crate) pages: Vec<String>,
    pub(crate) kind: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    All,
    Tuned,
    Held,
}

/// How the queries of one kind fared.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) queries: usize,
    first: usize,
    first_three: usize,
    reciprocals: f32,
}

pub(crate) struct Report<'j> {
    kinds: BTreeMap<&'j str, Tally>,
    failures: Vec<Failure<'j>>,
}

/// A query whose page does not stand first.
pub(crate) struct Failure<'j> {
    pub(crate) judged: &'j Judged,
    rank: Option<usize>,
    instead: Vec<String>,
}

impl Judged {
    /// Reads lines `query TAB page,page TAB kind`; lines that begin with `# ` are comments.
    pub(crate) fn read(file: &Path) -> Result<Vec<Judged>, String> {
        let text =
            fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let line = |(number, line): (usize, &str)| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [query, pages, kind] = fields[..] else {
                return Err(format!("{}:{}: not three fields", file.display(), number + 1));
            };
            let pages = pages.split(',').map(|page| page.trim().to_owned()).collect();
            Ok(Judged { query: query.to_owned(), pages, kind: kind.trim().to_owned() })
        };
        let lines = text.lines().enumerate();
        lines.filter(|(_, line)| !line.starts_with("# ") && !line.is_empty()).map(line).collect()
    }
}

impl Half {
    pub(crate) fn holds(self, judged: &Judged) -> bool {
        let is_tuned = hash(&judged.query).ends_with(|c: char| "02468ace".contains(c));
        match self {
            Half::All => true,
            Half::Tuned => is_tuned,
            Half::Held => !is_tuned,
        }
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Half::All => "all of them",
            Half::Tuned => "the half that was tuned with",
            Half::Held => "the half that was not looked at",
        })
    }
}

impl Tally {
    fn add(&mut self, rank: Option<usize>) {
        self.queries += 1;
        self.first += usize::from(rank == Some(1));
        self.first_three += usize::from(rank.is_some_and(|rank| rank <= 3));
        self.reciprocals += rank.filter(|rank| *rank <= 10).map_or(0.0, |rank| 1.0 / rank as f32);
    }

    /// In per cent.
    pub(crate) fn first(&self) -> f32 {
        self.first as f32 * 100.0 / self.queries.max(1) as f32
    }

    pub(crate) fn first_three(&self) -> f32 {
        self.first_three as f32 * 100.0 / self.queries.max(1) as f32
    }

    pub(crate) fn reciprocal_rank(&self) -> f32 {
        self.reciprocals / self.queries.max(1) as f32
    }
}

impl<'j> Report<'j> {
    pub(crate) fn of(shelf: &Shelf, judged: &'j [Judged]) -> Report<'j> {
        let found = |query: &str| shelf.pages(query).into_iter().map(str::to_owned).collect();
        Report::by(judged, found)
    }

    /// The report on whatever finds pages for each query in turn, the best first.
    pub(crate) fn by(
        judged: &'j [Judged],
        mut pages: impl FnMut(&str) -> Vec<String>,
    ) -> Report<'j> {
        let mut report = Report { kinds: BTreeMap::new(), failures: Vec::new() };
        for judged in judged {
            let found = pages(&judged.query);
            let rank = found.iter().position(|page| judged.pages.contains(page));
            let rank = rank.map(|index| index + 1);
            report.kinds.entry(&judged.kind).or_default().add(rank);
            if rank != Some(1) {
                let instead = found.into_iter().take(3).collect();
                report.failures.push(Failure { judged, rank, instead });
            }
        }
        report
    }

    pub(crate) fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), |sum, kind| Tally {
            queries: sum.queries + kind.queries,
            first: sum.first + kind.first,
            first_three: sum.first_three + kind.first_three,
            reciprocals: sum.reciprocals + kind.reciprocals,
        })
    }

    pub(crate) fn first(&self) -> f32 {
        self.total().first()
    }

    pub(crate) fn first_three(&self) -> f32 {
        self.total().first_three()
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&str, Tally)> {
        self.kinds.iter().map(|(kind, tally)| (*kind, *tally))
    }

    pub(crate) fn failures(&self) -> impl Iterator<Item = &Failure<'j>> {
        self.failures.iter()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<12} queries  first  first three  MRR@10", "kind")?;
        for (kind, tally) in self.kinds().chain([("all", self.total())]) {
            writeln!(
                f,
                "{kind:<12} {:>7}  {:>4.1}%  {:>10.1}%  {:>6.3}",
                tally.queries,
                tally.first(),
                tally.first_three(),
                tally.reciprocal_rank()
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rank = self.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let Judged { query, pages, kind } = self.judged;
        write!(
            f,
            "{rank:>2}  {kind:<11} {query}\n    {} <- {}",
            pages.join(","),
            self.instead.join(" ")
        )
    }
}
