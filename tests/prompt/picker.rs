//! `cheat pick` from outside.

use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use nix::sys::signal::Signal;
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::{Size, Terminal};

const CHEAT: &str = env!("CARGO_BIN_EXE_cheat");
/// A snippet without placeholders, and one with.
const PLAIN: &str = "nginx#hsts";
const OPEN: &str = "git#detached-head.1";

pub(crate) fn trials() -> Vec<Trial> {
    let tests: [(&str, fn()); 16] = [
        ("what is picked is printed and the screen is as before", is_printed),
        ("left with escape", || is_left("\x1b")),
        ("left with control c", || is_left("\x03")),
        ("without room below the rows above are kept", scrolls),
        ("at 40 columns and 8 rows", is_small),
        ("at any size", any_size),
        ("standard input is no terminal", input_is_no_terminal),
        ("the query from standard input", query_from_input),
        ("arrows and control keys move", moves),
        ("values go in as they are typed", values),
        ("an empty field is the default", defaults),
        ("a paste is typed", paste),
        ("only in a language or page", narrowed),
        ("resized it ends as it was", resized),
        ("signals leave the terminal as it was", signals),
        ("without a terminal it says so", no_terminal),
    ];
    let trial = |(name, test): (&str, fn())| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
        .with_kind("picker")
    };
    let mut trials: Vec<Trial> = tests.into_iter().map(trial).collect();
    #[cfg(debug_assertions)]
    trials.push(trial(("a panic leaves the terminal as it was", panics)));
    trials
}

struct Picker {
    terminal: Terminal,
    folder: TempDir,
}

impl Picker {
    /// `cheat pick ARGS`, its output in a file.
    fn open(size: Size, before: &str, args: &str) -> Picker {
        Picker::run(size, before, &format!("exec {CHEAT} pick {args} >out"))
    }

    fn run(size: Size, before: &str, line: &str) -> Picker {
        let folder = TempDir::new().expect("a folder");
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        command.cwd(folder.path());
        command.env_clear();
        Picker { terminal: Terminal::start(size, before, command), folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn output(&self) -> String {
        read(&self.path("out"))
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("it was written")
}

/// What `cheat show` prints.
fn shown(id: &str) -> String {
    let output = std::process::Command::new(CHEAT).args(["show", id]).output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn is_printed() {
    let mut picker = Picker::open((90, 30), "above\r\n\x1b[31mred", "hsts");
    let before = picker.terminal.picture();
    picker.terminal.wait_for("Strict-Transport-Security");
    assert_ne!(picker.terminal.picture(), before, "it is drawn below");
    assert!(picker.terminal.text().starts_with("above\nred\n> hsts"));
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.terminal.picture(), before);
    assert_eq!(picker.output(), shown(PLAIN));
}

fn is_left(key: &str) {
    let mut picker = Picker::open((90, 30), "above\r\nhalf", "hsts");
    let before = picker.terminal.picture();
    picker.terminal.wait_for("Strict-Transport-Security");
    picker.terminal.send(key);
    assert_eq!(picker.terminal.wait_for_end(), 130);
    assert_eq!(picker.terminal.picture(), before);
    assert_eq!(picker.output(), "");
}

fn scrolls() {
    let above: String = (1..20).map(|row| format!("row {row}\r\n")).collect();
    let mut picker = Picker::open((90, 20), &(above + "half"), "hsts");
    picker.terminal.wait_for("Strict-Transport-Security");
    assert!(picker.terminal.text().contains("half\n> hsts"), "{}", picker.terminal.text());
    picker.terminal.send("\x1b");
    assert_eq!(picker.terminal.wait_for_end(), 130);
    assert_eq!(picker.terminal.text(), "row 17\nrow 18\nrow 19\nhalf");
    assert_eq!(picker.terminal.picture().2, (3, 4));
}

fn is_small() {
    let mut picker = Picker::open((40, 8), "above\r\n$ half", "hsts");
    picker.terminal.wait_for("│ ");
    let text = picker.terminal.text();
    assert!(text.starts_with("$ half\n> hsts"), "the prompt stays: {text}");
    assert!(text.contains("HSTS: HTTPS only"), "{text}");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.terminal.text(), "$ half");
    assert_eq!(picker.output(), shown(PLAIN));
}

fn any_size() {
    for size in [(3, 1), (2, 2), (5, 3), (20, 5), (40, 4), (300, 90)] {
        let mut picker = Picker::open(size, "", "detached head");
        picker.terminal.wait("picture", |shown| !shown.is_empty());
        picker.terminal.send("\r\t\x1b[200~x\x1b[201~\x03");
        assert_eq!(picker.terminal.wait_for_end(), 130, "{size:?}");
        assert_eq!(picker.terminal.text(), "", "{size:?}");
    }
}

fn input_is_no_terminal() {
    let mut picker = Picker::open((90, 30), "", "hsts </dev/null");
    picker.terminal.wait_for("Strict-Transport-Security");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.output(), shown(PLAIN));
}

fn query_from_input() {
    let line = format!("echo hsts | {CHEAT} pick - | cat >out");
    let mut picker = Picker::run((90, 30), "", &line);
    picker.terminal.wait_for("> hsts");
    picker.terminal.wait_for("Strict-Transport-Security");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.output(), shown(PLAIN));
}

fn moves() {
    let mut picker = Picker::open((90, 30), "", "");
    picker.terminal.wait_for("type to search");
    picker.terminal.send("proxy");
    picker.terminal.wait_for("1/");
    for (key, place) in
        [("\x1b[B", "2/"), ("\x0e", "3/"), ("\x1b[A", "2/"), ("\x10", "1/"), ("\x10", "1/")]
    {
        picker.terminal.send(key);
        picker.terminal.wait_for(place);
    }
    picker.terminal.send("\x15zzzznothing");
    picker.terminal.wait_for("nothing found");
    picker.terminal.send("\r\x15hsts");
    picker.terminal.wait_for("1 of ");
    picker.terminal.send("\t");
    picker.terminal.wait_for("2 of ");
    picker.terminal.send("\x1b[Z");
    picker.terminal.wait_for("1 of ");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.output(), shown(PLAIN));
}

fn values() {
    for value in [
        "$(touch ran)",
        "`touch ran`; touch ran",
        "'\"\\ & / {{topic}} {{x=1}} größe",
        "%s !! $HOME",
    ] {
        let mut picker = Picker::open((90, 30), "above", "detached head");
        let before = picker.terminal.picture();
        picker.terminal.wait_for("1/");
        picker.terminal.send("\r");
        picker.terminal.wait_for("fill in");
        picker.terminal.send(value);
        picker.terminal.wait_for(&format!("│ git switch -c {value}"));
        picker.terminal.send("\r");
        assert_eq!(picker.terminal.wait_for_end(), 0);
        assert_eq!(picker.terminal.picture(), before);
        assert_eq!(picker.output(), format!("git switch -c {value}\n"));
        assert!(!picker.path("ran").exists());
    }
}

fn defaults() {
    let mut picker = Picker::open((90, 30), "", "detached head");
    picker.terminal.wait_for("1/");
    picker.terminal.send("\r");
    picker.terminal.wait_for("fill in");
    picker.terminal.send("x\x7f\x1b[C2");
    picker.terminal.wait_for("│ git switch -c feature2");
    picker.terminal.send("\x15");
    picker.terminal.wait("the default", |shown| shown.contains("│ git switch -c feature\nenter"));
    picker.terminal.send("\x1b");
    picker.terminal.wait_for("1/");
    picker.terminal.send("\r");
    picker.terminal.wait_for("fill in");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.output(), shown(OPEN));
}

fn paste() {
    let mut picker = Picker::open((90, 30), "", "");
    picker.terminal.wait_for("type to search");
    picker.terminal.send("\x1b[200~detached\nhead\n\x1b[201~");
    picker.terminal.wait_for("> detached head ");
    picker.terminal.send("\r");
    picker.terminal.wait_for("fill in");
    picker.terminal.send("\x1b[200~one\ntwo\x07\n\x1b[201~");
    picker.terminal.wait_for("│ two");
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(picker.output(), "git switch -c one\ntwo\n");
}

fn narrowed() {
    let mut picker = Picker::open((90, 30), "", "--in git --lang bash branch");
    picker.terminal.wait_for("── topics/git#");
    picker.terminal.send("\x03");
    assert_eq!(picker.terminal.wait_for_end(), 130);
    let mut picker = Picker::open((90, 30), "", "--in nowhere x");
    picker.terminal.wait_for("no page or part 'nowhere'");
    assert_eq!(picker.terminal.wait_for_end(), 2);
}

fn resized() {
    let mut picker = Picker::open((90, 30), "above\r\nhalf", "hsts");
    picker.terminal.wait_for("Strict-Transport-Security");
    for size in [(40, 8), (120, 40), (60, 12)] {
        picker.terminal.resize(size);
        picker.terminal.send("x");
        picker.terminal.wait_for("> hstsx");
        picker.terminal.send("\x7f");
        picker.terminal.wait("the query again", |shown| !shown.contains("hstsx"));
    }
    picker.terminal.send("\r");
    assert_eq!(picker.terminal.wait_for_end(), 0);
    let text = picker.terminal.text();
    assert!(!text.contains("hsts") && !text.contains('│'), "nothing of it is left: {text}");
    assert_eq!(picker.output(), shown(PLAIN));
}

fn signals() {
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        let mut picker = Picker::open((90, 30), "above\r\nhalf", "hsts");
        let before = picker.terminal.picture();
        picker.terminal.wait_for("Strict-Transport-Security");
        picker.terminal.signal(signal);
        assert_ne!(picker.terminal.wait_for_end(), 0);
        assert_eq!(picker.terminal.picture(), before);
        assert_eq!(picker.output(), "");
    }
}

fn no_terminal() {
    // A session of its own has no terminal, whatever the tests are started from.
    let line = format!("setsid --wait {CHEAT} pick hsts >out 2>err </dev/null; echo $? >status");
    let mut picker = Picker::run((90, 30), "", &line);
    assert_eq!(picker.terminal.wait_for_end(), 0);
    assert_eq!(read(&picker.path("status")), "2\n");
    let message = read(&picker.path("err"));
    assert!(message.starts_with("cheat: could not open the terminal: /dev/tty: "), "{message}");
    assert_eq!((message.lines().count(), picker.output().as_str()), (1, ""));
    let mut picker = Picker::run((90, 30), "", &format!("TERM=dumb exec {CHEAT} pick hsts"));
    picker.terminal.wait_for("more than a dumb terminal");
    assert_eq!(picker.terminal.wait_for_end(), 2);
}

#[cfg(debug_assertions)]
fn panics() {
    let line = format!("CHEAT_PANIC=1 exec {CHEAT} pick hsts >out 2>err");
    let mut picker = Picker::run((90, 30), "above\r\nhalf", &line);
    let before = picker.terminal.picture();
    assert_eq!(picker.terminal.wait_for_end(), 101);
    assert_eq!(picker.terminal.picture(), before);
    assert!(read(&picker.path("err")).contains("CHEAT_PANIC is set"));
}
