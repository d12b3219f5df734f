//! `cheat show`: pages, sections and snippets, on the screen or in a pipe. What is printed is settled
//! first, whole, so that several ids come all or not at all.

mod file;
mod printed;

use anyhow::bail;

use super::args::Show;
use super::{Context, Exit, ask, find, message, own, say};
use crate::book::{Chosen, Place, Placeholder, SnippetId, Values};
use crate::render;
use printed::{Body, Maker, Printed};

pub(super) fn run(context: &Context<'_>, args: &Show) -> anyhow::Result<Exit> {
    let mut places = Vec::new();
    for id in &args.ids {
        match find(context, id) {
            Some(place) => places.push(place),
            None => return Ok(Exit::NothingFound),
        }
    }
    let mut chosen = own::chosen(context, &args.own.versions)?;
    for mismatch in places.iter().filter_map(|place| own::mismatch(context.book, *place, &chosen)) {
        match args.strict {
            true => bail!("{mismatch}"),
            false => say(&mismatch),
        }
    }
    let values = own::values(&args.own);
    let mut parts = Vec::new();
    for place in &places {
        match part(context, args, *place, &values, &mut chosen) {
            Some(part) => parts.push(part),
            None => return Ok(Exit::NothingFound),
        }
    }
    let known = placeholders(context, args, &parts, &chosen);
    let names: Vec<String> = known.iter().map(|known| known.name.clone()).collect();
    own::check_names(&values, &names)?;
    let values = match args.ask {
        true => match ask::ask(&known, values)? {
            Some(values) => values,
            None => return Ok(Exit::Cancelled),
        },
        false => values,
    };
    let maker = Maker { context, args, chosen: &chosen, values: &values };
    let mut printed = Printed::default();
    for part in &parts {
        maker.print(part, &mut printed)?;
    }
    if args.strict && !printed.missing.is_empty() {
        bail!("no value for {}", message::names(&printed.missing));
    }
    printed.bodies.iter().try_for_each(|body| print(context, body))?;
    if !printed.missing.is_empty() {
        say(&format!("left to fill in: {}", message::names(&printed.missing)));
    }
    Ok(Exit::Done)
}

/// Shows one place as a person would want it: what bare words print.
pub(super) fn place(context: &Context<'_>, place: Place) -> anyhow::Result<Exit> {
    let args = Show::default();
    let chosen = own::chosen(context, &args.own.versions)?;
    let values = Values::default();
    let maker = Maker { context, args: &args, chosen: &chosen, values: &values };
    let part = match place {
        Place::Snippet(id) => Part::Code(vec![id]),
        _ => Part::Page(place),
    };
    let mut printed = Printed::default();
    maker.print(&part, &mut printed)?;
    printed.bodies.iter().try_for_each(|body| print(context, body))?;
    Ok(Exit::Done)
}

/// What is printed of an id.
enum Part {
    /// These snippets' code.
    Code(Vec<SnippetId>),
    /// A page or section, laid out or as an object.
    Page(Place),
    /// Its source.
    Markdown(Place),
}

/// What of a place is printed. When that is nothing, says so on standard error.
fn part(
    context: &Context<'_>,
    args: &Show,
    place: Place,
    values: &Values,
    chosen: &mut Chosen,
) -> Option<Part> {
    let book = context.book;
    let holding = |ids: Vec<SnippetId>, chosen: &Chosen| -> Vec<SnippetId> {
        ids.into_iter().filter(|id| book.holds(*id, chosen)).collect()
    };
    if let Some(path) = &args.file {
        let ids = file::snippets(context, place, path, values)?;
        let newest = book.newest_for(&ids, chosen);
        for choice in newest {
            say(&format!(
                "for {}; --for {}=VERSION gives another",
                choice.label(&book.products),
                choice.product
            ));
            chosen.choose(choice);
        }
        let ids = holding(ids, chosen);
        if ids.is_empty() {
            say("nothing in that file holds for the versions chosen");
        }
        return (!ids.is_empty()).then_some(Part::Code(ids));
    }
    match place {
        Place::Snippet(id) if args.lang.is_none() => return Some(Part::Code(vec![id])),
        _ if args.code => {}
        _ if args.markdown => return Some(Part::Markdown(place)),
        _ => return Some(Part::Page(place)),
    }
    let ids = holding(book.code_under(place, args.lang.as_deref()), chosen);
    if ids.is_empty() {
        say(&no_code(context, args, place));
    }
    (!ids.is_empty()).then_some(Part::Code(ids))
}

/// `no ruby in recipes/nginx; there is nginx, bash`
fn no_code(context: &Context<'_>, args: &Show, place: Place) -> String {
    let book = context.book;
    let name = match place {
        Place::Page(id) => book.page(id).slug.to_string(),
        Place::Section(id) => book.section_name(id),
        Place::Snippet(id) => book.stable_name(id),
    };
    let mut langs: Vec<&str> = Vec::new();
    for id in book.snippets_under(place) {
        let snippet = book.snippet(id);
        if snippet.is_fence() && !snippet.lang.is_empty() && !langs.contains(&&*snippet.lang) {
            langs.push(&snippet.lang);
        }
    }
    let what = args.lang.as_deref().map_or("code".into(), render::safe);
    match langs.is_empty() {
        true => format!("no {what} in {name}"),
        false => format!("no {what} in {name}; there is {}", langs.join(", ")),
    }
}

/// The placeholders of what is printed, each once; of several defaults the first.
fn placeholders(
    context: &Context<'_>,
    args: &Show,
    parts: &[Part],
    chosen: &Chosen,
) -> Vec<Placeholder> {
    let book = context.book;
    let mut known: Vec<Placeholder> = Vec::new();
    let mut add = |placeholder: &Placeholder| match known
        .iter_mut()
        .find(|known| known.name == placeholder.name)
    {
        Some(known) => known.default = known.default.take().or(placeholder.default.clone()),
        None => known.push(placeholder.clone()),
    };
    for part in parts {
        let ids = match part {
            Part::Code(ids) => ids.clone(),
            Part::Markdown(_) => continue,
            Part::Page(place) => {
                let ids = book.snippets_under(*place).into_iter();
                ids.filter(|id| book.holds(*id, chosen)).collect()
            }
        };
        for id in ids {
            let snippet = book.snippet(id);
            snippet.open_names().into_iter().for_each(&mut add);
            if args.file.is_some() {
                file::placeholders(snippet).iter().for_each(&mut add);
            }
        }
    }
    known
}

fn print(context: &Context<'_>, body: &Body) -> anyhow::Result<()> {
    match body {
        Body::Text(text) => context.output.exact(text)?,
        Body::Lines(lines) => context.output.lines(lines)?,
    }
    Ok(())
}
