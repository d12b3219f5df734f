//! The form for the placeholders of a snippet.

use crossterm::event::KeyEvent;

use super::{Effect, say, snippets};
use crate::form::{Asked, Form};
use crate::tui::state::{Filling, Overlay, State};

/// Opens the form of the snippet chosen, if it has placeholders, else of the first in view that has
/// some; with a count that of the page.
pub(super) fn open(state: &mut State<'_>, count: Option<usize>) {
    let has_some = |id: &_| !state.book.snippet(*id).open_names().is_empty();
    let snippet = match count {
        Some(number) => number.checked_sub(1).and_then(|index| state.fences().get(index).copied()),
        None => snippets::chosen(state)
            .filter(has_some)
            .or_else(|| snippets::in_view(state).find(has_some))
            .or_else(|| snippets::at_hand(state)),
    };
    let Some(snippet) = snippet else {
        return say(state, "no snippet here to fill in; ] goes to the next");
    };
    let form = Form::new(state.book.snippet(snippet), |name| state.shelf.used(name));
    let Some(form) = form else {
        return say(state, "nothing to fill in here; ] goes to the next snippet, y copies");
    };
    if state.book.page_of(snippet) == state.reader.page {
        state.reader.focus = Some(snippet);
    }
    state.overlay = Some(Overlay::Filling(Box::new(Filling { snippet, form })));
}

/// Does what a key does in the form, which is handed in: it stays open where it is put back.
pub(super) fn press(state: &mut State<'_>, mut filling: Box<Filling>, key: &KeyEvent) -> Effect {
    let effect = match filling.form.press(key) {
        Asked::Leave => return Effect::None,
        Asked::Take => return take(state, &filling),
        Asked::TakeAndStay => take(state, &filling),
        Asked::Nothing => Effect::None,
    };
    state.overlay = Some(Overlay::Filling(filling));
    effect
}

fn take(state: &mut State<'_>, filling: &Filling) -> Effect {
    for (name, value) in filling.form.typed() {
        state.shelf.remember_value(name, value);
    }
    Effect::CopyFilled(filling.snippet, filling.form.filled())
}
