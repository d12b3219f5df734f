//! Snippets at the prompt: the picker in a pseudo-terminal, and the widgets and completions in the
//! real shells.
//!
//! A shell that is not installed is skipped, and that is said; with `CHEAT_REQUIRE=all` it is a
//! failure.

#[cfg(unix)]
mod completions;
#[cfg(unix)]
mod pane;
#[cfg(unix)]
mod picker;
#[cfg(unix)]
mod shell;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod widgets;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    let arguments = libtest_mimic::Arguments::from_args();
    let mut trials = picker::trials();
    trials.extend(widgets::trials());
    trials.extend(completions::trials());
    trials.extend(pane::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: pseudo-terminals and these shells are those of Unix");
}
