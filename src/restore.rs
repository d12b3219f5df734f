//! The ways out of a program that has changed the terminal, besides its return: a panic, and the
//! signals that end it. What is put back, and how, is said by whoever changed it.

/// A released program aborts on a panic, so that no guard is dropped: the hook restores.
pub(crate) fn on_panic(restore: fn()) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        report(panic);
    }));
}

/// One thread waits for the signals that end programs, restores, and lets them end this one.
///
/// # Errors
/// When the signals cannot be watched.
#[cfg(unix)]
pub(crate) fn on_signals(restore: fn()) -> anyhow::Result<()> {
    use anyhow::Context as _;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM]).context("could not watch signals")?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            restore();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn on_signals(_restore: fn()) -> anyhow::Result<()> {
    Ok(())
}
