//! Text: how wide it is, and where its lines end.

use expect_test::expect;

use super::check_all;

#[test]
fn emphasis_code_and_breaks() {
    check_all(
        r#"A *long* paragraph of **several** words, ~~a mistake~~, `code  with  blanks` and a
soft break, after which it goes on for longer than a line has room.\
A hard one.<br>And another. <!-- a comment --> The   end."#,
        expect![[r#"
            A long paragraph of several words, a|
            mistake, code  with  blanks and a soft|
            break, after which it goes on for longer|
            than a line has room.|
            A hard one.|
            And another. The end.|
        "#]],
        expect![[r#"
            A long paragraph of several words, a mistake, code  with  blanks and a soft|
            break, after which it goes on for longer than a line has room.|
            A hard one.|
            And another. The end.|
        "#]],
        expect![[r#"
            A long paragraph of several words, a mistake, code  with  blanks and a soft break, after which it goes on for longer|
            than a line has room.|
            A hard one.|
            And another. The end.|
        "#]],
    );
}

#[test]
fn long_words_and_addresses() {
    check_all(
        r#"The address https://example.org/a/path/that/is/longer/than/a/line/could/be?with=parameters&and=more is parted at its joints, as is idle_in_transaction_session_timeout, and ConcurrentInterpreterPoolExecutorFactoryBeanWithoutAnyBlank; xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is parted anywhere."#,
        expect![[r#"
            The address|
            https://example.org/a/path/that/is/|
            longer/than/a/line/could/be?with=|
            parameters&and=more is parted at its|
            joints, as is|
            idle_in_transaction_session_timeout, and|
            ConcurrentInterpreterPoolExecutorFactory|
            BeanWithoutAnyBlank;|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
            xxxxxxxxxxxxxx is parted anywhere.|
        "#]],
        expect![[r#"
            The address|
            https://example.org/a/path/that/is/longer/than/a/line/could/be?with=parameters&|
            and=more is parted at its joints, as is idle_in_transaction_session_timeout, and|
            ConcurrentInterpreterPoolExecutorFactoryBeanWithoutAnyBlank;|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is parted anywhere.|
        "#]],
        expect![[r#"
            The address https://example.org/a/path/that/is/longer/than/a/line/could/be?with=parameters&and=more is parted at its|
            joints, as is idle_in_transaction_session_timeout, and ConcurrentInterpreterPoolExecutorFactoryBeanWithoutAnyBlank;|
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|
            xxxxxxxxxxxxxx is parted anywhere.|
        "#]],
    );
}

#[test]
fn ideographs() {
    check_all(
        r#"急須でお茶を淹れるときは、まずお湯を沸かしてから少し冷まします。「熱湯」は使いません。 Then latin words 漢字 between them, **強調**された文字、and 한국어 문장은 띄어쓰기로 나뉩니다 그리고 계속됩니다."#,
        expect![[r#"
            急須でお茶を淹れるときは、まずお湯を沸か|
            してから少し冷まします。「熱湯」は使いま|
            せん。 Then latin words 漢字 between|
            them, 強調された文字、and 한국어 문장은|
            띄어쓰기로 나뉩니다 그리고 계속됩니다.|
        "#]],
        expect![[r#"
            急須でお茶を淹れるときは、まずお湯を沸かしてから少し冷まします。「熱湯」は使いま|
            せん。 Then latin words 漢字 between them, 強調された文字、and 한국어 문장은|
            띄어쓰기로 나뉩니다 그리고 계속됩니다.|
        "#]],
        expect![[r#"
            急須でお茶を淹れるときは、まずお湯を沸かしてから少し冷まします。「熱湯」は使いません。 Then latin words 漢字 between|
            them, 強調された文字、and 한국어 문장은 띄어쓰기로 나뉩니다 그리고 계속됩니다.|
        "#]],
    );
}

#[test]
fn emoji_and_marks() {
    check_all(
        "A teapot 🫖, a family 👨\u{200d}👩\u{200d}👧, a flag 🇯🇵, a thumb 👍🏽, a heart ❤\u{fe0f} and é made of two signs: é; Ζ\u{336}a\u{336}l\u{336}g\u{336}o\u{336} and กำลัง, शब्द, العربية, a mark alone \u{301} and a \u{200b}\u{ad}zero width.",
        expect![[r#"
            A teapot 🫖, a family 👨‍👩‍👧, a flag 🇯🇵, a|
            thumb 👍🏽, a heart ❤️ and é made of two|
            signs: é; Ζ̶a̶l̶g̶o̶ and กำลัง, शब्द, العربية,|
            a mark alone ◌́ and a|
            <U+200B><U+00AD>zero width.|
        "#]],
        expect![[r#"
            A teapot 🫖, a family 👨‍👩‍👧, a flag 🇯🇵, a thumb 👍🏽, a heart ❤️ and é made of two|
            signs: é; Ζ̶a̶l̶g̶o̶ and กำลัง, शब्द, العربية, a mark alone ◌́ and a|
            <U+200B><U+00AD>zero width.|
        "#]],
        expect![[r#"
            A teapot 🫖, a family 👨‍👩‍👧, a flag 🇯🇵, a thumb 👍🏽, a heart ❤️ and é made of two signs: é; Ζ̶a̶l̶g̶o̶ and กำลัง, शब्द, العربية, a|
            mark alone ◌́ and a <U+200B><U+00AD>zero width.|
        "#]],
    );
}

#[test]
fn links_and_images() {
    check_all(
        r#"See [the page](#t), [outside](https://example.org/kettle?cups=2), <https://example.org>, [](#t), ![image of a kettle](img/kettle.png), ![](bare.png) and [![badge](badge.svg)](https://example.org)."#,
        expect![[r#"
            See the page, outside,|
            https://example.org, #t, image of a|
            kettle (img/kettle.png), image|
            (bare.png) and badge (badge.svg).|
        "#]],
        expect![[r#"
            See the page, outside, https://example.org, #t, image of a kettle|
            (img/kettle.png), image (bare.png) and badge (badge.svg).|
        "#]],
        expect![[r#"
            See the page, outside, https://example.org, #t, image of a kettle (img/kettle.png), image (bare.png) and badge|
            (badge.svg).|
        "#]],
    );
}
