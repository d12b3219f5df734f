//! The keys, over everything else.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::draw;
use crate::keys::KEYS;
use crate::render::{fit, width};
use crate::tui::state::State;

/// The keys, over everything else.
pub(super) fn help(state: &State<'_>, frame: &mut Frame<'_>, from: usize) {
    let area = frame.area();
    let rows = KEYS.len() as u16 + 2;
    let (columns, rows) = (62.min(area.width), rows.min(area.height));
    let rect = Rect::new((area.width - columns) / 2, (area.height - rows) / 2, columns, rows);
    let most = (KEYS.len() + 2).saturating_sub(rows.into());
    let keys = KEYS.iter().skip(from.min(most)).map(|binding| {
        let keys = format!("  {:<18}", state.keys.of(binding.action).join(" "));
        let room = usize::from(columns).saturating_sub(width(&keys));
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
