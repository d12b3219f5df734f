//! The program: read the arguments, call the command or the browser, report, exit.

use std::io;
use std::process::ExitCode;

use cheat::book::Resolved;
use cheat::cli::{self, Cheat, Command, Context, Exit, Output};
use cheat::embed;
use cheat::pick;
use cheat::render;
use cheat::tui::{self, Start};

/// The exit status of a picker that was left.
const CANCELLED: u8 = 130;

fn main() -> ExitCode {
    let (program, cheat) = match cli::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(complaint) if complaint.use_stderr() => {
            cli::say(&render::safe(&cli::complaint(&complaint)));
            return ExitCode::from(2);
        }
        Err(help_or_version) => {
            let _ = help_or_version.print();
            return ExitCode::SUCCESS;
        }
    };
    match run(&program, &cheat) {
        Ok(status) => ExitCode::from(status),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Runs the command or the browser; gives the exit status.
fn run(program: &str, cheat: &Cheat) -> anyhow::Result<u8> {
    let output = Output::new(&cheat.common)?;
    let book = embed::book();
    let context = Context { book: &book, searcher: &embed::searcher, output: &output, program };
    let start = match &cheat.command {
        None => Start::Last,
        Some(Command::Open { words }) => start(&context, &words.join(" ")),
        Some(Command::Pick(args)) => {
            let (query, filter) = cli::picked(&book, args)?;
            let theme = output.picker_theme(&cheat.common);
            let text = pick::run(&book, embed::searcher(), theme, &query, filter)?;
            let Some(text) = text else { return Ok(CANCELLED) };
            output.text(&format!("{text}\n"))?;
            return Ok(0);
        }
        Some(command) => {
            return cli::run(&context, command).map(|exit| match exit {
                Exit::Done => 0,
                Exit::NothingFound => 1,
                Exit::Cancelled => 130,
            });
        }
    };
    tui::run((embed::NAME, &book), embed::searcher, output.browser_theme(), start)
}

/// Where `open` opens: at what the words name, else with a search for them.
fn start(context: &Context<'_>, words: &str) -> Start {
    match (words, context.book.resolve(words)) {
        ("", _) => Start::Last,
        (_, Resolved::One(place)) => Start::Place(place),
        _ => Start::Query(words.to_owned()),
    }
}

/// A reader that has seen enough, `head` say, is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
