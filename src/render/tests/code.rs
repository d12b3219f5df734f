//! Code and figures: never wrapped, and scrolled no further than there is something to see.

use expect_test::expect;

use super::{Wide, check, check_all, picture, rendered};

#[test]
fn code_is_framed_and_never_wrapped() {
    check_all(
        r##"```sql file=/etc/x.sql
SELECT 1;
	SELECT 2 FROM a_table_with_a_name_that_is_longer_than_a_narrow_page, another_table;
```

    indented"##,
        expect![[r#"
            ┌─ sql · /etc/x.sql ─────────────── 1 ─┐|
            │ SELECT 1;                            │|
            │     SELECT 2 FROM a_table_with_a_nam ›|
            └──────────────────────────────────────┘|
            |
            ┌────────────────────────────────── 2 ─┐|
            │ indented                             │|
            └──────────────────────────────────────┘|
        "#]],
        expect![[r#"
            ┌─ sql · /etc/x.sql ─────────────────────────────────────────────────────── 1 ─┐|
            │ SELECT 1;                                                                    │|
            │     SELECT 2 FROM a_table_with_a_name_that_is_longer_than_a_narrow_page, ano ›|
            └──────────────────────────────────────────────────────────────────────────────┘|
            |
            ┌────────────────────────────────────────────────────────────────────────── 2 ─┐|
            │ indented                                                                     │|
            └──────────────────────────────────────────────────────────────────────────────┘|
        "#]],
        expect![[r#"
            ┌─ sql · /etc/x.sql ─────────────────────────────────────────────────────────────────────────────────────────────── 1 ─┐|
            │ SELECT 1;                                                                                                            │|
            │     SELECT 2 FROM a_table_with_a_name_that_is_longer_than_a_narrow_page, another_table;                              │|
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘|
            |
            ┌────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 2 ─┐|
            │ indented                                                                                                             │|
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘|
        "#]],
    );
}

#[test]
fn figures_keep_their_shape() {
    check_all(
        r##"```text figure="How a kettle boils"
+--------+   heat   +--------------------+   steam   +--------+
|  base  | -------> |  water, 薬缶       | --------> |  lid   |
+--------+          +--------------------+           +--------+
```"##,
        expect![[r#"
            ┌─ How a kettle boils ───────────── 1 ─┐|
            │ +--------+   heat   +--------------- ›|
            │ |  base  | -------> |  water, 薬缶   ›|
            │ +--------+          +--------------- ›|
            └──────────────────────────────────────┘|
        "#]],
        expect![[r#"
            ┌─ How a kettle boils ───────────────────────────────────────────────────── 1 ─┐|
            │ +--------+   heat   +--------------------+   steam   +--------+              │|
            │ |  base  | -------> |  water, 薬缶       | --------> |  lid   |              │|
            │ +--------+          +--------------------+           +--------+              │|
            └──────────────────────────────────────────────────────────────────────────────┘|
        "#]],
        expect![[r#"
            ┌─ How a kettle boils ───────────────────────────────────────────────────────────────────────────────────────────── 1 ─┐|
            │ +--------+   heat   +--------------------+   steam   +--------+                                                      │|
            │ |  base  | -------> |  water, 薬缶       | --------> |  lid   |                                                      │|
            │ +--------+          +--------------------+           +--------+                                                      │|
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘|
        "#]],
    );
}

#[test]
fn each_block_scrolls_as_far_as_it_is_wide() {
    let code = "```\n0123456789abcdefghij\nshort\n```\n\n```\nfits\n```\n";
    expect![[r#"
        ┌────────── 1 ─┐|
        ‹ 456789abcdef ›|
        ‹ t            │|
        └──────────────┘|
        |
        ┌────────── 2 ─┐|
        │ fits         │|
        └──────────────┘|
    "#]]
    .assert_eq(&picture(&rendered(code, 16, Wide::Scroll(4))));
    expect![[r#"
        ┌────────── 1 ─┐|
        ‹ 89abcdefghij │|
        ‹              │|
        └──────────────┘|
        |
        ┌────────── 2 ─┐|
        │ fits         │|
        └──────────────┘|
    "#]]
    .assert_eq(&picture(&rendered(code, 16, Wide::Scroll(80))));
}

#[test]
fn half_a_letter_is_a_blank() {
    let code = "```\n日本語日本語日本語\n```\n";
    expect![[r#"
        ┌────────── 1 ─┐|
        ‹  語日本語日  ›|
        └──────────────┘|
    "#]]
    .assert_eq(&picture(&rendered(code, 16, Wide::Scroll(3))));
}

#[test]
fn where_nothing_scrolls_a_line_stays_whole() {
    expect![[r#"
        ┌────────── 1 ─┐|
        │ 0123456789abcdefghij|
        └──────────────┘|
    "#]]
    .assert_eq(&picture(&rendered("```\n0123456789abcdefghij\n```\n", 16, Wide::Keep)));
}

#[test]
fn a_file_with_a_long_path_keeps_its_own_name() {
    check(
        "```ini file=/etc/systemd/system/nginx.service.d/override.conf\n[Service]\n```",
        40,
        expect![[r#"
            ┌─ ini · …service.d/override.conf ─ 1 ─┐|
            │ [Service]                            │|
            └──────────────────────────────────────┘|
        "#]],
    );
    check(
        "```ini file=/etc/systemd/override.conf\n[Service]\n```",
        20,
        expect![[r#"
        ┌─ ini · /et… ─ 1 ─┐|
        │ [Service]        │|
        └──────────────────┘|
    "#]],
    );
}
