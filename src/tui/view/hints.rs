//! The keys that matter now, as the reader has them: the most useful first, since a narrow screen
//! cuts the rest.

use crate::form;
use crate::keys::Action;
use crate::tui::layout::Pane;
use crate::tui::state::{Letters, Overlay, Purpose, State};

pub(super) fn hints(state: &State<'_>) -> String {
    if let Some(overlay) = &state.overlay {
        return over(state, overlay);
    }
    let query = match (&state.find, &state.search) {
        (Some(find), _) => format!("find: {}   ", find.input.text()),
        (None, Some(search)) => format!("/{}   ", search.input.text()),
        (None, None) => String::new(),
    };
    query + &listed(state, in_pane(state))
}

fn over(state: &State<'_>, overlay: &Overlay) -> String {
    match overlay {
        Overlay::Links(Letters { purpose: Purpose::Follow, .. }) => {
            "the letters of a link follow it  esc leave".to_owned()
        }
        Overlay::Links(Letters { purpose: Purpose::Copy, .. }) => {
            "the letters of a link copy its address  esc leave".to_owned()
        }
        Overlay::Filling(filling) => form::hints(&filling.form) + "  ctrl-y take and stay",
        Overlay::Mark => "a letter marks this place  esc leave".to_owned(),
        Overlay::Menu(_) => "a letter or enter chooses  esc leave".to_owned(),
        Overlay::GoTo(_) => "enter go  esc leave".to_owned(),
        Overlay::Help(_) => {
            listed(state, &[(Action::Down, "more"), (Action::Up, "back")])
                + "  any other key closes"
        }
        Overlay::Zoom(_) => listed(
            state,
            &[
                (Action::CopySnippet, "copy"),
                (Action::NextSnippet, "next"),
                (Action::Right, "sideways"),
                (Action::Cancel, "leave"),
            ],
        ),
    }
}

fn in_pane(state: &State<'_>) -> &'static [(Action, &'static str)] {
    let is_lit = !state.matches().is_empty();
    match state.focus {
        Pane::Contents => &[
            (Action::Open, "open"),
            (Action::Left, "fold"),
            (Action::Search, "search"),
            (Action::Help, "keys"),
        ],
        Pane::Results => &[
            (Action::Open, "open"),
            (Action::CopySnippet, "copy"),
            (Action::NextPane, "pane"),
            (Action::Help, "keys"),
        ],
        Pane::Page if is_lit => &[
            (Action::NextMatch, "next match"),
            (Action::CopySnippet, "copy"),
            (Action::Cancel, "done"),
            (Action::Help, "keys"),
        ],
        Pane::Page if has_placeholders(state) => &[
            (Action::CopySnippet, "copy"),
            (Action::Fill, "fill in"),
            (Action::Search, "search"),
            (Action::Help, "keys"),
            (Action::Quit, "quit"),
        ],
        Pane::Page => &[
            (Action::Search, "search"),
            (Action::NextSnippet, "snippet"),
            (Action::CopySnippet, "copy"),
            (Action::Help, "keys"),
            (Action::Quit, "quit"),
        ],
    }
}

fn has_placeholders(state: &State<'_>) -> bool {
    state.reader.focus.is_some_and(|id| !state.book.snippet(id).placeholders.is_empty())
}

/// Each with its first key; an action that the reader took all keys from is left out.
fn listed(state: &State<'_>, actions: &[(Action, &str)]) -> String {
    let hints = actions.iter().filter_map(|(action, what)| {
        let keys = state.keys.of(*action);
        keys.first().map(|key| format!("{key} {what}"))
    });
    hints.collect::<Vec<_>>().join("  ")
}
