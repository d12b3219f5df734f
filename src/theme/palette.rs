//! The colours of the themes we ship. `Reset` is the terminal's own: plain text keeps it, so that it
//! is as legible as anything in that terminal, and so does the background, except behind what is
//! selected or matches.

use ratatui::style::{Color, Modifier};

use super::{Depth, Scheme};

/// Foregrounds, and pairs of foreground and background.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub dim: Color,
    pub comment: Color,
    pub red: Color,
    pub green: Color,
    pub yellow: Color,
    pub blue: Color,
    pub magenta: Color,
    pub cyan: Color,
    /// None means reverse.
    pub selected: Option<Pair>,
    /// In a pane without the focus; none means bold and underlined.
    pub selected_away: Option<Pair>,
    /// None means red, bold and underlined.
    pub matched: Option<Pair>,
    /// None means reverse.
    pub matched_focus: Option<Pair>,
    /// What tells `dim` apart where it is the terminal's own colour.
    pub faint: Modifier,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub text: Color,
    pub ground: Color,
}

const fn pair(text: Color, ground: Color) -> Option<Pair> {
    Some(Pair { text, ground })
}

const fn hex(colour: u32) -> Color {
    Color::Rgb((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

impl Palette {
    pub(super) fn of(scheme: Scheme, depth: Depth) -> Palette {
        match (scheme, depth) {
            (Scheme::Dark, Depth::Ansi16) => DARK_16,
            (Scheme::Light, Depth::Ansi16) => LIGHT_16,
            (Scheme::Either, Depth::Ansi16) => EITHER_16,
            (Scheme::Dark, depth) => DARK.at(depth),
            (Scheme::Light, depth) => LIGHT.at(depth),
            (Scheme::Either, _) => EITHER,
            (Scheme::Plain, _) => PLAIN,
        }
    }

    fn at(self, depth: Depth) -> Palette {
        let near = |colour| depth.nearest(colour);
        let both = |pair: Option<Pair>| {
            pair.map(|pair| Pair { text: near(pair.text), ground: near(pair.ground) })
        };
        Palette {
            dim: near(self.dim),
            comment: near(self.comment),
            red: near(self.red),
            green: near(self.green),
            yellow: near(self.yellow),
            blue: near(self.blue),
            magenta: near(self.magenta),
            cyan: near(self.cyan),
            selected: both(self.selected),
            selected_away: both(self.selected_away),
            matched: both(self.matched),
            matched_focus: both(self.matched_focus),
            faint: self.faint,
        }
    }
}

/// For grounds from black to that of the usual dark themes.
const DARK: Palette = Palette {
    dim: hex(0xa0a0a0),
    comment: hex(0x96a3b0),
    red: hex(0xf2938a),
    green: hex(0x9ccf8a),
    yellow: hex(0xe5c07b),
    blue: hex(0x8ab4f8),
    magenta: hex(0xd7a3ea),
    cyan: hex(0x7fd0d8),
    selected: pair(hex(0xffffff), hex(0x3b4a63)),
    selected_away: pair(hex(0xe4e4e4), hex(0x303030)),
    matched: pair(hex(0x121212), hex(0xd7af5f)),
    matched_focus: pair(hex(0x000000), hex(0xff875f)),
    faint: Modifier::empty(),
};

/// For grounds from white to that of the usual light themes.
const LIGHT: Palette = Palette {
    dim: hex(0x5c5c5c),
    comment: hex(0x52606d),
    red: hex(0xaf1d1d),
    green: hex(0x23632a),
    yellow: hex(0x704d00),
    blue: hex(0x1750b5),
    magenta: hex(0x87259d),
    cyan: hex(0x005f6f),
    selected: pair(hex(0x000000), hex(0xbcd3f5)),
    selected_away: pair(hex(0x1c1c1c), hex(0xdadada)),
    matched: pair(hex(0x000000), hex(0xffd75f)),
    matched_focus: pair(hex(0x000000), hex(0xff9f6b)),
    faint: Modifier::empty(),
};

/// Of the 256 those of middle lightness, for where the ground is not known.
const EITHER: Palette = Palette {
    dim: Color::Indexed(244),
    comment: Color::Indexed(244),
    red: Color::Indexed(167),
    green: Color::Indexed(64),
    yellow: Color::Indexed(130),
    blue: Color::Indexed(32),
    magenta: Color::Indexed(133),
    cyan: Color::Indexed(31),
    selected: None,
    selected_away: None,
    matched: None,
    matched_focus: None,
    faint: Modifier::empty(),
};

/// The first 16 are the terminal's choice; on consoles the bright ones are those that show, blue
/// least.
const DARK_16: Palette = Palette {
    dim: Color::Gray,
    comment: Color::Cyan,
    red: Color::LightRed,
    green: Color::LightGreen,
    yellow: Color::LightYellow,
    blue: Color::LightCyan,
    magenta: Color::LightMagenta,
    cyan: Color::Reset,
    selected: None,
    selected_away: None,
    matched: pair(Color::Black, Color::Yellow),
    matched_focus: pair(Color::Black, Color::LightCyan),
    faint: Modifier::empty(),
};

/// Green, yellow and cyan vanish on white.
const LIGHT_16: Palette = Palette {
    dim: Color::Reset,
    comment: Color::Blue,
    red: Color::Red,
    green: Color::Red,
    yellow: Color::Magenta,
    blue: Color::Blue,
    magenta: Color::Magenta,
    cyan: Color::Blue,
    selected: None,
    selected_away: None,
    matched: pair(Color::Black, Color::Yellow),
    matched_focus: pair(Color::Black, Color::LightCyan),
    faint: Modifier::empty(),
};

/// Blue vanishes on black as well.
const EITHER_16: Palette = Palette {
    dim: Color::Reset,
    comment: Color::Reset,
    red: Color::Red,
    green: Color::Reset,
    yellow: Color::Magenta,
    blue: Color::Reset,
    magenta: Color::Magenta,
    cyan: Color::Reset,
    selected: None,
    selected_away: None,
    matched: None,
    matched_focus: None,
    faint: Modifier::DIM,
};

const PLAIN: Palette = Palette {
    dim: Color::Reset,
    comment: Color::Reset,
    red: Color::Reset,
    green: Color::Reset,
    yellow: Color::Reset,
    blue: Color::Reset,
    magenta: Color::Reset,
    cyan: Color::Reset,
    selected: None,
    selected_away: None,
    matched: None,
    matched_focus: None,
    faint: Modifier::empty(),
};
