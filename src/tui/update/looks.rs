//! From dark colours to light ones and back.

use super::{Effect, say};
use crate::tui::state::State;

pub(super) fn switch(state: &mut State<'_>) -> Effect {
    let Some(ground) = state.looks.switch() else {
        say(state, "no colours are wanted here");
        return Effect::None;
    };
    state.wear();
    let as_told = match state.looks.known().told == Some(ground) {
        true => ", as the terminal is",
        false => "",
    };
    say(state, &format!("{} theme{as_told}", ground.name()));
    Effect::Remember
}
