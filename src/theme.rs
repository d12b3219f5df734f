//! Roles -> looks. `auto` does not know the terminal's background and keeps to colours that can be
//! read on black and on white.

use ratatui::style::{Color, Modifier, Style};

use crate::book::{Alert, Role};

/// The looks of everything that is drawn.
#[derive(Debug, Clone)]
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
    /// Words that match the query.
    pub matched: Style,
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
    palette: Palette,
}

/// Foregrounds; `Reset` is the terminal's own.
#[derive(Debug, Clone, Copy)]
struct Palette {
    text: Color,
    dim: Color,
    red: Color,
    green: Color,
    yellow: Color,
    blue: Color,
    magenta: Color,
    cyan: Color,
    /// Behind the selected row; none means reverse.
    select: Option<Color>,
}

/// Of the 256 colours those of middle lightness.
const AUTO: Palette = Palette {
    text: Color::Reset,
    dim: Color::Indexed(244),
    red: Color::Indexed(167),
    green: Color::Indexed(64),
    yellow: Color::Indexed(130),
    blue: Color::Indexed(32),
    magenta: Color::Indexed(133),
    cyan: Color::Indexed(31),
    select: None,
};

/// Of the first 16, whose shades are the terminal's choice: blue vanishes on black, green, yellow
/// and cyan on white.
const AUTO_16: Palette = Palette {
    text: Color::Reset,
    dim: Color::Reset,
    red: Color::Red,
    green: Color::Reset,
    yellow: Color::Magenta,
    blue: Color::Reset,
    magenta: Color::Magenta,
    cyan: Color::Reset,
    select: None,
};

const DARK: Palette = Palette {
    text: Color::Rgb(0xd8, 0xd8, 0xd8),
    dim: Color::Rgb(0x9a, 0x9a, 0x9a),
    red: Color::Rgb(0xf2, 0x8b, 0x82),
    green: Color::Rgb(0x9c, 0xcf, 0x8a),
    yellow: Color::Rgb(0xe5, 0xc0, 0x7b),
    blue: Color::Rgb(0x8a, 0xb4, 0xf8),
    magenta: Color::Rgb(0xd3, 0x9c, 0xe8),
    cyan: Color::Rgb(0x7f, 0xd0, 0xd8),
    select: Some(Color::Rgb(0x3a, 0x3f, 0x4b)),
};

const LIGHT: Palette = Palette {
    text: Color::Rgb(0x2b, 0x2b, 0x2b),
    dim: Color::Rgb(0x66, 0x66, 0x66),
    red: Color::Rgb(0xb3, 0x26, 0x1e),
    green: Color::Rgb(0x2a, 0x6e, 0x2f),
    yellow: Color::Rgb(0x7a, 0x55, 0x00),
    blue: Color::Rgb(0x1a, 0x57, 0xc2),
    magenta: Color::Rgb(0x8a, 0x2b, 0xa0),
    cyan: Color::Rgb(0x00, 0x67, 0x78),
    select: Some(Color::Rgb(0xd0, 0xdc, 0xf0)),
};

const NONE: Palette = Palette {
    text: Color::Reset,
    dim: Color::Reset,
    red: Color::Reset,
    green: Color::Reset,
    yellow: Color::Reset,
    blue: Color::Reset,
    magenta: Color::Reset,
    cyan: Color::Reset,
    select: None,
};

impl Theme {
    pub const NAMES: &[&str] = &["auto", "dark", "light", "none"];

    /// `has_256` says whether the terminal has more than 16 colours.
    pub fn named(name: &str, has_256: bool) -> Option<Theme> {
        Some(Theme::of(match name {
            "auto" if has_256 => AUTO,
            "auto" => AUTO_16,
            "dark" => DARK,
            "light" => LIGHT,
            "none" => NONE,
            _ => return None,
        }))
    }

    fn of(palette: Palette) -> Theme {
        let plain = |colour: Color| match colour {
            Color::Reset => Style::new(),
            colour => Style::new().fg(colour),
        };
        let text = plain(palette.text);
        // Where the terminal's own colour has to serve, faint tells the two apart.
        let dim = match palette.dim {
            Color::Reset => Style::new().add_modifier(Modifier::DIM),
            colour => Style::new().fg(colour),
        };
        let bold = |style: Style| style.add_modifier(Modifier::BOLD);
        let selected = match palette.select {
            Some(colour) => bold(text).bg(colour),
            None => Style::new().add_modifier(Modifier::REVERSED),
        };
        Theme {
            text,
            title: bold(plain(palette.blue)),
            heading: bold(plain(palette.blue)),
            strong: bold(text),
            emphasis: text.add_modifier(Modifier::ITALIC),
            strike: text.add_modifier(Modifier::CROSSED_OUT),
            link: plain(palette.blue).add_modifier(Modifier::UNDERLINED),
            inline_code: match palette.cyan {
                Color::Reset => bold(text),
                colour => Style::new().fg(colour),
            },
            dim,
            frame: dim,
            frame_focus: bold(plain(palette.green)),
            matched: bold(plain(palette.red)).add_modifier(Modifier::UNDERLINED),
            selected,
            selected_away: bold(text).add_modifier(Modifier::UNDERLINED),
            pane_title: dim,
            pane_title_focus: bold(plain(palette.blue)),
            border: dim,
            footer: dim,
            message: bold(plain(palette.green)),
            error: bold(plain(palette.red)),
            version: bold(plain(palette.magenta)),
            palette,
        }
    }

    pub fn code(&self, role: Role) -> Style {
        let palette = &self.palette;
        let colour = match role {
            Role::Plain | Role::Operator => palette.text,
            Role::Comment => return self.dim,
            Role::Keyword => palette.magenta,
            Role::String => palette.green,
            Role::Number => palette.yellow,
            Role::Type | Role::Variable => palette.cyan,
            Role::Function => palette.blue,
            Role::Meta => return self.dim,
        };
        match colour {
            Color::Reset => Style::new(),
            colour => Style::new().fg(colour),
        }
    }

    pub fn alert(&self, alert: Alert) -> Style {
        let palette = &self.palette;
        let colour = match alert {
            Alert::Note => palette.blue,
            Alert::Tip => palette.green,
            Alert::Important => palette.magenta,
            Alert::Warning => palette.yellow,
            Alert::Caution => palette.red,
        };
        match colour {
            Color::Reset => Style::new().add_modifier(Modifier::BOLD),
            colour => Style::new().fg(colour).add_modifier(Modifier::BOLD),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |(r, g, b)| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn both_palettes_are_legible() {
        for (palette, ground) in [(DARK, (0x1c, 0x1c, 0x1c)), (LIGHT, (0xfa, 0xfa, 0xfa))] {
            let Palette { text, dim, red, green, yellow, blue, magenta, cyan, .. } = palette;
            for colour in [text, dim, red, green, yellow, blue, magenta, cyan] {
                let Color::Rgb(r, g, b) = colour else { panic!("{colour:?} is not truecolor") };
                assert!(contrast((r, g, b), ground) >= 4.5, "{colour:?}");
            }
        }
    }

    /// The colour cube of xterm and what follows it.
    fn rgb(index: u8) -> (u8, u8, u8) {
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match index {
            16..=231 => {
                let n = index - 16;
                (level(n / 36), level(n / 6 % 6), level(n % 6))
            }
            232.. => (8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)),
            0..=15 => panic!("{index} is the terminal's choice"),
        }
    }

    #[test]
    fn auto_is_legible_on_black_and_on_white() {
        let Palette { dim, red, green, yellow, blue, magenta, cyan, .. } = AUTO;
        for colour in [dim, red, green, yellow, blue, magenta, cyan] {
            let Color::Indexed(index) = colour else { panic!("{colour:?} has no fixed shade") };
            for ground in [(0, 0, 0), (0x1c, 0x1c, 0x1c), (0xff, 0xff, 0xff)] {
                assert!(contrast(rgb(index), ground) >= 3.5, "{index} on {ground:?}");
            }
        }
    }

    #[test]
    fn every_name_is_a_theme() {
        assert!(Theme::NAMES.iter().all(|name| Theme::named(name, true).is_some()));
        assert!(Theme::named("solarized", true).is_none());
    }
}
