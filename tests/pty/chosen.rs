//! Marks, versions and values outlast the browser; what `cheat show` prints never changes by them.

use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;

use crate::browser::Browser;
use crate::kept::{folder, kept, open, quit};

fn shown(folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(["show", "recipes/nginx"]).env_clear().env("XDG_STATE_HOME", folder);
    String::from_utf8(command.output().expect("the binary runs").stdout).expect("UTF-8")
}

#[test]
fn marks_are_there_the_next_time() {
    let (folder, _) = folder();
    let mut first = open(folder.path(), &["open", "nginx#rate-limit-by-ip"]);
    first.wait_for("On this page");
    first.send("ma");
    first.wait_for("'a comes back here: Nginx > Rate limit by IP");
    quit(first);
    let mut second = open(folder.path(), &["open", "git"]);
    second.wait_for("Topics > Git");
    second.send("'");
    second.wait_for("a  Nginx > Rate limit by IP");
    second.send("a");
    second.wait_for("Recipes > Nginx > Rate limit by IP");
    second.send("''");
    second.wait_for("Topics > Git");
    quit(second);
}

#[test]
fn versions_are_there_the_next_time_and_show_prints_all() {
    let (folder, file) = folder();
    let before = shown(folder.path());
    let mut first = open(folder.path(), &["open", "nginx#https-site"]);
    first.wait_for("On this page");
    first.send("v");
    first.wait_for("all versions");
    first.send("\x1b[B\r");
    first.wait_for("is left out");
    quit(first);
    let chosen = &kept(&file)["books"]["compendium"]["versions"]["nginx"];
    let version = chosen["version"].as_str().expect("it is kept");
    assert_eq!(chosen["on"].as_str().map(str::len), Some("2026-11-03".len()));
    let said = format!("for nginx {version}, chosen ");
    let mut second = open(folder.path(), &["open", "nginx"]);
    second.wait_for(&said);
    second.send("3y");
    second.wait_for("; for nginx");
    quit(second);
    assert_eq!(shown(folder.path()), before);
}

#[test]
fn the_environment_gives_the_first_choice() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(["open", "nginx"]);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("CHEAT_STATE", "off");
    command.env("CHEAT_FOR", "nginx=1.22.1");
    let mut browser = Browser::start(120, 36, command);
    browser.wait_for("for nginx 1.22.1");
    browser.send("va");
    browser.wait_for("nginx: all versions are shown");
    assert!(!browser.parser.screen().contents().contains("for nginx 1.22.1"));
    quit(browser);
}

#[test]
fn values_are_offered_the_next_time() {
    let (folder, file) = folder();
    let mut first = open(folder.path(), &["open", "nginx#https-site"]);
    first.wait_for("On this page");
    first.send("p192.0.2.77\r\r\r");
    first.wait_for("lines of nginx");
    quit(first);
    let values = &kept(&file)["books"]["compendium"]["values"];
    assert_eq!(values["public_ipv4"][0], "192.0.2.77");
    let mut second = open(folder.path(), &["open", "nginx#https-site"]);
    second.wait_for("On this page");
    second.send("p");
    second.wait_for("up last used");
    assert!(!second.parser.screen().contents().contains("192.0.2.77"), "never put in unasked");
    second.send("\x1b[A");
    second.wait_for("192.0.2.77:443");
    second.send("\x03");
    assert_eq!(second.wait_for_end(), 130);
}
