//! The Programmer's Compendium in the terminal: a book, found, read and taken.

pub mod book;
pub mod cli;
pub mod clipboard;
pub mod embed;
pub mod index;
pub mod keys;
pub mod render;
pub mod search;
pub mod theme;
pub mod tui;
