//! The README's table of keys is the program's. `UPDATE_EXPECT=1 cargo test` writes it anew.

use cheat::keys::KEYS;

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
