//! `cheat completions` in the real shells.

use libtest_mimic::Trial;

use crate::shell::{ALL, Name, Shell, Test, trial};

pub(crate) fn trials() -> Vec<Trial> {
    let tests: [Test; 5] = [
        ("pages are offered", pages),
        ("a page is completed", a_page),
        ("a section is completed", a_section),
        ("commands and flags are completed", commands),
        ("the value of a flag is completed", a_value),
    ];
    let of_shell = |shell: Name| tests.map(|test| trial(shell, test));
    ALL.into_iter().flat_map(of_shell).collect()
}

fn start(name: Name) -> Shell {
    Shell::start(name, &name.loading("completions"))
}

/// What `typed` becomes at the Tab key.
fn completed(name: Name, typed: &str, line: &str) {
    let mut shell = start(name);
    shell.terminal.send(&format!("{typed}\t"));
    let wanted = format!("ready> {line}");
    shell
        .terminal
        .wait(&wanted, |shown| shown.lines().next().is_some_and(|l| l.trim_end() == wanted));
}

fn pages(name: Name) {
    let mut shell = start(name);
    // Bash first completes what all have in common, then rings, then lists.
    shell.terminal.send("cheat show rec\t");
    shell.terminal.wait_for("ready> cheat show recipes/");
    shell.terminal.send("\t\t");
    for page in ["recipes/nginx", "recipes/uwsgi", "recipes/kubernetes"] {
        let last = page.trim_start_matches("recipes/");
        shell
            .terminal
            .wait(page, |shown| shown.contains(page) || shown.contains(&format!("/{last}")));
    }
}

fn a_page(name: Name) {
    completed(name, "cheat show recipes/ngi", "cheat show recipes/nginx");
}

fn a_section(name: Name) {
    completed(name, "cheat show 'git#reflo", "cheat show 'git#reflog'");
    match name {
        // Quoted, as it would be a pattern there.
        Name::Zsh => completed(name, "cheat copy git#reflo", r"cheat copy git\#reflog"),
        Name::Bash | Name::Fish => completed(name, "cheat copy git#reflo", "cheat copy git#reflog"),
        // Without quotes a comment begins there.
        Name::Elvish => {}
    }
}

fn commands(name: Name) {
    completed(name, "cheat comp", "cheat completions");
    completed(name, "cheat completions nu", "cheat completions nushell");
    completed(name, "cheat search --has", "cheat search --has-code");
}

fn a_value(name: Name) {
    completed(name, "cheat search --lang dockeri", "cheat search --lang dockerignore");
    let of_sign = match name {
        Name::Elvish => "cheat search '--in=recipes/nginx'",
        _ => "cheat search --in=recipes/nginx",
    };
    completed(name, "cheat search --in=recipes/ngi", of_sign);
    if name == Name::Bash {
        completed(name, "cheat show nginx --set doma", "cheat show nginx --set domain=");
        completed(name, "cheat show --for postg", "cheat show --for postgresql=");
        completed(name, "cheat show --for nginx=1.19", "cheat show --for nginx=1.19.4");
        completed(name, "cheat show --for=nginx=1.19", "cheat show --for=nginx=1.19.4");
    }
    completed(name, "cheat --color al", "cheat --color always");
}
