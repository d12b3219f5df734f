//! The program: read the arguments, call the command or the browser, report, exit.

use std::io;
use std::process::ExitCode;

use cheat::cli::{self, Cheat, Context, Exit, Output};
use cheat::embed;

fn main() -> ExitCode {
    let (program, cheat) = match cli::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(answer) => {
            // Help and version go to standard output, complaints to standard error.
            let _ = answer.print();
            return ExitCode::from(if answer.use_stderr() { 2 } else { 0 });
        }
    };
    match run(&program, &cheat) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::NothingFound) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(program: &str, cheat: &Cheat) -> anyhow::Result<Exit> {
    let output = Output::new(&cheat.common)?;
    let book = embed::book();
    let context = Context { book: &book, searcher: &embed::searcher, output: &output, program };
    match &cheat.command {
        Some(command) => cli::run(&context, command),
        None => anyhow::bail!("the browser is not there yet; try '{program} search WORDS'"),
    }
}

/// A reader that has seen enough, `head` say, is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
