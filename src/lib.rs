//! The Programmer's Compendium in the terminal: a book, found, read and taken.
//!
//! # The flow
//!
//! One line; nothing points back.
//!
//! ```text
//! compile time   book/*.md, proof.tsv -> Book (or Problems) -> parsed pages, table, index
//!                                                          -> $OUT_DIR/embed
//!                                                                          | include_dir!
//! run time       embedded book ---> Book ------+--> cli: one answer -> stdout
//!                embedded index --> Searcher --+
//!                                              +--> tui: event -> keys -> update(&mut State)
//!                                                        -> Effect; view(&State) -> frame
//!                page -> Document -> render(width, theme) -> lines
//! ```
//!
//! `build.rs` mounts [`book`], [`index`], `highlight.rs` and `folder.rs` (which reads a book's folder,
//! for tests too), so the compiler keeps them low: they cannot use what lies above. The index is
//! built at compile time and read in place; of the book only the table of pages is read at the
//! start, the sections and snippets of a page when it is looked at. A page is laid out as far as it
//! is in view, then drawn, and the rest follows when no key waits
//! ([`tui::state::State::complete`]); pages seen a moment ago stay laid out.
//!
//! What a term counts in a section is worked out when the index is written, so a search reads one
//! list for each term. What a snippet was proven by is `book/proof.tsv`, written by
//! `tests/snippets`; a proof of another text than the present one is not shown, and fails the tests.
//!
//! # Who may use whom
//!
//! | module | may use | never |
//! |---|---|---|
//! | [`book`], [`index`] | std, memchr, pulldown-cmark, serde; tantivy in `index` | I/O, ratatui, anything above |
//! | [`search`] | `book`, `index`, tantivy | writing, ratatui |
//! | [`embed`] | `book`, `search`, include_dir | anything else |
//! | [`render`] | `book`, `theme`, ratatui's text and styles | the terminal, `search`, any size but its width |
//! | [`keys`] | crossterm's plain types | being read below `cli` and `tui`: values are passed on |
//! | [`config`] | `keys`, toml, the reader's files | ratatui, anything above |
//! | [`theme`] | `book`'s roles, `config`'s problems, ratatui's styles | being read below `cli` and `tui` |
//! | [`input`], [`form`] | `book`, `render`'s widths, `theme`, crossterm's keys | the terminal: a line and the placeholders being typed, for `tui` and `pick` |
//! | [`clipboard`], [`opener`] | the outside world | the rest of the program |
//! | [`state`] | serde, its file | ratatui, anything of ours |
//! | [`cli`] | all of the above | `tui`, `pick` |
//! | [`pick`] | `book`, `search`, `render`, `theme`, `state`, crossterm, the words of `cli::message` | stdout: it draws on the terminal itself |
//! | [`tui::state`], [`tui::update`], [`tui::layout`], [`tui::bar`] | `book`, `search`, `render`, `keys`, `theme`, `input`, `form`, the types of [`state`] | the terminal, stdout, `view` |
//! | [`tui::view`] | `tui::state`, `layout`, `theme`, ratatui | changing state, laying pages out |
//! | [`tui`], the loop | all of `tui`, `state`, `clipboard`, `opener`, crossterm, the words of `cli::message` | deciding anything |
//!
//! `restore.rs` holds the ways out that [`tui`] and [`pick`] share: panic and signals.
//!
//! # Invariants
//!
//! 1. The embedded book is valid: the build refused anything else, so reading a page cannot fail.
//! 2. `view` takes `&State`. What depends on the size is computed in `update` on a resize, through
//!    the same pure `layout` that the view uses.
//! 3. Only `render` wraps text, so a scroll offset is an index into its lines, and headings, links,
//!    snippets and matches carry line numbers.
//! 4. A key is named in [`keys::KEYS`] and nowhere else. (The keys of the search box are
//!    readline's, and stand in [`input`] and `tui::update`.)
//! 5. Whatever is typed or pasted into a search box is a query: never an error, never keys.
//! 6. stdout carries results, stderr carries messages. A closed pipe is success.
//! 7. Text from a book never reaches the terminal raw: control characters are shown, not obeyed.
//! 8. Nothing from a book is ever executed.
//! 9. The terminal is left as it was found on every way out; restoring it stands in the panic hook
//!    and the signal path, not only in a `Drop`.

pub mod book;
pub mod cli;
pub mod clipboard;
pub mod config;
pub mod embed;
pub mod form;
pub mod index;
pub mod input;
pub mod keys;
pub mod opener;
pub mod pick;
pub mod render;
mod restore;
pub mod search;
pub mod state;
pub mod theme;
pub mod tui;
