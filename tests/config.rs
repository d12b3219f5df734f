//! The reader's config and themes from outside: what they do, what is said of what is wrong in them,
//! and that the program runs all the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

struct Home(TempDir);

impl Home {
    fn new(files: &[(&str, &str)]) -> Home {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            let file = folder.path().join(".config/cheat").join(name);
            fs::create_dir_all(file.parent().expect("it has one")).expect("it is ours");
            fs::write(file, text).expect("it is ours");
        }
        Home(folder)
    }

    fn config(&self) -> PathBuf {
        self.0.path().join(".config/cheat/config.toml")
    }

    fn run(&self, args: &[&str]) -> (String, String, Option<i32>) {
        cheat(self.0.path(), args)
    }
}

fn cheat(home: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args).env_clear().env("HOME", home).env("TERM", "xterm-256color");
    let Output { status, stdout, stderr } = command.output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(stdout), text(stderr), status.code())
}

const PAGE: &[&str] = &["show", "nginx#rate-limit-by-ip", "--color", "always"];

#[test]
fn a_theme_of_ones_own_colours_its_roles_and_the_rest_is_that_below() {
    let home = Home::new(&[
        ("config.toml", "theme = \"paper\"\n"),
        (
            "themes/paper.toml",
            "base = \"light\"\ntitle = \"bold 201\"\nheading = \"underline 202\"\n",
        ),
    ]);
    let (own, messages, status) = home.run(PAGE);
    assert_eq!((messages.as_str(), status), ("", Some(0)));
    assert!(own.contains("38;5;202m"), "{own:?}");
    let (light, _, _) = home.run(&[PAGE, &["--theme", "light"]].concat());
    assert!(!light.contains("38;5;202m"));
    let code = |text: &str| text.lines().find(|line| line.contains("zone=")).map(str::to_owned);
    assert_eq!(code(&own), code(&light), "code is as in the theme below");
    let (dark, _, _) = home.run(&[PAGE, &["--theme", "dark"]].concat());
    assert_ne!(code(&own), code(&dark));
}

#[test]
fn a_wrong_theme_costs_its_wrong_lines_only() {
    let text = "base = \"light\"\nheadings = \"bold\"\nlink = \"bold blu\"\ntitle = 3\n\
                comment = \"red blue\"\nheading = \"202\"\n";
    let home = Home::new(&[("themes/paper.toml", text)]);
    let (output, messages, status) = home.run(&[PAGE, &["--theme", "paper"]].concat());
    assert_eq!(status, Some(0));
    assert!(output.contains("38;5;202m"), "{output:?}");
    let file = home.config().with_file_name("themes").join("paper.toml");
    let expected: String = [
        "2: no role is called 'headings'; did you mean 'heading'?",
        "3: link: 'blu' is no colour: a name, 0 to 255, or #rrggbb",
        "4: title: a look is a string, not integer",
        "5: comment: two colours for the text, the second 'blue'",
    ]
    .map(|problem| format!("cheat: {}:{problem}\n", file.display()))
    .concat();
    assert_eq!(messages, expected);
}

#[test]
fn an_unknown_theme_is_an_error_on_the_command_line_and_a_message_from_the_config() {
    let home = Home::new(&[
        ("config.toml", "# mine\ntheme = \"papr\"\n"),
        ("themes/paper.toml", ""),
        ("secret.toml", ""),
    ]);
    let (output, messages, status) = home.run(PAGE);
    let reason = "no theme 'papr'; there are auto, dark, light, none, paper";
    assert_eq!(messages, format!("cheat: {}:2: {reason}\n", home.config().display()));
    assert!(output.contains("limit_req") && status == Some(0));
    for name in ["papr", "../secret", ".paper", ""] {
        let (output, messages, status) = home.run(&["show", "nginx", "--theme", name]);
        let expected = reason.replace("papr", name);
        assert_eq!((output.as_str(), status), ("", Some(2)));
        assert!(messages.contains(&expected), "{messages}");
    }
}

#[test]
fn versions_of_the_config_hold_where_nothing_else_is_said() {
    let home = Home::new(&[("config.toml", "[for]\nnginx = \"1.22\"\nngin = \"1\"\n")]);
    let file = ["show", "nginx", "--file", "/etc/nginx/sites-available/site.conf"];
    let (old, messages, _) = home.run(&file);
    let line = format!("cheat: {}:3: ", home.config().display());
    assert!(messages.contains(&line), "{messages}");
    let plain = Home::new(&[]);
    let (told, _, _) = plain.run(&[&file[..], &["--for", "nginx=1.22"]].concat());
    let (newest, _, _) = plain.run(&file);
    assert_eq!(old, told);
    assert_ne!(old, newest);
    let (over, _, _) = home.run(&[&file[..], &["--for", "nginx=1.31"]].concat());
    assert_ne!(over, old, "--for is said over it");
}

#[test]
fn a_config_that_is_no_config_keeps_nothing_from_running() {
    let wanted = cheat(Path::new("/nonexistent"), &["show", "git#reflog"]).0;
    assert!(!wanted.is_empty());
    for text in ["theme [[[", "\u{0}", "[keys]\nquit = ['']\n", "theme = \"x\"\ntheme = \"y\"\n"] {
        let home = Home::new(&[("config.toml", text)]);
        let (output, messages, status) = home.run(&["show", "git#reflog"]);
        assert_eq!((output.as_str(), status), (wanted.as_str(), Some(0)), "{text:?}");
        let line = format!("cheat: {}:", home.config().display());
        assert!(messages.starts_with(&line) && messages.lines().count() == 1, "{messages}");
    }
    let folder = Home::new(&[("config.toml/x", "")]);
    let (output, messages, status) = folder.run(&["show", "git#reflog"]);
    assert_eq!((output.as_str(), status), (wanted.as_str(), Some(0)));
    assert!(messages.contains("config.toml: could not be read: "), "{messages}");
}
