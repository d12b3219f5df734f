//! Highlighting at compile time: syntect's scopes reduced to a few roles. The program that runs
//! knows no grammar; compiling their regular expressions would cost it more than all the rest.

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::book::{Book, Role, Snippet};

/// Gives every fence its spans.
pub(crate) fn highlight(book: &mut Book) {
    let syntaxes = two_face::syntax::extra_newlines();
    let roles = Roles::new();
    let snippets = book.pages.iter_mut().flat_map(|page| &mut page.tables_mut().snippets);
    for snippet in snippets.filter(|snippet| snippet.is_fence()) {
        snippet.spans = spans(snippet, &syntaxes, &roles);
    }
}

fn spans(snippet: &Snippet, syntaxes: &SyntaxSet, roles: &Roles) -> Vec<(u16, Role)> {
    if &*snippet.lang == "console" {
        return transcript_spans(&snippet.text, syntaxes, roles);
    }
    match syntax(&snippet.lang, syntaxes) {
        Some(syntax) => code_spans(&snippet.text, syntax, syntaxes, roles),
        None => Vec::new(),
    }
}

fn syntax<'s>(lang: &str, syntaxes: &'s SyntaxSet) -> Option<&'s SyntaxReference> {
    let token = match lang {
        "" | "text" => return None,
        "psql" => "sql",
        "sshconfig" => "ssh_config",
        "sudoers" | "systemd" => "ini",
        "conf" => "nginx",
        other => other,
    };
    syntaxes.find_syntax_by_token(token).or_else(|| syntaxes.find_syntax_by_name(token))
}

fn code_spans(
    text: &str,
    syntax: &SyntaxReference,
    syntaxes: &SyntaxSet,
    roles: &Roles,
) -> Vec<(u16, Role)> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut spans = Spans::default();
    for line in text.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, syntaxes) else { return Vec::new() };
        let mut from = 0;
        for (at, change) in changes {
            spans.push(at - from, roles.of(&stack));
            from = at;
            if stack.apply(&change).is_err() {
                return Vec::new();
            }
        }
        spans.push(line.len() - from, roles.of(&stack));
    }
    spans.0
}

/// A transcript: prompts stand back, commands are highlighted as shell, output is plain.
fn transcript_spans(text: &str, syntaxes: &SyntaxSet, roles: &Roles) -> Vec<(u16, Role)> {
    let Some(shell) = syntaxes.find_syntax_by_token("bash") else { return Vec::new() };
    let mut spans = Spans::default();
    for line in text.split_inclusive('\n') {
        let prompt = ["$ ", "# ", "> "].iter().any(|prompt| line.starts_with(prompt));
        if !prompt {
            spans.push(line.len(), Role::Plain);
            continue;
        }
        spans.push(2, Role::Meta);
        for (length, role) in code_spans(&line[2..], shell, syntaxes, roles) {
            spans.push(length.into(), role);
        }
    }
    spans.0
}

/// Lengths and roles; neighbours of one role become one.
#[derive(Default)]
struct Spans(Vec<(u16, Role)>);

impl Spans {
    fn push(&mut self, mut length: usize, role: Role) {
        if let Some((last, last_role)) = self.0.last_mut()
            && *last_role == role
        {
            let room = length.min(usize::from(u16::MAX - *last));
            *last += room as u16;
            length -= room;
        }
        while length > 0 {
            let piece = length.min(usize::from(u16::MAX));
            self.0.push((piece as u16, role));
            length -= piece;
        }
    }
}

/// Which scopes have which role; the first that fits the innermost scope wins.
struct Roles(Vec<(Scope, Role)>);

impl Roles {
    fn new() -> Roles {
        let table = [
            ("comment", Role::Comment),
            ("string", Role::String),
            ("constant.numeric", Role::Number),
            ("constant.character.escape", Role::Number),
            ("constant.language", Role::Number),
            ("constant", Role::Number),
            ("keyword.operator.word", Role::Keyword),
            ("keyword.operator.logical", Role::Keyword),
            ("keyword.operator", Role::Operator),
            ("keyword", Role::Keyword),
            ("storage.type", Role::Type),
            ("storage", Role::Keyword),
            ("support.type", Role::Type),
            ("entity.name.function", Role::Function),
            ("support.function", Role::Function),
            ("variable.function", Role::Function),
            ("entity.name.tag", Role::Keyword),
            ("entity.name", Role::Function),
            ("entity.other.attribute-name", Role::Variable),
            ("variable.parameter.option", Role::Variable),
            ("variable.language", Role::Variable),
            ("variable.other", Role::Variable),
            ("meta.decorator", Role::Meta),
        ];
        let scope = |(name, role)| (Scope::new(name).expect("written above"), role);
        Roles(table.map(scope).into())
    }

    fn of(&self, stack: &ScopeStack) -> Role {
        let role = |scope: &Scope| {
            self.0.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, role)| *role)
        };
        stack.scopes.iter().rev().find_map(role).unwrap_or(Role::Plain)
    }
}
