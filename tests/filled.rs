//! Files made by filling: what `cheat show --file --set` prints is given to the program it is for.
//! A program that is missing is said, with what was skipped; `CHEAT_REQUIRE=all` makes it a failure.

use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

use cheat::book::{Quoting, Values};
use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// A trial ends well, or it could not be made for want of a program.
enum End {
    Passed,
    Missing(&'static str),
}

fn main() -> ExitCode {
    let trials = vec![
        trial("a filled nginx site passes nginx -t", nginx),
        trial("a value that breaks the site is seen by nginx -t", broken_nginx),
        trial("filled units pass systemd-analyze verify", units),
        trial("a value that breaks a unit is seen by systemd-analyze verify", broken_unit),
        trial("the book's shell snippets parse with any value quoted", shell_snippets),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(name: &str, run: fn() -> Result<End, String>) -> Trial {
    Trial::ignorable_test(name, move || match run() {
        Ok(End::Passed) => Ok(Completion::Completed),
        Ok(End::Missing(what)) if env::var("CHEAT_REQUIRE").as_deref() == Ok("all") => {
            Err(Failed::from(format!("missing: {what}")))
        }
        Ok(End::Missing(what)) => Ok(Completion::ignored_with(format!("{what} is missing"))),
        Err(reason) => Err(Failed::from(reason)),
    })
}

/// What `cheat` prints, or what it says when it fails.
fn cheat(args: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_cheat"))
        .args(args)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("{args:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

fn found(program: &str, flag: &str) -> Option<Output> {
    Command::new(program).arg(flag).stdin(Stdio::null()).output().ok()
}

/// The nginx of the machine, and those that `.ci/tools` made.
fn nginxes() -> Vec<(String, String)> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin");
    let made = ["nginx-1.28", "nginx-1.30"].map(|name| tools.join(name).display().to_string());
    let paths = ["nginx".to_owned(), "/usr/sbin/nginx".to_owned()].into_iter().chain(made);
    let mut nginxes: Vec<(String, String)> = Vec::new();
    for path in paths {
        let Some(output) = found(&path, "-v") else { continue };
        let version = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if nginxes.iter().all(|(_, known)| *known != version) {
            nginxes.push((path, version));
        }
    }
    nginxes
}

fn nginx() -> Result<End, String> {
    let nginxes = nginxes();
    if nginxes.is_empty() {
        return Ok(End::Missing("nginx"));
    }
    if found("openssl", "version").is_none() {
        return Ok(End::Missing("openssl"));
    }
    for (program, version) in nginxes {
        let site = Site::new(&version, "shop.example.org")?;
        site.check(&program)?;
        if !site.read("sites-available/site.conf")?.contains("server_name shop.example.org;") {
            return Err("the domain is not in the site".to_owned());
        }
    }
    Ok(End::Passed)
}

fn broken_nginx() -> Result<End, String> {
    let Some((program, version)) = nginxes().into_iter().next() else {
        return Ok(End::Missing("nginx"));
    };
    if found("openssl", "version").is_none() {
        return Ok(End::Missing("openssl"));
    }
    match Site::new(&version, "a.org; }")?.check(&program) {
        Ok(()) => Err("nginx took a broken site".to_owned()),
        Err(_) => Ok(End::Passed),
    }
}

/// A folder like `/etc/nginx`, all of it out of the book.
struct Site {
    folder: tempfile::TempDir,
    version: String,
    domain: String,
}

impl Site {
    fn new(version: &str, domain: &str) -> Result<Site, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        // Built without a place of its own, nginx keeps its logs below its prefix.
        std::fs::create_dir(folder.path().join("logs")).map_err(|error| error.to_string())?;
        let site = Site { folder, version: version.to_owned(), domain: domain.to_owned() };
        site.write(
            "nginx.conf",
            "pid nginx.pid;\nerror_log stderr;\nevents {}\n\
             http {\n    include conf.d/*.conf;\n    include sites-available/*.conf;\n}\n",
        )?;
        for file in ["upstream", "websocket", "tls"] {
            site.generate(&format!("conf.d/{file}.conf"))?;
        }
        for file in ["00-default", "site"] {
            site.generate(&format!("sites-available/{file}.conf"))?;
        }
        site.certificates()?;
        Ok(site)
    }

    /// Writes a file of the book, and those it includes.
    fn generate(&self, file: &str) -> Result<(), String> {
        let path = format!("/etc/nginx/{file}");
        let version = format!("nginx={}", self.version);
        let domain = format!("domain={}", self.domain);
        let mut args = vec!["show", "recipes/nginx", "--file", &path, "--for", &version];
        let known = cheat(&[&args[..], &["--json"]].concat())?;
        for setting in [&domain, "public_ipv4=127.0.0.1", "public_ipv6=::1"] {
            let name = setting.split('=').next().unwrap_or_default();
            if known.contains(&format!("{{\"name\":\"{name}\"")) {
                args.extend(["--set", setting]);
            }
        }
        args.push("--strict");
        let text = cheat(&args)?;
        for include in text.lines().filter_map(|line| line.trim().strip_prefix("include ")) {
            let name = include.split(';').next().unwrap_or_default();
            if name.starts_with("snippets/") && !self.folder.path().join(name).exists() {
                self.generate(name)?;
            }
        }
        // The only thing that is not as it would be: where certificates lie, and free ports.
        let live = self.folder.path().join("live").display().to_string();
        let text = text.replace("/etc/letsencrypt/live", &live);
        let text = text.replace(":443 ", ":34443 ").replace(":80 ", ":34080 ");
        self.write(file, &text.replace("443;", "34443;"))
    }

    fn certificates(&self) -> Result<(), String> {
        let folder = self.folder.path().join("live").join(&self.domain);
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let path = |name: &str| folder.join(name).display().to_string();
        let output = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout"])
            .args([path("privkey.pem"), "-out".to_owned(), path("fullchain.pem")])
            .output()
            .map_err(|error| error.to_string())?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }

    fn check(&self, program: &str) -> Result<(), String> {
        let output = Command::new(program)
            .args(["-t", "-p", &self.folder.path().display().to_string(), "-c", "nginx.conf"])
            .output()
            .map_err(|error| error.to_string())?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }

    fn write(&self, file: &str, text: &str) -> Result<(), String> {
        write(&self.folder.path().join(file), text)
    }

    fn read(&self, file: &str) -> Result<String, String> {
        fs::read_to_string(self.folder.path().join(file)).map_err(|error| error.to_string())
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(|e| e.to_string())
}

fn units() -> Result<End, String> {
    if found("systemd-analyze", "--version").is_none() {
        return Ok(End::Missing("systemd-analyze"));
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let app = folder.path().join("app");
    let uwsgi = app.join(".venv/bin/uwsgi");
    write(&uwsgi, "#!/bin/sh\n")?;
    fs::set_permissions(&uwsgi, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
    let app = format!("app_dir={}", app.display());
    for (page, file, setting) in [
        ("recipes/uwsgi", "uwsgi-app.service", app.as_str()),
        ("linux/ssh", "tunnel.service", "host=db.example.org"),
    ] {
        let path = format!("/etc/systemd/system/{file}");
        let text = cheat(&["show", page, "--file", &path, "--set", setting, "--strict"])?;
        verify(&folder.path().join(file), &text)?;
    }
    socket_and_service(&folder.path().join("pair"), "9000")?;
    Ok(End::Passed)
}

/// A service and the socket it is started by, with a port of the reader's.
fn socket_and_service(folder: &Path, port: &str) -> Result<(), String> {
    let app = folder.join("srv");
    let program = app.join("bin/app");
    write(&program, "#!/bin/sh\n")?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
    let port = format!("port={port}");
    for file in ["app.service", "app.socket"] {
        let path = format!("/etc/systemd/system/{file}");
        let text = cheat(&["show", "linux/systemd", "--file", &path, "--set", &port, "--strict"])?;
        // The only thing that is not as it would be: where the program lies.
        verify(&folder.join(file), &text.replace("/srv/app", &app.display().to_string()))?;
    }
    Ok(())
}

fn broken_unit() -> Result<End, String> {
    if found("systemd-analyze", "--version").is_none() {
        return Ok(End::Missing("systemd-analyze"));
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let setting = "app_dir=/nowhere/at/all";
    let text =
        cheat(&["show", "uwsgi", "--file", "uwsgi-app.service", "--set", setting, "--strict"])?;
    if verify(&folder.path().join("uwsgi-app.service"), &text).is_ok() {
        return Err("systemd-analyze took a unit without its program".to_owned());
    }
    match socket_and_service(&folder.path().join("pair"), "nowhere\nListenStream=%") {
        Ok(()) => Err("systemd-analyze took a socket without a port".to_owned()),
        Err(_) => Ok(End::Passed),
    }
}

fn verify(path: &PathBuf, text: &str) -> Result<(), String> {
    write(path, text)?;
    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .arg(path)
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // It warns of units of the machine as well.
    let about = said.lines().filter(|line| line.contains(&*name)).collect::<Vec<_>>().join("\n");
    match output.status.success() && about.is_empty() {
        true => Ok(()),
        false => Err(if about.is_empty() { said } else { about }),
    }
}

/// Values with which a text that is not quoted would not parse, or do more.
const HOSTILE: [&str; 5] = ["it's; (", "$(touch x) \"`", "a\nb 'c", "{{b}} && ) }", "# \\"];

fn shell_snippets() -> Result<End, String> {
    if found("bash", "--version").is_none() {
        return Ok(End::Missing("bash"));
    }
    let book = cheat::embed::book();
    let (mut parsed, mut refused) = (0, 0);
    for id in book.snippet_ids() {
        let snippet = book.snippet(id);
        let is_bash = matches!(&*snippet.lang, "bash" | "sh" | "console");
        if !is_bash || snippet.open_names().is_empty() {
            continue;
        }
        for value in HOSTILE {
            let mut values = Values::default();
            snippet.placeholders.iter().for_each(|known| values.set(&known.name, value));
            let Ok(filled) = snippet.filled(&values, Quoting::Shell) else {
                refused += 1;
                continue;
            };
            parse(&filled.text).map_err(|e| format!("{}: {e}", book.stable_name(id)))?;
            parsed += 1;
        }
    }
    match (parsed, refused) {
        (50.., _) if refused * 4 < parsed => Ok(End::Passed),
        _ => Err(format!("{parsed} parsed, {refused} refused")),
    }
}

fn parse(script: &str) -> Result<(), String> {
    let mut bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let written = bash.stdin.take().map(|mut stdin| stdin.write_all(script.as_bytes()));
    written.transpose().map_err(|error| error.to_string())?;
    let output = bash.wait_with_output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{}\n{script}", String::from_utf8_lossy(&output.stderr))),
    }
}
