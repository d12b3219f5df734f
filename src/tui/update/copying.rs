//! What else can be copied from what is in view: a list of it, a letter each.

use super::links::name;
use super::snippets::at_hand;
use crate::book::{Place, Table, Wanted, plain_text};
use crate::render::{fit, safe};
use crate::tui::state::{Choice, Item, Menu, Overlay, Purpose, State};

pub(super) fn open(state: &mut State<'_>) {
    let section = state.section_to_take();
    let mut items = Vec::new();
    if let Some(snippet) = at_hand(state) {
        let place = Place::Snippet(snippet);
        let id = name(state.book, place);
        items.push(Item::new(
            'y',
            format!("snippet {id}"),
            Choice::Copy { place, wanted: Wanted::Code },
        ));
        items.push(Item::new(
            'Y',
            "the snippet verbatim",
            Choice::Copy { place, wanted: Wanted::Verbatim },
        ));
        items.push(Item::new('n', "the snippet's id", id_of(state, place)));
    }
    let place = Place::Section(section);
    let title = &state.book.section(section).title;
    items.push(Item::new(
        's',
        format!("section {title}"),
        Choice::Copy { place, wanted: Wanted::Verbatim },
    ));
    items.push(Item::new('i', "the section's id", id_of(state, place)));
    if let Some(table) = table_in_view(state) {
        let rows = match table.rows.len() {
            1 => "1 row".to_owned(),
            count => format!("{count} rows"),
        };
        let tsv = Choice::CopyText { text: table.tsv(), what: format!("{rows} as TSV") };
        let markdown =
            Choice::CopyText { text: table.markdown(), what: format!("{rows} as Markdown") };
        let head: Vec<String> = table.head.iter().map(|cell| plain_text(cell)).collect();
        let head = fit(&safe(&head.join(", ")), 40).into_owned();
        items.push(Item::new('t', format!("table {head}: as TSV"), tsv));
        items.push(Item::new('m', "the table as Markdown", markdown));
    }
    if !state.links_in_view(Purpose::Copy).is_empty() {
        items.push(Item::new('a', "the address of a link...", Choice::CopyAddress));
    }
    state.overlay = Some(Overlay::Menu(Menu::new("Copy", items)));
}

fn id_of(state: &State<'_>, place: Place) -> Choice {
    let id = name(state.book, place);
    Choice::CopyText { what: format!("the id {}", safe(&id)), text: id }
}

/// The first table of which something is in view.
fn table_in_view(state: &State<'_>) -> Option<Table> {
    let view = state.reader.scroll..state.reader.scroll + state.page_height();
    let is_in_view =
        |lines: &std::ops::Range<usize>| lines.start < view.end && view.start < lines.end;
    let index = state.reader.rendered.tables.iter().position(is_in_view)?;
    let mut document = state.book.document(state.reader.page);
    document.keep(&state.chosen);
    document.tables().get(index).map(|table| (*table).clone())
}
