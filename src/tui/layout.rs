//! Which panes stand where. Pure, so that what is computed on a resize, what is drawn and what the
//! mouse points at agree.

use ratatui::layout::{Position, Rect};

use crate::keys::KEYS;

/// One of the three panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Contents,
    Page,
    Results,
}

impl Pane {
    pub const ALL: [Pane; 3] = [Pane::Contents, Pane::Page, Pane::Results];
}

/// What the reader wants of the panes beside the page. A screen gives as much of it as it can.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sides {
    pub shown: Shown,
    /// Columns; without a wish as many as suit the screen.
    pub contents: Option<u16>,
    pub results: Option<u16>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// As many panes as there is room for.
    #[default]
    All,
    /// Beside the page only the one that has the focus.
    Focused,
}

/// Where the panes that are shown stand; the row above them is their titles'.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    pub contents: Option<Rect>,
    pub page: Option<Rect>,
    pub results: Option<Rect>,
    pub footer: Rect,
}

/// At this width all three panes are shown, at the other two.
const THREE: u16 = 110;
const TWO: u16 = 60;
/// Below this there is nothing to be done.
pub const SMALLEST: (u16, u16) = (20, 5);
/// Wider text is hard to read.
const MEASURE: u16 = 100;
/// Columns of the list of keys.
const HELP: u16 = 72;
/// Columns that a pane beside the page has at the least, and that are left to the page.
const LEAST_SIDE: u16 = 14;
const LEAST_PAGE: u16 = 30;

/// Lays the screen out; `None` when it is too small.
pub fn layout(
    (columns, rows): (u16, u16),
    focus: Pane,
    is_searching: bool,
    sides: &Sides,
) -> Option<Layout> {
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return None;
    }
    let pane = |x: u16, width: u16| Some(Rect::new(x, 1, width, rows - 2));
    let mut layout = Layout { footer: Rect::new(0, rows - 1, columns, 1), ..Layout::default() };
    let [contents, page, results] =
        Pane::ALL.map(|pane| is_shown(pane, columns, focus, is_searching, sides.shown));
    if !page {
        let alone = if contents { &mut layout.contents } else { &mut layout.results };
        *alone = pane(0, columns);
        return Some(layout);
    }
    let (left, right) = widths(columns, contents, results, sides);
    let before = if contents { left + 1 } else { 0 };
    let after = if results { right + 1 } else { 0 };
    layout.contents = contents.then(|| pane(0, left)).flatten();
    layout.page = pane(before, columns - before - after);
    layout.results = results.then(|| pane(columns - right, right)).flatten();
    Some(layout)
}

fn is_shown(pane: Pane, columns: u16, focus: Pane, is_searching: bool, shown: Shown) -> bool {
    if pane == focus || columns < TWO {
        return pane == focus;
    }
    match (pane, shown) {
        (Pane::Page, _) => true,
        (_, Shown::Focused) => false,
        _ if columns >= THREE => true,
        // Of two the one with the focus, else that of the search.
        (Pane::Contents, _) => focus == Pane::Page && !is_searching,
        (Pane::Results, _) => focus == Pane::Page && is_searching,
    }
}

/// Columns of the panes left and right of the page, those that are shown.
fn widths(columns: u16, contents: bool, results: bool, sides: &Sides) -> (u16, u16) {
    let room = columns.saturating_sub(LEAST_PAGE + 2);
    let (left, right) = match contents && results {
        // The page gets what code needs first: some 66 columns of 120.
        true => ((columns * 2 / 11).clamp(22, 32), (columns * 7 / 30).clamp(26, 44)),
        // With 22 columns the shorter titles are whole, and a line of code has 51 of 80.
        false => ((columns / 4).clamp(22, 32), (columns / 3).clamp(20, 32)),
    };
    let within = |wish: u16, most: u16| wish.min(most).max(LEAST_SIDE);
    let other = if contents && results { LEAST_SIDE } else { 0 };
    let left = within(sides.contents.unwrap_or(left), room - other);
    let taken = if contents { left } else { 0 };
    (left, within(sides.results.unwrap_or(right), room - taken))
}

/// Where the keys are listed, edges included, over everything but the footer: in two columns where
/// one is too long and there is room.
pub fn help((columns, rows): (u16, u16)) -> Rect {
    let keys = KEYS.len() as u16;
    let most = rows.saturating_sub(1);
    let is_long = keys + 2 > most;
    let (across, long) = match is_long && columns >= 2 * HELP + 2 {
        true => (2, keys.div_ceil(2)),
        false => (1, keys),
    };
    let (width, height) = (columns.min(across * HELP + 2), most.min(long + 2));
    Rect::new((columns - width) / 2, (most - height) / 2, width, height)
}

/// Columns of keys, and rows that they need.
pub fn help_columns(rect: Rect) -> (usize, usize) {
    let across = usize::from(rect.width / HELP).max(1);
    (across, KEYS.len().div_ceil(across))
}

/// Where a window of at most so many columns and rows, edges included, stands over the panes.
pub fn window((columns, rows): (u16, u16), size: (u16, u16)) -> Rect {
    // The footer stays in view.
    let rows = rows.saturating_sub(1);
    let (width, height) = (size.0.min(columns), size.1.min(rows));
    Rect::new((columns - width) / 2, (rows - height) / 3, width, height)
}

impl Layout {
    pub fn pane(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Contents => self.contents,
            Pane::Page => self.page,
            Pane::Results => self.results,
        }
    }

    /// The pane at a place of the screen, its title and its bar included.
    pub fn pane_at(&self, place: Position) -> Option<Pane> {
        let holds = |pane: &Pane| {
            let bar = self.bar(*pane).is_some_and(|bar| bar.contains(place));
            let title = |rect: Rect| Rect { y: 0, height: rect.height + 1, ..rect };
            bar || self.pane(*pane).is_some_and(|rect| title(rect).contains(place))
        };
        Pane::ALL.into_iter().find(holds)
    }

    /// Where the page's text stands: a column is left free on both sides, and where the pane is
    /// wider than anyone wants to read the text stands in its middle.
    pub fn text(&self) -> Option<Rect> {
        let page = self.page?;
        let width = page.width.saturating_sub(2).min(MEASURE);
        Some(Rect { x: page.x + (page.width - width) / 2, width, ..page })
    }

    /// The column of a pane's scroll bar: the line between it and the next, else its last.
    pub fn bar(&self, pane: Pane) -> Option<Rect> {
        let rect = self.pane(pane)?;
        let x = rect.right().min(self.footer.right() - 1);
        Some(Rect { x, width: 1, ..rect })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISHES: [Option<u16>; 4] = [None, Some(0), Some(40), Some(1000)];

    #[test]
    fn panes_never_leave_the_screen_or_overlap() {
        for columns in 20..=400 {
            for rows in [5, 12, 24, 200] {
                for focus in Pane::ALL {
                    for searching in [false, true] {
                        for wish in WISHES {
                            for shown in [Shown::All, Shown::Focused] {
                                let sides = Sides { shown, contents: wish, results: wish };
                                check((columns, rows), focus, searching, &sides);
                            }
                        }
                    }
                }
            }
        }
    }

    fn check(size: (u16, u16), focus: Pane, searching: bool, sides: &Sides) {
        let layout = layout(size, focus, searching, sides).expect("large enough");
        let said = format!("{size:?} {focus:?} {sides:?}: {layout:?}");
        assert!(layout.pane(focus).is_some(), "{said}");
        let mut next = 0;
        for pane in Pane::ALL {
            let Some(rect) = layout.pane(pane) else { continue };
            let least = if pane == Pane::Page { 20 } else { 14 };
            assert!(rect.x >= next && rect.width >= least, "{said}");
            assert_eq!(layout.pane_at(rect.as_position()), Some(pane), "{said}");
            let bar = layout.bar(pane).expect("a pane has one");
            assert!(bar.x < size.0, "{said}");
            assert_eq!(layout.pane_at(bar.as_position()), Some(pane), "{said}");
            next = rect.right();
        }
        assert!(next == size.0 && layout.footer.y == size.1 - 1, "{said}");
        let Some((text, page)) = layout.text().zip(layout.page) else { return };
        assert!(text.x > page.x && text.right() < page.right(), "{said}");
    }

    /// Columns of the panes from left to right.
    #[track_caller]
    fn columns(columns: u16, focus: Pane, sides: Sides, expected: [u16; 3]) {
        let layout = layout((columns, 24), focus, false, &sides).expect("large enough");
        let widths = Pane::ALL.map(|pane| layout.pane(pane).map_or(0, |rect| rect.width));
        assert_eq!(widths, expected);
    }

    #[test]
    fn a_wish_is_met_as_far_as_there_is_room() {
        let wish = |contents, results| Sides {
            contents: Some(contents),
            results: Some(results),
            ..Sides::default()
        };
        columns(120, Pane::Page, Sides::default(), [22, 68, 28]);
        columns(80, Pane::Page, Sides::default(), [22, 57, 0]);
        columns(120, Pane::Page, wish(20, 50), [20, 48, 50]);
        columns(120, Pane::Page, wish(200, 200), [74, 30, 14]);
        columns(80, Pane::Page, wish(40, 20), [40, 39, 0]);
        columns(80, Pane::Results, wish(40, 20), [0, 59, 20]);
        columns(40, Pane::Page, wish(40, 20), [0, 40, 0]);
        let hidden = Sides { shown: Shown::Focused, ..wish(40, 20) };
        columns(120, Pane::Page, hidden, [0, 120, 0]);
        columns(120, Pane::Results, hidden, [0, 99, 20]);
    }

    #[test]
    fn text_stands_in_the_middle_of_a_wide_pane() {
        let hidden = Sides { shown: Shown::Focused, ..Sides::default() };
        let layout = layout((200, 24), Pane::Page, false, &hidden).expect("large enough");
        assert_eq!(layout.text(), Some(Rect::new(50, 1, 100, 22)));
    }

    #[test]
    fn a_tiny_screen_has_no_layout() {
        assert_eq!(layout((5, 2), Pane::Page, false, &Sides::default()), None);
    }
}
