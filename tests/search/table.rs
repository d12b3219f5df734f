//! The comparison as a table: for a terminal, and as it stands in `compare/README.md`.

use std::fs;
use std::path::Path;

use crate::judged::Report;
use crate::rivals::{Outcome, output, top};

/// Between these lines the page is written anew.
const BEGIN: &str = "<!-- table -->\n";
const END: &str = "<!-- /table -->\n";

pub(crate) struct Table {
    /// The head, then a row for each way to ask an engine: its name, and figures.
    rows: Vec<Vec<String>>,
    queries: usize,
    /// For each other engine how many points of the first figure its best way lacks.
    behind: Vec<(String, f32)>,
}

impl Table {
    pub(crate) fn of(ours: &Report<'_>, outcomes: &[Outcome<'_>]) -> Table {
        let names = ["engine", "first", "in three", "MRR@10"].into_iter();
        let head = names.chain(ours.kinds().map(|(kind, _)| kind)).map(str::to_owned).collect();
        let mut table = Table {
            rows: vec![head, row("cheat", ours)],
            queries: ours.total().queries,
            behind: Vec::new(),
        };
        for outcome in outcomes {
            let Outcome::Found { engine, way, report } = outcome else { continue };
            table.rows.push(row(&format!("{engine}: {way}"), report));
            let behind = ours.first() - report.first();
            match table.behind.last_mut().filter(|(last, _)| last == engine) {
                Some((_, least)) => *least = least.min(behind),
                None => table.behind.push(((*engine).to_owned(), behind)),
            }
        }
        table
    }

    pub(crate) fn for_a_terminal(&self) -> String {
        let width =
            |column: usize| self.rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.rows[0].len()).map(width).collect();
        let line = |row: &Vec<String>| {
            let mut line = format!("{:<width$}", row[0], width = widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line += &format!("  {cell:>width$}");
            }
            line + "\n"
        };
        let lines: String = self.rows.iter().map(line).collect();
        format!("{lines}\n{}", self.summary())
    }

    /// Writes it into the page, with the date.
    ///
    /// # Errors
    /// When the page cannot be read or written, or has lost its marks.
    pub(crate) fn write(&self) -> Result<(), String> {
        let file = top().join("tests/search/compare/README.md");
        let page = read(&file)?;
        let lost = || format!("{}: no line {}", file.display(), BEGIN.trim());
        let (before, rest) = page.split_once(BEGIN).ok_or_else(lost)?;
        let (_, after) = rest.split_once(END).ok_or_else(lost)?;
        let date = output(["date", "-u", "+%F"])?;
        let table = self.markdown();
        let summary = self.summary();
        let text =
            format!("{before}{BEGIN}{table}\nMeasured on {}. {summary}{END}{after}", date.trim());
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
    }

    fn markdown(&self) -> String {
        let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
        let mut lines: Vec<String> = self.rows.iter().map(line).collect();
        lines.insert(1, format!("|---|{}\n", "--:|".repeat(self.rows[0].len() - 1)));
        lines.concat()
    }

    fn summary(&self) -> String {
        if self.behind.is_empty() {
            return format!("{} queries.\n", self.queries);
        }
        let behind = |(engine, points): &(String, f32)| format!("{engine} {points:.1}");
        let behind: Vec<String> = self.behind.iter().map(behind).collect();
        format!(
            "{} queries. Points of \"first\" by which the best way of each is behind: {}.\n",
            self.queries,
            behind.join(", ")
        )
    }
}

/// Per cent, but for the mean reciprocal rank; by kind only how often the right page is first.
fn row(name: &str, report: &Report<'_>) -> Vec<String> {
    let all = report.total();
    let mut row = vec![
        name.to_owned(),
        format!("{:.1}", all.first()),
        format!("{:.1}", all.first_three()),
        format!("{:.3}", all.reciprocal_rank()),
    ];
    row.extend(report.kinds().map(|(_, kind)| format!("{:.1}", kind.first())));
    row
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
