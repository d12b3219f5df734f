//! Gives each fence of the book to the real program it is for.
//!
//! ```text
//! cargo test --test snippets                     what programs are found for; says what it skips
//! cargo test --test snippets -- topics/git       the fences of a page
//! CHEAT_REQUIRE=all cargo test --test snippets   a missing program is a failure; what needs sudo runs
//! CHEAT_PROOF=write cargo test --test snippets   and book/proof.tsv is brought up to date
//! ```
//!
//! `cases/PAGE.toml` says what a snippet needs beside its text and how it must come out ([`case`]);
//! the table in [`way`] says what is done with a language; [`prove`] does it, under each version of
//! the program that the snippet claims ([`setting`]). `.ci/tools` fetches the programs.
//! `CHEAT_BOOK` and `CHEAT_CASES` name other folders.

mod case;
#[path = "../../src/folder.rs"]
#[allow(unreachable_pub, reason = "a module of several programs")]
mod folder;
mod locks;
mod nginx;
mod postgres;
mod prove;
mod room;
mod setting;
mod subject;
mod summary;
mod way;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use cheat::book;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use prove::Verdict;
use subject::Subject;
use summary::{Entry, Summary};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str, fallback: &str| {
        env::var_os(name).map_or_else(|| root.join(fallback), PathBuf::from)
    };
    let book_folder = folder("CHEAT_BOOK", "book");
    let read = subject::read(&book_folder, &folder("CHEAT_CASES", "tests/snippets/cases"));
    let broken_folder = root.join("tests/snippets/broken");
    let broken = subject::read(&broken_folder, &broken_folder.join("cases"));
    let (subjects, broken) = match (read, broken) {
        (Ok(subjects), Ok(broken)) => (subjects, broken),
        (Err(problems), _) | (_, Err(problems)) => {
            eprintln!("{}", problems.join("\n"));
            return ExitCode::from(2);
        }
    };
    let texts: Vec<(String, String)> =
        subjects.iter().map(|s| (s.id.clone(), s.text.clone())).collect();
    let entries = Arc::new(Mutex::new(Vec::new()));
    let mut trials: Vec<Trial> =
        subjects.into_iter().map(|subject| trial(subject, Arc::clone(&entries))).collect();
    trials.extend(broken.into_iter().map(caught));
    trials.extend(locks::trials(&book_folder));
    let count = trials.len();
    let conclusion = libtest_mimic::run(&arguments, trials);
    postgres::stop_all();
    if arguments.list {
        return ExitCode::SUCCESS;
    }
    let whole =
        count as u64 == conclusion.num_passed + conclusion.num_failed + conclusion.num_ignored;
    let entries = std::mem::take(&mut *entries.lock().expect("no trial panics while it adds"));
    let sound = Summary::new(entries).conclude(&texts, &book_folder.join("proof.tsv"), whole);
    match sound && !conclusion.has_failed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn trial(subject: Subject, entries: Arc<Mutex<Vec<Entry>>>) -> Trial {
    let lang = subject.lang.clone();
    Trial::ignorable_test(subject.id.clone(), move || {
        let verdict = patiently(&subject);
        let completion = match &verdict {
            Verdict::Failed(reason) => Err(Failed::from(format!("{}\n{reason}", subject.place))),
            Verdict::Missing(reason) if require_all() => {
                Err(Failed::from(format!("{}\nmissing: {reason}", subject.place)))
            }
            Verdict::Missing(reason) => Ok(Completion::ignored_with(reason)),
            Verdict::Proven { .. } | Verdict::Excused(_) | Verdict::NothingToProve => {
                Ok(Completion::Completed)
            }
        };
        let entry = Entry::new(subject, verdict);
        entries.lock().expect("no trial panics while it adds").push(entry);
        completion
    })
    .with_kind(lang)
}

/// Real servers, connections and time-outs on a busy machine: what fails is given another chance.
const ATTEMPTS: usize = 3;

fn patiently(subject: &Subject) -> Verdict {
    let mut verdict = prove::prove(subject);
    for attempt in 2..=ATTEMPTS {
        let Verdict::Failed(reason) = &verdict else { break };
        eprintln!("{}: attempt {attempt} after: {reason}", subject.id);
        verdict = prove::prove(subject);
    }
    verdict
}

/// A fence that is wrong on purpose: it must be found out.
fn caught(subject: Subject) -> Trial {
    Trial::ignorable_test(format!("caught {}", subject.id), move || match prove::prove(&subject) {
        Verdict::Failed(_) => Ok(Completion::Completed),
        Verdict::Missing(reason) if !require_all() => Ok(Completion::ignored_with(reason)),
        Verdict::Missing(reason) => Err(Failed::from(format!("missing: {reason}"))),
        verdict => Err(Failed::from(format!("{}: passed as {verdict:?}", subject.place))),
    })
    .with_kind(String::from("broken"))
}

/// `CHEAT_REQUIRE=all`: whatever is missing is a failure.
pub(crate) fn require_all() -> bool {
    env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all")
}
