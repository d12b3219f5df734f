//! The binary from outside: output, messages, exit codes. The environment is cleared. The forms and
//! flags of `search` are in `found.rs`.

use std::io::Read;
use std::process::{Command, Output, Stdio};

fn cheat(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args).env_clear().env("COLUMNS", "80").stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> (String, String, i32) {
    let Output { stdout, stderr, status } = cheat(args).output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(stdout), text(stderr), status.code().expect("it ends by itself"))
}

#[test]
fn search_prints_fields_parted_by_tabs() {
    let (out, err, status) = run(&["search", "limit_req_zone"]);
    assert_eq!((err.as_str(), status), ("", 0));
    for line in out.lines() {
        assert_eq!(line.split('\t').count(), 3, "{line}");
    }
    assert!(out.starts_with("recipes/nginx#rate-limit-by-ip\t"), "{out}");
}

#[test]
fn nothing_found_is_one_line_on_stderr_and_exit_1() {
    let (out, err, status) = run(&["search", "zzzznothing"]);
    assert_eq!((out.as_str(), status), ("", 1));
    assert_eq!(err, "cheat: nothing found for 'zzzznothing'\n");
}

#[test]
fn wrong_usage_is_exit_2() {
    for args in [&["search"][..], &["show"], &["list", "--no-such-flag"], &["--theme=x", "list"]] {
        let (out, err, status) = run(args);
        assert_eq!((out.as_str(), status), ("", 2), "{args:?}");
        assert!(!err.is_empty());
    }
}

#[test]
fn bare_words_answer_as_the_search_does() {
    let (searched, _, _) = run(&["search", "burst", "nodelay"]);
    assert_eq!(run(&["burst", "nodelay"]).0, searched);
    assert!(run(&["nginx"]).0.starts_with("Nginx\n"), "a page's name shows the page");
}

#[test]
fn a_dash_is_part_of_the_query() {
    let (_, err, status) = run(&["search", "qqzzxxvv", "-Zqq7"]);
    assert_eq!((err.as_str(), status), ("cheat: nothing found for 'qqzzxxvv -Zqq7'\n", 1));
}

#[test]
fn a_typo_is_corrected_and_said() {
    let (out, err, status) = run(&["search", "limit_rqe_zone"]);
    assert!(out.contains("rate-limit-by-ip"), "{out}");
    assert!(err.contains("showing hits for 'limit_req_zone'"), "{err}");
    assert_eq!(status, 0);
    assert_eq!(run(&["search", "--exact", "limit_rqe_zone"]).2, 1);
}

/// What must stand among the first two hits, whatever else the book holds.
#[test]
fn golden_queries() {
    let golden = [
        ("lock_timeout", "sql/migrations-howto#before"),
        ("lock_t", "sql/migrations-howto#before"),
        ("LockTimeout", "sql/migrations-howto#before"),
        ("how do i add an index without blocking writes", "sql/migrations-howto#create-index"),
        ("cannot run inside a transaction block", "sql/migrations-howto#sqlstate"),
        ("who blocks my query", "sql/migrations-howto#it-hangs"),
        ("set not null", "sql/migrations-howto#set-not-null"),
        ("limit_req", "recipes/nginx#rate-limit-by-ip"),
        ("detached HEAD", "topics/git#detached-head"),
        ("--ignore-rev", "topics/git#blame"),
        ("refusing to merge unrelated histories", "topics/git#conflicts"),
        ("Permission denied (publickey)", "linux/ssh#permission-denied"),
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", "linux/ssh#host-key-changed"),
    ];
    let mut missed = String::new();
    for (query, id) in golden {
        let (out, _, status) = run(&["search", "-n2", query]);
        let found: Vec<&str> = out.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(status, 0, "{query}");
        if !found.contains(&id) {
            missed += &format!("{query}: {id} is not in {found:?}\n");
        }
    }
    assert_eq!(missed, "");
}

#[test]
fn json_has_the_promised_names() {
    let (out, _, _) = run(&["search", "limit_req_zone", "--json", "-n1"]);
    let hit: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let names = [
        "rank", "score", "page", "section", "id", "title", "excerpt", "match", "versions", "file",
        "line", "snippet",
    ];
    let object = hit.as_object().expect("an object");
    assert_eq!(object.len(), names.len());
    assert!(names.iter().all(|name| object.contains_key(*name)), "{hit}");
    let snippet = object["snippet"].as_object().expect("a snippet");
    for name in [
        "id",
        "page",
        "section",
        "lang",
        "code",
        "text",
        "placeholders",
        "versions",
        "proof",
        "file",
        "line",
    ] {
        assert!(snippet.contains_key(name), "{name}");
    }
}

#[test]
fn narrowing_a_search() {
    let all_of = |args: &[&str], prefix: &str| {
        let out = run(args).0;
        assert!(!out.is_empty() && out.lines().all(|line| line.starts_with(prefix)), "{out}");
    };
    all_of(&["search", "--in", "nginx", "proxy"], "recipes/nginx#");
    all_of(&["search", "--lang", "nginx", "proxy"], "recipes/nginx#");
    all_of(&["search", "--in", "Linux", "proxy"], "linux/");
    // The rare word stands elsewhere only; the common one is better than nothing.
    all_of(&["search", "--in", "git", "standby the"], "topics/git#");
    let (_, err, status) = run(&["search", "--in", "nowhere", "x"]);
    assert_eq!(status, 2);
    assert!(err.starts_with("cheat: no page or part 'nowhere'"), "{err}");
}

#[test]
fn show_prints_exactly_the_code() {
    let (out, err, status) = run(&["show", "nginx#hsts-https-only-from-now-on.1"]);
    assert_eq!((err.as_str(), status), ("", 0));
    assert_eq!(
        out,
        "map $https $hsts {\n    on      \"max-age=63072000\";\n}\n\
         add_header Strict-Transport-Security $hsts always;\n"
    );
}

#[test]
fn an_unknown_id_names_the_nearest() {
    let (out, err, status) = run(&["show", "ngnix"]);
    assert_eq!((out.as_str(), status), ("", 1));
    assert!(err.starts_with("cheat: no page 'ngnix'; the nearest are recipes/nginx"), "{err}");
    let (_, err, _) = run(&["show", "nginx#hstss"]);
    assert!(err.contains("no 'nginx#hstss' in recipes/nginx; the nearest section is"), "{err}");
}

#[test]
fn several_ids_are_all_or_nothing() {
    let (out, _, status) = run(&["show", "nginx", "no-such"]);
    assert_eq!((out.as_str(), status), ("", 1));
}

#[test]
fn placeholders_without_a_value_are_reported() {
    let list = run(&["list", "--snippets", "--json"]).0;
    let open = list
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .find(|snippet| snippet["code"].as_str().is_some_and(|code| code.contains("{{")))
        .expect("the book has one");
    let id = open["id"].as_str().expect("an id");
    let (out, err, status) = run(&["show", id]);
    assert!(out.contains("{{") && err.starts_with("cheat: left to fill in: {{"), "{err}");
    assert_eq!(status, 0);
    let (out, _, status) = run(&["show", "--strict", id]);
    assert_eq!((out.as_str(), status), ("", 2));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = cheat(&["show", "nginx"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("UTF-8");
    assert_eq!(err, "");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn colour_only_where_it_is_wanted() {
    let has_escapes = |command: &mut Command| {
        let output = command.output().expect("the binary runs");
        output.stdout.contains(&0x1b)
    };
    let show = ["show", "nginx"];
    assert!(!has_escapes(&mut cheat(&show)));
    assert!(has_escapes(cheat(&show).arg("--color=always")));
    assert!(has_escapes(cheat(&show).env("CLICOLOR_FORCE", "1")));
    assert!(!has_escapes(cheat(&show).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
}

#[test]
fn the_browser_needs_a_terminal() {
    for args in [&[][..], &["open", "nginx"]] {
        let (out, err, status) = run(args);
        assert_eq!((out.as_str(), status), ("", 2));
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

#[test]
fn copy_says_what_it_would_do_and_loses_nothing() {
    let id = "nginx#hsts-https-only-from-now-on.1";
    let (out, err, status) = run(&["copy", "--dry-run", id]);
    assert_eq!((out.as_str(), status), ("", 0));
    assert_eq!(err, "cheat: would copy 4 lines of nginx: osc52\n");
    let output = cheat(&["copy", id]).env("CHEAT_CLIPBOARD", "none").output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.starts_with(b"map $https $hsts {"), "the text is shown, not lost");
}

#[test]
fn man_page_and_completions_come_from_the_definition() {
    let man = run(&["man"]).0;
    for known in [".TH", "cheat search", r"\-n", r"\-\-has\-code", "ENVIRONMENT", "130"] {
        assert!(man.contains(known), "{known}");
    }
    assert!(!man.contains(":complete") && !man.contains(":words"), "what is hidden stays so");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let (script, _, status) = run(&["completions", shell]);
        assert!(status == 0 && script.contains("cheat :complete"), "{shell}");
        let (script, _, status) = run(&["widget", shell]);
        assert!(status == 0 && script.contains("cheat pick"), "{shell}");
    }
    let version = run(&["--version"]).0;
    assert!(version.starts_with(concat!("cheat ", env!("CARGO_PKG_VERSION"), ", book of ")));
    let year = version.trim_end().rsplit(' ').next().and_then(|year| year.parse::<u32>().ok());
    assert!(year >= Some(2026) && version.lines().count() == 1, "{version}");
}

#[cfg(unix)]
#[test]
fn lines_for_shells_have_the_name_the_program_is_called_by() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let tips = folder.path().join("tips");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_cheat"), &tips).expect("it is linked");
    for (args, known) in [
        (&["widget", "bash"][..], "command tips pick"),
        (&["completions", "zsh"], "command tips :complete"),
        (&["man"], "tips search"),
        (&["help", "ids"], "tips list"),
    ] {
        let output = Command::new(&tips).args(args).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.contains(known) && !text.contains("cheat "), "{text}");
    }
}

#[test]
fn a_key_that_shells_cannot_bind_is_refused() {
    for (key, why) in [("ctrl-i", "is Tab"), ("g", "no key such as"), ("ctrl-c", "interrupts")] {
        let (out, err, status) = run(&["widget", "bash", "--key", key]);
        assert_eq!((out.as_str(), status), ("", 2), "{key}");
        assert!(err.contains(why), "{err}");
    }
    assert!(run(&["widget", "fish", "--key", "Alt-C"]).0.contains("bind \\ec "));
}

#[test]
fn help_explains_topics_and_commands() {
    assert!(run(&["help"]).0.contains("Usage: cheat"));
    for (topic, known) in [
        ("search", "How a query is read"),
        ("ids", "nginx#"),
        ("placeholders", "{{port=8080}}"),
        ("prompt", "cheat widget"),
        ("keys", "search the book as you type"),
        ("copy", "--dry-run"),
    ] {
        let (out, err, status) = run(&["help", topic]);
        assert_eq!((err.as_str(), status), ("", 0), "{topic}");
        assert!(out.contains(known), "{out}");
    }
    let (out, err, status) = run(&["help", "zzz"]);
    assert_eq!((out.as_str(), status), ("", 2));
    assert!(err.starts_with("cheat: no topic or command 'zzz'; the topics are search, "), "{err}");
}

#[test]
fn completions_are_lines_of_word_meaning_and_sign() {
    let offered = |word: &str, before: &[&str]| -> Vec<String> {
        let word = format!("--word={word}");
        let (out, err, status) = run(&[&[":complete", &word, "--"][..], before].concat());
        assert_eq!((err.as_str(), status), ("", 0));
        assert!(out.lines().all(|line| line.split('\t').count() == 3), "{out}");
        out.lines().map(|line| line.split('\t').next().expect("a word").to_owned()).collect()
    };
    assert!(offered("", &["show"]).contains(&"recipes/nginx".to_owned()));
    assert_eq!(offered("recipes/ngi", &["show"]), ["recipes/nginx"]);
    assert_eq!(offered("ngi", &["show", "git"]), ["nginx"], "the second id as well");
    assert_eq!(offered("ngi", &["copy", "git"]), [""; 0], "but only where there is a second");
    assert!(offered("recipes/nginx", &["show"]).contains(&"recipes/nginx#hsts".to_owned()));
    let marks = offered("nginx#hsts", &["show"]);
    assert!(marks.contains(&"nginx#hsts-https-only-from-now-on.1".to_owned()), "{marks:?}");
    assert_eq!(offered("wid", &[]), ["widget"]);
    assert_eq!(offered("ngi", &["--color", "never"]), ["nginx"]);
    assert_eq!(offered("--th", &["--color", "never", "show"]), ["--theme"]);
    assert_eq!(offered("--th", &["show", "--"]), [""; 0], "after it nothing is a flag");
    assert_eq!(offered("al", &["search", "--color"]), ["always"]);
    assert_eq!(offered("--lang=dockeri", &["pick"]), ["--lang=dockerignore"]);
    assert_eq!(offered("postg", &["show", "--for"]), ["postgresql="]);
    assert!(offered("pg=1", &["show", "--for"]).contains(&"pg=15".to_owned()));
    assert!(offered("--for=pg=1", &["copy"]).contains(&"--for=pg=15".to_owned()));
    assert_eq!(offered("nothing=", &["show", "--for"]), [""; 0]);
    assert!(offered("dom", &["show", "nginx", "--set"]).contains(&"domain=".to_owned()));
    assert!(!offered("/etc/nginx/", &["show", "nginx", "--file"]).is_empty());
    assert_eq!(offered("/etc/nginx/", &["show", "git", "--file"]), [""; 0]);
    assert_eq!(offered("zzz", &["show"]), [""; 0]);
    assert_eq!(offered("nowhere#", &["show"]), [""; 0]);
}
