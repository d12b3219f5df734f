//! Any events in any order: the browser draws a frame after each, and never panics.

use std::env;

use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::browser::{browser, drawn};
use crate::dice::Dice;

const KEYS: &[KeyCode] = &[
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Delete,
    KeyCode::F(1),
    KeyCode::Null,
];
const CHARACTERS: &str = "/////jkdugGhlnNz<>\\M%][[]yYSHL? 0123459abcdefiklmopqrstvwxz(){}\"'$_-日é\u{301}\u{1b}\u{7f}\u{202e}";
const PASTES: &[&str] =
    &["", "kettle", "\u{1b}[201~q", "a\nb\tc\0", "\"unclosed", "日本語 🫖", "$? || --x"];

pub(crate) fn event(dice: &mut Dice) -> Event {
    let modifiers = match dice.below(8) {
        0 => KeyModifiers::CONTROL,
        1 => KeyModifiers::ALT,
        2 => KeyModifiers::SHIFT,
        _ => KeyModifiers::NONE,
    };
    let characters: Vec<char> = CHARACTERS.chars().collect();
    match dice.below(24) {
        0 => Event::Resize(dice.below(140) as u16, dice.below(50) as u16),
        1 => Event::Paste(dice.one_of(PASTES).to_owned()),
        2..=4 => Event::Mouse(mouse(dice, modifiers)),
        5 => Event::FocusGained,
        6..=11 => Event::Key(KeyEvent::new(dice.one_of(KEYS), modifiers)),
        _ => Event::Key(KeyEvent::new(KeyCode::Char(dice.one_of(&characters)), modifiers)),
    }
}

/// Clicks come in pairs now and then, and drags begin where a button went down.
fn mouse(dice: &mut Dice, modifiers: KeyModifiers) -> MouseEvent {
    let kind = dice.one_of(&[
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollLeft,
        MouseEventKind::ScrollRight,
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::Moved,
    ]);
    // Bars and edges stand at few places: those are pointed at more often.
    let column = match dice.below(3) {
        0 => dice.one_of(&[0, 19, 20, 26, 27, 52, 53, 79, 80, u16::MAX]),
        _ => dice.below(150) as u16,
    };
    MouseEvent { kind, column, row: dice.below(52) as u16, modifiers }
}

/// So many in `cargo test`; `CHEAT_EVENTS=100000` asks for more, `CHEAT_SEED` for others.
const EVENTS: usize = 2_000;

#[test]
fn random_events() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seed = number("CHEAT_SEED").unwrap_or(0x5eed).max(1);
    let events = number("CHEAT_EVENTS").map_or(EVENTS, |events| events as usize);
    println!("CHEAT_SEED={seed}");
    let mut dice = Dice(seed);
    let mut state = browser(80, 24, Theme::named("none", Depth::Ansi16).expect("a name"));
    let (mut copies, mut ways_out) = (0, 0);
    for number in 0..events {
        let event = event(&mut dice);
        println!("{number}: {event:?}");
        match update(&mut state, &event) {
            Effect::Copy { .. } => copies += 1,
            // As when nobody types for a moment.
            Effect::Redraw => state.complete(),
            _ => {}
        }
        if let (Event::Mouse(event), 0) = (&event, dice.below(3)) {
            update(&mut state, &Event::Mouse(*event));
        }
        if state.size.0 > 0 && state.size.1 > 0 {
            drawn(&state);
        }
        if dice.below(40) == 0 {
            ways_out += 1;
            lead_out(&mut state);
        }
    }
    assert!(copies > events / 500, "only {copies} copies: the events do not get far");
    assert!(ways_out > events / 100, "only {ways_out} ways out");
}

/// `Esc`, pressed often enough, closes whatever is open; then `q` quits.
pub(crate) fn lead_out(state: &mut State<'_>) {
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    for _ in 0..10 {
        assert_eq!(update(state, &key(KeyCode::Esc)), Effect::None);
    }
    assert!(state.overlay.is_none(), "{:?} is still open", state.overlay);
    assert!(state.search.is_none(), "a search is left");
    assert_eq!(update(state, &key(KeyCode::Char('q'))), Effect::Quit(0));
}
