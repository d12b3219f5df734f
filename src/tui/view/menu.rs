//! A menu: a title, what there is to know, and a line for each choice.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::window::window;
use super::{chosen, draw};
use crate::render::{fit, safe};
use crate::tui::state::{Menu, State, first_in_view};

pub(super) fn menu(state: &State<'_>, frame: &mut Frame<'_>, menu: &Menu) {
    let room = Menu::room(frame.area().width);
    let text = menu.text_rows(frame.area().width).into_iter();
    let mut lines: Vec<Line<'_>> =
        text.map(|line| Line::styled(format!(" {line}"), state.theme.text)).collect();
    let selected = lines.len() + menu.row;
    for item in &menu.items {
        let label = fit(&safe(&item.label), room.saturating_sub(3)).into_owned();
        lines.push(Line::from(vec![
            Span::styled(format!(" {}  ", item.key), state.theme.strong),
            Span::styled(label, state.theme.text),
        ]));
    }
    let rect = window(state, frame, &menu.title);
    let from = first_in_view(selected, rect.height.into());
    let shown = lines.into_iter().enumerate().skip(from);
    let shown = shown.map(|(index, line)| match index == selected {
        true => chosen(line, rect.width, state.theme.selected),
        false => line,
    });
    draw(frame, rect, shown.take(rect.height.into()).collect::<Vec<_>>());
}
