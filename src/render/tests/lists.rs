//! Lists, quotes, alerts, and what stands in them.

use expect_test::expect;

use super::{check, check_all};

#[test]
fn bullets_and_numbers() {
    check_all(
        r#"- one that is described at such length that its line has to be broken, and once more at eighty
  - nested, which is described at such length that its line has to be broken
    - deeper
- two

9. nine
10. ten, which hangs under its own first word when it is described at length
    1. inner
    2. other"#,
        expect![[r#"
            • one that is described at such length|
              that its line has to be broken, and|
              once more at eighty|
              ◦ nested, which is described at such|
                length that its line has to be|
                broken|
                ◦ deeper|
            • two|
            |
             9. nine|
            10. ten, which hangs under its own first|
                word when it is described at length|
                1. inner|
                2. other|
        "#]],
        expect![[r#"
            • one that is described at such length that its line has to be broken, and once|
              more at eighty|
              ◦ nested, which is described at such length that its line has to be broken|
                ◦ deeper|
            • two|
            |
             9. nine|
            10. ten, which hangs under its own first word when it is described at length|
                1. inner|
                2. other|
        "#]],
        expect![[r#"
            • one that is described at such length that its line has to be broken, and once more at eighty|
              ◦ nested, which is described at such length that its line has to be broken|
                ◦ deeper|
            • two|
            |
             9. nine|
            10. ten, which hangs under its own first word when it is described at length|
                1. inner|
                2. other|
        "#]],
    );
}

#[test]
fn tasks_tight_and_loose() {
    check_all(
        r#"- [x] done
- [ ] open, and it takes a while when the kettle is full to the brim
  - [x] part of it

<!-- -->

- [x] loose

  with a second paragraph

- [ ] and open"#,
        expect![[r#"
            ☑ done|
            ☐ open, and it takes a while when the|
              kettle is full to the brim|
              ☑ part of it|
            |
            ☑ loose|
              |
              with a second paragraph|
            |
            ☐ and open|
        "#]],
        expect![[r#"
            ☑ done|
            ☐ open, and it takes a while when the kettle is full to the brim|
              ☑ part of it|
            |
            ☑ loose|
              |
              with a second paragraph|
            |
            ☐ and open|
        "#]],
        expect![[r#"
            ☑ done|
            ☐ open, and it takes a while when the kettle is full to the brim|
              ☑ part of it|
            |
            ☑ loose|
              |
              with a second paragraph|
            |
            ☐ and open|
        "#]],
    );
}

#[test]
fn code_quotes_and_tables_in_lists() {
    check_all(
        r#"- An item

  ```sh
  kettle --fill --with 'much more water than a narrow page is wide' | boil
  ```

  > quoted in it
  >
  > > and again

  | a | b |
  |---|---|
  | one cell | another cell that is long enough to wrap at forty |

- Next"#,
        expect![[r#"
            • An item|
              |
              ┌─ sh ─────────────────────────── 1 ─┐|
              │ kettle --fill --with 'much more wa ›|
              └────────────────────────────────────┘|
              |
              ▎ quoted in it|
              ▎ |
              ▎ ▎ and again|
              |
              a         b|
              ──────────────────────────────────────|
              one cell  another cell that is long|
                        enough to wrap at forty|
            |
            • Next|
        "#]],
        expect![[r#"
            • An item|
              |
              ┌─ sh ─────────────────────────────────────────────────────────────────── 1 ─┐|
              │ kettle --fill --with 'much more water than a narrow page is wide' | boil   │|
              └────────────────────────────────────────────────────────────────────────────┘|
              |
              ▎ quoted in it|
              ▎ |
              ▎ ▎ and again|
              |
              a         b|
              ───────────────────────────────────────────────────────────|
              one cell  another cell that is long enough to wrap at forty|
            |
            • Next|
        "#]],
        expect![[r#"
            • An item|
              |
              ┌─ sh ─────────────────────────────────────────────────────────────────────────────────────────────────────────── 1 ─┐|
              │ kettle --fill --with 'much more water than a narrow page is wide' | boil                                           │|
              └────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘|
              |
              ▎ quoted in it|
              ▎ |
              ▎ ▎ and again|
              |
              a         b|
              ───────────────────────────────────────────────────────────|
              one cell  another cell that is long enough to wrap at forty|
            |
            • Next|
        "#]],
    );
}

#[test]
fn quotes_and_alerts() {
    check_all(
        r#"> Tea is
> mostly water.
>
> > Said by someone else, at such length that it needs another line below the first.
> >
> > - and a list

> [!NOTE]
> The lid is round.

> [!TIP]
> Warm the pot.

> [!IMPORTANT]
> Fill it *before* it boils, or `kettle --boil` does nothing at all.

> [!WARNING]
> It is hot.

> [!CAUTION]
> - Never open the lid.
> - Never lean over it.

---

After the rule."#,
        expect![[r#"
            ▎ Tea is mostly water.|
            ▎ |
            ▎ ▎ Said by someone else, at such length|
            ▎ ▎ that it needs another line below the|
            ▎ ▎ first.|
            ▎ ▎ |
            ▎ ▎ • and a list|
            |
            ▎ Note|
            ▎ The lid is round.|
            |
            ▎ Tip|
            ▎ Warm the pot.|
            |
            ▎ Important|
            ▎ Fill it before it boils, or kettle|
            ▎ --boil does nothing at all.|
            |
            ▎ Warning|
            ▎ It is hot.|
            |
            ▎ Caution|
            ▎ • Never open the lid.|
            ▎ • Never lean over it.|
            |
            ────────────────────────────────────────|
            |
            After the rule.|
        "#]],
        expect![[r#"
            ▎ Tea is mostly water.|
            ▎ |
            ▎ ▎ Said by someone else, at such length that it needs another line below the|
            ▎ ▎ first.|
            ▎ ▎ |
            ▎ ▎ • and a list|
            |
            ▎ Note|
            ▎ The lid is round.|
            |
            ▎ Tip|
            ▎ Warm the pot.|
            |
            ▎ Important|
            ▎ Fill it before it boils, or kettle --boil does nothing at all.|
            |
            ▎ Warning|
            ▎ It is hot.|
            |
            ▎ Caution|
            ▎ • Never open the lid.|
            ▎ • Never lean over it.|
            |
            ────────────────────────────────────────────────────────────────────────────────|
            |
            After the rule.|
        "#]],
        expect![[r#"
            ▎ Tea is mostly water.|
            ▎ |
            ▎ ▎ Said by someone else, at such length that it needs another line below the first.|
            ▎ ▎ |
            ▎ ▎ • and a list|
            |
            ▎ Note|
            ▎ The lid is round.|
            |
            ▎ Tip|
            ▎ Warm the pot.|
            |
            ▎ Important|
            ▎ Fill it before it boils, or kettle --boil does nothing at all.|
            |
            ▎ Warning|
            ▎ It is hot.|
            |
            ▎ Caution|
            ▎ • Never open the lid.|
            ▎ • Never lean over it.|
            |
            ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────|
            |
            After the rule.|
        "#]],
    );
}

#[test]
fn definitions() {
    check_all(
        r#"kettle
: what water is boiled in, described at such length that its line has to be broken

`--fill` and *more*
: first meaning
: second meaning

loose

: A paragraph.

  ```sh
  kettle
  ```

- **bold term**: as most write it, described at such length that its line has to be broken
- **other**: short"#,
        expect![[r#"
            kettle|
              what water is boiled in, described at|
              such length that its line has to be|
              broken|
            |
            --fill and more|
              first meaning|
              second meaning|
            |
            loose|
              A paragraph.|
              |
              ┌─ sh ─────────────────────────── 1 ─┐|
              │ kettle                             │|
              └────────────────────────────────────┘|
            |
            • bold term: as most write it, described|
              at such length that its line has to be|
              broken|
            • other: short|
        "#]],
        expect![[r#"
            kettle|
              what water is boiled in, described at such length that its line has to be|
              broken|
            |
            --fill and more|
              first meaning|
              second meaning|
            |
            loose|
              A paragraph.|
              |
              ┌─ sh ─────────────────────────────────────────────────────────────────── 1 ─┐|
              │ kettle                                                                     │|
              └────────────────────────────────────────────────────────────────────────────┘|
            |
            • bold term: as most write it, described at such length that its line has to be|
              broken|
            • other: short|
        "#]],
        expect![[r#"
            kettle|
              what water is boiled in, described at such length that its line has to be broken|
            |
            --fill and more|
              first meaning|
              second meaning|
            |
            loose|
              A paragraph.|
              |
              ┌─ sh ─────────────────────────────────────────────────────────────────────────────────────────────────────────── 1 ─┐|
              │ kettle                                                                                                             │|
              └────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘|
            |
            • bold term: as most write it, described at such length that its line has to be broken|
            • other: short|
        "#]],
    );
}

/// Where there is no room to hang, bullets are still there, and no line is wider than asked.
#[test]
fn lists_deeper_than_the_page_is_wide() {
    check(
        &(0..12)
            .map(|depth| format!("{}- level {depth} of it\n", "  ".repeat(depth)))
            .collect::<String>(),
        20,
        expect![[r#"
            • level 0 of it|
              ◦ level 1 of it|
                ◦ level 2 of it|
                  ◦ level 3 of|
                    it|
                    ◦ level 4 of|
                    it|
                    ◦ level 5 of|
                    it|
                    ◦ level 6 of|
                    it|
                    ◦ level 7 of|
                    it|
                    ◦ level 8 of|
                    it|
                    ◦ level 9 of|
                    it|
                    ◦ level 10|
                    of it|
                    ◦ level 11|
                    of it|
        "#]],
    );
}
