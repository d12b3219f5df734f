//! Which panes stand where. Pure, so that what is computed on a resize and what is drawn agree.

use ratatui::layout::Rect;

/// One of the three panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Contents,
    Page,
    Results,
}

/// Where the panes that are shown stand; the rows above them are their titles.
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

/// Lays the screen out; `None` when it is too small.
pub fn layout(columns: u16, rows: u16, focus: Pane, is_searching: bool) -> Option<Layout> {
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return None;
    }
    let height = rows - 2;
    let pane = |x: u16, width: u16| Some(Rect::new(x, 1, width, height));
    let mut layout = Layout { footer: Rect::new(0, rows - 1, columns, 1), ..Layout::default() };
    let side_pane = |width: u16| (columns / 4).clamp(24, width);
    if columns >= THREE {
        let (left, right) = (side_pane(32), side_pane(44));
        layout.contents = pane(0, left);
        layout.page = pane(left + 1, columns - left - right - 2);
        layout.results = pane(columns - right, right);
    } else if columns >= TWO {
        let side = (columns / 3).clamp(20, 32);
        if is_searching || focus == Pane::Results {
            layout.page = pane(0, columns - side - 1);
            layout.results = pane(columns - side, side);
        } else {
            layout.contents = pane(0, side);
            layout.page = pane(side + 1, columns - side - 1);
        }
    } else {
        match focus {
            Pane::Contents => layout.contents = pane(0, columns),
            Pane::Page => layout.page = pane(0, columns),
            Pane::Results => layout.results = pane(0, columns),
        }
    }
    Some(layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_leave_the_screen_or_overlap() {
        for columns in 20..400 {
            for rows in [5, 12, 24, 200] {
                for focus in [Pane::Contents, Pane::Page, Pane::Results] {
                    for searching in [false, true] {
                        let layout = layout(columns, rows, focus, searching).expect("large enough");
                        let panes = [layout.contents, layout.page, layout.results];
                        let mut next = 0;
                        for pane in panes.into_iter().flatten() {
                            assert!(pane.x >= next && pane.width >= 10, "{columns}x{rows}");
                            next = pane.right();
                        }
                        assert!(next <= columns && layout.footer.y == rows - 1);
                    }
                }
            }
        }
    }

    #[test]
    fn a_tiny_screen_has_no_layout() {
        assert_eq!(layout(5, 2, Pane::Page, false), None);
    }
}
