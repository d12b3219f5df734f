//! What is kept between two runs of the browser: a small JSON file of the reader's own, written in
//! one piece. Whatever is wrong with the file costs what was remembered, and nothing else.

mod day;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use day::Day;

/// The whole file. Fields of later versions are carried along.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    version: u32,
    /// The theme for a dark or a light ground, once the reader chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The ground, dark or light, that a terminal told last; or that it was asked in vain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    pub panes: Panes,
    /// By the name of the book.
    pub books: BTreeMap<String, Shelf>,
    #[serde(flatten)]
    later: Map<String, Value>,
}

/// How the reader set the side panes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panes {
    /// Columns of the contents; none while they follow the screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<u16>,
    /// Columns of the results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<u16>,
    pub hidden: bool,
    #[serde(flatten)]
    later: Map<String, Value>,
}

/// What is kept of one book.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelf {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
    /// The titles of parts that are folded away.
    pub folded: BTreeSet<String>,
    pub marks: BTreeMap<char, Spot>,
    /// What was searched for, the last first.
    pub queries: Vec<String>,
    /// What was typed for placeholders, by their names, the last first; nothing that looks secret.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Vec<String>>,
    /// The chosen version of each product.
    pub versions: BTreeMap<String, Chosen>,
    #[serde(flatten)]
    later: Map<String, Value>,
}

/// A place in a book that survives an edition: names, not numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// The page's slug.
    pub page: String,
    /// The section's anchor; empty above the first.
    pub anchor: String,
    /// Lines below the section's heading, at the width it was read at.
    pub below: usize,
}

impl Spot {
    pub fn new(page: &str, anchor: &str) -> Spot {
        Spot { page: page.to_owned(), anchor: anchor.to_owned(), below: 0 }
    }
}

/// A version, and when it was chosen (`2026-11-03`); an empty one stands for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    pub version: String,
    pub on: String,
}

/// The file, and what it held when it was last looked at.
pub struct Store {
    /// None when nothing is to be kept.
    path: Option<PathBuf>,
    seen: Kept,
}

const VERSION: u32 = 1;
/// Queries that are remembered.
pub const MOST_QUERIES: usize = 100;
/// Bytes of a file that can be ours.
const LARGEST: u64 = 1 << 20;
/// How long another browser that is writing is waited for: tries, and the time between.
const PATIENCE: (u32, Duration) = (20, Duration::from_millis(10));

impl Store {
    /// Reads what is kept; of a file that is missing, unreadable or damaged nothing.
    pub fn open() -> Store {
        Store::at(path())
    }

    fn at(path: Option<PathBuf>) -> Store {
        let seen = path.as_deref().and_then(read).unwrap_or_default();
        Store { path, seen }
    }

    pub fn kept(&self) -> &Kept {
        &self.seen
    }

    /// Writes what changed since it was last read, into what the file holds by now: another
    /// browser may have written in between.
    ///
    /// # Errors
    /// When the folder or the file cannot be written. What was there is still there.
    pub fn save(&mut self, now: Kept) -> io::Result<()> {
        let Some(path) = self.path.as_deref().filter(|_| now != self.seen) else { return Ok(()) };
        let folder = path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        let _lock = lock(&folder.join("state.lock"))?;
        let theirs = read(path).unwrap_or_default();
        let value = |kept: &Kept| serde_json::to_value(kept).map_err(io::Error::other);
        let merged = merge(&value(&self.seen)?, value(&now)?, value(&theirs)?);
        let mut merged: Kept = serde_json::from_value(merged).map_err(io::Error::other)?;
        merged.version = merged.version.max(VERSION);
        write(path, &serde_json::to_vec(&merged)?)?;
        // The reader goes on from what is on the screen, not from what another browser did.
        self.seen = now;
        Ok(())
    }
}

/// Where it is kept; none when nothing is to be kept, or nobody knows where.
fn path() -> Option<PathBuf> {
    if env::var_os("CHEAT_STATE").is_some_and(|value| value == "off") {
        return None;
    }
    let folder = |name: &str| {
        // The specification of these variables has relative ones ignored.
        env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
    };
    let base = match cfg!(windows) {
        true => folder("LOCALAPPDATA"),
        false => folder("XDG_STATE_HOME")
            .or_else(|| folder("HOME").map(|home| home.join(".local").join("state"))),
    };
    base.map(|base| base.join("cheat").join("state.json"))
}

fn read(path: &Path) -> Option<Kept> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Keeps other browsers from writing. Where files cannot be locked there is no lock.
fn lock(path: &Path) -> io::Result<File> {
    let file = private().create(true).truncate(false).open(path)?;
    let (tries, pause) = PATIENCE;
    for _ in 0..tries {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(pause),
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another browser is writing"))
}

/// Writes a file whole or not at all. The new one is a neighbour until it is complete; one that a
/// kill left behind is written over.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("json.new");
    let mut file = private().create(true).truncate(true).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)
}

/// For the reader's eyes only.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// What `mine` changed of `base`, put into `theirs`. Lists keep the entries of both.
fn merge(base: &Value, mine: Value, theirs: Value) -> Value {
    match (mine, theirs) {
        (mine, theirs) if mine == *base => theirs,
        (Value::Object(mine), Value::Object(theirs)) => {
            Value::Object(merge_fields(base.as_object(), mine, theirs))
        }
        (Value::Array(mut mine), Value::Array(theirs)) => {
            let known = base.as_array().map(Vec::as_slice).unwrap_or_default();
            let new = theirs.into_iter().filter(|entry| !known.contains(entry));
            let new: Vec<Value> = new.filter(|entry| !mine.contains(entry)).collect();
            mine.extend(new);
            mine.truncate(MOST_QUERIES);
            Value::Array(mine)
        }
        (mine, _) => mine,
    }
}

fn merge_fields(
    base: Option<&Map<String, Value>>,
    mine: Map<String, Value>,
    mut theirs: Map<String, Value>,
) -> Map<String, Value> {
    let known = |key: &str| base.and_then(|base| base.get(key));
    // What I took out goes, unless the other changed it.
    theirs.retain(|key, value| mine.contains_key(key) || known(key) != Some(value));
    for (key, value) in mine {
        let merged = match (known(&key), theirs.remove(&key)) {
            // The other took it out, and I left it as it was.
            (Some(base), None) if *base == value => continue,
            (_, None) => value,
            (base, Some(other)) => merge(base.unwrap_or(&Value::Null), value, other),
        };
        theirs.insert(key, merged);
    }
    theirs
}

#[cfg(test)]
mod tests;
