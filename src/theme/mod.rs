//! Roles -> looks. A theme is made for a ground and a number of colours; a reader's own names the
//! roles it changes. Which one is worn, and when it changes, is [`Looks`].

mod colour;
mod depth;
mod ground;
mod looks;
mod own;
mod palette;
#[cfg(test)]
mod tests;

use ratatui::style::{Color, Modifier, Style};

use crate::book::{Alert, Role};
pub use depth::Depth;
pub use ground::Ground;
pub use looks::{Known, Looks, Wanted};
pub use own::own;
use palette::{Pair, Palette};

/// The looks of everything that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub text: Style,
    pub title: Style,
    pub heading: Style,
    pub strong: Style,
    pub emphasis: Style,
    pub strike: Style,
    pub link: Style,
    pub inline_code: Style,
    pub dim: Style,
    pub frame: Style,
    /// The frame of the snippet in focus.
    pub frame_focus: Style,
    /// Words that match the query, and those stepped to.
    pub matched: Style,
    pub matched_focus: Style,
    /// The row under the cursor, in a pane with the focus and without.
    pub selected: Style,
    pub selected_away: Style,
    pub pane_title: Style,
    pub pane_title_focus: Style,
    pub border: Style,
    pub footer: Style,
    pub message: Style,
    pub error: Style,
    /// The label and bar of a version block.
    pub version: Style,
    pub keyword: Style,
    pub string: Style,
    pub number: Style,
    pub types: Style,
    pub function: Style,
    pub variable: Style,
    pub comment: Style,
    /// Prompts, and what belongs to no language.
    pub meta: Style,
    pub note: Style,
    pub tip: Style,
    pub important: Style,
    pub warning: Style,
    pub caution: Style,
}

/// A role by the name that theme files use.
pub type NamedRole = (&'static str, fn(&mut Theme) -> &mut Style);

pub const ROLES: &[NamedRole] = &[
    ("text", |theme| &mut theme.text),
    ("title", |theme| &mut theme.title),
    ("heading", |theme| &mut theme.heading),
    ("strong", |theme| &mut theme.strong),
    ("emphasis", |theme| &mut theme.emphasis),
    ("strike", |theme| &mut theme.strike),
    ("link", |theme| &mut theme.link),
    ("inline-code", |theme| &mut theme.inline_code),
    ("dim", |theme| &mut theme.dim),
    ("frame", |theme| &mut theme.frame),
    ("frame-focus", |theme| &mut theme.frame_focus),
    ("matched", |theme| &mut theme.matched),
    ("matched-focus", |theme| &mut theme.matched_focus),
    ("selected", |theme| &mut theme.selected),
    ("selected-away", |theme| &mut theme.selected_away),
    ("pane-title", |theme| &mut theme.pane_title),
    ("pane-title-focus", |theme| &mut theme.pane_title_focus),
    ("border", |theme| &mut theme.border),
    ("footer", |theme| &mut theme.footer),
    ("message", |theme| &mut theme.message),
    ("error", |theme| &mut theme.error),
    ("version", |theme| &mut theme.version),
    ("keyword", |theme| &mut theme.keyword),
    ("string", |theme| &mut theme.string),
    ("number", |theme| &mut theme.number),
    ("type", |theme| &mut theme.types),
    ("function", |theme| &mut theme.function),
    ("variable", |theme| &mut theme.variable),
    ("comment", |theme| &mut theme.comment),
    ("meta", |theme| &mut theme.meta),
    ("note", |theme| &mut theme.note),
    ("tip", |theme| &mut theme.tip),
    ("important", |theme| &mut theme.important),
    ("warning", |theme| &mut theme.warning),
    ("caution", |theme| &mut theme.caution),
];

/// The themes we ship, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Dark,
    Light,
    /// The ground is not known: colours that can be read on black and on white.
    Either,
    /// No colours: bold, underline and reverse only.
    Plain,
}

impl From<Ground> for Scheme {
    fn from(ground: Ground) -> Scheme {
        match ground {
            Ground::Dark => Scheme::Dark,
            Ground::Light => Scheme::Light,
        }
    }
}

impl Theme {
    /// `auto` is for a ground that is not known.
    pub const NAMES: &[&str] = &["auto", "dark", "light", "none"];

    pub fn named(name: &str, depth: Depth) -> Option<Theme> {
        let scheme = match name {
            "auto" => Scheme::Either,
            "dark" => Scheme::Dark,
            "light" => Scheme::Light,
            "none" => Scheme::Plain,
            _ => return None,
        };
        Some(Theme::of(scheme, depth))
    }

    pub fn of(scheme: Scheme, depth: Depth) -> Theme {
        let palette = Palette::of(scheme, depth);
        match scheme {
            Scheme::Plain => without_colours(Theme::made_of(&palette)),
            _ => Theme::made_of(&palette),
        }
    }

    fn made_of(palette: &Palette) -> Theme {
        let text = Style::new();
        let dim = in_colour(palette.dim).add_modifier(palette.faint);
        let link = in_colour(palette.blue).add_modifier(Modifier::UNDERLINED);
        let (blue, green, magenta) = (palette.blue, palette.green, palette.magenta);
        Theme {
            text,
            title: bold(in_colour(blue)),
            heading: bold(in_colour(blue)),
            strong: bold(text),
            emphasis: text.add_modifier(Modifier::ITALIC),
            strike: text.add_modifier(Modifier::CROSSED_OUT),
            link,
            inline_code: match palette.cyan {
                Color::Reset => bold(text),
                colour => in_colour(colour),
            },
            dim,
            frame: dim,
            frame_focus: bold(in_colour(green)),
            matched: paired(palette.matched)
                .unwrap_or_else(|| bold(in_colour(palette.red)).add_modifier(Modifier::UNDERLINED)),
            matched_focus: paired(palette.matched_focus).unwrap_or_else(reversed),
            selected: paired(palette.selected).unwrap_or_else(reversed),
            selected_away: paired(palette.selected_away)
                .unwrap_or_else(|| bold(text).add_modifier(Modifier::UNDERLINED)),
            pane_title: dim,
            pane_title_focus: bold(in_colour(blue)),
            border: dim,
            footer: dim,
            message: bold(in_colour(green)),
            error: bold(in_colour(palette.red)),
            version: bold(in_colour(magenta)),
            keyword: in_colour(magenta),
            string: in_colour(green),
            number: in_colour(palette.yellow),
            types: in_colour(palette.cyan),
            function: in_colour(blue),
            variable: in_colour(palette.cyan),
            comment: in_colour(palette.comment).add_modifier(palette.faint),
            meta: dim,
            note: bold(in_colour(blue)),
            tip: bold(in_colour(green)),
            important: bold(in_colour(magenta)),
            warning: bold(in_colour(palette.yellow)),
            caution: bold(in_colour(palette.red)),
        }
    }

    pub fn code(&self, role: Role) -> Style {
        match role {
            Role::Plain | Role::Operator => self.text,
            Role::Comment => self.comment,
            Role::Keyword => self.keyword,
            Role::String => self.string,
            Role::Number => self.number,
            Role::Type => self.types,
            Role::Variable => self.variable,
            Role::Function => self.function,
            Role::Meta => self.meta,
        }
    }

    pub fn alert(&self, alert: Alert) -> Style {
        match alert {
            Alert::Note => self.note,
            Alert::Tip => self.tip,
            Alert::Important => self.important,
            Alert::Warning => self.warning,
            Alert::Caution => self.caution,
        }
    }
}

fn in_colour(colour: Color) -> Style {
    match colour {
        Color::Reset => Style::new(),
        colour => Style::new().fg(colour),
    }
}

fn bold(style: Style) -> Style {
    style.add_modifier(Modifier::BOLD)
}

fn reversed() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

fn paired(pair: Option<Pair>) -> Option<Style> {
    pair.map(|pair| bold(Style::new().fg(pair.text).bg(pair.ground)))
}

/// Keeps to bold, underline and reverse: what is not among them is left out or comes near.
fn without_colours(mut theme: Theme) -> Theme {
    theme.emphasis = Style::new().add_modifier(Modifier::UNDERLINED);
    theme.strike = Style::new();
    // A comment stands apart from code by its sign.
    theme.keyword = bold(Style::new());
    theme
}
