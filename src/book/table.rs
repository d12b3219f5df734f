//! A table of a page as text to take: for a spreadsheet or `cut`, and as Markdown.

use super::document::{Align, Block, Document, Inline, Table, plain_text};

impl Document {
    /// The tables in the order of the page.
    pub fn tables(&self) -> Vec<&Table> {
        let mut tables = Vec::new();
        collect(&self.blocks, &mut tables);
        tables
    }
}

fn collect<'d>(blocks: &'d [Block], tables: &mut Vec<&'d Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => collect(blocks, tables),
            Block::Versions(versions) => collect(&versions.blocks, tables),
            Block::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, tables)),
            Block::Definitions(definitions) => {
                let meanings = definitions.iter().flat_map(|definition| &definition.meanings);
                meanings.for_each(|blocks| collect(blocks, tables));
            }
            _ => {}
        }
    }
}

impl Table {
    /// A row a line, its head first; a tab between cells, whose words stand without markup. Tabs
    /// and line breaks in a cell are blanks.
    pub fn tsv(&self) -> String {
        let cell = |cell: &Vec<Inline>| plain_text(cell).replace(['\t', '\n', '\r'], " ");
        let line = |row: &Vec<Vec<Inline>>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
        self.rows_with_head().map(|row| line(row) + "\n").collect()
    }

    /// The table as Markdown, its links and code kept.
    pub fn markdown(&self) -> String {
        let cell = |cell: &Vec<Inline>| markdown(cell).replace('\n', " ");
        let mut lines = self.rows_with_head().map(|row| line(row.iter().map(cell)));
        let head = lines.next().unwrap_or_default();
        let rule = line(self.align.iter().map(|align| match align {
            Align::Left => "---".to_owned(),
            Align::Centre => ":-:".to_owned(),
            Align::Right => "--:".to_owned(),
        }));
        head + &rule + &lines.collect::<String>()
    }

    fn rows_with_head(&self) -> impl Iterator<Item = &Vec<Vec<Inline>>> {
        std::iter::once(&self.head).chain(&self.rows)
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Inlines as Markdown that reads as they do, fit for a table's cell: `|` is escaped.
fn markdown(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escaped(text),
        Inline::Code { text, .. } => code(text),
        Inline::Emphasis(inner) => format!("*{}*", markdown(inner)),
        Inline::Strong(inner) => format!("**{}**", markdown(inner)),
        Inline::Strike(inner) => format!("~~{}~~", markdown(inner)),
        Inline::Link { target, content } => format!("[{}]({target})", markdown(content)),
        Inline::Image { target, content } => format!("![{}]({target})", markdown(content)),
        Inline::Footnote(number) => format!("[^{number}]"),
        Inline::SoftBreak => " ".to_owned(),
        Inline::HardBreak => "<br>".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<|~".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// In more backquotes than it holds in a row.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::super::document::Block;
    use super::super::{Products, markdown};
    use super::Table;

    fn table(text: &str) -> Table {
        let document = markdown::parse(text, &Products::default());
        match &document.blocks[..] {
            [Block::Table(table)] => table.clone(),
            other => panic!("{other:?}"),
        }
    }

    const SOURCE: &str = "\
| `a \\| b` | **number** |
|---|--:|
| [x](y.md#z) *and* ``t`t`` | 1\\|2 |
| | ~~3~~ snake\\_case |
";

    #[test]
    fn tables_are_found_wherever_they_stand() {
        let text = "> | a |\n> |---|\n\n- x\n\n  | b |\n  |---|\n\n| c |\n|---|\n";
        let document = markdown::parse(text, &Products::default());
        let heads: Vec<String> = document.tables().into_iter().map(Table::tsv).collect();
        assert_eq!(heads, ["a\n", "b\n", "c\n"]);
    }

    #[test]
    fn for_a_spreadsheet() {
        assert_eq!(table(SOURCE).tsv(), "a | b\tnumber\nx and t`t\t1|2\n\t3 snake_case\n");
    }

    #[test]
    fn markdown_reads_back_as_the_same_table() {
        let text = table(SOURCE).markdown();
        assert!(text.starts_with("| `a \\| b` | **number** |\n| --- | --: |\n"), "{text}");
        assert_eq!(table(&text).markdown(), text);
        assert_eq!(table(&text).tsv(), table(SOURCE).tsv());
    }
}
