//! The reader's `config.toml` and the files of their own themes: where they are, and what they say.
//! A file that is not there costs one look for it. What is wrong in one is told with its line, and
//! stands at its default.

mod keys;
mod problems;
#[cfg(test)]
mod tests;

use std::cell::{OnceCell, RefCell};
use std::env;
use std::fs;
use std::io::{self, ErrorKind};
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::keys::Keys;
pub use problems::{Problem, Problems, nearest};

/// What the config says; nothing is the default of everything.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub theme: Option<Said>,
    pub clipboard: Option<Said>,
    /// `postgresql=15`, as `--for` takes it.
    pub versions: Vec<Said>,
    pub keys: Keys,
    pub problems: Vec<Problem>,
}

/// The config, read when something of it is first asked for, and what was found to be wrong in it.
#[derive(Default)]
pub struct OnDemand {
    config: OnceCell<Config>,
    reported: RefCell<Vec<Problem>>,
}

impl OnDemand {
    /// What only those who use a value can find.
    pub fn report(&self, problems: impl IntoIterator<Item = Problem>) {
        self.reported.borrow_mut().extend(problems);
    }

    /// What was found so far; nothing when nothing was asked for.
    pub fn problems(&self) -> Vec<Problem> {
        let own = self.config.get().map(|config| config.problems.clone());
        own.into_iter().flatten().chain(self.reported.borrow().iter().cloned()).collect()
    }
}

impl Deref for OnDemand {
    type Target = Config;

    fn deref(&self) -> &Config {
        self.config.get_or_init(Config::read)
    }
}

/// A value and where it stands, for complaints that only others can make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub value: String,
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
}

impl Said {
    /// What is wrong with the value.
    pub fn problem(&self, text: &str) -> Problem {
        Problem { file: self.file.clone(), line: self.line, text: text.to_owned() }
    }
}

/// What may stand at the top of the file.
const NAMES: [&str; 4] = ["theme", "clipboard", "keys", "for"];

impl Config {
    /// Reads `config.toml` in the reader's folder.
    pub fn read() -> Config {
        folder().map(|folder| Config::at(&folder.join("config.toml"))).unwrap_or_default()
    }

    fn at(file: &Path) -> Config {
        match fs::read_to_string(file) {
            Ok(text) => Config::parse(&text, file),
            Err(error) if error.kind() == ErrorKind::NotFound => Config::default(),
            Err(error) => Config { problems: vec![unread(file, &error)], ..Config::default() },
        }
    }

    fn parse(text: &str, file: &Path) -> Config {
        let mut problems = Problems::new(text, file);
        let (table, errors) = DeTable::parse_recoverable(text);
        problems.syntax(&errors);
        let mut config = Config::default();
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            match name {
                "theme" => config.theme = word(name, value.get_ref(), value.span(), &mut problems),
                "clipboard" => {
                    config.clipboard = word(name, value.get_ref(), value.span(), &mut problems);
                }
                "keys" => match value.get_ref().as_table() {
                    Some(table) => config.keys = keys::keys(table, &mut problems),
                    None => problems.at(value.span(), "keys is a table: [keys]"),
                },
                "for" => match value.get_ref().as_table() {
                    Some(table) => config.versions = versions(table, &mut problems),
                    None => problems.at(value.span(), "for is a table: [for]"),
                },
                _ => {
                    let near = nearest(name, NAMES.into_iter());
                    problems.at(key.span(), &format!("nothing is called '{name}'{near}"));
                }
            }
        }
        config.problems = problems.into_sorted();
        config
    }
}

fn word(
    name: &str,
    value: &DeValue<'_>,
    span: Range<usize>,
    problems: &mut Problems<'_>,
) -> Option<Said> {
    match value.as_str() {
        Some(text) => Some(problems.said(span, text.to_owned())),
        None => {
            let kind = value.type_str();
            problems.at(span, &format!("{name} is a string in quotes, not {kind}"));
            None
        }
    }
}

/// `postgresql = "15"`; a number does as well, as it is written.
fn versions(table: &DeTable<'_>, problems: &mut Problems<'_>) -> Vec<Said> {
    let mut versions = Vec::new();
    for (key, value) in table {
        let version = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            other => {
                let kind = other.type_str();
                problems.at(value.span(), &format!("a version is a string, not {kind}"));
                continue;
            }
        };
        let product: &str = key.get_ref();
        versions.push(problems.said(key.span(), format!("{product}={version}")));
    }
    versions
}

/// The file of the reader's own theme of that name, and its text.
///
/// # Errors
/// When there is no such file, or it cannot be read.
pub fn theme_file(name: &str) -> io::Result<(PathBuf, String)> {
    let none = || io::Error::from(ErrorKind::NotFound);
    // A name, not a path: what is shown of it stays in the folder.
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !is_name || name.starts_with('.') {
        return Err(none());
    }
    let file = folder().ok_or_else(none)?.join("themes").join(format!("{name}.toml"));
    let text = fs::read_to_string(&file)?;
    Ok((file, text))
}

/// The names of the reader's own themes.
pub fn theme_names() -> Vec<String> {
    let files = folder().and_then(|folder| fs::read_dir(folder.join("themes")).ok());
    let names = files.into_iter().flatten().flatten().filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        name.strip_suffix(".toml").map(str::to_owned)
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

pub fn unread(file: &Path, error: &io::Error) -> Problem {
    Problem { file: file.to_owned(), line: 0, text: format!("could not be read: {error}") }
}

/// Where the reader's files are; none when nobody knows.
fn folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        // The specification of these variables has relative ones ignored.
        env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
    };
    let base = match cfg!(windows) {
        true => folder("APPDATA"),
        false => {
            folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
        }
    };
    base.map(|base| base.join("cheat"))
}
