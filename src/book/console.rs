//! Transcripts of a shell: which lines are commands, and what of them is taken.

/// The commands of a transcript.
#[derive(Debug, PartialEq, Eq)]
pub struct Commands {
    /// The commands without prompts, each ending in a newline.
    pub code: String,
    pub count: usize,
    /// Lines of output left out.
    pub output_lines: usize,
}

/// Takes the commands out of a transcript: lines behind a prompt, with their continuation lines
/// and here-documents. `# ` is root's prompt unless the transcript has `$ ` too; then it is a
/// comment, which counts as output. Without any prompt every line is a command.
pub fn commands(transcript: &str) -> Commands {
    let prompt = match transcript.lines().any(|line| line.starts_with("$ ")) {
        true => "$ ",
        false => "# ",
    };
    if !transcript.lines().any(|line| line.starts_with(prompt)) {
        let count = transcript.lines().count();
        return Commands { code: transcript.to_owned(), count, output_lines: 0 };
    }
    let mut commands = Commands { code: String::new(), count: 0, output_lines: 0 };
    let mut open = Open::default();
    for line in transcript.lines() {
        let taken = if open.is_open() {
            // The second prompt, where the transcript shows it.
            line.strip_prefix("> ").unwrap_or(if line == ">" { "" } else { line })
        } else if let Some(command) = line.strip_prefix(prompt) {
            commands.count += 1;
            command
        } else {
            commands.output_lines += 1;
            continue;
        };
        open.read(taken);
        commands.code.push_str(taken);
        commands.code.push('\n');
    }
    commands
}

/// What keeps a command going on the next line.
#[derive(Default)]
struct Open {
    backslash: bool,
    here_document: Option<String>,
}

impl Open {
    fn is_open(&self) -> bool {
        self.backslash || self.here_document.is_some()
    }

    fn read(&mut self, line: &str) {
        if let Some(end) = &self.here_document {
            if line.trim_start_matches('\t') == end {
                self.here_document = None;
            }
            return;
        }
        self.backslash = line.ends_with('\\');
        self.here_document = here_document(line);
    }
}

/// The word that ends the here-document which `line` opens.
fn here_document(line: &str) -> Option<String> {
    let rest = line.split_once("<<")?.1;
    if rest.starts_with('<') {
        return None;
    }
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    let word = rest.split(|c: char| c.is_whitespace() || ";|&)>".contains(c)).next()?;
    let word = word.trim_matches(['\'', '"', '\\']);
    let named = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    named.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[track_caller]
    fn check(transcript: &str, code: &str, output_lines: usize) {
        let commands = commands(transcript);
        assert_eq!(commands.code, code);
        assert_eq!(commands.output_lines, output_lines);
    }

    #[test]
    fn prompts_and_output_are_left_out() {
        check("$ git status\nOn branch main\n$ ls\na  b\n", "git status\nls\n", 2);
        check("# systemctl reload nginx\n", "systemctl reload nginx\n", 0);
    }

    #[test]
    fn a_hash_beside_dollar_prompts_is_a_comment() {
        check("# first look\n$ ls\n", "ls\n", 1);
    }

    #[test]
    fn continuation_lines_and_here_documents_are_kept() {
        check("$ ls \\\n>   -l\ntotal 0\n", "ls \\\n  -l\n", 1);
        check(
            "$ cat <<'EOF' > f\n$ not a prompt\nEOF\n$ ls\n",
            "cat <<'EOF' > f\n$ not a prompt\nEOF\nls\n",
            0,
        );
        check("$ grep -c x <<< y\n1\n", "grep -c x <<< y\n", 1);
    }

    #[test]
    fn without_a_prompt_all_of_it_is_taken() {
        check("ls\npwd\n", "ls\npwd\n", 0);
    }
}
