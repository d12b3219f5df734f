//! Whether a statement of SQL is whole, as the prompts of its programs would have it.

/// Whether SQL goes on in the next line: a statement that no `;` and no `\g` has ended, or a body
/// between dollars.
pub(super) fn is_open_statement(statement: &str) -> bool {
    const VERBS: [&str; 24] = [
        "select", "insert", "update", "delete", "with", "create", "alter", "drop", "explain",
        "grant", "revoke", "set", "truncate", "copy", "do", "merge", "values", "comment", "begin",
        "analyze", "declare", "refresh", "reindex", "lock",
    ];
    let first = statement.split_whitespace().next().unwrap_or_default().to_lowercase();
    if !VERBS.contains(&first.trim_end_matches(';')) {
        return false;
    }
    let last = statement.trim_end().lines().last().unwrap_or_default();
    let last = last.split(" --").next().unwrap_or_default().trim_end();
    let ends = last.ends_with(';') || last.contains(" \\") || last.ends_with(r"\G");
    !ends || is_between_dollars(statement)
}

/// `$$ ... ` or `$tag$ ...`, still open.
fn is_between_dollars(text: &str) -> bool {
    let mut open: Option<&str> = None;
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let tail = &rest[at + 1..];
        let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = tail.find(|c| !is_tag(c)).unwrap_or(tail.len());
        if !tail[end..].starts_with('$') {
            rest = tail;
            continue;
        }
        let tag = &tail[..end];
        match open {
            None => open = Some(tag),
            Some(known) if known == tag => open = None,
            Some(_) => {}
        }
        rest = &tail[end + 1..];
    }
    open.is_some()
}
