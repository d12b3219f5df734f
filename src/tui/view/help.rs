//! The keys, over everything else.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::draw;
use crate::keys::KEYS;
use crate::render::{fit, width};
use crate::tui::layout;
use crate::tui::state::State;

/// The keys, over everything else.
pub(super) fn help(state: &State<'_>, frame: &mut Frame<'_>, from: usize) {
    let rect = layout::help(state.size);
    let most = (KEYS.len() + 2).saturating_sub(rect.height.into());
    let keys = KEYS.iter().skip(from.min(most)).map(|binding| {
        let keys = format!("  {:<18}", state.keys.of(binding.action).join(" "));
        let room = usize::from(rect.width).saturating_sub(width(&keys));
        let help = fit(binding.help, room);
        Line::from(vec![
            Span::styled(keys, state.theme.strong),
            Span::styled(help, state.theme.text),
        ])
    });
    let heading = Line::styled("  Keys (any other key closes)", state.theme.title);
    let lines: Vec<Line<'_>> = [heading].into_iter().chain(keys).collect();
    frame.render_widget(Clear, rect);
    draw(frame, rect, lines);
}
