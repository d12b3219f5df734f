//! `cheat copy`: a snippet's code, or the source of a section or page, onto the clipboard.

use super::args::Copy;
use super::{Context, Exit, find, message, own, say};
use crate::book::{Place, Wanted};
use crate::clipboard;

pub(super) fn run(context: &Context<'_>, args: &Copy) -> anyhow::Result<Exit> {
    let Some(place) = find(context, &args.id) else { return Ok(Exit::NothingFound) };
    let book = context.book;
    let chosen = own::chosen(context, &args.own.versions)?;
    let values = own::values(&args.own);
    let names = match place {
        Place::Snippet(id) => own::names(book, &[id]),
        Place::Section(_) | Place::Page(_) => Vec::new(),
    };
    own::check_names(&values, &names)?;
    if let Some(mismatch) = own::mismatch(book, place, &chosen) {
        say(&mismatch);
    }
    let taken = match args.verbatim {
        true => message::taken(book, place, Wanted::Verbatim),
        false => message::taken_with(book, place, &values),
    };
    let way = context.config.clipboard.as_ref().map(|said| said.value.as_str());
    let environment = clipboard::Environment::current(way);
    if args.dry_run {
        let route = clipboard::route(&environment)?;
        let lacking = if environment.lacks(&route) { ", which is not installed" } else { "" };
        let what = taken.what.trim_end_matches(',');
        say(&format!("would copy {what}: {}{lacking}{}", route.name(), taken.left()));
        return Ok(Exit::Done);
    }
    match clipboard::copy(&taken.text, &environment) {
        Ok(route) => {
            say(&taken.message(&route));
            Ok(Exit::Done)
        }
        Err(error) => {
            context.output.exact(&format!("{}\n", taken.text))?;
            Err(error)
        }
    }
}
