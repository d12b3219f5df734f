//! Taking: what `show`, `copy` and `list` give to pipes and scripts. The environment is cleared.

use std::process::{Command, Output, Stdio};

use expect_test::expect;
use serde_json::Value;

struct Ran {
    out: String,
    err: String,
    status: i32,
}

fn run_with(env: &[(&str, &str)], args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cheat"));
    command.args(args).env_clear().env("COLUMNS", "80").stdin(Stdio::null());
    command.envs(env.iter().copied());
    let Output { stdout, stderr, status } = command.output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { out: text(stdout), err: text(stderr), status: status.code().expect("it ends by itself") }
}

fn run(args: &[&str]) -> Ran {
    run_with(&[], args)
}

#[track_caller]
fn printed(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!((ran.err.as_str(), ran.status), ("", 0));
    ran.out
}

/// It fails, prints nothing on standard output, and one line on standard error.
#[track_caller]
fn refused(args: &[&str], status: i32) -> String {
    let ran = run(args);
    assert_eq!((ran.out.as_str(), ran.status), ("", status), "{args:?}: {}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    ran.err
}

fn objects(args: &[&str]) -> Vec<Value> {
    printed(args).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

const SITE: &str = "nginx#https-site";
const VALUES: [&str; 6] = [
    "--set",
    "domain=shop.example.org",
    "--set",
    "public_ipv4=192.0.2.7",
    "--set",
    "public_ipv6=2001:db8::7",
];

#[test]
fn several_ids_come_with_a_blank_line_between_or_not_at_all() {
    let (one, two) = (printed(&["show", "git#reflog"]), printed(&["show", "nginx#tls"]));
    assert_eq!(printed(&["show", "git#reflog", "nginx#tls"]), format!("{one}\n{two}"));
    refused(&["show", "git#reflog", "nginx#no-such"], 1);
    assert!(one.ends_with('\n') && !one.ends_with("\n\n"));
}

#[test]
fn code_of_a_page_is_that_of_its_snippets() {
    let args = ["show", "nginx", "--code", "--lang", "NGINX", "--set", "burst=77"];
    let code = run(&args).out;
    assert!(code.contains("burst=77"), "{code}");
    assert!(!code.contains("sudo nginx -t") && !code.contains("client "), "no bash, no figures");
    let all = run(&["show", "nginx", "--code"]);
    assert!(all.out.contains("sudo nginx -t") && !all.out.contains("TLS ends here"));
    let section = printed(&["show", "nginx#tls-settings", "--code"]);
    assert!(section.contains("ssl_protocols") && section.len() < all.out.len());
    let err = refused(&["show", "nginx", "--code", "--lang", "cobol"], 1);
    assert!(err.starts_with("cheat: no cobol in recipes/nginx; there is "), "{err}");
    refused(&["show", "git#reflog", "--code", "--lang", "cobol"], 1);
}

#[test]
fn values_go_in_as_they_are_and_once() {
    for value in [
        "it's",
        "\"",
        "$(id)",
        "`id`",
        "${HOME}",
        "a\nb\n",
        "a/b&c",
        "&",
        "{{public_ipv4}}",
        "{{domain}}",
        "{{",
        "}}",
        "\\1",
        "C:\\x\\",
        "100%s %d%%",
        "a\tb",
        "größe 日本 🌸",
        "=",
        "",
    ] {
        let set = format!("domain={value}");
        let ran = run(&["show", SITE, "--set", &set]);
        assert!(ran.out.contains(&format!("    server_name {value};\n")), "{}", ran.out);
        assert_eq!(ran.err, "cheat: left to fill in: {{public_ipv4}}, {{public_ipv6}}\n");
        assert_eq!(ran.status, 0);
    }
    assert!(
        printed(&[&["show", SITE, "--strict"], &VALUES[..]].concat()).contains("192.0.2.7:443")
    );
    let twice = run(&["show", SITE, "--set", "domain=a", "--set", "domain=b"]);
    assert!(twice.out.contains("server_name b;"), "the last one counts");
}

#[test]
fn what_is_missing_is_an_error_when_strict() {
    let err = refused(&["show", SITE, "--strict"], 2);
    assert_eq!(err, "cheat: no value for {{public_ipv4}}, {{public_ipv6}}\n");
}

#[test]
fn a_name_that_nothing_printed_has_is_an_error() {
    let err = refused(&["show", SITE, "--set", "domian=x"], 2);
    assert_eq!(
        err,
        "cheat: nothing printed has {{domian}}; there are {{public_ipv4}}, {{public_ipv6}}, {{domain}}\n"
    );
    let err = refused(&["show", "git#reflog", "--set", "x=1"], 2);
    assert_eq!(err, "cheat: nothing printed has {{x}}, or any other placeholder\n");
    refused(&["copy", SITE, "--set", "domian=x", "--dry-run"], 2);
    // Of several, one that has it is enough.
    assert_eq!(run(&["show", SITE, "git#reflog", "--set", "domain=x"]).status, 0);
    assert_eq!(run(&["show", SITE, "--set", "domain"]).status, 2);
}

#[test]
fn quoted_values_are_text_to_a_shell() {
    let value = "x'; echo \"$(id)\" `id` \\ !\nb";
    let snippets = objects(&["list", "--snippets", "--json"]);
    let is_plain = |snippet: &&Value| {
        let text = snippet["text"].as_str().unwrap_or_default();
        let is_bare = text.lines().count() == 1 && !text.contains(['\'', '"', '`', '#']);
        snippet["lang"] == "bash" && is_bare && text.contains("{{")
    };
    let snippet = snippets.iter().find(is_plain).expect("the book has one");
    let (id, name) = (&snippet["id"], &snippet["placeholders"][0]["name"]);
    let (id, name) = (id.as_str().expect("text"), name.as_str().expect("text"));
    let set = format!("{name}={value}");
    let quoted = run(&["show", id, "--quote", "--set", &set]).out;
    assert!(quoted.contains(r"'x'\''; echo "), "{quoted}");
    // Not quoted, it goes in as it is; and in what is no shell's it always does.
    assert!(run(&["show", id, "--set", &set]).out.contains(value));
    let sql = run(&["show", SITE, "--quote", "--set", "domain=a b;c"]);
    assert!(sql.out.contains("server_name a b;c;"), "{}", sql.out);
}

#[test]
fn the_snippets_of_a_file_are_joined() {
    let path = "/etc/nginx/sites-available/00-default.conf";
    let args = ["show", "recipes/nginx", "--file", path, "--set", "public_ipv4=192.0.2.7"];
    let args = [&args[..], &["--set", "public_ipv6=::1", "--strict"]].concat();
    let newest = run(&args);
    assert_eq!(newest.status, 0);
    assert!(newest.err.starts_with("cheat: for nginx ") && newest.err.contains("--for nginx="));
    assert_eq!(newest.out.matches("\nserver {").count() + 1, 2, "{}", newest.out);
    assert!(newest.out.contains("ssl_reject_handshake on;"));
    let old = printed(&[&args[..], &["--for", "nginx=1.18.0"]].concat());
    assert!(old.contains("return 301") && old.contains("ssl_certificate "), "{old}");
    assert!(!old.contains("ssl_reject_handshake"));
    let with = printed(&[&args[..], &["--for", "nginx=1.18", "--with-comment"]].concat());
    assert!(with.starts_with("# recipes/nginx#redirect-https - "), "{with}");
    assert!(with.contains("\n\n# recipes/nginx#reject-unknown-444 (nginx 1.18) - "), "{with}");
}

#[test]
fn a_file_is_found_by_its_end_its_home_and_its_values() {
    let whole = printed(&["show", "bash", "--file", "script.sh"]);
    assert!(whole.starts_with("#!"), "{whole}");
    let tls = printed(&["show", "nginx", "--file", "tls.conf"]);
    assert_eq!(
        printed(&["show", "nginx#tls-settings", "--file", "/etc/nginx/conf.d/tls.conf"]),
        tls
    );
    let home = [("HOME", "/home/me")];
    let psqlrc = run_with(&home, &["show", "sql/postgres", "--file", "/home/me/.psqlrc"]);
    assert_eq!(psqlrc.status, 0, "{}", psqlrc.err);
    let path = "/etc/postgresql/17/main/conf.d/standby.conf";
    let args = ["show", "recipes/postgres", "--file", path, "--set", "version=17"];
    assert_eq!(run(&args).status, 0, "{}", run(&args).err);
    let err = refused(&["show", "git", "--file", "nothing"], 1);
    assert_eq!(err, "cheat: no file 'nothing' there; there are ~/.config/git/config\n");
}

#[test]
fn versions_are_read_as_programs_print_them() {
    let section = "nginx#serve-a-site-over-https-with-http2";
    for printed_by in ["1.22", "nginx version: nginx/1.22.1", "1.22.1 (Debian 12)"] {
        let choice = format!("nginx={printed_by}");
        let out = printed(&["show", section, "--for", &choice]);
        assert!(out.starts_with("for nginx 1.22"), "{out}");
        assert!(out.contains("https-site-old") && !out.contains("http2 on;\n"), "{out}");
        assert!(!out.contains("nginx 1.25.1 and later"), "{out}");
    }
    let all = printed(&["show", section]);
    assert!(all.contains("nginx 1.25.1 and later") && all.contains("nginx up to 1.25.0"));
    let code = ["show", section, "--code", "--for", "NGINX=1.31.4"];
    let code = printed(&[&code[..], &VALUES[..]].concat());
    assert!(code.contains("http2 on;") && !code.contains("ssl http2;"), "{code}");
}

#[test]
fn a_search_leaves_out_what_is_for_other_versions() {
    let first = |args: &[&str]| objects(args).into_iter().next().expect("a hit");
    let hit = |version: &str| first(&["search", "http2", "--json", "--for", version]);
    for (version, id, excerpt) in [
        ("nginx=1.22", "recipes/nginx#https-site-old", "listen {{public_ipv4}}:443 ssl http2;"),
        ("nginx=nginx/1.28.0", "recipes/nginx#https-site", "http2 on;"),
    ] {
        let hit = hit(version);
        assert_eq!((&hit["snippet"]["id"], &hit["excerpt"]), (&id.into(), &excerpt.into()));
    }
    let quic = ["search", "--exact", "quic", "http3", "--for", "nginx=1.22"];
    let said = "cheat: nothing found for 'quic http3' in these versions; 1 for others\n";
    assert_eq!(refused(&quic, 1), said);
    let chosen = [("CHEAT_FOR", "nginx=1.22")];
    assert_eq!(run_with(&chosen, &quic[..4]).err, said);
    assert_eq!(run(&quic[..4]).status, 0);
    assert_eq!(run_with(&chosen, &[&quic[..4], &["--for", "nginx=1.28"]].concat()).status, 0);
    assert_eq!(run(&["search", "--exact", "zyx", "--for", "pg=15"]).status, 1);
    refused(&["search", "http2", "--for", "pg=99"], 2);
}

#[test]
fn what_is_unknown_by_flag_is_an_error_with_the_known_names() {
    let err = refused(&["show", "nginx", "--for", "mysql=8"], 2);
    assert!(
        err.starts_with("cheat: --for: unknown product 'mysql'; there are git, nginx,"),
        "{err}"
    );
    let err = refused(&["show", "nginx", "--for", "pg=99"], 2);
    assert!(err.contains("unknown version '99' of postgresql; known are 9.5, 9.6, 10,"), "{err}");
    refused(&["show", "nginx", "--for", "15"], 2);
    refused(&["copy", "git#reflog", "--dry-run", "--for", "pg=99"], 2);
}

#[test]
fn the_flag_wins_over_the_variable_whose_mistakes_are_reported() {
    let section = "nginx#serve-a-site-over-https-with-http2";
    let chosen = [("CHEAT_FOR", "pg=15.18 (Debian 15.18-1) nginx=1.22")];
    assert!(run_with(&chosen, &["show", section]).out.starts_with("for nginx 1.22\n"));
    assert!(run_with(&chosen, &[section]).out.starts_with("for nginx 1.22\n"), "bare words too");
    let both = run_with(&chosen, &["show", section, "--for", "nginx=1.28"]);
    assert!(both.out.starts_with("for nginx 1.28\n"));
    let ran = run_with(&[("CHEAT_FOR", "mysql=8")], &["show", section]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.starts_with("cheat: CHEAT_FOR is not heeded: unknown product"), "{}", ran.err);
    // A page that depends on no version says nothing of one.
    let xml = run_with(&chosen, &["show", "topics/xml"]);
    assert!(xml.out.starts_with("XML"), "{}", xml.out);
}

#[test]
fn a_snippet_for_another_version_is_printed_and_said() {
    let args = ["show", SITE, "--set", "domain=a", "--for", "nginx=1.22"];
    let ran = run(&args);
    assert!(ran.out.contains("http2 on;") && ran.status == 0);
    let said = "cheat: recipes/nginx#https-site is for nginx 1.25.1 and later, not for 1.22\n";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    assert_eq!(refused(&[&args[..], &["--strict"]].concat(), 2), said);
}

#[test]
fn verbatim_is_the_source() {
    let source = printed(&["show", "know-thy-history#ed-grep", "--verbatim"]);
    assert!(source.starts_with("$ printf") && source.ends_with("two\nthree\n"), "{source}");
    let taken = printed(&["show", "know-thy-history#ed-grep"]);
    assert_eq!(taken.lines().count(), 2, "{taken}");
    assert!(!taken.contains("$ "), "{taken}");
    assert!(printed(&["show", SITE, "--verbatim"]).contains("{{domain=example.com}}"));
    for other in [["--set", "domain=a"].as_slice(), &["--ask"], &["--quote"], &["--markdown"]] {
        assert_eq!(run(&[&["show", SITE, "--verbatim"], other].concat()).status, 2);
    }
}

/// All of them, so that each is looked at: the first lines of a transcript and what is taken.
#[test]
fn of_the_books_transcripts_the_commands_are_taken() {
    let mut taken = String::new();
    for snippet in objects(&["list", "--snippets", "--json"]) {
        if snippet["lang"] == "console" {
            let text = |name: &str| snippet[name].as_str().expect("text").to_owned();
            taken += &format!("{}\n{}", text("id"), text("code"));
        }
    }
    expect![[r#"
        software-development/testing#mutmut
        mutmut run
        mutmut results
        mutmut show shipping.x_shipping__mutmut_4
        thoughts/django-dangerous#checks
        python manage.py check --deploy --fail-level WARNING
        python manage.py makemigrations --check --dry-run
        python manage.py migrate --plan
        appendix/know-thy-history#ed-grep
        printf 'one\ntwo\nthree\n' > numbers
        printf 'g/t/p\n' | ed -s numbers
        appendix/maybes#through-the-socket
        curl --unix-socket /run/app.sock http://localhost/
    "#]]
    .assert_eq(&taken);
}

#[test]
fn markdown_is_the_source_of_pages() {
    let page = printed(&["show", "nginx", "--markdown"]);
    assert!(page.starts_with("# Nginx\n") && page.contains("{{domain=example.com}}"));
    let section = printed(&["show", "nginx#tls-settings", "--markdown"]);
    assert!(section.starts_with("## TLS settings\n") && page.contains(&section));
}

#[test]
fn a_comment_says_where_code_came_from() {
    let sql = printed(&["show", "migrations-howto#add-nullable", "--with-comment"]);
    assert!(sql.starts_with("-- sql/migrations-howto#add-nullable"), "{sql}");
    let script = printed(&["show", "bash#script", "--with-comment"]);
    let lines: Vec<&str> = script.lines().take(2).collect();
    assert!(
        lines[0].starts_with("#!") && lines[1].starts_with("# topics/bash#script - "),
        "{script}"
    );
    let err = refused(&["show", "nginx", "--with-comment"], 2);
    assert!(err.contains("add --code"), "{err}");
}

#[test]
fn objects_hold_the_filled_code() {
    let args = [&["show", SITE, "git#reflog", "--json"], &VALUES[..]].concat();
    let objects = objects(&args);
    assert_eq!(objects.len(), 2);
    let site = &objects[0];
    assert_eq!(site["id"], "recipes/nginx#https-site");
    assert!(site["code"].as_str().is_some_and(|code| code.contains("shop.example.org")));
    assert!(site["text"].as_str().is_some_and(|text| text.contains("{{domain=example.com}}")));
    assert_eq!(site["placeholders"][2]["name"], "domain");
    assert_eq!(site["placeholders"][2]["default"], "example.com");
    assert_eq!(site["placeholders"][0]["default"], Value::Null);
    assert!(site["proof"].is_null() || site["proof"].is_string());
    assert!(site.as_object().is_some_and(|site| site.contains_key("proof")));
    let code = run(&["show", "nginx", "--code", "--lang", "bash", "--json"]);
    assert!(code.out.lines().count() > 2 && code.out.lines().all(|l| l.contains("\"bash\"")));
}

#[test]
fn every_listed_id_is_found_again() {
    let list = printed(&["list", "--snippets"]);
    let fields: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert!(fields.len() > 300 && fields.iter().all(|fields| fields.len() == 3));
    assert!(fields.iter().any(|fields| fields[0] == "topics/git#reflog" && fields[1] == "bash"));
    let ids: Vec<&str> = fields.iter().map(|fields| fields[0]).collect();
    let all = run(&[&["show", "--json"], &ids[..]].concat());
    let id = |line: &str| {
        let snippet: Value = serde_json::from_str(line).expect("JSON");
        snippet["id"].as_str().expect("an id").to_owned()
    };
    let found: Vec<String> = all.out.lines().map(id).collect();
    assert_eq!(found, ids);
    for line in objects(&["list", "--snippets", "--json"]).iter().zip(&ids) {
        assert_eq!(line.0["id"], *line.1);
    }
}

#[test]
fn products_are_listed_with_their_versions() {
    let list = printed(&["list", "--products"]);
    let postgresql =
        list.lines().find(|line| line.starts_with("postgresql\t")).expect("it is there");
    assert!(
        postgresql.starts_with("postgresql\tPostgreSQL\tpg postgres\t9.5 9.6 10 "),
        "{postgresql}"
    );
    let objects = objects(&["list", "--products", "--json"]);
    assert_eq!(objects.len(), list.lines().count());
    assert!(objects.iter().all(|product| product["versions"].is_array()));
}

#[test]
fn copy_takes_values_too() {
    let dry = [&["copy", SITE, "--dry-run"], &VALUES[..2]].concat();
    let ran = run(&dry);
    assert_eq!((ran.out.as_str(), ran.status), ("", 0));
    assert_eq!(
        ran.err,
        "cheat: would copy 13 lines of nginx: osc52; left to fill in: {{public_ipv4}}, {{public_ipv6}}\n"
    );
    let none = [("CHEAT_CLIPBOARD", "none")];
    let ran = run_with(&none, &[&["copy", SITE], &VALUES[..]].concat());
    assert_eq!(ran.status, 2);
    assert_eq!(ran.out, printed(&[&["show", SITE], &VALUES[..]].concat()), "the text is not lost");
    // Of pages and sections their source.
    for id in ["nginx#tls-settings", "nginx"] {
        let ran = run_with(&none, &["copy", id]);
        assert_eq!((ran.out, ran.status), (printed(&["show", id, "--markdown"]), 2));
    }
    let ran = run_with(&none, &["copy", "know-thy-history#ed-grep"]);
    assert_eq!(ran.out, printed(&["show", "know-thy-history#ed-grep"]));
    let ran = run_with(&none, &["copy", "know-thy-history#ed-grep", "--verbatim"]);
    assert_eq!(ran.out, printed(&["show", "know-thy-history#ed-grep", "--verbatim"]));
    let said = run(&["copy", "know-thy-history#ed-grep", "--dry-run"]).err;
    assert_eq!(said, "cheat: would copy 2 commands, 2 lines of output left out: osc52\n");
}

#[test]
fn help_explains_topics_whose_ids_are_there() {
    let overview = printed(&["help"]);
    for topic in ["search", "ids", "placeholders", "versions", "pipes"] {
        assert!(overview.contains(&format!("\n  {topic} ")), "{topic}");
        let text = printed(&["help", topic]);
        let ids = text.split('\'').filter(|word| word.contains('#') && !word.contains(' '));
        for id in ids {
            let object = run(&["show", id, "--json"]).out;
            assert!(object.contains("\"code\""), "{topic}: {id} is no snippet");
        }
    }
    for id in ["nginx#tls-settings", "nginx#tls-settings.1", "nginx#tls-settings.i1"] {
        assert!(printed(&["help", "ids"]).contains(id));
        assert_eq!(run(&["show", id]).status, 0, "{id}");
    }
    assert!(printed(&["help", "copy"]).contains("--dry-run"));
    assert!(refused(&["help", "cobol"], 2).contains("the topics are search, ids"));
}
