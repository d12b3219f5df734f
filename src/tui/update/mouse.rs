//! The mouse: the wheel moves the pane it points at, a click opens, follows or puts in focus what
//! it points at, a thumb is dragged. What lies over the panes takes all of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::links::{follow, lead};
use super::moving::{SIDEWAYS, open, scroll, scroll_code};
use super::{Effect, press, say, zoom};
use crate::book::{Place, SnippetId, Wanted};
use crate::tui::bar::Bar;
use crate::tui::layout::{Layout, Pane};
use crate::tui::state::{Grip, HIT_ROWS, Holder, Overlay, Purpose, State, Zoom};

/// Rows a turn of the wheel moves; of the hits, which have several rows each, it moves one.
const WHEEL: isize = 3;

/// Gives the mouse to the terminal, or takes it back.
pub(super) fn hand_over(state: &mut State<'_>) -> Effect {
    state.mouse.holder = match state.mouse.holder {
        Holder::Us => Holder::Terminal,
        Holder::Terminal => Holder::Us,
    };
    say(
        state,
        match state.mouse.holder {
            Holder::Us => "mouse taken: it scrolls and opens again",
            Holder::Terminal => "mouse released; M takes it back",
        },
    );
    Effect::Mouse(state.mouse.holder)
}

pub(super) fn mouse(state: &mut State<'_>, event: &MouseEvent) -> Effect {
    let place = Position::new(event.column, event.row);
    let is_shifted = event.modifiers.contains(KeyModifiers::SHIFT);
    match event.kind {
        MouseEventKind::ScrollDown if is_shifted => wheel_sideways(state, SIDEWAYS),
        MouseEventKind::ScrollUp if is_shifted => wheel_sideways(state, -SIDEWAYS),
        MouseEventKind::ScrollRight => wheel_sideways(state, SIDEWAYS),
        MouseEventKind::ScrollLeft => wheel_sideways(state, -SIDEWAYS),
        MouseEventKind::ScrollDown => return wheel(state, place, 1),
        MouseEventKind::ScrollUp => return wheel(state, place, -1),
        MouseEventKind::Down(MouseButton::Left) => return click(state, place),
        MouseEventKind::Drag(MouseButton::Left) => drag(state, place),
        MouseEventKind::Up(MouseButton::Left) => state.mouse.grip = None,
        _ => {}
    }
    Effect::None
}

fn wheel(state: &mut State<'_>, place: Position, turns: isize) -> Effect {
    let size = state.size;
    match &mut state.overlay {
        None => wheel_pane(state, place, turns),
        Some(Overlay::Links(_) | Overlay::Mark) => {
            state.overlay = None;
            wheel_pane(state, place, turns);
        }
        Some(Overlay::Zoom(zoom)) => zoom::scroll(zoom, turns * WHEEL, 0, size),
        // Up and down would change what is typed.
        Some(Overlay::Filling(_)) => {}
        Some(Overlay::Help(_)) => (0..WHEEL).for_each(|_| arrow(state, turns)),
        Some(Overlay::GoTo(_) | Overlay::Menu(_)) => arrow(state, turns),
    }
    Effect::None
}

/// What an arrow key does in a window.
fn arrow(state: &mut State<'_>, by: isize) {
    let key = if by > 0 { KeyCode::Down } else { KeyCode::Up };
    press(state, &KeyEvent::new(key, KeyModifiers::NONE));
}

fn wheel_pane(state: &mut State<'_>, place: Position, turns: isize) {
    let Some(pane) = state.layout().and_then(|layout| layout.pane_at(place)) else { return };
    let is_hits = pane == Pane::Results && state.search.is_some();
    scroll(state, pane, if is_hits { turns } else { turns * WHEEL });
}

fn wheel_sideways(state: &mut State<'_>, columns: isize) {
    let size = state.size;
    match state.zoomed() {
        Some(zoom) => zoom::scroll(zoom, 0, columns, size),
        None => scroll_code(state, columns),
    }
}

fn click(state: &mut State<'_>, place: Position) -> Effect {
    state.message = None;
    let is_second = state.mouse.click(place);
    match &state.overlay {
        Some(Overlay::Zoom(_)) => return click_zoomed(state, place, is_second),
        Some(Overlay::Links(_) | Overlay::Mark) => state.overlay = None,
        Some(_) => return click_window(state, place),
        None => {}
    }
    let Some(layout) = state.layout() else { return Effect::None };
    let Some(pane) = layout.pane_at(place) else { return Effect::None };
    state.mouse.grip = Some(Grip::Text);
    if let (Some(column), Some(bar)) = (layout.bar(pane), state.bar(pane))
        && let Some((from, below)) = hold(column, bar, place)
    {
        state.mouse.grip = Some(Grip::Thumb(Some(pane), below));
        state.scroll_to(pane, from);
        return Effect::None;
    }
    turn_to(state, pane);
    let Some(rect) = layout.pane(pane).filter(|rect| rect.contains(place)) else {
        return Effect::None;
    };
    let row = usize::from(place.y - rect.y);
    match pane {
        Pane::Page => return click_page(state, &layout, place, is_second),
        Pane::Contents => click_contents(state, state.from(pane) + row),
        Pane::Results => click_results(state, row),
    }
    Effect::None
}

/// Where a click on a bar scrolls to, and how far below the upper end of the thumb it has hold of
/// it. Beside the thumb the thumb comes to the pointer.
fn hold(column: Rect, bar: Bar, place: Position) -> Option<(usize, usize)> {
    let thumb = bar.thumb().filter(|_| column.contains(place))?;
    let cell = usize::from(place.y - column.y);
    if thumb.contains(&cell) {
        return Some((bar.from, cell - thumb.start));
    }
    let below = thumb.len() / 2;
    Some((bar.from_at(cell.saturating_sub(below)), below))
}

/// The focus, out of the box that is typed in too.
fn turn_to(state: &mut State<'_>, pane: Pane) {
    if let Some(search) = &mut state.search {
        search.is_typing = false;
    }
    if let Some(find) = &mut state.find {
        find.is_typing = false;
    }
    state.focus = pane;
    state.lay_out();
}

fn click_contents(state: &mut State<'_>, row: usize) {
    if row < state.total(Pane::Contents) {
        state.contents.row = row;
        open(state);
    }
}

fn click_results(state: &mut State<'_>, row: usize) {
    let row = match state.search {
        Some(_) => state.from(Pane::Results) + row / HIT_ROWS,
        None => state.from(Pane::Results) + row,
    };
    if row >= state.total(Pane::Results) {
        return;
    }
    match &mut state.search {
        Some(search) => search.row = row,
        None => state.outline_row = row,
    }
    open(state);
}

/// A link is followed, a snippet put in focus, and taken by the second click.
fn click_page(state: &mut State<'_>, layout: &Layout, place: Position, is_second: bool) -> Effect {
    let Some(text) = layout.text().filter(|text| text.contains(place)) else {
        return Effect::None;
    };
    let line = state.reader.scroll + usize::from(place.y - text.y);
    let column = usize::from(place.x - text.x);
    let links = &state.reader.rendered.links;
    let link = links.iter().find(|link| link.line == line && link.columns.contains(&column));
    if let Some(link) = link {
        let target = link.target.clone();
        follow(state, &target);
        return Effect::None;
    }
    let mut notes = state.links_in_view(Purpose::Follow).into_iter();
    if let Some(note) = notes.find(|note| note.line == line && note.columns.contains(&column)) {
        return lead(state, note.leads);
    }
    let Some(snippet) = snippet_at(state, line, column) else { return Effect::None };
    state.reader.focus = Some(snippet);
    match is_second {
        true => Effect::Copy { place: Place::Snippet(snippet), wanted: Wanted::Code },
        false => Effect::None,
    }
}

fn snippet_at(state: &State<'_>, line: usize, column: usize) -> Option<SnippetId> {
    let spots = &state.reader.rendered.snippets;
    let index = spots.iter().position(|spot| {
        let columns = spot.columns.as_ref();
        spot.lines.contains(&line) && columns.is_none_or(|columns| columns.contains(&column))
    })?;
    Some(state.book.snippet_at(state.reader.page, index))
}

/// Beside a window a click closes it; in it the entry it points at is chosen.
fn click_window(state: &mut State<'_>, place: Position) -> Effect {
    let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
    if state.window().is_some_and(|window| !window.contains(place)) {
        return press(state, &key(KeyCode::Esc));
    }
    let Some(entry) = state.entry_at(place) else { return Effect::None };
    match &mut state.overlay {
        Some(Overlay::GoTo(list)) => list.row = entry,
        Some(Overlay::Menu(menu)) => menu.row = entry,
        _ => return Effect::None,
    }
    press(state, &key(KeyCode::Enter))
}

fn click_zoomed(state: &mut State<'_>, place: Position, is_second: bool) -> Effect {
    let size = state.size;
    let Some(zoom) = state.zoomed() else { return Effect::None };
    let (snippet, column) = (zoom.snippet, zoom.column);
    if let Some((row, below)) = hold(Zoom::bar_column(size), zoom.bar(size), place) {
        zoom.move_to(row, column, size);
        state.mouse.grip = Some(Grip::Thumb(None, below));
        return Effect::None;
    }
    state.mouse.grip = Some(Grip::Text);
    match is_second {
        true => Effect::Copy { place: Place::Snippet(snippet), wanted: Wanted::Code },
        false => Effect::None,
    }
}

fn drag(state: &mut State<'_>, place: Position) {
    let size = state.size;
    // The row below the title's is the first of every bar.
    let cell = usize::from(place.y.saturating_sub(1));
    match state.mouse.grip {
        Some(Grip::Thumb(Some(pane), below)) => {
            if let Some(bar) = state.bar(pane) {
                state.scroll_to(pane, bar.from_at(cell.saturating_sub(below)));
            }
        }
        Some(Grip::Thumb(None, below)) => {
            if let Some(zoom) = state.zoomed() {
                let row = zoom.bar(size).from_at(cell.saturating_sub(below));
                zoom.move_to(row, zoom.column, size);
            }
        }
        Some(Grip::Text) if !state.mouse.is_explained => {
            state.mouse.is_explained = true;
            say(state, "Shift-drag selects text, or press M");
        }
        Some(Grip::Text) | None => {}
    }
}
