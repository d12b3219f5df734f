//! Where results go: standard output, through a pager when a person would have to scroll, with
//! colour only where it is wanted.

use std::cell::LazyCell;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use crossterm::style::{Attribute, Attributes, ContentStyle, PrintStyledContent, StyledContent};
use crossterm::{QueueableCommand, terminal};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

use super::args::{Common, When};
use super::looks::{last_known, looks};
use crate::config::OnDemand;
use crate::render;
use crate::theme::{Looks, Theme};

/// Standard output and what is known of who reads it.
pub struct Output {
    /// A person reads it: lay things out for reading.
    pub is_for_reading: bool,
    /// Made when it is first used.
    pub theme: LazyCell<Theme, Box<dyn FnOnce() -> Theme>>,
    /// Columns.
    pub width: usize,
    looks: Looks,
    /// Rows of the screen, when there is one.
    height: Option<usize>,
    is_terminal: bool,
    is_coloured: bool,
    is_paged: bool,
}

/// Columns of a page in a pipe, unless COLUMNS says otherwise.
const WIDTH: usize = 80;
/// Text wider than this is hard to read.
const WIDEST: usize = 100;

impl Output {
    /// The config is read only where there are colours to choose.
    ///
    /// # Errors
    /// When the command line names a theme that is unknown.
    pub fn new(common: &Common, config: &OnDemand) -> anyhow::Result<Output> {
        let is_terminal = io::stdout().is_terminal();
        let is_for_reading = is_terminal && !common.plain;
        let size = if is_terminal { terminal::size().ok() } else { None };
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = columns.or(size.map(|(columns, _)| columns.into())).unwrap_or(WIDTH);
        let is_coloured = is_coloured(common, is_terminal);
        let looks = match is_coloured || common.theme.is_some() {
            true => looks(common, config)?,
            false => Looks::plain(),
        };
        let looks = if is_coloured { looks } else { Looks::plain() };
        let theme = looks.clone();
        Ok(Output {
            is_for_reading,
            theme: LazyCell::new(Box::new(move || last_known(theme).theme())),
            looks,
            width: width.clamp(20, if is_for_reading { WIDEST } else { usize::MAX }),
            height: size.map(|(_, rows)| rows.into()),
            is_terminal,
            is_coloured,
            is_paged: is_for_reading
                && !common.no_pager
                && env::var("TERM").as_deref() != Ok("dumb"),
        })
    }

    /// The browser's colours: none where none are wanted. It recalls the ground itself.
    pub fn browser_looks(&self) -> Looks {
        self.looks.clone()
    }

    /// The picker's theme: it draws on the terminal, wherever standard output goes.
    ///
    /// # Errors
    /// As [`Output::new`].
    pub fn picker_theme(&self, common: &Common, config: &OnDemand) -> anyhow::Result<Theme> {
        let looks = match is_coloured(common, true) {
            true => looks(common, config)?,
            false => Looks::plain(),
        };
        Ok(last_known(looks).theme())
    }

    /// Prints text as it is.
    pub fn text(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Prints text of the book to the byte. On a terminal its control characters are shown, not
    /// obeyed.
    pub fn exact(&self, text: &str) -> io::Result<()> {
        if !self.is_terminal {
            return self.text(text);
        }
        let line = |line: &str| line.split('\t').map(render::safe).collect::<Vec<_>>().join("\t");
        self.text(&text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Prints styled lines; what is longer than the screen goes through the pager.
    pub fn lines(&self, lines: &[Line<'_>]) -> io::Result<()> {
        let bytes = self.bytes(lines)?;
        let is_long = self.height.is_some_and(|height| lines.len() >= height);
        if self.is_paged && is_long && page(&bytes) {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()
    }

    fn bytes(&self, lines: &[Line<'_>]) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for line in lines {
            match self.is_coloured {
                true => write_line(&mut bytes, line)?,
                false => {
                    line.spans.iter().for_each(|span| bytes.extend(span.content.as_bytes()));
                }
            }
            while bytes.last() == Some(&b' ') {
                bytes.pop();
            }
            bytes.push(b'\n');
        }
        Ok(bytes)
    }
}

/// A line with its colours, as a terminal reads them.
pub fn write_line(bytes: &mut Vec<u8>, line: &Line<'_>) -> io::Result<()> {
    for span in &line.spans {
        let style = line.style.patch(span.style);
        if style == Style::default() {
            bytes.extend_from_slice(span.content.as_bytes());
        } else {
            let content = StyledContent::new(content_style(style), &span.content);
            bytes.queue(PrintStyledContent(content))?;
        }
    }
    Ok(())
}

/// Whether colour is wanted where it could be shown.
fn is_coloured(common: &Common, is_terminal: bool) -> bool {
    match common.color {
        When::Always => !common.plain,
        When::Never => false,
        When::Auto => !common.plain && wants_colour(is_terminal),
    }
}

/// NO_COLOR and CLICOLOR_FORCE as their conventions say; a dumb terminal gets none.
fn wants_colour(is_terminal: bool) -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("NO_COLOR") {
        return false;
    }
    if env::var("CLICOLOR_FORCE").is_ok_and(|value| !value.is_empty() && value != "0") {
        return true;
    }
    is_terminal
        && env::var("TERM").as_deref() != Ok("dumb")
        && env::var("CLICOLOR").as_deref() != Ok("0")
}

/// Gives the bytes to the pager; `false` when there is none and they must be printed.
fn page(bytes: &[u8]) -> bool {
    let pager = env::var("PAGER").unwrap_or_else(|_| "less -FRX".to_owned());
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return false };
    let child = Command::new(program).args(words).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        // Who leaves the pager before the end closes the pipe; that is no error.
        let _ = stdin.write_all(bytes);
    }
    child.wait().is_ok()
}

fn content_style(style: Style) -> ContentStyle {
    let attributes = [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::DIM, Attribute::Dim),
        (Modifier::ITALIC, Attribute::Italic),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
        (Modifier::CROSSED_OUT, Attribute::CrossedOut),
    ];
    let set = attributes.iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    ContentStyle {
        foreground_color: style.fg.and_then(colour),
        background_color: style.bg.and_then(colour),
        underline_color: None,
        attributes: set.fold(Attributes::default(), |all, (_, attribute)| all.with(*attribute)),
    }
}

/// `None` for the terminal's own colour.
fn colour(colour: Color) -> Option<crossterm::style::Color> {
    use crossterm::style::Color as Terminal;
    Some(match colour {
        Color::Reset => return None,
        Color::Black => Terminal::Black,
        Color::Red => Terminal::DarkRed,
        Color::Green => Terminal::DarkGreen,
        Color::Yellow => Terminal::DarkYellow,
        Color::Blue => Terminal::DarkBlue,
        Color::Magenta => Terminal::DarkMagenta,
        Color::Cyan => Terminal::DarkCyan,
        Color::Gray => Terminal::Grey,
        Color::DarkGray => Terminal::DarkGrey,
        Color::LightRed => Terminal::Red,
        Color::LightGreen => Terminal::Green,
        Color::LightYellow => Terminal::Yellow,
        Color::LightBlue => Terminal::Blue,
        Color::LightMagenta => Terminal::Magenta,
        Color::LightCyan => Terminal::Cyan,
        Color::White => Terminal::White,
        Color::Rgb(r, g, b) => Terminal::Rgb { r, g, b },
        Color::Indexed(index) => Terminal::AnsiValue(index),
    })
}
