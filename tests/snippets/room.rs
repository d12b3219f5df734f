//! A temporary folder, and programs run in it under an environment that is the same everywhere.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Longer than the slowest snippet takes on a busy machine.
const TIME_LIMIT: &str = "180";

/// What the check scripts may call.
const PRELUDE: &str = r#"set -eu
die() { printf '%s\n' "$*" >&2; exit 1; }
same() { [ "$1" = "$2" ] || die "got '$1' instead of '$2'"; }
has() { case $1 in *"$2"*) ;; *) die "'$2' is not in: $1" ;; esac; }
hasnt() { case $1 in *"$2"*) die "'$2' is in: $1" ;; *) ;; esac; }
until_it() { for _ in $(seq 150); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done; die "not in time: $*"; }
"#;

pub(crate) struct Room {
    folder: TempDir,
    env: Vec<(String, String)>,
}

pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// 124 when it took too long.
    pub(crate) status: i32,
}

impl Room {
    pub(crate) fn new() -> Room {
        let folder = tempfile::Builder::new().prefix("cheat-snippet-").tempdir();
        let folder = folder.expect("a temporary folder can be made");
        // Servers that step down to another user look into it.
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.path(), open).expect("it is ours");
        Room { folder, env: Vec::new() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.env.push((name.to_owned(), value.into()));
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the room is ours");
        }
        fs::write(&path, text).expect("the room is ours");
        path
    }

    /// Runs a check script in the room.
    pub(crate) fn check(&self, script: &str) -> Ran {
        let outside = TempDir::new().expect("a temporary folder can be made");
        let path = outside.path().join("check.sh");
        fs::write(&path, format!("{PRELUDE}{script}\n")).expect("it is ours");
        let output = Command::new("timeout")
            .args(["-k", "5", TIME_LIMIT, "bash"])
            .arg(&path)
            .current_dir(self.path())
            .env_clear()
            .envs(environment(self.path()))
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .output()
            .expect("coreutils and bash are there");
        Ran {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            status: output.status.code().unwrap_or(-1),
        }
    }
}

/// The tools fetched for the tests, before what the machine has.
pub(crate) fn tools() -> PathBuf {
    let target = std::env::var_os("CHEAT_TOOLS").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools"))
}

/// Whether the tools hold this file or folder.
pub(crate) fn fetched(name: &str) -> bool {
    tools().join(name).exists()
}

fn environment(home: &Path) -> Vec<(String, String)> {
    let tools = tools().display().to_string();
    // Nothing is downloaded by a test; `.ci/tools` fills the caches.
    let offline = if std::env::var_os("CHEAT_FETCH").is_some() { "false" } else { "true" };
    let [uv_cache, npm_cache] = ["uv-cache", "npm-cache"].map(|name| format!("{tools}/{name}"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!(
        "{tools}/venv/bin:{tools}/bin:{tools}/node/node_modules/.bin:{path}:/usr/sbin:/sbin"
    );
    let home = home.display().to_string();
    let pairs = [
        ("PATH", path.as_str()),
        ("TOOLS", &tools),
        ("HOME", &home),
        ("TMPDIR", "/tmp"),
        ("USER", "reader"),
        ("LC_ALL", "C.UTF-8"),
        ("TZ", "UTC"),
        ("TERM", "dumb"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("UV_CACHE_DIR", &uv_cache),
        ("UV_OFFLINE", offline),
        ("npm_config_cache", &npm_cache),
        ("npm_config_offline", offline),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ada"),
        ("GIT_AUTHOR_EMAIL", "ada@example.org"),
        ("GIT_COMMITTER_NAME", "Ada"),
        ("GIT_COMMITTER_EMAIL", "ada@example.org"),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}
