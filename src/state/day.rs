//! A day of the calendar, in UTC: when something was chosen.

use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    year: i64,
    /// From 1.
    month: u8,
    day: u8,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SECONDS: u64 = 86_400;

impl Day {
    pub fn today() -> Day {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Day::after_1970((now.as_secs() / SECONDS) as i64)
    }

    /// The day so many days after 1 January 1970: `civil_from_days` of Howard Hinnant's
    /// "chrono-Compatible Low-Level Date Algorithms", for days after it.
    fn after_1970(days: i64) -> Day {
        // Days since 1 March of the year 0, in eras of 400 years.
        let days = days + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Day { year, month: month as u8, day: day as u8 }
    }

    /// Reads `2026-11-03`.
    pub fn parse(text: &str) -> Option<Day> {
        let mut numbers = text.splitn(3, '-');
        let year = numbers.next()?.parse().ok()?;
        let month: u8 = numbers.next()?.parse().ok()?;
        let day = numbers.next()?.parse().ok()?;
        (1..=12).contains(&month).then_some(Day { year, month, day })
    }

    /// `2026-11-03`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `3 Nov`, with its year where that is not this one.
    pub fn short(self, today: Day) -> String {
        let month = MONTHS[usize::from(self.month.clamp(1, 12)) - 1];
        match self.year == today.year {
            true => format!("{} {month}", self.day),
            false => format!("{} {month} {}", self.day, self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        let days = [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29")];
        let later = [(11_017, "2000-03-01"), (20_760, "2026-11-03"), (47_541, "2100-03-01")];
        for (count, iso) in days.into_iter().chain(later) {
            assert_eq!(Day::after_1970(count).iso(), iso);
            assert_eq!(Day::parse(iso), Some(Day::after_1970(count)));
        }
    }

    #[test]
    fn the_year_is_said_where_it_is_another() {
        let day = |text| Day::parse(text).expect("a day");
        assert_eq!(day("2026-11-03").short(day("2026-12-31")), "3 Nov");
        assert_eq!(day("2025-11-03").short(day("2026-12-31")), "3 Nov 2025");
        for text in ["", "2026", "2026-13-01", "2026-0-1", "x-y-z"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
