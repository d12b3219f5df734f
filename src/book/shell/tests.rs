//! Values in every kind of place, and what a real bash makes of them.

use std::process::Command;

use super::super::placeholder::{Values, fill_shell};

#[track_caller]
fn check(template: &str, value: &str, expected: Result<&str, &str>) {
    let mut values = Values::default();
    values.set("v", value);
    let filled = fill_shell(template, &[], &values);
    let got = filled.as_ref().map(|filled| filled.text.as_str());
    assert_eq!(got.map_err(|unquotable| unquotable.reason), expected, "{template}");
}

#[test]
fn values_are_quoted_for_their_place() {
    check("echo {{v}}", "plain-1.2/x", Ok("echo plain-1.2/x"));
    check("echo {{v}}", "", Ok("echo ''"));
    check("echo {{v}}", "it's $(id)", Ok(r"echo 'it'\''s $(id)'"));
    check("echo '{{v}}'", "it's $(id)", Ok(r"echo 'it'\''s $(id)'"));
    check("echo \"{{v}}\"", "it's", Ok("echo \"it's\""));
    check("echo \"{{v}}\"", "$(id)!", Ok("echo \"\"'$(id)!'\"\""));
    check("echo $'{{v}}'", r"it's \n", Ok(r"echo $'it\'s \\n'"));
    check(
        "cat <<EOF\n{{v}}\nEOF\n",
        "$(id) `id` \\",
        Ok("cat <<EOF\n\\$(id) \\`id\\` \\\\\nEOF\n"),
    );
    check("cat <<'EOF'\n{{v}}\nEOF\n", "$(id)", Ok("cat <<'EOF'\n$(id)\nEOF\n"));
    check("ls # {{v}}", "it's", Ok("ls # it's"));
    check("{{v}} x", "if", Ok("'if' x"));
}

#[test]
fn what_no_quotes_make_safe_is_refused() {
    let odd = Err("where it goes in no quotes hold; only letters, digits and ./:_- do");
    for template in [
        "echo `cat {{v}}`",
        "echo ${x:-{{v}}}",
        "echo $(({{v}} + 1))",
        "echo ${{v}}",
        "echo \\{{v}}",
        "cat <<EOF\n$(echo {{v}})\nEOF",
        "(({{v}} > 1))",
        "cat <<{{v}}\n",
    ] {
        check(template, "a b", odd);
        check(template, "a", Ok(&template.replace("{{v}}", "a")));
    }
    check("ls # {{v}}", "a\nid", Err("in a comment, what follows the line break would be run"));
    let ends = Err("in a here-document, it may be read as the line that ends it");
    for value in ["EOF", "a\nEOF\nid", "x\nEO", "F\nx"] {
        check("cat <<EOF\n{{v}}\nEOF\n", value, ends);
        check("cat <<-'EOF'\n{{v}}\nEOF\n", value, ends);
    }
}

/// Templates that print the value between brackets, and what stands before and after it there.
const TEMPLATES: [(&str, &str, &str); 22] = [
    ("printf '[%s]' {{v}}", "", ""),
    ("printf '[%s]' '{{v}}'", "", ""),
    ("printf '[%s]' \"{{v}}\"", "", ""),
    ("printf '[%s]' $'{{v}}'", "", ""),
    ("printf '[%s]' a{{v}}\"b\"'c'", "a", "bc"),
    ("printf '[%s]' \"a'{{v}}'\"", "a'", "'"),
    ("printf '[%s]' \"$(printf %s {{v}})\"", "", ""),
    ("printf '[%s]' \"$(printf %s \"{{v}}\")\"", "", ""),
    ("printf '[%s]' \"$(case x in (y) ;; x) printf %s '{{v}}' ;; esac)\"", "", ""),
    ("printf '[%s]' \"$(printf '%s' \"$(printf '%s' {{v}})\")\"", "", ""),
    ("x={{v}}; printf '[%s]' \"$x\"", "", ""),
    ("x=({{v}}); printf '[%s]' \"${x[0]}\"", "", ""),
    ("if true; then printf '[%s]' {{v}}; fi", "", ""),
    ("f() { printf '[%s]' \"$1\"; }; f {{v}}", "", ""),
    ("true # it's a comment\nprintf '[%s]' {{v}}", "", ""),
    ("echo \\\\ >&2; printf '[%s]' {{v}}", "", ""),
    ("printf '[%s]' \"${none:-}\"{{v}}", "", ""),
    ("printf '[%s]' $((1 << 2)){{v}}", "4", ""),
    ("read -r -d '' x <<'EOF'\n{{v}}\nEOF\nprintf '[%s]' \"$x\"", "", ""),
    ("read -r -d '' x <<EOF\n{{v}}\nEOF\nprintf '[%s]' \"$x\"", "", ""),
    ("read -r -d '' x <<-EOF\n\t.{{v}}\n\tEOF\nprintf '[%s]' \"$x\"", ".", ""),
    ("for x in 1; do\n    printf '[%s]' \"$(date >&2)\"{{v}}\ndone", "", ""),
];

/// A generator of numbers that gives the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

const PIECES: [&str; 40] = [
    "'",
    "\"",
    "`",
    "$",
    "\\",
    "!",
    "\n",
    " ",
    "\t",
    "$(touch hacked)",
    "`touch hacked`",
    ";",
    "&",
    "|",
    "&&",
    ">hacked",
    "<",
    "(",
    ")",
    "{",
    "}",
    "*",
    "?",
    "[a]",
    "~",
    "#",
    "=",
    "%",
    "^",
    "{{v}}",
    "${HOME}",
    "$HOME",
    "é",
    "\u{7}",
    "-n",
    "\\n",
    "a",
    "0",
    "\r",
    "EO",
];

/// Thousands of values in every template: bash prints each as it was given, and runs none.
#[test]
fn bash_reads_every_value_as_text() {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("skipped: bash is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("cheat-quote-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let mut numbers = Numbers(7);
    let (mut script, mut expected, mut refused) = (String::new(), String::new(), 0);
    for round in 0..4_000 {
        let length = numbers.below(7);
        let mut value: String = (0..length).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
        let (template, before, after) = TEMPLATES[round % TEMPLATES.len()];
        if template.contains("read -r") {
            // It takes the blanks at the ends away, and -EOF the tabs at the start of lines.
            value = value.trim().replace("\n\t", "\n");
        }
        let mut values = Values::default();
        values.set("v", &*value);
        let Ok(filled) = fill_shell(template, &[], &values) else {
            refused += 1;
            continue;
        };
        script += &format!("{}\nprintf '\\0'\n", filled.text);
        // A substitution drops line breaks at its end.
        let value = match template.contains("\"$(") && !template.contains("date") {
            true => value.trim_end_matches('\n'),
            false => &value,
        };
        expected += &format!("[{before}{value}{after}]\0");
    }
    let file = folder.join("script");
    std::fs::write(&file, &script).expect("it is ours");
    let output = Command::new("bash")
        .arg(&file)
        .current_dir(&folder)
        .env_clear()
        .output()
        .expect("bash runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let hacked = folder.join("hacked").exists();
    let _ = std::fs::remove_dir_all(&folder);
    for (index, (printed, expected)) in printed.split('\0').zip(expected.split('\0')).enumerate() {
        assert_eq!(printed, expected, "value {index}");
    }
    assert_eq!(printed.matches('\0').count(), expected.matches('\0').count());
    assert!(!hacked, "a value was run");
    assert!(refused < 800, "{refused} values refused");
}
