//! The keys, over everything else.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::draw;
use super::window::window;
use crate::keys::{Binding, KEYS};
use crate::render::{fit, width};
use crate::tui::layout;
use crate::tui::state::State;

/// Columns of the keys themselves.
const KEYS_COLUMNS: usize = 18;

/// The keys from a row on, those in force.
pub(super) fn help(state: &State<'_>, frame: &mut Frame<'_>, from: usize) {
    let (across, rows) = layout::help_columns(layout::help(state.size));
    let inside = window(state, frame, "Keys");
    let room = usize::from(inside.width) / across;
    let from = from.min(rows.saturating_sub(inside.height.into()));
    let lines = (from..rows).map(|row| {
        let bindings = (0..across).filter_map(|column| KEYS.get(column * rows + row));
        bindings.flat_map(|binding| spans(state, binding, room)).collect::<Line<'_>>()
    });
    draw(frame, inside, lines);
}

fn spans<'a>(state: &State<'_>, binding: &'a Binding, room: usize) -> [Span<'a>; 2] {
    let keys = state.keys.of(binding.action).join(" ");
    // On a narrow screen both get their half.
    let columns = KEYS_COLUMNS.min(room / 2);
    let keys = fit(&keys, columns).into_owned();
    let keys = format!(" {keys}{} ", " ".repeat(columns.saturating_sub(width(&keys))));
    let left = room.saturating_sub(width(&keys) + 1);
    let help = fit(binding.help, left).into_owned();
    let help = format!("{help}{}", " ".repeat((left + 1).saturating_sub(width(&help))));
    [Span::styled(keys, state.theme.strong), Span::styled(help, state.theme.text)]
}
