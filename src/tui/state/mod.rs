//! What the browser knows. Nothing here draws or touches the terminal.

mod contents;
mod filling;
mod find;
mod goto;
mod keeping;
mod layouts;
mod links;
mod lists;
mod looks;
mod menu;
mod mouse;
mod place;
mod reader;
mod search;
mod versions;
mod window;
mod zoom;

use std::cell::LazyCell;
use std::collections::BTreeSet;

pub use contents::{Contents, Entry, Row};
pub use filling::Filling;
pub use find::{Find, Recall};
pub use goto::{GoTo, Scope, Target};
pub use keeping::place_of;
pub use links::{Lead, Leads, Letters, Purpose, address};
pub use lists::{HIT_ROWS, Lists};
pub use menu::{Choice, Item, Menu};
pub use mouse::{Click, Grip, Holder, Mouse};
pub use reader::Reader;
pub use search::{Answers, Search};
pub use window::first_in_view;
pub use zoom::Zoom;

use layouts::Layouts;
use place::Top;

use super::layout::{Layout, Pane, Sides, layout};
use crate::book::{Book, Chosen, PageId, Place, SnippetId};
use crate::keys::Keys;
use crate::render::Goal;
use crate::search::Searcher;
use crate::state::{Day, Shelf};
use crate::theme::{Looks, Theme};

pub struct State<'b> {
    pub book: &'b Book,
    pub searcher: LazyCell<Searcher>,
    pub theme: Theme,
    /// What the theme follows.
    pub looks: Looks,
    pub keys: Keys,
    pub size: (u16, u16),
    pub focus: Pane,
    pub sides: Sides,
    pub lists: Lists,
    pub mouse: Mouse,
    pub contents: Contents,
    pub reader: Reader,
    layouts: Layouts,
    pub search: Option<Search>,
    pub find: Option<Find>,
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
    /// Where the reader was before the last jump.
    pub before_jump: Option<Location>,
    /// Marks, queries and versions as they are kept; place and folds as they were when it was read.
    pub shelf: Shelf,
    /// The versions that a reader's environment and files name.
    pub given: Chosen,
    /// Those in force: the given ones, and those chosen here over them.
    pub chosen: Chosen,
    pub today: Day,
    /// Whether links carry their addresses, for the terminal to open.
    pub has_hyperlinks: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    pub page: PageId,
    pub scroll: usize,
    pub focus: Option<SnippetId>,
    /// The width for which `scroll` holds; for others there is `top`.
    width: usize,
    top: Top,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys, scrolled by so many rows.
    Help(usize),
    /// The links in view with their letters.
    Links(Letters),
    GoTo(Box<GoTo>),
    /// A letter is awaited, to mark the place.
    Mark,
    Menu(Menu),
    /// A snippet on the whole screen.
    Zoom(Zoom),
    Filling(Box<Filling>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Done(String),
    Failed(String),
}

impl<'b> State<'b> {
    /// A browser at a place. The searcher is opened when something is first searched.
    pub fn new(
        book: &'b Book,
        searcher: fn() -> Searcher,
        theme: Theme,
        size: (u16, u16),
        place: Place,
    ) -> State<'b> {
        let mut state = State {
            book,
            searcher: LazyCell::new(searcher),
            theme,
            looks: Looks::plain(),
            keys: Keys::default(),
            size,
            focus: Pane::Page,
            sides: Sides::default(),
            lists: Lists::default(),
            mouse: Mouse::default(),
            contents: Contents { row: 0, folded: BTreeSet::new() },
            reader: Reader::new(),
            layouts: Layouts::default(),
            search: None,
            find: None,
            outline_row: 0,
            overlay: None,
            message: None,
            count: None,
            pending: None,
            back: Vec::new(),
            forward: Vec::new(),
            before_jump: None,
            shelf: Shelf::default(),
            given: Chosen::default(),
            chosen: Chosen::default(),
            today: Day::default(),
            has_hyperlinks: false,
        };
        state.reader.width = state.page_width().unwrap_or_default();
        state.go(place);
        state.settle();
        state
    }

    pub fn layout(&self) -> Option<Layout> {
        layout(self.size, self.focus, self.search.is_some(), &self.sides)
    }

    /// Rows of the page in view.
    pub fn page_height(&self) -> usize {
        self.layout().map_or(1, |layout| layout.footer.y.saturating_sub(1)).into()
    }

    /// Columns for the text of a page; none where no page is in view.
    pub(super) fn page_width(&self) -> Option<usize> {
        let text = self.layout()?.text()?;
        Some(usize::from(text.width).max(10))
    }

    /// Turns to a page, at one of its headings, without touching the history.
    pub(super) fn turn_to(&mut self, page: PageId, heading: usize) {
        self.show(page, Goal::Heading(heading));
        self.reader.scroll = 0;
        self.reader.focus = None;
        self.outline_row = 0;
        self.select_page();
    }

    /// Selects the page in the contents, if its part is not folded away.
    pub(super) fn select_page(&mut self) {
        let page = self.reader.page;
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
        // A section that is left out is behind the one before it.
        let shown = self.reader.rendered.headings[..=heading].iter().rfind(|l| **l != usize::MAX);
        self.reader.scroll = if heading == 0 { 0 } else { shown.copied().unwrap_or(0) };
        if let Some(snippet) = snippet {
            self.focus_on(snippet);
        }
        self.clamp();
    }

    /// Remembers where the reader is, to come back to.
    pub fn leave(&mut self) {
        self.leave_from(self.location());
    }

    /// Remembers where the reader was.
    pub fn leave_from(&mut self, there: Location) {
        self.before_jump = Some(there.clone());
        if self.back.last() != Some(&there) {
            self.back.push(there);
        }
        self.forward.clear();
    }

    pub fn location(&self) -> Location {
        let Reader { page, scroll, focus, .. } = self.reader;
        Location { page, scroll, focus, width: self.reader.width, top: self.top() }
    }

    /// Gives the page the focus: what was jumped to is to be seen.
    pub(super) fn show_page(&mut self) {
        self.focus = Pane::Page;
        self.lay_out();
        self.find_matches();
    }

    pub fn return_to(&mut self, location: &Location) {
        self.turn_to(location.page, 0);
        self.complete();
        self.reader.focus = location.focus;
        match self.reader.width == location.width {
            true => self.reader.scroll = location.scroll,
            false => self.keep(location.top),
        }
        self.clamp();
    }
}
