//! The commands: each gives one answer on standard output, its messages on standard error, and an
//! exit status. The browser is not here; `main` opens it.

mod args;
mod ask;
mod complete;
mod copy;
mod help;
mod json;
mod list;
mod looks;
mod man;
pub mod message;
mod output;
mod own;
mod pick;
mod search;
mod shell;
mod show;

use std::io::Write;

use crate::book::{Book, Place, Resolved};
use crate::config::OnDemand;
use crate::render;
use crate::search::{Searcher, nearest_pages};

pub use args::{Cheat, Command, Common, Pick, complaint, definition, parse};
pub use output::{Output, write_line};
pub use own::versions;
pub use pick::picked;

/// What a command works with.
pub struct Context<'c> {
    pub book: &'c Book,
    /// Opening the index is left to those who need it.
    pub searcher: &'c dyn Fn() -> Searcher,
    pub output: &'c Output,
    pub config: &'c OnDemand,
    /// The name the program was called by.
    pub program: &'c str,
}

/// How a command ended, when it was not by an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done,
    NothingFound,
    /// The reader was asked, and left.
    Cancelled,
}

/// Runs a command that is not the browser.
pub fn run(context: &Context<'_>, command: &Command) -> anyhow::Result<Exit> {
    match command {
        Command::Search(args) => search::run(context, args),
        Command::Bare(args) => match context.book.resolve(&args.words.join(" ")) {
            Resolved::One(place) if !args.json => show::place(context, place),
            _ => search::run(context, args),
        },
        Command::Show(args) => show::run(context, args),
        Command::Copy(args) => copy::run(context, args),
        Command::List(args) => list::run(context, args),
        Command::Widget { shell, key } => {
            context.output.text(&shell::widget(*shell, *key, context.program)?)?;
            Ok(Exit::Done)
        }
        Command::Completions { shell } => {
            context.output.text(&shell::completions(*shell, context.program)?)?;
            Ok(Exit::Done)
        }
        Command::Complete(args) => complete::run(context, args),
        Command::Man => man::run(context),
        Command::Help { topic } => help::run(context, topic.as_deref()),
        Command::Open { .. } | Command::Pick(_) => unreachable!("main runs what is drawn"),
    }
}

/// The place an id names. When there is none, or several, says so on standard error.
pub fn find(context: &Context<'_>, id: &str) -> Option<Place> {
    match context.book.resolve(id) {
        Resolved::One(place) => return Some(place),
        Resolved::Several(places) => {
            say(&format!("'{}' fits {} places:", render::safe(id), places.len()));
            for place in places {
                say(&format!("  {}", described(context.book, place)));
            }
        }
        Resolved::None => say(&nothing_named(context.book, id)),
    }
    None
}

fn described(book: &Book, place: Place) -> String {
    match place {
        Place::Page(id) => format!("{}  {}", book.page(id).slug, book.page(id).summary),
        Place::Section(id) => format!("{}  {}", book.section_name(id), book.path(id).join(" > ")),
        Place::Snippet(id) => book.snippet_name(id),
    }
}

fn nothing_named(book: &Book, id: &str) -> String {
    let safe = render::safe(id);
    if let Some((page, mark)) = id.split_once('#')
        && let Resolved::One(Place::Page(page)) = book.resolve(page)
    {
        let near = book.sections_of(page).map(|id| &*book.section(id).anchor);
        let anchor = mark.split('.').next().unwrap_or_default();
        let nearest = near.max_by(|a, b| {
            strsim::jaro_winkler(anchor, a).total_cmp(&strsim::jaro_winkler(anchor, b))
        });
        let slug = &book.page(page).slug;
        let nearest = nearest.unwrap_or_default();
        return format!("no '{safe}' in {slug}; the nearest section is {slug}#{nearest}");
    }
    let nearest: Vec<&str> =
        nearest_pages(book, id, 3).into_iter().map(|id| &*book.page(id).slug).collect();
    format!("no page '{safe}'; the nearest are {}", nearest.join(", "))
}

/// A message on standard error. That nobody reads it is no error.
pub fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "cheat: {message}");
}
