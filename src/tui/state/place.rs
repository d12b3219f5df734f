//! Where on a page the reader is, whatever its width: the same text comes first again when the
//! page was laid out anew.

use std::ops::Range;

use super::State;
use crate::book::PageId;
use crate::render::Rendered;

/// A place of a page that outlives its layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Top {
    /// Index of the landmark at or above it.
    landmark: usize,
    offset: Offset,
}

/// How far it is from the landmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offset {
    /// Code is never wrapped: its lines are always the same.
    Lines(usize),
    /// Letters and digits, and how many there are until the next landmark. Where lines are wrapped
    /// otherwise blanks come and go, so do the bars of quotes and the rules of tables.
    Letters { before: usize, of: usize },
}

/// A place that was kept through the last layout, and the line it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    page: PageId,
    scroll: usize,
    top: Top,
}

impl State<'_> {
    /// The place that comes first in view. After a layout it is the one that was kept, not the
    /// beginning of the line it came to: else a storm of resizes would carry the reader away.
    pub(super) fn top(&self) -> Top {
        let (page, scroll) = (self.reader.page, self.reader.scroll);
        match self.reader.kept {
            Some(kept) if (kept.page, kept.scroll) == (page, scroll) => kept.top,
            _ => top(&self.reader.rendered, scroll),
        }
    }

    /// Scrolls to a place.
    pub(super) fn keep(&mut self, top: Top) {
        self.reader.scroll = line(&self.reader.rendered, top);
        self.clamp();
        let (page, scroll) = (self.reader.page, self.reader.scroll);
        self.reader.kept = Some(Kept { page, scroll, top });
    }
}

fn top(rendered: &Rendered, scroll: usize) -> Top {
    let landmarks = landmarks(rendered);
    let at = landmarks.partition_point(|landmark| landmark.lines.start <= scroll);
    let landmark = at.saturating_sub(1);
    let Landmark { lines, is_code } = landmarks[landmark].clone();
    if is_code {
        return Top { landmark, offset: Offset::Lines(scroll - lines.start) };
    }
    let before = letters(rendered, lines.start..scroll);
    Top { landmark, offset: Offset::Letters { before, of: letters(rendered, lines) } }
}

fn line(rendered: &Rendered, top: Top) -> usize {
    let landmarks = landmarks(rendered);
    let Some(Landmark { lines, .. }) = landmarks.get(top.landmark).cloned() else { return 0 };
    let (mut left, of) = match top.offset {
        Offset::Lines(below) => return (lines.start + below).min(lines.end.saturating_sub(1)),
        Offset::Letters { before, of } => (before, of),
    };
    // What scrolls sideways is cut, so that there may be more letters or fewer than there were.
    let all = letters(rendered, lines.clone());
    if all == 0 {
        return lines.start;
    }
    if all != of {
        left = left * all / of.max(1);
    }
    let last = lines.end.saturating_sub(1);
    for line in lines {
        let here = letters(rendered, line..line + 1);
        if here > left {
            return line;
        }
        left -= here;
    }
    last
}

/// The stretches of a page: each begins at the top, a heading, a fence, or where a fence ends.
#[derive(Debug, Clone)]
struct Landmark {
    lines: Range<usize>,
    is_code: bool,
}

/// At each width the same, apart from their lines.
fn landmarks(rendered: &Rendered) -> Vec<Landmark> {
    let mut starts = vec![(0, false)];
    starts
        .extend(rendered.headings.iter().filter(|line| **line != usize::MAX).map(|l| (*l, false)));
    let fences = rendered.snippets.iter().filter(|spot| spot.columns.is_none());
    for fence in fences.filter(|spot| !spot.lines.is_empty()) {
        starts.extend([(fence.lines.start, true), (fence.lines.end, false)]);
    }
    // Stable: where a fence begins in the very line another stretch does, it comes behind that.
    starts.sort_by_key(|(line, is_code)| (*line, *is_code));
    let ends: Vec<usize> = starts.iter().skip(1).map(|(line, _)| *line).collect();
    let ends = ends.into_iter().chain([rendered.lines.len()]);
    let stretch = |((start, is_code), end)| Landmark { lines: start..end, is_code };
    starts.into_iter().zip(ends).map(stretch).collect()
}

fn letters(rendered: &Rendered, lines: Range<usize>) -> usize {
    let lines = rendered.lines.get(lines).unwrap_or_default();
    let spans = lines.iter().flat_map(|line| &line.spans);
    spans.map(|span| span.content.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}
