//! Going to a page or section by letters of its name: of the whole book, or of the page in view.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Entry, Location, State};
use crate::book::Place;
use crate::input::Input;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoTo {
    pub scope: Scope,
    pub input: Input,
    pub found: Vec<Target>,
    /// The one that is selected.
    pub row: usize,
    /// Where the reader was before; `Esc` goes back there.
    pub before: Location,
}

/// Where the names are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Book,
    /// The page in view, which follows the selection.
    Page,
}

/// Something to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub place: Place,
    pub name: String,
    /// What tells it from others of that name: the part of a page, the page of a section.
    pub context: String,
    /// Columns it is set in by.
    pub indent: usize,
    /// Which characters of the name were typed, in order.
    pub lit: Vec<usize>,
}

/// More are not worth scrolling through.
const MOST: usize = 200;

impl GoTo {
    pub fn target(&self) -> Option<&Target> {
        self.found.get(self.row)
    }
}

impl State<'_> {
    /// A list of all there is, the section in view selected.
    pub fn go_to(&self, scope: Scope) -> GoTo {
        let mut found = self.targets(scope);
        let here = self.section_in_view();
        let row = found.iter().position(|target| target.place == Place::Section(here));
        found.truncate(match scope {
            Scope::Book => MOST,
            Scope::Page => usize::MAX,
        });
        GoTo {
            scope,
            input: Input::default(),
            row: row.filter(|row| *row < found.len()).unwrap_or(0),
            found,
            before: self.location(),
        }
    }

    /// What the letters typed so far leave, the best first; of the page in its own order.
    pub fn matching(&self, scope: Scope, letters: &str) -> Vec<Target> {
        let mut targets = self.targets(scope);
        if letters.trim().is_empty() {
            return targets.into_iter().take(MOST).collect();
        }
        let pattern = Pattern::parse(letters, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, Target)> = Vec::new();
        for mut target in targets.drain(..) {
            let text = format!("{} {}", target.name, target.context);
            let mut lit = Vec::new();
            let text = Utf32Str::new(&text, &mut buffer);
            let Some(score) = pattern.indices(text, &mut matcher, &mut lit) else { continue };
            let length = target.name.chars().count();
            lit.sort_unstable();
            lit.dedup();
            target.lit = lit.into_iter().map(|at| at as usize).filter(|at| *at < length).collect();
            // Letters of the name say more than those of what it stands in.
            scored.push((score + 4 * target.lit.len() as u32, target));
        }
        if scope == Scope::Book {
            scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        scored.into_iter().map(|(_, target)| target).take(MOST).collect()
    }

    fn targets(&self, scope: Scope) -> Vec<Target> {
        match scope {
            Scope::Book => self.pages_then_sections(),
            Scope::Page => {
                self.outline().into_iter().map(|entry| self.target_in_page(entry)).collect()
            }
        }
    }

    fn pages_then_sections(&self) -> Vec<Target> {
        let book = self.book;
        let target = |place, name: &str, context: String| Target {
            place,
            name: name.to_owned(),
            context,
            indent: 0,
            lit: Vec::new(),
        };
        let pages = book.page_ids().map(|id| {
            let page = book.page(id);
            let part = book.part_title(id).unwrap_or_default();
            target(Place::Page(id), &page.title, format!("{part}  {}", page.slug))
        });
        let sections = book.page_ids().flat_map(|id| book.sections_of(id).skip(1)).map(|id| {
            let section = book.section(id);
            target(Place::Section(id), &section.title, book.page(section.page).title.to_string())
        });
        pages.chain(sections).collect()
    }

    fn target_in_page(&self, entry: Entry) -> Target {
        match entry {
            Entry::Section(id) => {
                let section = self.book.section(id);
                Target {
                    place: Place::Section(id),
                    name: section.title.to_string(),
                    context: String::new(),
                    indent: 2 * usize::from(section.level.saturating_sub(2)),
                    lit: Vec::new(),
                }
            }
            Entry::Snippet(id) => {
                let snippet = self.book.snippet(id);
                let first = snippet.text.lines().map(str::trim).find(|line| !line.is_empty());
                Target {
                    place: Place::Snippet(id),
                    name: first.unwrap_or_default().to_owned(),
                    context: snippet.lang.to_string(),
                    indent: 4,
                    lit: Vec::new(),
                }
            }
        }
    }
}
