//! The values by which scalars are compared, ordered and hashed.
//!
//! In: the text of a scalar. Out: its value, or `None` for a malformed text. Invariant: two texts have the same value
//! only if they mean the same. All digits of a fraction count, but only nine in a duration.

use super::{
    calendar::{Clock, Day, Moment},
    length::Length,
};

/// A fraction of a second: its digits without trailing zeros. The order of such texts is the order of their values.
type Fraction<'t> = &'t str;

/// A point in time: the whole seconds since 1970-01-01T00:00:00Z, and the fraction of a second after them.
pub(super) fn point_in_time(text: &str) -> Option<(i64, Fraction<'_>)> {
    let moment = Moment::parse(text)?;
    let seconds = days(moment.day)? * 86_400 + i64::from(seconds_of_day(moment.clock)?) - i64::from(moment.offset);
    Some((seconds, fraction(text)))
}

/// A date: its year, month and day.
pub(super) fn day(text: &str) -> Option<(i32, u8, u8)> {
    let has_time = text.contains([':', 'T', 't']);
    let day = Day::parse(text).filter(|_| !has_time)?;
    days(day).map(|_| (day.year, day.month, day.day))
}

/// A time of day: the whole seconds since midnight, and the fraction of a second after them.
pub(super) fn time_of_day(text: &str) -> Option<(u32, Fraction<'_>)> {
    Some((seconds_of_day(Clock::parse(text)?)?, fraction(text)))
}

/// A length of time: its seconds and its nanoseconds, which have the same sign.
pub(super) fn length_of_time(text: &str) -> Option<(i64, i32)> {
    Length::parse(text).map(|length| (length.seconds, length.nanoseconds))
}

/// A number of any precision: its sign, the power of ten of its first digit, and its digits without leading and
/// trailing zeros. The digits of a negative number are complemented, so that the order of these triples is the order of
/// the numbers.
pub(super) fn decimal(text: &str) -> Option<(i8, i64, String)> {
    let text = text.trim();
    let (is_negative, magnitude) = match text.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let leading_zeros = digits.len() - digits.trim_start_matches('0').len();
    let digits = digits.trim_matches('0');
    if digits.is_empty() {
        return Some((0, 0, String::new()));
    }
    let shift = i64::try_from(whole.len()).ok()?.checked_sub(i64::try_from(leading_zeros).ok()?)?;
    let power = exponent.parse::<i64>().ok()?.checked_add(shift)?;
    if !is_negative {
        return Some((1, power, digits.to_owned()));
    }
    // `:` comes after every digit in the order of characters: -12.5 is less than -12, and `874:` comes before `87:`.
    let reversed = digits.bytes().map(|digit| char::from(b'0' + (b'9' - digit))).chain([':']).collect();
    Some((-1, power.checked_neg()?, reversed))
}

/// The digits of a GUID, in the forms of RFC 9562, .NET and COM: with or without hyphens, in braces or parentheses.
pub(super) fn guid(text: &str) -> Option<u128> {
    let text = text.trim();
    let inner = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    let text = inner('{', '}').or_else(|| inner('(', ')')).unwrap_or(text);
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    if !matches!(lengths[..], [32] | [8, 4, 4, 4, 12]) || !groups.iter().all(|group| is_hexadecimal(group)) {
        return None;
    }
    u128::from_str_radix(&groups.concat(), 16).ok()
}

/// Always `None`: binary data has no value here and is compared as text, so the same bytes in another base64 alphabet
/// or with other padding are not equal.
pub(super) fn text_only(_: &str) -> Option<()> {
    None
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn fraction(text: &str) -> Fraction<'_> {
    let after = text.split_once('.').map_or("", |(_, after)| after);
    let end = after.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(after.len());
    after[..end].trim_end_matches('0')
}

/// The seconds since midnight; `None` for an impossible time such as `25:00`. A leap second, `23:59:60`, counts as the
/// first second of the next minute.
fn seconds_of_day(clock: Clock) -> Option<u32> {
    let is_valid = clock.hour < 24 && clock.minute < 60 && clock.second <= 60;
    is_valid.then(|| u32::from(clock.hour) * 3600 + u32::from(clock.minute) * 60 + u32::from(clock.second))
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` for a day that the calendar does not have.
fn days(day: Day) -> Option<i64> {
    let year = i64::from(day.year);
    let is_leap_year = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    let length = match day.month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap_year),
        _ => return None,
    };
    if day.day == 0 || day.day > length {
        return None;
    }
    // Counts years and months from March, so that the leap day is the last day of a year.
    let (year, month) = if day.month > 2 { (year, day.month - 3) } else { (year - 1, day.month + 9) };
    let days_before_month = (153 * i64::from(month) + 2) / 5;
    let days_before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(days_before_year + days_before_month + i64::from(day.day) - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use crate::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
    use std::{collections::HashSet, fmt::Debug, hash::Hash};

    /// Checks values in ascending order, each in several spellings.
    fn check<T: for<'t> From<&'t str> + Ord + Hash + Debug>(ascending: &[&[&str]]) {
        let values: Vec<Vec<T>> =
            ascending.iter().map(|texts| texts.iter().map(|text| T::from(text)).collect()).collect();
        for (index, left) in values.iter().enumerate() {
            for (other, right) in values.iter().enumerate() {
                for (left, right) in left.iter().flat_map(|left| right.iter().map(move |right| (left, right))) {
                    assert_eq!(left.cmp(right), index.cmp(&other), "{left:?} and {right:?}");
                    assert_eq!(left == right, index == other, "{left:?} and {right:?}");
                }
            }
        }
        let distinct: HashSet<T> = values.into_iter().flatten().collect();
        assert_eq!(distinct.len(), ascending.len());
    }

    #[test]
    fn points_in_time_are_equal_whatever_their_offset_and_trailing_zeros() {
        check::<DateTimeOffset>(&[
            &["-0001-12-31T23:00:00Z"],
            &["1969-12-31T23:59:59.9Z"],
            &["1970-01-01T00:00:00Z", "1970-01-01", "1970-01-01T00:00Z"],
            &[
                "2024-02-29T10:00:00Z",
                "2024-02-29T12:00:00+02:00",
                "2024-02-29T12:00:00.0000000+0200",
                "2024-02-29t10:00:00z",
            ],
            &["2024-02-29T10:00:00.0000000001Z", "2024-02-29T10:00:00.00000000010Z"],
            &["2024-02-29T10:00:00.5Z", "2024-02-29T10:00:00.50Z", "2024-02-29T07:30:00.5-02:30"],
            &["2024-02-29T11:00:00Z"],
            &["2024-03-01T00:00:00Z", "2024-03-01", "2024-02-29T23:00:00-01:00"],
            &["9999-12-31T23:59:59.9999999Z"],
            &["2024-02-30T00:00:00Z"],
            &["soon"],
        ]);
    }

    #[test]
    fn guids_are_compared_in_any_form() {
        check::<Guid>(&[
            &["00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000"],
            &[
                "02bd9fd6-8f93-4758-87c3-1fb73740a315",
                "02BD9FD6-8F93-4758-87C3-1FB73740A315",
                "{02bd9fd6-8f93-4758-87C3-1fb73740a315}",
                "(02bd9fd6-8f93-4758-87C3-1fb73740a315)",
                "02bd9fd68f93475887c31fb73740a315",
            ],
            &["02bd9fd6-8f93-4758-87c3-1fb73740a316"],
            &["02bd9fd6-8f9-34758-87c3-1fb73740a315"],
            &["no guid"],
        ]);
    }

    #[test]
    fn decimals_are_compared_as_numbers() {
        check::<Decimal>(&[
            &["-1e3", "-1000", "-1000.00"],
            &["-12.5", "-12.50"],
            &["-12"],
            &["-0.125"],
            &["-0.12", "-1.2E-1"],
            &["0", "-0", "0.000", "0e5"],
            &["0.00000000000000000000000000001", "1e-29"],
            &["1.1", "1.10", "+1.1"],
            &["9"],
            &["10", "1e1", "010.0"],
            &["79228162514264337593543950335"],
            &["INF"],
            &["many"],
        ]);
    }

    #[test]
    fn days_times_and_durations_are_compared_by_value() {
        check::<Date>(&[&["-0044-03-15"], &["1999-12-31"], &["2024-02-29"], &["12024-01-01"], &["2023-02-29"]]);
        check::<TimeOfDay>(&[
            &["00:00", "00:00:00", "00:00:00.000"],
            &["12:30:00.5", "12:30:00.500"],
            &["12:30:01"],
            &["25:00:00"],
        ]);
        check::<Duration>(&[
            &["-PT1.5S"],
            &["-PT1.2S"],
            &["PT0S", "P0D"],
            &["PT90M", "PT1H30M", "P0DT5400S"],
            &["P1D", "PT24H"],
            &["P1M"],
        ]);
    }
}
