//! A snippet being filled in.

use crate::book::SnippetId;
use crate::form::Form;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    pub snippet: SnippetId,
    pub form: Form,
}
