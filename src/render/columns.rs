//! How the columns of a table share its width: so that it takes few lines and parts no word.

use super::wrap::Words;

/// Columns between two cells.
pub(super) const GAP: usize = 2;
/// A column as wide as this may part longer words; one that needs less parts none.
const NARROWEST: usize = 8;
/// Columns that a cell is given where the table scrolls, unless its words ask for more.
const SCROLLED: usize = 28;
/// A cell of more than two lines in a column narrower than this is hard to read.
const LADDER: usize = 12;
/// Lines that it is worth to keep a word whole.
const WHOLE_WORD: usize = 3;
/// With more columns, or words, than these, the first guess has to do.
const MOST_COLUMNS: usize = 12;
const MOST_WORDS: usize = 10_000;

/// Widths of columns, in columns of the terminal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Widths {
    Fitting(Vec<usize>),
    /// There are too many for the room.
    TooWide(Vec<usize>),
}

/// A column's cells from the top, its head among them.
pub(super) type Column<'p> = Vec<Words<'p>>;

pub(super) fn widths(columns: &[Column<'_>], room: usize) -> Widths {
    let natural = most(columns, Words::natural);
    let all = room;
    let room = all.saturating_sub(GAP * columns.len().saturating_sub(1));
    if natural.iter().sum::<usize>() <= room {
        return Widths::Fitting(natural);
    }
    let longest = most(columns, Words::longest);
    let least: Vec<usize> = longest.iter().map(|longest| (*longest).min(NARROWEST)).collect();
    if least.iter().sum::<usize>() > room {
        return Widths::TooWide(scrolled(&longest, &natural, all));
    }
    let from = if longest.iter().sum::<usize>() <= room { &longest } else { &least };
    let first = in_proportion(from, &natural, room);
    let words: usize = columns.iter().flatten().map(Words::len).sum();
    if columns.len() > MOST_COLUMNS || words > MOST_WORDS {
        return Widths::Fitting(first);
    }
    // Also from where one column has all that it could use: small steps might not get there.
    let starts = (0..columns.len()).filter_map(|index| {
        let mut from = from.clone();
        from[index] = natural[index];
        (from.iter().sum::<usize>() <= room).then(|| in_proportion(&from, &natural, room))
    });
    let starts: Vec<Vec<usize>> = std::iter::once(first).chain(starts).collect();
    Widths::Fitting(Search::new(columns, least, natural).best_of(starts))
}

/// The first column stands still, if it leaves half of the room to the others.
fn scrolled(longest: &[usize], natural: &[usize], room: usize) -> Vec<usize> {
    let most = longest.iter().map(|longest| SCROLLED.max(*longest).min(room).max(1));
    let mut widths: Vec<usize> =
        most.zip(natural).map(|(most, natural)| most.min(*natural)).collect();
    if let Some(first) = widths.first_mut() {
        *first = (*first).min((room / 2).saturating_sub(GAP).max(NARROWEST));
    }
    widths
}

/// The most that a cell of each column has by some measure; 1 at least.
fn most<'p>(columns: &[Column<'p>], measure: fn(&Words<'p>) -> usize) -> Vec<usize> {
    let of = |column: &Column<'p>| column.iter().map(measure).max().unwrap_or(0).max(1);
    columns.iter().map(of).collect()
}

/// What is left over is shared out by what each column lacks.
fn in_proportion(from: &[usize], natural: &[usize], room: usize) -> Vec<usize> {
    let mut spare = room - from.iter().sum::<usize>();
    let mut lacking: usize = natural.iter().sum::<usize>() - from.iter().sum::<usize>();
    let mut widths = from.to_vec();
    for (width, natural) in widths.iter_mut().zip(natural) {
        let lacks = natural - *width;
        let share = (spare * lacks).checked_div(lacking).unwrap_or(0);
        *width += share;
        spare -= share;
        lacking -= lacks;
    }
    widths
}

/// Moves columns from one to another while the table gets better by it.
struct Search<'s, 'p> {
    columns: &'s [Column<'p>],
    least: Vec<usize>,
    natural: Vec<usize>,
    /// A row says nothing in its first column: the eye does not see where it begins.
    has_headless: bool,
}

/// What a column comes to at a width.
struct Outcome {
    /// Lines of each cell.
    lines: Vec<usize>,
    broken: usize,
    /// Lines too many of its cells that are tall and narrow.
    rungs: usize,
}

impl<'s, 'p> Search<'s, 'p> {
    fn new(columns: &'s [Column<'p>], least: Vec<usize>, natural: Vec<usize>) -> Search<'s, 'p> {
        let first = columns.first().map_or(&[][..], Vec::as_slice);
        let has_headless = first.iter().skip(1).any(|cell| cell.len() == 0);
        Search { columns, least, natural, has_headless }
    }

    fn best_of(&self, starts: Vec<Vec<usize>>) -> Vec<usize> {
        let found = starts.into_iter().map(|start| self.best(start));
        found.min_by_key(|(cost, _)| *cost).map(|(_, widths)| widths).unwrap_or_default()
    }

    /// The cost and widths that small steps lead to.
    fn best(&self, mut widths: Vec<usize>) -> (usize, Vec<usize>) {
        let start = widths.iter().enumerate().map(|(index, width)| self.outcome(index, *width));
        let mut outcomes: Vec<Outcome> = start.collect();
        let mut cost = self.cost(&outcomes);
        for step in [8, 4, 2, 1] {
            while let Some((less, better)) = self.step(step, &mut widths, &mut outcomes, cost) {
                debug_assert!(less < cost);
                cost = less;
                let (from, to) = better;
                widths[from] -= step;
                widths[to] += step;
                outcomes[from] = self.outcome(from, widths[from]);
                outcomes[to] = self.outcome(to, widths[to]);
            }
        }
        (cost, widths)
    }

    /// The best move of `step` columns, if there is one that lowers the cost.
    fn step(
        &self,
        step: usize,
        widths: &mut [usize],
        outcomes: &mut [Outcome],
        cost_now: usize,
    ) -> Option<(usize, (usize, usize))> {
        let mut best = None;
        let mut lowest = cost_now;
        for from in 0..widths.len() {
            if widths[from] < self.least[from] + step {
                continue;
            }
            let narrower = self.outcome(from, widths[from] - step);
            let kept = std::mem::replace(&mut outcomes[from], narrower);
            for to in (0..widths.len()).filter(|to| *to != from) {
                if widths[to] + step > self.natural[to] {
                    continue;
                }
                let wider = self.outcome(to, widths[to] + step);
                let before = std::mem::replace(&mut outcomes[to], wider);
                let cost = self.cost(outcomes);
                outcomes[to] = before;
                if cost < lowest {
                    (lowest, best) = (cost, Some((cost, (from, to))));
                }
            }
            outcomes[from] = kept;
        }
        best
    }

    fn outcome(&self, column: usize, width: usize) -> Outcome {
        let cells = &self.columns[column];
        let lines: Vec<usize> = cells.iter().map(|cell| cell.count(width)).collect();
        let rungs = match width < LADDER {
            true => lines.iter().map(|lines| lines.saturating_sub(2)).sum(),
            false => 0,
        };
        Outcome { rungs, broken: cells.iter().map(|cell| cell.broken(width)).sum(), lines }
    }

    /// Lines of the table, with something on top for each word that is parted and for cells that
    /// are ladders of a word or two.
    fn cost(&self, outcomes: &[Outcome]) -> usize {
        let rows = outcomes.first().map_or(0, |first| first.lines.len());
        let height =
            |row: usize| outcomes.iter().map(|column| column.lines[row]).max().unwrap_or(1);
        let lines: usize = (0..rows).map(height).sum();
        let is_first_tall =
            outcomes.first().is_some_and(|first| first.lines.iter().skip(1).any(|n| *n > 1));
        let is_parted = is_first_tall || self.has_headless && lines > rows;
        let broken: usize = outcomes.iter().map(|column| column.broken).sum();
        let rungs: usize = outcomes.iter().map(|column| column.rungs).sum();
        lines + rungs + if is_parted { rows } else { 0 } + WHOLE_WORD * broken
    }
}
