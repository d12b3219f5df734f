//! Lists: bullets, numbers, boxes of tasks; and definitions under their terms.

use ratatui::text::Span;

use super::{Renderer, width};
use crate::book::{Block, Definition, List};

impl Renderer<'_> {
    pub(super) fn list(&mut self, list: &List) {
        let count = list.items.len() as u64;
        let digits =
            list.first.map_or(0, |first| (first + count).saturating_sub(1).to_string().len());
        let is_nested = self.list_depth > 0;
        let is_loose =
            list.items.iter().any(|item| item.blocks.len() > 1 && !is_tight(&item.blocks));
        self.list_depth += 1;
        for (item, number) in list.items.iter().zip(list.first.unwrap_or(0)..) {
            if is_loose && number > list.first.unwrap_or(0) {
                self.blank();
            }
            let bullet = match (item.task, list.first) {
                (Some(true), _) => "☑ ".to_owned(),
                (Some(false), _) => "☐ ".to_owned(),
                (None, Some(_)) => format!("{number:>digits$}. "),
                (None, None) if is_nested => "◦ ".to_owned(),
                (None, None) => "• ".to_owned(),
            };
            let rest = Span::raw(" ".repeat(width(&bullet)));
            let bullet = Span::styled(bullet, self.theme().dim);
            self.within(Some(bullet), rest, |this| this.item(&item.blocks));
        }
        self.list_depth -= 1;
    }

    /// Terms, and below each what it means, set in.
    pub(super) fn definitions(&mut self, definitions: &[Definition]) {
        for (index, definition) in definitions.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            let term = self.inlines(&definition.term, self.theme().strong);
            self.wrapped(&term);
            for meaning in &definition.meanings {
                self.within(None, Span::raw("  "), |this| this.item(meaning));
            }
        }
    }

    fn item(&mut self, blocks: &[Block]) {
        match is_tight(blocks) {
            true => blocks.iter().for_each(|block| self.block(block)),
            false => self.blocks(blocks),
        }
    }
}

/// An item of one paragraph, with perhaps a list under it, has no blank lines inside.
fn is_tight(blocks: &[Block]) -> bool {
    blocks.iter().enumerate().all(|(index, block)| match block {
        Block::Paragraph(_) => index == 0,
        Block::List(_) => true,
        _ => false,
    })
}
