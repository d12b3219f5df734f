//! A reader's own theme: a TOML file of roles and looks, over one of ours.
//!
//! ```toml
//! base = "light"
//! heading = "bold #1750b5"
//! comment = "italic 244"
//! selected = "black on bright-cyan"
//! ```

use ratatui::style::{Color, Modifier, Style};
use toml::de::{DeTable, DeValue};

use super::{Depth, Ground, ROLES, Theme};
use crate::config::Problems;

const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The theme a file's text describes, and the ground it is for. What is wrong in it is told, and
/// stays as it is in the theme it is based on.
pub fn own(text: &str, depth: Depth, problems: &mut Problems<'_>) -> (Ground, Theme) {
    let (table, errors) = DeTable::parse_recoverable(text);
    problems.syntax(&errors);
    let table = table.into_inner();
    let mut ground = Ground::Dark;
    if let Some((key, value)) = table.get_key_value("base") {
        match value.get_ref().as_str().and_then(Ground::named) {
            Some(base) => ground = base,
            None => problems.at(key.span(), "base is \"dark\" or \"light\""),
        }
    }
    let mut theme = Theme::of(ground.into(), depth);
    for (key, value) in &table {
        let name = key.get_ref().as_ref();
        if name == "base" {
            continue;
        }
        let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == name) else {
            problems.at(key.span(), &format!("no role is called '{name}'{}", nearest(name)));
            continue;
        };
        match look(value.get_ref()) {
            Ok(look) => *role(&mut theme) = at_depth(look, depth),
            Err(reason) => problems.at(value.span(), &format!("{name}: {reason}")),
        }
    }
    (ground, theme)
}

fn nearest(name: &str) -> String {
    let names = ROLES.iter().map(|(known, _)| *known);
    crate::config::nearest(name, names)
}

/// `bold #8ab4f8 on 236`: colours by name, number or hexadecimal digits, and modifiers.
fn look(value: &DeValue<'_>) -> Result<Style, String> {
    let Some(text) = value.as_str() else {
        return Err(format!("a look is a string, not {}", value.type_str()));
    };
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if word == "on" {
            let ground = words.next().ok_or("'on' needs a colour")?;
            style = style.bg(colour(ground)?);
        } else if style.fg.is_some() {
            return Err(format!("two colours for the text, the second '{word}'"));
        } else {
            style = style.fg(colour(word)?);
        }
    }
    Ok(style)
}

fn colour(word: &str) -> Result<Color, String> {
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == word) {
        return Ok(*colour);
    }
    if let Ok(index) = word.parse() {
        return Ok(Color::Indexed(index));
    }
    let digits = word.strip_prefix('#').filter(|digits| digits.len() == 6);
    let number = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    match number.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(number) => Ok(Color::Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8)),
        None => Err(format!("'{word}' is no colour: a name, 0 to 255, or #rrggbb")),
    }
}

fn at_depth(mut style: Style, depth: Depth) -> Style {
    style.fg = style.fg.map(|colour| depth.nearest(colour));
    style.bg = style.bg.map(|colour| depth.nearest(colour));
    style
}
