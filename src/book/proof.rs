//! `proof.tsv`: what each fence was given to, and how far it came.
//!
//! ```text
//! recipes/nginx#tls<TAB>9c4b3f0d2a51e877<TAB>ran<TAB>nginx<TAB>1.22, 1.28, 1.30
//! ```
//!
//! A line is a snippet's id, the hash of its text, the outcome, the program and its versions.

use std::collections::BTreeMap;
use std::fmt;

/// The proofs of a book, by the snippet's id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proofs(pub BTreeMap<String, Proof>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// [`hash`] of the text that was proven.
    pub hash: String,
    pub outcome: Outcome,
    /// The program; of a snippet that was not run, the reason.
    pub program: String,
    /// As shown: `10-18`, `1.22, 1.28`; may be empty.
    pub versions: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Ran,
    Parsed,
    NotRun,
}

impl Proofs {
    /// Reads the table; an error begins with the number of its line.
    pub fn parse(text: &str) -> Result<Proofs, String> {
        let mut proofs = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, hash, outcome, program, versions] = fields[..] else {
                return Err(format!("{}: expected five fields parted by tabs", number + 1));
            };
            let outcome = Outcome::named(outcome)
                .ok_or_else(|| format!("{}: unknown outcome `{outcome}`", number + 1))?;
            let [hash, program, versions] = [hash, program, versions].map(str::to_owned);
            proofs.insert(id.to_owned(), Proof { hash, outcome, program, versions });
        }
        Ok(Proofs(proofs))
    }

    /// The proof of this text, if it is the text that was proven.
    pub fn of(&self, id: &str, text: &str) -> Option<&Proof> {
        self.0.get(id).filter(|proof| proof.hash == hash(text))
    }
}

impl fmt::Display for Proofs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(id, Proof { hash, outcome, program, versions })| {
            writeln!(f, "{id}\t{hash}\t{outcome}\t{program}\t{versions}")
        })
    }
}

/// As shown beside the snippet: `ran: postgresql 10-18`.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.outcome, self.program)?;
        match self.versions.is_empty() {
            true => Ok(()),
            false => write!(f, " {}", self.versions),
        }
    }
}

impl Outcome {
    const NAMES: [(Outcome, &str); 3] =
        [(Outcome::Ran, "ran"), (Outcome::Parsed, "parsed"), (Outcome::NotRun, "not run")];

    fn named(name: &str) -> Option<Outcome> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(outcome, _)| *outcome)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(outcome, _)| outcome == self);
        f.pad(name.map_or("", |(_, name)| name))
    }
}

/// FNV-1a of 64 bits, in hexadecimal: to see that a text has changed, not who changed it.
pub fn hash(text: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_written() {
        let table = format!("a#x\t{}\tran\tbash\t5.2\n", hash("true\n"));
        let proofs = Proofs::parse(&table).expect("a table");
        assert_eq!(proofs.to_string(), table);
        assert_eq!(
            proofs.of("a#x", "true\n").map(ToString::to_string).as_deref(),
            Some("ran: bash 5.2")
        );
        assert_eq!(proofs.of("a#x", "false\n"), None);
    }

    #[test]
    fn mistakes_name_their_line() {
        assert_eq!(Proofs::parse("a\tb\n"), Err("1: expected five fields parted by tabs".into()));
        assert_eq!(Proofs::parse("a\tb\tc\td\te\n"), Err("1: unknown outcome `c`".into()));
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(hash(""), "cbf29ce484222325");
        assert_eq!(hash("a"), "af63dc4c8601ec8c");
    }
}
