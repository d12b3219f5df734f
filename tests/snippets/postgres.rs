//! PostgreSQL servers, started when first asked for: each version found in the tools or among
//! Debian's packages, on a port of its own on the loopback, without fsync.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use cheat::book::Version;
use tempfile::TempDir;

use crate::room::{Room, tools};

/// One version; the lock gives the server to one snippet at a time.
pub(crate) struct Server {
    pub(crate) version: Version,
    bin: PathBuf,
    state: Mutex<Option<Running>>,
}

struct Running {
    child: Child,
    port: u16,
    _data: TempDir,
}

/// A database of one snippet's own, on a server that is this snippet's until it is dropped.
pub(crate) struct Database<'s> {
    server: &'s Server,
    running: MutexGuard<'s, Option<Running>>,
}

const NAME: &str = "shop";
/// `nobody`: a server refuses to run as root.
const NOBODY: u32 = 65534;

/// The servers at hand, oldest first.
pub(crate) fn servers() -> &'static [Server] {
    static SERVERS: OnceLock<Vec<Server>> = OnceLock::new();
    SERVERS.get_or_init(|| {
        let folders = (9..30).filter_map(|major| {
            let fetched = tools().join(format!("postgres/{major}/bin"));
            let packaged = PathBuf::from(format!("/usr/lib/postgresql/{major}/bin"));
            let bin = [fetched, packaged].into_iter().find(|bin| bin.join("initdb").exists())?;
            let version = Version::parse(&major.to_string())?;
            Some(Server { version, bin: bin.canonicalize().ok()?, state: Mutex::new(None) })
        });
        folders.collect()
    })
}

/// Stops what was started.
pub(crate) fn stop_all() {
    for server in servers() {
        let running = server.state.lock().map(|mut state| state.take());
        if let Ok(Some(mut running)) = running {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Server {
    /// Waits until the server is free, starts it if need be, and makes an empty database.
    pub(crate) fn database(&self) -> Result<Database<'_>, String> {
        let mut running = self.state.lock().map_err(|_| "a snippet before this one panicked")?;
        if running.is_none() {
            *running = Some(self.start()?);
        }
        let database = Database { server: self, running };
        database.sql(&format!("DROP DATABASE IF EXISTS {NAME}"))?;
        database.sql(&format!("CREATE DATABASE {NAME}"))?;
        Ok(database)
    }

    fn start(&self) -> Result<Running, String> {
        let data = tempfile::Builder::new().prefix("cheat-postgres-").tempdir();
        let data = data.map_err(|error| error.to_string())?;
        if is_root() {
            chown(data.path(), Some(NOBODY), Some(NOBODY)).map_err(|error| error.to_string())?;
        }
        let cluster = data.path().join("data");
        let output = self
            .command("initdb")
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N", "-D"])
            .arg(&cluster)
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(format!("initdb: {}", String::from_utf8_lossy(&output.stderr)));
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.map_err(|error| error.to_string())?.port();
        let log = fs::File::create(data.path().join("log")).map_err(|error| error.to_string())?;
        let child = self
            .command("postgres")
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
            .args([
                "-c",
                "fsync=off",
                "-c",
                "max_prepared_transactions=4",
                "-p",
                &port.to_string(),
                "-D",
            ])
            .arg(&cluster)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut running = Running { child, port, _data: data };
        for _ in 0..300 {
            if ask(port, "postgres", "SELECT 1").is_ok() {
                return Ok(running);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = running.child.kill();
        let log = fs::read_to_string(running._data.path().join("log")).unwrap_or_default();
        Err(format!("PostgreSQL {} did not start: {log}", self.version))
    }

    /// One of the server's programs, as another user where that must be.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("setpriv");
                let user = format!("--reuid={NOBODY}");
                let group = format!("--regid={NOBODY}");
                command.args([&user, &group, "--clear-groups"]).arg(path);
                command
            }
            false => Command::new(path),
        };
        let library = self.bin.parent().map(|folder| folder.join("lib"));
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").current_dir("/");
        if let Some(library) = library
            .filter(|library| library.starts_with(tools().join("postgres")) && !is_sid(&self.bin))
        {
            command.env("LD_LIBRARY_PATH", library);
        }
        command
    }
}

/// Current Debian's programs bring their own libraries.
fn is_sid(bin: &Path) -> bool {
    bin.components().any(|part| part.as_os_str() == "sid")
}

impl Database<'_> {
    /// Tells the room how to reach it.
    pub(crate) fn enter(&self, room: &mut Room) {
        let port = self.running.as_ref().map_or(0, |running| running.port);
        room.set("PGHOST", "127.0.0.1");
        room.set("PGPORT", port.to_string());
        room.set("PGUSER", "postgres");
        room.set("PGDATABASE", NAME);
        room.set("PGBIN", self.server.bin.display().to_string());
        room.set("PGVERSION", self.server.version.to_string());
    }

    fn sql(&self, statement: &str) -> Result<String, String> {
        let port = self.running.as_ref().map_or(0, |running| running.port);
        ask(port, "postgres", statement)
    }
}

impl Drop for Database<'_> {
    /// Leaves nothing of the snippet behind for the next one.
    fn drop(&mut self) {
        let others = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'"
        );
        let _ = self.sql(&others);
        let _ = self.sql(&format!("DROP DATABASE IF EXISTS {NAME}"));
        let _ = self.sql("ALTER SYSTEM RESET ALL");
        let _ = self.sql("SELECT pg_reload_conf()");
    }
}

fn ask(port: u16, database: &str, statement: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-h",
            "127.0.0.1",
            "-U",
            "postgres",
            "-p",
            &port.to_string(),
        ])
        .args(["-d", database, "-c", statement])
        .output()
        .map_err(|error| format!("psql: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}
