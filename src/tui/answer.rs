//! The terminal's answer to what its background is (OSC 11), picked out of what is typed. It may
//! come seconds late and in pieces, and crossterm, which knows no such answers, hands it on as keys:
//! `Alt-]`, or `Esc` and `]` where a read ended between the two, then each character, then `Ctrl-G`
//! or `Alt-\`. None of them may reach the keys, and no key of the reader's may be lost.
//!
//! Crates that ask this question (terminal-colorsaurus, termbg) read the terminal themselves, wait
//! for the answer, and leave what comes after their patience to whoever reads next. The first frame
//! does not wait, and next comes crossterm; so the answer is looked for in its events.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::theme::Ground;

/// Ended by BEL, so that the answer ends in a single byte too.
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x07";

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    Event(Event),
    Ground(Ground),
    /// No answer so far; it may still come.
    Silence,
}

/// An `Esc` waits so long for the `]` that would make it an answer's first byte. A reader does not
/// notice.
const ESCAPE: Duration = Duration::from_millis(50);
/// After this long without an answer it is told that there is none.
const DELAY: Duration = Duration::from_secs(3);
/// And after this long an `Esc` does not wait.
const PATIENCE: Duration = Duration::from_secs(30);
/// An answer that stops in its middle is over after so long.
const SILENCE: Duration = Duration::from_secs(3);
/// What every answer begins with, and no reader types.
const CERTAIN: &str = "11;rgb";

/// Lets events through, but for an answer.
#[derive(Debug)]
pub(super) struct Answers {
    stage: Stage,
    asked: Option<Instant>,
    is_silence_told: bool,
}

#[derive(Debug)]
enum Stage {
    Outside,
    /// After an `Esc`, which is a key or the first byte of an answer.
    Escape {
        since: Instant,
    },
    /// Behind `ESC ]`. Should it turn out to be none, `keys` were typed.
    Inside {
        keys: Vec<KeyEvent>,
        text: String,
        since: Instant,
    },
    /// Behind the `ESC` that begins the end of an answer.
    Ending {
        since: Instant,
    },
}

impl Answers {
    /// To a question that was not asked: everything is let through.
    pub(super) fn none() -> Answers {
        Answers { stage: Stage::Outside, asked: None, is_silence_told: false }
    }

    pub(super) fn to_question_asked(now: Instant) -> Answers {
        Answers { stage: Stage::Outside, asked: Some(now), is_silence_told: false }
    }

    /// How long to wait for more before giving up.
    pub(super) fn patience(&self, now: Instant) -> Option<Duration> {
        let due = [self.end_of_stage(), self.end_of_delay()].into_iter().flatten().min()?;
        Some(due.saturating_duration_since(now))
    }

    fn end_of_stage(&self) -> Option<Instant> {
        match self.stage {
            Stage::Outside => None,
            Stage::Escape { since } => Some(since + ESCAPE),
            Stage::Inside { since, .. } | Stage::Ending { since } => Some(since + SILENCE),
        }
    }

    fn end_of_delay(&self) -> Option<Instant> {
        self.asked.filter(|_| !self.is_silence_told).map(|asked| asked + DELAY)
    }

    /// Nothing came for as long as [`Answers::patience`] said.
    pub(super) fn give_up(&mut self, now: Instant, out: &mut VecDeque<Heard>) {
        if self.end_of_stage().is_some_and(|end| end <= now) {
            self.leave_stage(out);
        }
        if self.end_of_delay().is_some_and(|end| end <= now) {
            self.is_silence_told = true;
            out.push_back(Heard::Silence);
        }
    }

    fn leave_stage(&mut self, out: &mut VecDeque<Heard>) {
        match std::mem::replace(&mut self.stage, Stage::Outside) {
            Stage::Outside => {}
            Stage::Escape { .. } => out.push_back(key(KeyCode::Esc.into())),
            Stage::Inside { keys, text, .. } => match ground(&text) {
                // The end was lost.
                Some(ground) => self.answer(ground, out),
                None if text.starts_with(CERTAIN) => {}
                None => out.extend(keys.into_iter().map(key)),
            },
            Stage::Ending { .. } => self.asked = None,
        }
    }

    /// Takes what came; gives what is to be done, in order.
    pub(super) fn hear(&mut self, event: Event, now: Instant, out: &mut VecDeque<Heard>) {
        let Some(asked) = self.asked else { return out.push_back(Heard::Event(event)) };
        let pressed = match event {
            Event::Key(pressed) => pressed,
            Event::Paste(text) => {
                let (text, ground) = without_answer(text);
                out.push_back(Heard::Event(Event::Paste(text)));
                return ground.into_iter().for_each(|ground| self.answer(ground, out));
            }
            // A resize or the mouse: not from among the bytes of an answer.
            event => return out.push_back(Heard::Event(event)),
        };
        match std::mem::replace(&mut self.stage, Stage::Outside) {
            Stage::Outside => self.outside(pressed, asked, now, out),
            Stage::Escape { .. } if is_char(&pressed, ']') => {
                let keys = vec![KeyCode::Esc.into(), pressed];
                self.stage = Stage::Inside { keys, text: String::new(), since: now };
            }
            Stage::Escape { .. } => {
                out.push_back(key(KeyCode::Esc.into()));
                self.outside(pressed, asked, now, out);
            }
            Stage::Inside { keys, text, since } => {
                self.inside(keys, text, since, pressed, now, out);
            }
            Stage::Ending { .. } => {
                self.asked = None;
                if !is_char(&pressed, '\\') {
                    out.push_back(key(pressed));
                }
            }
        }
    }

    fn outside(
        &mut self,
        pressed: KeyEvent,
        asked: Instant,
        now: Instant,
        out: &mut VecDeque<Heard>,
    ) {
        let is_alt_bracket =
            pressed.code == KeyCode::Char(']') && pressed.modifiers == KeyModifiers::ALT;
        if is_alt_bracket {
            self.stage = Stage::Inside { keys: vec![pressed], text: String::new(), since: now };
        } else if is_escape(&pressed) && now.duration_since(asked) < PATIENCE {
            self.stage = Stage::Escape { since: now };
        } else {
            out.push_back(key(pressed));
        }
    }

    fn inside(
        &mut self,
        mut keys: Vec<KeyEvent>,
        mut text: String,
        since: Instant,
        pressed: KeyEvent,
        now: Instant,
        out: &mut VecDeque<Heard>,
    ) {
        let is_bell =
            pressed.code == KeyCode::Char('g') && pressed.modifiers == KeyModifiers::CONTROL;
        let is_end = is_bell
            || pressed.code == KeyCode::Char('\\') && pressed.modifiers == KeyModifiers::ALT;
        if (is_end || is_escape(&pressed))
            && let Some(ground) = ground(&text)
        {
            self.answer(ground, out);
            if !is_end {
                (self.stage, self.asked) = (Stage::Ending { since: now }, Some(now));
            }
            return;
        }
        if let KeyCode::Char(c) = pressed.code
            && (pressed.modifiers - KeyModifiers::SHIFT).is_empty()
            && begins_answer(&text, c)
        {
            keys.push(pressed);
            text.push(c);
            self.stage = Stage::Inside { keys, text, since: now };
            return;
        }
        let is_certain = text.starts_with(CERTAIN);
        if is_certain && is_end {
            // A colour we cannot read.
            self.asked = None;
            return;
        }
        if is_certain {
            // Typed in the middle of it.
            self.stage = Stage::Inside { keys, text, since };
            return out.push_back(key(pressed));
        }
        out.extend(keys.into_iter().map(key));
        let asked = self.asked.unwrap_or(now);
        self.outside(pressed, asked, now, out);
    }

    /// There is one answer to a question.
    fn answer(&mut self, ground: Ground, out: &mut VecDeque<Heard>) {
        (self.asked, self.is_silence_told) = (None, true);
        out.push_back(Heard::Ground(ground));
    }
}

fn key(pressed: KeyEvent) -> Heard {
    Heard::Event(Event::Key(pressed))
}

fn is_char(pressed: &KeyEvent, c: char) -> bool {
    pressed.code == KeyCode::Char(c) && pressed.modifiers.is_empty()
}

fn is_escape(pressed: &KeyEvent) -> bool {
    pressed.code == KeyCode::Esc && pressed.modifiers.is_empty()
}

/// Of `11;rgb:1e1e/1e1e/1e1e`.
fn ground(text: &str) -> Option<Ground> {
    Ground::of_x_colour(text.strip_prefix("11;")?)
}

/// Whether a text that begins an answer still does with one more character.
fn begins_answer(text: &str, next: char) -> bool {
    const LONGEST: usize = "11;rgba:ffff/ffff/ffff/ffff".len();
    ["11;rgb:", "11;rgba:"].iter().any(|start| match start.strip_prefix(text) {
        Some(rest) if !rest.is_empty() => rest.starts_with(next),
        _ => {
            text.starts_with(start)
                && text.len() < LONGEST
                && (next == '/' || next.is_ascii_hexdigit())
        }
    })
}

/// An answer in the middle of a paste is among its text.
fn without_answer(text: String) -> (String, Option<Ground>) {
    let found = text.find("\x1b]11;rgb").and_then(|from| {
        let body = &text[from + 2..];
        let length = body.find(['\x07', '\x1b'])?;
        let end = if body[length..].starts_with("\x1b\\") { 2 } else { 1 };
        Some((from, from + 2 + length + end, ground(&body[..length])))
    });
    match found {
        Some((from, to, ground)) => (format!("{}{}", &text[..from], &text[to..]), ground),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "\x1b]11;rgb:fdfd/f6f6/e3e3\x07";
    const WITH_ST: &str = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\";

    /// As crossterm reads it when all of it comes at once; `|` parts two reads.
    fn events(typed: &str) -> Vec<Option<Event>> {
        let mut events = Vec::new();
        let mut chars = typed.chars().peekable();
        while let Some(c) = chars.next() {
            let (c, modifiers) = match (c, chars.peek()) {
                ('|', _) => {
                    events.push(None);
                    continue;
                }
                ('\x1b', None | Some('|')) => {
                    events.push(Some(Event::Key(KeyCode::Esc.into())));
                    continue;
                }
                ('\x1b', Some(_)) => (chars.next().expect("peeked"), KeyModifiers::ALT),
                ('\x07', _) => ('g', KeyModifiers::CONTROL),
                (c, _) => (c, KeyModifiers::NONE),
            };
            events.push(Some(Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))));
        }
        events
    }

    /// What comes of it, so long after each read: keys by their character, `E` an Esc, `M-` before
    /// one with Alt, `L` and `D` a ground.
    fn heard(typed: &str, pause: Duration) -> String {
        let mut now = Instant::now();
        let mut answers = Answers::to_question_asked(now);
        let mut out = VecDeque::new();
        for event in events(typed).into_iter().chain([None]) {
            match event {
                Some(event) => answers.hear(event, now, &mut out),
                None => {
                    now += pause;
                    if answers.patience(now).is_some_and(|left| left.is_zero()) {
                        answers.give_up(now, &mut out);
                    }
                }
            }
        }
        out.iter().filter(|heard| **heard != Heard::Silence).map(shown).collect()
    }

    #[track_caller]
    fn check(typed: &str, pause: Duration, expected: &str) {
        assert_eq!(heard(typed, pause), expected, "{typed:?}");
    }

    /// A read ends after each byte.
    fn in_bytes(text: &str) -> String {
        text.chars().map(|c| format!("{c}|")).collect()
    }

    const SOON: Duration = Duration::from_millis(20);
    const LATE: Duration = Duration::from_secs(2);

    fn shown(heard: &Heard) -> String {
        match heard {
            Heard::Ground(Ground::Light) => "L".to_owned(),
            Heard::Ground(Ground::Dark) => "D".to_owned(),
            Heard::Event(Event::Key(key)) => match (key.code, key.modifiers) {
                (KeyCode::Esc, _) => "E".to_owned(),
                (KeyCode::Char(c), KeyModifiers::NONE) => c.to_string(),
                (KeyCode::Char(c), KeyModifiers::ALT) => format!("M-{c}"),
                (KeyCode::Char(c), _) => format!("C-{c}"),
                _ => "?".to_owned(),
            },
            Heard::Event(event) => format!("{event:?}"),
            Heard::Silence => "silence".to_owned(),
        }
    }

    #[test]
    fn an_answer_never_reaches_the_keys() {
        for answer in [ANSWER, WITH_ST] {
            check(answer, SOON, "L");
            check(&format!("jj{answer}k"), SOON, "jjLk");
            check(&format!("jj|{answer}|k"), LATE, "jjLk");
            check(&format!("{}jk", in_bytes(answer)), SOON, "Ljk");
        }
        check("\x1b]11;rgb:0000/0000/0000\x07", SOON, "D");
        check("\x1b]11;rgba:00/00/00/ff\x1b\\", SOON, "D");
    }

    #[test]
    fn an_answer_is_whole_wherever_it_is_split() {
        for answer in [ANSWER, WITH_ST] {
            for at in 1..answer.len() {
                let (first, second) = answer.split_at(at);
                check(&format!("a{first}|{second}z"), SOON, "aLz");
                // But for the first byte, which alone is an Esc, it may take its time.
                if at > 1 {
                    check(&format!("a{first}|{second}z"), LATE, "aLz");
                }
            }
        }
    }

    #[test]
    fn keys_in_the_middle_of_an_answer_are_keys() {
        check("\x1b]11;rgb:fd|jG|fd/f6f6/e3e3\x07", SOON, "jGL");
        check("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b|k", SOON, "Lk");
        check("\x1b|\x1b]11;rgb:fdfd/f6f6/e3e3\x07", SOON, "EL");
    }

    #[test]
    fn what_is_no_answer_is_typed() {
        check("\x1b", ESCAPE, "E");
        check("\x1b|j", SOON, "Ej");
        check("\x1b|]", LATE, "E]");
        check("\x1b|]j", SOON, "E]j");
        check("\x1b]q", SOON, "M-]q");
        check("\x1b]1q", SOON, "M-]1q");
        check("\x1b]11", SILENCE, "M-]11");
        check("\x1b|\x1b|\x1b", ESCAPE, "EEE");
        check("\x07", SOON, "C-g");
        check("\x1bx", SOON, "M-x");
    }

    #[test]
    fn an_answer_that_stops_is_dropped_and_keys_go_on() {
        check("\x1b]11;rgb:fdfd/|", SILENCE, "");
        check("\x1b]11;rgb:fdfd/|dab", SILENCE, "dab");
        check("\x1b]11;rgb:fdfd/f6f6/e3e3|", SILENCE, "L");
        check("\x1b]11;rgb:fdfd/\x07dab", SOON, "dab");
    }

    #[test]
    fn an_escape_works_at_once_where_no_answer_is_due() {
        let mut out = VecDeque::new();
        let now = Instant::now();
        let escape = || Event::Key(KeyCode::Esc.into());
        let mut answers = Answers::none();
        answers.hear(escape(), now, &mut out);
        assert_eq!((out.len(), answers.patience(now)), (1, None));
        let mut answers = Answers::to_question_asked(now);
        answers.hear(escape(), now, &mut out);
        assert_eq!((out.len(), answers.patience(now)), (1, Some(ESCAPE)));
        let mut answers = Answers::to_question_asked(now);
        answers.give_up(now + DELAY, &mut out);
        answers.hear(escape(), now + PATIENCE, &mut out);
        assert_eq!((out.len(), answers.patience(now)), (3, None));
    }

    #[test]
    fn silence_is_told_once_and_an_answer_may_follow() {
        let mut out = VecDeque::new();
        let now = Instant::now();
        let mut answers = Answers::to_question_asked(now);
        assert_eq!(answers.patience(now), Some(DELAY));
        answers.give_up(now + DELAY, &mut out);
        assert_eq!(answers.patience(now + DELAY), None);
        for event in events(ANSWER).into_iter().flatten() {
            answers.hear(event, now + DELAY, &mut out);
        }
        assert_eq!(out, [Heard::Silence, Heard::Ground(Ground::Light)]);
        assert_eq!(answers.patience(now + DELAY), None);
    }

    #[test]
    fn an_answer_in_a_paste_is_taken_out_of_it() {
        let mut out = VecDeque::new();
        let now = Instant::now();
        for answer in [ANSWER, WITH_ST] {
            let mut answers = Answers::to_question_asked(now);
            answers.hear(Event::Paste(format!("lock{answer}_timeout")), now, &mut out);
            let pasted = Heard::Event(Event::Paste("lock_timeout".to_owned()));
            assert_eq!(out.drain(..).collect::<Vec<_>>(), [pasted, Heard::Ground(Ground::Light)]);
        }
    }
}
