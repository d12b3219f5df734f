//! What shells are given: the lines of the key that picks, and of the completions. The lines stand
//! in `assets`, one file for each shell; here their names and keys are filled in.

use std::str::FromStr;

use anyhow::bail;
use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Nushell,
    #[value(alias = "pwsh")]
    Powershell,
    Elvish,
}

/// A key that shells can bind: with a letter, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Control(char),
    Alt(char),
}

/// Control with these is another key, or the terminal's own.
const TAKEN: [(char, &str); 5] = [
    ('c', "interrupts programs"),
    ('i', "is Tab"),
    ('j', "is Enter"),
    ('m', "is Enter"),
    ('z', "suspends programs"),
];

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Key, String> {
        let lower = text.to_ascii_lowercase();
        let wrong = || format!("'{text}' is no key such as ctrl-g or alt-g");
        let (modifier, letter) = lower.split_once('-').ok_or_else(wrong)?;
        let mut letters = letter.chars();
        let (Some(letter @ 'a'..='z'), None) = (letters.next(), letters.next()) else {
            return Err(wrong());
        };
        let taken = TAKEN.iter().find(|(taken, _)| *taken == letter);
        match (modifier, taken) {
            ("ctrl", Some((_, why))) => Err(format!("ctrl-{letter} {why}")),
            ("ctrl", None) => Ok(Key::Control(letter)),
            ("alt", _) => Ok(Key::Alt(letter)),
            _ => Err(wrong()),
        }
    }
}

impl Key {
    fn written_for(self, shell: Shell) -> String {
        let (modifier, letter) = match self {
            Key::Control(letter) => ("ctrl", letter),
            Key::Alt(letter) => ("alt", letter),
        };
        let is_control = modifier == "ctrl";
        match shell {
            Shell::Bash if is_control => format!(r"\C-{letter}"),
            Shell::Bash => format!(r"\e{letter}"),
            Shell::Zsh if is_control => format!("^{}", letter.to_ascii_uppercase()),
            Shell::Zsh => format!("^[{letter}"),
            Shell::Fish if is_control => format!(r"\c{letter}"),
            Shell::Fish => format!(r"\e{letter}"),
            Shell::Nushell if is_control => format!("modifier: control keycode: char_{letter}"),
            Shell::Nushell => format!("modifier: alt keycode: char_{letter}"),
            Shell::Powershell => format!("{modifier}+{letter}"),
            Shell::Elvish if is_control => format!("Ctrl-{}", letter.to_ascii_uppercase()),
            Shell::Elvish => format!("Alt-{letter}"),
        }
    }
}

/// The lines that bind a key to `PROGRAM pick`.
///
/// # Errors
/// When the program's name cannot be written in a script.
pub(super) fn widget(shell: Shell, key: Key, program: &str) -> anyhow::Result<String> {
    let lines = match shell {
        Shell::Bash => include_str!("../../assets/widgets/bash"),
        Shell::Zsh => include_str!("../../assets/widgets/zsh"),
        Shell::Fish => include_str!("../../assets/widgets/fish"),
        Shell::Nushell => include_str!("../../assets/widgets/nushell"),
        Shell::Powershell => include_str!("../../assets/widgets/powershell"),
        Shell::Elvish => include_str!("../../assets/widgets/elvish"),
    };
    Ok(named(lines, program)?.replace("@KEY@", &key.written_for(shell)))
}

/// The lines that complete the program's words by asking the program.
///
/// # Errors
/// When the program's name cannot be written in a script.
pub(super) fn completions(shell: Shell, program: &str) -> anyhow::Result<String> {
    let lines = match shell {
        Shell::Bash => include_str!("../../assets/completions/bash"),
        Shell::Zsh => include_str!("../../assets/completions/zsh"),
        Shell::Fish => include_str!("../../assets/completions/fish"),
        Shell::Nushell => include_str!("../../assets/completions/nushell"),
        Shell::Powershell => include_str!("../../assets/completions/powershell"),
        Shell::Elvish => include_str!("../../assets/completions/elvish"),
    };
    named(lines, program)
}

/// The lines with the program's name in. Names that a shell reads otherwise are refused, so that
/// nothing has to be quoted six ways.
fn named(lines: &str, program: &str) -> anyhow::Result<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !program.starts_with(|c: char| c.is_ascii_alphabetic()) || !program.chars().all(is_plain) {
        bail!("could not write lines for a shell: the program is called '{program}'");
    }
    let identifier = program.replace(['.', '-'], "_");
    Ok(lines.replace("@PROGRAM@", program).replace("@IDENTIFIER@", &identifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_any_case() {
        assert_eq!("Ctrl-G".parse(), Ok(Key::Control('g')));
        assert_eq!("alt-m".parse(), Ok(Key::Alt('m')));
        for wrong in ["g", "ctrl-", "ctrl-gg", "ctrl-1", "shift-a", "ctrl-i", "ctrl-c", "", "-g"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_left_open_in_the_lines() {
        for shell in Shell::value_variants() {
            let widget = widget(*shell, Key::Alt('x'), "tips").unwrap();
            let completions = completions(*shell, "tips").unwrap();
            for lines in [widget, completions] {
                assert!(lines.contains("tips") && !lines.contains("cheat"), "{lines}");
                assert!(!lines.contains("@PROGRAM@") && !lines.contains("@KEY@"), "{lines}");
                assert!(!lines.contains("@IDENTIFIER@"), "{lines}");
            }
        }
    }

    #[test]
    fn a_name_that_a_shell_would_read_is_refused() {
        for name in ["$(x)", "a b", "-x", "", "a'b"] {
            assert!(named("@PROGRAM@", name).is_err(), "{name}");
        }
    }
}
