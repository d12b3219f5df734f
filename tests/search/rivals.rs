//! The same queries over the same sections, put to other engines: the programs in `compare/`.
//! Each is called with two files of JSON, the sections and the queries, and prints a line of JSON
//! for each way it can be asked: `{"way": NAME, "pages": [[PAGE, ...], ...]}`, a list a query.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cheat::book::Book;
use cheat::index::{Part, texts};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::judged::{Judged, Report};

struct Rival {
    name: &'static str,
    runs: &'static [&'static str],
    program: &'static str,
    /// A call that fails where the engine is missing.
    probe: &'static [&'static str],
}

const RIVALS: [Rival; 3] = [
    Rival { name: "rg", runs: &["python3"], program: "rg.py", probe: &["rg", "--version"] },
    Rival {
        name: "SQLite FTS5",
        runs: &["python3"],
        program: "fts5.py",
        probe: &[
            "python3",
            "-c",
            "import sqlite3; sqlite3.connect('').execute('create virtual table t using fts5(x)')",
        ],
    },
    Rival {
        name: "elasticlunr",
        runs: &["node"],
        program: "elasticlunr.cjs",
        probe: &["node", "-e", "require('elasticlunr')"],
    },
];

/// How an engine fared, asked in one way; or what of it is missing.
pub(crate) enum Outcome<'j> {
    Found { engine: &'static str, way: String, report: Report<'j> },
    Missing { engine: &'static str, what: String },
}

#[derive(Deserialize)]
struct Answer {
    way: String,
    pages: Vec<Vec<String>>,
}

/// Puts the queries to all of them.
///
/// # Errors
/// What a program said that is there and failed.
pub(crate) fn compare<'j>(book: &Book, judged: &'j [Judged]) -> Result<Vec<Outcome<'j>>, String> {
    let folder = top().join("target/search");
    let put = |name: &str, value: &Value| {
        let file = folder.join(name);
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&file, value.to_string()))
            .map_err(|error| format!("could not write: {}: {error}", file.display()))?;
        Ok::<PathBuf, String>(file)
    };
    let queries: Vec<&str> = judged.iter().map(|judged| judged.query.as_str()).collect();
    let files = [put("sections.json", &sections(book))?, put("queries.json", &json!(queries))?];
    let mut outcomes = Vec::new();
    for rival in &RIVALS {
        if let Err(what) = run(command(rival.probe)) {
            outcomes.push(Outcome::Missing { engine: rival.name, what });
            continue;
        }
        for answer in rival.answers(&files)? {
            let mut lists = answer.pages.into_iter();
            let report = Report::by(judged, |_| lists.next().unwrap_or_default());
            outcomes.push(Outcome::Found { engine: rival.name, way: answer.way, report });
        }
    }
    Ok(outcomes)
}

impl Rival {
    fn answers(&self, files: &[PathBuf; 2]) -> Result<Vec<Answer>, String> {
        let mut command = command(self.runs);
        command.arg(top().join("tests/search/compare").join(self.program)).args(files);
        let read = |line: &str| serde_json::from_str(line).map_err(|error| error.to_string());
        run(command)
            .and_then(|text| text.lines().map(read).collect())
            .map_err(|error| format!("{}: {error}", self.program))
    }
}

pub(crate) fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command.env("NODE_PATH", top().join("target/tools/node/node_modules"));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// What a program prints.
pub(crate) fn output<const N: usize>(words: [&str; N]) -> Result<String, String> {
    run(command(&words))
}

/// What it prints; else what it says on standard error, the telling line of it.
fn run(mut command: Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| format!("{program}: {error}"));
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let telling = said.lines().find(|line| line.contains("Error")).or(said.lines().last());
    Err(format!("{program}: {}", telling.unwrap_or("it failed and said nothing").trim()))
}

/// Each section of the book as our own index sees it, its texts by the part they are of.
fn sections(book: &Book) -> Value {
    let section = |id| {
        let mut parts: BTreeMap<&str, Vec<&str>> =
            NAMES.iter().map(|(_, name)| (*name, Vec::new())).collect();
        for (part, text) in texts(book, id) {
            let name = NAMES.iter().find(|(named, _)| *named == part).map(|(_, name)| *name);
            parts.entry(name.expect("each part has a name")).or_default().push(text);
        }
        let mut value = json!(parts);
        value["id"] = book.section_name(id).into();
        value["page"] = json!(&*book.page(book.page_of_section(id)).slug);
        value
    };
    book.section_ids().map(section).collect()
}

const NAMES: [(Part, &str); 7] = [
    (Part::Heading, "heading"),
    (Part::Title, "title"),
    (Part::Keywords, "keywords"),
    (Part::PageKeywords, "page_keywords"),
    (Part::Code, "code"),
    (Part::Path, "path"),
    (Part::Prose, "prose"),
];
