//! Programs that take what goes onto the clipboard on their standard input.

use std::io::{ErrorKind, Read, Write};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A clipboard program.
#[derive(Debug, PartialEq, Eq)]
pub struct Tool {
    pub(super) name: &'static str,
    args: &'static [&'static str],
    /// The variable without which it has nothing to talk to.
    pub(super) needs: Option<&'static str>,
    reads: Reads,
}

/// How a program takes its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Utf8,
    /// As the locale says, which may be none.
    ByLocale,
    /// As the code page says, unless it looks like UTF-16; a byte order mark would be copied too.
    Utf16,
    Base64,
}

/// Exact, where `clip.exe` guesses: the text comes through as base64.
const POWERSHELL: &str = "Set-Clipboard -Value ([Text.Encoding]::UTF8.GetString(\
    [Convert]::FromBase64String([Console]::In.ReadToEnd())))";

const fn tool(
    name: &'static str,
    args: &'static [&'static str],
    needs: Option<&'static str>,
    reads: Reads,
) -> Tool {
    Tool { name, args, needs, reads }
}

/// In the order they are tried.
pub(super) static TOOLS: [Tool; 7] = [
    tool("pbcopy", &[], None, Reads::ByLocale),
    // Left to itself it guesses a type, and some programs then find no text.
    tool("wl-copy", &["--type", "text/plain"], Some("WAYLAND_DISPLAY"), Reads::Utf8),
    tool("xclip", &["-selection", "clipboard"], Some("DISPLAY"), Reads::Utf8),
    tool("xsel", &["--clipboard", "--input"], Some("DISPLAY"), Reads::Utf8),
    tool("termux-clipboard-set", &[], None, Reads::Utf8),
    tool(
        "powershell.exe",
        &["-NoProfile", "-NonInteractive", "-Command", POWERSHELL],
        None,
        Reads::Base64,
    ),
    tool("clip.exe", &[], None, Reads::Utf16),
];

/// Beyond the cold start of a PowerShell, and of what else may answer at all.
const PATIENCE: Duration = Duration::from_secs(10);

impl Tool {
    /// Gives it the text.
    pub(super) fn send(&self, text: &str) -> anyhow::Result<()> {
        let mut command = Command::new(self.name);
        command.args(self.args);
        let input = match self.reads {
            Reads::Utf8 => text.into(),
            Reads::ByLocale => {
                command.env_remove("LC_ALL").env("LC_CTYPE", "UTF-8");
                text.into()
            }
            Reads::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Reads::Base64 => STANDARD.encode(text).into(),
        };
        feed(command, input)
    }
}

/// Gives a program its input, and waits for its end. What stays in the background to keep the
/// clipboard alive is not waited for, and outlives the terminal: it is no part of its foreground.
pub(super) fn feed(mut command: Command, input: Vec<u8>) -> anyhow::Result<()> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("it is not installed"),
        _ => anyhow!("could not be started: {error}"),
    })?;
    let deadline = Instant::now() + PATIENCE;
    let mut stdin = child.stdin.take().expect("it is piped");
    let written = aside(move || stdin.write_all(&input));
    let Some(status) = ended(&mut child, deadline)? else {
        let _ = child.kill();
        let _ = child.wait();
        bail!("no answer within {} s", PATIENCE.as_secs());
    };
    if !status.success() {
        match child.stderr.take().and_then(complaint) {
            Some(complaint) => bail!("{complaint}"),
            None => bail!("{status}"),
        }
    }
    let left = deadline.saturating_duration_since(Instant::now());
    written.recv_timeout(left)?.context("it did not take the text")
}

/// Does what may block where it blocks nobody.
fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(work()));
    receiver
}

fn ended(child: &mut Child, deadline: Instant) -> anyhow::Result<Option<ExitStatus>> {
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if Instant::now() > deadline => return Ok(None),
            None => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// The first line of what a program says of its failure. Something it left behind may hold the
/// other end open, so it is not waited for long.
fn complaint(mut stderr: ChildStderr) -> Option<String> {
    let said = aside(move || {
        let mut bytes = [0; 1024];
        let count = stderr.read(&mut bytes).unwrap_or(0);
        String::from_utf8_lossy(&bytes[..count]).into_owned()
    });
    let said = said.recv_timeout(Duration::from_millis(200)).ok()?;
    let first = said.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(super::printable(first))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, input: &str) -> anyhow::Result<()> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        feed(command, input.into())
    }

    #[test]
    fn a_failure_is_told_in_the_programs_words() {
        let error = shell("echo; echo ' no\x1b display ' >&2; exit 1", "x").unwrap_err();
        assert_eq!(error.to_string(), "no display");
        let error = shell("exit 3", "x").unwrap_err().to_string();
        assert!(error.contains("exit status: 3"), "{error}");
        let error = feed(Command::new("no-such-program-here"), Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "it is not installed");
    }

    #[test]
    fn what_is_not_read_is_not_copied() {
        let error = shell("exec <&-; exit 0", &"x".repeat(1 << 20)).unwrap_err();
        assert!(error.to_string().starts_with("it did not take the text"), "{error}");
    }

    #[test]
    fn what_stays_behind_is_not_waited_for() {
        let start = Instant::now();
        shell("cat >/dev/null; sleep 20 & exit 0", &"x".repeat(1 << 20)).unwrap();
        let error = shell("sleep 20 & exit 2", "x").unwrap_err().to_string();
        assert!(error.contains("exit status: 2"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(15));
    }
}
