//! tmux and GNU screen as they come out of the box, one in the other, and between the program and
//! the terminal.

use std::fs;

use libtest_mimic::Trial;
use portable_pty::CommandBuilder;

use crate::pty::{Pty, clipboards};
use crate::room::{Room, printed, trial, wait};
use crate::taken::{long, short};

const REMOTE: &str = "env -u TMUX -u STY SSH_TTY=/dev/pts/0";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("tmux as it comes: its buffer, and the terminal around it", &["tmux"], tmux),
        trial("the browser inside tmux", &["tmux"], browser),
        trial("tmux inside tmux", &["tmux"], tmux_inside_tmux),
        trial("over SSH from tmux with set-clipboard on", &["tmux"], remote_taken),
        trial("over SSH from tmux with allow-passthrough on", &["tmux"], remote_passed),
        trial("over SSH from tmux as it comes: said", &["tmux"], remote_swallowed),
        trial("GNU screen", &["screen"], screen),
        trial("over SSH from GNU screen", &["screen"], remote_screen),
        trial("GNU screen inside tmux", &["screen", "tmux"], screen_inside_tmux),
    ]
}

/// A tmux with a terminal around it.
struct Tmux<'r> {
    room: &'r Room,
    name: &'static str,
    pty: Pty,
}

impl Tmux<'_> {
    /// With these lines of configuration and this command in its only pane.
    fn start<'r>(room: &'r Room, configuration: &str, command: &str) -> Tmux<'r> {
        fs::write(room.path("tmux.conf"), configuration).expect("it is written");
        let mut tmux = Pty::command(room, "tmux");
        tmux.args(["-L", "outer", "-f"]);
        tmux.arg(room.path("tmux.conf"));
        // The pane stays when the command has ended, and tmux with it.
        tmux.args(["new-session", &format!("{command}; exec sleep 600")]);
        Tmux { room, name: "outer", pty: Pty::start(tmux) }
    }

    fn ask(&self, name: &str, command: &str) -> Vec<u8> {
        let mut tmux = std::process::Command::new("tmux");
        tmux.args(["-L", name, command]).env("TMUX_TMPDIR", self.room.folder()).env_remove("TMUX");
        printed(tmux)
    }

    fn buffer(&self) -> Vec<u8> {
        self.ask(self.name, "show-buffer")
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        let mut tmux = std::process::Command::new("tmux");
        tmux.args(["-L", self.name, "kill-server"]).env("TMUX_TMPDIR", self.room.folder());
        let _ = tmux.env_remove("TMUX").output();
    }
}

/// Waits for the end of the script that copies; gives its message.
#[track_caller]
fn message(room: &Room) -> String {
    wait("end of the script", || room.path("status").exists().then_some(()));
    assert_eq!((room.text("out").as_str(), room.text("status").trim()), ("", "0"));
    room.text("err")
}

fn tmux() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        let script = taken.script(room.folder());
        let mut tmux = Tmux::start(&room, "", &format!("sh {}", script.display()));
        taken.check(&tmux.pty.clipboard());
        assert!(message(&room).ends_with(" to the tmux buffer\n"));
        taken.check(&tmux.buffer());
    }
}

fn browser() {
    let room = Room::with(&[]);
    let mut tmux = Tmux::start(&room, "", "cheat open 'git#keep-detached'");
    tmux.pty.wait_for("git switch");
    tmux.pty.send("y");
    tmux.pty.wait_for("to the tmux buffer");
    assert_eq!(String::from_utf8_lossy(&tmux.buffer()), "git switch -c feature");
    assert_eq!(String::from_utf8_lossy(&tmux.pty.clipboard()), "git switch -c feature");
}

/// The inner one has it for certain; the outer one takes it where it is told to.
fn tmux_inside_tmux() {
    let taken = long();
    let room = Room::with(&[]);
    let script = taken.script(room.folder());
    let inner =
        format!("env -u TMUX tmux -L inner -f /dev/null new 'sh {}; sleep 600'", script.display());
    let outer = Tmux::start(&room, "set -s set-clipboard on", &inner);
    assert!(message(&room).ends_with(" to the tmux buffer\n"));
    taken.check(&outer.ask("inner", "show-buffer"));
    outer.ask("inner", "kill-server");
}

fn remote_taken() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        let script = taken.script(room.folder());
        let command = format!("{REMOTE} sh {}", script.display());
        let mut tmux = Tmux::start(&room, "set -s set-clipboard on", &command);
        taken.check(&tmux.pty.clipboard());
        taken.check(&tmux.buffer());
        assert!(message(&room).starts_with("cheat: sent "));
    }
}

fn remote_passed() {
    let taken = long();
    let room = Room::with(&[]);
    let script = taken.script(room.folder());
    let mut tmux = Tmux::start(
        &room,
        "set -g allow-passthrough on",
        &format!("{REMOTE} sh {}", script.display()),
    );
    taken.check(&tmux.pty.clipboard());
}

fn remote_swallowed() {
    let taken = short();
    let room = Room::with(&[]);
    let script = taken.script(room.folder());
    let tmux = Tmux::start(&room, "", &format!("{REMOTE} sh {}", script.display()));
    let said = message(&room);
    assert!(said.contains("tmux wants set-clipboard on"), "{said}");
    assert_eq!(clipboards(&tmux.pty.written), Vec::<Vec<u8>>::new());
}

/// GNU screen around a command.
fn screen_command(room: &Room, command: &[&str]) -> CommandBuilder {
    let mut screen = Pty::command(room, "screen");
    screen.env("SCREENDIR", room.path("screens"));
    screen.args(["-c", "/dev/null", "-S", "trial"]);
    screen.args(command);
    screen
}

fn screen() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        let script = taken.script(room.folder()).display().to_string();
        let mut pty = Pty::start(screen_command(&room, &["sh", &script]));
        taken.check(&pty.clipboard());
        assert!(message(&room).contains(" to the terminal's clipboard (OSC 52"));
        check_screen_shows_nothing_of_it(&mut pty);
    }
}

fn remote_screen() {
    for taken in [short(), long()] {
        let room = Room::with(&[]);
        let script = taken.script(room.folder()).display().to_string();
        for term in ["screen", "screen.xterm-256color"] {
            let script = format!("{REMOTE} TERM={term} sh {script}");
            let mut pty = Pty::start(screen_command(&room, &["sh", "-c", &script]));
            taken.check(&pty.clipboard());
            check_screen_shows_nothing_of_it(&mut pty);
        }
    }
}

/// What is too long for GNU screen it prints.
#[track_caller]
fn check_screen_shows_nothing_of_it(pty: &mut Pty) {
    assert_eq!(pty.end(), 0);
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    let outside: String = written
        .split("\x1b]52;")
        .enumerate()
        .map(|(number, part)| match number {
            0 => part,
            _ => part.split_once(['\x07', '\x1b']).map_or("", |(_, rest)| rest),
        })
        .collect();
    assert!(!outside.contains("Z2l0IHN3aXRjaC"), "it is shown");
    assert!(outside.len() < 4_000, "{} bytes beside it", outside.len());
}

fn screen_inside_tmux() {
    let taken = long();
    let room = Room::with(&[]);
    let script = taken.script(room.folder());
    let screens = room.path("screens");
    let command = format!(
        "env -u TMUX SCREENDIR={} screen -c /dev/null sh {}",
        screens.display(),
        script.display()
    );
    let mut tmux = Tmux::start(&room, "set -s set-clipboard on", &command);
    taken.check(&tmux.pty.clipboard());
    taken.check(&tmux.buffer());
}
