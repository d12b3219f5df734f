//! The versions a reader has, and what of the book holds for them.

use super::document::{Block, Document, Heading};
use super::version::{Products, Version, VersionRange};

/// The versions a reader has chosen, at most one of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen(Vec<Choice>);

/// A product and the version of it that the reader has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The product's id.
    pub product: String,
    /// As it was given: 15.18.
    pub version: Version,
    /// The release of [`Products`] it belongs to, which ranges speak of: 15.
    pub release: Version,
    /// What is said behind the version: `chosen 3 Nov`.
    pub remark: Option<String>,
}

impl Choice {
    /// Reads `PRODUCT=VERSION`, the version as programs print it.
    ///
    /// # Errors
    /// A sentence with the known names, when the product or the version is unknown.
    pub fn parse(text: &str, products: &Products) -> Result<Choice, String> {
        let Some((name, version)) = text.split_once('=') else {
            return Err(format!("'{text}' is not PRODUCT=VERSION"));
        };
        let name = name.trim();
        let Some(product) = products.named(name) else {
            let ids: Vec<&str> = products.0.iter().map(|product| product.id.as_str()).collect();
            return Err(format!("unknown product '{name}'; there are {}", ids.join(", ")));
        };
        let read = Version::printed(version);
        let release = read.as_ref().and_then(|version| product.release_of(version));
        let (Some(version), Some(release)) = (&read, release) else {
            let known: Vec<String> =
                product.versions.iter().map(|release| release.version.to_string()).collect();
            return Err(format!(
                "unknown version '{}' of {}; known are {}",
                version.trim(),
                product.id,
                known.join(", ")
            ));
        };
        Ok(Choice {
            product: product.id.clone(),
            version: version.clone(),
            release: release.clone(),
            remark: None,
        })
    }

    /// The product's name and the version, and what there is to say of it: `PostgreSQL 15.18`,
    /// `PostgreSQL 12, chosen 3 Nov`.
    pub fn label(&self, products: &Products) -> String {
        let name = products.find(&self.product).map_or(self.product.as_str(), |p| &p.name);
        match &self.remark {
            Some(remark) => format!("{name} {}, {remark}", self.version),
            None => format!("{name} {}", self.version),
        }
    }
}

impl Chosen {
    /// Adds a choice; of a product the last one counts.
    pub fn choose(&mut self, choice: Choice) {
        self.0.retain(|known| known.product != choice.product);
        self.0.push(choice);
    }

    /// Takes the choice of a product back.
    pub fn forget(&mut self, product: &str) {
        self.0.retain(|known| known.product != product);
    }

    pub fn of(&self, product: &str) -> Option<&Choice> {
        self.0.iter().find(|choice| choice.product == product)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether what is marked with `range` holds: it has none, it is of a product of which nothing
    /// is chosen, or the chosen version lies in it.
    pub fn holds(&self, range: Option<&VersionRange>) -> bool {
        let choice = |range: &VersionRange| self.of(&range.product).map(|choice| &choice.release);
        range.is_none_or(|range| choice(range).is_none_or(|release| range.contains(release)))
    }
}

impl Document {
    /// The ids of the products that something of the page depends on, each once, in its order.
    pub fn products(&self) -> Vec<&str> {
        let mut ranges: Vec<&VersionRange> =
            self.headings.iter().filter_map(|heading| heading.versions.as_ref()).collect();
        mentioned(&self.blocks, &mut ranges);
        let mut products: Vec<&str> = Vec::new();
        for range in ranges {
            if !products.contains(&range.product.as_str()) {
                products.push(&range.product);
            }
        }
        products
    }

    /// Leaves out what does not hold for the versions chosen: blocks, and the sections whose
    /// headings say so with the deeper ones. Headings and snippets keep their numbers. Gives the
    /// choices that the page depends on.
    pub fn keep<'c>(&mut self, chosen: &'c Chosen) -> Vec<&'c Choice> {
        let products = self.products();
        let depends = |choice: &&Choice| products.contains(&choice.product.as_str());
        let used = chosen.0.iter().filter(depends).collect();
        if !chosen.is_empty() {
            keep_blocks(&mut self.blocks, &self.headings, chosen);
        }
        used
    }
}

fn mentioned<'d>(blocks: &'d [Block], ranges: &mut Vec<&'d VersionRange>) {
    for block in blocks {
        match block {
            Block::Versions(versions) => {
                ranges.push(&versions.range);
                mentioned(&versions.blocks, ranges);
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                mentioned(blocks, ranges);
            }
            Block::List(list) => list.items.iter().for_each(|item| mentioned(&item.blocks, ranges)),
            _ => {}
        }
    }
}

fn keep_blocks(blocks: &mut Vec<Block>, headings: &[Heading], chosen: &Chosen) {
    // The level of the heading whose section is being left out.
    let mut left_out: Option<u8> = None;
    blocks.retain_mut(|block| {
        if let Block::Heading(index) = block {
            let heading = &headings[*index];
            left_out = match left_out.filter(|level| heading.level > *level) {
                Some(level) => Some(level),
                None => (!chosen.holds(heading.versions.as_ref())).then_some(heading.level),
            };
        }
        if left_out.is_some() {
            return false;
        }
        match block {
            Block::Versions(versions) => {
                keep_blocks(&mut versions.blocks, headings, chosen);
                chosen.holds(Some(&versions.range))
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                keep_blocks(blocks, headings, chosen);
                true
            }
            Block::List(list) => {
                let items = list.items.iter_mut();
                items.for_each(|item| keep_blocks(&mut item.blocks, headings, chosen));
                true
            }
            _ => true,
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::super::version::tests::products;
    use super::*;

    #[test]
    fn a_patch_release_is_of_the_release_before_it() {
        let parsed = |text: &str| {
            let choice = Choice::parse(text, &products());
            choice.map(|choice| choice.release.to_string())
        };
        let release = |text| parsed(text).expect("a version that is known");
        let mistake = |text| parsed(text).expect_err("no version that is known");
        assert_eq!(release("pg=10.23"), "10");
        assert_eq!(release("PostgreSQL=9.6.24"), "9.6");
        assert_eq!(release("postgresql=12.22 (Debian 12.22-1)"), "12");
        assert_eq!(
            mistake("pg=99"),
            "unknown version '99' of postgresql; known are 9.5, 9.6, 10, 11, 12"
        );
        assert_eq!(release("pg=11.0"), "11");
        assert!(parsed("pg=9.4").is_err() && parsed("pg=").is_err());
        assert_eq!(mistake("mysql=8"), "unknown product 'mysql'; there are postgresql");
        assert_eq!(mistake("15"), "'15' is not PRODUCT=VERSION");
    }

    #[test]
    fn what_is_chosen_decides_for_its_product_only() {
        let mut chosen = Chosen::default();
        let range = |text| VersionRange::parse(text, &products()).expect("a range");
        assert!(chosen.holds(Some(&range("postgresql ..10"))));
        chosen.choose(Choice::parse("pg=9.5", &products()).expect("a choice"));
        chosen.choose(Choice::parse("pg=10.23", &products()).expect("a choice"));
        assert!(chosen.holds(Some(&range("postgresql ..10"))));
        assert!(!chosen.holds(Some(&range("postgresql 11.."))));
        assert!(chosen.holds(None));
    }

    #[test]
    fn a_page_keeps_what_holds() {
        let text = "# A\n\nall\n\n<div data-versions=\"postgresql ..10\">\n\n\
                    **PostgreSQL up to 10**\n\nold\n\n</div>\n\n\
                    ## New\n<!-- versions: postgresql 11.. -->\n\nnew\n\n### Deeper\n\nnew\n\n\
                    ## Last\n\nall\n";
        let blocks = |choice: &str| {
            let mut chosen = Chosen::default();
            chosen.choose(Choice::parse(choice, &products()).expect("a choice"));
            let mut document = markdown::parse(text, &products());
            let used = document.keep(&chosen).len();
            (document.blocks.len(), used)
        };
        assert_eq!(markdown::parse(text, &products()).blocks.len(), 9);
        assert_eq!(blocks("pg=10"), (5, 1));
        assert_eq!(blocks("pg=12"), (8, 1));
    }
}
