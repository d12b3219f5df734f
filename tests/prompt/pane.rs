//! Inside a real tmux: the popup of the README, and nushell, whose editor asks its terminal for
//! answers that the emulator of the other trials does not give.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Completion, Failed, Trial};
use tempfile::TempDir;

use crate::shell::program;

/// Far beyond what anything here takes.
const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("tmux", "the popup puts what is picked into its pane", popup),
        trial("nushell", "a key picks with what is typed for the query", nushell_picks),
        trial("nushell", "left, the command line is as before", nushell_is_left),
    ]
}

fn trial(kind: &'static str, what: &str, test: fn(&Path)) -> Trial {
    let skip = |reason: String| match env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all") {
        true => Err(Failed::from(reason)),
        false => Ok(Completion::ignored_with(reason)),
    };
    let run = move || {
        let needed = if kind == "nushell" { nushell() } else { program("bash") };
        match (program("tmux"), needed) {
            (None, _) => skip("tmux is not installed".to_owned()),
            (_, None) => skip(format!("{kind} cannot be tried: its shell is not installed")),
            (Some(_), Some(needed)) => {
                test(&needed);
                Ok(Completion::Completed)
            }
        }
    };
    Trial::ignorable_test(what, run).with_kind(kind)
}

/// That of the machine, or the one that `.ci/tools` fetched.
fn nushell() -> Option<PathBuf> {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/node/node_modules");
    let fetched = modules.join("@nushell/linux-x64/bin/nu");
    program("nu").or_else(|| fetched.is_file().then_some(fetched))
}

/// The only pane of a tmux.
struct Pane {
    folder: TempDir,
}

impl Pane {
    /// Runs a command there, in a folder with these files.
    fn start(files: &[(&str, &str)], command: &str) -> Pane {
        let pane = Pane { folder: TempDir::new().expect("a folder") };
        for (name, text) in files {
            fs::write(pane.folder.path().join(name), text).expect("it is written");
        }
        pane.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "24", command]);
        pane
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let built = Path::new(env!("CARGO_BIN_EXE_cheat")).parent().expect("it lies in a folder");
        let path = env::var_os("PATH").unwrap_or_default();
        let paths = [built.to_owned()].into_iter().chain(env::split_paths(&path));
        let output = Command::new(program("tmux").expect("the trial has looked"))
            .args(["-L", "pane"])
            .args(arguments)
            .env_clear()
            .env("PATH", env::join_paths(paths).expect("they came from there"))
            .env("TMUX_TMPDIR", self.folder.path())
            .env("HOME", self.folder.path())
            .env("SHELL", "/bin/sh")
            .env("LC_ALL", "C.UTF-8")
            .current_dir(self.folder.path())
            .output()
            .expect("tmux runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn send(&self, keys: &[&str]) {
        self.tmux(&[&["send-keys"], keys].concat());
    }

    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let shown = self.tmux(&["capture-pane", "-p"]);
            match is_so(shown.trim_end()) {
                true => return,
                false if Instant::now() > deadline => panic!("no {what} on\n{shown}"),
                false => thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

/// The line as it stands in the README, in a tmux of its own inside the pane: a popup needs someone
/// who looks at it.
fn popup(bash: &Path) {
    let readme = include_str!("../../README.md");
    let line = readme.lines().find(|line| line.contains("display-popup")).expect("it is there");
    let shell = format!("PS1='ready> ' {} --norc --noprofile", bash.display());
    let inner = format!("env -u TMUX tmux -L inner -f conf new-session \"{shell}\"");
    let pane = Pane::start(&[("conf", line)], &inner);
    pane.wait("prompt", |shown| shown.starts_with("ready>"));
    pane.send(&["C-b", "g"]);
    pane.wait("picker", |shown| shown.contains("type to search"));
    pane.send(&["-l", "vacuumdb jobs"]);
    pane.wait("snippet", |shown| shown.contains("│ vacuumdb --all"));
    pane.send(&["Enter"]);
    pane.wait("command line", |shown| {
        shown.lines().next() == Some("ready> vacuumdb --all --analyze --jobs=2")
    });
    pane.send(&["C-b", "g"]);
    pane.wait("picker", |shown| shown.contains("type to search"));
    pane.send(&["C-c"]);
    pane.wait("command line as before", |shown| {
        !shown.contains("type to search")
            && shown.lines().next() == Some("ready> vacuumdb --all --analyze --jobs=2")
    });
    let kill = ["run-shell", "env -u TMUX tmux -L inner kill-server"];
    pane.tmux(&kill);
}

fn start_nushell(nu: &Path) -> Pane {
    let setting = "$env.config.show_banner = false; $env.PROMPT_COMMAND = {|| 'ready'}; \
        $env.PROMPT_COMMAND_RIGHT = ''; $env.PROMPT_INDICATOR = '> '\n";
    let run = format!(
        "cheat widget nushell >>config.nu && exec {} --config config.nu --env-config setting.nu",
        nu.display()
    );
    let pane = Pane::start(&[("config.nu", setting), ("setting.nu", "")], &run);
    pane.wait("prompt", |shown| shown == "ready>");
    pane
}

fn nushell_picks(nu: &Path) {
    let pane = start_nushell(nu);
    pane.send(&["-l", "vacuumdb jobs"]);
    pane.wait("command line", |shown| shown == "ready> vacuumdb jobs");
    pane.send(&["C-g"]);
    pane.wait("snippet", |shown| shown.contains("│ vacuumdb --all"));
    pane.send(&["Enter"]);
    pane.wait("command line", |shown| shown == "ready> vacuumdb --all --analyze --jobs=2");
    pane.send(&["-l", "0"]);
    pane.wait("end of the line", |shown| shown == "ready> vacuumdb --all --analyze --jobs=20");
}

fn nushell_is_left(nu: &Path) {
    let pane = start_nushell(nu);
    pane.send(&["-l", "touch ran größe"]);
    pane.wait("command line", |shown| shown == "ready> touch ran größe");
    pane.send(&["C-g"]);
    pane.wait("picker", |shown| shown.contains("esc leave"));
    pane.send(&["Escape"]);
    pane.wait("command line as before", |shown| shown == "ready> touch ran größe");
    assert!(!pane.folder.path().join("ran").exists());
}
