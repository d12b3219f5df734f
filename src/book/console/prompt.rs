//! Prompts: what stands behind one, if a line begins with it.

/// What stands behind a prompt of one sign and a blank. An amount (`$ 5.00`), a rule (`# ---`), and
/// an English sentence (`# Restart the service`) are no commands.
pub(super) fn behind_sign<'t>(line: &'t str, sign: &str) -> Option<&'t str> {
    let rest = behind_environment(line).strip_prefix(sign)?;
    if rest.trim().is_empty() {
        return Some("");
    }
    let command = rest.strip_prefix(' ')?;
    let is_command = match sign {
        "$" => !is_amount(command),
        "#" => !is_comment(command),
        _ => true,
    };
    is_command.then_some(command)
}

/// The line without the name of a Python environment in front: `(.venv) $ `.
fn behind_environment(line: &str) -> &str {
    let named = line.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    match named {
        Some((name, rest)) if !name.contains(char::is_whitespace) => rest,
        _ => line,
    }
}

fn is_amount(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

/// Whether a text behind `# ` is a comment rather than a command of root's.
fn is_comment(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let is_sentence = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(char::is_lowercase)
    };
    let is_word =
        |word: &str| word.trim_end_matches([',', '.', ':', ';']).chars().all(char::is_alphabetic);
    let is_shouted = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    first.starts_with(['-', '=', '*', '#', '|', '+', '<'])
        || (first.len() > 1 && first.ends_with([':', ',']))
        || (is_sentence(first) && second.is_none_or(is_word))
        || (is_shouted(first) && second.is_some_and(is_shouted))
}

/// What stands behind a prompt that tells user, host or folder.
pub(super) fn behind_long(line: &str) -> Option<&str> {
    let inner = behind_environment(line);
    if let Some(command) = behind_windows(inner) {
        return Some(command);
    }
    if let Some(command) = inner.strip_prefix("❯ ").or_else(|| inner.strip_prefix("➜ ")) {
        return Some(command);
    }
    // `[user@host folder]$ `
    if let Some((name, rest)) = inner.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let command = rest.strip_prefix("$ ").or_else(|| rest.strip_prefix("# "))?;
        return name.contains('@').then_some(command);
    }
    if let Some(command) = behind_fish(inner) {
        return Some(command);
    }
    let end = inner.find(['$', '#', '%'])?;
    let (name, command) = (inner[..end].trim_end(), inner[end + 1..].strip_prefix(' '));
    // A prompt that waits at the end of a transcript.
    let command = command.or_else(|| (end + 1 == inner.len()).then_some(""))?;
    let is_name = !name.is_empty() && !name.contains(['=', '"', '\'', '(']) && is_single(name);
    let tells = name.contains('@')
        || name.starts_with(['~', '/'])
        || name.split_once(':').is_some_and(|(_, folder)| folder.starts_with(['~', '/']))
        || name.split_once(' ').is_some_and(|(place, _)| is_place(place))
        || ["bash-", "sh-", "zsh-", "dash-"].iter().any(|shell| {
            name.strip_prefix(shell).is_some_and(|version| version.starts_with(char::is_numeric))
        });
    (is_name && tells).then_some(command)
}

/// One word, or the two of macOS: `me@mac src % `, `mac:src me$ `.
fn is_single(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [_] => true,
        [first, second] => (first.contains('@') || is_place(first)) && !second.is_empty(),
        _ => false,
    }
}

/// `mac:src`
fn is_place(word: &str) -> bool {
    word.split_once(':').is_some_and(|(host, folder)| !host.is_empty() && !folder.is_empty())
}

/// `me@web ~/src> `
fn behind_fish(line: &str) -> Option<&str> {
    let (name, command) = line.split_once("> ")?;
    let (user, folder) = name.split_once(' ')?;
    let is_folder = folder.starts_with(['~', '/']) && !folder.contains(' ');
    (user.contains('@') && is_folder).then_some(command)
}

/// `C:\Users\me>`, `PS C:\Users\me> `
fn behind_windows(line: &str) -> Option<&str> {
    let path = line.strip_prefix("PS ").unwrap_or(line);
    let bytes = path.as_bytes();
    let is_path =
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes[1..].starts_with(b":\\");
    let (_, command) = path.split_once('>').filter(|_| is_path)?;
    Some(command.strip_prefix(' ').unwrap_or(command))
}

/// What stands behind a shell's second prompt: `> `, or zsh's `quote> ` and the like.
pub(super) fn behind_second(line: &str) -> Option<&str> {
    if line == ">" {
        return Some("");
    }
    let (words, rest) = line.split_once("> ")?;
    const ZSH: [&str; 22] = [
        "heredoc",
        "quote",
        "dquote",
        "bquote",
        "pipe",
        "cmdand",
        "cmdor",
        "cmdsubst",
        "for",
        "while",
        "until",
        "if",
        "then",
        "else",
        "elif",
        "case",
        "select",
        "function",
        "subsh",
        "cursh",
        "array",
        "mathsubst",
    ];
    words.split_whitespace().all(|word| ZSH.contains(&word)).then_some(rest)
}

/// A program with prompts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    Python,
    IPython,
    Sql,
    /// It has no second prompt that is known.
    Other,
}

/// A program's prompt and what stands behind it. Prompts that could be output as well count at the
/// start of a transcript (`called` is empty), and when a command has called the program.
pub(super) fn behind_program<'t>(line: &'t str, called: &[&str]) -> Option<(Program, &'t str)> {
    if let Some(command) = line.strip_prefix(">>> ") {
        return Some((Program::Python, command));
    }
    if let Some((number, command)) =
        line.strip_prefix("In [").and_then(|rest| rest.split_once("]: "))
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return Some((Program::IPython, command));
    }
    for name in ["mysql", "sqlite"] {
        if let Some(command) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix("> ")) {
            return Some((Program::Sql, command));
        }
    }
    if let Some((_, command)) =
        line.strip_prefix("MariaDB [").and_then(|rest| rest.split_once("]> "))
    {
        return Some((Program::Sql, command));
    }
    let is_called = |name: &str| called.is_empty() || called.iter().any(|word| word.contains(name));
    if is_called("psql")
        && let Some(command) = behind_psql(line, &["=", "^", "!", "@"])
    {
        return Some((Program::Sql, command));
    }
    if let Some(command) = behind_debugger(line, called) {
        return Some((Program::Other, command));
    }
    let (name, command) = line.split_once("> ")?;
    let is_any = |programs: &[&str]| called.iter().any(|word| programs.contains(word));
    let is_address = || {
        let (host, port) = name.split_once(':').unwrap_or_default();
        !host.contains(' ') && port.starts_with(|c: char| c.is_ascii_digit())
    };
    if is_any(&["redis-cli", "valkey-cli"]) && is_address() {
        return Some((Program::Other, command));
    }
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-:()".contains(&b));
    // `irb(main):001`
    let is_calls = |word: &&str| {
        let rest = name.strip_prefix(*word).filter(|_| !word.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    let is_prompt =
        is_name && (called.is_empty() || is_any(&["mongosh"]) || called.iter().any(is_calls));
    is_prompt.then_some((Program::Other, command))
}

/// `(gdb) `, `(Pdb) `
fn behind_debugger<'t>(line: &'t str, called: &[&str]) -> Option<&'t str> {
    let (name, command) = line.strip_prefix('(')?.split_once(") ")?;
    let name = name.to_ascii_lowercase();
    let is_known = ["gdb", "lldb", "pdb", "ipdb"].contains(&name.as_str());
    let is_called = called.is_empty() || called.iter().any(|word| word.contains(&name));
    (is_known && is_called).then_some(command)
}

/// `app=# `, `app=> `, `app=*# `: the database, a state, perhaps a transaction's, and the sign.
fn behind_psql<'t>(line: &'t str, states: &[&str]) -> Option<&'t str> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && !"_.".contains(c))?;
    let rest = line[end..].strip_prefix('-').filter(|rest| {
        // A name may hold dashes; `app-# ` is the second prompt.
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    if let Some(rest) = rest {
        return behind_psql(rest, states);
    }
    let rest = states.iter().find_map(|state| line[end..].strip_prefix(state))?;
    let rest = rest.trim_start_matches(['*', '!', '?']);
    let command = rest.strip_prefix(['#', '>'])?;
    let is_named = end > 0 || line.starts_with('!');
    (is_named && (command.is_empty() || command.starts_with(' ')))
        .then(|| command.strip_prefix(' ').unwrap_or(command))
}

/// What stands behind a program's second prompt.
pub(super) fn behind_continued(line: &str, program: Program) -> Option<&str> {
    match program {
        Program::Python if line == "..." => Some(""),
        Program::Python => line.strip_prefix("... "),
        Program::IPython => {
            let rest = line.trim_start();
            let rest = rest.strip_prefix("...:").filter(|_| line.starts_with(' '))?;
            Some(rest.strip_prefix(' ').unwrap_or(rest))
        }
        Program::Sql => behind_psql(line, &["-", "*", "'", "\"", "$", "("]).or_else(|| {
            let rest = line.trim_start();
            let signs = ["->", "'>", "\">", "`>", "/*>", "...>"];
            let rest = signs.iter().find_map(|sign| rest.strip_prefix(sign));
            let rest = rest.filter(|_| line.starts_with(' '))?;
            Some(rest.strip_prefix(' ').unwrap_or(rest))
        }),
        Program::Other => None,
    }
}
