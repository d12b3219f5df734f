//! What the browser knows. Nothing here draws or touches the terminal.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::book::{Book, PageId, Place, SectionId, SnippetId, find_word};
use crate::render::{self, Label, Link, Match, Options, Rendered, Until, Wide};
use crate::search::{Filter, Hit, Hits, Matching, Query, Searcher};
use crate::theme::Theme;

use super::layout::{Layout, Pane, layout};

pub struct State<'b> {
    pub book: &'b Book,
    pub searcher: LazyCell<Searcher>,
    pub theme: Theme,
    pub size: (u16, u16),
    pub focus: Pane,
    pub contents: Contents,
    pub reader: Reader,
    pub search: Option<Search>,
    /// The row of the right pane, when it lists the page's sections and snippets.
    pub outline_row: usize,
    pub overlay: Option<Overlay>,
    pub message: Option<Message>,
    /// A count typed before a key.
    pub count: Option<usize>,
    /// The first key of two: `Z` of `ZZ`.
    pub pending: Option<String>,
    pub back: Vec<Location>,
    pub forward: Vec<Location>,
}

pub struct Contents {
    pub row: usize,
    pub folded: BTreeSet<u32>,
}

/// A row of the contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Part(u32),
    Page(PageId),
}

/// The page in view.
pub struct Reader {
    pub page: PageId,
    pub rendered: Rendered,
    /// Index of the first line in view.
    pub scroll: usize,
    /// Columns that wide code is scrolled by.
    pub aside: usize,
    pub focus: Option<SnippetId>,
    pub matches: Vec<Match>,
    /// The match that was stepped to.
    pub at_match: Option<usize>,
    /// The width it is laid out for.
    width: usize,
}

/// A search: being typed, or done with its hits still there.
pub struct Search {
    pub text: String,
    /// Byte offset of the cursor.
    pub cursor: usize,
    pub is_typing: bool,
    pub hits: Hits,
    pub row: usize,
    /// Where the reader was before; `Esc` goes back there.
    pub before: Location,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    pub page: PageId,
    pub scroll: usize,
    pub focus: Option<SnippetId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// The keys, scrolled by so many rows.
    Help(usize),
    /// The links in view with their letters; the first of two letters may be typed.
    Links(Option<char>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Done(String),
    Failed(String),
}

/// An entry of the right pane without a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Section(SectionId),
    Snippet(SnippetId),
}

/// Hits that are kept; more than a screen of any size shows.
const MOST_HITS: usize = 50;
/// What links are chosen by: the keys under the fingers first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";
/// Wider text is hard to read.
const MEASURE: usize = 100;

impl<'b> State<'b> {
    /// A browser at a place. The searcher is opened when something is first searched.
    pub fn new(
        book: &'b Book,
        searcher: fn() -> Searcher,
        theme: Theme,
        size: (u16, u16),
        place: Place,
    ) -> State<'b> {
        let reader = Reader {
            page: PageId(0),
            rendered: Rendered::default(),
            scroll: 0,
            aside: 0,
            focus: None,
            matches: Vec::new(),
            at_match: None,
            width: 0,
        };
        let mut state = State {
            book,
            searcher: LazyCell::new(searcher),
            theme,
            size,
            focus: Pane::Page,
            contents: Contents { row: 0, folded: BTreeSet::new() },
            reader,
            search: None,
            outline_row: 0,
            overlay: None,
            message: None,
            count: None,
            pending: None,
            back: Vec::new(),
            forward: Vec::new(),
        };
        state.reader.width = state.page_width().unwrap_or_default();
        state.go(place);
        state
    }

    pub fn layout(&self) -> Option<Layout> {
        layout(self.size.0, self.size.1, self.focus, self.search.is_some())
    }

    /// Rows of the page in view.
    pub fn page_height(&self) -> usize {
        self.layout().map_or(1, |layout| layout.footer.y.saturating_sub(1)).into()
    }

    /// Columns for the text of a page; none where no page is in view.
    fn page_width(&self) -> Option<usize> {
        let rect = self.layout()?.page?;
        Some(usize::from(rect.width).saturating_sub(2).clamp(10, MEASURE))
    }

    /// Lays the page out anew where its width changed; keeps the place.
    pub fn lay_out(&mut self) {
        let Some(width) = self.page_width().filter(|width| *width != self.reader.width) else {
            return;
        };
        let heading = self.reader.heading();
        self.reader.width = width;
        self.render();
        if let Some(line) = heading.and_then(|index| self.reader.rendered.headings.get(index)) {
            self.reader.scroll = *line;
        }
        self.clamp();
    }

    /// Lays out what is missing of the page. A page is first laid out as far as it is in view, so
    /// that a picture comes before the key is up again, however long the page is.
    pub fn complete(&mut self) {
        if !self.reader.rendered.is_whole {
            self.render();
        }
    }

    pub fn render(&mut self) {
        self.render_until(None);
    }

    fn render_until(&mut self, until: Option<Until>) {
        let options = Options {
            width: self.reader.width.max(10),
            theme: &self.theme,
            wide: Wide::Scroll(self.reader.aside),
            label: Label::Number,
            until,
        };
        self.reader.rendered = render::page(self.book, self.reader.page, &options);
        self.find_matches();
    }

    pub fn find_matches(&mut self) {
        let matches = render::find(&self.reader.rendered.lines, &self.terms());
        self.reader.matches = matches;
        self.reader.at_match = None;
    }

    /// What is searched for, as it stands in texts.
    fn terms(&self) -> Vec<&str> {
        match &self.search {
            Some(search) => search.hits.terms.iter().map(String::as_str).collect(),
            None => Vec::new(),
        }
    }

    /// Whether something of a page matches.
    pub fn has_matches(&self, page: PageId) -> bool {
        let terms = self.terms();
        self.book.sections_of(page).any(|section| {
            let section = self.book.section(section);
            let holds = |text: &str| terms.iter().any(|term| find_word(text, term, 0).is_some());
            holds(&section.title) || holds(&section.plain)
        })
    }

    /// The links in view, each with the letters that choose it.
    pub fn links_in_view(&self) -> Vec<(String, &Link)> {
        let view = self.reader.scroll..self.reader.scroll + self.page_height();
        let links = &self.reader.rendered.links;
        let is_first = |index: usize| {
            // A link that is broken between two lines stands there twice.
            let before = index.checked_sub(1).map(|before| &links[before]);
            before.is_none_or(|before| {
                before.target != links[index].target || before.line + 1 != links[index].line
            })
        };
        let shown = (0..links.len()).filter(|index| view.contains(&links[*index].line));
        let shown: Vec<&Link> = shown.filter(|i| is_first(*i)).map(|i| &links[i]).collect();
        let letters = |index: usize| {
            let count = LETTERS.len();
            match shown.len() <= count {
                true => char::from(LETTERS[index]).to_string(),
                false => {
                    let two = [LETTERS[index / count % count], LETTERS[index % count]];
                    two.map(char::from).iter().collect()
                }
            }
        };
        shown.iter().enumerate().map(|(index, link)| (letters(index), *link)).collect()
    }

    pub fn clamp(&mut self) {
        let last = self.reader.rendered.lines.len().saturating_sub(self.page_height());
        self.reader.scroll = self.reader.scroll.min(last);
    }

    /// Turns to a page, at one of its headings, without touching the history.
    fn turn_to(&mut self, page: PageId, heading: usize) {
        if self.reader.page != page || self.reader.rendered.lines.is_empty() {
            self.reader.page = page;
            self.reader.aside = 0;
            self.render_until(Some(Until { heading, lines: 2 * self.page_height() }));
        } else if self.reader.rendered.headings.get(heading) == Some(&usize::MAX) {
            self.complete();
        }
        self.reader.scroll = 0;
        self.reader.focus = None;
        self.outline_row = 0;
        let row = self.rows().iter().position(|row| *row == Row::Page(page));
        self.contents.row = row.unwrap_or(self.contents.row);
    }

    /// Turns to a place, a snippet of it in focus.
    pub fn go(&mut self, place: Place) {
        let page = self.book.page_of_place(place);
        let (section, snippet) = match place {
            Place::Page(_) => return self.turn_to(page, 0),
            Place::Section(section) => (section, None),
            Place::Snippet(snippet) => (self.book.snippet(snippet).section, Some(snippet)),
        };
        let heading = (section.0 - self.book.section_at(page, 0).0) as usize;
        self.turn_to(page, heading);
        self.reader.scroll = self.reader.rendered.headings[heading];
        if let Some(snippet) = snippet {
            self.focus_on(snippet);
        }
        self.clamp();
    }

    /// Puts a snippet of the page in focus and in view.
    pub fn focus_on(&mut self, snippet: SnippetId) {
        self.reader.focus = Some(snippet);
        let index = (snippet.0 - self.book.snippet_at(self.reader.page, 0).0) as usize;
        if self.reader.rendered.snippets[index].lines.is_empty() {
            self.complete();
        }
        let lines = self.reader.rendered.snippets[index].lines.clone();
        let height = self.page_height();
        if lines.end > self.reader.scroll + height {
            self.reader.scroll = lines.end.saturating_sub(height);
        }
        if lines.start < self.reader.scroll || lines.len() > height {
            self.reader.scroll = lines.start;
        }
        self.clamp();
    }

    /// Remembers where the reader is, to come back to.
    pub fn leave(&mut self) {
        let here = self.location();
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        self.forward.clear();
    }

    pub fn location(&self) -> Location {
        let Reader { page, scroll, focus, .. } = self.reader;
        Location { page, scroll, focus }
    }

    pub fn return_to(&mut self, location: &Location) {
        self.turn_to(location.page, 0);
        self.complete();
        self.reader.scroll = location.scroll;
        self.reader.focus = location.focus;
        self.clamp();
    }

    /// The rows of the contents that are not folded away.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut part = None;
        for id in self.book.page_ids() {
            let page = self.book.page(id);
            if page.part != part {
                part = page.part;
                rows.extend(part.map(Row::Part));
            }
            if part.is_none_or(|part| !self.contents.folded.contains(&part)) {
                rows.push(Row::Page(id));
            }
        }
        rows
    }

    /// The page's sections and fences, for the right pane.
    pub fn outline(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for section in self.book.sections_of(self.reader.page) {
            entries.push(Entry::Section(section));
            let fences =
                self.book.snippets_in(section).filter(|id| self.book.snippet(*id).is_fence());
            entries.extend(fences.map(Entry::Snippet));
        }
        entries
    }

    /// The fences of the page in order.
    pub fn fences(&self) -> Vec<SnippetId> {
        let snippets = self.book.snippets_of(self.reader.page);
        snippets.filter(|id| self.book.snippet(*id).is_fence()).collect()
    }

    /// Asks the index what is typed, and shows the first hit.
    pub fn ask(&mut self) {
        let Some(search) = &mut self.search else { return };
        let query = Query::parse(&search.text);
        let (filter, matching) = (Filter::default(), Matching::Loose);
        // The embedded index is whole; should one ever not be, there is nothing to show.
        let hits = self.searcher.search(self.book, &query, &filter, matching, MOST_HITS);
        search.hits = hits.unwrap_or_default();
        search.row = 0;
        self.show_hit();
    }

    /// The page follows the selected hit; without one it is what it was.
    pub fn show_hit(&mut self) {
        let Some(search) = &self.search else { return };
        match search.hits.hits.get(search.row) {
            Some(hit) => {
                let place = match hit.snippet {
                    Some(snippet) => Place::Snippet(snippet),
                    None => Place::Section(hit.section),
                };
                self.go(place);
            }
            None => {
                let before = search.before.clone();
                self.return_to(&before);
            }
        }
        self.find_matches();
    }

    pub fn selected_hit(&self) -> Option<&Hit> {
        let search = self.search.as_ref()?;
        search.hits.hits.get(search.row)
    }
}

impl Reader {
    /// The heading above the first line in view.
    fn heading(&self) -> Option<usize> {
        self.rendered.headings.iter().rposition(|line| *line <= self.scroll)
    }
}
