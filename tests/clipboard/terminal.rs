//! OSC 52, decoded as a terminal does it.

use libtest_mimic::Trial;

use crate::pty::{Pty, clipboards};
use crate::room::{Room, trial};
use crate::taken::{huge, long, short};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("OSC 52 to the terminal", &[], sent),
        trial("OSC 52 out of the browser", &[], browser),
        trial("OSC 52 leaves standard output alone", &[], beside),
        trial("more than terminals take is refused", &[], too_long),
        trial("terminals without a clipboard are told", &[], without),
    ]
}

fn sent() {
    for (taken, note) in [(short(), ""), (long(), "; some take 75 kB only")] {
        let room = Room::with(&[]);
        let mut command = Pty::command(&room, "cheat");
        command.arg("copy");
        command.args(&taken.arguments);
        command.env("CHEAT_CLIPBOARD", "osc52");
        let mut pty = Pty::start(command);
        assert_eq!(pty.end(), 0);
        taken.check(&pty.clipboard());
        let written = String::from_utf8_lossy(&pty.written).into_owned();
        let message = format!(" of bash to the terminal's clipboard (OSC 52{note})\r\n");
        assert!(written.contains("cheat: sent ") && written.ends_with(&message), "{written:?}");
        assert_eq!(clipboards(&pty.written).len(), 1);
    }
}

fn browser() {
    let room = Room::with(&[]);
    let mut command = Pty::command(&room, "cheat");
    command.args(["open", "git#keep-detached"]);
    command.env("SSH_TTY", "/dev/pts/0");
    let mut pty = Pty::start(command);
    pty.wait_for("git switch");
    pty.send("y");
    assert_eq!(String::from_utf8_lossy(&pty.clipboard()), "git switch -c feature");
    pty.wait_for("sent 1 line of bash");
    pty.send("q");
    assert_eq!(pty.end(), 0);
}

fn beside() {
    let taken = short();
    let room = Room::with(&[]);
    let script = taken.script(room.folder());
    let mut command = Pty::command(&room, "sh");
    command.arg(script);
    command.env("CHEAT_CLIPBOARD", "osc52");
    let mut pty = Pty::start(command);
    assert_eq!(pty.end(), 0);
    taken.check(&pty.clipboard());
    assert_eq!((room.text("out").as_str(), room.text("status").as_str()), ("", "0\n"));
}

fn too_long() {
    let room = Room::with(&[]);
    let mut command = Pty::command(&room, "cheat");
    command.arg("copy");
    command.args(huge());
    command.env("CHEAT_CLIPBOARD", "osc52");
    let mut pty = Pty::start(command);
    assert_eq!(pty.end(), 2);
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    assert_eq!(clipboards(&pty.written).len(), 0);
    let message = "kB are more than terminals take; try it without CHEAT_CLIPBOARD\r\n";
    assert!(written.ends_with(message), "{:?}", &written[written.len() - 300..]);
    assert!(written.contains("cheat: could not copy: osc52: "));
}

fn without() {
    for (term, reason) in [
        ("linux", "osc52: the Linux console has no clipboard"),
        ("dumb", "osc52: a dumb terminal has no clipboard"),
    ] {
        let room = Room::with(&[]);
        let mut command = Pty::command(&room, "cheat");
        command.args(["copy", "git#keep-detached"]);
        command.env("TERM", term);
        command.env("SSH_TTY", "/dev/pts/0");
        let mut pty = Pty::start(command);
        assert_eq!(pty.end(), 2);
        let written = String::from_utf8_lossy(&pty.written).into_owned();
        // Not lost: it stands on standard output.
        assert!(
            written.starts_with("git switch -c feature\r\ncheat: could not copy: "),
            "{written}"
        );
        assert!(written.contains(reason), "{written}");
    }
}
