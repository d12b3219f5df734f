//! What `cheat search` prints: its three forms, its flags and operators, its messages and exit
//! codes. How well it finds is measured in `tests/search`.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Queries of all kinds, each with hits.
const QUERIES: [&str; 36] = [
    "lock_timeout",
    "lock_t",
    "LockTimeout",
    "proxy",
    "limit_req_zone burst",
    "limit_rqe_zone",
    "lmit_req_zone brst nodely",
    "how do I add an index without blocking writes",
    "why is my python script eating memory?",
    "\"not in\"",
    "\"not in\" null",
    "\"this phrase stands nowhere\" index",
    "5'10\" tall index",
    "autossh -M0",
    "--ignore-rev",
    "set -Eeuo pipefail",
    "$binary_remote_addr",
    "C++",
    "~C",
    "f\"{x=}\"",
    "443 ssl http2",
    "Permission denied (publickey).",
    "ERROR:  canceling statement due to lock timeout",
    "nginx: [emerg] unknown directive \"http2\" in /etc/nginx/sites-enabled/shop.conf:12",
    "detached HEAD",
    "index in:sql",
    "index in:sql not:unique",
    "server lang:nginx",
    "restart has:code",
    "in:git",
    "lang:sql has:code",
    "see:also index",
    "café naïve encoding",
    "x",
    "having after is not in",
    "ssl_protocols TLSv1.2",
];

fn cheat(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args).env_clear().env("COLUMNS", "80").stdin(Stdio::null());
    command
}

fn end(output: Output) -> (String, String, i32) {
    let Output { stdout, stderr, status } = output;
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(stdout), text(stderr), status.code().expect("it ends by itself"))
}

fn run(args: &[&str]) -> (String, String, i32) {
    end(cheat(args).output().expect("the binary runs"))
}

/// With this on standard input.
fn fed(input: &[u8], args: &[&str]) -> (String, String, i32) {
    let mut child = cheat(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    end(child.wait_with_output().expect("it ends"))
}

fn hits(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The ids that a search prints into a pipe.
fn ids(args: &[&str]) -> Vec<String> {
    let out = run(&[&["search"], args].concat()).0;
    let id = |line: &str| line.split('\t').next().expect("a field").to_owned();
    out.lines().map(id).collect()
}

/// One line on standard error that begins so, nothing on standard output.
#[track_caller]
fn check_refused(args: &[&str], message: &str) {
    let (out, err, status) = run(&[&["search"], args].concat());
    assert_eq!((out.as_str(), status), ("", 2), "{args:?}");
    assert!(err.starts_with(&format!("cheat: {message}")), "{args:?}: {err}");
    assert_eq!(err.lines().count(), 1, "{args:?}: {err}");
}

#[cfg(unix)]
mod terminal {
    use std::io::Read;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    /// What `cheat search` prints on a terminal.
    fn shown(args: &[&str]) -> (String, u32) {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cheat"));
        command.args(["--no-pager", "--color=never", "search"]);
        command.args(args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        let size = PtySize { rows: 50, cols: 100, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut child = pair.slave.spawn_command(command).expect("the binary runs");
        drop(pair.slave);
        let mut bytes = Vec::new();
        // On Linux the end of a pseudo-terminal is an error.
        let _ = pair.master.try_clone_reader().expect("its output").read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n");
        (text, child.wait().expect("it ends").exit_code())
    }

    /// The line below each that begins with a rank.
    fn ids(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        let below = |(rank, at): (usize, usize)| {
            assert!(lines[at].starts_with(&format!("{rank:>2}  ")), "{text}");
            lines[at + 1].trim().to_owned()
        };
        let is_ranked = |at: &usize| {
            let rank = lines[*at].get(..4).unwrap_or_default();
            rank.ends_with("  ") && rank.trim().parse::<usize>().is_ok()
        };
        (1..).zip((0..lines.len()).filter(is_ranked)).map(below).collect()
    }

    #[test]
    fn the_three_forms_agree() {
        for query in super::QUERIES {
            let plain = super::ids(&[query]);
            assert!(!plain.is_empty(), "{query}");
            let json = super::hits(&super::run(&["search", "--json", query]).0);
            let of_json: Vec<&str> = json.iter().filter_map(|hit| hit["id"].as_str()).collect();
            assert_eq!(of_json, plain, "{query}");
            let (text, status) = shown(&[query]);
            assert_eq!((ids(&text), status), (plain, 0), "{query}: {text}");
            if let Some(snippet) = json[0]["snippet"]["id"].as_str() {
                let first = text.split("\n 2  ").next().unwrap_or_default();
                assert!(first.contains(&format!("\n    {snippet}\n")), "{query}: {text}");
            }
        }
    }

    #[test]
    fn flags_count_on_a_terminal_too() {
        let args = ["-n", "3", "--in", "sql", "--lang", "sql", "lock"];
        let (text, status) = shown(&args);
        assert_eq!((ids(&text), status), (super::ids(&args), 0));
        assert_eq!(shown(&["zzzznothing"]).1, 1);
        assert_eq!(shown(&["--in", "nowhere", "x"]).1, 2);
    }
}

#[test]
fn the_forms_tell_the_same_of_each_hit() {
    for query in QUERIES {
        let (out, said, status) = run(&["search", query]);
        let (json, said_with_json, _) = run(&["search", "--json", query]);
        assert_eq!((said_with_json, status), (said, 0), "{query}");
        for ((line, hit), rank) in out.lines().zip(hits(&json)).zip(1..) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, path, excerpt] = fields[..] else { panic!("{query}: {line}") };
            let titles: Vec<&str> =
                hit["title"].as_array().expect("titles").iter().filter_map(Value::as_str).collect();
            assert_eq!((hit["rank"].as_u64(), hit["id"].as_str()), (Some(rank), Some(id)));
            assert_eq!(titles.join(" > "), path);
            let page = hit["page"].as_str().expect("a page");
            assert_eq!(format!("{page}#{}", hit["section"].as_str().expect("an anchor")), id);
            assert_eq!(hit["excerpt"].as_str().expect("an excerpt").replace('\t', " "), excerpt);
        }
    }
}

#[test]
fn every_id_that_is_printed_can_be_shown() {
    let mut shown = BTreeSet::new();
    for query in QUERIES {
        for hit in hits(&run(&["search", "--json", query]).0) {
            shown.insert(hit["id"].as_str().expect("an id").to_owned());
            shown.extend(hit["snippet"]["id"].as_str().map(str::to_owned));
        }
    }
    let ids: Vec<&str> = shown.iter().map(String::as_str).collect();
    let (_, err, status) = run(&[&["show", "--json"], &ids[..]].concat());
    assert!(status == 0 && !err.contains("no page"), "{err}");
}

#[test]
fn fewer_hits_are_the_first_of_more() {
    for query in QUERIES.into_iter().chain(["nginx ssl", "how do i", "the", "python"]) {
        let many = ids(&["-n", "200", query]);
        assert_eq!(many.iter().collect::<BTreeSet<_>>().len(), many.len(), "{query}: one twice");
        for limit in [1, 3, 10, 40] {
            let few = ids(&[&format!("-n{limit}"), query]);
            assert_eq!(few, many[..limit.min(many.len())], "{query}, {limit}");
        }
        assert_eq!(ids(&[query]), many[..many.len().min(10)], "{query}: ten unless told");
    }
    assert_eq!(ids(&["proxy", "--limit=2"]).len(), 2);
    for wrong in ["0", "x", "-3", "1.5", "", "99999999999999999999999"] {
        check_refused(
            &["-n", wrong, "lock"],
            &format!("invalid value '{wrong}' for '--limit <N>'"),
        );
    }
    check_refused(&["lock", "-n"], "a value is required for '--limit <N>'");
}

#[test]
fn only_one_page_or_part() {
    for (within, prefix) in [
        ("nginx", "recipes/nginx#"),
        ("recipes/nginx", "recipes/nginx#"),
        ("NGINX", "recipes/nginx#"),
        ("Git", "topics/git#"),
        ("sql", "sql/"),
        ("SQL and databases", "sql/"),
        ("linux", "linux/"),
        ("Software development", "software-development/"),
    ] {
        let found = ids(&["--in", within, "-n50", "server test file index"]);
        assert!(!found.is_empty(), "{within}");
        assert!(found.iter().all(|id| id.starts_with(prefix)), "{within}: {found:?}");
    }
    // The same as by the operator, whose value is one word.
    for within in ["nginx", "recipes/nginx", "sql", "software-development"] {
        let found = ids(&[&format!("in:{within}"), "index"]);
        assert_eq!(found, ids(&["--in", within, "index"]), "{within}");
        // Before an operator a word is whole.
        let whole = ids(&["--in", within, "index "]);
        assert_eq!(whole, ids(&["index", &format!("in:{within}")]), "{within}");
    }
    // Flag and operator together: what is in both.
    let both = ids(&["--in", "sql", "lock in:migrations-howto"]);
    assert!(!both.is_empty() && both.iter().all(|id| id.starts_with("sql/migrations-howto#")));
    assert_eq!(run(&["search", "--in", "sql", "lock in:nginx"]).2, 1);
    check_refused(&["--in", "nowhere", "x"], "no page or part 'nowhere'; the parts are Recipes, ");
    check_refused(&["--in", "", "x"], "no page or part ''; the parts are ");
    check_refused(&["x", "--in"], "a value is required for '--in <PAGE|PART>'");
}

/// Whether a section has a fence, in this language if one is named.
fn has_code(id: &str, lang: Option<&str>) -> bool {
    let args = ["show", "--json", "--code", id];
    let found = match lang {
        Some(lang) => run(&[&args[..], &["--lang", lang]].concat()),
        None => run(&args),
    };
    !found.0.is_empty()
}

#[test]
fn only_code_in_a_language() {
    for (lang, query) in [("nginx", "proxy"), ("sql", "lock"), ("python", "test"), ("bash", "file")]
    {
        let found = ids(&["--lang", lang, "-n20", query]);
        assert!(!found.is_empty(), "{lang}");
        for id in &found {
            assert!(has_code(id, Some(lang)), "{id} has no {lang}");
        }
        assert_eq!(ids(&["--lang", &lang.to_uppercase(), "-n20", query]), found, "{lang}");
        assert_eq!(ids(&["-n20", &format!("lang:{lang} {query}")]), found, "{lang}");
    }
    check_refused(&["--lang", "nosuch", "x"], "no code in 'nosuch'; the languages are ");
    check_refused(&["--lang", "", "x"], "no code in ''; the languages are ");
    check_refused(&["x", "--lang"], "a value is required for '--lang <LANG>'");
}

#[test]
fn only_sections_with_code() {
    let all = ids(&["-n100", "why"]);
    let with_code = ids(&["-n100", "--has-code", "why"]);
    assert!(!with_code.is_empty() && with_code.len() < all.len());
    assert_eq!(ids(&["-n100", "why has:code"]), with_code);
    let silent: Vec<&String> = all.iter().filter(|id| !with_code.contains(id)).collect();
    assert!(!silent.is_empty());
    for id in with_code {
        let (out, _, _) = run(&["show", "--markdown", &id]);
        assert!(out.contains("```"), "{id}");
    }
    check_refused(&["--has-code=1", "x"], "unexpected value '1' for '--has-code'");
}

#[test]
fn exactly_the_words_and_all_of_them() {
    let exact = |query: &str| {
        let (out, err, status) = run(&["search", "--exact", "-n100", "--json", query]);
        assert_eq!(err.is_empty(), status == 0, "{query}: {err}");
        (hits(&out), status)
    };
    // Neither the beginning of a word, nor another form, a correction, a part of the words.
    for query in
        ["lock_tim", "harakri", "limit_rqe_zone", "nginx zzzznothing", "\"lock the timeout\""]
    {
        assert_eq!(exact(query).1, 1, "{query}");
    }
    for query in
        ["lock_timeout", "the standby", "how to vacuum", "\"not in\" null", "proxy in:nginx"]
    {
        let (found, status) = exact(query);
        assert_eq!(status, 0, "{query}");
        assert!(found.iter().all(|hit| hit["match"] == "all"), "{query}");
    }
    // The words may stand in the keywords, which are not shown but with the source.
    for words in [&["how", "standby"][..], &["indexing"], &["locks"], &["the", "vacuum"]] {
        for hit in exact(&words.join(" ")).0 {
            let page = hit["page"].as_str().expect("a page");
            let source = run(&["show", "--markdown", page]).0.to_lowercase();
            assert!(words.iter().all(|word| source.contains(word)), "{words:?}: {hit}");
        }
    }
}

#[test]
fn operators_in_the_query() {
    let with = ids(&["-n100", "index in:sql"]);
    let without = ids(&["-n100", "index in:sql not:unique"]);
    assert!(!without.is_empty() && without.len() < with.len());
    for id in &without {
        assert!(!ids(&["-n200", "--exact", "unique"]).contains(id), "{id} has the word");
    }
    assert!(ids(&["in:git"]).iter().all(|id| id.starts_with("topics/git#")), "alone as well");
    // What names nothing in the book, and any other `x:`, is text.
    for query in ["index in:nowhere", "index lang:klingon", "index has:wings", "index see:also"] {
        assert!(!ids(&[query]).is_empty(), "{query}");
    }
    for alone in ["not:", "in:", "lang:", "has:", ":", "not:lock", "\"", "\"\"", "-- --"] {
        let status = run(&["search", "--", alone]).2;
        assert!(status <= 1, "{alone}: {status}");
    }
}

#[test]
fn quotes_ask_for_a_phrase() {
    let holding = ids(&["-n100", "\"lock timeout\""]);
    assert!(!holding.is_empty() && holding.len() < ids(&["-n100", "lock timeout"]).len());
    for hit in hits(&run(&["search", "--json", "-n100", "\"set not null\""]).0) {
        let section = run(&["show", "--markdown", hit["id"].as_str().expect("an id")]).0;
        let plain = section.to_lowercase().replace(['`', '*'], "");
        assert!(plain.contains("set not null"), "{hit}");
    }
    // One that stands nowhere counts as its words, one that is not closed as a sign.
    assert_eq!(ids(&["\"lock the timeout zone\""])[0], ids(&["lock the timeout zone "])[0]);
    assert!(!ids(&["\"lock timeout"]).is_empty());
}

#[test]
fn dashes_are_words() {
    for (args, query) in [
        (&["search", "qqzz", "-Zqq7"][..], "qqzz -Zqq7"),
        (&["search", "-Zqq7", "qqzz"], "-Zqq7 qqzz"),
        (&["search", "qqzz", "--zzqq=7"], "qqzz --zzqq=7"),
        (&["search", "qqzz", "-nqq"], "qqzz -nqq"),
        (&["search", "--", "qqzz", "--json"], "qqzz --json"),
        (&["search", "-n", "3", "--", "-n", "qqzz"], "-n qqzz"),
        (&["qqzz", "-Zqq7"], "qqzz -Zqq7"),
        (&["search", "qqzz", "-", "zzqq"], "qqzz - zzqq"),
    ] {
        // The dashes may stand somewhere in the book: exactly as they are, and all, they do not.
        let (out, err, status) = run(&[&["--color=never"], args, &[]].concat());
        let narrow = run(&[&args[..1], &["--exact"], &args[1..]].concat());
        let (out, err, status) = if status == 0 { narrow } else { (out, err, status) };
        assert_eq!((out.as_str(), status), ("", 1), "{args:?}");
        assert_eq!(err, format!("cheat: nothing found for '{query}'\n"));
    }
    assert!(ids(&["autossh", "-M0"])[0].starts_with("linux/ssh#"));
    assert_eq!(ids(&["-n2", "autossh", "-M0"]), ids(&["autossh", "-M0", "-n", "2"]));
}

#[test]
fn a_dash_alone_reads_standard_input() {
    let asked = run(&["search", "lock timeout"]);
    assert_eq!(fed(b"lock timeout", &["search", "-"]), asked);
    assert_eq!(fed(b"lock timeout", &["search", "-", "-n10"]), asked);
    // A newline ends the last word, which then is whole.
    assert_eq!(fed(b"lock\ntimeout\n", &["search", "-"]), run(&["search", "lock timeout "]));
    assert_eq!(fed(b"", &["search", "-"]).2, 1);
    let (out, err, status) = fed(b"zzqq\n\x1b[31mqqzz\xff", &["search", "-"]);
    assert_eq!((out.as_str(), status), ("", 1));
    assert!(err.lines().count() == 1 && !err.contains('\x1b'), "{err}");
    let long = "zzzqqq ".repeat(100_000);
    let (_, err, status) = fed(long.as_bytes(), &["search", "-"]);
    assert!(status == 1 && err.len() < 1_000, "{err}");
    let pasted =
        b"nginx: [emerg] unknown directive \"http2\" in /etc/nginx/sites-enabled/a.conf:12\r\n";
    assert!(fed(pasted, &["search", "-"]).0.starts_with("recipes/nginx#"));
}

#[test]
fn what_is_done_with_the_query_is_said_in_a_line() {
    for (query, said, matched) in [
        ("limit_req_zone", "", "all"),
        (
            "limit_rqe_zone",
            "cheat: nothing has 'limit_rqe_zone'; showing hits for 'limit_req_zone'\n",
            "corrected",
        ),
        (
            "limt_rqe_zone nginxx",
            "cheat: nothing has 'limt_rqe_zone', 'nginxx'; showing hits for 'limit_req_zone', 'nginx'\n",
            "corrected",
        ),
        (
            "limit_req_zone ssl_reject_handshake pg_stat_activity",
            "cheat: nothing has all of these words; showing what has some of them\n",
            "partial",
        ),
    ] {
        for form in [&["search"][..], &["search", "--json"], &["search", "--plain"]] {
            let (out, err, status) = run(&[form, &[query]].concat());
            assert_eq!((err.as_str(), status), (said, 0), "{query}");
            assert!(!out.is_empty());
        }
        assert_eq!(
            hits(&run(&["search", "--json", "-n1", query]).0)[0]["match"],
            matched,
            "{query}"
        );
        assert_eq!(run(&["search", "--exact", query]).2, i32::from(matched != "all"), "{query}");
    }
}

#[test]
fn an_apostrophe_may_be_left_out() {
    let kanban = "software-development/agile#kanban".to_owned();
    assert_eq!(ids(&["littles law", "-n1"]), [kanban]);
    let (_, said, _) = run(&["search", "littles law"]);
    assert_eq!(said, "");
}

#[test]
fn a_misspelt_word_ends_as_what_was_meant() {
    let (_, said, _) = run(&["search", "product ownr"]);
    assert!(said.contains("'owner'"), "{said}");
}

#[test]
fn wrong_usage_is_one_line() {
    check_refused(&[], "the following required arguments were not provided: <WORDS>...");
    check_refused(&["--json=1", "x"], "unexpected value '1' for '--json'");
    check_refused(&["--color", "green", "x"], "invalid value 'green' for '--color <WHEN>'");
    check_refused(&["--theme", "green", "x"], "no theme 'green'; there are ");
    check_refused(
        &["--in", "sql", "--in", "git", "x"],
        "the argument '--in <PAGE|PART>' cannot be",
    );
}

#[cfg(unix)]
#[test]
fn any_bytes_are_a_query() {
    use std::os::unix::ffi::OsStrExt;
    for bytes in [&b"lock\xff\xfetimeout"[..], b"\xff", b"\x1b[31mlock", b"\xc3", b"a\nb\tc"] {
        let output = cheat(&["search"]).arg(OsStr::from_bytes(bytes)).output();
        let (_, err, status) = end(output.expect("the binary runs"));
        assert!(status <= 1 && !err.contains('\x1b'), "{bytes:?}: {status} {err}");
    }
}
