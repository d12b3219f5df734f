//! Colours as numbers: what the palettes of terminals hold, how light a colour is, and which entry
//! of a smaller palette comes nearest.

use ratatui::style::Color;

/// Red, green, blue.
pub(super) type Rgb = (u8, u8, u8);

/// The first 16 as xterm has them; elsewhere they are the terminal's choice.
const NAMED: [(Color, Rgb); 16] = [
    (Color::Black, (0x00, 0x00, 0x00)),
    (Color::Red, (0xcd, 0x00, 0x00)),
    (Color::Green, (0x00, 0xcd, 0x00)),
    (Color::Yellow, (0xcd, 0xcd, 0x00)),
    (Color::Blue, (0x00, 0x00, 0xee)),
    (Color::Magenta, (0xcd, 0x00, 0xcd)),
    (Color::Cyan, (0x00, 0xcd, 0xcd)),
    (Color::Gray, (0xe5, 0xe5, 0xe5)),
    (Color::DarkGray, (0x7f, 0x7f, 0x7f)),
    (Color::LightRed, (0xff, 0x00, 0x00)),
    (Color::LightGreen, (0x00, 0xff, 0x00)),
    (Color::LightYellow, (0xff, 0xff, 0x00)),
    (Color::LightBlue, (0x5c, 0x5c, 0xff)),
    (Color::LightMagenta, (0xff, 0x00, 0xff)),
    (Color::LightCyan, (0x00, 0xff, 0xff)),
    (Color::White, (0xff, 0xff, 0xff)),
];

/// Brightness of the steps of the colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What a colour looks like in xterm; `None` for the terminal's own.
pub(super) fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Reset => None,
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(index @ 0..=15) => Some(NAMED[usize::from(index)].1),
        Color::Indexed(index @ 16..=231) => {
            let step = |n: u8| STEPS[usize::from(n % 6)];
            let n = index - 16;
            Some((step(n / 36), step(n / 6), step(n)))
        }
        Color::Indexed(index) => {
            let grey = 8 + 10 * (index - 232);
            Some((grey, grey, grey))
        }
        named => NAMED.iter().find(|(colour, _)| *colour == named).map(|(_, rgb)| *rgb),
    }
}

/// The nearest of the 240 that terminals agree on: the cube and the greys.
pub(super) fn nearest_of_256(colour: Rgb) -> Color {
    let step = |wanted: u8| {
        let steps = STEPS.iter().enumerate();
        let (index, _) = steps.min_by_key(|(_, step)| step.abs_diff(wanted)).expect("six steps");
        index as u8
    };
    let (r, g, b) = (step(colour.0), step(colour.1), step(colour.2));
    let of_cube = 16 + 36 * r + 6 * g + b;
    let mean = (u16::from(colour.0) + u16::from(colour.1) + u16::from(colour.2)) / 3;
    let of_greys = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    let far = |index: u8| {
        let of_index = rgb(Color::Indexed(index)).expect("not the terminal's own");
        distance(of_index, colour)
    };
    Color::Indexed(if far(of_greys) < far(of_cube) { of_greys } else { of_cube })
}

/// The nearest of the first 16, as xterm has them.
pub(super) fn nearest_of_16(colour: Rgb) -> Color {
    let nearest = NAMED.iter().min_by_key(|(_, rgb)| distance(*rgb, colour));
    nearest.expect("there are 16").0
}

/// Weighted as the eye does: green counts most, blue least.
fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    3 * square(a.0, b.0) + 6 * square(a.1, b.1) + square(a.2, b.2)
}

/// Relative luminance, from 0 for black to 1 for white, as WCAG 2.2 defines it.
pub(super) fn luminance((r, g, b): Rgb) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colour_of_a_palette() {
        assert_eq!(nearest_of_256((0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest_of_256((0x8a, 0x8a, 0x8a)), Color::Indexed(245));
        assert_eq!(nearest_of_256((0x87, 0xaf, 0xff)), Color::Indexed(111));
        assert_eq!(nearest_of_16((0x60, 0x60, 0xf0)), Color::LightBlue);
        assert_eq!(nearest_of_16((0x70, 0x70, 0x70)), Color::DarkGray);
    }

    #[test]
    fn indices_have_the_colours_xterm_gives_them() {
        assert_eq!(rgb(Color::Indexed(16)), Some((0, 0, 0)));
        assert_eq!(rgb(Color::Indexed(208)), Some((255, 135, 0)));
        assert_eq!(rgb(Color::Indexed(255)), Some((238, 238, 238)));
        assert_eq!(rgb(Color::Indexed(9)), rgb(Color::LightRed));
        assert_eq!(rgb(Color::Reset), None);
    }
}
