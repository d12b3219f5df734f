//! Transcripts of a terminal: which lines are commands, and what of them is taken.
//!
//! A command is what stands behind a prompt, with the lines it goes on in. Prompts are those of
//! shells (`$ `, `# `, `% `, `> `, and those with a host or a folder in front), of Python and
//! IPython (`>>> `, `In [1]: `), of psql, mysql and sqlite3, and of a program called in the
//! transcript (`sftp> `, `(gdb) `); behind `ssh` and the like, of another machine. A shell's command goes on while the shell would ask for more
//! ([`super::shell`]); the second prompt is left out where it is shown. All else is output.

mod prompt;
mod statement;

use super::shell;
use prompt::{Program, behind_continued, behind_long, behind_program, behind_second, behind_sign};
use statement::is_open_statement;

/// The commands of a transcript.
#[derive(Debug, PartialEq, Eq)]
pub struct Commands {
    pub commands: Vec<Command>,
    /// Lines of output left out; blank ones are not counted.
    pub output_lines: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// Without prompts, each line ending in a newline.
    pub text: String,
    pub speaker: Speaker,
}

/// Who reads a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    Shell,
    /// Python, psql and the like.
    Program,
}

impl Commands {
    /// What is taken.
    pub fn code(&self) -> String {
        self.commands.iter().map(|command| command.text.as_str()).collect()
    }

    pub fn count(&self) -> usize {
        self.commands.len()
    }
}

/// Takes the commands out of a transcript. Without any prompt every line is one.
pub fn commands(transcript: &str) -> Commands {
    let lines: Vec<&str> = transcript.lines().collect();
    let mut reader =
        Reader { shell: shell_prompt(&lines), lines, at: 0, is_root: false, called: Vec::new() };
    let mut commands = Vec::new();
    let mut output_lines = 0;
    while reader.at < reader.lines.len() {
        match reader.command() {
            Some(command) if command.text.trim().is_empty() => {}
            Some(command) => commands.push(command),
            None => {
                output_lines += usize::from(!reader.lines[reader.at].trim().is_empty());
                reader.at += 1;
            }
        }
    }
    if commands.is_empty() {
        let line = |line: &str| Command { text: format!("{line}\n"), speaker: Speaker::Shell };
        return Commands { commands: transcript.lines().map(line).collect(), output_lines: 0 };
    }
    Commands { commands, output_lines }
}

/// How the transcript shows its shell's prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShellPrompt {
    /// `$ `; a line with `# ` is a comment, or root's after `sudo -i` and the like.
    Dollar,
    /// `# `, root's.
    Hash,
    Percent,
    /// `> `
    Angle,
    /// `user@host:~$ `, `[root@host ~]# `, `bash-5.2$ `, `C:\>`.
    Long,
    /// No shell is in it.
    None,
}

/// Lines, each with its newline.
fn joined(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [*line, "\n"]).collect()
}

fn shell_prompt(lines: &[&str]) -> ShellPrompt {
    let first = lines.iter().find(|line| !line.trim().is_empty()).copied().unwrap_or_default();
    let any = |sign: &str| lines.iter().any(|line| behind_sign(line, sign).is_some());
    match () {
        () if behind_long(first).is_some() => ShellPrompt::Long,
        () if any("$") => ShellPrompt::Dollar,
        () if behind_program(first, &[]).is_some() => ShellPrompt::None,
        () if lines.iter().any(|line| behind_long(line).is_some()) => ShellPrompt::Long,
        () if any("#") => ShellPrompt::Hash,
        () if behind_sign(first, "%").is_some() => ShellPrompt::Percent,
        () if behind_sign(first, ">").is_some() => ShellPrompt::Angle,
        () => ShellPrompt::None,
    }
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    shell: ShellPrompt,
    at: usize,
    /// A shell of root's was opened from one with `$ `.
    is_root: bool,
    /// Words of the shell's commands so far: programs whose prompts may follow.
    called: Vec<&'t str>,
}

impl<'t> Reader<'t> {
    /// The command that begins on this line, its lines read; `None` for output.
    fn command(&mut self) -> Option<Command> {
        let line = self.lines[self.at];
        if let Some(first) = self.behind_shell(line) {
            return Some(self.shell_command(first));
        }
        let (program, first) = behind_program(line, &self.called)?;
        Some(self.program_command(program, first))
    }

    fn behind_shell(&self, line: &'t str) -> Option<&'t str> {
        // Behind a command that may have opened it, the prompt of another machine as well.
        let is_elsewhere = || self.called.iter().any(|word| opens_shell(word));
        self.behind_own(line).or_else(|| behind_long(line).filter(|_| is_elsewhere()))
    }

    fn behind_own(&self, line: &'t str) -> Option<&'t str> {
        match self.shell {
            ShellPrompt::Dollar if self.is_root => {
                behind_sign(line, "$").or_else(|| behind_sign(line, "#"))
            }
            ShellPrompt::Dollar => behind_sign(line, "$"),
            ShellPrompt::Hash => behind_sign(line, "#"),
            ShellPrompt::Percent => behind_sign(line, "%"),
            ShellPrompt::Angle => behind_sign(line, ">"),
            ShellPrompt::Long => behind_long(line),
            ShellPrompt::None => None,
        }
    }

    fn shell_command(&mut self, first: &'t str) -> Command {
        let is_roots = self.lines[self.at].starts_with('#');
        self.at += 1;
        let rest = &self.lines[self.at..];
        let text = self.whole(first, rest);
        self.at += text.lines().count() - 1;
        self.called.extend(first.split(|c: char| c.is_whitespace() || "/;|&:".contains(c)));
        self.is_root = match self.is_root && is_roots {
            true => !matches!(first.trim(), "exit" | "logout"),
            false => opens_root_shell(first),
        };
        Command { text, speaker: Speaker::Shell }
    }

    /// A command with the lines it goes on in: with second prompts, else without, else, where it
    /// never ends, only those its backslashes ask for.
    fn whole(&self, first: &str, rest: &[&'t str]) -> String {
        let alone = joined(&[first]);
        if shell::extent(&alone).lines.is_some() {
            return alone;
        }
        self.prompted(first, rest).or_else(|| self.bare(first, rest)).unwrap_or_else(|| {
            let mut text = format!("{first}\n");
            let mut next = rest.iter();
            while text.ends_with("\\\n")
                && let Some(line) = next.next()
            {
                text.push_str(behind_second(line).unwrap_or(line));
                text.push('\n');
            }
            text
        })
    }

    fn prompted(&self, first: &str, rest: &[&'t str]) -> Option<String> {
        let lines = std::iter::once(first)
            .chain(rest.iter().map_while(|line| behind_second(line)))
            .collect::<Vec<_>>();
        let extent = shell::extent(&joined(&lines));
        Some(joined(&lines[..extent.lines?]))
    }

    fn bare(&self, first: &str, rest: &[&'t str]) -> Option<String> {
        let lines = [&[first], rest].concat();
        let extent = shell::extent(&joined(&lines));
        let lines = &lines[..extent.lines?];
        // A prompt ends what is open, but for a here-document.
        let is_prompt =
            |(line, in_document): (&&str, &bool)| !in_document && self.behind_shell(line).is_some();
        let meets_prompt = lines.iter().zip(&extent.in_document).skip(1).any(is_prompt);
        (!meets_prompt).then(|| joined(lines))
    }

    fn program_command(&mut self, program: Program, first: &str) -> Command {
        let mut text = format!("{first}\n");
        self.at += 1;
        let mut shows_prompts = false;
        while let Some(line) = self.lines.get(self.at) {
            let next = match behind_continued(line, program) {
                Some(next) => {
                    shows_prompts = true;
                    next
                }
                // Where its second prompt is shown, a line without it is output.
                None if shows_prompts || program != Program::Sql => break,
                None if self.goes_on(&text, line) => line,
                None => break,
            };
            text.push_str(next);
            text.push('\n');
            self.at += 1;
        }
        Command { text, speaker: Speaker::Program }
    }

    /// Whether a statement that reads so far takes this line as well, no prompt being shown.
    fn goes_on(&self, statement: &str, line: &str) -> bool {
        is_open_statement(statement)
            && self.behind_shell(line).is_none()
            && behind_program(line, &self.called).is_none()
    }
}

/// Programs that may leave their reader at another shell's prompt.
fn opens_shell(word: &str) -> bool {
    const OPENERS: [&str; 20] = [
        "ssh",
        "mosh",
        "su",
        "sudo",
        "docker",
        "podman",
        "nerdctl",
        "kubectl",
        "oc",
        "lxc",
        "incus",
        "machinectl",
        "vagrant",
        "chroot",
        "nsenter",
        "unshare",
        "bash",
        "zsh",
        "fish",
        "nix-shell",
    ];
    OPENERS.contains(&word)
}

/// Whether a command leaves its reader at root's prompt.
fn opens_root_shell(command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    let ends_in_shell = matches!(
        words.last().map(|word| word.rsplit('/').next().unwrap_or(word)),
        Some("bash" | "sh" | "ash" | "zsh" | "fish" | "su" | "-")
    );
    match words.first().copied() {
        Some("su") => true,
        Some("sudo") => has("-i") || has("-s") || ends_in_shell || (words.len() == 2 && has("su")),
        Some("docker" | "podman" | "kubectl" | "nerdctl" | "lxc" | "incus" | "machinectl") => {
            ends_in_shell || has("shell")
        }
        Some("chroot" | "nsenter" | "unshare") => true,
        Some("ssh") => command.contains("root@"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
