//! Broken books: each problem is named with its file and line, all at once.

use std::collections::BTreeMap;

use cheat::book::{Product, Products, Release, Sources, Version, compile};

/// Compiles a book of these files and gives its problems, a line each.
fn problems(files: &[(&str, &str)]) -> String {
    let release = |version: &str| Release {
        version: Version::parse(version).expect("a version"),
        released: None,
    };
    let postgresql = Product {
        id: "postgresql".into(),
        name: "PostgreSQL".into(),
        short: Vec::new(),
        versions: ["10", "11", "12"].map(release).into(),
    };
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let sources = Sources {
        title: "Test".into(),
        products: Products(vec![postgresql]),
        files,
        ..Sources::default()
    };
    match compile(sources) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

/// One page `a.md`, listed.
#[track_caller]
fn check(page: &str, expected: &str) {
    assert_eq!(problems(&[("SUMMARY.md", "# Summary\n\n- [A](a.md)\n"), ("a.md", page)]), expected);
}

#[test]
fn a_sound_page_has_none() {
    check(
        "# A\n\nText [b](#b), [c](https://example.org).\n\n## B\n\n```sql id=x\nSELECT {{a=1}};\n```\n",
        "",
    );
}

#[test]
fn pages_missing_listed_twice_or_not_at_all() {
    let summary = "# Summary\n\n- [A](a.md)\n- [B](b.md)\n- [A](a.md)\n";
    assert_eq!(
        problems(&[("SUMMARY.md", summary), ("a.md", "# A\n"), ("c.md", "# C\n")]),
        "SUMMARY.md:4: the page `b.md` is missing\n\
         SUMMARY.md:5: the page `a.md` is listed twice, first on line 3\n\
         c.md:1: the page is not listed in SUMMARY.md\n"
    );
    assert_eq!(problems(&[]), "SUMMARY.md:1: the book has no SUMMARY.md\n");
}

#[test]
fn links_to_nowhere() {
    check(
        "# A\n\n[x](no.md)\n\n| t |\n|---|\n| [y](#gone) |\n",
        "a.md:3: the link `no.md` leads nowhere: no page `no.md`\n\
         a.md:7: the link `#gone` leads nowhere: no heading `#gone` in `a.md`\n",
    );
}

#[test]
fn names_that_stand_twice() {
    check("# A\n\n## B\n\n## B\n", "a.md:5: the anchor `b` stands on line 3 already\n");
    check("# A\n\n## B\n\n```sql id=b\nx\n```\n", "a.md:5: the id `b` stands on line 3 already\n");
    let summary = "# Summary\n\n- [A](a.md)\n- [B](b.md)\n";
    let twins =
        [("SUMMARY.md", summary), ("a.md", "# A\n"), ("b.md", "# A\n<!-- aliases: a -->\n")];
    assert_eq!(
        problems(&twins),
        "b.md:1: the alias `a` is taken by b.md:1\nb.md:1: the title `A` is taken by a.md:1\n"
    );
}

#[test]
fn titles() {
    check("## B\n", "a.md:1: the page does not begin with `# Title`\n");
    check("# A\n\n# B\n", "a.md:3: a second `# Title`; the page has one already\n");
}

#[test]
fn unknown_alerts_and_attributes() {
    check("# A\n\n> [!DANGER]\n> x\n", "a.md:3: unknown alert `[!DANGER]`\n");
    check("# A\n\n```sql foo=1\nx\n```\n", "a.md:3: unknown fence attribute `foo`\n");
    check("# A\n\n```sql check=none\nx\n```\n", "a.md:3: `check=` needs a `reason=\"...\"`\n");
}

#[test]
fn malformed_placeholders() {
    check(
        "# A\n\n```sql\nfine\n{{ x }}\n```\n\n```jinja raw\n{{ x }}\n```\n",
        "a.md:5: `{{` opens no placeholder; write {{name}} or {{name=default}}, or mark the fence `raw`\n",
    );
    check(
        "# A\n\n```sql\n{{x=1}} {{x=2}}\n```\n",
        "a.md:3: the placeholder `x` has two defaults\n",
    );
}

#[test]
fn version_blocks() {
    let block = |versions: &str, label: &str| {
        format!("# A\n\n<div data-versions=\"{versions}\">\n\n**{label}**\n\nx\n\n</div>\n")
    };
    check(&block("postgresql 10..11", "PostgreSQL 10 to 11"), "");
    check(&block("mysql 8", "MySQL 8"), "a.md:3: unknown product `mysql`\n");
    check(&block("postgresql 99..", "x"), "a.md:3: unknown version `99` of postgresql\n");
    check(
        &block("postgresql 10", "Old"),
        "a.md:3: the version block does not begin with its label `**PostgreSQL 10**`\n",
    );
    check(
        "# A\n\n<div data-versions=\"postgresql 10\">\n\n**PostgreSQL 10**\n",
        "a.md:1: a version block is not closed by `</div>`\n",
    );
    check(
        "# A\n\n<div data-versions-group=\"postgresql\">\n\n<div data-versions=\"postgresql 11..\">\n\n**PostgreSQL 11 and later**\n\n</div>\n\n</div>\n",
        "a.md:3: the group has no block for PostgreSQL 10\n",
    );
}
