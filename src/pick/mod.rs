//! The picker: a search in a few lines below the cursor, for the prompt. It draws on the terminal
//! itself, so that standard output is free for what was picked. The loop decides nothing.

mod screen;
pub mod state;
pub mod update;
pub mod view;

use std::time::Duration;

use anyhow::{Context, bail};
use crossterm::event;

use crate::book::Book;
use crate::search::{Filter, Searcher};
use crate::state::Store;
use crate::theme::Theme;
use screen::Screen;
use state::State;
use update::{Effect, update};

/// Lets the reader pick a snippet, the query typed already; gives it filled in, without a newline
/// at its end, or nothing when the reader left.
///
/// # Errors
/// When there is no terminal, or it goes away.
pub fn run(
    (name, book): (&'static str, &Book),
    searcher: Searcher,
    theme: Theme,
    query: &str,
    filter: Filter,
) -> anyhow::Result<Option<String>> {
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        bail!("picking needs more than a dumb terminal; try 'cheat search WORDS'");
    }
    let mut screen = Screen::open()?;
    let state = State::new(book, searcher, theme, screen.size(), query, filter);
    let shelf = |store: Store| store.kept().books.get(name).cloned().unwrap_or_default();
    let mut state = state.offering(move || shelf(Store::open()));
    loop {
        if screen.is_resized() {
            screen.resize().context("could not draw on the terminal")?;
            state.size = screen.size();
        }
        // What is pasted or typed ahead is drawn once, when all of it is read.
        if !matches!(event::poll(Duration::ZERO), Ok(true)) {
            screen.show(&view::view(&state)).context("could not draw on the terminal")?;
        }
        // What a panic leaves behind is tested; the shipped program has no such door.
        #[cfg(debug_assertions)]
        assert!(std::env::var_os("CHEAT_PANIC").is_none(), "CHEAT_PANIC is set");
        let event = event::read().context("the terminal is gone")?;
        match update(&mut state, &event) {
            Effect::None => {}
            Effect::Take(text) => {
                remember(&state, name);
                return Ok(Some(text));
            }
            Effect::Leave => return Ok(None),
        }
    }
}

/// Keeps what was typed in the form. Where it cannot be kept, what was picked is still there.
fn remember(state: &State<'_>, name: &str) {
    let Some(form) = state.form.as_ref().filter(|form| !form.typed().is_empty()) else { return };
    let mut store = Store::open();
    let mut kept = store.kept().clone();
    let shelf = kept.books.entry(name.to_owned()).or_default();
    form.typed().into_iter().for_each(|(name, value)| shelf.remember_value(name, value));
    if !shelf.values.is_empty() {
        let _ = store.save(kept);
    }
}
