//! The versions of a program that a snippet runs under, and the environment of each.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use cheat::book::{Version, VersionRange};

use crate::room::{Room, tools};
use crate::way::Matrix;

/// A program of some version.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// `3.14`, `1.28`, `17`.
    pub(crate) version: Version,
    pub(crate) path: PathBuf,
}

/// The programs of a matrix on this machine, oldest first.
pub(crate) fn programs(matrix: Matrix) -> Vec<Program> {
    static FOUND: Mutex<BTreeMap<&str, Vec<Program>>> = Mutex::new(BTreeMap::new());
    let (name, find): (&str, fn() -> Vec<PathBuf>) = match matrix {
        Matrix::Nginx => ("nginx", nginx),
        Matrix::Python => ("python", pythons),
        Matrix::Systemd => ("systemd", systemd),
        Matrix::One | Matrix::Postgres => return Vec::new(),
    };
    let mut found = FOUND.lock().expect("nothing here panics");
    let programs = found.entry(name).or_insert_with(|| {
        let mut programs: Vec<Program> = find().into_iter().filter_map(program).collect();
        programs.sort_by(|a, b| a.version.cmp(&b.version));
        programs.dedup_by(|a, b| a.version == b.version);
        programs
    });
    programs.clone()
}

/// The interpreter that has the packages.
pub(crate) fn python() -> Option<Program> {
    static PYTHON: OnceLock<Option<Program>> = OnceLock::new();
    let find = || program(tools().join("venv/bin/python")).or_else(|| program(on_path("python3")?));
    PYTHON.get_or_init(find).clone()
}

/// Whether `version` lies in the snippet's range, as far as the range speaks of this product.
pub(crate) fn within(range: Option<&VersionRange>, product: &str, version: &Version) -> bool {
    range.is_none_or(|range| range.product != product || range.contains(version))
}

/// The first version number that a command of bash prints, two numbers long at the most.
pub(crate) fn version_printed(room: &Room, command: &str) -> Option<String> {
    let ran = room.check(command);
    number_in(&format!("{}{}", ran.stdout, ran.stderr))
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let room = Room::new();
    let found = room.check(&format!("command -v '{name}'"));
    (found.status == 0).then(|| PathBuf::from(found.stdout.trim()))
}

fn program(path: PathBuf) -> Option<Program> {
    let flag = if path.ends_with("nginx") || path.to_string_lossy().contains("nginx-") {
        "-v"
    } else {
        "--version"
    };
    let output = Command::new(&path).arg(flag).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let version = Version::parse(&number_in(&text)?)?;
    Some(Program { version, path })
}

/// `1.28` of `nginx version: nginx/1.28.5`.
fn number_in(text: &str) -> Option<String> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    let numbers = starts.map(|(at, _)| {
        let number: &str =
            text[at..].split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
        number.trim_end_matches('.')
    });
    let mut numbers: Vec<&str> = numbers.collect();
    // A number with a point is a version; one without is one if there is no other.
    numbers.sort_by_key(|number| !number.contains('.'));
    let number = numbers.first()?;
    Some(number.split('.').take(2).collect::<Vec<_>>().join("."))
}

fn nginx() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        ["nginx-1.28", "nginx-1.30"].map(|name| tools().join("bin").join(name)).into();
    found.extend(on_path("nginx"));
    found
}

fn pythons() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for minor in 6..=15 {
        let name = format!("python3.{minor}");
        found.push(tools().join("bin").join(&name));
        found.push(PathBuf::from("/usr/bin").join(&name));
        let versions = std::env::home_dir().map(|home| home.join(".pyenv/versions"));
        let entries =
            versions.and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
        let of_minor = entries.filter(|entry| {
            entry.file_name().to_string_lossy().starts_with(&format!("3.{minor}."))
        });
        found.extend(of_minor.map(|entry| entry.path().join("bin/python3")));
    }
    found.retain(|path| path.exists());
    found
}

fn systemd() -> Vec<PathBuf> {
    let mut found = vec![tools().join("bin/systemd-analyze-current")];
    found.retain(|path| path.exists());
    found.extend(on_path("systemd-analyze"));
    found
}
