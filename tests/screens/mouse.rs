//! The mouse: what it points at is found in the picture, then clicked.

use std::time::Duration;

use cheat::book::{Place, Wanted};
use cheat::theme::{Depth, Theme};
use cheat::tui::layout::Pane;
use cheat::tui::state::{Holder, Message, Overlay, State};
use cheat::tui::update::{Effect, update};
use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::browser::{browser, drawn, press, type_in};
use crate::fixture::page;

const LEFT: MouseEventKind = MouseEventKind::Down(MouseButton::Left);
const DRAG: MouseEventKind = MouseEventKind::Drag(MouseButton::Left);
const RELEASE: MouseEventKind = MouseEventKind::Up(MouseButton::Left);

fn open(columns: u16, rows: u16, slug: &str) -> State<'static> {
    let mut state = browser(columns, rows, Theme::named("none", Depth::Ansi16).expect("a name"));
    state.go(Place::Page(page(slug)));
    // As after the first key.
    press(&mut state, KeyCode::F(1));
    state
}

/// Column and row of the first cell of a text on the screen.
#[track_caller]
fn find(state: &State<'_>, text: &str) -> (u16, u16) {
    let buffer = drawn(state);
    for (y, row) in buffer.content.chunks(buffer.area.width.into()).enumerate() {
        let symbols: Vec<&str> = row.iter().map(|cell| cell.symbol()).collect();
        let at = (0..symbols.len()).find(|x| symbols[*x..].concat().starts_with(text));
        if let Some(x) = at {
            return (x as u16, y as u16);
        }
    }
    panic!("no {text} on the screen")
}

fn mouse(state: &mut State<'_>, kind: MouseEventKind, (column, row): (u16, u16)) -> Effect {
    update(state, &Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

#[track_caller]
fn click(state: &mut State<'_>, text: &str) -> Effect {
    let place = find(state, text);
    let effect = mouse(state, LEFT, place);
    mouse(state, RELEASE, place);
    effect
}

#[test]
fn the_wheel_moves_the_pane_it_points_at() {
    let mut state = open(120, 6, "kitchen/prose");
    assert_eq!(state.focus, Pane::Page);
    mouse(&mut state, MouseEventKind::ScrollDown, (2, 3));
    assert_eq!((state.from(Pane::Contents), state.reader.scroll), (3, 0), "the contents");
    mouse(&mut state, MouseEventKind::ScrollDown, (50, 3));
    assert_eq!((state.from(Pane::Contents), state.reader.scroll), (3, 3), "the page");
    mouse(&mut state, MouseEventKind::ScrollDown, (110, 3));
    assert_eq!((state.from(Pane::Results), state.reader.scroll), (3, 3), "the outline");
    mouse(&mut state, MouseEventKind::ScrollUp, (50, 3));
    assert_eq!((state.reader.scroll, state.focus), (0, Pane::Page));
    assert!(state.contents.row < state.from(Pane::Contents), "out of view");
    // The selected row is left behind, until a key brings it back.
    type_in(&mut state, "\t\tj");
    let shown = state.from(Pane::Contents)..state.from(Pane::Contents) + 4;
    assert!(shown.contains(&state.contents.row), "in view again");
}

#[test]
fn a_click_opens_and_folds_in_the_contents() {
    let mut state = open(120, 30, "kitchen/prose");
    click(&mut state, "  Versions");
    assert_eq!((state.reader.page, state.focus), (page("versions"), Pane::Page));
    click(&mut state, "▾ Kitchen");
    assert_eq!(state.contents.folded.len(), 1);
    assert_eq!(state.focus, Pane::Contents);
    click(&mut state, "▸ Kitchen");
    assert!(state.contents.folded.is_empty());
}

#[test]
fn a_click_opens_an_entry_of_the_page_and_a_hit() {
    let mut state = open(120, 30, "versions");
    click(&mut state, "Whistling                ");
    let whistling = state.reader.rendered.headings[2];
    assert_eq!((state.focus, state.reader.scroll > 0), (Pane::Page, true));
    assert!(state.reader.scroll <= whistling);
    type_in(&mut state, "/boil");
    click(&mut state, " 5 ");
    let search = state.search.as_ref().expect("its hits are still there");
    assert_eq!((search.row, search.is_typing, state.focus), (4, false, Pane::Page));
}

#[test]
fn a_click_on_a_link_follows_it() {
    let mut state = open(80, 24, "README");
    click(&mut state, "Tables, with");
    assert_eq!(state.reader.page, page("kitchen/tables"));
}

#[test]
fn a_click_focuses_a_snippet_and_a_second_one_copies_it() {
    let mut state = open(80, 24, "kitchen/code");
    type_in(&mut state, "\t");
    assert_eq!(click(&mut state, "│ no language"), Effect::None);
    let focus = state.reader.focus.expect("it has the focus");
    assert_eq!(state.focus, Pane::Page);
    // The panes moved under the pointer: from here on they stay.
    click(&mut state, "Every kind");
    assert_eq!(click(&mut state, "│ no language"), Effect::None);
    let copy = Effect::Copy { place: Place::Snippet(focus), wanted: Wanted::Code };
    assert_eq!(click(&mut state, "│ no language"), copy);
    assert_eq!(click(&mut state, "│ no language"), Effect::None, "a third click is a first one");
    let last = state.mouse.last.as_mut().expect("it was clicked");
    last.when -= Duration::from_secs(1);
    assert_eq!(click(&mut state, "│ no language"), Effect::None, "too late");
}

#[test]
fn the_thumb_is_dragged_and_comes_to_a_click() {
    let mut state = open(80, 12, "kitchen/prose");
    let last = state.reader.rendered.lines.len() - 10;
    mouse(&mut state, LEFT, (79, 10));
    assert_eq!(state.reader.scroll, last, "at its end");
    mouse(&mut state, DRAG, (40, 1));
    assert_eq!(state.reader.scroll, 0, "the pointer may leave the bar");
    mouse(&mut state, DRAG, (40, 6));
    assert!((1..last).contains(&state.reader.scroll));
    mouse(&mut state, RELEASE, (40, 6));
    let scroll = state.reader.scroll;
    mouse(&mut state, DRAG, (40, 1));
    assert_eq!(state.reader.scroll, scroll, "nothing is held any more");
}

#[test]
fn how_to_select_text_is_said_once() {
    let mut state = open(80, 24, "kitchen/prose");
    let drag = |state: &mut State<'_>| {
        mouse(state, LEFT, (40, 5));
        mouse(state, DRAG, (50, 5));
        mouse(state, RELEASE, (50, 5));
        state.message.take()
    };
    let said = Message::Done("Shift-drag selects text, or press M".into());
    assert_eq!(drag(&mut state), Some(said));
    assert_eq!(drag(&mut state), None);
    assert_eq!(press(&mut state, KeyCode::Char('M')), Effect::Mouse(Holder::Terminal));
    assert_eq!(press(&mut state, KeyCode::Char('M')), Effect::Mouse(Holder::Us));
}

#[test]
fn what_lies_over_the_panes_takes_the_mouse() {
    let mut state = open(80, 24, "kitchen/code");
    type_in(&mut state, "?");
    mouse(&mut state, MouseEventKind::ScrollDown, (3, 3));
    assert_ne!(state.overlay, Some(Overlay::Help(0)), "scrolled");
    assert_eq!(state.reader.scroll, 0);
    mouse(&mut state, LEFT, (40, 10));
    assert!(state.overlay.is_some());
    mouse(&mut state, LEFT, (0, 10));
    assert_eq!(state.overlay, None);
    type_in(&mut state, "]]]z");
    let snippet = state.reader.focus.expect("it is zoomed");
    mouse(&mut state, MouseEventKind::ScrollRight, (40, 10));
    mouse(&mut state, LEFT, (40, 10));
    let copy = Effect::Copy { place: Place::Snippet(snippet), wanted: Wanted::Code };
    assert_eq!(mouse(&mut state, LEFT, (40, 10)), copy);
    let zoom = state.zoomed().expect("it is still there");
    assert_eq!(zoom.column, 8);
}

#[test]
fn entries_of_a_window_are_clicked() {
    let mut state = open(80, 12, "kitchen/prose");
    type_in(&mut state, "o");
    press(&mut state, KeyCode::End);
    (0..30).for_each(|_| drop(press(&mut state, KeyCode::Down)));
    // The list is scrolled: what is in view is clicked.
    click(&mut state, "Footnotes");
    assert_eq!(state.overlay, None);
    find(&state, "Kitchen > Prose > Footnotes");
    type_in(&mut state, "o");
    mouse(&mut state, LEFT, (0, 0));
    assert_eq!(state.overlay, None, "beside it");
    let scroll = state.reader.scroll;
    press(&mut state, KeyCode::Char('m'));
    press(&mut state, KeyCode::Char('a'));
    type_in(&mut state, "gg'");
    assert_eq!(state.reader.scroll, 0);
    let window = state.window().expect("the marks");
    mouse(&mut state, LEFT, (window.x + 2, window.bottom() - 2));
    assert_eq!((state.reader.scroll, state.overlay), (scroll, None), "the mark");
}
