//! Products, their versions in order, and ranges of them.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Programs whose versions a page may speak of, as `book/products.toml` names them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Products(pub Vec<Product>);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Product {
    /// The key in the table: `postgresql`.
    #[serde(default)]
    pub id: String,
    /// The name in labels: `PostgreSQL`.
    pub name: String,
    #[serde(default)]
    pub short: Vec<String>,
    /// Oldest first.
    pub versions: Vec<Release>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Release {
    pub version: Version,
    /// `YYYY-MM-DD`, where it was looked up.
    #[serde(default)]
    pub released: Option<String>,
}

impl Products {
    pub fn find(&self, id: &str) -> Option<&Product> {
        self.0.iter().find(|product| product.id == id)
    }

    /// The product a reader means: by its id, its name or a short name, in any case.
    pub fn named(&self, name: &str) -> Option<&Product> {
        let is_it = |known: &str| known.eq_ignore_ascii_case(name);
        self.0.iter().find(|product| {
            is_it(&product.id) || is_it(&product.name) || product.short.iter().any(|s| is_it(s))
        })
    }
}

impl Product {
    /// The release of the table that a version belongs to: 15 for 15.18, 1.25.1 for 1.25.3. None
    /// when it is older than all of them, or newer and no patch release of the last.
    pub fn release_of(&self, version: &Version) -> Option<&Version> {
        let last = &self.versions.last()?.version;
        if version > last && !version.0.starts_with(&last.0) {
            return None;
        }
        // 1.25 is not before 1.25.0.
        let is_reached = |known: &&Version| known.significant() <= version.significant();
        self.versions.iter().map(|release| &release.version).rev().find(is_reached)
    }
}

/// A version as its numbers, compared one by one: `9.6` is before `10`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(Vec<u32>);

impl Version {
    pub fn parse(text: &str) -> Option<Version> {
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        numbers.ok().map(Version)
    }

    /// Its numbers without zeros at the end.
    fn significant(&self) -> &[u32] {
        let end = self.0.iter().rposition(|number| *number != 0).map_or(0, |last| last + 1);
        &self.0[..end]
    }

    /// The version in what a program prints of itself: `15.18 (Debian 15.18-1)`, `nginx/1.22.1`,
    /// `OpenSSH_9.2p1`, `v1.31.2`. It is the first number that begins a word.
    pub fn printed(text: &str) -> Option<Version> {
        let begins_word = |at: usize| {
            let before = text[..at].trim_end_matches(['v', 'V']);
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '.')
        };
        let digits = || text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
        let start = digits().find(|at| begins_word(*at)).or_else(|| digits().next())?;
        let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
        let number = text[start..].split(|c| !is_of_number(c)).next()?;
        Version::parse(number.trim_end_matches('.'))
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Version, String> {
        Version::parse(&text).ok_or_else(|| format!("`{text}` is not a version"))
    }
}

impl From<Version> for String {
    fn from(version: Version) -> String {
        version.to_string()
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

/// Versions of one product, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRange {
    pub product: String,
    pub from: Option<Version>,
    pub to: Option<Version>,
}

impl VersionRange {
    /// Reads `postgresql 9.5..10`, `postgresql 11..`, `postgresql ..17`, `postgresql 18`.
    pub fn parse(text: &str, products: &Products) -> Result<VersionRange, String> {
        let (id, range) =
            text.trim().split_once(' ').ok_or_else(|| format!("`{text}` is not PRODUCT RANGE"))?;
        let product = products.find(id).ok_or_else(|| format!("unknown product `{id}`"))?;
        let version = |text: &str| match text {
            "" => Ok(None),
            _ => match Version::parse(text) {
                Some(version) if product.versions.iter().any(|r| r.version == version) => {
                    Ok(Some(version))
                }
                _ => Err(format!("unknown version `{text}` of {id}")),
            },
        };
        let range = range.trim();
        let (from, to) = range.split_once("..").unwrap_or((range, range));
        let range = VersionRange { product: id.to_owned(), from: version(from)?, to: version(to)? };
        match (&range.from, &range.to) {
            (None, None) => Err(format!("`{text}` names no version")),
            (Some(from), Some(to)) if from > to => Err(format!("`{text}` is the wrong way round")),
            _ => Ok(range),
        }
    }

    pub fn contains(&self, version: &Version) -> bool {
        self.from.as_ref().is_none_or(|from| from <= version)
            && self.to.as_ref().is_none_or(|to| version <= to)
    }

    /// The range in words, behind the product's name: `PostgreSQL 9.5 to 10`.
    pub fn label(&self, products: &Products) -> String {
        let name = products.find(&self.product).map_or(self.product.as_str(), |p| &p.name);
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from == to => format!("{name} {from}"),
            (Some(from), Some(to)) => format!("{name} {from} to {to}"),
            (Some(from), None) => format!("{name} {from} and later"),
            (None, Some(to)) => format!("{name} up to {to}"),
            (None, None) => name.to_owned(),
        }
    }
}

/// As written in a page: `postgresql 9.5..10`.
impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |end: &Option<Version>| end.as_ref().map(Version::to_string).unwrap_or_default();
        match self.from == self.to {
            true => write!(f, "{} {}", self.product, text(&self.from)),
            false => write!(f, "{} {}..{}", self.product, text(&self.from), text(&self.to)),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::book) fn products() -> Products {
        let release = |version: &str| Release {
            version: Version::parse(version).expect("written here"),
            released: None,
        };
        Products(vec![Product {
            id: "postgresql".into(),
            name: "PostgreSQL".into(),
            short: vec!["pg".into()],
            versions: ["9.5", "9.6", "10", "11", "12"].map(release).into(),
        }])
    }

    #[test]
    fn ranges_are_read_shown_and_compared_by_number() {
        let range = VersionRange::parse("postgresql 9.5..10", &products()).unwrap();
        assert_eq!(range.to_string(), "postgresql 9.5..10");
        assert_eq!(range.label(&products()), "PostgreSQL 9.5 to 10");
        let contains = |v: &str| range.contains(&Version::parse(v).unwrap());
        assert!(contains("9.6") && contains("10") && !contains("11") && !contains("9.4"));
    }

    #[test]
    fn what_is_unknown_is_named() {
        let error = |text| VersionRange::parse(text, &products()).unwrap_err();
        assert_eq!(error("mysql 8"), "unknown product `mysql`");
        assert_eq!(error("postgresql 99.."), "unknown version `99` of postgresql");
        assert_eq!(error("postgresql 11..10"), "`postgresql 11..10` is the wrong way round");
    }

    #[test]
    fn versions_are_read_as_programs_print_them() {
        for (text, version) in [
            ("15", "15"),
            ("15.18 (Debian 15.18-1.pgdg120+1)", "15.18"),
            ("psql (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18"),
            ("PostgreSQL 9.6.24 on x86_64-pc-linux-gnu, compiled by gcc 12.2.0", "9.6.24"),
            ("19beta1", "19"),
            ("nginx version: nginx/1.22.1", "1.22.1"),
            ("OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17 1 Jul 2025", "9.2"),
            ("git version 2.39.5 (Apple Git-154)", "2.39.5"),
            ("Python 3.11.2", "3.11.2"),
            ("v1.36.2", "1.36.2"),
            ("systemd 252 (252.39-1~deb12u1)", "252"),
            ("mysql  Ver 8.0.41 for Linux on x86_64", "8.0.41"),
            ("go1.25.4", "1.25.4"),
            (" 1.30. ", "1.30"),
        ] {
            assert_eq!(Version::printed(text).unwrap().to_string(), version, "{text}");
        }
        assert_eq!(Version::printed("unknown"), None);
    }
}
