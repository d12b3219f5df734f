//! The program: read the arguments, call the command or the browser, report, exit.

use std::io;
use std::process::ExitCode;

use cheat::book::Resolved;
use cheat::cli::{self, Cheat, Command, Context, Exit, Output};
use cheat::config::OnDemand;
use cheat::embed;
use cheat::pick;
use cheat::render;
use cheat::tui::{self, Settings, Start};

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
    let config = OnDemand::default();
    let ended = run(&program, &cheat, &config);
    // The browser has a place of its own for them, and left.
    if !cheat.is_browser() {
        config.problems().iter().for_each(|problem| cli::say(&problem.to_string()));
    }
    match ended {
        Ok(status) => ExitCode::from(status),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Runs the command or the browser; gives the exit status.
fn run(program: &str, cheat: &Cheat, config: &OnDemand) -> anyhow::Result<u8> {
    let output = Output::new(&cheat.common, config)?;
    let book = embed::book();
    let searcher = &embed::searcher;
    let context = Context { book: &book, searcher, output: &output, config, program };
    let start = match &cheat.command {
        None => Start::Last,
        Some(Command::Open { words }) => start(&context, &words.join(" ")),
        Some(Command::Pick(args)) => {
            let (query, filter) = cli::picked(&book, args)?;
            let theme = output.picker_theme(&cheat.common, config)?;
            let text = pick::run((embed::NAME, &book), embed::searcher(), theme, &query, filter)?;
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
    let settings = Settings {
        looks: output.browser_looks(),
        keys: config.keys.clone(),
        versions: cli::versions(&context)?,
        clipboard: config.clipboard.as_ref().map(|said| said.value.clone()),
        problems: config.problems(),
    };
    tui::run((embed::NAME, &book), embed::searcher, settings, start)
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
