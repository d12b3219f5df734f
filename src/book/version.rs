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
}
