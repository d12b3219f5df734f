//! Events change the state; what has to happen outside comes back as an effect. Which key asks for
//! what is said here; what is then done stands in the files beside, one for each thing a reader does.

mod copying;
mod filling;
mod finding;
mod goto;
mod links;
mod looks;
mod marks;
mod matches;
mod menu;
mod mouse;
mod moving;
mod pages;
mod panes;
mod searching;
mod snippets;
mod versions;
mod zoom;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};

use super::layout::{self, Pane};
use super::state::{Holder, Message, Overlay, Purpose, Scope, State};
use crate::book::{Filled, Place, SnippetId, SnippetKind, Wanted};
use crate::keys::{Action, name};

/// What the loop has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    None,
    /// Put this place's text on the clipboard.
    Copy {
        place: Place,
        wanted: Wanted,
    },
    /// Put this snippet there, filled in, and keep what was typed.
    CopyFilled(SnippetId, Filled),
    /// Put this text there; the message calls it `what`.
    CopyText {
        text: String,
        what: String,
    },
    /// Show this address in a browser.
    Open(String),
    /// Keep what was just marked or chosen.
    Remember,
    /// Let the mouse's events go there.
    Mouse(Holder),
    Suspend,
    Redraw,
    /// Leave with this exit status.
    Quit(u8),
}

/// The exit status of Ctrl-C.
const INTERRUPTED: u8 = 130;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forward,
}

pub fn update(state: &mut State<'_>, event: &Event) -> Effect {
    if !state.search.as_ref().is_some_and(|search| search.is_typing) {
        state.complete();
    }
    let effect = take(state, event);
    state.settle();
    effect
}

fn take(state: &mut State<'_>, event: &Event) -> Effect {
    match event {
        Event::Resize(columns, rows) => {
            panes::resize(state, (*columns, *rows));
            Effect::None
        }
        Event::Key(key) if key.kind != KeyEventKind::Release => press(state, key),
        Event::Paste(text) => {
            paste(state, text);
            Effect::None
        }
        Event::Mouse(event) => mouse::mouse(state, event),
        _ => Effect::None,
    }
}

fn press(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    state.message = None;
    if state.keys.action(key) == Some(Action::Interrupt) {
        return Effect::Quit(INTERRUPTED);
    }
    if state.search.as_ref().is_some_and(|search| search.is_typing) {
        return searching::type_key(state, key);
    }
    match state.overlay.take() {
        Some(Overlay::Links(letters)) => return links::choose_link(state, letters, key),
        Some(Overlay::Menu(menu)) => return menu::press(state, menu, key),
        Some(Overlay::Filling(filling)) => return filling::press(state, filling, key),
        Some(Overlay::Mark) => return marks::set(state, key),
        Some(Overlay::GoTo(list)) => {
            goto::press(state, list, key);
            return Effect::None;
        }
        other => state.overlay = other,
    }
    if state.find.as_ref().is_some_and(|find| find.is_typing) {
        finding::press(state, key);
        return Effect::None;
    }
    if let Some(first) = state.pending.take() {
        let has_acted = state.keys.action_of(&first).is_some();
        let both = first + &name(key).unwrap_or_default();
        match state.keys.action_of(&both) {
            Some(action) if !has_acted => return act(state, action, None),
            None if has_acted => {}
            _ => return Effect::None,
        }
    }
    if let Some(key) = name(key).filter(|key| state.keys.begins_more(key)) {
        state.pending = Some(key);
        return Effect::None;
    }
    if let KeyCode::Char(digit @ '0'..='9') = key.code
        && key.modifiers.is_empty()
        && (digit != '0' || state.count.is_some())
    {
        let digit = digit as usize - '0' as usize;
        state.count = Some((state.count.unwrap_or(0) * 10 + digit).min(99_999));
        return Effect::None;
    }
    let count = state.count.take();
    let Some(action) = state.keys.action(key) else { return Effect::None };
    // `g` acts at once, as in less; a second one right behind it belongs to it, as in vim.
    let name = name(key).filter(|key| state.keys.action_of(&key.repeat(2)) == Some(action));
    state.pending = name;
    act(state, action, count)
}

fn act(state: &mut State<'_>, action: Action, count: Option<usize>) -> Effect {
    if let Some(Overlay::Help(from)) = state.overlay {
        state.overlay = scrolled_help(state.size, from, action);
        return Effect::None;
    }
    let times = count.unwrap_or(1) as isize;
    if let Some(effect) = zoom::act(state, action, count) {
        return effect;
    }
    let page = state.page_height().saturating_sub(2).max(1) as isize;
    match action {
        Action::Find => finding::open(state),
        Action::GoTo => goto::open(state, Scope::Book),
        Action::Outline => goto::open(state, Scope::Page),
        Action::Search => searching::open_search(state),
        Action::Open => moving::open(state),
        Action::Cancel => cancel(state),
        Action::NextPane => moving::turn_focus(state, 1),
        Action::PreviousPane => moving::turn_focus(state, 2),
        Action::Down => moving::step(state, times),
        Action::Up => moving::step(state, -times),
        Action::HalfDown => moving::step(state, times * (page / 2).max(1)),
        Action::HalfUp => moving::step(state, -times * (page / 2).max(1)),
        Action::PageDown => moving::step(state, times * page),
        Action::PageUp => moving::step(state, -times * page),
        Action::LineDown => moving::scroll(state, state.focus, times),
        Action::LineUp => moving::scroll(state, state.focus, -times),
        Action::Top => moving::to_row(state, count.unwrap_or(1)),
        Action::Bottom => moving::to_row(state, count.unwrap_or(usize::MAX)),
        Action::Percent => moving::to_percent(state, count),
        Action::Left => moving::sideways(state, -times),
        Action::Right => moving::sideways(state, times),
        Action::NextMatch => matches::step_match(state, Way::Forward),
        Action::PreviousMatch => matches::step_match(state, Way::Back),
        Action::NextSnippet => snippets::step(state, SnippetKind::Fence, Way::Forward),
        Action::PreviousSnippet => snippets::step(state, SnippetKind::Fence, Way::Back),
        Action::NextInline => snippets::step(state, SnippetKind::Inline, Way::Forward),
        Action::PreviousInline => snippets::step(state, SnippetKind::Inline, Way::Back),
        Action::CopySnippet => return snippets::copy(state, count, Wanted::Code),
        Action::CopyVerbatim => return snippets::copy(state, count, Wanted::Verbatim),
        Action::CopySection => return snippets::copy_section(state),
        Action::Zoom => zoom::open(state),
        Action::Narrower => panes::widen(state, -times),
        Action::Wider => panes::widen(state, times),
        Action::Sides => panes::hide_or_show(state),
        Action::Mouse => return mouse::hand_over(state),
        Action::CopyWhat => copying::open(state),
        Action::Versions => versions::open(state),
        Action::Fill => filling::open(state, count),
        Action::Follow => links::show_letters(state, Purpose::Follow),
        Action::Mark => state.overlay = Some(Overlay::Mark),
        Action::Marks => marks::open_list(state),
        Action::NextPage => pages::turn(state, times),
        Action::PreviousPage => pages::turn(state, -times),
        Action::Back => moving::travel(state, Way::Back),
        Action::Forward => moving::travel(state, Way::Forward),
        Action::Theme => return looks::switch(state),
        Action::Help => state.overlay = Some(Overlay::Help(0)),
        Action::Suspend => return Effect::Suspend,
        Action::Redraw => return Effect::Redraw,
        Action::Quit => return Effect::Quit(0),
        Action::Interrupt => return Effect::Quit(INTERRUPTED),
    }
    Effect::None
}

/// The keys listed from another row on; none after what does not scroll.
fn scrolled_help(size: (u16, u16), from: usize, action: Action) -> Option<Overlay> {
    let rect = layout::help(size);
    let shown = usize::from(rect.height.saturating_sub(2));
    let last = layout::help_columns(rect).1.saturating_sub(shown);
    let screen = shown.max(1) as isize;
    let by = match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::HalfDown => (screen + 1) / 2,
        Action::HalfUp => -(screen + 1) / 2,
        Action::PageDown => screen,
        Action::PageUp => -screen,
        Action::Top => isize::MIN / 2,
        Action::Bottom => isize::MAX / 2,
        _ => return None,
    };
    Some(Overlay::Help(from.saturating_add_signed(by).min(last)))
}

/// A paste is one line, and goes into the box that is open, else into the search.
fn paste(state: &mut State<'_>, text: &str) {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match state.overlay.take() {
        Some(Overlay::Filling(mut filling)) => {
            filling.form.paste(text);
            state.overlay = Some(Overlay::Filling(filling));
        }
        Some(Overlay::GoTo(list)) => goto::paste(state, list, &line),
        _ if state.find.as_ref().is_some_and(|find| find.is_typing) => finding::paste(state, &line),
        _ => {
            searching::open_search(state);
            searching::type_in(state, &line);
        }
    }
}

/// One step back: out of the box to where the reader was, or out of the hits.
fn cancel(state: &mut State<'_>) {
    if state.find.is_some() {
        return finding::cancel(state);
    }
    let Some(search) = state.search.take() else {
        state.reader.focus = None;
        return;
    };
    // First the width that the place was left at: there it is exact.
    state.focus = Pane::Page;
    state.lay_out();
    if search.is_typing {
        state.return_to(&search.before);
    }
    state.find_matches();
}

fn say(state: &mut State<'_>, message: &str) {
    state.message = Some(Message::Done(message.to_owned()));
}
