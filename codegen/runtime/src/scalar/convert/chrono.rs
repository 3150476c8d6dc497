//! Conversions to and from the types of `chrono`.

use super::{ConversionError, conversion};
use crate::scalar::{
    Date, DateTimeOffset, Duration, TimeOfDay,
    calendar::{Clock, Day, Moment},
    length::Length,
};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())
}

#[expect(clippy::cast_possible_truncation, reason = "months and days have two digits")]
fn day(date: NaiveDate) -> Day {
    Day { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
}

fn time_of_day(clock: Clock) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(clock.hour.into(), clock.minute.into(), clock.second.into(), clock.nanosecond)
}

/// `chrono` represents the leap second `23:59:60` as second 59 with 1,000,000,000 or more nanoseconds. It becomes the
/// last nanosecond of second 59.
#[expect(clippy::cast_possible_truncation, reason = "hours, minutes and seconds have two digits")]
fn clock(time: NaiveTime) -> Clock {
    Clock {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: time.second() as u8,
        nanosecond: time.nanosecond().min(999_999_999),
    }
}

conversion! {
    DateTimeOffset, "a date and time", Moment, DateTime<FixedOffset>,
    from |moment| {
        let local = date(moment.day)?.and_time(time_of_day(moment.clock)?);
        FixedOffset::east_opt(moment.offset)?.from_local_datetime(&local).single()
    },
    into |other| {
        let local = other.naive_local();
        Moment { day: day(local.date()), clock: clock(local.time()), offset: other.offset().local_minus_utc() }
    }
}
conversion! { Date, "a date", Day, NaiveDate, from |parts| date(parts), into |other| day(other) }
conversion! { TimeOfDay, "a time of day", Clock, NaiveTime, from |parts| time_of_day(parts), into |other| clock(other) }
conversion! {
    Duration, "a duration", Length, TimeDelta,
    from |length| TimeDelta::try_seconds(length.seconds)?.checked_add(&TimeDelta::nanoseconds(length.nanoseconds.into())),
    into |other| Length { seconds: other.num_seconds(), nanoseconds: other.subsec_nanos() }
}

impl TryFrom<&DateTimeOffset> for DateTime<Utc> {
    type Error = ConversionError;

    fn try_from(scalar: &DateTimeOffset) -> Result<Self, ConversionError> {
        DateTime::<FixedOffset>::try_from(scalar).map(|time| time.to_utc())
    }
}

impl From<DateTime<Utc>> for DateTimeOffset {
    fn from(other: DateTime<Utc>) -> Self {
        other.fixed_offset().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_round_trip() {
        let text = DateTimeOffset::from("2024-02-29T12:30:00.5+02:00");
        let time = DateTime::<FixedOffset>::try_from(&text).unwrap();
        assert_eq!(time.timestamp_millis(), 1_709_202_600_500);
        assert_eq!(DateTimeOffset::from(time), text);
        let utc = DateTime::<Utc>::try_from(&text).unwrap();
        assert_eq!(DateTimeOffset::from(utc).as_str(), "2024-02-29T10:30:00.5Z");
        let date = NaiveDate::try_from(&Date::from("2024-02-29")).unwrap();
        assert_eq!(Date::from(date).as_str(), "2024-02-29");
        let clock = NaiveTime::try_from(&TimeOfDay::from("23:59:59.25")).unwrap();
        assert_eq!(TimeOfDay::from(clock).as_str(), "23:59:59.25");
        let length = TimeDelta::try_from(&Duration::from("-PT1.5S")).unwrap();
        assert_eq!(length, TimeDelta::milliseconds(-1500));
        assert_eq!(Duration::from(length).as_str(), "-PT1.5S");
    }

    #[test]
    fn impossible_days_are_refused() {
        assert!(NaiveDate::try_from(&Date::from("2023-02-29")).is_err());
        assert!(NaiveTime::try_from(&TimeOfDay::from("24:00:00")).is_err());
        assert!(TimeDelta::try_from(&Duration::from("PT9223372036854775807S")).is_err());
    }
}
