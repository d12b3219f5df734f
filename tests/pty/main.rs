//! The browser in a real pseudo-terminal, its screen read by a terminal emulator. Tests wait for
//! a picture, never for a time.
#![cfg(unix)]

mod browser;
mod chosen;
mod kept;
mod killed;
mod linked;
mod looks;
mod mouse;

use portable_pty::{CommandBuilder, PtySize};

use browser::Browser;

#[test]
fn search_open_copy_quit() {
    let mut browser = Browser::open(120, 36, &[]);
    browser.wait_for("On this page");
    browser.send("/limit_req_z");
    browser.wait_for("Rate limit by IP");
    browser.wait_for("/limit_req_z");
    browser.send("\r");
    browser.wait_for("y copy");
    browser.send("y");
    browser.wait_for("sent");
    let copied = browser.parser.callbacks().0.clone();
    let expected = std::process::Command::new(env!("CARGO_BIN_EXE_cheat"))
        .args(["show", "nginx#rate-limit-by-ip.1"])
        .output()
        .expect("the binary runs")
        .stdout;
    let text = base64_decoded(&copied);
    assert_eq!(String::from_utf8_lossy(&text), String::from_utf8_lossy(&expected).trim_end());
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

/// The emulator hands on what stood in the sequence.
fn base64_decoded(data: &[u8]) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(data).expect("base64")
}

#[test]
fn a_paste_opens_the_search_and_is_never_keys() {
    let mut browser = Browser::open(120, 36, &[]);
    browser.wait_for("On this page");
    browser.send("\x1b[200~q\nlimit_conn\x1b[201~");
    browser.wait_for("/q limit_conn");
    browser.send("\x1b");
    browser.wait_for("On this page");
    browser.send("\x03");
    assert_eq!(browser.wait_for_end(), 130);
}

#[test]
fn signals_leave_the_terminal_as_it_was() {
    for signal in [nix::sys::signal::SIGTERM, nix::sys::signal::SIGINT, nix::sys::signal::SIGHUP] {
        let mut browser = Browser::open(80, 24, &["open", "nginx"]);
        browser.wait_for("Contents");
        let pid = browser.child.process_id().expect("it runs") as i32;
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), signal).expect("it runs");
        assert_ne!(browser.wait_for_end(), 0);
    }
}

#[test]
fn every_size_is_survived() {
    let mut browser = Browser::open(120, 36, &["open", "nginx"]);
    browser.wait_for("Contents");
    for (columns, rows) in [(5, 2), (20, 5), (40, 12), (300, 90), (80, 24)] {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        browser.master.resize(size).expect("it resizes");
        browser.parser.screen_mut().set_size(rows, columns);
        browser.send("/limit\x1bj?j\x1b");
    }
    // An Esc right before another key may be read as Alt and that key, so no `q` here: it could be
    // typed into the search box.
    browser.send("\x03");
    assert_eq!(browser.wait_for_end(), 130);
}

#[test]
fn redrawing_asks_the_terminal_nothing() {
    let mut browser = Browser::open(80, 24, &["open", "nginx"]);
    browser.wait_for("Contents");
    // Nobody answers questions here: one would end the browser with an error.
    browser.send("\x0c?");
    browser.wait_for("any other key closes");
    browser.send("\x03");
    assert_eq!(browser.wait_for_end(), 130);
}

#[test]
fn a_dumb_terminal_gets_one_line() {
    let mut browser = Browser::open_in("dumb", 100, 24, &[]);
    browser.wait_for("more than a dumb terminal");
    assert_eq!(browser.wait_for_end(), 2);
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_leaves_the_terminal_as_it_was_and_says_what_it_was() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("CHEAT_PANIC", "1");
    let mut browser = Browser::start(80, 24, command);
    assert_eq!(browser.wait_for_end(), 101);
    browser.wait_for("CHEAT_PANIC is set");
}

#[test]
fn suspended_it_gives_the_terminal_back_and_returns() {
    let mut command = CommandBuilder::new("/bin/sh");
    command.arg("-i");
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("PS1", "ready> ");
    let mut shell = Browser::start(80, 24, command);
    shell.wait_for("ready>");
    shell.send(concat!(env!("CARGO_BIN_EXE_cheat"), " open nginx\r"));
    shell.wait_for("Contents");
    shell.send("\x1a");
    shell.wait("the shell's screen", |parser| {
        let screen = parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && screen.contents().contains("topped")
    });
    shell.send("fg\r");
    shell.wait("the browser again", |parser| {
        parser.screen().alternate_screen() && parser.screen().contents().contains("Contents")
    });
    shell.send("q");
    // The third prompt: only then are keys the shell's.
    shell.wait("the shell's screen", |parser| {
        parser.screen().contents().matches("ready>").count() == 3
    });
    shell.send("exit 7\r");
    assert_eq!(shell.wait_for_end(), 7);
}

#[test]
fn a_storm_of_resizes_and_keys_ends_at_ctrl_c() {
    const KEYS: [&str; 13] =
        ["jjJ", "/ssl", "\t", "\r", "]y", "G", "gg", "?", "z", "<<", "\\", "\x1b[<65;9;9M", "M"];
    let mut browser = Browser::open(120, 36, &["open", "nginx"]);
    browser.wait_for("Contents");
    for step in 0..200u16 {
        let (columns, rows) = (20 + step * 7 % 150, 5 + step * 3 % 40);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        browser.master.resize(size).expect("it resizes");
        browser.parser.screen_mut().set_size(rows, columns);
        browser.send(KEYS[usize::from(step) % KEYS.len()]);
    }
    browser.send("\x03");
    assert_eq!(browser.wait_for_end(), 130);
}

/// `cheat show` with a value asked for, its standard output a pipe to `cat -v`.
fn asking(id: &str, flags: &str) -> Browser {
    let mut command = CommandBuilder::new("/bin/sh");
    let line = format!("{} show '{id}' {flags} | cat -v; echo done", env!("CARGO_BIN_EXE_cheat"));
    command.args(["-c", line.as_str()]);
    command.env_clear();
    command.env("TERM", "xterm");
    command.env("PATH", "/usr/bin:/bin");
    Browser::start(100, 30, command)
}

#[test]
fn values_are_asked_for_on_the_terminal_while_output_goes_elsewhere() {
    let mut shell = asking("nginx#https-site", "--ask --set public_ipv6=::1");
    shell.wait_for("public_ipv4: ");
    shell.send("192.0.2.7\n");
    shell.wait_for("domain [example.com]: ");
    shell.send("\n");
    shell.wait_for("done");
    let screen = shell.parser.screen().contents();
    assert!(screen.contains("listen 192.0.2.7:443 ssl;"), "{screen}");
    assert!(screen.contains("listen [::1]:443 ssl;"), "given, and not asked for: {screen}");
    assert!(screen.contains("server_name example.com;"), "the default: {screen}");
    assert_eq!(shell.wait_for_end(), 0);
}

#[test]
fn leaving_the_questions_prints_nothing_and_is_130() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(["show", "nginx#https-site", "--ask"]);
    command.env_clear();
    command.env("TERM", "xterm");
    let mut asked = Browser::start(100, 30, command);
    asked.wait_for("public_ipv4: ");
    asked.send("\u{4}");
    assert_eq!(asked.wait_for_end(), 130);
    assert!(!asked.parser.screen().contents().contains("server"));
}

#[test]
fn on_a_terminal_control_characters_of_code_are_shown() {
    let mut browser = Browser::open(
        100,
        30,
        &["show", "nginx#https-site", "--set", "domain=\u{1b}[2Jgone\u{7}", "--no-pager"],
    );
    browser.wait_for("server_name \u{241b}[2Jgone\u{2407};");
    assert_eq!(browser.wait_for_end(), 0);
}
