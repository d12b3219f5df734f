//! Tables: shared widths, wrapped cells, and what is done when nothing fits.

use expect_test::expect;

use super::{Wide, check, check_all, picture, rendered};

#[test]
fn columns_take_what_they_need() {
    check_all(
        r#"| option | meaning | n |
|---|---|--:|
| `-a` | all of them, hidden ones too | 1 |
| `-b` | short | 22 |"#,
        expect![[r#"
            option  meaning                        n|
            ────────────────────────────────────────|
            -a      all of them, hidden ones too   1|
            -b      short                         22|
        "#]],
        expect![[r#"
            option  meaning                        n|
            ────────────────────────────────────────|
            -a      all of them, hidden ones too   1|
            -b      short                         22|
        "#]],
        expect![[r#"
            option  meaning                        n|
            ────────────────────────────────────────|
            -a      all of them, hidden ones too   1|
            -b      short                         22|
        "#]],
    );
}

#[test]
fn columns_are_balanced() {
    check_all(
        r#"| setting | since | bounds | when over |
|---|---|---|---|
| `lock_timeout` | 9.3 | one wait for a lock | error 55P03 |
| `statement_timeout` | | one statement, waits included | error 57014 |
| `idle_in_transaction_session_timeout` | 9.6 | doing nothing in a transaction | session ends, 25P03 |
| `transaction_timeout` | 17 | one transaction | session ends, 25P04 |"#,
        expect![[r#"
            setting     since  bounds        when|
                                             over|
            ────────────────────────────────────────|
            lock_       9.3    one wait for  error|
            timeout            a lock        55P03|
            |
            statement_         one           error|
            timeout            statement,    57014|
                               waits         |
                               included      |
            |
            idle_in_    9.6    doing         session|
            transactio         nothing in a  ends,|
            n_session_         transaction   25P03|
            timeout                          |
            |
            transactio  17     one           session|
            n_timeout          transaction   ends,|
                                             25P04|
        "#]],
        expect![[r#"
            setting                              since  bounds                when over|
            ────────────────────────────────────────────────────────────────────────────────|
            lock_timeout                         9.3    one wait for a lock   error 55P03|
            statement_timeout                           one statement, waits  error 57014|
                                                        included              |
            idle_in_transaction_session_timeout  9.6    doing nothing in a    session ends,|
                                                        transaction           25P03|
            transaction_timeout                  17     one transaction       session ends,|
                                                                              25P04|
        "#]],
        expect![[r#"
            setting                              since  bounds                          when over|
            ───────────────────────────────────────────────────────────────────────────────────────────────|
            lock_timeout                         9.3    one wait for a lock             error 55P03|
            statement_timeout                           one statement, waits included   error 57014|
            idle_in_transaction_session_timeout  9.6    doing nothing in a transaction  session ends, 25P03|
            transaction_timeout                  17     one transaction                 session ends, 25P04|
        "#]],
    );
}

#[test]
fn rows_stand_apart_where_their_first_cell_wraps() {
    check_all(
        r#"| message | cause and cure |
|---|---|
| 502, connect() failed (111: Connection refused) while connecting to upstream | app down or other port |
| 413, client intended to send too large body | `client_max_body_size` |
| | and a row without a first cell, which would else belong to the one above |"#,
        expect![[r#"
            message             cause and cure|
            ────────────────────────────────────────|
            502, connect()      app down or other|
            failed (111:        port|
            Connection          |
            refused) while      |
            connecting to       |
            upstream            |
            |
            413, client         client_max_body_size|
            intended to send    |
            too large body      |
            |
                                and a row without a|
                                first cell, which|
                                would else belong to|
                                the one above|
        "#]],
        expect![[r#"
            message                                       cause and cure|
            ────────────────────────────────────────────────────────────────────────────────|
            502, connect() failed (111: Connection        app down or other port|
            refused) while connecting to upstream         |
            |
            413, client intended to send too large body   client_max_body_size|
            |
                                                          and a row without a first cell,|
                                                          which would else belong to the one|
                                                          above|
        "#]],
        expect![[r#"
            message                                                                       cause and cure|
            ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────|
            502, connect() failed (111: Connection refused) while connecting to upstream  app down or other port|
            |
            413, client intended to send too large body                                   client_max_body_size|
            |
                                                                                          and a row without a first cell, which|
                                                                                          would else belong to the one above|
        "#]],
    );
}

#[test]
fn alignment_and_marks_in_cells() {
    check_all(
        r#"| left | centre | right |
|:-----|:------:|------:|
| **bold** | `a\|b` | 1 |
| [link](#t) | ~~no~~ | 22222 |
| 日本語 | 🫖 | é |
| only one |"#,
        expect![[r#"
            left      centre  right|
            ───────────────────────|
            bold       a|b        1|
            link        no    22222|
            日本語      🫖        é|
            only one               |
        "#]],
        expect![[r#"
            left      centre  right|
            ───────────────────────|
            bold       a|b        1|
            link        no    22222|
            日本語      🫖        é|
            only one               |
        "#]],
        expect![[r#"
            left      centre  right|
            ───────────────────────|
            bold       a|b        1|
            link        no    22222|
            日本語      🫖        é|
            only one               |
        "#]],
    );
}

const WIDE: &str = "| name | monday | tuesday | wednesday | thursday | friday | saturday |\n|---|---|---|---|---|---|---|\n\
| first | running | waiting | [stopped](#t) | running | running | unknown |\n\
| second | stopped | stopped | stopped | stopped | stopped | 日本語日本語 |\n";

#[test]
fn what_does_not_fit_scrolls_beside_its_first_column() {
    check(
        WIDE,
        40,
        expect![[r#"
        name    monday   tuesday  wednesday  thu|
        ───────────────────────────────────────›|
        first   running  waiting  stopped    run|
        second  stopped  stopped  stopped    sto|
    "#]],
    );
    expect![[r#"
        name    sday  wednesday  thursday  frida|
        ────────‹──────────────────────────────›|
        first   ting  stopped    running   runni|
        second  pped  stopped    stopped   stopp|
    "#]]
    .assert_eq(&picture(&rendered(WIDE, 40, Wide::Scroll(12))));
    expect![[r#"
        name     thursday  friday   saturday|
        ────────‹───────────────────────────────|
        first    running   running  unknown|
        second   stopped   stopped  日本語日本語|
    "#]]
    .assert_eq(&picture(&rendered(WIDE, 40, Wide::Scroll(900))));
}

#[test]
fn however_many_columns_there_are_each_is_as_wide_as_its_words() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(500));
    let table = row("head") + &row("---") + &row("a cell");
    check(
        &table,
        40,
        expect![[r#"
        head    head    head    head    head    |
        ───────────────────────────────────────›|
        a cell  a cell  a cell  a cell  a cell  |
    "#]],
    );
    let end = rendered(&table, 40, Wide::Scroll(usize::MAX));
    expect![[r#"
        head      head    head    head    head|
        ────────‹───────────────────────────────|
        a cell    a cell  a cell  a cell  a cell|
    "#]]
    .assert_eq(&picture(&end));
    assert_eq!(end.overhang, 500 * 6 + 499 * 2 - 40);
}

#[test]
fn links_know_where_they_are_scrolled_to() {
    let at =
        |offset| rendered(WIDE, 40, Wide::Scroll(offset)).links.first().map(|l| l.columns.clone());
    assert_eq!([at(0), at(12), at(900)], [Some(26..33), Some(14..21), None]);
}

#[test]
fn where_nothing_scrolls_each_row_is_a_list() {
    expect![[r#"
        name: first|
        monday: running|
        tuesday: waiting|
        wednesday: stopped|
        thursday: running|
        friday: running|
        saturday: unknown|
        |
        name: second|
        monday: stopped|
        tuesday: stopped|
        wednesday: stopped|
        thursday: stopped|
        friday: stopped|
        saturday: 日本語日本語|
    "#]]
    .assert_eq(&picture(&rendered(WIDE, 40, Wide::Keep)));
}

#[test]
fn where_nothing_can_be_followed_addresses_stand_below() {
    let table = "| for | see |\n|---|---|\n| workers by load | [cheaper](https://example.org/en/latest/Cheaper.html), [zerg](https://example.org/en/latest/Zerg.html) |\n";
    expect![[r#"
        for              see|
        ──────────────────────────────|
        workers by load  cheaper, zerg|
        |
        cheaper|
          <https://example.org/en/latest/|
          Cheaper.html>|
        zerg|
          <https://example.org/en/latest/Zerg.|
          html>|
    "#]]
    .assert_eq(&picture(&rendered(table, 40, Wide::Keep)));
    check(
        table,
        40,
        expect![[r#"
        for              see|
        ──────────────────────────────|
        workers by load  cheaper, zerg|
    "#]],
    );
}

#[test]
fn a_cell_does_not_become_a_ladder() {
    check(
        r#"| | bridge | MACVLAN |
|---|---|---|
| to be reached from the LAN | port mapping (NAT) | directly |
| address from | a network of the host's own | the LAN |"#,
        44,
        expect![[r#"
                             bridge             MACVLAN|
            ────────────────────────────────────────────|
            to be reached    port mapping       directly|
            from the LAN     (NAT)              |
            |
            address from     a network of the   the LAN|
                             host's own         |
        "#]],
    );
}
