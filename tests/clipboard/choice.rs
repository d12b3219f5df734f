//! Which way is taken, and what is said when none works.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;

use crate::room::{Ran, Room, trial};
use crate::taken::short;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("a dry run says the way, and takes none", &["setsid"], dry_run),
        trial("what fails is passed over", &["setsid"], next_one),
        trial("what hangs is passed over", &["setsid"], hanging),
        trial("CHEAT_CLIPBOARD names the only way", &["setsid"], named),
        trial("the config names it, and the variable wins", &["setsid"], configured),
        trial("where no way works, the reasons and what to try are one line", &["setsid"], none),
    ]
}

fn dry_run() {
    let room = Room::with(&[]);
    for program in ["wl-copy", "xclip", "xsel", "tmux"] {
        room.stub(program, "touch called");
    }
    let arguments = ["git#keep-detached".to_owned(), "--dry-run".to_owned()];
    for (variables, way) in [
        (&[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")][..], "wl-copy"),
        (&[("DISPLAY", ":0")], "xclip"),
        (&[("DISPLAY", ":0"), ("SSH_CONNECTION", "a b c d")], "osc52"),
        (&[("TMUX", "x"), ("SSH_TTY", "x")], "tmux"),
        (&[("TMUX", "x"), ("CHEAT_CLIPBOARD", "xsel")], "xsel"),
        (&[("CHEAT_CLIPBOARD", "pbcopy")], "pbcopy, which is not installed"),
        (&[], "osc52"),
    ] {
        let Ran { out, err, status } = room.copy(&arguments, variables);
        assert_eq!((out.as_str(), status), ("", 0));
        assert_eq!(err, format!("cheat: would copy 1 line of bash: {way}\n"));
    }
    assert!(!room.path("called").exists());
}

fn next_one() {
    let room = Room::with(&[]);
    room.stub("tmux", "echo 'no server running' >&2; exit 1");
    room.stub("wl-copy", "exit 1");
    room.stub("xclip", "cat >taken");
    let variables = [("TMUX", "gone"), ("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")];
    room.copied(&short(), &variables, "with xclip");
    short().check(&room.read("taken"));
}

fn hanging() {
    let room = Room::with(&[]);
    room.stub("wl-copy", "exec sleep 600");
    room.stub("xclip", "cat >taken");
    let start = Instant::now();
    room.copied(&short(), &[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")], "with xclip");
    assert!(start.elapsed() < Duration::from_secs(40));
    short().check(&room.read("taken"));
}

fn named() {
    let room = Room::with(&[]);
    room.stub("xclip", "cat >taken");
    room.stub("xsel", "cat >other");
    let variables = [("DISPLAY", ":0"), ("CHEAT_CLIPBOARD", "xsel")];
    room.copied(&short(), &variables, "with xsel");
    short().check(&room.read("other"));
    assert!(!room.path("taken").exists());
    let Ran { out, err, status } =
        room.copy(&short().arguments, &[("DISPLAY", ":0"), ("CHEAT_CLIPBOARD", "fax")]);
    assert_eq!((out.as_str(), status), ("git switch -c größe\n", 2));
    assert_eq!(
        err,
        "cheat: could not copy: CHEAT_CLIPBOARD: no route is called 'fax'; there are tmux, osc52, none, \
         pbcopy, wl-copy, xclip, xsel, termux-clipboard-set, powershell.exe, clip.exe\n"
    );
}

fn configured() {
    let room = Room::with(&[]);
    room.stub("xclip", "cat >taken");
    room.stub("xsel", "cat >other");
    std::fs::create_dir_all(room.path(".config/cheat")).expect("a folder");
    let says = |name: &str| {
        let line = format!("clipboard = '{name}'\n");
        std::fs::write(room.path(".config/cheat/config.toml"), line).expect("it is written");
    };
    says("xsel");
    room.copied(&short(), &[("DISPLAY", ":0")], "with xsel");
    short().check(&room.read("other"));
    let variables = [("DISPLAY", ":0"), ("CHEAT_CLIPBOARD", "xclip")];
    room.copied(&short(), &variables, "with xclip");
    for (name, said) in [
        (
            "fax",
            "clipboard in config.toml: no route is called 'fax'; there are tmux, osc52, none, ",
        ),
        ("none", "clipboard in config.toml is 'none'\n"),
        ("pbcopy", "pbcopy: it is not installed; try it without clipboard in config.toml\n"),
    ] {
        says(name);
        let Ran { out, err, status } = room.copy(&short().arguments, &[("DISPLAY", ":0")]);
        assert_eq!((out.as_str(), status), ("git switch -c größe\n", 2));
        assert!(err.starts_with(&format!("cheat: could not copy: {said}")), "{err}");
    }
}

fn none() {
    let room = Room::with(&[]);
    let fails = |variables: &[(&str, &str)], expected: &str| {
        let Ran { out, err, status } = room.copy(&short().arguments, variables);
        assert_eq!((out.as_str(), status), ("git switch -c größe\n", 2), "the text is not lost");
        assert_eq!(err, format!("cheat: could not copy: {expected}\n"));
    };
    let terminal = "osc52: /dev/tty: No such device or address (os error 6)";
    fails(&[], &format!("{terminal}; try `cheat show ID`, which prints it"));
    fails(&[("DISPLAY", ":0")], &format!("{terminal}; try it with xclip installed"));
    let wayland = [("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")];
    fails(&wayland, &format!("{terminal}; try it with wl-clipboard installed"));
    let chosen = "wl-copy: it is not installed; try it without CHEAT_CLIPBOARD";
    fails(&[("CHEAT_CLIPBOARD", "wl-copy")], chosen);
    fails(&[("CHEAT_CLIPBOARD", "none")], "CHEAT_CLIPBOARD is 'none'");
    room.stub("xclip", "echo \"Error: Can't open display: :0\" >&2; exit 1");
    let reason = "xclip: Error: Can't open display: :0";
    fails(
        &[("DISPLAY", ":0")],
        &format!("{reason}; {terminal}; try `cheat show ID`, which prints it"),
    );
}
