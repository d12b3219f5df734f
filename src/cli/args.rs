//! The command line: its one definition, from which help, man page and completions come, and the
//! rule that whatever is typed after `search` is a query unless it is one of the flags listed.

use std::ffi::OsString;
use std::path::Path;

use super::shell::{Key, Shell};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// The program's version and the book's month.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("CHEAT_EDITION"));

/// The Programmer's Compendium in the terminal: find a passage, read it, take the snippet.
#[derive(Debug, Parser)]
#[command(name = "cheat", version = VERSION, disable_help_subcommand = true)]
#[command(override_usage = "cheat [OPTIONS] [WORDS]...\n       cheat [OPTIONS] <COMMAND>")]
#[command(after_help = "\
Examples:
  cheat                       open the browser
  cheat nginx                 show the page of that name
  cheat lock timeout          search, as `cheat search` does
  cheat show 'git#reflog'     print one snippet, nothing else
  cheat copy 'git#reflog'     put it on the clipboard

Exit status: 0 found or done, 1 nothing found, 2 an error or wrong usage, 130 cancelled.
`cheat help TOPIC` says more: search, ids, placeholders, versions, pipes.")]
pub struct Cheat {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cheat {
    pub fn is_browser(&self) -> bool {
        matches!(self.command, None | Some(Command::Open { .. }))
    }
}

#[derive(Debug, Clone, Args)]
pub struct Common {
    /// When to colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub color: When,
    /// The colours: auto, dark, light, none, or a theme of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Print as into a pipe: no colour, no pager, one thing a line
    #[arg(long, global = true)]
    pub plain: bool,
    /// Never page long output
    #[arg(long, global = true)]
    pub no_pager: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find passages; any word that is not a flag listed here is part of the query
    Search(Search),
    /// Print pages, sections and snippets; a snippet's id prints exactly its code
    Show(Show),
    /// Put a snippet, or the source of a section, on the clipboard
    Copy(Copy),
    /// Open the browser at a place
    Open {
        /// An id, or words to search for
        #[arg(value_name = "ID|WORDS")]
        words: Vec<String>,
    },
    /// List the pages, the snippets, or the products and versions the book speaks of
    List(List),
    /// Pick a snippet in a few lines at the prompt, fill it in, and print it
    Pick(Pick),
    /// Print a shell's lines for a key that picks a snippet into the command line
    Widget {
        shell: Shell,
        /// ctrl-LETTER or alt-LETTER
        #[arg(long, default_value = "ctrl-g")]
        key: Key,
    },
    /// Print a shell's completions, which offer pages, sections and snippets too
    Completions { shell: Shell },
    /// Print the man page
    Man,
    /// Explain a topic or a command
    Help {
        #[arg(value_name = "TOPIC")]
        topic: Option<String>,
    },
    /// What a shell may offer for a word of the command line
    #[command(name = ":complete", hide = true)]
    Complete(Complete),
    /// Words that are no command: a page or section they name, else a query
    #[command(name = BARE, hide = true)]
    Bare(Search),
}

const USAGE: &str = "cheat [OPTIONS] [WORDS]...\n       cheat [OPTIONS] <COMMAND>";

const EXAMPLES: &str = "\
Examples:
  cheat                       open the browser
  cheat nginx                 show the page of that name
  cheat lock timeout          search, as `cheat search` does
  cheat show 'git#reflog'     print one snippet, nothing else
  cheat copy 'git#reflog'     put it on the clipboard
  cheat pick lock timeout     pick a snippet in a few lines and print it

Exit status: 0 found or done, 1 nothing found, 2 an error or wrong usage, 130 cancelled.
`cheat help TOPIC` explains search, ids, placeholders, versions, prompt, pipes
and keys.";

/// The hidden command that bare words are put behind. No page can be called so.
const BARE: &str = ":words";

/// The commands whose words are a query.
const QUERIES: &[&str] = &["search", "pick"];

#[derive(Debug, Args)]
pub struct Search {
    /// What to find; `-` reads it from standard input
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Show at most N hits
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10)]
    #[arg(value_parser = number, allow_negative_numbers = true)]
    pub limit: usize,
    /// Search one page or part only
    #[arg(long = "in", value_name = "PAGE|PART")]
    pub within: Option<String>,
    /// Only sections with code in this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Only sections with code
    #[arg(long)]
    pub has_code: bool,
    /// The words as they stand, all of them: no prefixes, other forms or corrections
    #[arg(long)]
    pub exact: bool,
    /// Only what holds for this version of a product, as in pg=15; repeatable
    #[arg(long = "for", id = "for", value_name = "PRODUCT=VERSION")]
    pub versions: Vec<String>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

fn number(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("it is not a whole number from 1".to_owned()),
    }
}

#[derive(Debug, Args)]
pub struct Pick {
    /// What to find at first; `-` reads it from standard input
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Search one page or part only
    #[arg(long = "in", value_name = "PAGE|PART")]
    pub within: Option<String>,
    /// Only snippets in this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

#[derive(Debug, Args)]
pub struct Complete {
    /// The word under the cursor, as far as it is typed
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub word: String,
    /// The words before it, without the program's
    #[arg(allow_hyphen_values = true, trailing_var_arg = true)]
    pub before: Vec<String>,
}

#[derive(Debug, Default, Args)]
pub struct Show {
    /// Pages, sections (page#anchor) and snippets (page#anchor.1, page#name)
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Only the code of the page's or section's snippets
    #[arg(long, conflicts_with = "markdown")]
    pub code: bool,
    /// With --code: only this language
    #[arg(long, value_name = "LANG", requires = "code")]
    pub lang: Option<String>,
    /// Only the snippets that belong into this file, joined
    #[arg(long, value_name = "PATH", conflicts_with_all = ["code", "markdown"])]
    pub file: Option<String>,
    #[command(flatten)]
    pub own: Own,
    /// Ask on the terminal for the values that --set does not give
    #[arg(long, conflicts_with_all = ["verbatim", "markdown"])]
    pub ask: bool,
    /// Fail when a placeholder has no value
    #[arg(long, conflicts_with_all = ["verbatim", "markdown"])]
    pub strict: bool,
    /// Quote the values in a shell's snippets, so that it reads each as text
    #[arg(long, conflicts_with_all = ["verbatim", "markdown"])]
    pub quote: bool,
    /// Snippets as they stand in the book: prompts, output and placeholders too
    #[arg(long, conflicts_with_all = ["markdown", "set"])]
    pub verbatim: bool,
    /// The Markdown source of pages and sections
    #[arg(long, conflicts_with_all = ["set", "for"])]
    pub markdown: bool,
    /// With a comment in front of each snippet that says where it came from
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    pub with_comment: bool,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// What is the reader's own.
#[derive(Debug, Default, Args)]
pub struct Own {
    /// A value for a placeholder; repeatable
    #[arg(long = "set", id = "set", value_name = "NAME=VALUE", value_parser = setting)]
    pub values: Vec<(String, String)>,
    /// What holds for this version of a product, as in pg=15; repeatable
    #[arg(long = "for", id = "for", value_name = "PRODUCT=VERSION")]
    pub versions: Vec<String>,
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("it is not NAME=VALUE".to_owned()),
    }
}

#[derive(Debug, Args)]
pub struct Copy {
    /// A page, page#anchor, page#anchor.1 or page#name
    pub id: String,
    #[command(flatten)]
    pub own: Own,
    /// The snippet as it stands in the book
    #[arg(long, conflicts_with = "set")]
    pub verbatim: bool,
    /// Say what would be copied and how, and copy nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct List {
    /// List the snippets
    #[arg(long, conflicts_with = "products")]
    pub snippets: bool,
    /// List the products and versions the book speaks of
    #[arg(long)]
    pub products: bool,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// The definition, under the name the program was called by.
pub fn definition(program: &str) -> clap::Command {
    let named = |text: &str| text.replace("cheat", program);
    let definition = Cheat::command().name(program.to_owned()).bin_name(program.to_owned());
    definition.override_usage(named(USAGE)).after_help(named(EXAMPLES))
}

/// Reads the command line.
///
/// # Errors
/// What clap has to say, help and version included.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<(String, Cheat), clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    let program = args.first().map_or("cheat", |first| program_name(first));
    let definition = definition(program);
    let apart = with_words_apart(&args, &definition);
    let matches = definition.try_get_matches_from(apart)?;
    let cheat = Cheat::from_arg_matches(&matches)?;
    Ok((program.to_owned(), cheat))
}

/// What is wrong with the command line, in one line, without the usage that clap adds below it.
pub fn complaint(error: &clap::Error) -> String {
    let text = error.to_string();
    let first_lines = text.split("\n\n").filter(|lines| !lines.trim().is_empty());
    let said = first_lines.take_while(|lines| {
        !lines.starts_with("Usage:") && !lines.starts_with("For more information")
    });
    let one_line = |lines: &str| lines.split_whitespace().collect::<Vec<_>>().join(" ");
    let said: Vec<String> = said.map(one_line).collect();
    said.join("; ").trim_start_matches("error: ").to_owned()
}

fn program_name(path: &OsString) -> &str {
    Path::new(path).file_stem().and_then(|name| name.to_str()).unwrap_or("cheat")
}

/// Moves the words of a query behind `--`, so that a word such as `-M0` is no flag, and puts bare
/// words behind the hidden command.
fn with_words_apart(args: &[OsString], definition: &clap::Command) -> Vec<OsString> {
    let mut before = 1;
    while let Some(arg) = args.get(before).and_then(|arg| arg.to_str()) {
        match flag(arg, definition) {
            Some(length) => before += length,
            None => break,
        }
    }
    let Some(first) = args.get(before) else { return args.to_vec() };
    let named = first.to_str().and_then(|name| definition.find_subcommand(name));
    let (command, rest) = match named {
        Some(command) if QUERIES.contains(&command.get_name()) => (command, before + 1),
        Some(_) => return args.to_vec(),
        None => {
            let bare = definition.find_subcommand(BARE).expect("it is defined above");
            (bare, before)
        }
    };
    let mut out = args[..before].to_vec();
    out.push(command.get_name().into());
    let (flags, words) = split(&args[rest..], command, definition);
    out.extend(flags);
    out.push("--".into());
    // Any bytes are a query.
    out.extend(words.iter().map(|word| word.to_string_lossy().into_owned().into()));
    out
}

fn split(
    args: &[OsString],
    command: &clap::Command,
    definition: &clap::Command,
) -> (Vec<OsString>, Vec<OsString>) {
    let (mut flags, mut words) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(arg) = args.get(at) {
        let text = arg.to_str().unwrap_or_default();
        if text == "--" {
            words.extend_from_slice(&args[at + 1..]);
            break;
        }
        match flag(text, command).or_else(|| flag(text, definition)) {
            Some(length) => {
                flags.extend(args[at..].iter().take(length).cloned());
                at += length;
            }
            None => {
                words.push(arg.clone());
                at += 1;
            }
        }
    }
    (flags, words)
}

/// How many arguments a flag takes up with its value; `None` when it is no flag of `command`.
fn flag(arg: &str, command: &clap::Command) -> Option<usize> {
    if matches!(arg, "-h" | "--help" | "-V" | "--version") {
        return Some(1);
    }
    let takes_value =
        |found: &clap::Arg| matches!(found.get_action(), ArgAction::Set | ArgAction::Append);
    if let Some(long) = arg.strip_prefix("--") {
        let (name, value) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let found = command.get_arguments().find(|known| known.get_long() == Some(name))?;
        return Some(if takes_value(found) && value.is_none() { 2 } else { 1 });
    }
    let mut signs = arg.strip_prefix('-')?.chars();
    let short = signs.next()?;
    let found = command.get_arguments().find(|known| known.get_short() == Some(short))?;
    match signs.as_str() {
        "" => Some(if takes_value(found) { 2 } else { 1 }),
        // `-n5`, but not `-name`.
        value => value.bytes().all(|b| b.is_ascii_digit()).then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn query(line: &str) -> Search {
        let args = line.split(' ').map(OsString::from);
        match parse(args).unwrap().1.command {
            Some(Command::Search(search) | Command::Bare(search)) => search,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Cheat::command().debug_assert();
    }

    #[test]
    fn unknown_flags_are_words() {
        assert_eq!(query("cheat search autossh -M0").words, ["autossh", "-M0"]);
        assert_eq!(query("cheat search find -name x").words, ["find", "-name", "x"]);
        assert_eq!(query("cheat search -- --json -n").words, ["--json", "-n"]);
        assert_eq!(query("cheat set -Eeuo pipefail").words, ["set", "-Eeuo", "pipefail"]);
    }

    #[test]
    fn flags_stand_before_or_after_the_words() {
        for line in [
            "cheat search -n 3 a b --json",
            "cheat search --json a -n3 b",
            "cheat a b --json --limit=3",
        ] {
            let search = query(line);
            assert_eq!((search.limit, search.json), (3, true), "{line}");
            assert_eq!(search.words, ["a", "b"], "{line}");
        }
    }

    #[test]
    fn common_flags_stand_anywhere() {
        let args = |line: &str| parse(line.split(' ').map(OsString::from)).unwrap().1;
        assert_eq!(args("cheat --color never lock").common.color, When::Never);
        assert_eq!(args("cheat search lock --color=always").common.color, When::Always);
        assert!(args("cheat list --plain").common.plain);
    }

    #[test]
    fn command_names_win() {
        let args = ["cheat", "list"].map(OsString::from);
        assert!(matches!(parse(args).unwrap().1.command, Some(Command::List(_))));
    }

    #[test]
    fn a_complaint_is_one_line() {
        for (line, expected) in [
            ("cheat show", "the following required arguments were not provided: <ID>..."),
            (
                "cheat search -n x y",
                "invalid value 'x' for '--limit <N>': it is not a whole number from 1",
            ),
            (
                "cheat list --snippet",
                "unexpected argument '--snippet' found; tip: a similar argument exists: '--snippets'",
            ),
        ] {
            let error = parse(line.split(' ').map(OsString::from)).unwrap_err();
            assert_eq!(complaint(&error), expected);
        }
    }

    #[test]
    fn a_query_needs_words() {
        let args = ["cheat", "search"].map(OsString::from);
        assert_eq!(parse(args).unwrap_err().exit_code(), 2);
    }
}
