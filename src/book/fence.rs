//! The info string of a fence: the language, then attributes.
//!
//! ```text
//! info      = LANG (BLANK attribute)*
//! attribute = "raw" | NAME "=" value
//! value     = word | '"' anything but '"' '"'
//! ```

use serde::{Deserialize, Serialize};

/// What a fence says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// Lower case; empty when the fence names none.
    pub lang: String,
    /// Its name for scripts, unique on the page.
    pub id: Option<String>,
    /// The file on the reader's machine that it belongs into.
    pub file: Option<String>,
    /// The title of a figure.
    pub figure: Option<String>,
    /// `{{` in it is not a placeholder.
    pub raw: bool,
    /// `check=none`: nothing here can prove it.
    pub check: Option<String>,
    /// Why it is not checked.
    pub reason: Option<String>,
}

/// Reads an info string. What cannot be read is reported, and the rest kept.
pub(super) fn parse(info: &str) -> (Fence, Vec<String>) {
    let mut fence = Fence::default();
    let mut mistakes = Vec::new();
    for word in words(info) {
        match word.split_once('=') {
            None if fence.lang.is_empty() && word != "raw" => fence.lang = word.to_lowercase(),
            None if word == "raw" => fence.raw = true,
            None => mistakes.push(format!("unknown fence attribute `{word}`")),
            Some((name, value)) => {
                if let Err(mistake) = set(&mut fence, name, value.trim_matches('"')) {
                    mistakes.push(mistake);
                }
            }
        }
    }
    (fence, mistakes)
}

fn set(fence: &mut Fence, name: &str, value: &str) -> Result<(), String> {
    let slot = match name {
        "id" if !is_id(value) => {
            return Err(format!("fence id `{value}` is not letters, digits and `-`"));
        }
        "id" => &mut fence.id,
        "file" => &mut fence.file,
        "figure" => &mut fence.figure,
        "check" => &mut fence.check,
        "reason" => &mut fence.reason,
        _ => return Err(format!("unknown fence attribute `{name}`")),
    };
    match slot.replace(value.to_owned()) {
        None => Ok(()),
        Some(_) => Err(format!("fence attribute `{name}` stands twice")),
    }
}

fn is_id(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_lowercase())
        && value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Words parted by blanks or commas; quotes keep blanks together.
fn words(info: &str) -> Vec<&str> {
    let mut quoted = false;
    info.split(|c: char| {
        quoted ^= c == '"';
        !quoted && (c.is_whitespace() || c == ',')
    })
    .filter(|word| !word.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_language_and_attributes() {
        let (fence, mistakes) = parse(r#"Nginx id=tls file=/etc/nginx/tls.conf raw figure="a b""#);
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(fence.lang, "nginx");
        assert_eq!(fence.id.as_deref(), Some("tls"));
        assert_eq!(fence.file.as_deref(), Some("/etc/nginx/tls.conf"));
        assert_eq!(fence.figure.as_deref(), Some("a b"));
        assert!(fence.raw);
    }

    #[test]
    fn reports_what_it_does_not_know() {
        assert_eq!(parse("sql hl=1").1, ["unknown fence attribute `hl`"]);
        assert_eq!(parse("sql id=A").1, ["fence id `A` is not letters, digits and `-`"]);
        assert_eq!(parse("sql id=a id=b").1, ["fence attribute `id` stands twice"]);
    }
}
