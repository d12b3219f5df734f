//! `cheat widget` in the real shells: what is picked stands on the command line, and nothing runs.

use libtest_mimic::Trial;

use crate::shell::{ALL, Name, Shell, Test, trial};

const CONTROL_G: &str = "\x07";

pub(crate) fn trials() -> Vec<Trial> {
    let tests: [Test; 7] = [
        ("a key picks into the command line", picks),
        ("a key picks with what is typed for the query", picks_with_query),
        ("left, the command line is as before", is_left),
        ("a filled value is text until it is run", is_not_run),
        ("the cursor stands at the end", cursor_at_end),
        ("several lines are kept", several_lines),
        ("another key", another_key),
    ];
    let of_shell = |shell: Name| tests.map(|test| trial(shell, test));
    ALL.into_iter().flat_map(of_shell).collect()
}

fn start(name: Name) -> Shell {
    Shell::start(name, &name.loading("widget"))
}

/// Waits until the screen shows the prompt with this behind it, and nothing else.
fn wait_for_line(shell: &mut Shell, line: &str) {
    let wanted = format!("ready> {line}");
    shell.terminal.wait(&wanted, |shown| shown.trim() == wanted.trim());
}

fn picks(name: Name) {
    let mut shell = start(name);
    shell.terminal.send(CONTROL_G);
    shell.terminal.wait_for("type to search");
    shell.terminal.send("vacuumdb jobs");
    shell.terminal.wait_for("│ vacuumdb --all");
    shell.terminal.send("\r");
    wait_for_line(&mut shell, "vacuumdb --all --analyze --jobs=2");
    // The cursor stands at its end, and the line is the shell's to edit.
    shell.terminal.send("0");
    wait_for_line(&mut shell, "vacuumdb --all --analyze --jobs=20");
}

fn picks_with_query(name: Name) {
    let mut shell = start(name);
    shell.terminal.send("vacuumdb jobs");
    wait_for_line(&mut shell, "vacuumdb jobs");
    shell.terminal.send(CONTROL_G);
    shell.terminal.wait_for("│ vacuumdb --all");
    shell.terminal.wait_for("> vacuumdb jobs  ");
    shell.terminal.send("\r");
    wait_for_line(&mut shell, "vacuumdb --all --analyze --jobs=2");
}

fn is_left(name: Name) {
    for (line, key) in [("", "\x1b"), ("echo größe '$(touch ran)", "\x1b"), ("-- \"", "\x03")] {
        let mut shell = start(name);
        shell.terminal.send(line);
        wait_for_line(&mut shell, line);
        shell.terminal.send(CONTROL_G);
        shell.terminal.wait("picker", |shown| {
            shown.contains("type to search")
                || shown.contains("nothing found")
                || shown.contains("1/")
        });
        shell.terminal.send(key);
        wait_for_line(&mut shell, line);
        assert!(!shell.path("ran").exists());
        shell.terminal.send("x");
        wait_for_line(&mut shell, &format!("{line}x"));
    }
}

fn is_not_run(name: Name) {
    let mut shell = start(name);
    shell.terminal.send("detached head");
    wait_for_line(&mut shell, "detached head");
    shell.terminal.send(CONTROL_G);
    shell.terminal.wait_for("1/");
    shell.terminal.send("\r");
    shell.terminal.wait_for("fill in");
    let value = match name {
        Name::Elvish => "(touch ran)",
        _ => "$(touch ran)",
    };
    shell.terminal.send(value);
    shell.terminal.wait_for(&format!("│ git switch -c {value}"));
    shell.terminal.send("\r");
    wait_for_line(&mut shell, &format!("git switch -c {value}"));
    assert!(!shell.path("ran").exists(), "it has run");
    // Run by the reader it leaves its mark: the check above could have failed.
    shell.terminal.send("\r");
    shell.terminal.wait("another prompt", |shown| shown.matches("ready>").count() == 2);
    assert!(shell.path("ran").exists());
}

/// Counted in characters, whatever they take.
fn cursor_at_end(name: Name) {
    let mut shell = start(name);
    shell.terminal.send("detached head");
    shell.terminal.send(CONTROL_G);
    shell.terminal.wait_for("1/");
    shell.terminal.send("\r");
    shell.terminal.wait_for("fill in");
    shell.terminal.send("größe日本\r");
    wait_for_line(&mut shell, "git switch -c größe日本");
    shell.terminal.send("0");
    wait_for_line(&mut shell, "git switch -c größe日本0");
}

fn several_lines(name: Name) {
    let mut shell = start(name);
    shell.terminal.send(CONTROL_G);
    shell.terminal.wait_for("type to search");
    shell.terminal.send("hsts");
    shell.terminal.wait_for("Strict-Transport-Security");
    shell.terminal.send("\r");
    shell.terminal.wait("all its lines", |shown| {
        let lines: Vec<&str> = shown.trim_end().lines().map(str::trim).collect();
        let Some((first, rest)) = lines.split_first() else { return false };
        *first == "ready> map $https $hsts {"
            // Elvish says below that it is no command of its own.
            && rest.get(..3)
                == Some(&[
                    r#"on      "max-age=63072000";"#,
                    "}",
                    "add_header Strict-Transport-Security $hsts always;",
                ])
    });
}

fn another_key(name: Name) {
    let mut shell = Shell::start(name, &name.loading("widget --key alt-t"));
    shell.terminal.send("\x1bt");
    shell.terminal.wait_for("type to search");
    shell.terminal.send("\x03");
    wait_for_line(&mut shell, "");
}
