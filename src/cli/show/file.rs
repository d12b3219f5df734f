//! `--file`: the snippets that belong into one file on the reader's machine.

use super::super::{Context, say};
use crate::book::{Piece, Place, Placeholder, Snippet, SnippetId, Values, fill, pieces};
use crate::render;

/// The snippets there that belong into the file, in the order of the page. A path is the one in the
/// book, with or without the values of its placeholders, with the reader's home for `~`; or the end
/// of exactly one path. When nothing fits, says so, and what there is.
pub(super) fn snippets(
    context: &Context<'_>,
    place: Place,
    path: &str,
    values: &Values,
) -> Option<Vec<SnippetId>> {
    let book = context.book;
    let mut files: Vec<(&str, Vec<SnippetId>)> = Vec::new();
    for id in book.snippets_under(place) {
        let Some(file) = book.snippet(id).file.as_deref() else { continue };
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, ids)) => ids.push(id),
            None => files.push((file, vec![id])),
        }
    }
    let names: Vec<&str> = files.iter().map(|(file, _)| *file).collect();
    if let Some((_, ids)) = files.iter().find(|(file, _)| is_named(file, path, values)) {
        return Some(ids.clone());
    }
    let end = format!("/{path}");
    let ending: Vec<&(&str, Vec<SnippetId>)> =
        files.iter().filter(|(file, _)| file.ends_with(&end)).collect();
    if let [(_, ids)] = ending.as_slice() {
        return Some(ids.clone());
    }
    let path = render::safe(path);
    say(&match names.is_empty() {
        true => format!("no file '{path}' there, or any other"),
        false => format!("no file '{path}' there; there are {}", names.join(", ")),
    });
    None
}

fn is_named(file: &str, path: &str, values: &Values) -> bool {
    let defaults = fill(file, |name| values.of(name).or_else(|| default(file, name))).text;
    let home = std::env::var("HOME").ok().filter(|home| !home.is_empty());
    let at_home = |file: &str| Some(home.as_deref()?.to_owned() + file.strip_prefix('~')?);
    path == file || path == defaults || at_home(&defaults).is_some_and(|file| path == file)
}

fn default<'f>(file: &'f str, name: &str) -> Option<&'f str> {
    pieces(file).into_iter().find_map(|piece| match piece {
        Piece::Slot { name: known, default, .. } if known == name => default,
        _ => None,
    })
}

/// The placeholders in the path of a snippet's file.
pub(super) fn placeholders(snippet: &Snippet) -> Vec<Placeholder> {
    let pieces = pieces(snippet.file.as_deref().unwrap_or_default()).into_iter();
    let slots = pieces.filter_map(|piece| match piece {
        Piece::Slot { name, default, .. } => {
            Some(Placeholder { name: name.to_owned(), default: default.map(str::to_owned) })
        }
        _ => None,
    });
    slots.collect()
}
