//! The book of `tests/fixture` as pictures: its pages, and whole screens of the browser over it.
//! `UPDATE_EXPECT=1 cargo test --test screens` draws them anew; look at each before you keep it.

mod browser;
#[path = "../dice/mod.rs"]
mod dice;
mod fixture;
#[path = "../../src/folder.rs"]
#[allow(unreachable_pub, reason = "a module of several programs")]
mod folder;
mod following;
mod linked;
mod looks;
mod mouse;
mod pages;
mod picker;
mod random;
mod sizes;
mod taking;

use cheat::book;
