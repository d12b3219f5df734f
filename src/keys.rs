//! What a key does. `KEYS` is the only place that names one: the loop, the help overlay and the
//! README's table are made of it. A reader's own keys lie over it ([`Keys`]).

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Search,
    Find,
    GoTo,
    Outline,
    Open,
    Cancel,
    NextPane,
    PreviousPane,
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    LineDown,
    LineUp,
    Top,
    Bottom,
    Percent,
    Left,
    Right,
    NextMatch,
    PreviousMatch,
    NextSnippet,
    PreviousSnippet,
    NextInline,
    PreviousInline,
    CopySnippet,
    CopyVerbatim,
    CopySection,
    Zoom,
    CopyWhat,
    Fill,
    Versions,
    Follow,
    NextPage,
    PreviousPage,
    Mark,
    Marks,
    Back,
    Forward,
    Narrower,
    Wider,
    Sides,
    Mouse,
    Theme,
    Help,
    Suspend,
    Redraw,
    Quit,
    Interrupt,
}

/// An action with its public name, its keys as readers write them, and what it does.
pub struct Binding {
    pub action: Action,
    pub name: &'static str,
    pub keys: &'static [&'static str],
    pub help: &'static str,
}

const fn bind(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Binding {
    Binding { action, name, keys, help }
}

pub const KEYS: &[Binding] = &[
    bind(Action::Search, "search", &["/"], "search the book as you type"),
    bind(Action::Find, "find", &["ctrl-f"], "find in this page"),
    bind(Action::GoTo, "go-to", &["ctrl-p"], "go to a page or section by letters of its name"),
    bind(Action::Outline, "outline", &["o"], "outline of this page"),
    bind(Action::Open, "open", &["enter"], "open what is selected"),
    bind(Action::Cancel, "cancel", &["esc"], "step back one thing"),
    bind(Action::NextPane, "next-pane", &["tab"], "next pane"),
    bind(Action::PreviousPane, "previous-pane", &["shift-tab"], "previous pane"),
    bind(Action::Down, "down", &["j", "down"], "down"),
    bind(Action::Up, "up", &["k", "up"], "up"),
    bind(Action::HalfDown, "half-down", &["d", "ctrl-d"], "half a screen down"),
    bind(Action::HalfUp, "half-up", &["u", "ctrl-u"], "half a screen up"),
    bind(Action::PageDown, "page-down", &["space", "pagedown"], "a screen down"),
    bind(Action::PageUp, "page-up", &["b", "pageup"], "a screen up"),
    bind(Action::LineDown, "line-down", &["ctrl-e"], "scroll a line down"),
    bind(Action::LineUp, "line-up", &["ctrl-y"], "scroll a line up"),
    bind(Action::Top, "top", &["g", "gg", "home"], "to the top; with a number to that line"),
    bind(Action::Bottom, "bottom", &["G", "end"], "to the end; with a number to that line"),
    bind(Action::Percent, "percent", &["%"], "with a number: so far through the page"),
    bind(Action::Left, "left", &["h", "left"], "fold; scroll wide code back"),
    bind(Action::Right, "right", &["l", "right"], "unfold; scroll wide code"),
    bind(Action::NextMatch, "next-match", &["n"], "next match, on into the next page"),
    bind(Action::PreviousMatch, "previous-match", &["N"], "previous match"),
    bind(Action::NextSnippet, "next-snippet", &["]"], "next snippet"),
    bind(Action::PreviousSnippet, "previous-snippet", &["["], "previous snippet"),
    bind(Action::NextInline, "next-inline", &["}"], "next command in the text"),
    bind(Action::PreviousInline, "previous-inline", &["{"], "previous command in the text"),
    bind(Action::CopySnippet, "copy-snippet", &["y"], "copy the snippet"),
    bind(Action::CopyVerbatim, "copy-verbatim", &["Y"], "copy it as it stands in the book"),
    bind(Action::CopySection, "copy-section", &["S"], "copy the section's source"),
    bind(Action::Zoom, "zoom", &["z"], "the snippet on the whole screen, and back"),
    bind(Action::CopyWhat, "copy-what", &["c"], "copy a table, an address, an id..."),
    bind(Action::Versions, "versions", &["v"], "choose versions"),
    bind(Action::Fill, "fill", &["p"], "fill placeholders in, then copy"),
    bind(Action::Follow, "follow", &["f"], "follow a link by its letters"),
    bind(Action::NextPage, "next-page", &[")"], "next page"),
    bind(Action::PreviousPage, "previous-page", &["("], "previous page"),
    bind(Action::Mark, "mark", &["m"], "and a letter: mark this place"),
    bind(Action::Marks, "marks", &["'", "`"], "and a letter: go to a mark; '' to before the jump"),
    bind(Action::Back, "back", &["backspace", "H", "ctrl-o"], "back to where you were"),
    bind(Action::Forward, "forward", &["L"], "forward again"),
    bind(Action::Narrower, "narrower", &["<"], "make the pane at the side narrower"),
    bind(Action::Wider, "wider", &[">"], "make it wider"),
    bind(Action::Sides, "sides", &["\\"], "hide the panes at the sides, and show them"),
    bind(Action::Mouse, "mouse", &["M"], "give the mouse to the terminal, and take it back"),
    bind(Action::Theme, "theme", &["t"], "light or dark colours"),
    bind(Action::Help, "help", &["?"], "these keys"),
    bind(Action::Suspend, "suspend", &["ctrl-z"], "to the shell and back"),
    bind(Action::Redraw, "redraw", &["ctrl-l"], "draw the screen anew"),
    bind(Action::Quit, "quit", &["q", ":q", "ZZ"], "quit"),
    bind(Action::Interrupt, "interrupt", &["ctrl-c"], "leave from anywhere"),
];

/// The keys in force: those of [`KEYS`], but where a reader has given an action others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    own: Vec<(Action, Vec<String>)>,
}

impl Keys {
    /// Gives an action these keys in place of those it has.
    pub fn give(&mut self, action: Action, keys: Vec<String>) {
        self.own.retain(|(known, _)| *known != action);
        self.own.push((action, keys));
    }

    /// The keys of an action, as readers write them.
    pub fn of(&self, action: Action) -> Vec<&str> {
        if let Some((_, keys)) = self.own.iter().find(|(known, _)| *known == action) {
            return keys.iter().map(String::as_str).collect();
        }
        let binding = KEYS.iter().find(|binding| binding.action == action);
        binding.map_or(Vec::new(), |binding| binding.keys.to_vec())
    }

    /// The action of a key, when it has one.
    pub fn action(&self, key: &KeyEvent) -> Option<Action> {
        self.action_of(&name(key)?)
    }

    /// The action of a key, or of several pressed one after the other.
    pub fn action_of(&self, keys: &str) -> Option<Action> {
        let own = self.own.iter().find(|(_, own)| own.iter().any(|own| own == keys));
        let is_own = |action| self.own.iter().any(|(own, _)| *own == action);
        own.map(|(action, _)| *action).or_else(|| {
            let binding = KEYS.iter().find(|binding| binding.keys.contains(&keys))?;
            (!is_own(binding.action)).then_some(binding.action)
        })
    }

    /// Whether this key alone means nothing yet: `Z` of `ZZ`.
    pub fn begins_more(&self, key: &str) -> bool {
        key.chars().count() == 1
            && self.action_of(key).is_none()
            && KEYS.iter().any(|binding| {
                let keys = self.of(binding.action);
                keys.iter().any(|keys| keys.chars().count() == 2 && keys.starts_with(key))
            })
    }
}

/// A key as readers write it: `ctrl-d`, `pagedown`, `G`.
pub fn name(key: &KeyEvent) -> Option<String> {
    match key.code {
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => {
            Some(format!("ctrl-{}", c.to_ascii_lowercase()))
        }
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::ALT) => Some(format!("alt-{c}")),
        KeyCode::Char(' ') => Some("space".to_owned()),
        KeyCode::Char(c) => Some(c.to_string()),
        code => {
            let named = NAMED.iter().find(|(known, _)| *known == code);
            named.map(|(_, name)| (*name).to_owned())
        }
    }
}

const NAMED: [(KeyCode, &str); 15] = [
    (KeyCode::Enter, "enter"),
    (KeyCode::Esc, "esc"),
    (KeyCode::Tab, "tab"),
    (KeyCode::BackTab, "shift-tab"),
    (KeyCode::Backspace, "backspace"),
    (KeyCode::Delete, "delete"),
    (KeyCode::Insert, "insert"),
    (KeyCode::Up, "up"),
    (KeyCode::Down, "down"),
    (KeyCode::Left, "left"),
    (KeyCode::Right, "right"),
    (KeyCode::Home, "home"),
    (KeyCode::End, "end"),
    (KeyCode::PageUp, "pageup"),
    (KeyCode::PageDown, "pagedown"),
];

/// Why a reader's key is none, if it is none: it is written as [`name`] writes it, or is two
/// characters that are pressed one after the other.
pub fn unreadable(key: &str) -> Option<&'static str> {
    let is_character = |c: char| !c.is_control() && !c.is_whitespace();
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("begins a count");
    }
    if matches!(key, "ctrl-i" | "ctrl-m") {
        return Some("is tab or enter to a terminal");
    }
    let count = key.chars().count();
    let is_plain = (1..=2).contains(&count) && key.chars().all(is_character);
    let is_control = key.strip_prefix("ctrl-").is_some_and(|rest| {
        rest.len() == 1 && rest.bytes().all(|letter| letter.is_ascii_lowercase())
    });
    let is_alt = key
        .strip_prefix("alt-")
        .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(is_character));
    let is_named = key == "space" || NAMED.iter().any(|(_, name)| *name == key);
    match is_plain || is_control || is_alt || is_named {
        true => None,
        false => Some("is no key: write y, ctrl-y, alt-y, space, enter, pagedown, or two like ZZ"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let mut seen = HashSet::new();
        for key in KEYS.iter().flat_map(|binding| binding.keys) {
            assert!(seen.insert(key), "{key}");
        }
        let names: HashSet<&str> = KEYS.iter().map(|binding| binding.name).collect();
        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn keys_are_read_with_their_modifiers() {
        let key = |code, modifiers| KeyEvent::new(code, modifiers);
        let control = key(KeyCode::Char('D'), KeyModifiers::CONTROL);
        let keys = Keys::default();
        assert_eq!(keys.action(&control), Some(Action::HalfDown));
        let shifted = key(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(keys.action(&shifted), Some(Action::Bottom));
        assert_eq!(keys.action(&key(KeyCode::Char('x'), KeyModifiers::NONE)), None);
    }

    #[test]
    fn a_readers_own_keys_take_the_place_of_an_actions() {
        let mut keys = Keys::default();
        keys.give(Action::Quit, vec!["x".to_owned(), "QQ".to_owned()]);
        assert_eq!(keys.action_of("x"), Some(Action::Quit));
        assert_eq!((keys.action_of("q"), keys.action_of("ZZ")), (None, None));
        assert!(keys.begins_more("Q") && !keys.begins_more("Z"));
        assert_eq!(keys.of(Action::Quit), ["x", "QQ"]);
        assert_eq!(keys.of(Action::CopySnippet), ["y"]);
    }
}
