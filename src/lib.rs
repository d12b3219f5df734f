//! The Programmer's Compendium in the terminal: a book, found, read and taken.

pub mod book;
pub mod embed;
pub mod index;
pub mod search;
