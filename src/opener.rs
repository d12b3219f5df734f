//! An address in the reader's browser: BROWSER, else the desktop's own opener. The address is one
//! argument of a program, never read by a shell, and no program's name ever comes from a book.

use std::env;
use std::ffi::OsString;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use anyhow::{Context, bail};

/// What the choice of a program depends on.
#[derive(Debug, Default)]
struct Environment {
    variables: Vec<(&'static str, OsString)>,
}

const VARIABLES: [&str; 5] =
    ["BROWSER", "WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"];

/// Programs that need the terminal, which is ours.
const IN_TERMINALS: [&str; 7] =
    ["lynx", "w3m", "links", "links2", "elinks", "browsh", "www-browser"];

/// Programs started so far: one that has ended is a zombie until it is asked for.
static STARTED: Mutex<Vec<Child>> = Mutex::new(Vec::new());

/// Starts a browser with the address, and does not wait for it; gives the program's name.
///
/// # Errors
/// When there is no display to show it on, or no program could be started.
pub fn open(address: &str) -> anyhow::Result<String> {
    let variables = VARIABLES.into_iter().filter_map(|name| {
        env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name, value))
    });
    let commands = commands(&Environment { variables: variables.collect() }, address)?;
    let mut failures = Vec::new();
    for command in commands {
        let program = command[0].clone();
        match start(&command) {
            Ok(()) => return Ok(program),
            Err(error) => failures.push(format!("{program}: {error:#}")),
        }
    }
    bail!("could not open a browser: {}", failures.join("; "))
}

/// The commands to try, the first that starts is the one: each a program and its arguments.
fn commands(environment: &Environment, address: &str) -> anyhow::Result<Vec<Vec<String>>> {
    if let Some(browser) = environment.get("BROWSER") {
        return of_variable(&browser.to_string_lossy(), address);
    }
    let with = |words: &[&str]| {
        words.iter().copied().chain([address]).map(str::to_owned).collect::<Vec<String>>()
    };
    if cfg!(target_os = "macos") {
        return Ok(vec![with(&["open"])]);
    }
    if cfg!(windows) {
        // `start` belongs to a shell, which would read the address.
        return Ok(vec![with(&["rundll32", "url.dll,FileProtocolHandler"])]);
    }
    let mut commands = Vec::new();
    if environment.get("TERMUX_VERSION").is_some() {
        commands.push(with(&["termux-open-url"]));
    }
    if environment.get("WSL_DISTRO_NAME").is_some() {
        commands.push(with(&["wslview"]));
        commands.push(with(&["rundll32.exe", "url.dll,FileProtocolHandler"]));
    }
    if environment.get("DISPLAY").or(environment.get("WAYLAND_DISPLAY")).is_some() {
        commands.push(with(&["xdg-open"]));
    }
    match commands.is_empty() {
        false => Ok(commands),
        true => bail!("no display here"),
    }
}

/// BROWSER: commands parted by colons, their words by blanks; the address goes where `%s` stands,
/// else to the end.
fn of_variable(browser: &str, address: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let separator = if cfg!(windows) { ';' } else { ':' };
    let mut commands = Vec::new();
    let mut left_out = None;
    for command in browser.split(separator) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let Some(program) = words.first() else { continue };
        let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
        if IN_TERMINALS.contains(&name) {
            left_out = Some(name);
            continue;
        }
        // The program is the reader's: an address never takes its place.
        let arguments = words.iter().skip(1).map(|word| word.replace("%s", address));
        let mut command: Vec<String> =
            std::iter::once((*program).to_owned()).chain(arguments).collect();
        if !words.iter().skip(1).any(|word| word.contains("%s")) {
            command.push(address.to_owned());
        }
        commands.push(command);
    }
    match (commands.is_empty(), left_out) {
        (false, _) => Ok(commands),
        (true, Some(name)) => {
            bail!("could not open a browser: {name} needs the terminal for itself")
        }
        (true, None) => bail!("could not open a browser: BROWSER names none"),
    }
}

fn start(command: &[String]) -> anyhow::Result<()> {
    let mut process = Command::new(&command[0]);
    process.args(&command[1..]);
    process.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // In a group of its own: what is typed at the terminal, Ctrl-C say, is not for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut process, 0);
    let child = process.spawn().context("could not be started")?;
    if let Ok(mut started) = STARTED.lock() {
        started.retain_mut(|earlier| !matches!(earlier.try_wait(), Ok(Some(_))));
        started.push(child);
    }
    Ok(())
}

impl Environment {
    fn get(&self, name: &str) -> Option<&OsString> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&'static str, &str)]) -> anyhow::Result<Vec<Vec<String>>> {
        let variables = variables.iter().map(|(name, value)| (*name, value.into())).collect();
        commands(&Environment { variables }, "https://a.example/?q=$(id);&x")
    }

    #[track_caller]
    fn check(browser: &str, expected: &[&[&str]]) {
        assert_eq!(found(&[("BROWSER", browser)]).unwrap(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn the_address_is_one_word_of_browser() {
        let address = "https://a.example/?q=$(id);&x";
        check("firefox", &[&["firefox", address]]);
        check("firefox --new-tab", &[&["firefox", "--new-tab", address]]);
        check("a --url=%s -x:b", &[&["a", &format!("--url={address}"), "-x"], &["b", address]]);
        check("lynx:/usr/bin/w3m:b", &[&["b", address]]);
        check("%s", &[&["%s", address]]);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn without_a_display_it_says_so() {
        let error = |variables| found(variables).unwrap_err().to_string();
        assert_eq!(error(&[]), "no display here");
        assert!(error(&[("BROWSER", "lynx")]).contains("lynx needs the terminal"));
        assert_eq!(found(&[("DISPLAY", ":0")]).unwrap()[0][0], "xdg-open");
    }
}
