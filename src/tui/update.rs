//! Events change the state; what has to happen outside comes back as an effect.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};

use super::layout::Pane;
use super::state::{Entry, Location, Message, Overlay, Row, Search, State};
use crate::book::{PageId, Place, SnippetId};
use crate::keys::{Action, action, action_of, begins_more, name};
use crate::search::Hits;

/// What the loop has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    None,
    /// Put this place's text on the clipboard.
    Copy {
        place: Place,
        verbatim: bool,
    },
    Suspend,
    Redraw,
    /// Leave with this exit status.
    Quit(u8),
}

/// The exit status of Ctrl-C.
const INTERRUPTED: u8 = 130;
/// Rows a turn of the wheel moves.
const WHEEL: isize = 3;
/// Columns a key scrolls wide code by.
const SIDEWAYS: usize = 8;

pub fn update(state: &mut State<'_>, event: &Event) -> Effect {
    if !state.search.as_ref().is_some_and(|search| search.is_typing) {
        state.complete();
    }
    match event {
        Event::Resize(columns, rows) => {
            state.size = (*columns, *rows);
            state.lay_out();
            state.clamp();
            Effect::None
        }
        Event::Key(key) if key.kind != KeyEventKind::Release => press(state, key),
        Event::Paste(text) => {
            open_search(state);
            type_in(state, text);
            Effect::None
        }
        Event::Mouse(mouse) => {
            match mouse.kind {
                MouseEventKind::ScrollDown => scroll(state, WHEEL),
                MouseEventKind::ScrollUp => scroll(state, -WHEEL),
                _ => {}
            }
            Effect::None
        }
        _ => Effect::None,
    }
}

fn press(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    state.message = None;
    if action(key) == Some(Action::Interrupt) {
        return Effect::Quit(INTERRUPTED);
    }
    if state.search.as_ref().is_some_and(|search| search.is_typing) {
        return type_key(state, key);
    }
    if let Some(Overlay::Links(typed)) = state.overlay {
        choose_link(state, typed, key);
        return Effect::None;
    }
    if let Some(first) = state.pending.take() {
        let both = first + &name(key).unwrap_or_default();
        return match action_of(&both) {
            Some(action) => act(state, action, None),
            None => Effect::None,
        };
    }
    if let Some(key) = name(key).filter(|key| begins_more(key)) {
        state.pending = Some(key);
        return Effect::None;
    }
    if let KeyCode::Char(digit @ '0'..='9') = key.code
        && key.modifiers.is_empty()
        && (digit != '0' || state.count.is_some())
    {
        let digit = digit as usize - '0' as usize;
        state.count = Some((state.count.unwrap_or(0) * 10 + digit).min(99_999));
        return Effect::None;
    }
    let count = state.count.take();
    match action(key) {
        Some(action) => act(state, action, count),
        None => Effect::None,
    }
}

fn act(state: &mut State<'_>, action: Action, count: Option<usize>) -> Effect {
    if let Some(Overlay::Help(from)) = state.overlay {
        state.overlay = match action {
            Action::Down | Action::HalfDown | Action::PageDown => Some(Overlay::Help(from + 1)),
            Action::Up | Action::HalfUp | Action::PageUp => {
                Some(Overlay::Help(from.saturating_sub(1)))
            }
            _ => None,
        };
        return Effect::None;
    }
    let times = count.unwrap_or(1) as isize;
    let page = state.page_height().saturating_sub(2).max(1) as isize;
    match action {
        Action::Search => open_search(state),
        Action::Open => open(state),
        Action::Cancel => cancel(state),
        Action::NextPane => turn_focus(state, 1),
        Action::PreviousPane => turn_focus(state, 2),
        Action::Down => step(state, times),
        Action::Up => step(state, -times),
        Action::HalfDown => step(state, times * (page / 2).max(1)),
        Action::HalfUp => step(state, -times * (page / 2).max(1)),
        Action::PageDown => step(state, times * page),
        Action::PageUp => step(state, -times * page),
        Action::LineDown => scroll(state, times),
        Action::LineUp => scroll(state, -times),
        Action::Top => step(state, isize::MIN / 2),
        Action::Bottom => step(state, isize::MAX / 2),
        Action::Left | Action::Right => sideways(state, action),
        Action::NextMatch => step_match(state, Way::Forward),
        Action::PreviousMatch => step_match(state, Way::Back),
        Action::NextSnippet => next_snippet(state),
        Action::PreviousSnippet => previous_snippet(state),
        Action::CopySnippet => return copy(state, count, false),
        Action::CopyVerbatim => return copy(state, count, true),
        Action::CopySection => return copy_section(state),
        Action::Follow => match state.links_in_view().is_empty() {
            true => say(state, "no link in view"),
            false => state.overlay = Some(Overlay::Links(None)),
        },
        Action::Back => travel(state, Way::Back),
        Action::Forward => travel(state, Way::Forward),
        Action::Help => state.overlay = Some(Overlay::Help(0)),
        Action::Suspend => return Effect::Suspend,
        Action::Redraw => return Effect::Redraw,
        Action::Quit => return Effect::Quit(0),
        Action::Interrupt => return Effect::Quit(INTERRUPTED),
    }
    Effect::None
}

fn open_search(state: &mut State<'_>) {
    let before = match &state.search {
        Some(search) => search.before.clone(),
        None => state.location(),
    };
    let (text, hits) = (String::new(), Hits::default());
    state.search = Some(Search { text, cursor: 0, is_typing: true, hits, row: 0, before });
    state.overlay = None;
    state.focus = Pane::Results;
    state.lay_out();
}

fn type_in(state: &mut State<'_>, text: &str) {
    let Some(search) = &mut state.search else { return };
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    search.text.insert_str(search.cursor, &line);
    search.cursor += line.len();
    state.ask();
}

fn type_key(state: &mut State<'_>, key: &KeyEvent) -> Effect {
    let Some(search) = &mut state.search else { return Effect::None };
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, is_control) {
        (KeyCode::Esc, _) => cancel(state),
        (KeyCode::Enter, _) => open(state),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => move_hit(state, 1),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => move_hit(state, -1),
        (KeyCode::Tab, _) => {
            search.is_typing = false;
            state.lay_out();
        }
        (KeyCode::Char('y'), true) => return copy(state, None, false),
        (KeyCode::Char('z'), true) => return Effect::Suspend,
        (KeyCode::Char('l'), true) => return Effect::Redraw,
        (KeyCode::Char('a'), true) | (KeyCode::Home, _) => search.cursor = 0,
        (KeyCode::Char('e'), true) | (KeyCode::End, _) => search.cursor = search.text.len(),
        (KeyCode::Left, _) => search.cursor = before(&search.text, search.cursor),
        (KeyCode::Right, _) => search.cursor = after(&search.text, search.cursor),
        (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => {
            let from = before(&search.text, search.cursor);
            cut(state, from);
        }
        (KeyCode::Char('u'), true) => cut(state, 0),
        (KeyCode::Char('w'), true) => {
            let kept = search.text[..search.cursor].trim_end();
            let from = kept.rfind(' ').map_or(0, |blank| blank + 1);
            cut(state, from);
        }
        (KeyCode::Char(c), false) => type_in(state, c.encode_utf8(&mut [0; 4])),
        _ => {}
    }
    Effect::None
}

/// Takes away what stands between `from` and the cursor.
fn cut(state: &mut State<'_>, from: usize) {
    let Some(search) = &mut state.search else { return };
    search.text.replace_range(from..search.cursor, "");
    search.cursor = from;
    state.ask();
}

fn before(text: &str, at: usize) -> usize {
    text[..at].char_indices().next_back().map_or(0, |(start, _)| start)
}

fn after(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(at, |c| at + c.len_utf8())
}

fn move_hit(state: &mut State<'_>, by: isize) {
    let Some(search) = &mut state.search else { return };
    let last = search.hits.hits.len().saturating_sub(1);
    search.row = search.row.saturating_add_signed(by).min(last);
    state.show_hit();
}

fn open(state: &mut State<'_>) {
    match state.focus {
        Pane::Contents => match state.rows().get(state.contents.row) {
            Some(Row::Part(part)) => fold(state, *part),
            Some(Row::Page(page)) => {
                let page = *page;
                visit(state, Place::Page(page));
            }
            None => {}
        },
        Pane::Results if state.search.is_some() => open_hit(state),
        Pane::Results => match state.outline().get(state.outline_row) {
            Some(Entry::Section(section)) => visit(state, Place::Section(*section)),
            Some(Entry::Snippet(snippet)) => visit(state, Place::Snippet(*snippet)),
            None => {}
        },
        Pane::Page => {}
    }
}

fn fold(state: &mut State<'_>, part: u32) {
    if !state.contents.folded.remove(&part) {
        state.contents.folded.insert(part);
    }
}

/// Goes to a place for good: the way back is kept, the page gets the focus.
fn visit(state: &mut State<'_>, place: Place) {
    state.leave();
    let row = state.outline_row;
    state.go(place);
    if state.focus == Pane::Results {
        state.outline_row = row;
    }
    state.focus = Pane::Page;
    state.lay_out();
}

fn open_hit(state: &mut State<'_>) {
    if state.selected_hit().is_none() {
        return;
    }
    if let Some(search) = &mut state.search {
        search.is_typing = false;
        let before = search.before.clone();
        if state.back.last() != Some(&before) {
            state.back.push(before);
        }
        state.forward.clear();
    }
    state.focus = Pane::Page;
    state.lay_out();
    state.show_hit();
}

/// One step back: out of the box to where the reader was, or out of the hits.
fn cancel(state: &mut State<'_>) {
    let Some(search) = state.search.take() else {
        state.reader.focus = None;
        return;
    };
    if search.is_typing {
        state.return_to(&search.before);
    }
    state.focus = Pane::Page;
    state.lay_out();
    state.find_matches();
}

fn turn_focus(state: &mut State<'_>, by: usize) {
    let panes = [Pane::Contents, Pane::Page, Pane::Results];
    let now = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    state.focus = panes[(now + by) % panes.len()];
    state.lay_out();
}

fn step(state: &mut State<'_>, by: isize) {
    match state.focus {
        Pane::Page => scroll(state, by),
        Pane::Contents => {
            let last = state.rows().len().saturating_sub(1);
            state.contents.row = state.contents.row.saturating_add_signed(by).min(last);
        }
        Pane::Results if state.search.is_some() => move_hit(state, by),
        Pane::Results => {
            let last = state.outline().len().saturating_sub(1);
            state.outline_row = state.outline_row.saturating_add_signed(by).min(last);
        }
    }
}

fn scroll(state: &mut State<'_>, by: isize) {
    state.reader.scroll = state.reader.scroll.saturating_add_signed(by);
    state.clamp();
}

/// In the contents folds and unfolds; in the page scrolls wide code.
fn sideways(state: &mut State<'_>, action: Action) {
    if state.focus == Pane::Contents {
        let part = match state.rows().get(state.contents.row) {
            Some(Row::Part(part)) => Some(*part),
            Some(Row::Page(page)) => state.book.page(*page).part,
            None => None,
        };
        let Some(part) = part else { return };
        match action {
            Action::Left => state.contents.folded.insert(part),
            _ => state.contents.folded.remove(&part),
        };
        let row = state.rows().iter().position(|row| *row == Row::Part(part));
        state.contents.row = row.unwrap_or(0);
        return;
    }
    let most = state.reader.rendered.widest;
    state.reader.aside = match action {
        Action::Left => state.reader.aside.saturating_sub(SIDEWAYS),
        _ => (state.reader.aside + SIDEWAYS).min(most.saturating_sub(SIDEWAYS)),
    };
    state.render();
}

/// To the next line with a match, from the one stepped to if that is in view, else from the top of
/// the view; on into the next page that has some.
fn step_match(state: &mut State<'_>, way: Way) {
    let reader = &state.reader;
    let view = reader.scroll..reader.scroll + state.page_height();
    let current = reader.at_match.and_then(|index| reader.matches.get(index));
    let current = current.map(|found| found.line).filter(|line| view.contains(line));
    let lines = || reader.matches.iter().map(|found| found.line).enumerate();
    let next = match (way, current) {
        (Way::Forward, Some(current)) => lines().find(|(_, line)| *line > current),
        (Way::Forward, None) => lines().find(|(_, line)| *line >= view.start),
        (Way::Back, current) => {
            let from = current.unwrap_or(view.start);
            lines().rfind(|(_, line)| *line < from)
        }
    };
    match next {
        Some((index, _)) => show_match(state, index),
        None => step_page(state, way),
    }
}

/// To the first match of the next page that has one, or the last of the one before.
fn step_page(state: &mut State<'_>, way: Way) {
    let pages: Vec<PageId> = state.book.page_ids().collect();
    let here = state.reader.page.0 as usize;
    let (before, after) = (&pages[..here], &pages[here + 1..]);
    let next = match way {
        Way::Forward => after.iter().chain(before).find(|page| state.has_matches(**page)),
        Way::Back => {
            let mut pages = before.iter().rev().chain(after.iter().rev());
            pages.find(|page| state.has_matches(**page))
        }
    };
    let Some(next) = next else { return say(state, "no further match") };
    visit(state, Place::Page(*next));
    state.complete();
    state.find_matches();
    let last = state.reader.matches.len().checked_sub(1);
    let Some(last) = last else { return };
    show_match(state, if way == Way::Forward { 0 } else { last });
}

fn show_match(state: &mut State<'_>, index: usize) {
    let line = state.reader.matches[index].line;
    let height = state.page_height();
    if !(state.reader.scroll..state.reader.scroll + height).contains(&line) {
        state.reader.scroll = line.saturating_sub(height / 4);
        state.clamp();
    }
    state.reader.at_match = Some(index);
}

/// A letter of a link; anything else closes.
fn choose_link(state: &mut State<'_>, typed: Option<char>, key: &KeyEvent) {
    state.overlay = None;
    let KeyCode::Char(letter) = key.code else { return };
    let typed: String = typed.into_iter().chain([letter]).collect();
    let links = state.links_in_view();
    if let Some((_, link)) = links.iter().find(|(letters, _)| *letters == typed) {
        let target = link.target.clone();
        return follow(state, &target);
    }
    if links.iter().any(|(letters, _)| letters.starts_with(&typed)) {
        state.overlay = Some(Overlay::Links(Some(letter)));
    }
}

/// Goes where a link leads; of one that leads outside of the book the address is shown.
fn follow(state: &mut State<'_>, target: &str) {
    match state.book.follow(state.reader.page, target) {
        Ok(Some(place)) => visit(state, place),
        Ok(None) => say(state, target),
        Err(sentence) => state.message = Some(Message::Failed(sentence)),
    }
}

fn next_snippet(state: &mut State<'_>) {
    let fences = state.fences();
    let next = match state.reader.focus {
        Some(focus) => fences.iter().find(|id| **id > focus),
        None => fences.iter().find(|id| line_of(state, **id) >= state.reader.scroll),
    };
    match next.copied() {
        Some(next) => state.focus_on(next),
        None => say(state, "no further snippet on this page"),
    }
}

fn previous_snippet(state: &mut State<'_>) {
    let fences = state.fences();
    let previous = match state.reader.focus {
        Some(focus) => fences.iter().rfind(|id| **id < focus),
        None => fences.iter().rfind(|id| line_of(state, **id) < state.reader.scroll),
    };
    match previous.copied() {
        Some(previous) => state.focus_on(previous),
        None => say(state, "no snippet above"),
    }
}

fn line_of(state: &State<'_>, snippet: SnippetId) -> usize {
    let index = snippet.0 - state.book.snippet_at(state.reader.page, 0).0;
    state.reader.rendered.snippets[index as usize].lines.start
}

/// The snippet in focus, else the first in view; with a count that one of the page.
fn copy(state: &mut State<'_>, count: Option<usize>, verbatim: bool) -> Effect {
    let fences = state.fences();
    let height = state.page_height();
    let in_view = |id: &&SnippetId| {
        let line = line_of(state, **id);
        line >= state.reader.scroll && line < state.reader.scroll + height
    };
    let listed = match (state.focus, &state.search) {
        (Pane::Results, None) => match state.outline().get(state.outline_row) {
            Some(Entry::Snippet(snippet)) => Some(*snippet),
            _ => None,
        },
        (Pane::Results, Some(_)) => state.selected_hit().and_then(|hit| hit.snippet),
        _ => None,
    };
    let chosen = match count {
        Some(number) => number.checked_sub(1).and_then(|index| fences.get(index)).copied(),
        None => listed.or(state.reader.focus).or_else(|| fences.iter().find(in_view).copied()),
    };
    match chosen {
        Some(snippet) => {
            if state.book.page_of(snippet) == state.reader.page {
                state.reader.focus = Some(snippet);
            }
            Effect::Copy { place: Place::Snippet(snippet), verbatim }
        }
        None => {
            say(state, "no snippet here to copy; ] goes to the next");
            Effect::None
        }
    }
}

fn copy_section(state: &mut State<'_>) -> Effect {
    let line = state.reader.scroll;
    let heading = state.reader.rendered.headings.iter().rposition(|at| *at <= line).unwrap_or(0);
    let section = state.book.section_at(state.reader.page, heading);
    Effect::Copy { place: Place::Section(section), verbatim: true }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forward,
}

fn travel(state: &mut State<'_>, way: Way) {
    let here = state.location();
    let there: Option<Location> = match way {
        Way::Back => state.back.pop(),
        Way::Forward => state.forward.pop(),
    };
    let Some(there) = there else { return say(state, "there is nowhere further to go") };
    match way {
        Way::Back => state.forward.push(here),
        Way::Forward => state.back.push(here),
    }
    state.return_to(&there);
    state.find_matches();
}

fn say(state: &mut State<'_>, message: &str) {
    state.message = Some(Message::Done(message.to_owned()));
}
