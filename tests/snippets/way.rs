//! What is done with a snippet, by its language: the table of ways.

use cheat::book::Outcome;

use crate::subject::Subject;

/// How a kind of snippet is proven: a bash script over the file `$SNIPPET`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    /// What a case calls it; the first is its name, the others are languages it serves too.
    pub(crate) names: &'static [&'static str],
    /// The program as the page shows it.
    pub(crate) program: &'static str,
    /// A command that prints its version.
    pub(crate) version: &'static str,
    /// The script; it runs in the folder that holds the snippet.
    pub(crate) script: &'static str,
    /// What it proves when it ends well.
    pub(crate) outcome: Outcome,
    pub(crate) matrix: Matrix,
    /// What must be on PATH.
    pub(crate) needs: &'static [&'static str],
    /// The file's name, where the program cares.
    pub(crate) file: &'static str,
}

/// Under how many versions of the program a snippet runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matrix {
    One,
    /// All servers at hand, each with a new database: `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`.
    Postgres,
    /// `NGINX`; the configuration that was made of the snippet is `CONF`.
    Nginx,
    /// `PYTHON`; several only for what says it depends on the version.
    Python,
    /// `SYSTEMD_ANALYZE`.
    Systemd,
}

const PARSED: Way = Way {
    names: &[],
    program: "",
    version: "",
    script: "",
    outcome: Outcome::Parsed,
    matrix: Matrix::One,
    needs: &[],
    file: "snippet",
};
const RAN: Way = Way { outcome: Outcome::Ran, ..PARSED };

const WAYS: &[Way] = &[
    Way {
        names: &["bash", "sh", "shell", "console"],
        program: "bash",
        version: "bash --version",
        // What a fragment leaves to its surroundings is no mistake: variables, `cd` without exit.
        script: "shellcheck -s bash -S warning -e SC2034,SC2154,SC2164,SC2168 taken.sh >&2\nbash -e \"$SNIPPET\"",
        needs: &["shellcheck"],
        ..RAN
    },
    Way {
        names: &["python", "pycon"],
        program: "python",
        version: "$PYTHON --version",
        script: "$PYTHON \"$SNIPPET\"",
        matrix: Matrix::Python,
        file: "snippet.py",
        ..RAN
    },
    Way {
        names: &["sql", "psql"],
        program: "postgresql",
        version: "",
        script: "psql -X -q -v ON_ERROR_STOP=1 -f \"$SNIPPET\"",
        matrix: Matrix::Postgres,
        needs: &["psql"],
        file: "snippet.sql",
        ..RAN
    },
    Way {
        names: &["nginx"],
        program: "nginx",
        version: "",
        script: "$NGINX -e stderr -t -p . -c \"$CONF\"",
        matrix: Matrix::Nginx,
        file: "snippet.conf",
        ..PARSED
    },
    Way {
        names: &["systemd"],
        program: "systemd-analyze",
        version: "",
        script: "\"$SYSTEMD_ANALYZE\" verify --man=no \"$SNIPPET\"",
        matrix: Matrix::Systemd,
        file: "snippet.service",
        ..PARSED
    },
    Way {
        names: &["uwsgi"],
        program: "uwsgi",
        version: "uwsgi --version",
        script: "uwsgi --strict --ini \"$SNIPPET\" --show-config --no-server",
        needs: &["uwsgi"],
        file: "snippet.ini",
        ..PARSED
    },
    Way {
        names: &["kubernetes"],
        program: "kubernetes-validate",
        version: "kubernetes-validate --version",
        script: "kubernetes-validate --strict \"$SNIPPET\"",
        needs: &["kubernetes-validate"],
        file: "snippet.yaml",
        ..PARSED
    },
    Way {
        names: &["yaml", "yml"],
        program: "yamllint",
        version: "yamllint --version",
        script: "yamllint -d relaxed \"$SNIPPET\"",
        needs: &["yamllint"],
        file: "snippet.yaml",
        ..PARSED
    },
    Way {
        names: &["toml"],
        program: "python's tomllib",
        version: "python3 --version",
        script: "python3 -c 'import sys, tomllib; tomllib.load(open(sys.argv[1], \"rb\"))' \"$SNIPPET\"",
        ..PARSED
    },
    Way {
        names: &["json"],
        program: "python's json",
        version: "python3 --version",
        script: "python3 -m json.tool \"$SNIPPET\"",
        ..PARSED
    },
    Way {
        names: &["ini", "desktop"],
        program: "python's configparser",
        version: "python3 --version",
        script: "python3 -c 'import sys, configparser; c = configparser.RawConfigParser(); c.read_file(open(sys.argv[1])); assert c.sections()' \"$SNIPPET\"",
        ..PARSED
    },
    Way {
        names: &["xml"],
        program: "xmllint",
        version: "xmllint --version 2>&1 | sed 's/.*version 2\\(..\\)\\(..\\)/2.\\1.\\2/'",
        script: "xmllint --noout \"$SNIPPET\"",
        needs: &["xmllint"],
        ..PARSED
    },
    Way {
        names: &["html"],
        program: "html-validate",
        version: "html-validate --version",
        script: "html-validate \"$SNIPPET\"\ntidy -e -q \"$SNIPPET\"",
        needs: &["html-validate", "tidy"],
        file: "snippet.html",
        ..PARSED
    },
    Way {
        names: &["dockerfile"],
        program: "hadolint",
        version: "hadolint --version",
        script: "hadolint \"$SNIPPET\"",
        needs: &["hadolint"],
        file: "Dockerfile",
        ..PARSED
    },
    Way {
        names: &["sudoers"],
        program: "visudo",
        version: "visudo --version",
        script: "chmod 440 \"$SNIPPET\"\nvisudo -c -f \"$SNIPPET\"",
        needs: &["visudo"],
        ..PARSED
    },
    Way {
        names: &["makefile", "make"],
        program: "make",
        version: "make --version",
        script: "make -n -f \"$SNIPPET\"",
        needs: &["make"],
        file: "Makefile",
        ..PARSED
    },
    Way {
        names: &["ruby"],
        program: "ruby",
        version: "ruby --version",
        script: "ruby -c \"$SNIPPET\"",
        needs: &["ruby"],
        ..PARSED
    },
    Way {
        names: &["javascript", "js"],
        program: "node",
        version: "node --version",
        script: "node \"$SNIPPET\"",
        needs: &["node"],
        file: "snippet.mjs",
        ..RAN
    },
    Way {
        names: &["sshd_config"],
        program: "sshd",
        version: "ssh -V 2>&1",
        script: "ssh-keygen -q -t ed25519 -N '' -f host_key\nmkdir -p /run/sshd\n\"$(command -v sshd)\" -t -f \"$SNIPPET\" -h \"$PWD/host_key\"",
        needs: &["sshd", "ssh-keygen"],
        ..PARSED
    },
    Way {
        names: &["sshconfig", "ssh_config"],
        program: "ssh",
        version: "ssh -V 2>&1",
        script: "ssh -G -F \"$SNIPPET\" server.example.org",
        needs: &["ssh"],
        ..PARSED
    },
    Way {
        names: &["tmux"],
        program: "tmux",
        version: "tmux -V",
        script: "tmux -S ./socket -f /dev/null new-session -d\ntrap 'tmux -S ./socket kill-server' EXIT\ntmux -S ./socket source-file \"$SNIPPET\"",
        needs: &["tmux"],
        ..RAN
    },
    Way {
        names: &["gitconfig"],
        program: "git",
        version: "git --version",
        script: "git config --file \"$SNIPPET\" --list",
        needs: &["git"],
        ..PARSED
    },
    Way {
        names: &["fish"],
        program: "fish",
        version: "fish --version",
        script: "fish \"$SNIPPET\"",
        needs: &["fish"],
        ..RAN
    },
    Way {
        names: &["zsh"],
        program: "zsh",
        version: "zsh --version",
        script: "zsh -f -e \"$SNIPPET\"",
        needs: &["zsh"],
        ..RAN
    },
    Way {
        names: &["beancount"],
        program: "bean-check",
        version: "bean-check --version",
        script: "bean-check \"$SNIPPET\"",
        needs: &["bean-check"],
        ..RAN
    },
    Way {
        names: &["http"],
        program: "python's http.client",
        version: "python3 --version",
        script: r#"python3 - "$SNIPPET" <<'END'
import http.client, io, re, sys
text = open(sys.argv[1]).read()
for message in re.split(r"\n{2,}(?=(?:[A-Z]+ \S+ HTTP/|HTTP/)[\d.]+)", text):
    first, _, rest = message.partition("\n")
    methods = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY|CONNECT|TRACE"
    request = re.fullmatch(rf"(?:{methods}) \S+(?: HTTP/(1\.[01]|2|3))?", first)
    answer = re.fullmatch(r"HTTP/(1\.[01]|2|3) [1-5]\d\d( .*)?", first)
    assert request or answer or re.fullmatch(r"[A-Za-z-]+: .+", first), first
    fields = rest if request or answer else message
    head = fields.split("\n\n")[0]
    parsed = http.client.parse_headers(io.BytesIO((head.strip() + "\n\n").encode()))
    assert not parsed.defects, parsed.defects
END"#,
        ..PARSED
    },
];

/// The way a subject goes: its case's, its file's, or its language's.
pub(crate) fn of(subject: &Subject) -> Option<Way> {
    let by = subject.case.by.as_deref().or_else(|| by_file(subject.file.as_deref()?));
    let name = by.unwrap_or(&subject.lang);
    WAYS.iter().find(|way| way.names.contains(&name)).copied()
}

fn by_file(file: &str) -> Option<&'static str> {
    let unit = [".service", ".timer", ".socket", ".path", ".mount", ".slice", ".target"];
    unit.iter().any(|ending| file.ends_with(ending)).then_some("systemd")
}

/// The way of a case that brings its own script for a language nothing here knows.
pub(crate) const OWN: Way = RAN;
