//! The clipboard on each of its ways, from the program to what is pasted: byte for byte, 100 kB of
//! it, and no newline at its end.
//!
//! A program that is missing is said, with what was skipped; with `CHEAT_REQUIRE=all` it is a
//! failure.

#[cfg(unix)]
mod choice;
#[cfg(unix)]
mod desktop;
#[cfg(unix)]
mod executed;
#[cfg(unix)]
mod multiplexer;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod room;
#[cfg(unix)]
mod stub;
#[cfg(unix)]
mod taken;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod xterm;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [
        desktop::trials(),
        multiplexer::trials(),
        terminal::trials(),
        stub::trials(),
        choice::trials(),
        executed::trials(),
        xterm::trials(),
    ];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit_code()
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: these are the ways to the clipboard on Unix");
}
