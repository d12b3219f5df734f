//! The real shells, started bare in a pseudo-terminal.

use std::env;
use std::path::{Path, PathBuf};

use libtest_mimic::{Completion, Failed, Trial};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::Terminal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Bash,
    Zsh,
    Fish,
    Elvish,
}

pub(crate) const ALL: [Name; 4] = [Name::Bash, Name::Zsh, Name::Fish, Name::Elvish];

impl Name {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Name::Bash => "bash",
            Name::Zsh => "zsh",
            Name::Fish => "fish",
            Name::Elvish => "elvish",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Name::Bash => &["--norc", "--noprofile", "-i"],
            Name::Zsh => &["-f", "-i"],
            Name::Fish => &["--no-config", "-i"],
            Name::Elvish => &["-norc"],
        }
    }

    /// What has to be said before anything else: the prompt, and that nothing is left to chance.
    fn setting(self) -> &'static str {
        match self {
            Name::Bash => "PS1='ready''> '",
            Name::Zsh => {
                "PS1='ready''> '; unsetopt PROMPT_SP; autoload -Uz compinit; compinit -u -D"
            }
            Name::Fish => {
                "function fish_prompt; printf 'ready''> '; end; function fish_right_prompt; end; set -g fish_autosuggestion_enabled 0"
            }
            Name::Elvish => "set edit:prompt = { put 'ready'; put '> ' }; set edit:rprompt = { }",
        }
    }

    /// The lines that load what `cheat COMMAND SHELL` prints.
    pub(crate) fn loading(self, command: &str) -> String {
        let name = self.text();
        match self {
            Name::Bash | Name::Zsh => format!("eval \"$(cheat {command} {name})\""),
            Name::Fish => format!("cheat {command} {name} | source"),
            Name::Elvish => format!("eval (cheat {command} {name} | slurp)"),
        }
    }
}

/// What is tried in a shell, and how.
pub(crate) type Test = (&'static str, fn(Name));

pub(crate) struct Shell {
    pub(crate) terminal: Terminal,
    pub(crate) folder: TempDir,
}

impl Shell {
    /// The shell with its prompt, after it has read `lines`.
    pub(crate) fn start(name: Name, lines: &str) -> Shell {
        let folder = TempDir::new().expect("a folder");
        let mut command = CommandBuilder::new(program(name.text()).expect("the trial has looked"));
        command.args(name.arguments());
        command.cwd(folder.path());
        command.env_clear();
        let built = Path::new(env!("CARGO_BIN_EXE_cheat")).parent().expect("it lies in a folder");
        let path = env::var_os("PATH").unwrap_or_default();
        let paths = [built.to_owned()].into_iter().chain(env::split_paths(&path));
        command.env("PATH", env::join_paths(paths).expect("they came from there"));
        command.env("HOME", folder.path());
        command.env("LC_ALL", "C.UTF-8");
        let mut terminal = Terminal::start((80, 24), "", command);
        // On a clean screen whatever stands there is the test's.
        terminal.send(&format!("{}; {lines}; clear\r", name.setting()));
        terminal.wait("clean screen", |shown| shown == "ready>");
        Shell { terminal, folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A trial for a shell; skipped, with the reason, where the shell is missing.
pub(crate) fn trial(shell: Name, (what, test): Test) -> Trial {
    let name = format!("{what} in {}", shell.text());
    Trial::ignorable_test(name, move || {
        if program(shell.text()).is_some() {
            test(shell);
            return Ok(Completion::Completed);
        }
        let reason = format!("{} is not installed", shell.text());
        match env::var("CHEAT_REQUIRE").is_ok_and(|value| value == "all") {
            true => Err(Failed::from(reason)),
            false => Ok(Completion::ignored_with(reason)),
        }
    })
    .with_kind(shell.text())
}

pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
}
