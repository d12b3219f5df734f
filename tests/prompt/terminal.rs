//! A program in a pseudo-terminal, its screen read by a terminal emulator. Tests wait for a
//! picture, never for a time.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Far beyond what anything here takes.
const DEADLINE: Duration = Duration::from_secs(30);
/// Columns and rows.
pub(crate) type Size = (u16, u16);

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
}

impl Terminal {
    /// Starts a program on a screen that shows `before` already.
    pub(crate) fn start(size: Size, before: &str, mut command: CommandBuilder) -> Terminal {
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pseudo-terminal");
        if command.get_env("TERM").is_none() {
            command.env("TERM", "xterm-256color");
        }
        let child = pair.slave.spawn_command(command).expect("the program runs");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().expect("its input");
        let mut parser = vt100::Parser::new(size.1, size.0, 0);
        parser.process(before.as_bytes());
        Terminal { master: pair.master, writer, output, parser, child }
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it reads");
        self.writer.flush().expect("it reads");
    }

    pub(crate) fn resize(&mut self, size: Size) {
        self.master.resize(pty_size(size)).expect("it resizes");
        self.parser.screen_mut().set_size(size.1, size.0);
    }

    pub(crate) fn text(&self) -> String {
        self.parser.screen().contents().trim_end().to_owned()
    }

    /// The text, the colours that hold, and the cursor.
    pub(crate) fn picture(&self) -> (String, Vec<u8>, (u16, u16)) {
        let screen = self.parser.screen();
        (self.text(), screen.attributes_formatted(), screen.cursor_position())
    }

    /// Waits until the screen is so.
    pub(crate) fn wait(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so(&self.text()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) => panic!("no {what} on\n{}", self.text()),
            }
        }
    }

    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |shown| shown.contains(text));
    }

    pub(crate) fn signal(&mut self, signal: nix::sys::signal::Signal) {
        let pid = self.child.process_id().expect("it runs") as i32;
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), signal).expect("it runs");
    }

    /// Waits for the end; gives the exit status. The terminal's modes must be as they were.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        let status = loop {
            match self.child.try_wait().expect("it can be asked") {
                Some(status) => break status.exit_code(),
                None if Instant::now() > deadline => {
                    let _ = self.child.kill();
                    panic!("it did not end:\n{}", self.text());
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        // What it wrote last may still be on its way.
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.parser.process(&bytes);
        }
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        use nix::sys::termios::{LocalFlags, OutputFlags};
        let modes = self.master.get_termios().expect("its modes");
        assert!(modes.local_flags.contains(LocalFlags::ECHO | LocalFlags::ICANON));
        assert!(modes.output_flags.contains(OutputFlags::OPOST));
        status
    }
}

fn pty_size((columns, rows): Size) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}
