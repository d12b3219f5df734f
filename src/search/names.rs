//! The pages whose names are nearest to what was typed, for "did you mean".

use crate::book::{Book, PageId};

/// The nearest pages, best first.
pub fn nearest_pages(book: &Book, typed: &str, count: usize) -> Vec<PageId> {
    let typed = typed.to_lowercase();
    let typed = typed.split('#').next().unwrap_or_default();
    let mut pages: Vec<(f64, PageId)> =
        book.page_ids().map(|id| (likeness(book, id, typed), id)).collect();
    pages.sort_by(|a, b| b.0.total_cmp(&a.0));
    pages.into_iter().take(count).map(|(_, id)| id).collect()
}

/// How like `typed` one of the page's names is, 0 to 1.
fn likeness(book: &Book, id: PageId, typed: &str) -> f64 {
    let page = book.page(id);
    let last = page.slug.rsplit('/').next().unwrap_or_default();
    let names = page.aliases.iter().map(|alias| &**alias).chain([&*page.slug, last, &*page.title]);
    names.map(|name| strsim::jaro_winkler(typed, &name.to_lowercase())).fold(0.0, f64::max)
}
