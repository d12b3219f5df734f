//! A folder with a PATH of its own, and the trials in it.

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Completion, Failed, Trial};
use tempfile::TempDir;

use crate::taken::Taken;

/// Far beyond what anything here takes.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// A trial that is skipped, with the reason, where a program is missing.
pub(crate) fn trial(name: &str, needs: &'static [&'static str], test: fn()) -> Trial {
    Trial::ignorable_test(name, move || {
        let Some(missing) = needs.iter().find(|program| found(program).is_none()) else {
            test();
            return Ok(Completion::Completed);
        };
        let reason = format!("{missing} is not installed");
        match env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all") {
            true => Err(Failed::from(reason)),
            false => Ok(Completion::ignored_with(reason)),
        }
    })
}

pub(crate) fn found(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|path| path.is_file())
}

pub(crate) struct Room {
    folder: TempDir,
}

/// How a program ended.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) status: i32,
}

impl Room {
    /// With these programs of the machine, and `cheat`.
    pub(crate) fn with(programs: &[&str]) -> Room {
        let room = Room { folder: TempDir::new().expect("a folder") };
        fs::create_dir(room.path("bin")).expect("a folder");
        symlink(env!("CARGO_BIN_EXE_cheat"), room.path("bin/cheat")).expect("a link");
        for program in programs {
            let path = found(program).expect("the trial has looked");
            symlink(path, room.path("bin").join(program)).expect("a link");
        }
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("UTF-8")
    }

    /// A program of the test's own.
    pub(crate) fn stub(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        let script =
            format!("#!/bin/sh\nPATH=/usr/bin:/bin\ncd '{}'\n{script}\n", self.folder().display());
        fs::write(&path, script).expect("it is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may be run");
    }

    /// A program that sees of the environment what is set here.
    pub(crate) fn command(&self, program: &str) -> Command {
        // What starts it looks for it in the test's own PATH, not in the one it is given.
        let mut command = Command::new(self.path("bin").join(program));
        command.env_clear().env("PATH", self.path("bin")).env("HOME", self.folder());
        command.current_dir(self.folder()).stdin(Stdio::null());
        command
    }

    /// Runs `cheat copy`, its terminal, if there was one, taken away.
    pub(crate) fn copy(&self, arguments: &[String], variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(found("setsid").map_or("setsid".into(), |path| path));
        command.arg("-w").arg(self.path("bin/cheat")).arg("copy").args(arguments);
        command.env_clear().env("PATH", self.path("bin")).env("HOME", self.folder());
        command.current_dir(self.folder()).stdin(Stdio::null()).envs(variables.iter().copied());
        ran(command.output().expect("it runs"))
    }

    /// Copies, and takes nothing but success and this message.
    #[track_caller]
    pub(crate) fn copied(&self, taken: &Taken, variables: &[(&str, &str)], message: &str) {
        let ran = self.copy(&taken.arguments, variables);
        assert_eq!((ran.out.as_str(), ran.status), ("", 0), "{}", ran.err);
        let end = format!(" {message}\n");
        assert!(ran.err.starts_with("cheat: copied ") && ran.err.ends_with(&end), "{}", ran.err);
    }
}

fn ran(Output { stdout, stderr, status }: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { out: text(stdout), err: text(stderr), status: status.code().expect("it ends by itself") }
}

/// What a command prints.
#[track_caller]
pub(crate) fn printed(mut command: Command) -> Vec<u8> {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Waits until there is something.
#[track_caller]
pub(crate) fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        match look() {
            Some(found) => return found,
            None if Instant::now() > deadline => panic!("no {what}"),
            None => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// A server of the test's, gone with it.
pub(crate) struct Server(pub(crate) Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
