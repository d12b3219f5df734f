//! How well search finds: judged queries, each with the pages that should stand first.
//!
//! ```text
//! cargo test --test search                            the judged queries of tests/search
//! cargo test --test search -- FILE                    those of a file: query TAB page,page TAB kind
//! cargo test --test search -- --failures [FILE]       and the queries whose page is not first
//! cargo test --test search -- --half tuned            only the half that may be looked at
//! cargo test --test search -- --half held             only the other half
//! cargo test --test search -- --compare               beside rg, SQLite FTS5 and elasticlunr
//! cargo test --test search -- --compare=write --half held    and writes the table into its page
//! ```
//!
//! It prints, by kind, how often the right page is first, among the first three, and the mean
//! reciprocal rank within ten, with and without the book's keywords, and fails below the promise.
//! Which half a query is in says the hash of its text. Failures of the held half are not printed:
//! who tunes must not see them. What is compared with what says `compare/README.md`; an engine that
//! is not on the machine is left out, and that is said; with `CHEAT_REQUIRE=all` it is a failure.

#[path = "../../src/folder.rs"]
#[allow(unreachable_pub, reason = "a module of several programs")]
mod folder;
mod judged;
mod rivals;
mod shelf;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use cheat::book;
use judged::{Half, Judged, Report};
use rivals::Outcome;
use shelf::Shelf;
use table::Table;

/// Per cent of all queries whose right page must be first, and among the first three: no change may
/// fall below. The aim is 95 and 99, and 80 for each kind.
const FIRST: f32 = 89.0;
const FIRST_THREE: f32 = 95.5;
/// Of a kind with ten queries or more.
const FIRST_OF_KIND: f32 = 78.0;
/// What the keywords may be worth, in points of the first figure.
const KEYWORDS: f32 = 10.0;

/// The table of a comparison.
#[derive(Debug, Clone, Copy)]
enum TableGoes {
    ToTheTerminal,
    /// And into `compare/README.md`.
    IntoThePage,
}

fn main() -> ExitCode {
    let mut half = Half::All;
    let mut failures = false;
    let mut comparison = None;
    let mut file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/judged.tsv"));
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--failures" => failures = true,
            "--compare" => comparison = Some(TableGoes::ToTheTerminal),
            "--compare=write" => comparison = Some(TableGoes::IntoThePage),
            "--half" => match arguments.next().as_deref() {
                Some("tuned") => half = Half::Tuned,
                Some("held") => half = Half::Held,
                _ => return wrong("--half tuned or --half held"),
            },
            // Flags that `cargo test` hands to every target, and its filter.
            flag if flag.starts_with('-') => {}
            path => file = PathBuf::from(path),
        }
    }
    let judged = match Judged::read(&file) {
        Ok(judged) => judged,
        Err(problem) => return wrong(&problem),
    };
    let whole = Shelf::open();
    if let Some(unknown) = judged.iter().find_map(|judged| whole.unknown_page(&judged.pages)) {
        return wrong(&format!("{}: no page `{unknown}`", file.display()));
    }
    let judged: Vec<Judged> = judged.into_iter().filter(|judged| half.holds(judged)).collect();
    let report = Report::of(&whole, &judged);
    let bare = Report::of(&Shelf::open_without_keywords(), &judged);
    println!("{}, {half}\n", file.display());
    print!("{report}");
    println!(
        "\nwithout keywords: first {:.1} %, first three {:.1} %",
        bare.first(),
        bare.first_three()
    );
    if failures {
        println!();
        report.failures().filter(|failure| Half::Tuned.holds(failure.judged)).for_each(|failure| {
            println!("{failure}");
        });
    }
    let beside = match comparison {
        Some(goes) => beside_others(&whole, &report, &judged, goes),
        None => Ok(()),
    };
    if let Err(problem) = beside {
        return wrong(&problem);
    }
    let sound = report.first() >= FIRST
        && report.first_three() >= FIRST_THREE
        && report.kinds().all(|(_, kind)| kind.queries < 10 || kind.first() >= FIRST_OF_KIND)
        && report.first() - bare.first() <= KEYWORDS;
    match sound {
        true => ExitCode::SUCCESS,
        false => {
            println!("\nbelow the promise");
            ExitCode::FAILURE
        }
    }
}

/// Prints how the other engines fare with the same queries, a line for each way to ask them.
fn beside_others(
    whole: &Shelf,
    ours: &Report<'_>,
    judged: &[Judged],
    table_goes: TableGoes,
) -> Result<(), String> {
    let outcomes = rivals::compare(&whole.book, judged)?;
    let table = Table::of(ours, &outcomes);
    println!("\n{}", table.for_a_terminal());
    let mut missing = 0;
    for outcome in &outcomes {
        if let Outcome::Missing { engine, what } = outcome {
            println!("{engine} is missing: {what}");
            missing += 1;
        }
    }
    let is_strict = std::env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all");
    match table_goes {
        _ if missing > 0 && is_strict => {
            Err("CHEAT_REQUIRE=all: nothing may be missing".to_owned())
        }
        TableGoes::IntoThePage if missing > 0 => {
            Err("not written: the page shows all engines".to_owned())
        }
        TableGoes::IntoThePage => table.write(),
        TableGoes::ToTheTerminal => Ok(()),
    }
}

fn wrong(what: &str) -> ExitCode {
    eprintln!("{what}");
    ExitCode::from(2)
}
