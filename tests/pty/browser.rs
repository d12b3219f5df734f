//! The program in a pseudo-terminal of its own, its screen read by an emulator.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Far beyond what anything here takes.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// What left the program besides the picture.
#[derive(Default)]
pub(crate) struct Clipboard(pub(crate) Vec<u8>, pub(crate) Vec<String>);

impl vt100::Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0 = data.to_vec();
    }

    /// The addresses of hyperlinks; an empty one ends them.
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        if let [b"8", _, address @ ..] = params {
            self.1.push(String::from_utf8_lossy(&address.join(&b';')).into_owned());
        }
    }
}

pub(crate) struct Browser {
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) writer: Box<dyn Write + Send>,
    pub(crate) output: Receiver<Vec<u8>>,
    pub(crate) parser: vt100::Parser<Clipboard>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
}

impl Browser {
    pub(crate) fn open(columns: u16, rows: u16, args: &[&str]) -> Browser {
        Browser::open_in("xterm-256color", columns, rows, args)
    }

    pub(crate) fn open_in(term: &str, columns: u16, rows: u16, args: &[&str]) -> Browser {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
        command.args(args);
        command.env_clear();
        command.env("TERM", term);
        Browser::start(columns, rows, command)
    }

    pub(crate) fn start(columns: u16, rows: u16, command: CommandBuilder) -> Browser {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the binary runs");
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
        let parser = vt100::Parser::new_with_callbacks(rows, columns, 0, Clipboard::default());
        Browser { master: pair.master, writer, output, parser, child }
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it reads");
        self.writer.flush().expect("it reads");
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, is_so: impl Fn(&vt100::Parser<Clipboard>) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so(&self.parser) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) => panic!("no {what} on\n{}", self.parser.screen().contents()),
            }
        }
    }

    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |parser| parser.screen().contents().contains(text));
    }

    /// Waits for the end; gives the exit status. The terminal must be as it was.
    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        let status = loop {
            match self.child.try_wait().expect("it can be asked") {
                Some(status) => break status.exit_code(),
                None if Instant::now() > deadline => {
                    let _ = self.child.kill();
                    panic!("it did not end");
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let is_restored = |parser: &vt100::Parser<Clipboard>| {
            let screen = parser.screen();
            let is_without_mouse = screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None;
            !screen.alternate_screen()
                && !screen.bracketed_paste()
                && !screen.hide_cursor()
                && is_without_mouse
        };
        self.wait("restored screen", is_restored);
        let modes = self.master.get_termios().expect("its modes");
        use nix::sys::termios::LocalFlags;
        assert!(modes.local_flags.contains(LocalFlags::ECHO | LocalFlags::ICANON));
        status
    }
}
