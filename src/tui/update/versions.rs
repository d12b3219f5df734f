//! Versions: of a product the reader chooses one, and what is for others is left out of the pages.

use super::{Effect, say};
use crate::state::Chosen;
use crate::tui::state::{Choice, Menu, Overlay, State};

/// The products of the page, or where it depends on none all of them.
pub(super) fn open(state: &mut State<'_>) {
    let mut products = state.products_of_page();
    if let [product] = products.as_slice() {
        let product = product.clone();
        return open_product(state, &product);
    }
    let depends = !products.is_empty();
    if !depends {
        products = state.book.products.0.iter().map(|product| product.id.clone()).collect();
    }
    let choices = products.into_iter().map(|product| {
        let name = state.book.products.find(&product).map_or(&*product, |known| &known.name);
        let label = match state.chosen.of(&product) {
            Some(choice) => choice.label(&state.book.products),
            None => format!("{name}: all versions"),
        };
        (label, Choice::Product(product))
    });
    let mut menu = Menu::lettered("Versions", choices.collect());
    if !depends {
        menu.text = "This page is the same for all versions.".to_owned();
    }
    state.overlay = Some(Overlay::Menu(menu));
}

/// The versions of a product, the newest first; the one in force is selected.
pub(super) fn open_product(state: &mut State<'_>, id: &str) {
    let Some(product) = state.book.products.find(id) else { return };
    let choice = |version| Choice::Version { product: id.to_owned(), version };
    let mut choices = vec![("all versions".to_owned(), choice(None))];
    choices.extend(product.versions.iter().rev().map(|release| {
        let version = release.version.to_string();
        (version.clone(), choice(Some(version)))
    }));
    let mut menu = Menu::lettered(&product.name, choices);
    if let Some(chosen) = state.chosen.of(id) {
        let release = chosen.release.to_string();
        let row = menu.items.iter().position(|item| item.label == release);
        menu.row = row.unwrap_or(0);
    }
    state.overlay = Some(Overlay::Menu(menu));
}

/// Keeps the choice; none clears it.
pub(super) fn choose(state: &mut State<'_>, product: &str, version: Option<String>) -> Effect {
    let name = state.book.products.find(product).map_or(product, |known| &known.name);
    let message = match &version {
        Some(version) => format!("what is for other versions than {name} {version} is left out"),
        None => format!("{name}: all versions are shown"),
    };
    let on = state.today.iso();
    match (version, state.given.of(product)) {
        (None, None) => state.shelf.versions.remove(product),
        // An empty version stands over the one that is given.
        (version, _) => {
            let chosen = Chosen { version: version.unwrap_or_default(), on };
            state.shelf.versions.insert(product.to_owned(), chosen)
        }
    };
    state.choose_versions();
    say(state, &message);
    Effect::Remember
}
