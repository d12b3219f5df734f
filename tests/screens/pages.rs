//! Each page of the fixture book laid out at two widths, and one of them in colour.

use cheat::book::{Role, Snippet, Values};
use cheat::render::{self, Goal, Label, Options, Rendered, Until, Wide, width};
use cheat::theme::{Depth, Theme};
use expect_test::{ExpectFile, expect, expect_file};
use ratatui::text::{Line, Span};

use crate::fixture::{book, compiled, page};
use crate::looks;

fn rendered(slug: &str, width: usize, theme: &Theme) -> Rendered {
    let options =
        Options { width, theme, wide: Wide::Scroll(0), label: Label::Number, until: None };
    render::page(book(), page(slug), &options)
}

fn text(line: &Line<'_>) -> String {
    line.spans.iter().map(|span| &*span.content).collect()
}

/// The page's rows, each closed by a `|`.
#[track_caller]
fn check(slug: &str, columns: usize, expected: ExpectFile) {
    let theme = Theme::named("auto", Depth::Ansi16).expect("a name");
    let picture: String =
        rendered(slug, columns, &theme).lines.iter().map(|line| text(line) + "|\n").collect();
    expected.assert_eq(&picture);
}

#[test]
fn a_page_laid_out_bit_by_bit_is_the_whole() {
    let theme = Theme::named("dark", Depth::Truecolor).expect("a name");
    let options = |until| Options {
        width: 60,
        theme: &theme,
        wide: Wide::Scroll(0),
        label: Label::Number,
        until,
    };
    for id in book().page_ids() {
        let whole = render::page(book(), id, &options(None));
        let until = |heading| Some(Until { goal: Goal::Heading(heading), lines: 1 });
        let mut part = render::page(book(), id, &options(until(0)));
        for heading in 1..=whole.headings.len() {
            render::go_on(&mut part, book(), id, &options(until(heading)), &Values::default());
        }
        assert_eq!(format!("{part:?}"), format!("{whole:?}"));
    }
}

#[test]
fn every_page_at_60_and_at_30_columns() {
    check("README", 60, expect_file!["pages/README-60.txt"]);
    check("README", 30, expect_file!["pages/README-30.txt"]);
    check("kitchen/prose", 60, expect_file!["pages/prose-60.txt"]);
    check("kitchen/prose", 30, expect_file!["pages/prose-30.txt"]);
    check("kitchen/code", 60, expect_file!["pages/code-60.txt"]);
    check("kitchen/code", 30, expect_file!["pages/code-30.txt"]);
    check("kitchen/tables", 60, expect_file!["pages/tables-60.txt"]);
    check("kitchen/tables", 30, expect_file!["pages/tables-30.txt"]);
    check("versions", 60, expect_file!["pages/versions-60.txt"]);
    check("versions", 30, expect_file!["pages/versions-30.txt"]);
    check("LICENSE", 60, expect_file!["pages/LICENSE-60.txt"]);
    check("LICENSE", 30, expect_file!["pages/LICENSE-30.txt"]);
}

#[test]
fn no_line_is_wider_than_asked() {
    let theme = Theme::named("auto", Depth::Ansi16).expect("a name");
    for id in book().page_ids() {
        let slug = &book().page(id).slug;
        for columns in 10..=120 {
            for line in rendered(slug, columns, &theme).lines {
                let text = text(&line);
                assert!(width(&text) <= columns, "{slug} at {columns}: {text}");
            }
        }
    }
}

/// A row, and below it the letters of its styles.
fn in_colour(line: &Line<'_>) -> String {
    let letters = |span: &Span<'_>| {
        let letter = looks::letter(line.style.patch(span.style));
        letter.to_string().repeat(width(&span.content))
    };
    let letters: String = line.spans.iter().map(letters).collect();
    assert!(!letters.contains('?'), "a look without a letter: {line:?}");
    format!("{}|\n{}\n", text(line), letters.trim_end())
}

#[test]
fn a_page_in_colour() {
    let rendered = rendered("kitchen/prose", 60, &looks::theme());
    let picture: String = rendered.lines.iter().map(in_colour).collect();
    expect_file!["pages/prose-60-colours.txt"].assert_eq(&picture);
}

#[test]
fn code_in_colour() {
    let mut book = compiled();
    let is_it = |snippet: &&mut Snippet| snippet.name.as_deref() == Some("listen");
    let mut snippets = book.pages.iter_mut().flat_map(|page| &mut page.tables_mut().snippets);
    let snippet = snippets.find(is_it).expect("it is there");
    // As the build script's highlighting gives them: the newline belongs to a span too.
    snippet.spans = vec![
        (20, Role::Comment),
        (6, Role::Keyword),
        (1, Role::Plain),
        (21, Role::Variable),
        (1, Role::Operator),
        (13, Role::Number),
        (2, Role::Plain),
        (11, Role::Function),
        (1, Role::Plain),
        (10, Role::String),
    ];
    let picture: String = render::snippet(snippet, &looks::theme()).iter().map(in_colour).collect();
    expect![[r#"
        # Where it listens.|
        6666666666666666666
        listen {{address=127.0.0.1}}:{{port=8080}};|
        111111.444444444444444444444.3333333333333.
        server_name {{domain}};|
        55555555555.2222222222.
        return 301 https://{{domain}}:{{port}}$request_uri;|
        ...................................................
    "#]]
    .assert_eq(&picture);
}

/// What the fixture is for: a construct that it lacks is drawn in no picture.
#[test]
fn the_fixture_uses_everything() {
    let document = |id| format!("{:?}", book().document(id));
    let documents: String = book().page_ids().map(document).collect();
    let constructs = [
        "Heading(",
        "Paragraph(",
        "List(",
        "Quote",
        "Code(",
        "Table(",
        "Rule",
        "Versions(",
        "Footnote",
        "Verbatim(",
        "Text(",
        "Emphasis(",
        "Strong(",
        "Strike(",
        "Link",
        "Image",
        "HardBreak",
        "SoftBreak",
        "Some(Note)",
        "Some(Tip)",
        "Some(Important)",
        "Some(Warning)",
        "Some(Caution)",
        "Left",
        "Centre",
        "Right",
        "Some(true)",
        "Some(false)",
        "level: 6",
    ];
    for construct in constructs {
        assert!(documents.contains(construct), "{construct}");
    }
}

#[test]
fn what_is_embedded_is_what_the_pages_say() {
    let embedded = cheat::embed::book();
    // Another book may have been built in.
    let folder = option_env!("CHEAT_BOOK").unwrap_or("book");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = crate::folder::read(&folder).expect("the book is there");
    let Ok(parsed) = cheat::book::compile(sources) else { panic!("it was built") };
    for id in embedded.page_ids() {
        let said = |book: &cheat::book::Book| format!("{:?}", book.document(id));
        assert_eq!(said(&embedded), said(&parsed), "{}", embedded.page(id).slug);
    }
}
