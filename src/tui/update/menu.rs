//! Keys in a menu: the letter of an item chooses it, arrows and Enter do too, `Esc` leaves.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Effect, links, marks, say, versions};
use crate::tui::state::{Choice, Menu, Overlay, Purpose, State};

/// The menu is closed by any key but those that move in it.
pub(super) fn press(state: &mut State<'_>, mut menu: Menu, key: &KeyEvent) -> Effect {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    let by_letter = |letter: char| menu.items.iter().find(|item| item.key == letter);
    match (key.code, is_control) {
        (KeyCode::Char(letter), false) if by_letter(letter).is_some() => {
            let choice = by_letter(letter).map(|item| item.choice.clone());
            return choice.map_or(Effect::None, |choice| choose(state, menu, choice));
        }
        (KeyCode::Enter, _) => {
            let choice = menu.items.get(menu.row).map(|item| item.choice.clone());
            return choice.map_or(Effect::None, |choice| choose(state, menu, choice));
        }
        (KeyCode::Down, _) | (KeyCode::Char('j'), _) | (KeyCode::Char('n'), true) => menu.step(1),
        (KeyCode::Up, _) | (KeyCode::Char('k'), _) | (KeyCode::Char('p'), true) => menu.step(-1),
        (KeyCode::Char(letter), false) if letter != 'q' => {
            say(state, &format!("{}: there is no {letter}", menu.title));
            return Effect::None;
        }
        _ => return Effect::None,
    }
    state.overlay = Some(Overlay::Menu(menu));
    Effect::None
}

fn choose(state: &mut State<'_>, menu: Menu, choice: Choice) -> Effect {
    match choice {
        Choice::Mark(letter) => marks::go(state, letter),
        Choice::BeforeJump => marks::go_before_jump(state),
        Choice::Copy { place, wanted } => return Effect::Copy { place, wanted },
        Choice::CopyText { text, what } => return Effect::CopyText { text, what },
        Choice::CopyAddress => links::show_letters(state, Purpose::Copy),
        Choice::Open(address) => {
            // It stays open: should no browser start, its address can still be copied.
            state.overlay = Some(Overlay::Menu(menu));
            return Effect::Open(address);
        }
        Choice::Product(product) => versions::open_product(state, &product),
        Choice::Version { product, version } => return versions::choose(state, &product, version),
    }
    Effect::None
}
