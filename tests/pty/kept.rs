//! What outlasts the browser: two runs after each other, beside each other, and killed.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::browser::{Browser, DEADLINE};

pub(crate) fn open(folder: &Path, args: &[&str]) -> Browser {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", folder);
    Browser::start(120, 36, command)
}

pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("cheat").join("state.json");
    (folder, file)
}

pub(crate) fn kept(file: &Path) -> serde_json::Value {
    let text = fs::read(file).expect("it was written");
    serde_json::from_slice(&text).expect("it is whole")
}

pub(crate) fn quit(mut browser: Browser) {
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

#[test]
fn it_opens_where_the_reader_left_it() {
    let (folder, file) = folder();
    let mut first = open(folder.path(), &["open", "nginx#rate-limit-by-ip"]);
    first.wait_for("Rate limit by IP");
    first.send("jjj");
    quit(first);
    let shelf = &kept(&file)["books"]["compendium"];
    assert_eq!(shelf["place"]["page"], "recipes/nginx");
    assert_eq!(shelf["place"]["anchor"], "rate-limit-by-ip");
    assert_eq!(shelf["place"]["below"], 3);
    let mut second = open(folder.path(), &[]);
    second.wait_for("Recipes > Nginx");
    quit(second);
    assert_eq!(&kept(&file)["books"]["compendium"]["place"], &shelf["place"]);
}

#[test]
fn it_is_kept_when_nobody_types_for_a_moment() {
    let (folder, file) = folder();
    let mut browser = open(folder.path(), &["open", "git"]);
    browser.wait_for("Git");
    let deadline = Instant::now() + DEADLINE;
    while !file.exists() {
        assert!(Instant::now() < deadline, "nothing was kept");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(kept(&file)["books"]["compendium"]["place"]["page"], "topics/git");
    quit(browser);
}

#[test]
fn nothing_is_written_where_nothing_is_to_be_kept() {
    let (folder, _) = folder();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", folder.path());
    command.env("HOME", folder.path());
    command.env("CHEAT_STATE", "off");
    let mut browser = Browser::start(120, 36, command);
    browser.wait_for("On this page");
    quit(browser);
    assert_eq!(fs::read_dir(folder.path()).expect("it is ours").count(), 0);
}
