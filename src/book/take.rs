//! What is taken of a page: the code of its snippets with the reader's values in, the fences of one
//! file together, and what of it holds for the versions the reader has.

use super::chosen::{Choice, Chosen};
use super::console::{self, Speaker};
use super::placeholder::{self, Filled, Piece, Placeholder, Values};
use super::shell::Unquotable;
use super::{Book, Place, Role, SectionId, Snippet, SnippetId, SnippetKind, Text};

/// Which of a snippet's two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// What is taken: commands without prompts, defaults filled in.
    Code,
    /// The source, verbatim.
    Verbatim,
}

/// How values go in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quoting {
    /// As they are given.
    #[default]
    AsGiven,
    /// In a shell's snippets so that the shell reads each as one piece of text; elsewhere as given.
    Shell,
}

/// Languages whose text a shell reads by the rules of [`super::shell`].
const SHELLS: [&str; 6] = ["bash", "sh", "zsh", "ksh", "dash", "shell"];

impl Snippet {
    /// What is taken before anything is filled in: of a transcript its commands.
    pub fn template(&self) -> String {
        match &*self.lang {
            "console" => console::commands(&self.text).code(),
            _ => self.text.to_string(),
        }
    }

    /// What is taken, with the defaults filled in.
    pub fn code(&self) -> Filled {
        self.with(&Values::default())
    }

    /// What is taken, with the reader's values and the defaults filled in.
    ///
    /// # Errors
    /// A value that no quoting makes safe where it goes; never where values go in as given.
    pub fn filled(&self, values: &Values, quoting: Quoting) -> Result<Filled, Unquotable> {
        let quotes = quoting == Quoting::Shell && !self.placeholders.is_empty();
        match &*self.lang {
            _ if values.is_empty() => Ok(self.code()),
            "console" if quotes => self.filled_commands(values),
            lang if quotes && SHELLS.contains(&lang) => {
                placeholder::fill_shell(&self.text, &self.placeholders, values)
            }
            "fish" if quotes => self.only_plain(values),
            _ => Ok(self.with(values)),
        }
    }

    /// What is taken, with the reader's values as they are given, and the defaults.
    pub fn with(&self, values: &Values) -> Filled {
        match self.placeholders.is_empty() {
            true => Filled { text: self.template(), missing: Vec::new() },
            false => self.fill(&self.template(), values),
        }
    }

    /// The placeholders in what is taken, each once, in order of appearance.
    pub fn open_names(&self) -> Vec<&Placeholder> {
        let template = self.template();
        let pieces = placeholder::pieces(&template);
        let stands = |name: &str| {
            pieces.iter().any(|piece| matches!(piece, Piece::Slot { name: n, .. } if *n == name))
        };
        self.placeholders.iter().filter(|known| stands(&known.name)).collect()
    }

    /// The snippet as it stands in the book, the reader's values in it and the rest as written; the
    /// highlighting fits. For showing, where [`Snippet::filled`] is for taking.
    pub fn with_values(&self, values: &Values) -> Snippet {
        let mut shown = self.clone();
        if self.placeholders.is_empty() || values.is_empty() {
            return shown;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut spans = Spans { left: self.spans.iter().copied().collect(), out: Vec::new() };
        for piece in placeholder::pieces(&self.text) {
            let (source, value) = match piece {
                Piece::Text(text) => (text, None),
                Piece::Malformed(_) => continue,
                Piece::Slot { name, source, .. } => (source, values.of(name)),
            };
            text.push_str(value.unwrap_or(source));
            match value {
                None => spans.keep(source.len()),
                Some(value) => spans.replace(source.len(), value.len()),
            }
        }
        shown.text = Text::from(text);
        shown.spans = spans.out;
        shown
    }

    fn fill(&self, template: &str, values: &Values) -> Filled {
        let default = |name: &str| placeholder::default_of(&self.placeholders, name);
        placeholder::fill(template, |name| values.of(name).or_else(|| default(name)))
    }

    /// A transcript's commands: those given to a shell quoted, the others not.
    fn filled_commands(&self, values: &Values) -> Result<Filled, Unquotable> {
        let mut all = Filled::default();
        for command in console::commands(&self.text).commands {
            let filled = match command.speaker {
                Speaker::Shell => {
                    placeholder::fill_shell(&command.text, &self.placeholders, values)?
                }
                Speaker::Program => self.fill(&command.text, values),
            };
            all.text.push_str(&filled.text);
            for name in filled.missing {
                if !all.missing.contains(&name) {
                    all.missing.push(name);
                }
            }
        }
        Ok(all)
    }

    /// fish reads quotes by other rules: what needs none goes in.
    fn only_plain(&self, values: &Values) -> Result<Filled, Unquotable> {
        let reason = "fish quotes otherwise than bash; only letters, digits and ./:_- do";
        let is_plain = |value: &str| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"./:_-".contains(&b);
            !value.is_empty() && value.bytes().all(plain)
        };
        let names = self.open_names().into_iter().map(|known| &known.name);
        let given = names.filter_map(|name| Some((name, values.of(name)?)));
        match given.into_iter().find(|(_, value)| !is_plain(value)) {
            Some((name, _)) => Err(Unquotable { name: name.clone(), reason }),
            None => Ok(self.fill(&self.text, values)),
        }
    }
}

/// Highlighting that is carried over, some of it replaced.
struct Spans {
    left: std::collections::VecDeque<(u16, Role)>,
    out: Vec<(u16, Role)>,
}

impl Spans {
    fn keep(&mut self, bytes: usize) {
        for (length, role) in self.take(bytes) {
            self.out.push((length, role));
        }
    }

    fn replace(&mut self, bytes: usize, by: usize) {
        let Some((_, role)) = self.take(bytes).first().copied() else { return };
        let mut rest = by;
        while rest > 0 {
            let length = rest.min(usize::from(u16::MAX));
            self.out.push((length as u16, role));
            rest -= length;
        }
    }

    /// The spans of the next bytes; fewer where the highlighting ends before the text.
    fn take(&mut self, bytes: usize) -> Vec<(u16, Role)> {
        let mut rest = bytes;
        let mut taken = Vec::new();
        while rest > 0
            && let Some((length, role)) = self.left.pop_front()
        {
            let part = usize::from(length).min(rest) as u16;
            taken.push((part, role));
            rest -= usize::from(part);
            if part < length {
                self.left.push_front((length - part, role));
            }
        }
        taken
    }
}

impl Book {
    /// The snippets of a page, or of a section with its deeper headings; a snippet alone.
    pub fn snippets_under(&self, place: Place) -> Vec<SnippetId> {
        match place {
            Place::Snippet(id) => vec![id],
            Place::Page(id) => self.snippets_of(id).collect(),
            Place::Section(id) => {
                let section = self.section(id);
                let page = self.page_of_section(id);
                let start = |id: SnippetId| self.section(self.snippet(id).section).own.start;
                self.snippets_of(page).filter(|id| section.whole.contains(&start(*id))).collect()
            }
        }
    }

    /// The fences there that are code: figures, output and grammars (`text`) are not, unless that
    /// is the language asked for.
    pub fn code_under(&self, place: Place, lang: Option<&str>) -> Vec<SnippetId> {
        let is_wanted = |id: &SnippetId| {
            let snippet = self.snippet(*id);
            snippet.kind == SnippetKind::Fence
                && match lang {
                    Some(lang) => snippet.lang.eq_ignore_ascii_case(lang),
                    None => &*snippet.lang != "text" && snippet.figure.is_none(),
                }
        };
        self.snippets_under(place).into_iter().filter(is_wanted).collect()
    }

    /// Whether a snippet holds for the versions chosen: neither the block around it nor a heading
    /// above it says otherwise.
    pub fn holds(&self, id: SnippetId, chosen: &Chosen) -> bool {
        let snippet = self.snippet(id);
        chosen.holds(snippet.versions.as_ref()) && self.section_holds(snippet.section, chosen)
    }

    /// Whether a section holds for the versions chosen, and those that it is part of.
    pub fn section_holds(&self, id: SectionId, chosen: &Chosen) -> bool {
        let section = self.section(id);
        chosen.holds(section.versions.as_ref())
            && section.parent.is_none_or(|parent| self.section_holds(parent, chosen))
    }

    /// The newest version of each product that these snippets depend on and that is not chosen.
    /// Nothing, when the snippets all hold together, or none of them would.
    pub fn newest_for(&self, ids: &[SnippetId], chosen: &Chosen) -> Vec<Choice> {
        let mut settled = chosen.clone();
        let mut newest = Vec::new();
        for range in ids.iter().filter_map(|id| self.snippet(*id).versions.as_ref()) {
            let product = self.products.find(&range.product);
            let Some(release) = product.and_then(|product| product.versions.last()) else {
                continue;
            };
            if settled.of(&range.product).is_none() {
                let choice = Choice {
                    product: range.product.clone(),
                    version: release.version.clone(),
                    release: release.version.clone(),
                    remark: None,
                };
                settled.choose(choice.clone());
                newest.push(choice);
            }
        }
        let holding = ids.iter().filter(|id| self.holds(**id, &settled)).count();
        if holding == ids.len() || holding == 0 {
            newest.clear();
        }
        newest
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sources, compile};
    use super::*;

    fn book(page: &str) -> Book {
        let files = [("SUMMARY.md", "- [A](a.md)\n"), ("a.md", page)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let products = super::super::version::tests::products();
        compile(Sources { products, files: files.into(), ..Sources::default() }).unwrap()
    }

    fn values(pairs: &[(&str, &str)]) -> Values {
        let mut values = Values::default();
        pairs.iter().for_each(|(name, value)| values.set(*name, *value));
        values
    }

    #[test]
    fn a_transcript_is_quoted_where_the_shell_reads() {
        let book =
            book("# A\n\n```console\n$ psql {{db=app}}\napp=# SELECT '{{note}}';\n{{note}}\n```\n");
        let snippet = book.snippet(SnippetId(0));
        let values = values(&[("db", "a b"), ("note", "it's")]);
        assert_eq!(
            snippet.filled(&values, Quoting::Shell).unwrap().text,
            "psql 'a b'\nSELECT 'it's';\n"
        );
        assert_eq!(
            snippet.filled(&values, Quoting::AsGiven).unwrap().text,
            "psql a b\nSELECT 'it's';\n"
        );
    }

    #[test]
    fn the_names_are_those_of_what_is_taken() {
        let book = book("# A\n\n```console\n$ echo {{a}}\n{{b=1}} {{a=2}}\n```\n");
        let snippet = book.snippet(SnippetId(0));
        assert_eq!(snippet.placeholders.len(), 2);
        let names: Vec<&str> = snippet.open_names().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["a"]);
        assert_eq!(snippet.code().text, "echo 2\n", "the default may stand in the output");
    }

    #[test]
    fn highlighting_moves_with_the_text() {
        let book = book("# A\n\n```sql\nx {{a}} y\n```\n");
        let mut snippet = book.snippet(SnippetId(0)).clone();
        snippet.spans = vec![(2, Role::Keyword), (5, Role::Variable), (3, Role::Number)];
        let shown = snippet.with_values(&values(&[("a", "1234567")]));
        assert_eq!(&*shown.text, "x 1234567 y\n");
        assert_eq!(shown.spans, [(2, Role::Keyword), (7, Role::Variable), (3, Role::Number)]);
    }

    #[test]
    fn fences_hold_by_their_block_and_their_headings() {
        let book = book(
            "# A\n\n```sql\n0\n```\n\n<div data-versions=\"postgresql 11..\">\n\n\
             **PostgreSQL 11 and later**\n\n```sql\n1\n```\n\n</div>\n\n\
             ## Old\n<!-- versions: postgresql ..10 -->\n\n### Deeper\n\n```sql\n2\n```\n",
        );
        let mut chosen = Chosen::default();
        let ids: Vec<SnippetId> = book.snippet_ids().collect();
        let holding = |chosen: &Chosen| -> Vec<u32> {
            ids.iter().filter(|id| book.holds(**id, chosen)).map(|id| id.0).collect()
        };
        assert_eq!(holding(&chosen), [0, 1, 2]);
        assert_eq!(book.newest_for(&ids[..2], &chosen), []);
        assert_eq!(book.newest_for(&ids, &chosen)[0].version.to_string(), "12");
        chosen.choose(Choice::parse("pg=10.2", &book.products).unwrap());
        assert_eq!(holding(&chosen), [0, 2]);
        assert_eq!(book.newest_for(&ids, &chosen), []);
    }

    #[test]
    fn text_is_no_code_unless_asked_for() {
        let book = book("# A\n\n```text\nx\n```\n\n```sql\ny\n```\n\n`a b`\n");
        let page = Place::Page(super::super::PageId(0));
        assert_eq!(book.code_under(page, None), [SnippetId(1)]);
        assert_eq!(book.code_under(page, Some("TEXT")), [SnippetId(0)]);
        assert_eq!(book.snippets_under(page).len(), 3);
    }
}
