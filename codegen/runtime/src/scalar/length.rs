//! Reads and writes durations as seconds and nanoseconds.
//!
//! In: the text of an `Edm.Duration`. Out: its seconds and nanoseconds; and back. Invariant: years and months are
//! refused, because they have no fixed length.

use super::calendar::{nanoseconds, write_fraction};
use std::fmt;

/// A length of time: the sum of its seconds and nanoseconds. Both have the same sign: -1 and -500,000,000 for
/// `-PT1.5S`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) seconds: i64,
    pub(super) nanoseconds: i32,
}

impl Length {
    /// Reads a duration such as `P1DT2H30M5.5S`, `-PT5M` or `P2W`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let text = text.strip_prefix('P')?;
        let (days, time) = match text.split_once('T') {
            Some((days, time)) if !time.is_empty() => (days, time),
            Some(_) => return None,
            None => (text, ""),
        };
        if days.is_empty() && time.is_empty() {
            return None;
        }
        let (day_seconds, _) = sum(days, &[('W', 7 * 86_400), ('D', 86_400)])?;
        let (time_seconds, nanoseconds) = sum(time, &[('H', 3_600), ('M', 60), ('S', 1)])?;
        let seconds = day_seconds.checked_add(time_seconds)?;
        let nanoseconds = i32::try_from(nanoseconds).ok()?;
        Some(if negative {
            Self { seconds: -seconds, nanoseconds: -nanoseconds }
        } else {
            Self { seconds, nanoseconds }
        })
    }
}

/// Adds up numbers with units, such as `2H30M`, in seconds and nanoseconds. Each unit occurs at most once, in the order
/// of `units`; only seconds may have a fraction.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<(i64, u32)> {
    let (mut seconds, mut fraction) = (0_i64, 0);
    for (unit, weight) in units {
        let Some((number, rest)) = text.split_once(*unit) else {
            continue;
        };
        let (whole, digits) = match number.split_once('.') {
            Some((whole, digits)) if *unit == 'S' => (whole, digits),
            _ => (number, ""),
        };
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        seconds = whole.parse::<i64>().ok()?.checked_mul(*weight)?.checked_add(seconds)?;
        fraction = nanoseconds(digits)?;
        text = rest;
    }
    text.is_empty().then_some((seconds, fraction))
}

impl fmt::Display for Length {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seconds < 0 || self.nanoseconds < 0 {
            formatter.write_str("-")?;
        }
        let (seconds, nanoseconds) = (self.seconds.unsigned_abs(), self.nanoseconds.unsigned_abs());
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
        formatter.write_str("P")?;
        if days > 0 {
            write!(formatter, "{days}D")?;
        }
        let rest = seconds % 60;
        let has_seconds = rest > 0 || nanoseconds > 0;
        if hours > 0 || minutes > 0 || has_seconds || days == 0 {
            formatter.write_str("T")?;
        }
        if hours > 0 {
            write!(formatter, "{hours}H")?;
        }
        if minutes > 0 {
            write!(formatter, "{minutes}M")?;
        }
        if has_seconds || seconds == 0 {
            write!(formatter, "{rest}")?;
            write_fraction(formatter, nanoseconds)?;
            formatter.write_str("S")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_texts_are_read_back() {
        for text in ["PT0S", "PT1H30M", "P1D", "P10DT0.5S", "-PT5M", "-PT0.000000001S", "P3DT23H59M59S"] {
            assert_eq!(Length::parse(text).map(|length| length.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Length::parse("P1WT90M").map(|length| length.seconds), Some(7 * 86_400 + 5_400));
    }

    #[test]
    fn malformed_durations_are_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "P1Y",
            "P1M",
            "PT1S1M",
            "PT1.5H",
            "PT+1S",
            "PT.5S",
            "P1DT",
            "PT99999999999999999999S",
            "1D",
        ] {
            assert_eq!(Length::parse(text), None, "{text}");
        }
    }
}
