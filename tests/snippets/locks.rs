//! What PostgreSQL's statements lock, scan and rewrite: measured on every server at hand, kept in
//! `locks/measured.tsv`, and the table on the page held to it.
//!
//! `CHEAT_LOCKS=write cargo test --test snippets -- locks` measures it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cheat::book::Version;
use libtest_mimic::{Completion, Failed, Trial};
use serde::Deserialize;

use crate::postgres;
use crate::room::Room;

const PAGE: &str = "sql/migrations.md";

#[derive(Deserialize)]
struct Operations {
    operation: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    row: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    setup: String,
    sql: String,
}

/// One line of the data file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Measured {
    sql: String,
    setup: String,
    version: Version,
    cost: String,
    /// On the table itself, and on the other one where the statement has two.
    locks: [String; 2],
}

pub(crate) fn trials(book: &Path) -> Vec<Trial> {
    let page = book.join(PAGE);
    if !page.exists() {
        return Vec::new();
    }
    vec![
        Trial::ignorable_test("locks as measured", measured),
        Trial::test("locks on the page", move || on_the_page(&page)),
    ]
}

/// Measures, then compares with the data file or writes it.
fn measured() -> Result<Completion, Failed> {
    if crate::setting::on_path("python3").is_none() {
        return Ok(Completion::ignored_with("python3 is not installed"));
    }
    if Room::new().check("python3 -c 'import psycopg, tomllib'").status != 0 {
        return Ok(Completion::ignored_with("python3 has no psycopg"));
    }
    let script = file("measure.py");
    let mut lines = String::new();
    for server in postgres::servers() {
        let mut room = Room::new();
        let database = server.database()?;
        database.enter(&mut room);
        let ran = room.check(&format!(
            "python3 '{}' '{}'",
            script.display(),
            file("operations.toml").display()
        ));
        if ran.status != 0 {
            return Err(format!("PostgreSQL {}: {}", server.version, ran.stderr).into());
        }
        lines.push_str(&ran.stdout);
    }
    if lines.is_empty() {
        return Ok(Completion::ignored_with("no PostgreSQL server is here"));
    }
    if std::env::var("CHEAT_LOCKS").is_ok_and(|value| value == "write") {
        fs::write(file("measured.tsv"), lines).map_err(|error| error.to_string())?;
        return Ok(Completion::Completed);
    }
    let known = read()?;
    let wrong: Vec<String> = parse(&lines)?
        .into_iter()
        .filter(|now| !known.contains(now))
        .map(|now| format!("{now:?} is not in the data file"))
        .collect();
    match wrong.is_empty() {
        true => Ok(Completion::Completed),
        false => Err(wrong.join("\n").into()),
    }
}

/// Every row of the page's table says what the data file says, for each version.
fn on_the_page(page: &Path) -> Result<(), Failed> {
    let page = fs::read_to_string(page).map_err(|error| error.to_string())?;
    let operations: Operations =
        toml::from_str(&fs::read_to_string(file("operations.toml")).map_err(|e| e.to_string())?)
            .map_err(|error| error.to_string())?;
    let (_, section) = page.split_once("{#costs}").ok_or("no section `costs`")?;
    let rows: BTreeMap<&str, (&str, &str)> = section
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [statement, cost, lock] = cells[..] else { return None };
            Some((statement, (cost, lock)))
        })
        .collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let data = read()?;
    for Operation { row, case, setup, sql } in &operations.operation {
        let setup = setup.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((cost, lock)) = rows.get(row.as_str()) else {
            wrong.push(format!("no row {row}"));
            continue;
        };
        seen.insert(row.as_str());
        let of_it: Vec<&Measured> =
            data.iter().filter(|m| m.sql == *sql && m.setup == setup).collect();
        if of_it.is_empty() {
            wrong.push(format!("not measured: {sql}"));
        }
        for measured in of_it {
            let said = costs(cost).find(|clause| clause.holds(&measured.version, case));
            let said = said.map_or("nothing", |clause| clause.word);
            if said != measured.cost {
                wrong.push(format!(
                    "{row}, {}: the page says {said}, measured {}",
                    measured.version, measured.cost
                ));
            }
            for (place, lock_measured) in
                [Place::Own, Place::Parent].into_iter().zip(&measured.locks)
            {
                let said = lock_said(lock, place, &measured.version);
                let agrees = match (said, lock_measured.as_str()) {
                    // A row for several statements may speak of a parent that one has not; what
                    // only a SELECT would feel need not be said.
                    (_, "-") | (None, "AS") => true,
                    (said, measured) => said == Some(measured),
                };
                if !agrees {
                    wrong.push(format!(
                        "{row}, {}, {place:?}: the page says {said:?}, measured {lock_measured}: {sql}",
                        measured.version
                    ));
                }
            }
        }
    }
    wrong.extend(
        rows.keys()
            .filter(|row| !seen.contains(*row))
            .map(|row| format!("no operation measures {row}")),
    );
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}

/// `rewrite up to 10`, `fast from 11`, `scan`, `fast with a valid check`.
struct Clause<'c> {
    word: &'c str,
    text: &'c str,
}

const COSTS: [&str; 3] = ["fast", "scan", "rewrite"];
const LOCKS: [&str; 8] = ["AS", "RS", "RE", "SUE", "S", "SRE", "E", "AE"];

fn costs(cell: &str) -> impl Iterator<Item = Clause<'_>> {
    cell.split(';').filter_map(|text| {
        let word = COSTS.into_iter().find(|cost| text.contains(cost))?;
        Some(Clause { word, text })
    })
}

impl Clause<'_> {
    fn holds(&self, version: &Version, case: &str) -> bool {
        let its_case = self.text.find("with ").map_or("", |at| self.text[at..].trim());
        let its_case = its_case.trim_end_matches(" scan");
        // "with NOT NULL scan" puts the case first.
        its_case == case && in_range(self.text, version)
    }
}

/// A statement's own table, or the other one: a foreign key's or a partition's parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Parent,
}

fn lock_said<'c>(cell: &'c str, place: Place, version: &Version) -> Option<&'c str> {
    let mut about = Place::Own;
    for text in cell.split([';', ',']) {
        if text.contains("on the parent") {
            about = Place::Parent;
        } else if text.contains("on the ") {
            about = Place::Own;
        }
        let word = text.split(|c: char| !c.is_ascii_alphabetic()).find(|word| LOCKS.contains(word));
        match word {
            Some(word)
                if (about == place || text.contains("on both")) && in_range(text, version) =>
            {
                return Some(word);
            }
            _ => {}
        }
    }
    None
}

fn in_range(text: &str, version: &Version) -> bool {
    let number = |mark: &str| {
        let rest = &text[text.find(mark)? + mark.len()..];
        Version::parse(rest.split(|c: char| !c.is_ascii_digit()).next()?)
    };
    number("up to ").is_none_or(|to| *version <= to)
        && number("from ").is_none_or(|from| from <= *version)
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets/locks").join(name)
}

fn read() -> Result<Vec<Measured>, String> {
    parse(&fs::read_to_string(file("measured.tsv")).map_err(|error| error.to_string())?)
}

fn parse(lines: &str) -> Result<Vec<Measured>, String> {
    let line = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [sql, setup, version, cost, main, other] = fields[..] else {
            return Err(format!("not six fields: {line}"));
        };
        Ok(Measured {
            sql: sql.to_owned(),
            setup: setup.to_owned(),
            version: Version::parse(version).ok_or_else(|| format!("not a version: {line}"))?,
            cost: cost.to_owned(),
            locks: [main.to_owned(), other.to_owned()],
        })
    };
    lines.lines().map(line).collect()
}
