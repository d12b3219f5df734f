//! The page in view: its lines, what of it is lit, in focus and in view.

use std::cell::OnceCell;

use super::State;
use super::place::Kept;
use crate::book::{PageId, SectionId, SnippetId, Spotter, Values};
use crate::render::{self, Goal, Label, Match, Options, Rendered, Sought, Until, Wide};

/// The page in view.
pub struct Reader {
    pub page: PageId,
    pub rendered: Rendered,
    /// Index of the first line in view.
    pub scroll: usize,
    /// Columns that wide code is scrolled by.
    pub aside: usize,
    pub focus: Option<SnippetId>,
    /// Found when they are first asked for after something changed.
    matches: OnceCell<Vec<Match>>,
    /// The match that was stepped to.
    pub at_match: Option<usize>,
    /// The width it is laid out for.
    pub(super) width: usize,
    /// The place that was kept through the last layout.
    pub(super) kept: Option<Kept>,
}

impl State<'_> {
    /// Lays the page out anew where its width changed; keeps the place.
    pub fn lay_out(&mut self) {
        let Some(width) = self.page_width().filter(|width| *width != self.reader.width) else {
            return;
        };
        self.complete();
        let top = self.top();
        self.reader.width = width;
        self.render();
        let overhang = self.reader.rendered.overhang;
        if self.reader.aside > overhang {
            self.reader.aside = overhang;
            self.render();
        }
        self.keep(top);
    }

    /// Lays out what is missing of the page. A page is first laid out as far as it is in view, so
    /// that a picture comes before the key is up again, however long the page is.
    pub fn complete(&mut self) {
        if !self.reader.rendered.is_whole() {
            self.render_on(None);
        }
    }

    /// Lays the page out anew. What pages are kept for has changed too.
    pub fn render(&mut self) {
        self.layouts.clear();
        self.render_until(None);
    }

    /// Turns to a page, as much of it laid out as it takes to show this.
    pub(super) fn show(&mut self, page: PageId, goal: Goal) {
        let until = Until { goal, lines: self.page_height() };
        let Reader { page: before, aside, rendered, .. } = &mut self.reader;
        if *before != page || rendered.lines.is_empty() {
            if *aside == 0 && !rendered.lines.is_empty() {
                self.layouts.put(*before, std::mem::take(rendered));
            }
            (*before, *aside) = (page, 0);
            match self.layouts.take(page) {
                Some(known) => *rendered = known,
                None => return self.render_until(Some(until)),
            }
            self.find_matches();
        }
        if !self.reader.rendered.reaches(until) {
            self.render_on(Some(until));
        }
    }

    fn render_until(&mut self, until: Option<Until>) {
        let (book, page) = (self.book, self.reader.page);
        let (options, values) = (self.options(until), Values::default());
        self.reader.rendered = render::page_for(book, page, &options, &self.chosen, &values);
        self.find_matches();
    }

    fn render_on(&mut self, until: Option<Until>) {
        let (book, page) = (self.book, self.reader.page);
        let mut rendered = std::mem::take(&mut self.reader.rendered);
        render::go_on(&mut rendered, book, page, &self.options(until), &Values::default());
        self.reader.rendered = rendered;
        self.find_matches();
    }

    fn options(&self, until: Option<Until>) -> Options<'_> {
        Options {
            width: self.reader.width.max(10),
            theme: &self.theme,
            wide: Wide::Scroll(self.reader.aside),
            label: Label::Number,
            until,
        }
    }

    /// What is lit may have changed; none of it is stepped to.
    pub fn find_matches(&mut self) {
        self.reader.matches = OnceCell::new();
        self.reader.at_match = None;
    }

    /// Where what is looked for stands on the page, as far as that is laid out.
    pub fn matches(&self) -> &[Match] {
        let find = || render::find(&self.reader.rendered.lines, &self.sought());
        self.reader.matches.get_or_init(find)
    }

    /// What is looked for: the text to find in the page, else the terms of the search.
    fn sought(&self) -> Sought<'_> {
        match (&self.find, &self.search) {
            (Some(find), _) => Sought::Text(find.input.text()),
            (None, Some(search)) => {
                let terms = search.hits.terms.iter().map(String::as_str);
                Sought::Words(Box::new(Spotter::new(terms)))
            }
            (None, None) => Sought::Text(""),
        }
    }

    /// The section to be taken: that of the snippet in focus, while it is in view, else the one
    /// at the top.
    pub fn section_to_take(&self) -> SectionId {
        let view = self.reader.scroll..self.reader.scroll + self.page_height();
        let first = self.book.snippet_at(self.reader.page, 0).0;
        let in_view = self.reader.focus.filter(|id| {
            let spot = self.reader.rendered.snippets.get((id.0 - first) as usize);
            spot.is_some_and(|spot| view.contains(&spot.lines.start))
        });
        in_view.map_or(self.section_in_view(), |id| self.book.snippet(id).section)
    }

    /// The section whose heading stands last above the top of the view, or on it.
    pub fn section_in_view(&self) -> SectionId {
        self.book.section_at(self.reader.page, self.reader.heading())
    }

    /// Whether something of a page matches.
    pub fn has_matches(&self, page: PageId) -> bool {
        let sought = self.sought();
        let holds = |section: &SectionId| self.book.section_holds(*section, &self.chosen);
        self.book.sections_of(page).filter(holds).any(|section| {
            let section = self.book.section(section);
            sought.is_in(&section.title) || sought.is_in(&section.plain)
        })
    }

    pub fn clamp(&mut self) {
        let last = self.reader.rendered.lines.len().saturating_sub(self.page_height());
        self.reader.scroll = self.reader.scroll.min(last);
    }

    /// Puts a snippet of the page in focus and in view.
    pub fn focus_on(&mut self, snippet: SnippetId) {
        self.reader.focus = Some(snippet);
        let index = (snippet.0 - self.book.snippet_at(self.reader.page, 0).0) as usize;
        self.show(self.reader.page, Goal::Snippet(index));
        let lines = self.reader.rendered.snippets[index].lines.clone();
        if lines.is_empty() {
            // It does not hold for the versions chosen.
            self.reader.focus = None;
            return;
        }
        let height = self.page_height();
        if lines.end > self.reader.scroll + height {
            self.reader.scroll = lines.end.saturating_sub(height);
        }
        if lines.start < self.reader.scroll || lines.len() > height {
            self.reader.scroll = lines.start;
        }
        self.clamp();
    }
}

impl Reader {
    /// Before anything is laid out.
    pub(super) fn new() -> Reader {
        Reader {
            page: PageId(0),
            rendered: Rendered::default(),
            scroll: 0,
            aside: 0,
            focus: None,
            matches: OnceCell::new(),
            at_match: None,
            width: 0,
            kept: None,
        }
    }

    /// Index of the heading at or above the first line in view.
    pub fn heading(&self) -> usize {
        self.rendered.headings.iter().rposition(|line| *line <= self.scroll).unwrap_or(0)
    }
}
