//! From what a reader typed, or a link says, to a place in the book.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Book, PageId, SectionId, SnippetId, SnippetKind, Text};

/// Something that has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Page(PageId),
    Section(SectionId),
    Snippet(SnippetId),
}

/// What an id names.
#[derive(Debug, PartialEq, Eq)]
pub enum Resolved {
    One(Place),
    Several(Vec<Place>),
    None,
}

const ALIAS: char = 'a';
const TITLE: char = 't';

/// The names of all sections, so that none has to be read to find one: after a newline, a line
/// each, the name in lower case, a tab, what kind of name it is, and the section's number.
pub(super) fn names(book: &Book) -> Text {
    let mut names = String::from("\n");
    for id in book.section_ids() {
        let section = book.section(id);
        let aliases = section.aliases.iter().map(|alias| (ALIAS, alias));
        for (kind, name) in aliases.chain([(TITLE, &section.title)]) {
            let name = name.to_lowercase().replace(['\t', '\n'], " ");
            let _ = writeln!(names, "{name}\t{kind}{}", id.0);
        }
    }
    Text::from(names)
}

/// The sections of that name, which is in lower case.
fn section_names(names: &str, name: &str, kind: char) -> Vec<SectionId> {
    let line = format!("\n{name}\t{kind}");
    let numbers = names.match_indices(&line).map(|(at, line)| {
        let rest = &names[at + line.len()..];
        rest[..rest.find('\n').unwrap_or(rest.len())].parse().ok().map(SectionId)
    });
    numbers.flatten().collect()
}

impl Book {
    /// The pages of a part, by its title or its folder, or the page of that name; in any case.
    pub fn pages_in(&self, name: &str) -> Vec<PageId> {
        let name = name.to_lowercase();
        let of_part = |id: &PageId| {
            let folder = self.page(*id).slug.split_once('/').map(|(folder, _)| folder);
            let titles = self.part_title(*id).into_iter().chain(folder);
            titles.into_iter().any(|title| title.to_lowercase() == name)
        };
        let part: Vec<PageId> = self.page_ids().filter(of_part).collect();
        if !part.is_empty() {
            return part;
        }
        let page = |place: &Place| match place {
            Place::Page(page) => Some(*page),
            Place::Section(_) | Place::Snippet(_) => None,
        };
        match self.resolve(&name) {
            Resolved::One(place) => page(&place).into_iter().collect(),
            Resolved::Several(places) => places.iter().filter_map(page).collect(),
            Resolved::None => Vec::new(),
        }
    }

    /// The languages its fences are in, in order.
    pub fn languages(&self) -> BTreeSet<&str> {
        let fences = self.snippet_ids().map(|id| self.snippet(id)).filter(|s| s.is_fence());
        fences.map(|snippet| &*snippet.lang).filter(|lang| !lang.is_empty()).collect()
    }

    /// Finds what `id` names: a slug, an alias, a slug's last part or a title, in that order and
    /// in any case, with `#anchor`, `#anchor.1`, `#anchor.i1` or `#name` behind it.
    pub fn resolve(&self, id: &str) -> Resolved {
        let (name, mark) = match id.split_once('#') {
            Some((name, mark)) => (name, Some(mark)),
            None => (id, None),
        };
        let named = self.named(name.trim().trim_end_matches(".md"));
        let places = match mark {
            None => named,
            Some(mark) => {
                let pages = named.into_iter().map(|place| self.page_of_place(place));
                pages.filter_map(|page| self.marked(page, mark)).collect()
            }
        };
        match places.as_slice() {
            [] => Resolved::None,
            [place] => Resolved::One(*place),
            _ => Resolved::Several(places),
        }
    }

    /// The places a name fits, by the first rule that fits any.
    fn named(&self, name: &str) -> Vec<Place> {
        let name = name.to_lowercase();
        let is_name = |text: &str| text.to_lowercase() == name;
        let pages = |fits: &dyn Fn(PageId) -> bool| -> Vec<Place> {
            self.page_ids().filter(|id| fits(*id)).map(Place::Page).collect()
        };
        let sections = |kind: char| -> Vec<Place> {
            let found = section_names(&self.names, &name, kind).into_iter();
            found.map(Place::Section).collect()
        };
        let rules: [&dyn Fn() -> Vec<Place>; 6] = [
            &|| pages(&|id| is_name(&self.page(id).slug)),
            &|| pages(&|id| self.page(id).aliases.iter().any(|alias| is_name(alias))),
            &|| sections(ALIAS),
            &|| pages(&|id| self.page(id).slug.rsplit('/').next().is_some_and(is_name)),
            &|| pages(&|id| is_name(&self.page(id).title)),
            &|| sections(TITLE),
        ];
        rules.iter().map(|rule| rule()).find(|places| !places.is_empty()).unwrap_or_default()
    }

    pub fn page_of_place(&self, place: Place) -> PageId {
        match place {
            Place::Page(page) => page,
            Place::Section(section) => self.page_of_section(section),
            Place::Snippet(snippet) => self.page_of(snippet),
        }
    }

    /// What stands behind `#` in an id.
    fn marked(&self, page: PageId, mark: &str) -> Option<Place> {
        let (anchor, number) = match mark.rsplit_once('.') {
            Some((anchor, number)) => (anchor, Some(number)),
            None => (mark, None),
        };
        let section = self.sections_of(page).find(|id| *self.section(*id).anchor == *anchor);
        let Some(number) = number else {
            let named = || {
                self.snippets_of(page).find(|id| self.snippet(*id).name.as_deref() == Some(mark))
            };
            return section.map(Place::Section).or_else(|| named().map(Place::Snippet));
        };
        let (kind, number) = match number.strip_prefix('i') {
            Some(number) => (SnippetKind::Inline, number),
            None => (SnippetKind::Fence, number),
        };
        let number: u32 = number.parse().ok()?;
        self.snippets_in(section?)
            .find(|id| self.snippet(*id).kind == kind && self.snippet(*id).number == number)
            .map(Place::Snippet)
    }

    /// Where a link on `from` leads. `Ok(None)` is an address outside the book.
    pub fn follow(&self, from: PageId, target: &str) -> Result<Option<Place>, String> {
        if target.contains("://") || target.starts_with("mailto:") {
            return Ok(None);
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        let page = match path {
            "" => from,
            _ => {
                let slug = join(&self.page(from).slug, path.trim_end_matches(".md"));
                self.page_ids()
                    .find(|id| path.ends_with(".md") && *self.page(*id).slug == *slug)
                    .ok_or_else(|| {
                        format!("the link `{target}` leads nowhere: no page `{slug}.md`")
                    })?
            }
        };
        let Some(anchor) = anchor else { return Ok(Some(Place::Page(page))) };
        let section = self.sections_of(page).find(|id| *self.section(*id).anchor == *anchor);
        section.map(|section| Some(Place::Section(section))).ok_or_else(|| {
            let slug = &self.page(page).slug;
            format!("the link `{target}` leads nowhere: no heading `#{anchor}` in `{slug}.md`")
        })
    }
}

/// A path relative to the page it stands on.
fn join(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn links_are_relative_to_their_page() {
        assert_eq!(join("sql/migrations", "../linux/./ssh"), "linux/ssh");
        assert_eq!(join("README", "sql/joins"), "sql/joins");
    }
}
