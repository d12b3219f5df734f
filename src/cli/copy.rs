//! `cheat copy`: what `show` prints, onto the clipboard.

use super::args::Copy;
use super::{Context, Exit, find, message, say};
use crate::clipboard;

pub(super) fn run(context: &Context<'_>, args: &Copy) -> anyhow::Result<Exit> {
    let Some(place) = find(context, &args.id) else { return Ok(Exit::NothingFound) };
    let taken = message::taken(context.book, place, args.verbatim);
    if args.dry_run {
        let route = clipboard::route(&clipboard::Environment::current())?;
        say(&format!("would copy {}: {}", taken.what, route.name()));
        return Ok(Exit::Done);
    }
    match clipboard::copy(&taken.text) {
        Ok(route) => {
            say(&taken.message(&route));
            Ok(Exit::Done)
        }
        Err(error) => {
            context.output.text(&format!("{}\n", taken.text))?;
            Err(error)
        }
    }
}
