//! Reads and writes dates and times as numbers.
//!
//! In: the text of a date or time. Out: its numbers; and back. Invariant: only the form of the text is checked, so
//! `2023-02-30` is read. Whether the day exists is checked by the code that uses the numbers, such as `chrono`.

use std::fmt;

/// A date as numbers. The calendar need not have this date: 2023-02-30 is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// A time of day as hour, minute, second and nanosecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) nanosecond: u32,
}

/// A date and a time of day, with the offset of their time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) clock: Clock,
    /// The offset of the time zone in seconds, positive east of UTC: 7200 for `+02:00`.
    pub(super) offset: i32,
}

impl Day {
    /// Reads a date such as `2024-02-29`. A time after it is ignored.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (text, _) = split_time(text.trim());
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let year = parts.next().filter(|year| year.len() >= 4).and_then(number::<i32>)?;
        let month = parts.next().and_then(two_digits)?;
        let day = parts.next().and_then(two_digits)?;
        parts.next().is_none().then_some(Self { year: sign * year, month, day })
    }
}

impl Clock {
    /// Reads a time of day such as `12:30`, `12:30:00` or `12:30:00.1234567`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(':');
        let hour = parts.next().and_then(two_digits)?;
        let minute = parts.next().and_then(two_digits)?;
        let (second, nanosecond) = match parts.next() {
            None => (0, 0),
            Some(seconds) => {
                let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
                (two_digits(whole)?, nanoseconds(fraction)?)
            }
        };
        parts.next().is_none().then_some(Self { hour, minute, second, nanosecond })
    }
}

impl Moment {
    /// Reads a date and a time such as `2024-02-29T12:30:00Z`. Without an offset the time is in UTC; without a time it
    /// is midnight.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = Day::parse(text)?;
        let Some(rest) = split_time(text).1 else {
            return Some(Self { day, clock: Clock::default(), offset: 0 });
        };
        let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
            None => (rest, 0),
            Some(zone) => (&rest[..zone], zone_offset(&rest[zone..])?),
        };
        Some(Self { day, clock: Clock::parse(clock)?, offset })
    }
}

fn split_time(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    }
}

/// Reads the offset of a time zone, such as `Z`, `+02:00`, `+0200` or `-08`, in seconds.
fn zone_offset(text: &str) -> Option<i32> {
    let sign = match text.as_bytes() {
        b"Z" | b"z" => return Some(0),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    let digits = text[1..].replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 if digits.is_ascii() => digits.split_at(2),
        _ => return None,
    };
    Some(sign * (i32::from(two_digits(hours)?) * 3600 + i32::from(two_digits(minutes)?) * 60))
}

/// Reads a number of digits only; `parse` by itself would accept a sign.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2).then(|| number(text)).flatten()
}

/// Reads the digits after the decimal point of a second, such as `5` for half a second. Digits past the ninth are cut
/// off.
pub(super) fn nanoseconds(fraction: &str) -> Option<u32> {
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

/// Writes `.5` for half a second, nothing for a whole one.
pub(super) fn write_fraction(formatter: &mut fmt::Formatter<'_>, nanosecond: u32) -> fmt::Result {
    if nanosecond == 0 {
        return Ok(());
    }
    let digits = format!("{nanosecond:09}");
    write!(formatter, ".{}", digits.trim_end_matches('0'))
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(formatter, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(formatter, self.nanosecond)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}T{}", self.day, self.clock)?;
        // An offset is written with hours and minutes only, so its seconds are cut off.
        let minutes = self.offset.unsigned_abs() / 60;
        match self.offset {
            0 => formatter.write_str("Z"),
            offset => {
                write!(formatter, "{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_texts_are_read_back() {
        for text in [
            "2024-02-29T12:30:00Z",
            "2024-02-29T12:30:59.1234567+05:30",
            "0001-01-01T00:00:00.000000001-08:00",
            "-0044-03-15T00:00:00Z",
            "10000-01-01T00:00:00Z",
        ] {
            assert_eq!(Moment::parse(text).map(|moment| moment.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn omitted_parts_of_a_date_and_time_are_zero() {
        for (text, expected) in [
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            (" 2024-02-29 12:30 ", "2024-02-29T12:30:00Z"),
            ("2024-02-29t12:30:00", "2024-02-29T12:30:00Z"),
            ("2024-02-29T12:30:00.0000000z", "2024-02-29T12:30:00Z"),
            ("2024-02-29T12:30:00.12345678999+0200", "2024-02-29T12:30:00.123456789+02:00"),
            ("2024-02-29T12:30:00-08", "2024-02-29T12:30:00-08:00"),
        ] {
            assert_eq!(Moment::parse(text).map(|moment| moment.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn malformed_dates_and_times_are_refused() {
        for text in [
            "",
            "2024",
            "24-02-29",
            "2024-2-29",
            "2024-02-29-01",
            "2024-02-29T",
            "2024-02-29T12",
            "2024-02-29T12:30:00:00",
            "2024-02-29T12:30:+1",
            "2024-02-29T12:30:00.x",
            "2024-02-29T12:30:00+2",
            "2024-02-29T12:30:00+é2",
            "2024-02-29T12:30Zulu",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
