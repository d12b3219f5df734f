//! Footnotes: from the mention to the note and back.

use expect_test::expect;

use super::{Wide, check_all, rendered};
use crate::render::{Footnote, Place};

#[test]
fn footnotes() {
    check_all(
        r#"Green tea[^green] wants less heat than black[^black], and green[^GREEN] has two mentions, of which the second may stand on another line.

[^green]: About eighty degrees, which no kettle of the first years could be told to stop at.
[^black]: As hot as it comes.

    With a second paragraph.

Text after them[^late].

[^late]: Below."#,
        expect![[r#"
            Green tea[1] wants less heat than|
            black[2], and green[1] has two mentions,|
            of which the second may stand on another|
            line.|
            |
            [1] About eighty degrees, which no|
                kettle of the first years could be|
                told to stop at.|
            [2] As hot as it comes.|
                |
                With a second paragraph.|
            |
            Text after them[3].|
            |
            [3] Below.|
        "#]],
        expect![[r#"
            Green tea[1] wants less heat than black[2], and green[1] has two mentions, of|
            which the second may stand on another line.|
            |
            [1] About eighty degrees, which no kettle of the first years could be told to|
                stop at.|
            [2] As hot as it comes.|
                |
                With a second paragraph.|
            |
            Text after them[3].|
            |
            [3] Below.|
        "#]],
        expect![[r#"
            Green tea[1] wants less heat than black[2], and green[1] has two mentions, of which the second may stand on another|
            line.|
            |
            [1] About eighty degrees, which no kettle of the first years could be told to stop at.|
            [2] As hot as it comes.|
                |
                With a second paragraph.|
            |
            Text after them[3].|
            |
            [3] Below.|
        "#]],
    );
}

#[test]
fn mentions_and_notes_have_their_places() {
    let markdown = "Tea[^a] and\\\ncoffee[^b], tea[^a] again.\n\n> [^b]: Black.\n\n[^a]: Green.\n";
    let place = |line, start| Place { line, columns: start..start + 3 };
    assert_eq!(
        rendered(markdown, 40, Wide::Scroll(0)).footnotes,
        [
            Footnote { mentions: vec![place(3, 3), place(4, 14)], note: Some(8) },
            Footnote { mentions: vec![place(4, 6)], note: Some(6) },
        ]
    );
}

#[test]
fn a_note_that_is_not_there_yet_has_no_line() {
    let markdown = format!("Tea[^a].\n\n{}[^a]: Green.\n", "words\n\n".repeat(40));
    let until = Some(super::Until { goal: super::Goal::Heading(0), lines: 10 });
    let part = super::rendered_until(&markdown, 40, Wide::Scroll(0), until);
    assert_eq!((part.footnotes[0].mentions.len(), part.footnotes[0].note), (1, None));
}
