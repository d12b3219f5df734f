//! Colours as letters: a theme in which each role has a look of its own, and back from the look to
//! the role's letter.

use cheat::book::{Alert, Role};
use cheat::theme::{Depth, Theme};
use ratatui::style::{Color, Style};

/// A role of the theme and its letter.
type Look = (char, fn(&mut Theme) -> &mut Style);

const LOOKS: &[Look] = &[
    ('.', |theme| &mut theme.text),
    ('t', |theme| &mut theme.title),
    ('h', |theme| &mut theme.heading),
    ('s', |theme| &mut theme.strong),
    ('e', |theme| &mut theme.emphasis),
    ('x', |theme| &mut theme.strike),
    ('l', |theme| &mut theme.link),
    ('c', |theme| &mut theme.inline_code),
    ('d', |theme| &mut theme.dim),
    ('f', |theme| &mut theme.frame),
    ('F', |theme| &mut theme.frame_focus),
    ('m', |theme| &mut theme.matched),
    ('M', |theme| &mut theme.matched_focus),
    ('6', |theme| &mut theme.comment),
    ('#', |theme| &mut theme.selected),
    ('=', |theme| &mut theme.selected_away),
    ('p', |theme| &mut theme.pane_title),
    ('P', |theme| &mut theme.pane_title_focus),
    ('|', |theme| &mut theme.border),
    ('_', |theme| &mut theme.footer),
    ('+', |theme| &mut theme.message),
    ('!', |theme| &mut theme.error),
    ('v', |theme| &mut theme.version),
];

const ALERTS: [(char, Alert); 5] = [
    ('N', Alert::Note),
    ('T', Alert::Tip),
    ('I', Alert::Important),
    ('W', Alert::Warning),
    ('C', Alert::Caution),
];

/// Roles that share a colour share a letter.
const ROLES: [(char, Role); 6] = [
    ('0', Role::Plain),
    ('1', Role::Keyword),
    ('2', Role::String),
    ('3', Role::Number),
    ('4', Role::Type),
    ('5', Role::Function),
];

/// A theme without two looks alike.
pub(crate) fn theme() -> Theme {
    let mut theme = Theme::named("dark", Depth::Truecolor).expect("a name");
    for (colour, (_, style)) in (16..).zip(LOOKS) {
        *style(&mut theme) = Style::new().fg(Color::Indexed(colour));
    }
    theme
}

/// The letter of a style; blank for none, `?` for one that no role has.
pub(crate) fn letter(style: Style) -> char {
    let mut theme = theme();
    let looks = LOOKS.iter().map(|(letter, role)| (*letter, *role(&mut theme)));
    let mut known: Vec<(char, Style)> = looks.collect();
    known.extend(ALERTS.map(|(letter, alert)| (letter, theme.alert(alert))));
    known.extend(ROLES.map(|(letter, role)| (letter, theme.code(role))));
    let is_plain = style.fg.is_none_or(|colour| colour == Color::Reset);
    let is_it = |known: &&(char, Style)| {
        (known.1.fg, known.1.add_modifier) == (style.fg, style.add_modifier)
    };
    match known.iter().find(is_it) {
        Some((letter, _)) => *letter,
        None if is_plain && style.add_modifier.is_empty() => ' ',
        None => '?',
    }
}
