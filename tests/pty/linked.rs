//! Addresses for the terminal to open (OSC 8), and those that are opened from the browser.

use portable_pty::CommandBuilder;

use crate::browser::Browser;

fn open(term: &str, variables: &[(&str, &str)]) -> Browser {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
    // A page whose links lead outside.
    command.args(["open", "references#apis"]);
    command.env_clear();
    command.env("TERM", term);
    command.env("CHEAT_STATE", "off");
    command.env("CHEAT_CLIPBOARD", "osc52");
    variables.iter().for_each(|(name, value)| command.env(name, value));
    Browser::start(100, 30, command)
}

#[test]
fn addresses_go_to_terminals_that_know_them() {
    for (term, tmux, is_sent) in [
        ("xterm-256color", "", true),
        ("screen-256color", "/tmp/tmux-1/default,1,0", true),
        ("screen", "", false),
        ("linux", "", false),
    ] {
        let mut browser = open(term, &[("TMUX", tmux)]);
        browser.wait_for("Contents");
        browser.send("f");
        browser.wait_for("follow it");
        let addresses = &browser.parser.callbacks().1;
        let is_address = |address: &String| {
            address.is_empty()
                || address.starts_with("http") && address.bytes().all(|b| b.is_ascii_graphic())
        };
        assert!(addresses.iter().all(is_address), "{addresses:?}");
        assert_eq!(addresses.iter().any(|address| !address.is_empty()), is_sent, "{term}");
        browser.send("\x03");
        assert_eq!(browser.wait_for_end(), 130);
    }
}

/// Follows the first link in view, and waits for its address.
fn follow(browser: &mut Browser) {
    browser.wait_for("Contents");
    browser.send("f");
    browser.wait_for("follow it");
    browser.send("a");
    browser.wait_for("Outside of the book");
}

#[test]
fn an_address_is_opened_by_the_readers_browser_and_no_shell() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let opened = folder.path().join("opened");
    let program = folder.path().join("show");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >{}.new\nmv {0}.new {0}\n",
        opened.display()
    );
    std::fs::write(&program, script).expect("the folder is ours");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&program, mode).expect("it is ours");
    let command = format!("{} --new %s", program.display());
    let mut browser = open("xterm", &[("BROWSER", &command), ("PATH", "/usr/bin:/bin")]);
    follow(&mut browser);
    browser.send("\r");
    browser.wait_for("opened with");
    let deadline = std::time::Instant::now() + crate::browser::DEADLINE;
    while !opened.exists() {
        assert!(std::time::Instant::now() < deadline, "nothing was opened");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let words = std::fs::read_to_string(&opened).expect("it is there");
    let words: Vec<&str> = words.lines().collect();
    assert_eq!(words[..2], ["2", "--new"]);
    assert!(words[2].starts_with("https://"), "{words:?}");
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

#[test]
fn without_a_display_it_says_so_and_copies() {
    let mut browser = open("xterm", &[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")]);
    follow(&mut browser);
    browser.send("o");
    browser.wait_for("no display here: y copies the address");
    browser.send("y");
    browser.wait_for("sent the address");
    assert!(!browser.parser.callbacks().0.is_empty());
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}
