//! How long the browser takes in a pseudo-terminal: to its first full frame, beside `less` on the
//! same page, and from a key to the frame that answers it. `cargo bench --bench frame`
//!
//! The two take turns, so that a busy machine is busy for both; medians and their ratio count, not
//! the figures alone. Prints, fails nothing.

#[cfg(not(unix))]
fn main() {
    println!("there are no pseudo-terminals to measure in");
}

#[cfg(unix)]
fn main() {
    unix::main();
}

#[cfg(unix)]
mod unix {
    use std::io::{Read, Write};
    use std::path::Path;
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

    /// A page with much code.
    const PAGE: &str = "recipes/nginx";
    /// What ends a frame of the browser.
    const FRAME: &[u8] = b"\x1b[?2026l";
    const RUNS: usize = 200;
    const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

    pub(crate) fn main() {
        let page = std::env::temp_dir().join(format!("cheat-page-{}", std::process::id()));
        std::fs::write(&page, text_of_page()).expect("the temporary folder can be written");
        first_frames(&page);
        keys();
        let _ = std::fs::remove_file(&page);
    }

    /// The page as `less` would be given it: with its colours.
    fn text_of_page() -> Vec<u8> {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cheat"));
        command.args(["show", PAGE, "--color", "always"]).env("COLUMNS", "120");
        command.output().expect("the program runs").stdout
    }

    fn first_frames(page: &Path) {
        let name = page.file_name().expect("it was given one").to_string_lossy().into_owned();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let mut cheat = command(env!("CARGO_BIN_EXE_cheat"));
            cheat.args(["open", PAGE]);
            ours.push(until(cheat, FRAME));
            let mut less = command("less");
            less.arg("-R");
            less.arg(page);
            // Its prompt, below the first screen, is the file's name.
            theirs.push(until(less, name.as_bytes()));
        }
        let (ours, theirs) = (percentiles("first frame", ours), percentiles("less -R", theirs));
        println!("first frame / less: {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
    }

    fn command(program: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear();
        command.env("PATH", path);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("CHEAT_STATE", "off");
        command
    }

    /// A program in a terminal of its own.
    struct Terminal {
        // Kept open: without it the program would be told that the terminal went away.
        _master: Box<dyn MasterPty + Send>,
        reader: Box<dyn Read + Send>,
        writer: Box<dyn Write + Send>,
        child: Box<dyn Child + Send + Sync>,
    }

    impl Terminal {
        fn start(command: CommandBuilder) -> Terminal {
            let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
            let child = pair.slave.spawn_command(command).expect("the program runs");
            let reader = pair.master.try_clone_reader().expect("its output");
            let writer = pair.master.take_writer().expect("its input");
            Terminal { _master: pair.master, reader, writer, child }
        }

        /// Reads until these bytes have come.
        fn read_until(&mut self, end: &[u8]) {
            let mut output = Vec::new();
            let mut bytes = [0; 1 << 16];
            while !output.windows(end.len()).any(|window| window == end) {
                let count = self.reader.read(&mut bytes).expect("it is still there");
                assert!(count > 0, "it ended before {:?}", String::from_utf8_lossy(end));
                output.extend_from_slice(&bytes[..count]);
            }
        }

        fn send(&mut self, keys: &str) {
            self.writer.write_all(keys.as_bytes()).expect("it reads");
            self.writer.flush().expect("it reads");
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn until(command: CommandBuilder, end: &[u8]) -> Duration {
        let start = Instant::now();
        let mut terminal = Terminal::start(command);
        terminal.read_until(end);
        start.elapsed()
    }

    /// Keys of reading, and of a search with its hits walked through.
    fn keys() {
        let mut browser = command(env!("CARGO_BIN_EXE_cheat"));
        browser.args(["open", PAGE]);
        let mut terminal = Terminal::start(browser);
        terminal.read_until(FRAME);
        // What it draws once nobody types for a moment is not the answer to a key.
        std::thread::sleep(Duration::from_millis(500));
        let (mut reading, mut typing) = (Vec::new(), Vec::new());
        for _ in 0..20 {
            for key in ["j", "j", " ", "\x04", "]", "]", "k", "b", "G", "g", "\t", "j", "\t", "\t"]
            {
                reading.push(answer(&mut terminal, key));
            }
            for key in ["/", "l", "o", "c", "k", "_", "t", "i", "m", "e", "\x0e", "\x0e", "\r", "n"]
            {
                typing.push(answer(&mut terminal, key));
            }
            terminal.send("\x1b");
            terminal.read_until(FRAME);
            terminal.send("\x0f");
            terminal.read_until(FRAME);
        }
        percentiles("key to frame, reading", reading);
        percentiles("key to frame, searching", typing);
    }

    fn answer(terminal: &mut Terminal, key: &str) -> Duration {
        let start = Instant::now();
        terminal.send(key);
        terminal.read_until(FRAME);
        start.elapsed()
    }

    /// Prints them in microseconds; gives the median.
    fn percentiles(what: &str, mut times: Vec<Duration>) -> Duration {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        let [p50, p99, max] = [0.5, 0.99, 1.0].map(|share| at(share).as_micros());
        println!("{what:<24} p50 {p50} us, p99 {p99} us, max {max} us");
        at(0.5)
    }
}
