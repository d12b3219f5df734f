//! The browser: the terminal it borrows, and the loop that turns events into frames. It decides
//! nothing; it performs the effects that `update` asks for.

mod answer;
pub mod bar;
mod capture;
mod incoming;
pub mod layout;
pub mod state;
pub mod update;
pub mod view;

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, Event};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use crossterm::{QueueableCommand, cursor};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use crate::book::{Book, Chosen, PageId, Place};
use crate::cli::message::{Taken, taken, taken_filled};
use crate::config::Problem;
use crate::keys::Keys;
use crate::search::Searcher;
use crate::state::{Day, Store};
use crate::theme::{Known, Looks};
use crate::{clipboard, opener};
use answer::Heard;
use incoming::Incoming;
use state::{Holder, Message, State, place_of};
use update::{Effect, update};

/// After this long without a key it is kept where the reader is, should the terminal go away.
const PAUSE: Duration = Duration::from_secs(1);

/// Where the browser opens.
pub enum Start {
    /// Where the reader was last.
    Last,
    Place(Place),
    /// With this typed into the search box.
    Query(String),
}

/// What the reader wants of it.
pub struct Settings {
    pub looks: Looks,
    pub keys: Keys,
    /// The versions that the reader's environment and files name.
    pub versions: Chosen,
    /// The route to the clipboard, by name.
    pub clipboard: Option<String>,
    /// What is wrong in the reader's files.
    pub problems: Vec<Problem>,
}

/// Runs the browser over the book called `name` until the reader leaves; gives the exit status.
///
/// # Errors
/// When there is no terminal that can show it, or it goes away.
pub fn run(
    (name, book): (&str, &Book),
    searcher: fn() -> Searcher,
    mut settings: Settings,
    start: Start,
) -> anyhow::Result<u8> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("the browser needs a terminal; try 'cheat search WORDS' or 'cheat show ID'");
    }
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        bail!("the browser needs more than a dumb terminal; try 'cheat search WORDS'");
    }
    let size = terminal::size().context("could not ask the terminal for its size")?;
    let store = Store::open();
    let last = store.kept().books.get(name).and_then(|shelf| shelf.place.as_ref());
    let place = match start {
        Start::Place(place) => Some(place),
        Start::Last | Start::Query(_) => last.and_then(|spot| place_of(book, spot)),
    };
    let place = place.unwrap_or(Place::Page(PageId(0)));
    let kept = store.kept();
    settings.looks.recall(Known::named(kept.theme.as_deref(), kept.ground.as_deref()));
    let mut state = State::new(book, searcher, settings.looks.theme(), size, place);
    state.looks = settings.looks;
    state.keys = settings.keys;
    state.given = settings.versions;
    state.today = Day::today();
    state.has_hyperlinks = has_hyperlinks(&variable("TERM"), &variable("TMUX"));
    state.mouse.holder = capture::first_holder(variable);
    state.recall(store.kept(), name);
    match start {
        Start::Place(_) => {}
        Start::Last => state.resume(),
        Start::Query(query) => {
            state.resume();
            update(&mut state, &Event::Paste(query));
        }
    }
    state.message = notice(&settings.problems).or(state.message);
    crate::restore::on_panic(restore);
    crate::restore::on_signals(restore)?;
    let _guard = Guard::enter(state.mouse.holder)?;
    let mut memory = Memory { store, name };
    let status = events(&mut state, &mut memory, settings.clipboard.as_deref());
    memory.keep(&state);
    status
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Whether the terminal takes addresses with what is drawn (OSC 8), or at least knows that they are
/// not text. tmux, which may call itself screen, does; screen and the consoles do not.
fn has_hyperlinks(term: &str, tmux: &str) -> bool {
    let is_screen = term.starts_with("screen") && tmux.is_empty();
    let is_console = ["linux", "cons", "vt", "ansi", "eterm", "dumb"];
    !term.is_empty() && !is_screen && !is_console.iter().any(|name| term.starts_with(name))
}

/// The first thing that is wrong in the reader's files, and how many there are.
fn notice(problems: &[Problem]) -> Option<Message> {
    let first = problems.first()?.short();
    Some(Message::Failed(match problems.len() {
        1 => first,
        count => format!("{first} (1 of {count})"),
    }))
}

/// What is kept of this book.
struct Memory<'n> {
    store: Store,
    /// The book's.
    name: &'n str,
}

impl Memory<'_> {
    /// Where it cannot be kept, the reader has lost nothing that is on the screen: no word of it.
    fn keep(&mut self, state: &State<'_>) {
        let kept = state.kept(self.store.kept().clone(), self.name);
        let _ = self.store.save(kept);
    }
}

fn events(
    state: &mut State<'_>,
    memory: &mut Memory<'_>,
    clipboard: Option<&str>,
) -> anyhow::Result<u8> {
    let screen = Screen::default();
    let mut terminal = Terminal::new(CrosstermBackend::new(screen.clone()))?;
    let mut incoming = Incoming::new();
    let mut is_to_ask = state.looks.is_asking();
    loop {
        draw(&mut terminal, state)?;
        screen.show()?;
        // Only now: the first frame waits for nothing.
        if std::mem::take(&mut is_to_ask) {
            incoming.ask(io::stdout().lock())?;
        }
        // What a panic leaves behind is tested; the shipped program has no such door.
        #[cfg(debug_assertions)]
        assert!(std::env::var_os("CHEAT_PANIC").is_none(), "CHEAT_PANIC is set");
        if !incoming.is_here().unwrap_or_default() {
            if !state.reader.rendered.is_whole() {
                // Now its length is known, which the scroll bar shows.
                state.complete();
                draw(&mut terminal, state)?;
                screen.show()?;
            }
            if !incoming.comes_within(PAUSE).unwrap_or_default() {
                memory.keep(state);
            }
        }
        let event = match incoming.next().context("the terminal is gone")? {
            Heard::Event(event) => event,
            Heard::Ground(ground) => {
                state.stand_on(Some(ground));
                continue;
            }
            Heard::Silence => {
                state.stand_on(None);
                continue;
            }
        };
        state.today = Day::today();
        match update(state, &event) {
            Effect::None => {}
            Effect::Quit(status) => return Ok(status),
            Effect::Copy { place, wanted } => {
                let message = send(taken(state.book, place, wanted), clipboard);
                state.message = Some(for_versions(state, place, message));
            }
            Effect::CopyText { text, what } => {
                state.message = Some(send(Taken::of(text, what), clipboard));
            }
            Effect::CopyFilled(snippet, filled) => {
                let taken = taken_filled(state.book, snippet, filled);
                let message = send(taken, clipboard);
                state.message = Some(for_versions(state, Place::Snippet(snippet), message));
                memory.keep(state);
            }
            Effect::Open(address) => show(state, &address),
            Effect::Mouse(holder) => capture::hand_to(holder)?,
            Effect::Redraw => redraw(&mut terminal)?,
            Effect::Remember => memory.keep(state),
            Effect::Suspend => {
                memory.keep(state);
                suspend(state.mouse.holder)?;
                let (columns, rows) = terminal::size()?;
                update(state, &Event::Resize(columns, rows));
                redraw(&mut terminal)?;
            }
        }
    }
}

/// One frame inside a synchronised update; the screen writes it in one go.
fn draw(
    terminal: &mut Terminal<CrosstermBackend<Screen>>,
    state: &mut State<'_>,
) -> io::Result<()> {
    // The event that says so may still be on its way, behind keys.
    let size = terminal.size()?;
    if state.size != (size.width, size.height) {
        update(state, &Event::Resize(size.width, size.height));
    }
    terminal.backend_mut().queue(BeginSynchronizedUpdate)?;
    terminal.draw(|frame| view::view(state, frame))?;
    terminal.backend_mut().queue(EndSynchronizedUpdate)?;
    Ok(())
}

/// Forgets what is on the screen, so that the next frame is drawn whole. `Terminal::clear` would
/// ask the terminal where its cursor is, and fail where nobody answers.
fn redraw(terminal: &mut Terminal<CrosstermBackend<Screen>>) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(Rect::new(0, 0, size.width, size.height))
}

/// Puts it on the clipboard by the route chosen; says so, or shows the bare text.
fn send(taken: Taken, route: Option<&str>) -> Message {
    match clipboard::copy(&taken.text, &clipboard::Environment::current(route)) {
        Ok(route) => Message::Done(taken.message(&route)),
        Err(error) => Message::Failed(format!("{error:#}: {}", taken.text)),
    }
}

/// Adds the versions that the page of what was copied depends on.
fn for_versions(state: &State<'_>, place: Place, message: Message) -> Message {
    match (message, state.versions_of(place)) {
        (Message::Done(text), Some(versions)) => Message::Done(format!("{text}; {versions}")),
        (message, _) => message,
    }
}

/// Shows an address in a browser. Where there is none the window with the address stays open, from
/// which it can be copied.
fn show(state: &mut State<'_>, address: &str) {
    state.message = Some(match opener::open(address) {
        Ok(program) => {
            state.overlay = None;
            Message::Done(format!("opened with {program}"))
        }
        Err(error) => Message::Failed(format!("{error:#}: y copies the address")),
    });
}

/// Keeps what is drawn until the frame is whole. The backend owns one end and hands nothing back,
/// so the loop holds the other.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// The backend flushes in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    fn show(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(&self.0.take())?;
        out.flush()
    }
}

/// The terminal while it is ours.
struct Guard;

/// What is on the screen is ours to clear. Whoever restores first takes it back: a panic's message
/// stands there when the guard is dropped.
static IS_OURS: AtomicBool = AtomicBool::new(false);

impl Guard {
    fn enter(mouse: Holder) -> anyhow::Result<Guard> {
        terminal::enable_raw_mode().context("could not take over the terminal")?;
        let mut out = io::stdout();
        // GNU screen and some consoles have no second screen: there the first frame, which draws no
        // blanks, would let through what the shell has written.
        out.queue(EnterAlternateScreen)?.queue(Clear(ClearType::All))?;
        out.queue(EnableBracketedPaste)?.queue(cursor::Hide)?;
        if mouse == Holder::Us {
            out.queue(capture::Take)?;
        }
        IS_OURS.store(true, Ordering::SeqCst);
        out.flush()?;
        Ok(Guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Leaves the terminal as it was found. Called on every way out; twice does no harm.
fn restore() {
    let mut out = io::stdout();
    let _ = out.queue(EndSynchronizedUpdate);
    let _ = out.queue(DisableBracketedPaste);
    let _ = out.queue(DisableMouseCapture);
    if IS_OURS.swap(false, Ordering::SeqCst) {
        // Where there is no second screen to leave, the shell goes on in an empty one, at its top.
        let _ = out.queue(Clear(ClearType::All)).and_then(|out| out.queue(cursor::MoveTo(0, 0)));
    }
    let _ = out.queue(LeaveAlternateScreen);
    let _ = out.queue(cursor::Show);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}

/// To the shell; comes back when the shell says so.
fn suspend(mouse: Holder) -> anyhow::Result<()> {
    restore();
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    std::mem::forget(Guard::enter(mouse)?);
    Ok(())
}
