//! `SUMMARY.md`, the list of a book's pages, in mdBook's grammar:
//!
//! ```text
//! summary = ["# Title"] prefix* part* suffix*
//! prefix  = "[Title](page.md)"
//! part    = ["# Part title"] entry*
//! entry   = INDENT* ("-" | "*") "[Title](page.md)"
//! suffix  = "---"? "[Title](page.md)"
//! ```
//!
//! A deeper indent nests an entry under the one above it. The first heading is the summary's own
//! title when nothing listed stands before it and the next thing is not a list.

use super::Problem;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub title: String,
    /// The path as written, relative to the summary.
    pub path: String,
    pub depth: u8,
    /// The part's title; prefix and suffix pages stand in none.
    pub part: Option<String>,
    /// Line of the summary, from 1.
    pub line: u32,
}

/// Reads a summary. Lines that fit nothing are problems.
pub(super) fn parse(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    let mut part = None;
    let mut indents: Vec<usize> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if let Some(title) = line.strip_prefix("# ") {
            let is_own_title = number == 1 && title.eq_ignore_ascii_case("summary");
            part = (!is_own_title).then(|| title.trim().to_owned());
            continue;
        }
        if line.is_empty() || is_comment(line) {
            continue;
        }
        if line.chars().all(|c| c == '-') && line.len() >= 3 {
            part = None;
            continue;
        }
        let listed = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let Some((title, path)) = link(listed.unwrap_or(line).trim()) else {
            problems.push(Problem::new(
                "SUMMARY.md",
                number,
                format!("`{line}` is neither a part, an entry nor a rule"),
            ));
            continue;
        };
        if listed.is_some() {
            indents.retain(|known| *known < indent);
        } else {
            indents.clear();
            part = None;
        }
        entries.push(Entry {
            title: title.to_owned(),
            path: path.trim_start_matches("./").to_owned(),
            depth: indents.len().min(usize::from(u8::MAX)) as u8,
            part: part.clone(),
            line: number,
        });
        if listed.is_some() {
            indents.push(indent);
        }
    }
    (entries, problems)
}

fn is_comment(line: &str) -> bool {
    line.starts_with("<!--") && line.ends_with("-->")
}

/// `[Title](path)`, nothing else.
fn link(text: &str) -> Option<(&str, &str)> {
    let (title, path) = text.strip_prefix('[')?.strip_suffix(')')?.rsplit_once("](")?;
    let path = path.trim_start_matches('<').trim_end_matches('>');
    (!title.is_empty() && !path.is_empty()).then_some((title, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_nesting_prefix_and_suffix() {
        let (entries, problems) = parse(
            "# Summary\n\n[Start](README.md)\n\n# SQL\n\n- [A](sql/a.md)\n  - [B](sql/b.md)\n- [C](./c.md)\n\n---\n\n[Licence](LICENSE.md)\n",
        );
        assert_eq!(problems, []);
        let seen: Vec<_> =
            entries.iter().map(|e| (e.path.as_str(), e.depth, e.part.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("README.md", 0, None),
                ("sql/a.md", 0, Some("SQL")),
                ("sql/b.md", 1, Some("SQL")),
                ("c.md", 0, Some("SQL")),
                ("LICENSE.md", 0, None),
            ]
        );
    }

    #[test]
    fn a_stray_line_is_named() {
        let (_, problems) = parse("# Summary\n\nhello\n");
        assert_eq!(
            problems[0].to_string(),
            "SUMMARY.md:3: `hello` is neither a part, an entry nor a rule"
        );
    }
}
