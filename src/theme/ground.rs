//! Whether a terminal's background is dark or light: from COLORFGBG, or from its answer to OSC 11.

use super::colour::luminance;

/// What stands behind the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Dark,
    Light,
}

impl Ground {
    /// The name of the theme for it; how it is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Ground::Dark => "dark",
            Ground::Light => "light",
        }
    }

    pub fn named(name: &str) -> Option<Ground> {
        [Ground::Dark, Ground::Light].into_iter().find(|ground| ground.name() == name)
    }

    pub fn other(self) -> Ground {
        match self {
            Ground::Dark => Ground::Light,
            Ground::Light => Ground::Dark,
        }
    }

    /// From COLORFGBG, `15;0` or `0;default;15`: the last is the background, one of 16 colours.
    pub fn of_colorfgbg(value: &str) -> Option<Ground> {
        match value.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Ground::Dark),
            7 | 9..=15 => Some(Ground::Light),
            _ => None,
        }
    }

    /// From a colour as X writes it, which is how terminals answer: `rgb:1e1e/1e1e/1e1e`,
    /// `rgba:` with a fourth part, one to four hexadecimal digits each.
    pub fn of_x_colour(colour: &str) -> Option<Ground> {
        let (kind, parts) = colour.split_once(':')?;
        let parts: Vec<u8> = parts.split('/').map(part).collect::<Option<_>>()?;
        let count = match kind {
            "rgb" => 3,
            "rgba" => 4,
            _ => return None,
        };
        if parts.len() != count {
            return None;
        }
        // Black stands out from what is lighter than this more than white does.
        const MIDDLE: f64 = 0.179;
        match luminance((parts[0], parts[1], parts[2])) > MIDDLE {
            true => Some(Ground::Light),
            false => Some(Ground::Dark),
        }
    }
}

/// One to four hexadecimal digits, scaled to a byte.
fn part(digits: &str) -> Option<u8> {
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = 16u32.pow(digits.len() as u32) - 1;
    Some((value * 255 / most) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_are_told_apart() {
        let of = Ground::of_x_colour;
        assert_eq!(of("rgb:0000/0000/0000"), Some(Ground::Dark));
        assert_eq!(of("rgb:ffff/ffff/ffff"), Some(Ground::Light));
        assert_eq!(of("rgb:00/2b/36"), Some(Ground::Dark), "solarized dark");
        assert_eq!(of("rgb:fdfd/f6f6/e3e3"), Some(Ground::Light), "solarized light");
        assert_eq!(of("rgba:1e1e/1e1e/1e1e/ffff"), Some(Ground::Dark));
        assert_eq!(of("rgb:f/f/f"), Some(Ground::Light));
        for wrong in
            ["", "rgb:", "rgb:1/2", "rgb:1/2/3/4", "rgb:12345/0/0", "rgb:+1/0/0", "hsl:1/1/1"]
        {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn colorfgbg_has_the_background_last() {
        assert_eq!(Ground::of_colorfgbg("15;0"), Some(Ground::Dark));
        assert_eq!(Ground::of_colorfgbg("0;15"), Some(Ground::Light));
        assert_eq!(Ground::of_colorfgbg("0;default;15"), Some(Ground::Light));
        assert_eq!(Ground::of_colorfgbg("12;8"), Some(Ground::Dark));
        assert_eq!(Ground::of_colorfgbg("0;7"), Some(Ground::Light));
        for unknown in ["", "default;default", "0;99"] {
            assert_eq!(Ground::of_colorfgbg(unknown), None, "{unknown}");
        }
    }
}
