//! Any events in any order: the browser draws a frame after each, and never panics.

use std::env;

use cheat::theme::{Depth, Theme};
use cheat::tui::update::{Effect, update};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::browser::{browser, drawn};

/// Numbers that look random and are the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

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
const CHARACTERS: &str =
    "/////jkdugGhlnN][[]yYSHL? 0123459abcdefiklmopqrstvwxz\"'$_-日é\u{301}\u{1b}\u{7f}\u{202e}";
const PASTES: &[&str] =
    &["", "kettle", "\u{1b}[201~q", "a\nb\tc\0", "\"unclosed", "日本語 🫖", "$? || --x"];

fn event(dice: &mut Dice) -> Event {
    let modifiers = match dice.below(8) {
        0 => KeyModifiers::CONTROL,
        1 => KeyModifiers::ALT,
        2 => KeyModifiers::SHIFT,
        _ => KeyModifiers::NONE,
    };
    let characters: Vec<char> = CHARACTERS.chars().collect();
    match dice.below(20) {
        0 => Event::Resize(dice.below(140) as u16, dice.below(50) as u16),
        1 => Event::Paste(dice.one_of(PASTES).to_owned()),
        2 => Event::Mouse(MouseEvent {
            kind: dice.one_of(&[
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Down(MouseButton::Left),
            ]),
            column: dice.below(200) as u16,
            row: dice.below(60) as u16,
            modifiers,
        }),
        3 => Event::FocusGained,
        4..=9 => Event::Key(KeyEvent::new(dice.one_of(KEYS), modifiers)),
        _ => Event::Key(KeyEvent::new(KeyCode::Char(dice.one_of(&characters)), modifiers)),
    }
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
    let mut copies = 0;
    for number in 0..events {
        let event = event(&mut dice);
        println!("{number}: {event:?}");
        match update(&mut state, &event) {
            Effect::Copy { .. } => copies += 1,
            // As when nobody types for a moment.
            Effect::Redraw => state.complete(),
            Effect::CopyText { .. } | Effect::Open(_) => {}
            Effect::None | Effect::Remember | Effect::Suspend | Effect::Quit(_) => {}
        }
        if state.size.0 > 0 && state.size.1 > 0 {
            drawn(&state);
        }
    }
    assert!(copies > events / 500, "only {copies} copies: the events do not get far");
}
