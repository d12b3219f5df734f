//! The state as rows of text.
//!
//! ```text
//! > limit req                                                   1/9
//! > Rate limit by IP  Nginx  limit_req_zone $binary_remote_addr ...
//!   Rate limiting     ...
//! ── recipes/nginx#rate-limit-by-ip.1 · nginx · 12 lines ──────────
//! │ limit_req_zone $binary_remote_addr zone=perip:10m rate=10r/s;
//! enter take  tab other  esc leave
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::screen::height;
use super::state::{Choice, State};
use crate::book::Snippet;
use crate::cli::message;
use crate::form::{Form, field_row, filled_lines, hints, name_columns, plain_lines};
use crate::render::{self, fit, safe, width};
use crate::search::Fit;

/// Fewer rows than these have no hints, and fewer than those no snippet.
const WITH_HINTS: usize = 9;
const WITH_SNIPPET: usize = 6;

/// What is drawn: a row each, and where the cursor stands in them.
pub struct Picture {
    pub lines: Vec<Line<'static>>,
    /// Row and column.
    pub cursor: (u16, u16),
}

pub fn view(state: &State<'_>) -> Picture {
    // The last column stays free: a character there leaves terminals between two lines.
    let columns = usize::from(state.size.0).saturating_sub(1).max(1);
    let mut rows = Rows { columns, left: height(state.size.1).into(), lines: Vec::new() };
    let (cursor, keys) = match &state.form {
        Some(form) => (form_rows(state, form, &mut rows), hints(form)),
        None => (list_rows(state, &mut rows), "enter take  tab other  esc leave".to_owned()),
    };
    if rows.height() >= WITH_HINTS {
        rows.push(Line::styled(keys, state.theme.footer));
    }
    Picture { lines: rows.lines, cursor }
}

/// The rows so far.
struct Rows {
    columns: usize,
    left: usize,
    lines: Vec<Line<'static>>,
}

impl Rows {
    /// Adds a row, cut at the edge.
    fn push(&mut self, line: Line<'_>) {
        if self.left > 0 {
            self.left -= 1;
            self.lines.push(cut(&line, self.columns));
        }
    }

    fn height(&self) -> usize {
        self.left + self.lines.len()
    }

    /// How the rows below the first are shared: for a list of so many, and for the snippet.
    fn shared(&self, listed: usize) -> (usize, usize) {
        let body = self.left - usize::from(self.height() >= WITH_HINTS);
        match self.height() >= WITH_SNIPPET {
            true => {
                let list = listed.clamp(1, body / 2);
                // One goes to the line above the snippet.
                (list, body - list - 1)
            }
            false => (body, 0),
        }
    }
}

/// A line cut to so many columns.
fn cut(line: &Line<'_>, columns: usize) -> Line<'static> {
    let mut left = columns;
    let mut spans = Vec::new();
    for span in &line.spans {
        let piece = fit(&span.content, left).into_owned();
        left = left.saturating_sub(width(&piece));
        let is_cut = piece.len() != span.content.len();
        spans.push(Span::styled(piece, line.style.patch(span.style)));
        if is_cut {
            break;
        }
    }
    Line::from(spans)
}

fn list_rows(state: &State<'_>, rows: &mut Rows) -> (u16, u16) {
    let cursor = query_row(state, rows);
    let (list, code) = rows.shared(rows.height() / 2);
    let from = state.row.saturating_sub(list.saturating_sub(1));
    let shown = state.hits.iter().enumerate().skip(from).take(list);
    let hits: Vec<Line<'_>> = shown.map(|(index, choice)| hit_row(state, choice, index)).collect();
    hits.into_iter().for_each(|line| rows.push(line));
    if let (Some(choice), 1..) = (state.choice(), code) {
        let snippet = state.book.snippet(choice.snippets[choice.at]);
        rule(state, choice, rows);
        for line in snippet_rows(state, choice, snippet, code) {
            rows.push(line);
        }
    }
    (0, cursor)
}

/// The query, and how it is answered; gives the cursor's column.
fn query_row(state: &State<'_>, rows: &mut Rows) -> u16 {
    let answer = match (state.hits.len(), &state.corrected, state.fit) {
        _ if state.query.text().trim().is_empty() => "type to search".to_owned(),
        (0, ..) => "nothing found".to_owned(),
        (count, Some(corrected), _) => format!("{corrected}: {}/{count}", state.row + 1),
        (count, None, Fit::Partial) => format!("some words: {}/{count}", state.row + 1),
        (count, None, _) => format!("{}/{count}", state.row + 1),
    };
    let answer = safe(&answer).into_owned();
    let room = rows.columns.saturating_sub(2 + 1 + width(&answer)).max(rows.columns / 2);
    let (text, column) = state.query.shown(room);
    let blanks = rows.columns.saturating_sub(2 + width(&text) + width(&answer));
    rows.push(Line::from(vec![
        Span::styled("> ", state.theme.pane_title_focus),
        Span::raw(text),
        Span::raw(" ".repeat(blanks.max(1))),
        Span::styled(answer, state.theme.dim),
    ]));
    (2 + column).min(rows.columns) as u16
}

fn hit_row(state: &State<'_>, choice: &Choice, index: usize) -> Line<'static> {
    let book = state.book;
    let section = book.section(choice.section);
    let page = book.page(section.page);
    let (mark, style) = match index == state.row {
        true => ("> ", state.theme.selected),
        false => ("  ", state.theme.strong),
    };
    let page = if section.level == 1 { &page.slug } else { &page.title };
    let mut line = Line::from(vec![
        Span::styled(mark, state.theme.pane_title_focus),
        Span::styled(safe(&section.title).into_owned(), style),
        Span::styled(format!("  {}  ", safe(page)), state.theme.dim),
    ]);
    let text = &choice.excerpt.text;
    let mut done = 0;
    for lit in &choice.excerpt.lit {
        line.push_span(Span::raw(safe(&text[done..lit.start]).into_owned()));
        line.push_span(Span::styled(safe(&text[lit.clone()]).into_owned(), state.theme.matched));
        done = lit.end;
    }
    line.push_span(Span::raw(safe(&text[done..]).into_owned()));
    line
}

/// The line above the snippet: which one it is.
fn rule(state: &State<'_>, choice: &Choice, rows: &mut Rows) {
    let id = choice.snippets[choice.at];
    let snippet = state.book.snippet(id);
    let lines = message::count(snippet.template().lines().count(), "line");
    let mut facts = vec![safe(&state.book.stable_name(id)).into_owned()];
    facts.extend((!snippet.lang.is_empty()).then(|| safe(&snippet.lang).into_owned()));
    facts.push(lines);
    if choice.snippets.len() > 1 {
        facts.push(format!("{} of {}", choice.at + 1, choice.snippets.len()));
    }
    rows.push(Line::styled(format!("── {} ", facts.join(" · ")), state.theme.dim));
}

/// The snippet from the line that answers.
fn snippet_rows(
    state: &State<'_>,
    choice: &Choice,
    snippet: &Snippet,
    room: usize,
) -> Vec<Line<'static>> {
    // Of a transcript only the commands are taken, which have no colours of their own.
    let lines: Vec<Line<'static>> = match &*snippet.lang {
        "console" => plain_lines(&[(snippet.template(), Style::new())]),
        _ => render::snippet(snippet, &state.theme),
    };
    let answer = choice.excerpt.text.trim();
    let holds = |line: &Line<'_>| !answer.is_empty() && text(line).contains(answer);
    let answering = lines.iter().position(holds).unwrap_or_default();
    part(state, lines, answering, room)
}

/// So many of the lines, this one among them, behind a bar.
fn part(
    state: &State<'_>,
    lines: Vec<Line<'static>>,
    wanted: usize,
    room: usize,
) -> Vec<Line<'static>> {
    let last = lines.len().saturating_sub(room);
    let from = wanted.saturating_sub(room / 3).min(last);
    let shown = lines.into_iter().skip(from).take(room);
    let barred = |mut line: Line<'static>| {
        line.spans.insert(0, Span::styled("│ ", state.theme.frame));
        line
    };
    shown.map(barred).collect()
}

fn text(line: &Line<'_>) -> String {
    line.spans.iter().map(|span| &*span.content).collect()
}

fn form_rows(state: &State<'_>, form: &Form, rows: &mut Rows) -> (u16, u16) {
    let name = state.snippet().map(|id| state.book.stable_name(id)).unwrap_or_default();
    let title = format!("fill in {}", safe(&name));
    let (fields, code) = match rows.height() {
        // Hardly more than the field itself has room.
        1 => (1, 0),
        _ => {
            rows.push(Line::styled(title, state.theme.strong));
            rows.shared(form.fields.len())
        }
    };
    let names = name_columns(form, rows.columns);
    let from = form.at.saturating_sub(fields.saturating_sub(1));
    let mut cursor = (0, 0);
    for (index, field) in form.fields.iter().enumerate().skip(from).take(fields) {
        let is_typed = index == form.at;
        let (line, column) = field_row(&state.theme, field, is_typed, names, rows.columns);
        if is_typed {
            // Both fit: the columns are those of a terminal.
            cursor = (rows.lines.len() as u16, column.min(rows.columns) as u16);
        }
        rows.push(line);
    }
    if code > 0 {
        rows.push(Line::styled("──", state.theme.dim));
        let (lines, (wanted, _)) = filled_lines(&state.theme, form);
        for line in part(state, lines, wanted, code) {
            rows.push(line);
        }
    }
    cursor
}
