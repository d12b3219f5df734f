//! Files of a reader's, as they are read, and what is said of their mistakes.

use std::path::Path;

use super::*;
use crate::keys::Action;

fn config(text: &str) -> Config {
    Config::parse(text, Path::new("/x/config.toml"))
}

#[track_caller]
fn check(text: &str, problems: &[&str]) {
    let found: Vec<String> = config(text).problems.iter().map(Problem::short).collect();
    assert_eq!(found, problems);
}

#[test]
fn a_config_is_read() {
    let config = config(
        "theme = 'paper'\nclipboard = 'osc52'\n[keys]\ncopy-snippet = ['e', 'ctrl-y']\n\
         line-up = []\nquit = 'QQ'\n[for]\npostgresql = '15'\nnginx = 1.20\npython = 3\n",
    );
    assert_eq!(config.problems, []);
    let said = config.theme.expect("it is there");
    assert_eq!((said.value.as_str(), said.line), ("paper", 1));
    assert_eq!(config.clipboard.expect("it is there").value, "osc52");
    assert_eq!(config.keys.of(Action::CopySnippet), ["e", "ctrl-y"]);
    assert_eq!(config.keys.action_of("QQ"), Some(Action::Quit));
    assert_eq!((config.keys.action_of("y"), config.keys.action_of("q")), (None, None));
    let versions: Vec<(&str, usize)> =
        config.versions.iter().map(|said| (said.value.as_str(), said.line)).collect();
    assert_eq!(versions, [("nginx=1.20", 9), ("postgresql=15", 8), ("python=3", 10)]);
}

#[test]
fn nothing_is_the_default_of_everything() {
    assert_eq!(config(""), Config::default());
    let missing = Path::new("/nonexistent/cheat/config.toml");
    assert_eq!(Config::at(missing), Config::default());
    let folder = Config::at(Path::new("/"));
    assert!(folder.problems[0].to_string().starts_with("/: could not be read: "));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_rest_holds() {
    let text = "them = 'dark'\ntheme = 3\n[keys]\ncopy = ['y']\nquit = ['x']\n";
    check(
        text,
        &[
            "config.toml:1: nothing is called 'them'; did you mean 'theme'?",
            "config.toml:2: theme is a string in quotes, not integer",
            "config.toml:4: no action is called 'copy'; did you mean 'copy-what'?",
        ],
    );
    assert_eq!(config(text).keys.action_of("x"), Some(Action::Quit));
    check(
        "keys = 1\nfor = []",
        &["config.toml:1: keys is a table: [keys]", "config.toml:2: for is a table: [for]"],
    );
    check("[for]\nnginx = true", &["config.toml:2: a version is a string, not boolean"]);
}

#[test]
fn what_is_not_toml_is_told_once() {
    let text = "theme = 'light'\n[keys\nquit = ['x']\n";
    let found = config(text).problems;
    assert!(found[0].short().starts_with("config.toml:2: "), "{found:?}");
    assert_eq!(config(text).theme.map(|said| said.value), Some("light".to_owned()));
}

#[test]
fn a_key_is_used_once() {
    check("[keys]\nfollow = ['y']", &["config.toml:2: follow: 'y' is copy-snippet's already"]);
    check("[keys]\ncopy-snippet = ['e']\nfollow = ['y']", &[]);
    check(
        "[keys]\nfollow = ['x']\nquit = ['x']",
        &["config.toml:3: quit: 'x' is follow's already"],
    );
    check("[keys]\nquit = ['x', 'x']", &["config.toml:2: quit: 'x' stands there twice"]);
    check("[keys]\nfollow = ['Z']", &["config.toml:2: follow: 'Z' begins 'ZZ', which is quit's"]);
    check(
        "[keys]\nquit = ['yy']",
        &["config.toml:2: quit: 'yy' begins with 'y', which is copy-snippet's"],
    );
    check("[keys]\nquit = ['x', 'xx']", &["config.toml:2: quit: 'x' begins 'xx', which is quit's"]);
    let exchanged = config("[keys]\nfollow = ['y']\ncopy-snippet = ['f']");
    assert_eq!(exchanged.problems, []);
    assert_eq!(exchanged.keys.action_of("y"), Some(Action::Follow));
}

#[test]
fn a_key_is_one_that_can_be_pressed() {
    let wrong = "is no key: write y, ctrl-y, alt-y, space, enter, pagedown, or two like ZZ";
    for key in ["ctrl-", "ctrl-Y", "cmd-y", "yyy", "enter2", "", " ", "\\u0007"] {
        let shown = key.replace("\\u0007", "\\u{7}");
        check(
            &format!("[keys]\nquit = [\"{key}\"]"),
            &[&format!("config.toml:2: quit: '{shown}' {wrong}")],
        );
    }
    check("[keys]\nquit = ['3']", &["config.toml:2: quit: '3' begins a count"]);
    check(
        "[keys]\nquit = ['ctrl-i']",
        &["config.toml:2: quit: 'ctrl-i' is tab or enter to a terminal"],
    );
    check(
        "[keys]\nquit = 3",
        &["config.toml:2: quit: keys are a list of strings: [\"y\", \"ctrl-y\"]"],
    );
    check(
        "[keys]\ninterrupt = ['x']",
        &["config.toml:2: ctrl-c always leaves, and nothing else is called so"],
    );
    check("[keys]\nquit = ['alt-X', 'é', 'space', 'ctrl-x', 'delete', 'ZQ']\npage-down = []", &[]);
}
