//! The geometry of a scroll bar: how much of a list is in view, and back from a place on the bar to
//! the list. Pure, so that what is drawn and what the mouse takes hold of agree.

use std::ops::Range;

/// A bar beside `shown` of `total` rows, the first of them `from`. It is `height` cells high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    pub height: usize,
    pub total: usize,
    pub shown: usize,
    pub from: usize,
}

impl Bar {
    /// The cells that stand for what is in view; none where all of it is.
    pub fn thumb(&self) -> Option<Range<usize>> {
        if self.total <= self.shown || self.height == 0 {
            return None;
        }
        let length = (self.height * self.shown / self.total).max(1);
        let start = self.from.min(self.last()) * (self.height - length) / self.last();
        Some(start..start + length)
    }

    /// The row that comes first when the thumb begins at this cell.
    pub fn from_at(&self, cell: usize) -> usize {
        let Some(thumb) = self.thumb() else { return 0 };
        let cells = self.height - thumb.len();
        match cells {
            0 => 0,
            cells => (cell.min(cells) * self.last()).div_ceil(cells),
        }
    }

    /// The last row that can come first.
    fn last(&self) -> usize {
        self.total.saturating_sub(self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(height: usize, total: usize, from: usize, expected: &str) {
        let thumb = Bar { height, total, shown: height, from }.thumb().unwrap_or_default();
        let cells = (0..height).map(|cell| if thumb.contains(&cell) { '#' } else { '.' });
        assert_eq!(cells.collect::<String>(), expected);
    }

    #[test]
    fn the_thumb_is_as_long_as_what_is_in_view() {
        check(10, 10, 0, "..........");
        check(10, 20, 0, "#####.....");
        check(10, 20, 5, "..#####...");
        check(10, 20, 10, ".....#####");
        check(4, 1000, 996, "...#");
        check(4, 1000, 995, "..#.");
        check(0, 5, 0, "");
    }

    #[test]
    fn a_cell_of_the_bar_leads_to_where_the_thumb_stands_there() {
        for height in 1..40 {
            for total in 1..200 {
                let bar = Bar { height, total, shown: height, from: 0 };
                let Some(thumb) = bar.thumb() else { continue };
                for cell in 0..=height - thumb.len() {
                    let from = bar.from_at(cell);
                    assert!(from <= total - height);
                    let back = Bar { from, ..bar }.thumb().expect("it scrolls").start;
                    assert!(back == cell || total - height < height, "{height} {total} {cell}");
                }
                assert_eq!(bar.from_at(height), bar.from_at(height - thumb.len()));
            }
        }
    }
}
