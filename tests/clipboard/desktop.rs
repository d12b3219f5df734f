//! Desktops without a screen: X11 in Xvfb, Wayland in sway. What is copied is read back after
//! `cheat` has ended.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Stdio};

use libtest_mimic::Trial;

use crate::pty::Pty;
use crate::room::{Room, Server, printed, trial, wait};
use crate::taken::{Taken, long, short};

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        trial("xclip in Xvfb", &["Xvfb", "xclip", "timeout"], xclip),
        trial("xsel in Xvfb", &["Xvfb", "xsel", "xclip", "timeout"], xsel),
        trial(
            "xclip outlives the terminal it was called in",
            &["Xvfb", "xclip", "timeout"],
            outlives,
        ),
        trial("wl-copy in sway", &["sway", "wl-copy", "wl-paste", "setpriv"], wl_copy),
    ];
    if cfg!(target_os = "macos") {
        trials.push(trial("pbcopy and pbpaste", &["pbcopy", "pbpaste"], pbcopy));
    }
    trials
}

/// An X server, and its display. Left to itself it begins anew whenever its last client goes, and
/// whoever connects at that moment is thrown out.
pub(crate) fn xvfb() -> (Server, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", "1024x768x24"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb runs");
    let mut number = String::new();
    let mut stdout = server.stdout.take().expect("it is piped");
    let mut byte = [0];
    while stdout.read(&mut byte).expect("it says its display") == 1 && byte[0] != b'\n' {
        number.push(char::from(byte[0]));
    }
    (Server(server), format!(":{number}"))
}

/// What stands on the clipboard, as far as its owner answers.
pub(crate) fn pasted(display: &str) -> Option<Vec<u8>> {
    let mut xclip = Command::new("timeout");
    xclip.args(["2", "xclip", "-o", "-selection", "clipboard", "-target", "UTF8_STRING"]);
    let output = xclip.env("DISPLAY", display).output().expect("xclip runs");
    output.status.success().then_some(output.stdout)
}

fn check_x11(program: &str) {
    let (_server, display) = xvfb();
    let room = Room::with(&[program]);
    for taken in [short(), long()] {
        room.copied(&taken, &[("DISPLAY", &display)], &format!("with {program}"));
        // It may have ended before what it left behind has the clipboard.
        let is_there = || (pasted(&display)? == taken.text.as_bytes()).then_some(());
        wait("whole text on the clipboard", is_there);
    }
}

fn xclip() {
    check_x11("xclip");
}

fn xsel() {
    check_x11("xsel");
}

/// The terminal is closed while the browser is open: that ends what runs in its foreground.
fn outlives() {
    let (_server, display) = xvfb();
    let room = Room::with(&["xclip"]);
    let mut command = Pty::command(&room, "cheat");
    command.args(["open", "git#keep-detached"]);
    command.env("DISPLAY", &display);
    let mut pty = Pty::start(command);
    pty.wait_for("git switch");
    pty.send("y");
    pty.wait_for("copied 1 line of bash with xclip");
    let is_there = || (pasted(&display)? == b"git switch -c feature").then_some(());
    wait("text on the clipboard", is_there);
    pty.hang_up();
    assert_eq!(is_there(), Some(()));
}

fn wl_copy() {
    let room = Room::with(&["wl-copy", "wl-paste", "cat"]);
    let runtime = room.path("runtime");
    fs::create_dir(&runtime).expect("a folder");
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).expect("it is ours");
    let mut sway = Command::new("sway");
    if fs::metadata(&runtime).expect("it is there").uid() == 0 {
        // sway refuses to be root's.
        std::os::unix::fs::chown(&runtime, Some(65534), None).expect("it is nobody's");
        fs::set_permissions(room.folder(), fs::Permissions::from_mode(0o755)).expect("it is ours");
        sway = Command::new("setpriv");
        sway.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "sway"]);
    }
    sway.args(["-c", "/dev/null"])
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("WLR_BACKENDS", "headless")
        .env("WLR_LIBINPUT_NO_DEVICES", "1")
        .env("WLR_RENDERER", "pixman")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DISPLAY");
    let log = fs::File::create(room.path("log")).expect("a log");
    let sway = sway.stdout(Stdio::null()).stderr(log).spawn().expect("sway runs");
    let mut server = Server(sway);
    let display = wait("socket of sway's", || {
        let ended = server.0.try_wait().expect("it can be asked");
        assert!(ended.is_none(), "sway ended: {}", room.text("log"));
        let names = fs::read_dir(&runtime).expect("a folder").flatten();
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.into_iter().find(|name| name.starts_with("wayland-") && !name.ends_with(".lock"))
    });
    let folder = runtime.display().to_string();
    let variables = [("WAYLAND_DISPLAY", display.as_str()), ("XDG_RUNTIME_DIR", folder.as_str())];
    for taken in [short(), long()] {
        room.copied(&taken, &variables, "with wl-copy");
        for kind in ["text/plain", "text/plain;charset=utf-8", "UTF8_STRING"] {
            let mut paste = room.command("wl-paste");
            paste.args(["--no-newline", "--type", kind]).envs(variables);
            taken.check(&printed(paste));
        }
    }
    // What looks like something else is text all the same.
    let script = Taken { arguments: vec!["bash#script".to_owned()], text: String::new() };
    room.copied(&script, &variables, "with wl-copy");
    let mut paste = room.command("wl-paste");
    paste.args(["--list-types"]).envs(variables);
    let types = String::from_utf8(printed(paste)).expect("UTF-8");
    assert!(types.lines().any(|line| line == "text/plain"), "{types}");
}

fn pbcopy() {
    let room = Room::with(&["pbcopy"]);
    for taken in [short(), long()] {
        room.copied(&taken, &[("LC_ALL", "C")], "with pbcopy");
        let mut paste = Command::new("pbpaste");
        paste.env_remove("LC_ALL").env("LC_CTYPE", "UTF-8");
        taken.check(&printed(paste));
    }
}
