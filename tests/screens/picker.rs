//! The picker's rows, the cursor as `_` where it stands.

use cheat::pick::state::State;
use cheat::pick::update::{Effect, update};
use cheat::pick::view::view;
use cheat::search::Filter;
use cheat::theme::{Depth, Theme};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use expect_test::{Expect, expect};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::{book, searcher};

fn picker(columns: u16, rows: u16, query: &str) -> State<'static> {
    let theme = Theme::named("none", Depth::Ansi16).expect("a name");
    State::new(book(), searcher(), theme, (columns, rows), query, Filter::default())
}

fn picture(state: &State<'_>) -> String {
    let picture = view(state);
    let (columns, _) = state.size;
    let area = Rect::new(0, 0, columns, picture.lines.len() as u16);
    let mut buffer = Buffer::empty(area);
    for (row, line) in (0..).zip(&picture.lines) {
        assert!(line.width() < usize::from(columns), "the last column stays free");
        buffer.set_line(0, row, line, columns);
    }
    let (row, column) = picture.cursor;
    let mut rows = String::new();
    for (y, cells) in (0..).zip(buffer.content.chunks(columns.into())) {
        let symbol = |(x, cell): (u16, &ratatui::buffer::Cell)| match (y, x) == (row, column) {
            true => "_".to_owned(),
            false => cell.symbol().to_owned(),
        };
        let text: String = (0..).zip(cells).map(symbol).collect();
        rows += &format!("|{text}|\n");
    }
    rows
}

fn press(state: &mut State<'_>, code: KeyCode) -> Effect {
    update(state, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

#[track_caller]
fn check(state: &State<'_>, expected: Expect) {
    expected.assert_eq(&picture(state));
}

#[test]
fn nothing_typed() {
    check(
        &picker(40, 24, ""),
        expect![[r#"
        |> _                      type to search |
        |enter take  tab other  esc leave        |
    "#]],
    );
}

#[test]
fn hits_and_the_snippet() {
    check(
        &picker(72, 24, "kettle"),
        expect![[r#"
            |> kettle_                                                           1/8 |
            |> Boiling  Versions  kettle -b                                          |
            |  Lists  Prose  kettle --fill                                           |
            |  Whistling  Versions  kettle --whistle                                 |
            |  Not checked  Code  kettle:                                            |
            |  Transcript  Code  $ kettle --status                                   |
            |  Wide letters: 日 本 語  and 🫖   Tables  薬 缶  = kettle   # 🫖  and a comm… |
            |  Figure  Code  | tap | --> | kettle | --> | cup |                      |
            |── versions#boiling.1 · sh · 1 line · 1 of 2                            |
            |│ kettle -b                                                             |
            |enter take  tab other  esc leave                                        |
        "#]],
    );
}

#[test]
fn at_40_columns_and_8_rows() {
    check(
        &picker(40, 8, "kettle"),
        expect![[r#"
            |> kettle_                           1/8 |
            |> Boiling  Versions  kettle -b          |
            |  Lists  Prose  kettle --fill           |
            |  Whistling  Versions  kettle --whistle |
            |── versions#boiling.1 · sh · 1 line · … |
            |│ kettle -b                             |
        "#]],
    );
}

#[test]
fn of_a_transcript_the_commands_are_shown() {
    check(
        &picker(60, 24, "kettle status"),
        expect![[r#"
            |> kettle status_                                        1/1 |
            |> Transcript  Code  $ kettle --status                       |
            |── kitchen/code#transcript.1 · console · 3 lines            |
            |│ kettle --status                                           |
            |│ kettle --boil \                                           |
            |│     --cups 2                                              |
            |enter take  tab other  esc leave                            |
        "#]],
    );
}

#[test]
fn nothing_found() {
    check(
        &picker(40, 24, "zzzznothing"),
        expect![[r#"
        |> zzzznothing_            nothing found |
        |enter take  tab other  esc leave        |
    "#]],
    );
}

#[test]
fn a_form() {
    let mut state = picker(60, 24, "where it listens");
    assert_eq!(press(&mut state, KeyCode::Enter), Effect::None);
    check(
        &state,
        expect![[r#"
        |fill in kitchen/code#listen                                 |
        |> address  _27.0.0.1                                        |
        |  port     8080                                             |
        |  domain   left as {{domain}}                               |
        |──                                                          |
        |│ # Where it listens.                                       |
        |│ listen 127.0.0.1:8080;                                    |
        |│ server_name {{domain}};                                   |
        |│ return 301 https://{{domain}}:8080$request_uri;           |
        |enter next  right edit it  esc back                         |
    "#]],
    );
    press(&mut state, KeyCode::Tab);
    press(&mut state, KeyCode::Tab);
    for c in "例え.org\u{1b}".chars() {
        press(&mut state, KeyCode::Char(c));
    }
    check(
        &state,
        expect![[r#"
        |fill in kitchen/code#listen                                 |
        |  address  127.0.0.1                                        |
        |  port     8080                                             |
        |> domain   例 え .org_                                        |
        |──                                                          |
        |│ # Where it listens.                                       |
        |│ listen 127.0.0.1:8080;                                    |
        |│ server_name 例 え .org;                                     |
        |│ return 301 https://例 え .org:8080$request_uri;             |
        |enter take  esc back                                        |
    "#]],
    );
    let taken = "# Where it listens.\nlisten 127.0.0.1:8080;\nserver_name 例え.org;\n\
                 return 301 https://例え.org:8080$request_uri;";
    assert_eq!(press(&mut state, KeyCode::Enter), Effect::Take(taken.to_owned()));
}

#[test]
fn what_has_no_placeholder_is_taken_at_once() {
    let mut state = picker(60, 24, "cups from table");
    assert_eq!(press(&mut state, KeyCode::Esc), Effect::Leave);
    press(&mut state, KeyCode::Char('x'));
    press(&mut state, KeyCode::Backspace);
    match press(&mut state, KeyCode::Enter) {
        Effect::Take(text) => assert!(!text.ends_with('\n') && !text.is_empty()),
        other => panic!("{other:?}"),
    }
}
