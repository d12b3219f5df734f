//! Pages laid out a moment ago: who types a query, or goes from hit to hit, sees the same few again.

use crate::book::PageId;
use crate::render::Rendered;

/// Lines of all pages together that are kept: about a megabyte.
const MOST_LINES: usize = 3_000;

/// All are for the width, the theme and the versions of the moment, and not scrolled aside. The last
/// used stands last.
#[derive(Default)]
pub(super) struct Layouts(Vec<(PageId, Rendered)>);

impl Layouts {
    /// Keeps a page; those that were not used for the longest go.
    pub(super) fn put(&mut self, page: PageId, rendered: Rendered) {
        self.0.push((page, rendered));
        let mut lines: usize = self.0.iter().map(|(_, rendered)| rendered.lines.len()).sum();
        while lines > MOST_LINES {
            lines -= self.0.remove(0).1.lines.len();
        }
    }

    pub(super) fn take(&mut self, page: PageId) -> Option<Rendered> {
        let index = self.0.iter().position(|(known, _)| *known == page)?;
        Some(self.0.remove(index).1)
    }

    /// They are not what the pages look like any more.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
