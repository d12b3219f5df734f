//! Killed at any moment while it writes what it keeps: the next browser starts with what was kept
//! last, or with what was kept before that.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser::{Browser, DEADLINE};
use crate::kept::{folder, kept, open, quit};

/// So many in `cargo test`; `CHEAT_KILLS=200` asks for more.
const KILLS: usize = 20;
/// Marks are set in this order, and each is kept before it is said to be set.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// What ends each frame.
const END: &[u8] = b"\x1b[?2026l";

#[test]
fn what_is_kept_outlives_every_kill() {
    let kills = env::var("CHEAT_KILLS").ok().and_then(|value| value.parse().ok());
    let kills: usize = kills.unwrap_or(KILLS);
    let (folder, file) = folder();
    let mut dice = 0x5eed_u64;
    let mut seen = Vec::new();
    let (mut between, mut leftovers) = (0, 0);
    for kill in 0..kills {
        let mut browser = open(folder.path(), &["open", "nginx"]);
        browser.wait_for("On this page");
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        // A place of their own, so that old marks are told from new ones.
        let marks: String = LETTERS.chars().map(|letter| format!("m{letter}")).collect();
        browser.send(&format!("{}j{marks}", kill + 1));
        let end = Instant::now() + Duration::from_micros(dice % 80_000);
        thread::sleep(end.saturating_duration_since(Instant::now()));
        browser.child.kill().expect("it runs");
        browser.child.wait().expect("it has ended");
        let said = said(&mut browser);
        let set = if file.exists() { new_marks(&file, &mut seen) } else { 0 };
        assert!(set == said || set == said + 1, "kill {kill}: {said} were said, {set} are kept");
        between += usize::from(set < LETTERS.len());
        leftovers += usize::from(folder.path().join("cheat/state.json.new").exists());
    }
    println!("{between} of {kills} kills came while marks were set, {leftovers} inside a write");
    assert!(between > kills / 4, "the kills come too late");
    let mut browser = open(folder.path(), &[]);
    browser.wait_for("On this page");
    browser.send("'");
    browser.wait_for("Marks");
    browser.send("\u{1b}");
    browser.wait_for("/ search");
    // What a kill left behind is written over by the next that writes.
    browser.send("jma");
    browser.wait_for("comes back here");
    quit(browser);
    let entries = fs::read_dir(folder.path().join("cheat")).expect("it is ours");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("it is ours"))).collect();
    names.sort();
    assert_eq!(names, ["state.json", "state.lock"]);
}

/// How many marks it said to have set: each is kept before it is said.
fn said(browser: &mut Browser) -> usize {
    let deadline = Instant::now() + DEADLINE;
    let mut said = 0;
    let mut rest = Vec::new();
    loop {
        match browser.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => rest.extend(bytes),
            Err(RecvTimeoutError::Disconnected) => return said,
            Err(RecvTimeoutError::Timeout) => panic!("the terminal stays open"),
        }
        while let Some(at) = rest.windows(END.len()).position(|bytes| bytes == END) {
            let frame: Vec<u8> = rest.drain(..at + END.len()).collect();
            browser.parser.process(&frame);
            let contents = browser.parser.screen().contents();
            let letter = contents.split_once(" comes back here").and_then(|(before, _)| {
                before.chars().next_back().and_then(|letter| LETTERS.find(letter))
            });
            said = said.max(letter.map_or(0, |index| index + 1));
        }
    }
}

/// How many marks were set by the last browser: the first letters, without a gap. All of them are at
/// one place, which no browser before it marked.
fn new_marks(file: &Path, seen: &mut Vec<Value>) -> usize {
    let value = kept(file);
    let marks = &value["books"]["compendium"]["marks"];
    let place = marks["a"].clone();
    if place.is_null() || seen.contains(&place) {
        return 0;
    }
    let is_new = |letter: &char| marks[letter.to_string()] == place;
    let count = LETTERS.chars().take_while(is_new).count();
    assert_eq!(LETTERS.chars().filter(is_new).count(), count, "{marks}");
    seen.push(place);
    count
}
