//! Text onto the clipboard: through tmux inside tmux, through the desktop's own program, else
//! through the terminal. Which route was taken is said, and nothing is claimed that is not known.

mod osc52;
mod program;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

pub use osc52::sequence;
pub use program::Tool;

use osc52::Around;
use program::{TOOLS, feed};

/// Where text can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// tmux's buffer, and on to the terminal's clipboard where tmux is set up for it.
    Tmux,
    /// A program that takes the text on its standard input.
    Program(&'static Tool),
    /// OSC 52: the terminal is asked to put it on its clipboard, and gives no answer.
    Terminal(Option<Doubt>),
}

/// Why what is sent to the terminal may not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A tmux on the reader's side, which takes it when it is told to.
    Tmux,
    /// A desktop, and none of its programs; its terminals do not all know OSC 52.
    NoProgram(&'static str),
    /// It is longer than some terminals take.
    Long,
}

impl Route {
    pub fn name(&self) -> &'static str {
        match self {
            Route::Tmux => "tmux",
            Route::Program(tool) => tool.name,
            Route::Terminal(_) => "osc52",
        }
    }

    /// `copied`, where it is known to have arrived.
    pub fn verb(&self) -> &'static str {
        match self {
            Route::Tmux | Route::Program(_) => "copied",
            Route::Terminal(_) => "sent",
        }
    }

    /// Behind the verb and the thing: where it went.
    pub fn place(&self) -> String {
        match self {
            Route::Tmux => "to the tmux buffer".to_owned(),
            Route::Program(tool) => format!("with {}", tool.name),
            Route::Terminal(doubt) => {
                let doubt = doubt.map(Doubt::text).unwrap_or_default();
                format!("to the terminal's clipboard (OSC 52{doubt})")
            }
        }
    }
}

impl Doubt {
    fn text(self) -> String {
        match self {
            Doubt::Tmux => "; tmux wants set-clipboard on".to_owned(),
            Doubt::NoProgram(package) => format!("; {package} is surer"),
            Doubt::Long => "; some take 75 kB only".to_owned(),
        }
    }
}

/// What the choice of a route depends on.
#[derive(Debug, Default)]
pub struct Environment {
    variables: Vec<(&'static str, OsString)>,
    /// The clipboard programs that are installed.
    programs: Vec<&'static str>,
    /// The only route to try.
    choice: Option<Choice>,
}

/// A route by its name, and where the reader says so.
#[derive(Debug)]
struct Choice {
    name: String,
    by: &'static str,
}

const VARIABLES: [&str; 7] =
    ["TMUX", "STY", "TERM", "SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "DISPLAY"];

impl Environment {
    /// That of the process; of the route chosen by CHEAT_CLIPBOARD, else by the config.
    pub fn current(config: Option<&str>) -> Environment {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let variables =
            VARIABLES.into_iter().filter_map(|name| set(name).map(|value| (name, value)));
        let choice = |name: String, by| Choice { name, by };
        let variable = set("CHEAT_CLIPBOARD").map(|name| name.to_string_lossy().into_owned());
        let variable = variable.map(|name| choice(name, "CHEAT_CLIPBOARD"));
        let config = config.map(|name| choice(name.to_owned(), "clipboard in config.toml"));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        let is_installed =
            |name: &&str| folders.iter().any(|folder| is_program(&folder.join(name)));
        let programs = TOOLS.iter().map(|tool| tool.name).filter(is_installed).collect();
        Environment { variables: variables.collect(), programs, choice: variable.or(config) }
    }

    fn get(&self, name: &str) -> Option<&OsString> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn is_remote(&self) -> bool {
        self.get("SSH_CONNECTION").is_some() || self.get("SSH_TTY").is_some()
    }

    fn works(&self, tool: &Tool) -> bool {
        self.programs.contains(&tool.name) && tool.needs.is_none_or(|name| self.get(name).is_some())
    }

    /// Whether a program that a route needs is missing.
    pub fn lacks(&self, route: &Route) -> bool {
        matches!(route, Route::Program(tool) if !self.programs.contains(&tool.name))
    }

    /// The package that has a program for this desktop, where none is installed.
    fn wanting(&self) -> Option<&'static str> {
        let is_set = |name| self.get(name).is_some();
        match () {
            () if self.is_remote() || TOOLS.iter().any(|tool| self.works(tool)) => None,
            () if is_set("WAYLAND_DISPLAY") => Some("wl-clipboard"),
            () if is_set("DISPLAY") => Some("xclip"),
            () => None,
        }
    }

    fn doubt(&self) -> Option<Doubt> {
        match Around::of(self) {
            Around::Tmux | Around::TmuxOrScreen => Some(Doubt::Tmux),
            Around::Screen => None,
            Around::Nothing => self.wanting().map(Doubt::NoProgram),
        }
    }
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The routes to try, the best first: tmux inside tmux, the terminal over SSH, the desktop's own
/// program, the terminal. The reader may choose the only one.
///
/// # Errors
/// When what the reader chose is none.
pub fn routes(environment: &Environment) -> anyhow::Result<Vec<Route>> {
    if let Some(choice) = &environment.choice {
        return chosen(choice, environment);
    }
    let mut routes = Vec::new();
    if environment.get("TMUX").is_some() {
        routes.push(Route::Tmux);
    }
    if !environment.is_remote() {
        let tools = TOOLS.iter().filter(|tool| environment.works(tool));
        routes.extend(tools.map(Route::Program));
    }
    routes.push(Route::Terminal(environment.doubt()));
    Ok(routes)
}

fn chosen(choice: &Choice, environment: &Environment) -> anyhow::Result<Vec<Route>> {
    match choice.name.as_str() {
        "none" => return Ok(Vec::new()),
        "tmux" => return Ok(vec![Route::Tmux]),
        "osc52" => return Ok(vec![Route::Terminal(environment.doubt())]),
        _ => {}
    }
    let tool = TOOLS.iter().find(|tool| tool.name == choice.name).with_context(|| {
        let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
        format!(
            "{}: no route is called '{}'; there are tmux, osc52, none, {}",
            choice.by,
            printable(&choice.name),
            names.join(", ")
        )
    })?;
    Ok(vec![Route::Program(tool)])
}

/// The route that would be tried first.
///
/// # Errors
/// When the reader chose none, or what there is not.
pub fn route(environment: &Environment) -> anyhow::Result<Route> {
    let first = routes(environment).context("could not copy")?.into_iter().next();
    first.with_context(|| no_route(environment))
}

/// Copies `text` as it is by the first route that works.
///
/// # Errors
/// When none works: what was tried, why it failed, and what to try next.
pub fn copy(text: &str, environment: &Environment) -> anyhow::Result<Route> {
    let mut failures = Vec::new();
    for route in routes(environment).context("could not copy")? {
        match send(&route, text, environment) {
            Ok(()) => return Ok(as_sent(route, text)),
            Err(error) => failures.push(format!("{}: {error:#}", route.name())),
        }
    }
    match failures.is_empty() {
        true => bail!(no_route(environment)),
        false => bail!("could not copy: {}; {}", failures.join("; "), advice(environment)),
    }
}

fn no_route(environment: &Environment) -> String {
    let by = environment.choice.as_ref().map_or("the choice", |choice| choice.by);
    format!("could not copy: {by} is 'none'")
}

/// What others said, on one line and without what a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// What is known of the route once the text is on its way.
fn as_sent(route: Route, text: &str) -> Route {
    match route {
        Route::Terminal(_) if text.len() > osc52::DOUBTFUL => Route::Terminal(Some(Doubt::Long)),
        _ => route,
    }
}

fn send(route: &Route, text: &str, environment: &Environment) -> anyhow::Result<()> {
    match route {
        // Before 3.2 tmux knows no -w, which hands the buffer on to the terminal.
        Route::Tmux => load_buffer(&["-w", "-"], text).or_else(|_| load_buffer(&["-"], text)),
        Route::Program(tool) => tool.send(text),
        Route::Terminal(_) => osc52::send(text, environment),
    }
}

fn load_buffer(args: &[&str], text: &str) -> anyhow::Result<()> {
    let mut tmux = Command::new("tmux");
    tmux.arg("load-buffer").args(args);
    feed(tmux, text.into())
}

/// What to try when nothing worked.
fn advice(environment: &Environment) -> String {
    match (&environment.choice, environment.wanting()) {
        (Some(choice), _) => format!("try it without {}", choice.by),
        (None, Some(package)) => format!("try it with {package} installed"),
        (None, None) => "try `cheat show ID`, which prints it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&'static str, &str)], programs: &[&'static str]) -> Environment {
        Environment {
            variables: variables.iter().map(|(name, value)| (*name, value.into())).collect(),
            programs: programs.to_vec(),
            choice: None,
        }
    }

    #[track_caller]
    fn check(variables: &[(&'static str, &str)], programs: &[&'static str], expected: &[&str]) {
        let environment = environment(variables, programs);
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
        let chosen = |name: &str| {
            let choice = Some(Choice { name: name.to_owned(), by: "CHEAT_CLIPBOARD" });
            routes(&Environment { choice, ..environment(&[("TMUX", "x")], &["xclip"]) })
        };
        assert_eq!(chosen("osc52").unwrap().len(), 1);
        assert_eq!(chosen("xclip").unwrap()[0].name(), "xclip");
        assert_eq!(chosen("none").unwrap(), []);
        let error = chosen("f\x1bax").unwrap_err().to_string();
        let wanted =
            "CHEAT_CLIPBOARD: no route is called 'fax'; there are tmux, osc52, none, pbcopy";
        assert!(error.starts_with(wanted), "{error}");
    }

    #[test]
    fn what_may_not_arrive_is_said() {
        let place = |variables: &[(&'static str, &str)], programs: &[&'static str]| {
            routes(&environment(variables, programs)).unwrap().last().unwrap().place()
        };
        assert_eq!(place(&[], &[]), "to the terminal's clipboard (OSC 52)");
        let said = place(&[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")], &[]);
        assert!(said.ends_with("wl-clipboard is surer)"), "{said}");
        assert!(!place(&[("DISPLAY", ":0"), ("SSH_TTY", "x")], &[]).contains("surer"));
        let said = place(&[("TERM", "tmux-256color"), ("SSH_TTY", "x")], &[]);
        assert!(said.ends_with("tmux wants set-clipboard on)"), "{said}");
        let long = as_sent(Route::Terminal(None), &"x".repeat(80_000)).place();
        assert!(long.ends_with("some take 75 kB only)"), "{long}");
    }
}
