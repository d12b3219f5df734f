//! What a shell may offer for a word of the command line: commands and flags by the definition,
//! pages, sections and snippets by the book. The scripts of all shells ask here, and so know
//! neither. An answer is lines of `WORD<TAB>what it is<TAB>+`, the sign where the word goes on.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction};

use super::args::Complete;
use super::looks::theme_names;
use super::{Context, Exit, definition, help, message};
use crate::book::{Book, PageId, Place, Resolved, SectionId, SnippetId};

pub(super) fn run(context: &Context<'_>, args: &Complete) -> anyhow::Result<Exit> {
    let definition = definition(context.program);
    let offers = offers(context.book, &definition, &args.before, &args.word);
    let line = |offer: Offer| {
        let Offer { word, about, goes_on } = offer;
        let about = if about.is_empty() { word.clone() } else { message::one_field(&about) };
        format!("{}\t{about}\t{}\n", message::one_field(&word), if goes_on { "+" } else { "" })
    };
    context.output.text(&offers.into_iter().map(line).collect::<String>())?;
    Ok(Exit::Done)
}

/// A word that fits.
struct Offer {
    word: String,
    about: String,
    /// More may follow without a blank: `#anchor` behind a page.
    goes_on: bool,
}

impl Offer {
    fn new(word: impl Into<String>, about: impl Into<String>) -> Offer {
        Offer { word: word.into(), about: about.into(), goes_on: false }
    }

    fn open(word: impl Into<String>, about: impl Into<String>) -> Offer {
        Offer { word: word.into(), about: about.into(), goes_on: true }
    }
}

/// What the words before the cursor come to.
struct Reading<'d> {
    command: Option<&'d clap::Command>,
    /// The flag whose value comes next.
    flag: Option<&'d Arg>,
    /// How many words that are no flags stand behind the command, or behind the program.
    words: usize,
    /// After `--` nothing is a flag.
    is_ended: bool,
}

fn offers(book: &Book, definition: &clap::Command, before: &[String], word: &str) -> Vec<Offer> {
    let reading = read(definition, before);
    let command = reading.command.unwrap_or(definition);
    let flags = || visible_flags(command, definition);
    let mut offers = if let Some(flag) = reading.flag {
        values(book, definition, flag, before, word)
    } else if let (Some((name, value)), false) = (word.split_once('='), reading.is_ended)
        && let Some(flag) = flags().find(|flag| long(flag).is_some_and(|long| long == name))
    {
        let mut offers = values(book, definition, flag, before, value);
        offers.iter_mut().for_each(|offer| offer.word.insert_str(0, &word[..=name.len()]));
        offers
    } else if word.starts_with('-') && !reading.is_ended {
        let help = |flag: &Arg| flag.get_help().map(ToString::to_string).unwrap_or_default();
        flags().filter_map(|flag| Some(Offer::new(long(flag)?, help(flag)))).collect()
    } else if reading.command.is_some() {
        let all: Vec<&Arg> = command.get_positionals().collect();
        let takes_many = |arg: &&Arg| arg.get_num_args().is_some_and(|n| n.max_values() > 1);
        let last = all.last().copied().filter(takes_many);
        let positional = all.get(reading.words).copied().or(last);
        positional.map(|arg| values(book, definition, arg, before, word)).unwrap_or_default()
    } else if reading.words == 0 {
        let mut offers = commands(definition);
        if !word.is_empty() {
            offers.extend(ids(book, word));
        }
        offers
    } else {
        Vec::new()
    };
    offers.retain(|offer| offer.word.starts_with(word));
    offers
}

fn read<'d>(definition: &'d clap::Command, before: &[String]) -> Reading<'d> {
    let mut reading = Reading { command: None, flag: None, words: 0, is_ended: false };
    for word in before {
        if reading.flag.take().is_some() {
            continue;
        }
        if word == "--" {
            reading.is_ended = true;
        } else if word.starts_with('-') && !reading.is_ended {
            let command = reading.command.unwrap_or(definition);
            let is_it = |flag: &&Arg| {
                let short = flag.get_short().map(|short| format!("-{short}"));
                long(flag).as_ref() == Some(word) || short.as_ref() == Some(word)
            };
            let flag = visible_flags(command, definition).find(is_it);
            reading.flag =
                flag.filter(|flag| matches!(flag.get_action(), ArgAction::Set | ArgAction::Append));
        } else if reading.command.is_none() && reading.words == 0 {
            reading.command = definition.find_subcommand(word);
            reading.words += usize::from(reading.command.is_none());
        } else {
            reading.words += 1;
        }
    }
    reading
}

fn visible_flags<'d>(
    command: &'d clap::Command,
    definition: &'d clap::Command,
) -> impl Iterator<Item = &'d Arg> {
    let own = command.get_arguments();
    let is_own = std::ptr::eq(command, definition);
    let common = definition.get_arguments().filter(move |arg| !is_own && arg.is_global_set());
    own.chain(common).filter(|arg| !arg.is_positional() && !arg.is_hide_set())
}

fn long(flag: &Arg) -> Option<String> {
    flag.get_long().map(|long| format!("--{long}"))
}

fn commands(definition: &clap::Command) -> Vec<Offer> {
    let visible = definition.get_subcommands().filter(|command| !command.is_hide_set());
    let about = |command: &clap::Command| command.get_about().map(ToString::to_string);
    visible.map(|c| Offer::new(c.get_name(), about(c).unwrap_or_default())).collect()
}

/// The values of an argument: those the definition lists, else by what it calls them.
fn values(
    book: &Book,
    definition: &clap::Command,
    arg: &Arg,
    before: &[String],
    word: &str,
) -> Vec<Offer> {
    let listed = arg.get_possible_values();
    if !listed.is_empty() && !matches!(arg.get_action(), ArgAction::SetTrue) {
        let about =
            |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string);
        let visible = listed.iter().filter(|value| !value.is_hide_set());
        return visible.map(|v| Offer::new(v.get_name(), about(v).unwrap_or_default())).collect();
    }
    let called = arg.get_value_names().and_then(|names| names.first()).map(|name| &**name);
    match (arg.get_id().as_str(), called) {
        (_, Some("ID" | "ID|WORDS")) => ids(book, word),
        (_, Some("PAGE|PART")) => pages_and_folders(book),
        (_, Some("LANG")) => languages(book),
        (_, Some("PRODUCT=VERSION")) => versions(book, word),
        (_, Some("NAME=VALUE")) => names(book, &named_before(book, before)),
        (_, Some("PATH")) => files(book, &named_before(book, before)),
        (_, Some("TOPIC")) => {
            let topics = help::topics().map(|(name, about)| Offer::new(name, about));
            topics.chain(commands(definition)).collect()
        }
        ("theme", _) => theme_names().into_iter().map(|name| Offer::new(name, "")).collect(),
        _ => Vec::new(),
    }
}

/// The ids that begin so: pages until there is a `#`, then sections, and the snippets of the one
/// section that is left.
fn ids(book: &Book, word: &str) -> Vec<Offer> {
    let Some((name, mark)) = word.split_once('#') else {
        let pages = pages(book, word);
        let is_whole = pages.len() == 1 && pages[0].word == word;
        return match (is_whole, page_named(book, word)) {
            (true, Some(page)) => pages.into_iter().chain(marks(book, page, word, "")).collect(),
            _ => pages,
        };
    };
    page_named(book, name).map(|page| marks(book, page, name, mark)).unwrap_or_default()
}

fn page_named(book: &Book, name: &str) -> Option<PageId> {
    match book.resolve(name) {
        Resolved::One(Place::Page(page)) => Some(page),
        _ => None,
    }
}

/// Slugs that begin so; when none does, last parts of slugs and aliases.
fn pages(book: &Book, word: &str) -> Vec<Offer> {
    let offer = |name: &str, id: PageId| Offer::open(name, &*book.page(id).title);
    let slugs = book.page_ids().filter(|id| book.page(*id).slug.starts_with(word));
    let slugs: Vec<Offer> = slugs.map(|id| offer(&book.page(id).slug, id)).collect();
    if !slugs.is_empty() {
        return slugs;
    }
    let names = |id: PageId| {
        let page = book.page(id);
        let last = page.slug.rsplit('/').next().into_iter();
        last.chain(page.aliases.iter().map(|alias| &**alias)).map(move |name| (name, id))
    };
    let short = book.page_ids().flat_map(names);
    short.filter(|(name, _)| name.starts_with(word)).map(|(name, id)| offer(name, id)).collect()
}

/// What may stand behind `name#`.
fn marks(book: &Book, page: PageId, name: &str, mark: &str) -> Vec<Offer> {
    let anchor = mark.split('.').next().unwrap_or_default();
    let fits = |id: &SectionId| match mark.contains('.') {
        true => *book.section(*id).anchor == *anchor,
        false => book.section(*id).anchor.starts_with(mark),
    };
    let sections: Vec<SectionId> = book.sections_of(page).filter(fits).collect();
    let mut offers: Vec<Offer> = Vec::new();
    for id in &sections {
        let section = book.section(*id);
        offers.push(Offer::new(format!("{name}#{}", section.anchor), &*section.title));
    }
    for id in book.snippets_of(page) {
        let snippet = book.snippet(id);
        if let Some(known) = &snippet.name {
            offers.push(Offer::new(format!("{name}#{known}"), first_line(&snippet.text)));
        }
        if sections == [snippet.section] {
            let id = book.snippet_name(id);
            let own = id.split_once('#').map_or(id.as_str(), |(_, own)| own);
            offers.push(Offer::new(format!("{name}#{own}"), first_line(&snippet.text)));
        }
    }
    offers
}

fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

/// For `--in`: a page, or the folder of a part.
fn pages_and_folders(book: &Book) -> Vec<Offer> {
    let folder = |id: PageId| {
        let (folder, _) = book.page(id).slug.split_once('/')?;
        Some((folder.to_owned(), book.part_title(id).unwrap_or_default().to_owned()))
    };
    let folders: BTreeSet<(String, String)> = book.page_ids().filter_map(folder).collect();
    let folders = folders.into_iter().map(|(name, part)| Offer::new(name, part));
    let pages = book.pages.iter().map(|page| Offer::new(&*page.slug, &*page.title));
    folders.chain(pages).collect()
}

fn languages(book: &Book) -> Vec<Offer> {
    book.languages().into_iter().map(|name| Offer::new(name, "")).collect()
}

/// For `--for`: products until there is a `=`, then the versions of the one before it.
fn versions(book: &Book, word: &str) -> Vec<Offer> {
    let Some((name, _)) = word.split_once('=') else {
        let products = book.products.0.iter();
        return products.map(|p| Offer::open(format!("{}=", p.id), &*p.name)).collect();
    };
    let Some(product) = book.products.named(name) else { return Vec::new() };
    let versions = product.versions.iter().map(|release| &release.version);
    versions
        .map(|version| {
            Offer::new(format!("{name}={version}"), format!("{} {version}", product.name))
        })
        .collect()
}

/// The snippets of the ids before the cursor; all of the book where there is none yet.
fn named_before(book: &Book, before: &[String]) -> Vec<SnippetId> {
    let place = |word: &String| match book.resolve(word) {
        Resolved::One(place) => Some(place),
        _ => None,
    };
    let places: Vec<Place> = before.iter().filter_map(place).collect();
    match places.is_empty() {
        true => book.snippet_ids().collect(),
        false => places.into_iter().flat_map(|place| book.snippets_under(place)).collect(),
    }
}

/// For `--set`: the names of placeholders; the value is the reader's.
fn names(book: &Book, snippets: &[SnippetId]) -> Vec<Offer> {
    let known = snippets.iter().flat_map(|id| &book.snippet(*id).placeholders);
    let names: BTreeSet<&str> = known.map(|placeholder| placeholder.name.as_str()).collect();
    names.into_iter().map(|name| Offer::open(format!("{name}="), "")).collect()
}

/// For `--file`: the paths as they stand in the book.
fn files(book: &Book, snippets: &[SnippetId]) -> Vec<Offer> {
    let paths = snippets.iter().filter_map(|id| book.snippet(*id).file.as_deref());
    let paths: BTreeSet<&str> = paths.collect();
    paths.into_iter().map(|path| Offer::new(path, "")).collect()
}
