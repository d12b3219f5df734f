//! `cheat show`: pages, sections and snippets, on the screen or in a pipe.

use anyhow::bail;
use ratatui::text::Line;

use super::args::Show;
use super::{Context, Exit, find, json, message, say};
use crate::book::{Place, SnippetId};
use crate::render::{self, Label, Options, Rendered, Wide};

pub(super) fn run(context: &Context<'_>, args: &Show) -> anyhow::Result<Exit> {
    let mut places = Vec::new();
    for id in &args.ids {
        match find(context, id) {
            Some(place) => places.push(place),
            None => return Ok(Exit::NothingFound),
        }
    }
    if args.json {
        let lines = places.iter().map(|place| object(context, *place));
        context.output.text(&lines.collect::<anyhow::Result<String>>()?)?;
        return Ok(Exit::Done);
    }
    let shown: Vec<Shown> = places.iter().map(|place| shown(context, args, *place)).collect();
    let mut missing: Vec<&str> =
        shown.iter().flat_map(|shown| &shown.missing).map(String::as_str).collect();
    missing.dedup();
    if args.strict && !missing.is_empty() {
        bail!("no value for {}", message::names(&missing));
    }
    if shown.iter().any(|shown| shown.is_empty()) {
        say("there is no such code in it");
        return Ok(Exit::NothingFound);
    }
    print(context, &shown)?;
    if !missing.is_empty() {
        say(&format!("left to fill in: {}", message::names(&missing)));
    }
    Ok(Exit::Done)
}

/// Shows one place as a person would want it: what bare words print.
pub(super) fn place(context: &Context<'_>, place: Place) -> anyhow::Result<Exit> {
    let args = Show {
        ids: Vec::new(),
        code: false,
        lang: None,
        verbatim: false,
        markdown: false,
        strict: false,
        json: false,
    };
    print(context, &[shown(context, &args, place)])?;
    Ok(Exit::Done)
}

/// What is printed of a place.
struct Shown {
    body: Body,
    /// Placeholders in it that have no value.
    missing: Vec<String>,
}

enum Body {
    /// Laid out for reading.
    Lines(Vec<Line<'static>>),
    /// To the byte.
    Text(String),
}

impl Shown {
    fn text(text: String) -> Shown {
        Shown { body: Body::Text(text), missing: Vec::new() }
    }

    fn is_empty(&self) -> bool {
        matches!(&self.body, Body::Text(text) if text.is_empty())
    }
}

fn print(context: &Context<'_>, shown: &[Shown]) -> anyhow::Result<()> {
    for (index, shown) in shown.iter().enumerate() {
        match &shown.body {
            Body::Text(text) => context.output.text(text)?,
            Body::Lines(lines) => {
                if index > 0 {
                    context.output.text("\n")?;
                }
                context.output.lines(lines)?;
            }
        }
    }
    Ok(())
}

fn shown(context: &Context<'_>, args: &Show, place: Place) -> Shown {
    let book = context.book;
    match place {
        Place::Snippet(id) => snippets(context, args, &[id]),
        Place::Section(id) if args.code => {
            let section = book.section(id);
            let inside = |snippet: &SnippetId| {
                let at = &book.section(book.snippet(*snippet).section).own;
                section.whole.contains(&at.start)
            };
            let ids: Vec<SnippetId> = book.snippets_of(section.page).filter(inside).collect();
            snippets(context, args, &fences(context, args, ids))
        }
        Place::Page(id) if args.code => {
            let ids = book.snippets_of(id).collect();
            snippets(context, args, &fences(context, args, ids))
        }
        Place::Section(id) if args.markdown => Shown::text(one_newline(book.source(id))),
        Place::Page(id) if args.markdown => Shown::text(one_newline(book.page(id).text())),
        Place::Section(_) | Place::Page(_) => {
            Shown { body: Body::Lines(lines(context, place)), missing: Vec::new() }
        }
    }
}

fn fences(context: &Context<'_>, args: &Show, ids: Vec<SnippetId>) -> Vec<SnippetId> {
    let fits = |id: &SnippetId| {
        let snippet = context.book.snippet(*id);
        let lang = args.lang.as_deref();
        snippet.is_fence() && lang.is_none_or(|lang| snippet.lang.eq_ignore_ascii_case(lang))
    };
    ids.into_iter().filter(fits).collect()
}

/// The code of snippets, a blank line between two.
fn snippets(context: &Context<'_>, args: &Show, ids: &[SnippetId]) -> Shown {
    let mut texts = Vec::new();
    let mut missing = Vec::new();
    for id in ids {
        let snippet = context.book.snippet(*id);
        if args.verbatim {
            texts.push(one_newline(&snippet.text));
            continue;
        }
        let filled = snippet.code();
        texts.push(one_newline(&filled.text));
        missing.extend(filled.missing);
    }
    Shown { body: Body::Text(texts.join("\n")), missing }
}

/// The rows of a page or section.
fn lines(context: &Context<'_>, place: Place) -> Vec<Line<'static>> {
    let (page, section) = match place {
        Place::Page(page) => (page, None),
        Place::Section(section) => (context.book.section(section).page, Some(section)),
        Place::Snippet(snippet) => (context.book.page_of(snippet), None),
    };
    let options = Options {
        width: context.output.width,
        theme: &context.output.theme,
        wide: Wide::Keep,
        label: Label::Id,
        until: None,
    };
    let Rendered { mut lines, headings, .. } = render::page(context.book, page, &options);
    if let Some(section) = section {
        let level = context.book.section(section).level;
        let sections: Vec<_> = context.book.sections_of(page).collect();
        let index = sections.iter().position(|id| *id == section).unwrap_or_default();
        let next =
            sections[index + 1..].iter().position(|id| context.book.section(*id).level <= level);
        let end = next.map_or(lines.len(), |next| headings[index + 1 + next]);
        lines = lines[headings[index]..end].to_vec();
    }
    while lines.last().is_some_and(|line| line.width() == 0) {
        lines.pop();
    }
    lines
}

fn object(context: &Context<'_>, place: Place) -> anyhow::Result<String> {
    match place {
        Place::Page(id) => json::line(&json::whole_page(context.book, id)),
        Place::Section(id) => json::line(&json::section(context.book, id)),
        Place::Snippet(id) => json::line(&json::snippet(context.book, id)),
    }
}

/// The text with exactly one newline at its end; nothing stays nothing.
fn one_newline(text: &str) -> String {
    match text.trim_end_matches('\n') {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}
