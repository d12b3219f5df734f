//! Addresses in what is sent to the terminal (OSC 8) change nothing of what it shows.
#![cfg(unix)]

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use cheat::book::Place;
use cheat::theme::{Depth, Theme};
use cheat::tui::state::State;
use cheat::tui::update::{Effect, update};
use cheat::tui::view::view;
use ratatui::backend::CrosstermBackend;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::browser::browser;
use crate::dice::Dice;
use crate::fixture::page;
use crate::random::event;

/// A browser, and an emulator of the terminal that it draws on.
struct Screen {
    state: State<'static>,
    terminal: Terminal<CrosstermBackend<Sent>>,
    sent: Sent,
    emulator: vt100::Parser<Addresses>,
}

/// What is sent to the terminal: the backend owns one end, and hands nothing back.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The addresses the emulator was sent.
#[derive(Default)]
struct Addresses(usize);

impl vt100::Callbacks for Addresses {
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        assert_eq!(params[0], b"8");
        self.0 += usize::from(params.get(2).is_some_and(|address| !address.is_empty()));
    }
}

impl Screen {
    fn new(has_hyperlinks: bool) -> Screen {
        let mut state = browser(80, 24, Theme::named("dark", Depth::Truecolor).expect("a name"));
        state.has_hyperlinks = has_hyperlinks;
        state.go(Place::Page(page("kitchen/prose")));
        let area = ratatui::layout::Rect::new(0, 0, 80, 24);
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let sent = Sent::default();
        let backend = CrosstermBackend::new(sent.clone());
        let terminal = Terminal::with_options(backend, options).expect("a terminal in memory");
        let emulator = vt100::Parser::new_with_callbacks(24, 80, 0, Addresses::default());
        Screen { state, terminal, sent, emulator }
    }

    fn draw(&mut self) {
        self.terminal.draw(|frame| view(&self.state, frame)).expect("it cannot fail");
        self.emulator.process(&self.sent.0.take());
    }
}

#[test]
fn the_picture_is_the_same_with_addresses_and_without() {
    let (mut with, mut without) = (Screen::new(true), Screen::new(false));
    let mut dice = Dice(0xadd4e55);
    for number in 0..1_500 {
        let event = event(&mut dice);
        if !matches!(event, crossterm::event::Event::Resize(..)) {
            for screen in [&mut with, &mut without] {
                if update(&mut screen.state, &event) == Effect::Redraw {
                    screen.state.complete();
                }
            }
        }
        // Often back to where there are addresses.
        if number % 25 == 0 {
            for screen in [&mut with, &mut without] {
                screen.state.overlay = None;
                screen.state.search = None;
                screen.state.go(Place::Page(page("kitchen/prose")));
                screen.state.lay_out();
            }
        }
        with.draw();
        without.draw();
        let (shown, expected) = (with.emulator.screen(), without.emulator.screen());
        assert_eq!(shown.contents(), expected.contents(), "{number}: {event:?}");
        let looks = |screen: &vt100::Screen| screen.contents_formatted();
        assert_eq!(looks(shown), looks(expected), "{number}: {event:?}");
    }
    assert!(with.emulator.callbacks().0 > 20, "hardly an address was sent");
    assert_eq!(without.emulator.callbacks().0, 0);
}
