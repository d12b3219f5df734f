//! The README's table of keys and list of roles are the program's, and its example of a config and of
//! a theme are right. `UPDATE_EXPECT=1 cargo test` writes what is the program's anew.

use cheat::keys::KEYS;
use cheat::theme::ROLES;

#[test]
fn the_table_of_keys_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("the README is there");
    let (before, rest) = readme.split_once("<!-- keys -->\n").expect("the table's start");
    let (_, after) = rest.split_once("<!-- /keys -->").expect("the table's end");
    let row = |binding: &cheat::keys::Binding| {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        format!("| {} | {} | `{}` |\n", keys.join(" "), binding.help, binding.name)
    };
    let rows: String = KEYS.iter().map(row).collect();
    let table = format!("| keys | what they do | name |\n|---|---|---|\n{rows}");
    let wanted = format!("{before}<!-- keys -->\n{table}<!-- /keys -->{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &wanted).expect("the README can be written");
    }
    assert!(
        readme == wanted || std::env::var_os("UPDATE_EXPECT").is_some(),
        "run UPDATE_EXPECT=1 cargo test"
    );
}

/// What stands between `<!-- NAME -->` and `<!-- /NAME -->`.
fn between<'t>(readme: &'t str, name: &str) -> &'t str {
    let (_, rest) = readme.split_once(&format!("<!-- {name} -->")).expect("its start");
    rest.split_once(&format!("<!-- /{name} -->")).expect("its end").0
}

fn readme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::read_to_string(path).expect("the README is there")
}

#[test]
fn the_list_of_roles_is_up_to_date() {
    let names: Vec<String> = ROLES.iter().map(|(name, _)| format!("`{name}`")).collect();
    let readme = readme();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(between(&readme, "roles")), names.join(", "));
}

#[test]
fn the_examples_of_a_config_and_a_theme_are_right() {
    let readme = readme();
    let toml = |name: &str| {
        let block = between(&readme, name).trim();
        block
            .strip_prefix("```toml\n")
            .and_then(|rest| rest.strip_suffix("```"))
            .expect("a fence")
            .to_owned()
    };
    let home = tempfile::tempdir().expect("a temporary folder");
    let folder = home.path().join("cheat");
    std::fs::create_dir_all(folder.join("themes")).expect("it is ours");
    std::fs::write(folder.join("config.toml"), toml("config")).expect("it is ours");
    std::fs::write(folder.join("themes/paper.toml"), toml("theme")).expect("it is ours");
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cheat"));
        command.args(args).env_clear().env("XDG_CONFIG_HOME", home.path());
        let output = command.env("TERM", "xterm-256color").output().expect("the binary runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let shown = run(&["show", "nginx#rate-limit-by-ip", "--color", "always"]);
    assert!(shown.contains("38;5;60m"), "the comment's colour: {shown:?}");
}
