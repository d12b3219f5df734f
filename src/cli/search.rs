//! `cheat search`: ranked hits, for a reader, for a pipe, or as JSON.

use std::fmt::Write;
use std::io::Read;

use anyhow::{Context as _, bail};
use ratatui::text::{Line, Span};

use super::args::Search;
use super::{Context, Exit, json, message, own, say};
use crate::book::{Book, Chosen, PageId, SnippetId};
use crate::render;
use crate::search::{Filter, Fit, Hit, Hits, Matching, Query};
use crate::theme::Theme;

/// Columns of a query that a message repeats.
const LONGEST: usize = 200;
/// Lines of the first hit's snippet that are shown.
const SNIPPET_LINES: usize = 12;

pub(super) fn run(context: &Context<'_>, args: &Search) -> anyhow::Result<Exit> {
    let text = query_text(&args.words)?;
    let query = Query::parse(&text);
    let filter = Filter {
        pages: args.within.as_deref().map(|name| pages(context.book, name)).transpose()?,
        lang: args.lang.as_deref().map(|name| lang(context.book, name)).transpose()?,
        has_code: args.has_code,
        versions: own::chosen(context, &args.versions)?,
    };
    let matching = if args.exact { Matching::Exact } else { Matching::Loose };
    let searcher = (context.searcher)();
    let hits = searcher.search(context.book, &query, &filter, matching, args.limit)?;
    if hits.hits.is_empty() {
        let any_version = Filter { versions: Chosen::default(), ..filter.clone() };
        let others = match filter.versions.is_empty() {
            true => 0,
            false => searcher.search(context.book, &query, &any_version, matching, 1)?.total,
        };
        let text = render::fit(&render::safe(text.trim()), LONGEST).into_owned();
        say(&match others {
            0 => format!("nothing found for '{text}'"),
            _ => format!("nothing found for '{text}' in these versions; {others} for others"),
        });
        return Ok(Exit::NothingFound);
    }
    explain(&hits);
    if args.json {
        let lines = hits
            .hits
            .iter()
            .zip(1..)
            .map(|(hit, rank)| json::line(&json::hit(context.book, hit, rank)));
        context.output.text(&lines.collect::<anyhow::Result<String>>()?)?;
    } else if context.output.is_for_reading {
        context.output.lines(&for_reading(context, &hits))?;
    } else {
        context.output.text(&for_a_pipe(context.book, &hits))?;
    }
    Ok(Exit::Done)
}

/// The query; `-` alone stands for standard input.
pub(super) fn query_text(words: &[String]) -> anyhow::Result<String> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context("could not read standard input")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The pages of `--in`: one page, or those of a part.
pub(super) fn pages(book: &Book, name: &str) -> anyhow::Result<Vec<PageId>> {
    let found = book.pages_in(name);
    if found.is_empty() {
        let name = render::safe(name);
        bail!("no page or part '{name}'; the parts are {}", parts(book));
    }
    Ok(found)
}

/// The language of `--lang`, as the book writes it.
pub(super) fn lang(book: &Book, name: &str) -> anyhow::Result<String> {
    let name = name.to_lowercase();
    let known = book.languages();
    if !known.contains(&*name) {
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        bail!("no code in '{}'; the languages are {known}", render::safe(&name));
    }
    Ok(name)
}

fn parts(book: &Book) -> String {
    book.parts.iter().map(|part| &**part).collect::<Vec<_>>().join(", ")
}

/// Says in a line on standard error what was done with a query that fits nothing as it stands.
fn explain(hits: &Hits) {
    let is_partial = hits.fit() == Fit::Partial;
    if hits.corrections.is_empty() {
        if is_partial {
            say("nothing has all of these words; showing what has some of them");
        }
        return;
    }
    let quoted = |word: &String| format!("'{}'", render::safe(word));
    let typed: Vec<String> = hits.corrections.iter().map(|(typed, _)| quoted(typed)).collect();
    let meant: Vec<String> = hits.corrections.iter().map(|(_, meant)| quoted(meant)).collect();
    let some = if is_partial { ", and what has some of the words" } else { "" };
    say(&format!("nothing has {}; showing hits for {}{some}", typed.join(", "), meant.join(", ")));
}

fn for_a_pipe(book: &Book, hits: &Hits) -> String {
    let mut text = String::new();
    for hit in &hits.hits {
        let id = book.section_name(hit.section);
        let path = book.path(hit.section).join(" > ");
        let excerpt = message::one_field(&hit.excerpt.text);
        let _ = writeln!(text, "{id}\t{}\t{excerpt}", message::one_field(&path));
    }
    text
}

fn for_reading(context: &Context<'_>, hits: &Hits) -> Vec<Line<'static>> {
    let theme = &context.output.theme;
    let mut lines = Vec::new();
    for (hit, rank) in hits.hits.iter().zip(1..) {
        let path = context.book.path(hit.section);
        let path = path[path.len().saturating_sub(2)..].join(" > ");
        let room = context.output.width.saturating_sub(4);
        let path = render::fit(&render::safe(&path), room).into_owned();
        lines.push(Line::from(vec![
            Span::styled(format!("{rank:>2}  "), theme.dim),
            Span::styled(path, theme.heading),
        ]));
        lines.push(id_line(context.book.section_name(hit.section), theme));
        match hit.snippet.filter(|_| rank == 1) {
            Some(snippet) => lines.extend(first_snippet(context, snippet)),
            None => lines.push(excerpt(context, hit)),
        }
    }
    lines
}

fn id_line(id: String, theme: &Theme) -> Line<'static> {
    Line::from(vec![Span::raw("    "), Span::styled(id, theme.dim)])
}

/// A snippet below the id by which it is shown and copied.
fn first_snippet(context: &Context<'_>, id: SnippetId) -> Vec<Line<'static>> {
    let theme = &context.output.theme;
    let mut code = render::snippet(context.book.snippet(id), theme);
    let left_out = code.len().saturating_sub(SNIPPET_LINES);
    code.truncate(SNIPPET_LINES);
    let mut lines = vec![Line::default(), id_line(context.book.stable_name(id), theme)];
    lines.extend(code.into_iter().map(|mut line| {
        line.spans.insert(0, Span::raw("    "));
        line
    }));
    if left_out > 0 {
        let more = format!("    … {left_out} more lines");
        lines.push(Line::from(Span::styled(more, theme.dim)));
    }
    lines.push(Line::default());
    lines
}

/// The line that says why, its matches lit.
fn excerpt(context: &Context<'_>, hit: &Hit) -> Line<'static> {
    let theme = &context.output.theme;
    let mut spans = vec![Span::raw("    ")];
    let mut room = context.output.width.saturating_sub(4);
    let mut push = |text: &str, style| {
        let safe = render::safe(text);
        let piece = render::fit(&safe, room).into_owned();
        room = room.saturating_sub(render::width(&piece));
        if !piece.is_empty() {
            spans.push(Span::styled(piece, style));
        }
    };
    let text = &hit.excerpt.text;
    let mut done = 0;
    for range in &hit.excerpt.lit {
        push(&text[done..range.start], theme.text);
        push(&text[range.clone()], theme.matched);
        done = range.end;
    }
    push(&text[done..], theme.text);
    Line::from(spans)
}
