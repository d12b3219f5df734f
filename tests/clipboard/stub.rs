//! Programs of systems that are not here, stood in for: what they are given, and how.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use libtest_mimic::Trial;

use crate::room::{Room, trial};
use crate::taken::{long, short};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("macOS: pbcopy is given UTF-8, and told so", &["setsid"], pbcopy),
        trial("termux-clipboard-set is given the text", &["setsid"], termux),
        trial("Windows: PowerShell is given it as base64", &["setsid"], powershell),
        trial("Windows: clip.exe is given UTF-16", &["setsid"], clip),
    ]
}

const TAKES: &str =
    r#"cat >taken; printf '%s\n' "$@" >arguments; echo "$LC_ALL-$LC_CTYPE" >locale"#;

fn pbcopy() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        room.stub("pbcopy", TAKES);
        room.copied(&taken, &[("LC_ALL", "C"), ("LC_CTYPE", "C")], "with pbcopy");
        taken.check(&room.read("taken"));
        assert_eq!(room.text("locale"), "-UTF-8\n");
    }
}

fn termux() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        room.stub("termux-clipboard-set", TAKES);
        room.copied(&taken, &[], "with termux-clipboard-set");
        taken.check(&room.read("taken"));
        assert_eq!(room.text("arguments"), "\n");
    }
}

fn powershell() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        room.stub("powershell.exe", TAKES);
        room.stub("clip.exe", "exit 1");
        room.copied(&taken, &[], "with powershell.exe");
        taken.check(&STANDARD.decode(room.read("taken")).expect("base64"));
        let arguments = room.text("arguments");
        let lines: Vec<&str> = arguments.lines().collect();
        assert_eq!(lines[..3], ["-NoProfile", "-NonInteractive", "-Command"]);
        assert!(lines[3].starts_with("Set-Clipboard ") && lines.len() == 4, "{arguments}");
    }
}

/// It takes a byte order mark for text.
fn clip() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        room.stub("clip.exe", TAKES);
        room.copied(&taken, &[], "with clip.exe");
        let units: Vec<u16> = room
            .read("taken")
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        taken.check(String::from_utf16(&units).expect("UTF-16").as_bytes());
    }
}
