//! Comments in the languages of snippets.

/// Languages and what their comments begin and end with.
const SIGNS: [(&[&str], &str, &str); 8] = [
    (
        &[
            "bash",
            "sh",
            "zsh",
            "fish",
            "ksh",
            "dash",
            "shell",
            "console",
            "powershell",
            "nushell",
            "python",
            "ruby",
            "perl",
            "r",
            "elixir",
            "nginx",
            "apache",
            "yaml",
            "toml",
            "ini",
            "conf",
            "properties",
            "systemd",
            "dockerfile",
            "dockerignore",
            "gitignore",
            "makefile",
            "make",
            "cmake",
            "tmux",
            "ssh",
            "sshconfig",
            "sshd_config",
            "authorized_keys",
            "known_hosts",
            "pam",
            "inputrc",
            "desktop",
            "terraform",
            "hcl",
            "awk",
            "sed",
            "jq",
            "graphql",
            "crontab",
            "cron",
            "env",
            "diff",
            "gitconfig",
            "julia",
            "nix",
            "tcl",
        ],
        "# ",
        "",
    ),
    (&["sql", "psql", "plpgsql", "mysql", "sqlite", "lua", "haskell", "elm", "ada"], "-- ", ""),
    (
        &[
            "javascript",
            "js",
            "jsx",
            "typescript",
            "ts",
            "tsx",
            "rust",
            "go",
            "c",
            "cpp",
            "c++",
            "csharp",
            "cs",
            "java",
            "kotlin",
            "swift",
            "scala",
            "dart",
            "php",
            "zig",
            "jsonc",
            "json5",
            "scss",
            "groovy",
            "protobuf",
            "proto",
            "fsharp",
        ],
        "// ",
        "",
    ),
    (&["css"], "/* ", " */"),
    (&["html", "xml", "svg", "markdown", "md", "vue"], "<!-- ", " -->"),
    (&["vim", "viml"], "\" ", ""),
    (&["lisp", "elisp", "scheme", "clojure", "asm", "nasm"], "; ", ""),
    (&["tex", "latex", "erlang", "prolog", "matlab"], "% ", ""),
];

/// A first line that must stay the first: an interpreter's name, a declaration of XML, a document's
/// type, a directive for Docker.
const FIRST: [&str; 5] = ["#!", "<?xml", "<!DOCTYPE", "<!doctype", "# syntax="];

/// The code with a line of comment in front, below what must be the first line. `None` when the
/// language has no comments, or nobody here knows them.
pub fn with_comment(code: &str, lang: &str, comment: &str) -> Option<String> {
    let (_, open, close) = SIGNS.iter().find(|(langs, ..)| langs.contains(&lang))?;
    let must_be_first = FIRST.iter().any(|first| code.starts_with(first));
    let (first, rest) = match must_be_first {
        true => code.split_once('\n').map_or((code, ""), |(first, rest)| (first, rest)),
        false => ("", code),
    };
    // A comment of XML ends at two dashes.
    let comment = match open.starts_with('<') {
        true => comment.replace("--", "- -"),
        false => comment.to_owned(),
    };
    let newline = if must_be_first { "\n" } else { "" };
    Some(format!("{first}{newline}{open}{comment}{close}\n{rest}"))
}

#[cfg(test)]
mod tests {
    use super::with_comment;

    #[test]
    fn the_comment_stands_where_it_harms_nothing() {
        let check = |code: &str, lang: &str, expected: Option<&str>| {
            assert_eq!(with_comment(code, lang, "a--b").as_deref(), expected);
        };
        check("SELECT 1;\n", "sql", Some("-- a--b\nSELECT 1;\n"));
        check("#!/bin/sh\nls\n", "sh", Some("#!/bin/sh\n# a--b\nls\n"));
        check(
            "<?xml version=\"1.0\"?>\n<a/>\n",
            "xml",
            Some("<?xml version=\"1.0\"?>\n<!-- a- -b -->\n<a/>\n"),
        );
        check("a {}\n", "css", Some("/* a--b */\na {}\n"));
        check("{}\n", "json", None);
        check("ls -l", "", None);
    }
}
