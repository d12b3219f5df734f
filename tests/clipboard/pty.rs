//! A program in a pseudo-terminal, and all it wrote there.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::room::{DEADLINE, Room};

pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    pub(crate) written: Vec<u8>,
}

impl Pty {
    /// A program of a room's, with the machine's own behind it.
    pub(crate) fn command(room: &Room, program: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("PATH", format!("{}:/usr/bin:/bin", room.path("bin").display()));
        command.env("HOME", room.folder());
        command.env("TMUX_TMPDIR", room.folder());
        command.env("SHELL", "/bin/sh");
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.cwd(room.folder());
        command
    }

    pub(crate) fn start(command: CommandBuilder) -> Pty {
        let size = PtySize { rows: 30, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program runs");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().expect("its input");
        Pty { child, writer, _master: pair.master, output, written: Vec::new() }
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it reads");
        self.writer.flush().expect("it reads");
    }

    /// Waits until what was written is so.
    #[track_caller]
    pub(crate) fn wait<T>(&mut self, what: &str, look: impl Fn(&[u8]) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(found) = look(&self.written) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.written.extend(bytes),
                Err(_) => {
                    let last = &self.written[self.written.len().saturating_sub(500)..];
                    panic!("no {what}; last came {:?}", String::from_utf8_lossy(last))
                }
            }
        }
    }

    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |written| {
            written.windows(text.len()).any(|window| window == text.as_bytes()).then_some(())
        });
    }

    /// The first text that the terminal was asked to put on its clipboard.
    #[track_caller]
    pub(crate) fn clipboard(&mut self) -> Vec<u8> {
        self.wait("OSC 52", |written| clipboards(written).into_iter().next())
    }

    /// As when a terminal's window is closed: the programs in its foreground are told so.
    pub(crate) fn hang_up(mut self) {
        let leader = self.child.process_id().expect("it runs") as i32;
        let group = nix::unistd::Pid::from_raw(leader);
        nix::sys::signal::killpg(group, nix::sys::signal::Signal::SIGHUP).expect("it is there");
        let _ = self.child.wait();
    }

    /// The exit status, with all that was written.
    #[track_caller]
    pub(crate) fn end(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        let status = loop {
            // Nothing must be left in its way.
            self.written.extend(self.output.try_iter().flatten());
            match self.child.try_wait().expect("it can be asked") {
                Some(status) => break status.exit_code(),
                None if Instant::now() > deadline => panic!("it did not end"),
                None => thread::sleep(std::time::Duration::from_millis(5)),
            }
        };
        while let Ok(bytes) = self.output.recv_timeout(std::time::Duration::from_millis(200)) {
            self.written.extend(bytes);
        }
        status
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if !self.child.try_wait().is_ok_and(|status| status.is_some()) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The texts of all whole sequences of OSC 52, as a terminal reads them.
pub(crate) fn clipboards(written: &[u8]) -> Vec<Vec<u8>> {
    const START: &[u8] = b"\x1b]52;";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = written[at..].windows(START.len()).position(|w| w == START) {
        let string = at + start + START.len();
        let rest = &written[string..];
        let Some(end) = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b)) else { break };
        let text = rest[..end].split(|byte| *byte == b';').nth(1).expect("a selection and a text");
        found.push(STANDARD.decode(text).expect("base64"));
        at = string + end;
    }
    found
}
