//! `cheat list`: pages, snippets or products, one a line.

use std::fmt::Write;

use ratatui::text::{Line, Span};

use super::args::List;
use super::{Context, Exit, json, message};
use crate::book::{Product, SnippetId};
use crate::render;

pub(super) fn run(context: &Context<'_>, args: &List) -> anyhow::Result<Exit> {
    let is_for_reading = context.output.is_for_reading && !args.json;
    match (args.snippets, args.products) {
        (true, _) if is_for_reading => context.output.lines(&by_page(context))?,
        (true, _) if args.json => context.output.text(&snippets_as_json(context)?)?,
        (true, _) => context.output.text(&snippets(context))?,
        (_, true) if is_for_reading => context.output.lines(&products_in_words(context))?,
        (_, true) if args.json => context.output.text(&products_as_json(context)?)?,
        (_, true) => context.output.text(&products(context))?,
        _ if args.json => {
            let pages = context.book.page_ids().map(|id| json::line(&json::page(context.book, id)));
            context.output.text(&pages.collect::<anyhow::Result<String>>()?)?;
        }
        _ if is_for_reading => context.output.lines(&by_part(context))?,
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

/// The snippets, an object a line.
fn snippets_as_json(context: &Context<'_>) -> anyhow::Result<String> {
    context.book.snippet_ids().map(|id| json::line(&json::snippet(context.book, id))).collect()
}

/// `ID<TAB>lang<TAB>first line`.
fn snippets(context: &Context<'_>) -> String {
    let mut text = String::new();
    for id in context.book.snippet_ids() {
        let lang = &context.book.snippet(id).lang;
        let name = context.book.stable_name(id);
        let _ = writeln!(text, "{name}\t{lang}\t{}", message::one_field(first_line(context, id)));
    }
    text
}

fn first_line<'c>(context: &'c Context<'_>, id: SnippetId) -> &'c str {
    let lines = context.book.snippet(id).text.lines();
    lines.map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

/// The snippets under their pages, for reading.
fn by_page(context: &Context<'_>) -> Vec<Line<'static>> {
    let theme = &context.output.theme;
    let mut lines = Vec::new();
    for page in context.book.page_ids() {
        let ids: Vec<SnippetId> = context.book.snippets_of(page).collect();
        if ids.is_empty() {
            continue;
        }
        lines.extend((!lines.is_empty()).then(Line::default));
        let title = render::safe(&context.book.page(page).title).into_owned();
        lines.push(Line::styled(title, theme.heading));
        for id in ids {
            let name = context.book.stable_name(id);
            let room = context.output.width.saturating_sub(render::width(&name) + 2);
            let first = render::safe(first_line(context, id));
            let first = render::fit(&first, room).into_owned();
            let code = Span::styled(format!("  {first}"), theme.dim);
            lines.push(Line::from(vec![Span::styled(name, theme.strong), code]));
        }
    }
    lines
}

/// The products, an object a line.
fn products_as_json(context: &Context<'_>) -> anyhow::Result<String> {
    let object = |product: &Product| {
        let Product { id, name, short, .. } = product;
        json::line(&json::ProductJson { product: id, name, short, versions: versions(product) })
    };
    context.book.products.0.iter().map(object).collect()
}

/// `PRODUCT<TAB>name<TAB>short names<TAB>versions`.
fn products(context: &Context<'_>) -> String {
    let mut text = String::new();
    for product in &context.book.products.0 {
        let (short, versions) = (product.short.join(" "), versions(product).join(" "));
        let _ = writeln!(text, "{}\t{}\t{short}\t{versions}", product.id, product.name);
    }
    text
}

/// The products, for reading.
fn products_in_words(context: &Context<'_>) -> Vec<Line<'static>> {
    let theme = &context.output.theme;
    let mut lines = Vec::new();
    for product in &context.book.products.0 {
        let ids = [&product.id].into_iter().chain(&product.short);
        let ids: Vec<&str> = ids.map(String::as_str).collect();
        lines.extend((!lines.is_empty()).then(Line::default));
        lines.push(Line::from(vec![
            Span::styled(render::safe(&product.name).into_owned(), theme.heading),
            Span::styled(format!("  {}", ids.join(", ")), theme.dim),
        ]));
        let mut row = String::from(" ");
        for version in versions(product) {
            if row.len() + 1 + version.len() > context.output.width {
                lines.push(Line::raw(std::mem::replace(&mut row, String::from(" "))));
            }
            row += &format!(" {version}");
        }
        lines.push(Line::raw(row));
    }
    lines
}

fn versions(product: &Product) -> Vec<String> {
    product.versions.iter().map(|release| release.version.to_string()).collect()
}
