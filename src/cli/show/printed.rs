//! What is printed of a part: its text or lines, and the names of placeholders left in it.

use anyhow::{anyhow, bail};
use ratatui::text::Line;

use super::super::args::Show;
use super::super::{Context, json, say};
use super::Part;
use crate::book::{Chosen, Place, Quoting, SnippetId, Values, with_comment};
use crate::render::{self, Label, Options, Rendered, Wide};

/// What goes to standard output, and what is missing in it.
#[derive(Default)]
pub(super) struct Printed {
    pub(super) bodies: Vec<Body>,
    /// Names of placeholders that have no value.
    pub(super) missing: Vec<String>,
}

pub(super) enum Body {
    /// Laid out for reading.
    Lines(Vec<Line<'static>>),
    /// To the byte.
    Text(String),
}

impl Printed {
    fn miss(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            if !self.missing.contains(&name) {
                self.missing.push(name);
            }
        }
    }

    /// Adds a part, a blank line before it unless it is the first.
    fn push(&mut self, body: Body) {
        if !self.bodies.is_empty() {
            self.bodies.push(Body::Text("\n".to_owned()));
        }
        self.bodies.push(body);
    }
}

pub(super) struct Maker<'m> {
    pub(super) context: &'m Context<'m>,
    pub(super) args: &'m Show,
    pub(super) chosen: &'m Chosen,
    pub(super) values: &'m Values,
}

impl Maker<'_> {
    /// Adds what is printed of a part.
    ///
    /// # Errors
    /// A value that cannot be quoted; a comment asked for where there is no code.
    pub(super) fn print(&self, part: &Part, printed: &mut Printed) -> anyhow::Result<()> {
        let book = self.context.book;
        match part {
            Part::Code(ids) => ids.iter().try_for_each(|id| self.code(*id, printed))?,
            Part::Page(place) if self.args.json => {
                let object = match place {
                    Place::Page(id) => json::line(&json::whole_page(book, *id))?,
                    Place::Section(id) => json::line(&json::section(book, *id))?,
                    Place::Snippet(id) => json::line(&json::snippet(book, *id))?,
                };
                printed.bodies.push(Body::Text(object));
            }
            Part::Page(_) if self.args.with_comment => {
                bail!("--with-comment goes with code: name a snippet, or add --code")
            }
            Part::Page(place) => {
                if self.args.strict || !self.values.is_empty() {
                    self.miss_in_page(*place, printed);
                }
                printed.push(Body::Lines(self.lines(*place)));
            }
            Part::Markdown(place) => {
                let source = match place {
                    Place::Section(id) => book.source(*id),
                    Place::Page(_) | Place::Snippet(_) => {
                        book.page(book.page_of_place(*place)).text()
                    }
                };
                printed.push(Body::Text(one_newline(source)));
            }
        }
        Ok(())
    }

    fn code(&self, id: SnippetId, printed: &mut Printed) -> anyhow::Result<()> {
        let snippet = self.context.book.snippet(id);
        let quoting = if self.args.quote { Quoting::Shell } else { Quoting::AsGiven };
        let mut code = match self.args.verbatim {
            true => snippet.text.to_string(),
            false => {
                let filled = snippet.filled(self.values, quoting).map_err(|unquotable| {
                    anyhow!("could not quote {{{{{}}}}}: {}", unquotable.name, unquotable.reason)
                })?;
                printed.miss(filled.missing);
                filled.text
            }
        };
        if self.args.json {
            let object = json::snippet_with(self.context.book, id, code);
            printed.bodies.push(Body::Text(json::line(&object)?));
            return Ok(());
        }
        if self.args.with_comment {
            match with_comment(&code, &snippet.lang, &self.origin(id)) {
                Some(commented) => code = commented,
                None => {
                    say(&format!("no comment in {}: {}", language(&snippet.lang), self.origin(id)))
                }
            }
        }
        printed.push(Body::Text(one_newline(&code)));
        Ok(())
    }

    /// Where a snippet comes from, for which versions it is, and how old it is.
    fn origin(&self, id: SnippetId) -> String {
        let book = self.context.book;
        let versions = book.snippet(id).versions.as_ref();
        let versions = versions.map(|range| format!(" ({})", range.label(&book.products)));
        let edition = match &*book.edition {
            "" => String::new(),
            month => format!(", {month}"),
        };
        let name = book.stable_name(id);
        format!("{name}{} - {}{edition}", versions.unwrap_or_default(), book.title)
    }

    fn miss_in_page(&self, place: Place, printed: &mut Printed) {
        let book = self.context.book;
        let ids = book.snippets_under(place).into_iter();
        for id in ids.filter(|id| book.holds(*id, self.chosen)) {
            printed.miss(book.snippet(id).with(self.values).missing);
        }
    }

    /// The rows of a page or section. A section that does not hold for the versions chosen is
    /// shown whole: it was asked for.
    fn lines(&self, place: Place) -> Vec<Line<'static>> {
        let book = self.context.book;
        let (page, section) = match place {
            Place::Section(section) => (book.section(section).page, Some(section)),
            Place::Page(_) | Place::Snippet(_) => (book.page_of_place(place), None),
        };
        let options = Options {
            width: self.context.output.width,
            theme: &self.context.output.theme,
            wide: Wide::Keep,
            label: Label::Id,
            until: None,
        };
        let all = Chosen::default();
        let is_asked_for = |section| !book.section_holds(section, self.chosen);
        let chosen = if section.is_some_and(is_asked_for) { &all } else { self.chosen };
        let Rendered { mut lines, headings, .. } =
            render::page_for(book, page, &options, chosen, self.values);
        if let Some(section) = section {
            let level = book.section(section).level;
            let sections: Vec<_> = book.sections_of(page).collect();
            let index = sections.iter().position(|id| *id == section).unwrap_or_default();
            let ends = |next: &usize| {
                book.section(sections[*next]).level <= level && headings[*next] != usize::MAX
            };
            let end = (index + 1..sections.len()).find(ends);
            let end = end.map_or(lines.len(), |next| headings[next]);
            // Above the title stands for which versions the page is.
            let title = headings.first().copied().unwrap_or_default().min(headings[index]);
            lines = [&lines[..title], &lines[headings[index].min(end)..end]].concat();
        }
        while lines.last().is_some_and(|line| line.width() == 0) {
            lines.pop();
        }
        lines
    }
}

fn language(lang: &str) -> &str {
    if lang.is_empty() { "text of no language" } else { lang }
}

/// The text with exactly one newline at its end; nothing stays nothing.
fn one_newline(text: &str) -> String {
    match text.trim_end_matches('\n') {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}
