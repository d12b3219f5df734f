//! What is the reader's own: values for placeholders, and the versions of the products they have.

use std::env;

use anyhow::{anyhow, bail};

use super::args::Own;
use super::{Context, message, say};
use crate::book::{Book, Choice, Chosen, Place, SnippetId, Values, VersionRange};

/// The values of `--set`.
pub(super) fn values(own: &Own) -> Values {
    let mut values = Values::default();
    own.values.iter().for_each(|(name, value)| values.set(name, value));
    values
}

/// The versions the browser begins with: those of the config, and of CHEAT_FOR over them.
///
/// # Errors
/// None: what the book does not know is reported and passed over.
pub fn versions(context: &Context<'_>) -> anyhow::Result<Chosen> {
    chosen(context, &[])
}

/// The versions of the config, those of CHEAT_FOR over them, and those of `--for` over both. What
/// the first two say and the book does not know is reported and passed over: they are not about
/// this call.
///
/// # Errors
/// What `--for` says and the book does not know, with what it knows.
pub(super) fn chosen(context: &Context<'_>, flags: &[String]) -> anyhow::Result<Chosen> {
    let products = &context.book.products;
    let mut chosen = Chosen::default();
    for said in &context.config.versions {
        match Choice::parse(&said.value, products) {
            Ok(choice) => chosen.choose(choice),
            Err(reason) => context.config.report([said.problem(&message::one_field(&reason))]),
        }
    }
    let variable = env::var("CHEAT_FOR").unwrap_or_default();
    for choice in choices(&variable) {
        match Choice::parse(&choice, products) {
            Ok(choice) => chosen.choose(choice),
            Err(reason) => {
                say(&format!("CHEAT_FOR is not heeded: {}", message::one_field(&reason)))
            }
        }
    }
    for choice in flags {
        let choice = Choice::parse(choice, products);
        chosen.choose(choice.map_err(|reason| anyhow!("--for: {}", message::one_field(&reason)))?);
    }
    Ok(chosen)
}

/// `pg=15.18 (Debian 15.18-1), nginx=1.22`: a new one begins at each word that has a `=` in it; the
/// other words belong to what the program printed.
fn choices(text: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == ';') {
        match choices.last_mut() {
            _ if word.is_empty() => {}
            Some(last) if !word.contains('=') => {
                last.push(' ');
                last.push_str(word);
            }
            _ => choices.push(word.to_owned()),
        }
    }
    choices
}

/// Fails for a value whose name is not among the placeholders of what is printed.
///
/// # Errors
/// The name, and the names there are.
pub(super) fn check_names(values: &Values, known: &[String]) -> anyhow::Result<()> {
    let Some(unknown) = values.names().find(|name| !known.iter().any(|known| known == name)) else {
        return Ok(());
    };
    let unknown = message::one_field(unknown);
    if known.is_empty() {
        bail!("nothing printed has {{{{{unknown}}}}}, or any other placeholder");
    }
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    bail!("nothing printed has {{{{{unknown}}}}}; there are {}", message::names(&names));
}

/// The names of the placeholders in what is taken of these snippets, each once.
pub(super) fn names(book: &Book, ids: &[SnippetId]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for id in ids {
        for placeholder in book.snippet(*id).open_names() {
            if !names.contains(&placeholder.name) {
                names.push(placeholder.name.clone());
            }
        }
    }
    names
}

/// What there is to say when the place asked for does not hold for a version chosen.
pub(super) fn mismatch(book: &Book, place: Place, chosen: &Chosen) -> Option<String> {
    let section = match place {
        Place::Page(_) => return None,
        Place::Section(id) => id,
        Place::Snippet(id) => book.snippet(id).section,
    };
    let mut ranges: Vec<&VersionRange> = match place {
        Place::Snippet(id) => book.snippet(id).versions.iter().collect(),
        _ => Vec::new(),
    };
    let mut next = Some(section);
    while let Some(id) = next {
        ranges.extend(&book.section(id).versions);
        next = book.section(id).parent;
    }
    let range = ranges.into_iter().find(|range| !chosen.holds(Some(range)))?;
    let id = match place {
        Place::Snippet(id) => book.stable_name(id),
        _ => book.section_name(section),
    };
    let version = &chosen.of(&range.product)?.version;
    Some(format!("{id} is for {}, not for {version}", range.label(&book.products)))
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn choices_are_parted_at_words_with_an_equals_sign() {
        assert_eq!(
            choices("pg=psql (PostgreSQL) 15.18 (Debian 15.18-1), nginx=1.22;git=2.39\n"),
            ["pg=psql (PostgreSQL) 15.18 (Debian 15.18-1)", "nginx=1.22", "git=2.39"]
        );
        assert_eq!(choices(" "), Vec::<String>::new());
        assert_eq!(choices("15"), ["15"]);
    }
}
