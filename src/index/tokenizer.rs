//! How text is cut into terms: identifiers, options and paths are found whole, in parts, and by
//! the joined words between their signs.
//!
//! | text            | terms |
//! |-----------------|-------|
//! | `lock_timeout`  | `lock_timeout` `lock` `timeout` |
//! | `--ignore-rev`  | `--ignore-rev` `ignore-rev` `ignore` `rev` |
//! | `LockTimeout`   | `locktimeout` `lock` `timeout` |
//! | `~/.ssh/config` | `~/.ssh/config` `ssh` `config` |
//! | `.git/index.lock` | `.git/index.lock` `index.lock` `git` `index` `lock` |
//! | `C++`, `$?`     | `c++` `c`, `$?` |

/// Longer chunks are indexed in parts only: nobody types them whole.
const LONGEST: usize = 60;

/// A term of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Lower case, without accents.
    pub text: String,
    /// Which word of the text it is, or begins at.
    pub position: usize,
}

/// The terms of a text in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut position = 0;
    for chunk in text.split_whitespace() {
        position = chunk_tokens(chunk, position, &mut tokens);
    }
    tokens
}

/// Adds the terms of a chunk without blanks; gives the position of the next word.
fn chunk_tokens(chunk: &str, position: usize, tokens: &mut Vec<Token>) -> usize {
    let whole = trim(chunk);
    let first = tokens.len();
    let mut push = |text: &str, position| {
        let text = fold(text);
        let known = tokens[first..].iter().any(|t| t.text == text && t.position == position);
        if !text.is_empty() && !known {
            tokens.push(Token { text, position });
        }
    };
    if !whole.contains(char::is_alphanumeric) {
        // An operator or a special variable, with its quotes taken off only when it has any.
        if chunk.len() <= 8 {
            push(if whole.is_empty() { chunk } else { whole }, position);
        }
        return position + 1;
    }
    if whole.len() <= LONGEST {
        push(whole, position);
    }
    if let Some(name) = file_name(whole) {
        push(name, position);
    }
    let mut next = position;
    for word in whole.split(|c: char| !is_word(c)) {
        let word = word.trim_matches(['-', '_']);
        if word.len() <= LONGEST {
            push(word, next);
        }
        for run in word.split(['-', '_']).filter(|run| !run.is_empty()) {
            if run.len() > LONGEST {
                next += 1;
                continue;
            }
            push(run, next);
            for part in camel_parts(run) {
                push(part, next);
                next += 1;
            }
        }
    }
    next.max(position + 1)
}

/// Takes off the quotes, brackets and full stops around a word.
fn trim(chunk: &str) -> &str {
    let around = |c: char| "()[]{}<>\"'`,;:!?“”‘’…".contains(c);
    let inner = chunk.trim_matches(around).trim_end_matches('.').trim_end_matches(around);
    match inner.contains(char::is_alphanumeric) {
        true => inner,
        false => chunk.trim_matches(['"', '\'', '`', '(', ')', ',', ';']),
    }
}

/// What a path ends with, where its parts alone would not say it: `.git/index.lock` -> `index.lock`.
fn file_name(path: &str) -> Option<&str> {
    let (_, name) = path.rsplit_once('/')?;
    let (stem, ending) = name.split_once('.')?;
    let is_name = !stem.is_empty() && ending.contains(char::is_alphanumeric);
    (is_name && name.len() <= LONGEST).then_some(name)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// `LockTimeout` -> `Lock`, `Timeout`.
fn camel_parts(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut previous = ' ';
        let cut = rest.char_indices().find_map(|(at, c)| {
            let is_cut = previous.is_lowercase() && c.is_uppercase();
            previous = c;
            is_cut.then_some(at)
        });
        let (part, tail) = rest.split_at(cut.unwrap_or(rest.len()));
        rest = tail;
        Some(part)
    })
}

/// Lower case, Latin letters without their accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.to_lowercase();
    lower.chars().map(|c| plain_letter(c).unwrap_or(c)).filter(|c| !is_combining(*c)).collect()
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The letter under the accent, for the letters of western European languages.
fn plain_letter(c: char) -> Option<char> {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        _ => return None,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn identifiers_whole_and_in_parts() {
        check("lock_timeout", &["lock_timeout", "lock", "timeout"]);
        check("--ignore-rev", &["--ignore-rev", "ignore-rev", "ignore", "rev"]);
        check("LockTimeout", &["locktimeout", "lock", "timeout"]);
        check(
            "$binary_remote_addr;",
            &["$binary_remote_addr", "binary_remote_addr", "binary", "remote", "addr"],
        );
        check("~/.ssh/config", &["~/.ssh/config", "ssh", "config"]);
        check("cargo.sysrootSrc", &["cargo.sysrootsrc", "cargo", "sysrootsrc", "sysroot", "src"]);
        check("policy/v1", &["policy/v1", "policy", "v1"]);
    }

    #[test]
    fn a_file_by_its_name() {
        check("'.../index.lock':", &[".../index.lock", "index.lock", "index", "lock"]);
        check("/etc/hosts", &["/etc/hosts", "etc", "hosts"]);
        check("and/or.", &["and/or", "and", "or"]);
    }

    #[test]
    fn signs_that_mean_something_stay() {
        check("C++", &["c++", "c"]);
        check("$? ||", &["$?", "||"]);
        check("-M0 ~C", &["-m0", "m0", "~c", "c"]);
    }

    #[test]
    fn punctuation_goes() {
        check("(Hello, \"world\".)", &["hello", "world"]);
        check("café naïve", &["cafe", "naive"]);
    }
}
