//! The versions a reader has chosen, and what of the book they leave out.

use super::State;
use crate::book::{Choice, Place, VersionRange};
use crate::state::Day;

impl State<'_> {
    /// Puts the versions in force that are kept, over those given; lays the page out anew where
    /// that changes it.
    pub fn choose_versions(&mut self) {
        let mut chosen = self.given.clone();
        for (product, kept) in &self.shelf.versions {
            if kept.version.is_empty() {
                chosen.forget(product);
                continue;
            }
            let choice = format!("{product}={}", kept.version);
            // What another edition of the book knew is passed over.
            let Ok(choice) = Choice::parse(&choice, &self.book.products) else { continue };
            let on = Day::parse(&kept.on).map(|day| day.short(self.today));
            let remark = on.map(|day| format!("chosen {day}"));
            chosen.choose(Choice { remark, ..choice });
        }
        if chosen == self.chosen {
            return;
        }
        let (spot, focus) = (self.spot(), self.reader.focus);
        self.chosen = chosen;
        self.render();
        self.go_to_spot(&spot);
        self.reader.focus = focus.filter(|id| self.book.holds(*id, &self.chosen));
    }

    /// The products that the page in view depends on, by their ids.
    pub fn products_of_page(&self) -> Vec<String> {
        let document = self.book.document(self.reader.page);
        document.products().into_iter().map(str::to_owned).collect()
    }

    /// What there is to say where a place is left out by the versions chosen.
    pub fn left_out(&self, place: Place) -> Option<String> {
        let (section, own) = match place {
            Place::Page(_) => return None,
            Place::Section(section) => (section, None),
            Place::Snippet(snippet) => {
                let snippet = self.book.snippet(snippet);
                (snippet.section, snippet.versions.as_ref())
            }
        };
        let mut ranges: Vec<&VersionRange> = own.into_iter().collect();
        let mut next = Some(section);
        while let Some(id) = next {
            ranges.extend(&self.book.section(id).versions);
            next = self.book.section(id).parent;
        }
        let range = ranges.into_iter().find(|range| !self.chosen.holds(Some(range)))?;
        let label = range.label(&self.book.products);
        let version = &self.chosen.of(&range.product)?.version;
        Some(format!("left out: it is for {label}, chosen is {version}; v chooses another"))
    }

    /// `for PostgreSQL 12, chosen 3 Nov`, where the page of a snippet depends on it.
    pub fn versions_of(&self, place: Place) -> Option<&str> {
        let is_here = self.book.page_of_place(place) == self.reader.page;
        let versions = self.reader.rendered.versions.as_deref();
        versions.filter(|_| is_here && matches!(place, Place::Snippet(_)))
    }
}
