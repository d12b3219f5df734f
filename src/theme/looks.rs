//! Which theme is worn. What the reader wants by name is worn and stays; otherwise it follows the
//! ground: as the reader switched it, as the terminal tells it, as it was last time, or not known.

use super::{Depth, Ground, Scheme, Theme};

/// What is wanted by the command line or the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// What fits the ground.
    Auto,
    /// No colours.
    Plain,
    /// One of ours.
    Ground(Ground),
    /// The reader's own, for a ground.
    Own(Ground, Box<Theme>),
}

/// What is known of the ground before the terminal is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// What the reader switched to, in this run or one before.
    pub chosen: Option<Ground>,
    /// What the terminal told, in this run or one before.
    pub told: Option<Ground>,
    /// It was asked, and never told.
    pub is_silent: bool,
}

/// How it is remembered that a terminal does not tell.
const SILENT: &str = "untold";

impl Known {
    /// By the names they are remembered by.
    pub fn named(chosen: Option<&str>, told: Option<&str>) -> Known {
        Known {
            chosen: chosen.and_then(Ground::named),
            told: told.and_then(Ground::named),
            is_silent: told == Some(SILENT),
        }
    }

    /// The names of what was chosen and of what was told.
    pub fn names(self) -> [Option<&'static str>; 2] {
        let silent = self.is_silent.then_some(SILENT);
        [self.chosen.map(Ground::name), self.told.map(Ground::name).or(silent)]
    }
}

/// The themes of a run.
#[derive(Debug, Clone)]
pub struct Looks {
    wanted: Wanted,
    depth: Depth,
    known: Known,
    /// What the environment says.
    hinted: Option<Ground>,
    /// Whether the terminal can be asked.
    can_ask: bool,
    /// Whether the reader switched in this run: over what is wanted too.
    switched: Option<Ground>,
}

impl Looks {
    /// `variable` gives the environment's.
    pub fn new(wanted: Wanted, depth: Depth, variable: impl Fn(&str) -> Option<String>) -> Looks {
        Looks {
            wanted,
            depth,
            known: Known::default(),
            hinted: variable("COLORFGBG").and_then(|value| Ground::of_colorfgbg(&value)),
            can_ask: answers(variable),
            switched: None,
        }
    }

    pub fn plain() -> Looks {
        Looks::new(Wanted::Plain, Depth::Ansi16, |_| None)
    }

    pub fn recall(&mut self, known: Known) {
        self.known = known;
    }

    /// What is worth remembering.
    pub fn known(&self) -> Known {
        self.known
    }

    /// The theme to draw with.
    pub fn theme(&self) -> Theme {
        match (&self.wanted, self.switched) {
            (Wanted::Plain, _) => Theme::of(Scheme::Plain, self.depth),
            (Wanted::Own(ground, theme), switched) if switched.is_none_or(|to| to == *ground) => {
                (**theme).clone()
            }
            (_, Some(ground)) => Theme::of(ground.into(), self.depth),
            _ => Theme::of(self.ground().map_or(Scheme::Either, Scheme::from), self.depth),
        }
    }

    /// What the theme is for; where the terminal will be asked, dark until it answers.
    fn ground(&self) -> Option<Ground> {
        let wanted = match &self.wanted {
            Wanted::Ground(ground) | Wanted::Own(ground, _) => Some(*ground),
            Wanted::Auto | Wanted::Plain => None,
        };
        let Known { chosen, told, is_silent } = self.known;
        let expected = (self.can_ask && !is_silent).then_some(Ground::Dark);
        self.switched.or(wanted).or(chosen).or(told).or(self.hinted).or(expected)
    }

    /// Whether what is known of the ground matters.
    pub fn is_by_ground(&self) -> bool {
        self.wanted == Wanted::Auto
    }

    /// Whether the terminal should be asked for its ground: nobody said what is wanted.
    pub fn is_asking(&self) -> bool {
        self.can_ask && self.wanted == Wanted::Auto
    }

    /// The terminal's answer, or that there is none. It is remembered, and worn unless the reader
    /// chose. One that was heard before holds while there is silence.
    pub fn tell(&mut self, ground: Option<Ground>) {
        self.known.told = ground.or(self.known.told);
        self.known.is_silent = self.known.told.is_none();
    }

    /// From dark to light or back; gives what it is now, or nothing where no colours are wanted.
    pub fn switch(&mut self) -> Option<Ground> {
        if self.wanted == Wanted::Plain {
            return None;
        }
        let to = self.ground().unwrap_or(Ground::Dark).other();
        self.switched = Some(to);
        if self.is_by_ground() {
            // Who is back at what the terminal tells follows it from now on.
            self.known.chosen = (self.known.told != Some(to)).then_some(to);
        }
        Some(to)
    }
}

/// Whether a terminal answers OSC 11, or at least passes it over. GNU screen may do neither, and a
/// TERM of its kind without tmux's own variable may be either; consoles know no such question.
fn answers(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    if cfg!(windows) || term.is_empty() || variable("STY").is_some() {
        return false;
    }
    const CONSOLES: &[&str] = &["linux", "vt", "ansi", "cons", "sun", "dumb", "cygwin", "eterm"];
    match variable("TMUX").is_some() {
        true => true,
        false => !term.starts_with("screen") && !CONSOLES.iter().any(|name| term.starts_with(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(wanted: Wanted, environment: &[(&str, &str)]) -> Looks {
        Looks::new(wanted, Depth::Truecolor, |name| {
            let found = environment.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    fn is(looks: &Looks, scheme: Scheme) -> bool {
        looks.theme() == Theme::of(scheme, Depth::Truecolor)
    }

    const XTERM: (&str, &str) = ("TERM", "xterm-256color");

    #[test]
    fn the_ground_is_remembered_else_hinted_else_dark_until_told() {
        let mut auto = looks(Wanted::Auto, &[XTERM]);
        assert!(auto.is_asking() && is(&auto, Scheme::Dark));
        auto.tell(Some(Ground::Light));
        assert!(is(&auto, Scheme::Light));
        let hinted = looks(Wanted::Auto, &[XTERM, ("COLORFGBG", "0;15")]);
        assert!(hinted.is_asking() && is(&hinted, Scheme::Light));
        let mut recalled = hinted.clone();
        recalled.recall(Known { told: Some(Ground::Dark), ..Known::default() });
        assert!(is(&recalled, Scheme::Dark));
        recalled.tell(Some(Ground::Light));
        assert!(is(&recalled, Scheme::Light));
    }

    #[test]
    fn where_nobody_answers_colours_fit_both_grounds() {
        for silent in [
            &[("TERM", "linux")][..],
            &[("TERM", "screen-256color")],
            &[XTERM, ("STY", "1.pts")],
            &[],
        ] {
            let looks = looks(Wanted::Auto, silent);
            assert!(!looks.is_asking() && is(&looks, Scheme::Either), "{silent:?}");
        }
        assert!(looks(Wanted::Auto, &[("TERM", "screen"), ("TMUX", "/tmp/1")]).is_asking());
        assert!(looks(Wanted::Auto, &[("TERM", "tmux-256color")]).is_asking());
    }

    #[test]
    fn a_terminal_that_does_not_tell_gets_colours_for_both_grounds() {
        let mut silent = looks(Wanted::Auto, &[XTERM]);
        silent.tell(None);
        assert!(is(&silent, Scheme::Either));
        let [chosen, told] = silent.known().names();
        let mut next = looks(Wanted::Auto, &[XTERM]);
        next.recall(Known::named(chosen, told));
        assert!(next.is_asking() && is(&next, Scheme::Either));
        next.tell(Some(Ground::Light));
        next.tell(None);
        assert!(is(&next, Scheme::Light), "once it was heard");
    }

    #[test]
    fn what_is_wanted_is_worn_and_nobody_is_asked() {
        let light = looks(Wanted::Ground(Ground::Light), &[XTERM]);
        assert!(!light.is_asking() && is(&light, Scheme::Light));
        let mut plain = looks(Wanted::Plain, &[XTERM]);
        assert!(!plain.is_asking() && is(&plain, Scheme::Plain));
        assert_eq!(plain.switch(), None);
        let mut own = Theme::of(Scheme::Light, Depth::Truecolor);
        own.title = own.error;
        let mut looks = looks(Wanted::Own(Ground::Light, Box::new(own.clone())), &[XTERM]);
        assert!(looks.theme() == own);
        assert_eq!(looks.switch(), Some(Ground::Dark));
        assert!(is(&looks, Scheme::Dark));
        looks.switch();
        assert!(looks.theme() == own);
    }

    #[test]
    fn a_switch_outlasts_the_run_until_it_is_taken_back() {
        let mut first = looks(Wanted::Auto, &[XTERM]);
        first.tell(Some(Ground::Dark));
        assert_eq!(first.switch(), Some(Ground::Light));
        let mut next = looks(Wanted::Auto, &[XTERM]);
        next.recall(first.known());
        assert!(is(&next, Scheme::Light));
        next.tell(Some(Ground::Dark));
        assert!(is(&next, Scheme::Light), "the reader chose");
        assert_eq!(next.switch(), Some(Ground::Dark));
        assert_eq!(next.known(), Known { told: Some(Ground::Dark), ..Known::default() });
    }
}
