//! A terminal that people have on their screens: an xterm in Xvfb, with real keys and a real mouse.

use std::fs;
use std::process::{Command, Stdio};

use libtest_mimic::Trial;

use crate::desktop::{pasted, xvfb};
use crate::room::{Room, Server, found, trial, wait};

const COLUMNS: u16 = 100;
const ROWS: u16 = 30;

pub(crate) fn trials() -> Vec<Trial> {
    let needs = &["Xvfb", "xterm", "xdotool", "xclip", "script", "timeout"];
    vec![trial("keys, mouse, copy and restore in an xterm", needs, xterm)]
}

/// What is run in the terminal; then it reads a line, in which reports of the mouse would stand.
const SCRIPT: &str = "
stty -g >before
echo the shell was here
cheat open 'git#keep-detached'
echo $? >status
stty -g >after
read -r line
printf '%s\\n' \"$line\" >line
sleep 60
";

struct Xterm<'r> {
    room: &'r Room,
    display: String,
    window: String,
    server: Server,
}

impl Xterm<'_> {
    fn start<'r>(room: &'r Room, display: &str) -> Xterm<'r> {
        fs::write(room.path("script"), SCRIPT).expect("it is written");
        // `script` writes down all that comes out, and hands on what goes in.
        let recorded = "script -q -f -O out -c 'sh ./script'";
        let mut xterm = Command::new(found("xterm").expect("the trial has looked"));
        xterm.args(["-b", "0", "-geometry", &format!("{COLUMNS}x{ROWS}"), "-e", recorded]);
        xterm.env_clear().env("HOME", room.folder()).env("DISPLAY", display);
        xterm.env("PATH", format!("{}:/usr/bin:/bin", room.path("bin").display()));
        xterm.env("SHELL", "/bin/sh").env("LC_ALL", "C.UTF-8");
        let log = fs::File::create(room.path("log")).expect("a log");
        xterm.current_dir(room.folder()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let server = Server(xterm.spawn().expect("xterm runs"));
        let mut xterm = Xterm { room, display: display.to_owned(), window: String::new(), server };
        xterm.window = wait("window of xterm's", || {
            let ended = xterm.server.0.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "xterm ended: {}", room.text("log"));
            let found = xterm.xdotool(&["search", "--onlyvisible", "--class", "xterm"]);
            found.lines().next().map(str::to_owned)
        });
        xterm.xdotool(&["windowfocus", &xterm.window]);
        xterm
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let mut xdotool = Command::new("xdotool");
        let output = xdotool.args(arguments).env("DISPLAY", &self.display).output();
        String::from_utf8(output.expect("xdotool runs").stdout).expect("UTF-8")
    }

    fn key(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    fn write(&self, text: &str) {
        self.xdotool(&["type", "--delay", "0", text]);
    }

    fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
        parser.process(&fs::read(self.room.path("out")).unwrap_or_default());
        parser
    }

    /// Waits until a text stands on the screen; gives the column and row of its middle.
    #[track_caller]
    fn wait_for(&self, text: &str) -> (usize, usize) {
        wait(&format!("{text:?} on the screen"), || {
            let rows = self.screen().screen().contents();
            let mut rows = rows.lines().enumerate();
            rows.find_map(|(number, row)| {
                let before = row.get(..row.find(text)?)?.chars().count();
                Some((before + text.chars().count() / 2, number))
            })
        })
    }

    fn click(&self, (column, row): (usize, usize), button: &str, times: &str) {
        let geometry = self.xdotool(&["getwindowgeometry", "--shell", &self.window]);
        let side = |name: &str, cells: u16| {
            let line = geometry.lines().find_map(|line| line.strip_prefix(name));
            let pixels: usize = line.expect("a size").parse().expect("a number");
            pixels / usize::from(cells)
        };
        let (width, height) = (side("WIDTH=", COLUMNS), side("HEIGHT=", ROWS));
        let x = (column * width + width / 2).to_string();
        let y = (row * height + height / 2).to_string();
        self.xdotool(&["mousemove", "--window", &self.window, &x, &y]);
        self.xdotool(&["click", "--repeat", times, "--delay", "20", button]);
    }

    /// Waits until the script has written a line to a file.
    #[track_caller]
    fn wait_for_line(&self, name: &str) {
        wait(&format!("line in {name}"), || {
            fs::read(self.room.path(name)).is_ok_and(|text| text.ends_with(b"\n")).then_some(())
        });
    }

    /// Waits until this stands on the desktop's clipboard.
    #[track_caller]
    fn wait_for_copy(&self, text: &str) {
        let is_there = || (pasted(&self.display)? == text.as_bytes()).then_some(());
        wait(&format!("{text:?} on the clipboard"), is_there);
    }
}

fn xterm() {
    let (_server, display) = xvfb();
    let room = Room::with(&["xclip"]);
    let xterm = Xterm::start(&room, &display);
    let code = xterm.wait_for("git switch -c");
    xterm.click(code, "1", "2");
    xterm.wait_for("copied 1 line of bash with xclip");
    xterm.wait_for_copy("git switch -c feature");
    xterm.write("/keep-attached-to-nothing");
    xterm.wait_for("/keep-attached-to-nothing");
    xterm.key("Escape");
    wait("end of the search", || {
        let rows = xterm.screen().screen().contents();
        (!rows.contains("/keep-attached")).then_some(())
    });
    xterm.key("Home");
    xterm.wait_for("Git");
    let middle = (usize::from(COLUMNS) / 2, usize::from(ROWS) / 2);
    let first = xterm.screen().screen().contents();
    xterm.click(middle, "5", "5");
    wait("turn of the wheel", || (xterm.screen().screen().contents() != first).then_some(()));
    xterm.key("q");
    xterm.wait_for_line("after");
    assert_eq!(room.text("status"), "0\n");
    xterm.wait_for("the shell was here");
    xterm.click(middle, "1", "1");
    xterm.click(middle, "5", "1");
    xterm.write("typed\n");
    xterm.wait_for_line("line");
    assert_eq!(
        (room.text("line"), room.text("after")),
        ("typed\n".to_owned(), room.text("before"))
    );
}
