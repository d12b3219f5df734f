//! `cheat list`: pages, snippets or products, one a line.

use std::fmt::Write;

use ratatui::text::{Line, Span};

use super::args::List;
use super::{Context, Exit, json, message};
use crate::render;

pub(super) fn run(context: &Context<'_>, args: &List) -> anyhow::Result<Exit> {
    match (args.snippets, args.products) {
        (true, _) => context.output.text(&snippets(context, args.json)?)?,
        (_, true) => context.output.text(&products(context, args.json)?)?,
        _ if args.json => {
            let pages = context.book.page_ids().map(|id| json::line(&json::page(context.book, id)));
            context.output.text(&pages.collect::<anyhow::Result<String>>()?)?;
        }
        _ if context.output.is_for_reading => context.output.lines(&by_part(context))?,
        _ => context.output.text(&pages(context))?,
    }
    Ok(Exit::Done)
}

fn pages(context: &Context<'_>) -> String {
    let mut text = String::new();
    for page in &context.book.pages {
        let title = message::one_field(&page.title);
        let _ = writeln!(text, "{}\t{title}\t{}", page.slug, message::one_field(&page.summary));
    }
    text
}

/// The pages under their parts, for reading.
fn by_part(context: &Context<'_>) -> Vec<Line<'static>> {
    let theme = &context.output.theme;
    let slugs = context.book.pages.iter().map(|page| render::width(&page.slug));
    let column = slugs.max().unwrap_or_default() + 2;
    let mut lines = Vec::new();
    let mut part = None;
    for id in context.book.page_ids() {
        let page = context.book.page(id);
        if page.part != part {
            part = page.part;
            lines.push(Line::default());
            let title = context.book.part_title(id).unwrap_or_default().to_owned();
            lines.extend((!title.is_empty()).then(|| Line::styled(title, theme.heading)));
        }
        let slug = format!("{:column$}", &*page.slug);
        let room = context.output.width.saturating_sub(column);
        let about = render::fit(&render::safe(&page.summary), room).into_owned();
        lines.push(Line::from(vec![Span::styled(slug, theme.strong), Span::raw(about)]));
    }
    lines
}

fn snippets(context: &Context<'_>, as_json: bool) -> anyhow::Result<String> {
    let mut text = String::new();
    for id in context.book.snippet_ids() {
        if as_json {
            text += &json::line(&json::snippet(context.book, id))?;
            continue;
        }
        let snippet = context.book.snippet(id);
        let first = snippet.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let name = context.book.snippet_name(id);
        let _ = writeln!(text, "{name}\t{}\t{}", snippet.lang, message::one_field(first.trim()));
    }
    Ok(text)
}

fn products(context: &Context<'_>, as_json: bool) -> anyhow::Result<String> {
    let mut text = String::new();
    for product in &context.book.products.0 {
        let versions: Vec<String> =
            product.versions.iter().map(|release| release.version.to_string()).collect();
        if as_json {
            let (name, short) = (&product.name, &product.short);
            text +=
                &json::line(&json::ProductJson { product: &product.id, name, short, versions })?;
            continue;
        }
        let _ = writeln!(text, "{}\t{}\t{}", product.id, product.name, versions.join(" "));
    }
    Ok(text)
}
