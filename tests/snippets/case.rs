//! `cases/PAGE.toml`: what the fences of a page need beside their text, and how they must come out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cases {
    #[serde(default)]
    pub(crate) page: PageCase,
    /// By the fence's id, or its anchor and number: `rules.1`.
    #[serde(default)]
    pub(crate) snippets: BTreeMap<String, Case>,
}

/// What holds for all fences of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageCase {
    /// By language: runs first, in the same script.
    #[serde(default)]
    pub(crate) before: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) files: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Case {
    /// The name of another way than the language's own.
    pub(crate) by: Option<String>,
    /// Values of placeholders; the others have their defaults.
    pub(crate) fill: BTreeMap<String, String>,
    /// Put into the folder it runs in.
    pub(crate) files: BTreeMap<String, String>,
    /// Other snippets of the page that run first, in the same script.
    pub(crate) with: Vec<String>,
    pub(crate) before: String,
    pub(crate) after: String,
    /// All that it prints.
    pub(crate) stdout: Option<String>,
    /// Each stands in what it prints, on stdout or stderr.
    pub(crate) expect: Vec<String>,
    pub(crate) status: i32,
    /// A bash script that proves it, in place of the way's own.
    pub(crate) check: Option<String>,
    pub(crate) program: Option<String>,
    /// A command that prints the program's version.
    pub(crate) version: Option<String>,
    /// Programs on PATH, or `tools/NAME`: what `.ci/tools` put there.
    pub(crate) needs: Vec<String>,
    /// Only these versions of the program, as in a version block: `12..`.
    pub(crate) versions: Option<String>,
    /// nginx: the block it belongs into, where that cannot be told.
    pub(crate) frame: Option<String>,
    /// It was not run but only parsed, and why.
    pub(crate) parsed: Option<String>,
}

/// Reads the cases of a page; a page without a file has none.
pub(crate) fn read(folder: &Path, slug: &str) -> Result<Cases, String> {
    let path = folder.join(format!("{slug}.toml"));
    if !path.exists() {
        return Ok(Cases::default());
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
