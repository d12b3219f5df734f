//! How many colours a terminal has, from what it says of itself.

use ratatui::style::Color;

use super::colour::{nearest_of_16, nearest_of_256, rgb};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Truecolor,
    Ansi256,
    Ansi16,
}

/// Terminals known by their TERM alone, for where COLORTERM was lost on the way (ssh, sudo).
const TRUECOLOR: &[&str] = &["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"];
/// Consoles and the terminals of old; all others of today have 256, whatever they call themselves.
const ANSI16: &[&str] = &["linux", "vt", "ansi", "cons", "sun", "dumb", "cygwin", "eterm-color"];

impl Depth {
    /// `variable` gives the environment's.
    pub fn of_terminal(variable: impl Fn(&str) -> Option<String>) -> Depth {
        let term = variable("TERM").unwrap_or_default();
        let is_one_of = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        if is_one_of(ANSI16) || term.ends_with("-16color") || term == "rxvt" {
            return Depth::Ansi16;
        }
        // GNU screen hands COLORTERM on and cannot show what it promises; tmux can. Under its bare
        // name it turns 256 colours into 8: a grey becomes white, on white.
        let is_screen = term.starts_with("screen") && variable("TMUX").is_none();
        if is_screen && !term.ends_with("-256color") {
            return Depth::Ansi16;
        }
        let says_so = matches!(variable("COLORTERM").as_deref(), Some("truecolor" | "24bit"));
        match !is_screen && (says_so || term.ends_with("-direct") || is_one_of(TRUECOLOR)) {
            true => Depth::Truecolor,
            false => Depth::Ansi256,
        }
    }

    /// The nearest colour there is at this depth.
    pub(super) fn nearest(self, colour: Color) -> Color {
        let is_named = !matches!(colour, Color::Rgb(..) | Color::Indexed(16..));
        match (self, rgb(colour)) {
            (Depth::Ansi256, Some(rgb)) if matches!(colour, Color::Rgb(..)) => nearest_of_256(rgb),
            (Depth::Ansi16, Some(rgb)) if !is_named => nearest_of_16(rgb),
            _ => colour,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(environment: &[(&str, &str)], expected: Depth) {
        let variable = |name: &str| {
            let found = environment.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(Depth::of_terminal(variable), expected);
    }

    #[test]
    fn the_depth_is_what_the_environment_says() {
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::Truecolor);
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "24bit")], Depth::Truecolor);
        check(&[("TERM", "xterm-256color")], Depth::Ansi256);
        check(&[("TERM", "xterm")], Depth::Ansi256);
        check(&[("TERM", "xterm-kitty")], Depth::Truecolor);
        check(&[("TERM", "xterm-direct")], Depth::Truecolor);
        check(&[("TERM", "linux"), ("COLORTERM", "truecolor")], Depth::Ansi16);
        check(&[("TERM", "vt100")], Depth::Ansi16);
        check(&[("TERM", "xterm-16color")], Depth::Ansi16);
        check(&[("TERM", "screen-256color"), ("COLORTERM", "truecolor")], Depth::Ansi256);
        check(&[("TERM", "screen.xterm-256color")], Depth::Ansi256);
        check(&[("TERM", "screen")], Depth::Ansi16);
        let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
        check(&[("TERM", "screen-256color"), ("COLORTERM", "truecolor"), tmux], Depth::Truecolor);
        check(&[("TERM", "screen"), tmux], Depth::Ansi256);
        check(&[], Depth::Ansi256);
    }

    #[test]
    fn colours_come_as_near_as_there_are() {
        let blue = Color::Rgb(0x5f, 0x5f, 0xff);
        assert_eq!(Depth::Truecolor.nearest(blue), blue);
        assert_eq!(Depth::Ansi256.nearest(blue), Color::Indexed(63));
        assert_eq!(Depth::Ansi16.nearest(blue), Color::LightBlue);
        assert_eq!(Depth::Ansi16.nearest(Color::Indexed(196)), Color::LightRed);
        assert_eq!(Depth::Ansi16.nearest(Color::Cyan), Color::Cyan);
        assert_eq!(Depth::Ansi16.nearest(Color::Reset), Color::Reset);
    }
}
