//! A form being filled in, and what comes out.

use super::*;
use crate::book::{SnippetId, Sources, compile};

fn form(code: &str, used: &[(&str, &str)]) -> Form {
    let page = format!("# A\n\n```text\n{code}\n```\n");
    let files = [("SUMMARY.md", "- [A](a.md)\n"), ("a.md", &page)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let book = compile(Sources { files: files.into(), ..Sources::default() }).expect("a book");
    let values = |name: &str| {
        let known = used.iter().filter(|(known, _)| *known == name);
        known.map(|(_, value)| (*value).to_owned()).collect()
    };
    Form::new(book.snippet(SnippetId(0)), values).expect("it has placeholders")
}

fn press(form: &mut Form, keys: &[KeyCode]) -> Asked {
    let mut asked = Asked::Nothing;
    for code in keys {
        assert_eq!(asked, Asked::Nothing);
        asked = form.press(&KeyEvent::new(*code, KeyModifiers::NONE));
    }
    asked
}

#[test]
fn what_was_used_is_offered_and_never_put_in() {
    let used = [("host", "new"), ("host", "old")];
    let mut form = form("{{host}} {{port=22}}", &used);
    assert_eq!(form.filled().text.trim_end(), "{{host}} 22");
    press(&mut form, &[KeyCode::Char('x'), KeyCode::Up]);
    assert_eq!(form.field().input.text(), "new");
    press(&mut form, &[KeyCode::Up, KeyCode::Up]);
    assert_eq!(form.field().input.text(), "old");
    press(&mut form, &[KeyCode::Down, KeyCode::Down]);
    assert_eq!(form.field().input.text(), "x", "what was typed comes back");
    press(&mut form, &[KeyCode::Up, KeyCode::Down, KeyCode::Down]);
    assert_eq!(form.at, 1);
    press(&mut form, &[KeyCode::Up]);
    assert_eq!(form.at, 0, "nothing was used for the port");
}

#[test]
fn enter_goes_on_and_takes_at_the_last_field() {
    let mut form = form("{{host}} {{port=22}}", &[]);
    assert_eq!(press(&mut form, &[KeyCode::Char('h'), KeyCode::Enter]), Asked::Nothing);
    assert_eq!(form.typed(), [("host", "h")]);
    let control = KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL);
    assert_eq!(form.press(&control), Asked::TakeAndStay);
    press(&mut form, &[KeyCode::Right]);
    assert_eq!(form.typed(), [("host", "h")], "a default is no value of the reader's");
    assert_eq!(press(&mut form, &[KeyCode::Enter]), Asked::Take);
    assert_eq!(form.filled().text.trim_end(), "h 22");
}
