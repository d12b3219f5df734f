//! Pages nobody of us wrote: each example of the CommonMark and GFM specifications at five widths,
//! and pages made to do harm.
//!
//! ```text
//! cargo test --test spec                     says so when the examples are not there
//! CHEAT_REQUIRE=all cargo test --test spec   and then fails
//! ```
//!
//! `.ci/tools` fetches the examples into `target/tools/spec`. What must hold of a page stands in
//! [`check`].

mod check;
mod hostile;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

const WIDTHS: [usize; 5] = [20, 40, 60, 80, 120];

/// A specification, and how many examples its version in `.ci/tools` has.
const SPECIFICATIONS: [(&str, usize); 2] = [("commonmark", 652), ("gfm", 677)];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = hostile::trials();
    for (name, count) in SPECIFICATIONS {
        trials.extend(WIDTHS.map(|width| {
            Trial::ignorable_test(format!("{name} at {width}"), move || {
                examples(name, count, width)
            })
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn examples(name: &str, count: usize, width: usize) -> Result<Completion, Failed> {
    let path = format!("target/tools/spec/{name}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let Ok(text) = fs::read(&path) else {
        let missing = format!("{} is not there; .ci/tools fetches it", path.display());
        return match env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all") {
            true => Err(Failed::from(missing)),
            false => Ok(Completion::ignored_with(missing)),
        };
    };
    let examples: Vec<String> = serde_json::from_slice(&text)?;
    if examples.len() != count {
        return Err(Failed::from(format!("{} examples instead of {count}", examples.len())));
    }
    let mut problems = Vec::new();
    for (number, example) in (1..).zip(&examples) {
        if let Err(problem) = check::page(example, width) {
            problems.push(format!("example {number}: {problem}\n{example}"));
        }
    }
    match problems.is_empty() {
        true => Ok(Completion::Completed),
        false => Err(Failed::from(problems.join("\n"))),
    }
}
