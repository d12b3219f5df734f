//! What is wrong in a reader's file, and where.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Said;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: PathBuf,
    /// From 1; 0 when it is the whole file.
    pub line: usize,
    pub text: String,
}

impl Problem {
    /// For a line of the screen: the file's name, not its path.
    pub fn short(&self) -> String {
        let name = self.file.file_name().unwrap_or_default().display();
        match self.line {
            0 => format!("{name}: {}", self.text),
            line => format!("{name}:{line}: {}", self.text),
        }
    }
}

/// `/home/me/.config/cheat/config.toml:3: no action is called 'copy'`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file.display(), self.text),
            line => write!(f, "{}:{line}: {}", self.file.display(), self.text),
        }
    }
}

/// Those of one file, found by the places of its bytes.
pub struct Problems<'t> {
    text: &'t str,
    file: &'t Path,
    found: Vec<Problem>,
}

impl<'t> Problems<'t> {
    pub fn new(text: &'t str, file: &'t Path) -> Problems<'t> {
        Problems { text, file, found: Vec::new() }
    }

    pub fn at(&mut self, span: Range<usize>, text: &str) {
        let problem = self.said(span, String::new()).problem(text);
        self.found.push(problem);
    }

    /// What is not TOML. The parser goes on after it, and then finds more than there is.
    pub fn syntax(&mut self, errors: &[toml::de::Error]) {
        if let Some(error) = errors.first() {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            self.at(error.span().unwrap_or(0..0), &message);
        }
    }

    pub(super) fn said(&self, span: Range<usize>, value: String) -> Said {
        let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        Said { value, file: self.file.to_owned(), line }
    }

    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found
    }
}

/// `; 'heading' is near`, or nothing.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let scored = names.map(|known| (strsim::jaro_winkler(name, known), known));
    match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((score, known)) if score > 0.8 => format!("; did you mean '{known}'?"),
        _ => String::new(),
    }
}
