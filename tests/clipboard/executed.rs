//! Nothing from the book is executed: what the kernel is asked to run, by every way of taking.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::Trial;
use portable_pty::CommandBuilder;

use crate::pty::Pty;
use crate::room::{Room, trial};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("printing executes nothing", &["strace"], printing),
        trial("copying executes the clipboard's program alone", &["strace", "setsid"], copying),
        trial("on a terminal the pager is executed, and nothing else", &["strace", "less"], paging),
        trial("picking executes nothing", &["strace"], picking),
        trial("the browser executes the clipboard's program alone", &["strace"], browsing),
    ]
}

/// A value that would leave its mark if anything evaluated it.
const TRAP: &str = "topic=$(touch ran)`touch ran`';touch ran;'\n\"$(touch ran)\"\n";

fn traced() -> [&'static str; 8] {
    ["-f", "-qq", "-e", "trace=execve,execveat", "-e", "signal=none", "-o", "trace"]
}

/// The names of the programs that ran, `cheat` left out.
#[track_caller]
fn executed(room: &Room) -> BTreeSet<String> {
    let trace = room.text("trace");
    let started = trace.lines().filter(|line| line.ends_with("= 0"));
    let name = |line: &str| {
        let path = line.split('"').nth(1).expect("a path");
        Path::new(path).file_name().expect("a name").to_string_lossy().into_owned()
    };
    let mut names: BTreeSet<String> = started.map(name).collect();
    // Had it not been seen, nothing would be.
    assert!(names.remove("cheat"), "{trace}");
    assert!(!room.path("ran").exists());
    names
}

fn run(room: &Room, arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new("strace")
        .args(traced())
        .arg(room.path("bin/cheat"))
        .args(arguments)
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", room.path("bin").display()))
        .env("DISPLAY", ":0")
        .current_dir(room.folder())
        .stdin(Stdio::null())
        .output()
        .expect("strace runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    executed(room)
}

fn printing() {
    let room = Room::with(&[]);
    let nothing = BTreeSet::new();
    let quoted = ["show", "git#keep-detached", "--quote", "--set", TRAP];
    assert_eq!(run(&room, &quoted), nothing);
    for arguments in [
        &["show", "git#keep-detached", "--set", TRAP][..],
        &["show", "bash", "--code"],
        &["show", "nginx", "--markdown"],
        &["show", "know-thy-history#ed-grep", "--verbatim"],
        &["show", "bash", "--file", "script.sh", "--with-comment"],
        &["show", "bash", "--json"],
        &["search", "$(touch ran)", "lock", "timeout"],
        &["list", "--snippets"],
        &["copy", "bash#script", "--dry-run"],
        &["bash"],
    ] {
        assert_eq!(run(&room, arguments), nothing, "{arguments:?}");
    }
}

fn copying() {
    let room = Room::with(&[]);
    room.stub("xclip", "exec cat >taken");
    let names = run(&room, &["copy", "git#keep-detached", "--set", TRAP]);
    assert_eq!(names, BTreeSet::from(["cat", "xclip"].map(str::to_owned)));
    let text = room.text("taken");
    assert_eq!(text, format!("git switch -c {}", TRAP[6..].trim_end()));
}

/// `cheat` under strace in a terminal.
fn command(room: &Room, arguments: &[&str]) -> CommandBuilder {
    let mut command = Pty::command(room, "strace");
    command.args(traced());
    command.arg(room.path("bin/cheat"));
    command.args(arguments);
    command.env("DISPLAY", ":0");
    command
}

fn paging() {
    let room = Room::with(&[]);
    let mut pty = Pty::start(command(&room, &["show", "bash"]));
    pty.wait_for("Bash");
    pty.send("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(executed(&room), BTreeSet::from(["less".to_owned()]));
}

fn picking() {
    let room = Room::with(&[]);
    let mut pty = Pty::start(command(&room, &["pick", "detached", "head"]));
    pty.wait_for("1/");
    pty.send("\r");
    pty.wait_for("fill in");
    pty.send("$(touch ran)");
    pty.wait_for("$(touch ran)");
    pty.send("\r");
    assert_eq!(pty.end(), 0);
    pty.wait_for("git switch -c $(touch ran)");
    assert_eq!(executed(&room), BTreeSet::new());
}

fn browsing() {
    let room = Room::with(&[]);
    room.stub("xclip", "exec cat >taken");
    let mut pty = Pty::start(command(&room, &["open", "git#keep-detached"]));
    pty.wait_for("git switch");
    pty.send("y");
    pty.wait_for("copied 1 line");
    pty.send("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(executed(&room), BTreeSet::from(["cat", "xclip"].map(str::to_owned)));
}
