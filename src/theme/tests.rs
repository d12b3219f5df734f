//! Every role of every theme that has fixed colours can be read: contrast as WCAG 2.2 computes it.

use std::collections::HashSet;

use super::colour::{Rgb, luminance, rgb};
use super::*;

/// Grounds from black to those of the usual dark themes (VS Code, Gruvbox, One Dark, Solarized).
const DARK: [Rgb; 6] = [
    (0x00, 0x00, 0x00),
    (0x12, 0x12, 0x12),
    (0x1e, 0x1e, 0x1e),
    (0x28, 0x28, 0x28),
    (0x28, 0x2c, 0x34),
    (0x00, 0x2b, 0x36),
];
/// From white to those of the usual light ones (GitHub, Solarized, Gruvbox, Catppuccin).
const LIGHT: [Rgb; 5] = [
    (0xff, 0xff, 0xff),
    (0xfa, 0xfa, 0xfa),
    (0xfd, 0xf6, 0xe3),
    (0xfb, 0xf1, 0xc7),
    (0xef, 0xf1, 0xf5),
];

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The lowest contrast of a theme, and the role that has it. Text in the terminal's own colours
/// on its own ground is the terminal's affair; half of it would be ours.
fn lowest(scheme: Scheme, depth: Depth, grounds: &[Rgb]) -> (f64, &'static str) {
    let mut theme = Theme::of(scheme, depth);
    let mut lowest = (f64::INFINITY, "");
    for (name, role) in ROLES {
        let style = *role(&mut theme);
        let text = style.fg.and_then(rgb);
        match (text, style.bg.and_then(rgb)) {
            (Some(text), Some(ground)) => keep(&mut lowest, contrast(text, ground), name),
            (Some(text), None) => {
                grounds.iter().for_each(|ground| keep(&mut lowest, contrast(text, *ground), name));
            }
            (None, None) => {}
            (None, Some(_)) => panic!("{name} paints a ground behind an unknown colour"),
        }
    }
    lowest
}

fn keep(lowest: &mut (f64, &'static str), contrast: f64, name: &'static str) {
    if contrast < lowest.0 {
        *lowest = (contrast, name);
    }
}

#[test]
fn every_role_is_legible() {
    for depth in [Depth::Truecolor, Depth::Ansi256] {
        for (scheme, grounds) in [(Scheme::Dark, &DARK[..]), (Scheme::Light, &LIGHT[..])] {
            let (contrast, role) = lowest(scheme, depth, grounds);
            println!("{scheme:?} {depth:?}: lowest {contrast:.2} ({role})");
            assert!(contrast >= 4.5, "{scheme:?} {depth:?} {role}: {contrast:.2}");
        }
    }
    // Those of the first 16 are the terminal's choice: here as xterm has them.
    for (scheme, ground) in [(Scheme::Dark, DARK[0]), (Scheme::Light, LIGHT[0])] {
        let (contrast, role) = lowest(scheme, Depth::Ansi16, &[ground]);
        println!("{scheme:?} Ansi16: lowest {contrast:.2} ({role})");
        assert!(contrast >= 4.5, "{scheme:?} 16 colours, {role}: {contrast:.2}");
    }
}

#[test]
fn without_a_known_ground_colours_can_be_read_on_black_and_on_white() {
    let grounds = [(0, 0, 0), (0x1c, 0x1c, 0x1c), (0xff, 0xff, 0xff)];
    let (contrast, role) = lowest(Scheme::Either, Depth::Ansi256, &grounds);
    println!("Either: lowest {contrast:.2} ({role})");
    assert!(contrast >= 3.5, "{role}: {contrast:.2}");
}

#[test]
fn a_depth_has_no_colours_it_cannot_show() {
    for scheme in [Scheme::Dark, Scheme::Light, Scheme::Either] {
        for (depth, most) in [(Depth::Ansi256, 255), (Depth::Ansi16, 15)] {
            let mut theme = Theme::of(scheme, depth);
            for (name, role) in ROLES {
                let style = *role(&mut theme);
                for colour in [style.fg, style.bg].into_iter().flatten() {
                    let is_shown = match colour {
                        Color::Rgb(..) => false,
                        Color::Indexed(index) => index <= most,
                        _ => true,
                    };
                    assert!(is_shown, "{scheme:?} {depth:?} {name}: {colour:?}");
                }
            }
        }
    }
}

#[test]
fn without_colours_there_are_bold_underline_and_reverse_only() {
    let mut theme = Theme::of(Scheme::Plain, Depth::Truecolor);
    let allowed = Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED;
    for (name, role) in ROLES {
        let style = *role(&mut theme);
        assert_eq!((style.fg, style.bg), (None, None), "{name}");
        assert!(allowed.contains(style.add_modifier), "{name}");
    }
    let distinct = [theme.selected, theme.matched, theme.text, theme.strong];
    assert_eq!(distinct.iter().collect::<HashSet<_>>().len(), distinct.len());
}

#[test]
fn every_name_is_a_theme_and_every_role_is_named_once() {
    assert!(Theme::NAMES.iter().all(|name| Theme::named(name, Depth::Ansi256).is_some()));
    assert!(Theme::named("solarized", Depth::Ansi256).is_none());
    let names: HashSet<&str> = ROLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), ROLES.len());
}
