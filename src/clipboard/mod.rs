//! Text onto the clipboard: through tmux inside tmux, through the desktop's own program, else
//! through the terminal. Which route was taken is said, and nothing is claimed that is not known.

mod osc52;

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

pub use osc52::sequence;

/// Where text can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// tmux's buffer, and on to the terminal's clipboard where tmux is set up for it.
    Tmux,
    /// A program that takes the text on its standard input.
    Program(&'static Tool),
    /// OSC 52: the terminal is asked to put it on its clipboard, and gives no answer.
    Terminal,
}

/// A clipboard program.
#[derive(Debug, PartialEq, Eq)]
pub struct Tool {
    name: &'static str,
    args: &'static [&'static str],
    /// The variable without which it has nothing to talk to.
    needs: Option<&'static str>,
}

/// In the order they are tried.
static TOOLS: [Tool; 6] = [
    Tool { name: "pbcopy", args: &[], needs: None },
    Tool { name: "wl-copy", args: &[], needs: Some("WAYLAND_DISPLAY") },
    Tool { name: "xclip", args: &["-selection", "clipboard"], needs: Some("DISPLAY") },
    Tool { name: "xsel", args: &["--clipboard", "--input"], needs: Some("DISPLAY") },
    Tool { name: "termux-clipboard-set", args: &[], needs: None },
    Tool { name: "clip.exe", args: &[], needs: None },
];

impl Route {
    pub fn name(&self) -> &'static str {
        match self {
            Route::Tmux => "tmux",
            Route::Program(tool) => tool.name,
            Route::Terminal => "osc52",
        }
    }

    /// `copied`, where it is known to have arrived.
    pub fn verb(&self) -> &'static str {
        match self {
            Route::Tmux | Route::Program(_) => "copied",
            Route::Terminal => "sent",
        }
    }

    /// Behind the verb and the thing: where it went.
    pub fn place(&self) -> String {
        match self {
            Route::Tmux => "to the tmux buffer".to_owned(),
            Route::Program(tool) => format!("with {}", tool.name),
            Route::Terminal => "to the terminal's clipboard (OSC 52)".to_owned(),
        }
    }
}

/// What the choice of a route depends on.
#[derive(Debug, Default)]
pub struct Environment {
    variables: Vec<(&'static str, OsString)>,
    /// The clipboard programs that are installed.
    programs: Vec<&'static str>,
}

const VARIABLES: [&str; 6] =
    ["TMUX", "SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "DISPLAY", "CHEAT_CLIPBOARD"];

impl Environment {
    pub fn current() -> Environment {
        let variables = VARIABLES.into_iter().filter_map(|name| {
            env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name, value))
        });
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        let is_installed =
            |name: &&str| folders.iter().any(|folder| is_program(&folder.join(name)));
        let programs = TOOLS.iter().map(|tool| tool.name).filter(is_installed).collect();
        Environment { variables: variables.collect(), programs }
    }

    fn get(&self, name: &str) -> Option<&OsString> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn works(&self, tool: &Tool) -> bool {
        self.programs.contains(&tool.name) && tool.needs.is_none_or(|name| self.get(name).is_some())
    }
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The routes to try, the best first: tmux inside tmux, the terminal over SSH, the desktop's own
/// program, the terminal. `CHEAT_CLIPBOARD` names the only one.
///
/// # Errors
/// When `CHEAT_CLIPBOARD` names none.
pub fn routes(environment: &Environment) -> anyhow::Result<Vec<Route>> {
    if let Some(name) = environment.get("CHEAT_CLIPBOARD") {
        return named(&name.to_string_lossy());
    }
    let mut routes = Vec::new();
    if environment.get("TMUX").is_some() {
        routes.push(Route::Tmux);
    }
    let is_remote =
        environment.get("SSH_CONNECTION").is_some() || environment.get("SSH_TTY").is_some();
    if !is_remote {
        let tools = TOOLS.iter().filter(|tool| environment.works(tool));
        routes.extend(tools.map(Route::Program));
    }
    routes.push(Route::Terminal);
    Ok(routes)
}

fn named(name: &str) -> anyhow::Result<Vec<Route>> {
    match name {
        "none" => return Ok(Vec::new()),
        "tmux" => return Ok(vec![Route::Tmux]),
        "osc52" => return Ok(vec![Route::Terminal]),
        _ => {}
    }
    let tool = TOOLS.iter().find(|tool| tool.name == name).with_context(|| {
        let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
        format!(
            "CHEAT_CLIPBOARD={name}: no such route; there are tmux, osc52, none, {}",
            names.join(", ")
        )
    })?;
    Ok(vec![Route::Program(tool)])
}

/// The route that would be tried first.
pub fn route(environment: &Environment) -> anyhow::Result<Route> {
    routes(environment)?.into_iter().next().context("no clipboard: CHEAT_CLIPBOARD is `none`")
}

/// Copies `text` as it is by the first route that works.
///
/// # Errors
/// When none works: what was tried, and why it failed.
pub fn copy(text: &str) -> anyhow::Result<Route> {
    let mut failures = Vec::new();
    for route in routes(&Environment::current())? {
        match send(&route, text) {
            Ok(()) => return Ok(route),
            Err(error) => failures.push(format!("{}: {error:#}", route.name())),
        }
    }
    match failures.is_empty() {
        true => bail!("could not copy: CHEAT_CLIPBOARD is `none`"),
        false => bail!("could not copy: {}", failures.join("; ")),
    }
}

fn send(route: &Route, text: &str) -> anyhow::Result<()> {
    match route {
        // Before 3.2 tmux knows no -w, which hands the buffer on to the terminal.
        Route::Tmux => feed("tmux", &["load-buffer", "-w", "-"], text)
            .or_else(|_| feed("tmux", &["load-buffer", "-"], text)),
        Route::Program(tool) => feed(tool.name, tool.args, text),
        Route::Terminal => osc52::send(text),
    }
}

/// Gives the text to a program. Some stay in the background to keep the clipboard alive: they get
/// no output of ours to hold open, and only the process that was started is waited for.
fn feed(program: &str, args: &[&str], text: &str) -> anyhow::Result<()> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("could not be started")?;
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let status = child.wait()?;
    if !status.success() {
        bail!("{status}");
    }
    written.context("did not take the text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&'static str, &str)], programs: &[&'static str], expected: &[&str]) {
        let environment = Environment {
            variables: variables.iter().map(|(name, value)| (*name, value.into())).collect(),
            programs: programs.to_vec(),
        };
        let names: Vec<&str> = routes(&environment).unwrap().iter().map(Route::name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn tmux_first_then_the_desktop_then_the_terminal() {
        check(&[], &[], &["osc52"]);
        check(&[("DISPLAY", ":0")], &["xclip"], &["xclip", "osc52"]);
        check(&[], &["xclip"], &["osc52"]);
        check(&[("TMUX", "x"), ("DISPLAY", ":0")], &["xsel"], &["tmux", "xsel", "osc52"]);
        check(
            &[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")],
            &["xclip", "wl-copy"],
            &["wl-copy", "xclip", "osc52"],
        );
    }

    #[test]
    fn over_ssh_the_far_desktop_is_left_alone() {
        check(&[("SSH_TTY", "x"), ("DISPLAY", ":10")], &["xclip"], &["osc52"]);
        check(&[("SSH_TTY", "x"), ("TMUX", "y")], &[], &["tmux", "osc52"]);
    }

    #[test]
    fn the_reader_may_choose() {
        check(&[("CHEAT_CLIPBOARD", "osc52"), ("TMUX", "x")], &[], &["osc52"]);
        check(&[("CHEAT_CLIPBOARD", "none")], &[], &[]);
        let wrong =
            Environment { variables: vec![("CHEAT_CLIPBOARD", "fax".into())], programs: vec![] };
        let error = routes(&wrong).unwrap_err().to_string();
        assert!(error.starts_with("CHEAT_CLIPBOARD=fax: no such route; there are tmux, osc52"));
    }
}
