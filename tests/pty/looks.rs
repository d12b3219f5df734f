//! Colours: the terminal is asked for its ground and answers late, in pieces, or never; the reader
//! switches; files of the reader's own are wrong.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use cheat::theme::{Depth, Theme};
use portable_pty::CommandBuilder;
use ratatui::style::Color;

use crate::browser::{Browser, Clipboard, DEADLINE};

const QUESTION: &str = "\x1b]11;?\x07";
const LIGHT: &str = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\";

fn open(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Browser {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", folder);
    command.env("XDG_CONFIG_HOME", folder);
    environment.iter().for_each(|(name, value)| command.env(name, value));
    Browser::start(120, 36, command)
}

/// Whether something on the screen has the colour of that theme's titles.
fn wears(name: &str) -> impl Fn(&vt100::Parser<Clipboard>) -> bool + use<> {
    let theme = Theme::named(name, Depth::Ansi256).expect("a name");
    let Some(Color::Indexed(index)) = theme.title.fg else { panic!("no index") };
    move |parser| {
        let screen = parser.screen();
        let (rows, columns) = screen.size();
        let mut cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        cells.any(|(row, column)| {
            let cell = screen.cell(row, column).expect("on the screen");
            cell.fgcolor() == vt100::Color::Idx(index) && cell.has_contents()
        })
    }
}

/// What was sent until the browser has ended by `q`.
fn all_output(mut browser: Browser) -> String {
    let mut bytes = Vec::new();
    let mut is_drawn = false;
    while let Ok(more) = browser.output.recv_timeout(DEADLINE) {
        bytes.extend(more);
        // The next thing after the first frame would be the question.
        if !is_drawn && String::from_utf8_lossy(&bytes).contains("\x1b[?2026l") {
            is_drawn = true;
            browser.send("q");
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn an_answer_late_and_in_single_bytes_changes_the_colours_and_types_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut browser = open(folder.path(), &[], &[]);
    browser.wait_for("On this page");
    browser.wait("dark colours", wears("dark"));
    // The delay that is tested; a shorter one would pass as well.
    thread::sleep(Duration::from_secs(2));
    browser.send("/loc");
    for (index, byte) in LIGHT.chars().enumerate() {
        browser.send(&byte.to_string());
        match index {
            // A lone Esc is the reader's unless more comes soon.
            0 => {}
            12 => browser.send("k"),
            _ => thread::sleep(Duration::from_millis(5)),
        }
    }
    browser.send("_ti");
    browser.wait_for("/lock_ti");
    browser.wait("light colours", wears("light"));
    assert!(!wears("dark")(&browser.parser));
    browser.send("\x1b");
    browser.wait_for("y copy");
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

#[test]
fn the_question_comes_after_the_first_frame_and_only_where_it_helps() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let asked = all_output(open(folder.path(), &[], &[]));
    let (before, _) = asked.split_once(QUESTION).expect("it asks");
    assert!(before.contains("Contents") && before.ends_with("\x1b[?2026l"), "{before:?}");
    for (args, environment) in [
        (&["--theme", "dark"][..], &[][..]),
        (&[], &[("NO_COLOR", "1")]),
        (&[], &[("TERM", "screen-256color")]),
        (&[], &[("TERM", "linux")]),
        (&[], &[("STY", "1.pts-0")]),
    ] {
        let output = all_output(open(folder.path(), args, environment));
        assert!(output.contains("Contents"), "{args:?} {environment:?}");
        assert!(!output.contains("\x1b]"), "{args:?} {environment:?}");
    }
}

#[test]
fn without_colours_there_are_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut browser = open(folder.path(), &["open", "nginx"], &[("NO_COLOR", "1")]);
    browser.wait_for("Nginx");
    browser.send("t");
    browser.wait_for("no colours are wanted here");
    let screen = browser.parser.screen();
    for (row, column) in (0..36).flat_map(|row| (0..120).map(move |column| (row, column))) {
        let cell = screen.cell(row, column).expect("on the screen");
        let colours = (cell.fgcolor(), cell.bgcolor());
        assert_eq!(colours, (vt100::Color::Default, vt100::Color::Default), "{row} {column}");
    }
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

#[test]
fn a_switch_is_told_and_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut browser = open(folder.path(), &[], &[]);
    browser.wait_for("On this page");
    browser.send("t");
    browser.wait_for("light theme");
    browser.wait("light colours", wears("light"));
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
    let mut next = open(folder.path(), &[], &[]);
    next.wait_for("On this page");
    assert!(wears("light")(&next.parser), "from the first frame on");
    // What the terminal says does not change what the reader chose.
    next.send("\x1b]11;rgb:0000/0000/0000\x07");
    next.send("t");
    next.wait_for("dark theme, as the terminal is");
    next.send("q");
    assert_eq!(next.wait_for_end(), 0);
}

#[test]
fn what_is_wrong_in_the_config_stands_in_the_footer() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let own = folder.path().join("cheat");
    fs::create_dir_all(own.join("themes")).expect("it is ours");
    let config = "theme = 'paper'\n[keys]\nquit = ['x']\ncopy = ['y']\n";
    fs::write(own.join("config.toml"), config).expect("it is ours");
    fs::write(own.join("themes/paper.toml"), "base = 'light'\ntitle = 'bold 200'\n")
        .expect("it is ours");
    let mut browser = open(folder.path(), &[], &[]);
    browser.wait_for("config.toml:4: no action is called 'copy'");
    browser.wait("the theme's colour", |parser| {
        let screen = parser.screen();
        let cell = |column| screen.cell(1, column).map(|cell| cell.fgcolor());
        (0..120).any(|column| cell(column) == Some(vt100::Color::Idx(200)))
    });
    browser.send("x");
    assert_eq!(browser.wait_for_end(), 0);
}
