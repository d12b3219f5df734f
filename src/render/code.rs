//! Code in its frame. Code is never wrapped: what is too wide is cut, and scrolls.

use ratatui::text::{Line, Span};

use super::text::fit_end;
use super::wrap::{self, Piece};
use super::{Label, Renderer, Spot, Wide, fit, safe, width};
use crate::book::{Role, Snippet};
use crate::theme::Theme;

/// A tab goes to the next multiple of so many columns.
const TAB: usize = 4;
/// Columns that a name is cut to at the least, with the blanks around it.
const LEAST_NAME: usize = 8;

/// The highlighted lines of a snippet, without a frame.
pub fn snippet(snippet: &Snippet, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut spans = snippet.spans.iter().copied();
    let (mut left, mut role) = spans.next().map_or((usize::MAX, Role::Plain), whole);
    for source in snippet.text.lines() {
        let mut line = Line::default();
        let mut column = 0;
        let mut rest = source;
        while !rest.is_empty() {
            let mut cut = left.min(rest.len());
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            let shown = expanded(&rest[..cut], &mut column);
            line.push_span(Span::styled(shown, theme.code(role)));
            rest = &rest[cut..];
            left = left.saturating_sub(cut);
            if left == 0 {
                (left, role) = spans.next().map_or((usize::MAX, Role::Plain), whole);
            }
        }
        lines.push(line);
        // The newline belongs to a span as well.
        left = left.saturating_sub(1);
        if left == 0 {
            (left, role) = spans.next().map_or((usize::MAX, Role::Plain), whole);
        }
    }
    lines
}

fn whole((length, role): (u16, Role)) -> (usize, Role) {
    (length.into(), role)
}

/// Text made safe, its tabs made blanks, from the column it starts at.
fn expanded(source: &str, column: &mut usize) -> String {
    let mut shown = String::with_capacity(source.len());
    for (index, part) in source.split('\t').enumerate() {
        if index > 0 {
            let blanks = TAB - *column % TAB;
            shown.extend(std::iter::repeat_n(' ', blanks));
            *column += blanks;
        }
        let part = safe(part);
        *column += width(&part);
        shown.push_str(&part);
    }
    shown
}

/// What a frame says of its snippet: what it is, and the file that it is for or nothing.
#[derive(Clone, Copy)]
struct Name<'n> {
    what: &'n str,
    file: &'n str,
}

impl Name<'_> {
    /// In at most so many columns. A file loses its beginning: its own name tells it from others.
    fn within(self, columns: usize) -> String {
        let what = safe(self.what);
        if self.file.is_empty() {
            return fit(&what, columns).into_owned();
        }
        let file = safe(self.file);
        let before = format!("{what} · ");
        match columns.saturating_sub(width(&before)) {
            room if room >= LEAST_NAME.min(width(&file)) => before + &fit_end(&file, room),
            _ => fit(&(before + &file), columns).into_owned(),
        }
    }
}

impl Renderer<'_> {
    pub(super) fn fence(&mut self, index: usize) {
        let id = self.book.snippet_at(self.page, index);
        let snippet = self.book.snippet(id);
        self.fences += 1;
        let start = self.out.lines.len();
        let name = match (&snippet.figure, &snippet.file) {
            (Some(figure), _) => Name { what: figure, file: "" },
            (None, Some(file)) => Name { what: &snippet.lang, file },
            (None, None) => Name { what: &snippet.lang, file: "" },
        };
        let label = match self.options.label {
            Label::Number => self.fences.to_string(),
            Label::Id => self.book.stable_name(id),
        };
        let code = match self.values.is_empty() {
            true => self::snippet(snippet, self.options.theme),
            false => self::snippet(&snippet.with_values(self.values), self.options.theme),
        };
        let widest = code.iter().map(line_width).max().unwrap_or(0);
        let overhang = widest.saturating_sub(self.room().saturating_sub(4));
        self.out.overhang = self.out.overhang.max(overhang);
        let edge = self.edge('┌', '┐', name, &label);
        self.emit(edge);
        for line in code {
            let framed = self.framed(line, widest);
            self.emit(framed);
        }
        let proof = Name { what: snippet.proof.as_deref().unwrap_or_default(), file: "" };
        let edge = self.edge('└', '┘', proof, "");
        self.emit(edge);
        self.out.snippets[index] = Spot { lines: start..self.out.lines.len(), ..Spot::default() };
    }

    /// `┌─ name ───── label ─┐`. What is too long loses its end, a label its beginning: its number
    /// is what tells it from others. A name with hardly any room is left out.
    fn edge(&self, left: char, right: char, name: Name<'_>, label: &str) -> Line<'static> {
        let theme = self.options.theme;
        let room = self.room();
        let spaced = |text: &str| match text {
            "" => String::new(),
            text => format!(" {text} "),
        };
        let label = fit_end(&spaced(&safe(label)), room.saturating_sub(6)).into_owned();
        let left_over = room.saturating_sub(5 + width(&label));
        let whole = spaced(&name.within(usize::MAX));
        let name = match left_over < LEAST_NAME.min(width(&whole)) {
            true => String::new(),
            false => spaced(&name.within(left_over.saturating_sub(2))),
        };
        let between = room.saturating_sub(4 + width(&name) + width(&label));
        Line::from(vec![
            Span::styled(format!("{left}─"), theme.frame),
            Span::styled(name, theme.dim),
            Span::styled("─".repeat(between), theme.frame),
            Span::styled(label, theme.dim),
            Span::styled(format!("─{right}"), theme.frame),
        ])
    }

    /// A line of code whose widest takes so many columns: they scroll together.
    fn framed(&self, code: Line<'static>, widest: usize) -> Line<'static> {
        let frame = self.options.theme.frame;
        let inner = self.room().saturating_sub(4);
        let total = line_width(&code);
        let offset = match self.options.wide {
            Wide::Scroll(offset) => offset.min(widest.saturating_sub(inner)),
            Wide::Keep if total <= inner => 0,
            Wide::Keep => {
                let mut spans = vec![Span::styled("│ ", frame)];
                spans.extend(code.spans);
                return Line::from(spans);
            }
        };
        let left = if offset > 0 && total > 0 { "‹ " } else { "│ " };
        let mut spans = vec![Span::styled(left, frame)];
        let (shown, used) = match offset == 0 && total <= inner {
            true => (code.spans, total),
            false => {
                let shown = window(code, offset, inner);
                let used = shown.iter().map(|span| width(&span.content)).sum();
                (shown, used)
            }
        };
        spans.extend(shown);
        let right = if total > offset + inner { " ›" } else { " │" };
        spans.push(Span::styled(" ".repeat(inner.saturating_sub(used)) + right, frame));
        Line::from(spans)
    }
}

fn line_width(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}

/// The columns of a line from `offset`, at most `columns` of them.
fn window(line: Line<'static>, offset: usize, columns: usize) -> Vec<Span<'static>> {
    let pieces = line.spans.into_iter().map(|span| Piece::new(span.content, span.style)).collect();
    wrap::line(wrap::window(pieces, offset, columns)).spans
}
