//! The form in rows, for whoever draws it: its fields, and the snippet as it would be taken.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Field, Form, Part};
use crate::render::{fit, safe, width};
use crate::theme::Theme;

/// Columns of the longest name of a field.
const LONGEST_NAME: usize = 20;

/// Columns that the names of the fields get.
pub fn name_columns(form: &Form, columns: usize) -> usize {
    let longest = form.fields.iter().map(|field| width(&field.name)).max().unwrap_or_default();
    longest.min(LONGEST_NAME).min(columns / 3)
}

/// A field, and the cursor's column in it.
pub fn field_row(
    theme: &Theme,
    field: &Field,
    is_typed: bool,
    names: usize,
    columns: usize,
) -> (Line<'static>, usize) {
    let (mark, style) = match is_typed {
        true => ("> ", theme.selected),
        false => ("  ", theme.strong),
    };
    let name = fit(&field.name, names).into_owned();
    let blanks = " ".repeat(names.saturating_sub(width(&name)) + 2);
    let before = 2 + names + 2;
    let (typed, column) = field.input.shown(columns.saturating_sub(before).max(1));
    let value = match (&field.default, field.input.text()) {
        (Some(default), "") => Span::styled(safe(default).into_owned(), theme.dim),
        (None, "") => Span::styled(format!("left as {{{{{}}}}}", field.name), theme.dim),
        _ => Span::raw(typed),
    };
    let spans = vec![
        Span::styled(mark, theme.pane_title_focus),
        Span::styled(name, style),
        Span::raw(blanks),
        value,
    ];
    (Line::from(spans), before + column)
}

/// The snippet as it would be taken, and the line and column at which the field being typed ends
/// where it stands first.
pub fn filled_lines(theme: &Theme, form: &Form) -> (Vec<Line<'static>>, (usize, usize)) {
    let (mut line, mut column) = (0, 0);
    let mut wanted = None;
    let mut pieces = Vec::new();
    for part in form.parts() {
        let (text, style, is_typed) = match part {
            Part::Text(text) => (text, theme.text, false),
            Part::Value(text, index) if index == form.at => (text, theme.matched, true),
            Part::Value(text, _) => (text, theme.strong, false),
        };
        line += text.matches('\n').count();
        column = match text.rsplit_once('\n') {
            Some((_, last)) => shown_width(last),
            None => column + shown_width(text),
        };
        if is_typed {
            wanted = wanted.or(Some((line, column)));
        }
        pieces.push((text.to_owned(), style));
    }
    (plain_lines(&pieces), wanted.unwrap_or_default())
}

fn shown_width(text: &str) -> usize {
    width(&shown(text))
}

/// The keys that matter in the field being typed.
pub fn hints(form: &Form) -> String {
    let field = &form.fields[form.at];
    let mut hints = vec![if form.is_last() { "enter take" } else { "enter next" }];
    if field.has_used() {
        hints.push("up last used");
    }
    if field.default.is_some() {
        hints.push("right edit it");
    }
    hints.push("esc back");
    hints.join("  ")
}

/// Text in pieces as lines, made safe.
pub fn plain_lines(pieces: &[(String, Style)]) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    for (text, style) in pieces {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Line::default());
            }
            let shown = shown(part);
            if let (Some(line), false) = (lines.last_mut(), shown.is_empty()) {
                line.push_span(Span::styled(shown, *style));
            }
        }
    }
    while lines.last().is_some_and(|line| line.spans.is_empty()) {
        lines.pop();
    }
    lines
}

fn shown(text: &str) -> String {
    safe(&text.replace('\t', "    ")).into_owned()
}
