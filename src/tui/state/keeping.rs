//! What of all this outlasts the browser, and how it comes back.

use super::State;
use crate::book::{Book, Place, Resolved};
use crate::state::{Kept, Panes, Spot};
use crate::tui::layout::{Shown, Sides};

impl State<'_> {
    /// Takes up what was kept of the book called `name`: all but the place.
    pub fn recall(&mut self, kept: &Kept, name: &str) {
        let Panes { contents, results, hidden, .. } = kept.panes;
        let shown = if hidden { Shown::Focused } else { Shown::All };
        self.sides = Sides { shown, contents, results };
        self.shelf = kept.books.get(name).cloned().unwrap_or_default();
        let folded = &self.shelf.folded;
        let parts = (0..).zip(&self.book.parts);
        let closed = parts.filter(|(_, title)| folded.contains(&***title));
        self.contents.folded = closed.map(|(index, _)| index).collect();
        self.select_page();
        self.lay_out();
        self.choose_versions();
        self.settle();
    }

    /// Goes where the reader was last.
    pub fn resume(&mut self) {
        if let Some(spot) = self.shelf.place.clone() {
            self.go_to_spot(&spot);
            self.settle();
        }
    }

    /// What was kept, brought up to date.
    pub fn kept(&self, mut kept: Kept, name: &str) -> Kept {
        let titles = self.contents.folded.iter().map(|part| &self.book.parts[*part as usize]);
        let folded = titles.map(|title| title.to_string()).collect();
        let place = Some(self.spot());
        let [theme, ground] = self.looks.known().names();
        (kept.theme, kept.ground) = (theme.map(str::to_owned), ground.map(str::to_owned));
        let Sides { shown, contents, results } = self.sides;
        (kept.panes.contents, kept.panes.results) = (contents, results);
        kept.panes.hidden = shown == Shown::Focused;
        let mut shelf = self.shelf.clone();
        (shelf.place, shelf.folded) = (place, folded);
        kept.books.insert(name.to_owned(), shelf);
        kept
    }

    /// Where the reader is, in names.
    pub fn spot(&self) -> Spot {
        let page = self.reader.page;
        let heading = self.reader.heading();
        let section = self.book.section(self.section_in_view());
        // The page's own heading is its top, whatever stands above it.
        let line = match heading {
            0 => 0,
            _ => self.reader.rendered.headings[heading],
        };
        Spot {
            below: self.reader.scroll.saturating_sub(line),
            ..Spot::new(&self.book.page(page).slug, &section.anchor)
        }
    }

    /// Goes to a spot, or as near as this edition of the book has it; tells whether it has.
    pub fn go_to_spot(&mut self, spot: &Spot) -> bool {
        let Some(place) = place_of(self.book, spot) else { return false };
        self.go(place);
        let scroll = self.reader.scroll + spot.below;
        if scroll + self.page_height() > self.reader.rendered.lines.len() {
            self.complete();
        }
        self.reader.scroll = scroll;
        self.clamp();
        true
    }
}

/// The section, or the page where the section is gone; none where the page is gone.
pub fn place_of(book: &Book, spot: &Spot) -> Option<Place> {
    let id = format!("{}#{}", spot.page, spot.anchor);
    match (book.resolve(&id), book.resolve(&spot.page)) {
        (Resolved::One(place @ Place::Section(_)), _) => Some(place),
        (_, Resolved::One(place)) => Some(place),
        _ => None,
    }
}
