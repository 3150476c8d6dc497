//! Conversions to and from the types of `jiff`.

use super::{ConversionError, conversion};
use crate::scalar::{
    Date, DateTimeOffset, Duration, TimeOfDay,
    calendar::{Clock, Day, Moment},
    length::Length,
};
use jiff::{SignedDuration, Timestamp, civil, tz::Offset};

fn date(day: Day) -> Option<civil::Date> {
    civil::Date::new(day.year.try_into().ok()?, day.month.try_into().ok()?, day.day.try_into().ok()?).ok()
}

fn day(date: civil::Date) -> Day {
    Day { year: date.year().into(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
}

fn time_of_day(clock: Clock) -> Option<civil::Time> {
    let number = |value: u8| i8::try_from(value).ok();
    let nanosecond = i32::try_from(clock.nanosecond).ok()?;
    civil::Time::new(number(clock.hour)?, number(clock.minute)?, number(clock.second)?, nanosecond).ok()
}

fn clock(time: civil::Time) -> Clock {
    Clock {
        hour: time.hour().unsigned_abs(),
        minute: time.minute().unsigned_abs(),
        second: time.second().unsigned_abs(),
        nanosecond: time.subsec_nanosecond().unsigned_abs(),
    }
}

// A timestamp has no offset, so UTC is written.
conversion! {
    DateTimeOffset, "a date and time", Moment, Timestamp,
    from |moment| {
        let local = date(moment.day)?.to_datetime(time_of_day(moment.clock)?);
        let offset = Offset::from_seconds(moment.offset).ok()?;
        // `Timestamp` ends before the end of 9999-12-31, which services send for "never", and begins after the start of
        // the year -9999. Times beyond its range become its last or first value.
        offset.to_timestamp(local).ok().or(match moment.day.year {
            9999 => Some(Timestamp::MAX),
            -9999 => Some(Timestamp::MIN),
            _ => None,
        })
    },
    into |other| {
        let local = Offset::UTC.to_datetime(other);
        Moment { day: day(local.date()), clock: clock(local.time()), offset: 0 }
    }
}
conversion! { Date, "a date", Day, civil::Date, from |parts| date(parts), into |other| day(other) }
conversion! { TimeOfDay, "a time of day", Clock, civil::Time, from |parts| time_of_day(parts), into |other| clock(other) }
conversion! {
    Duration, "a duration", Length, SignedDuration,
    from |length| Some(SignedDuration::new(length.seconds, length.nanoseconds)),
    into |other| Length { seconds: other.as_secs(), nanoseconds: other.subsec_nanos() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_round_trip() {
        let time = Timestamp::try_from(&DateTimeOffset::from("2024-02-29T12:30:00.5+02:00")).unwrap();
        assert_eq!(time.as_millisecond(), 1_709_202_600_500);
        assert_eq!(DateTimeOffset::from(time).as_str(), "2024-02-29T10:30:00.5Z");
        let date = civil::Date::try_from(&Date::from("2024-02-29")).unwrap();
        assert_eq!(Date::from(date).as_str(), "2024-02-29");
        let clock = civil::Time::try_from(&TimeOfDay::from("23:59:59.25")).unwrap();
        assert_eq!(TimeOfDay::from(clock).as_str(), "23:59:59.25");
        let length = SignedDuration::try_from(&Duration::from("-PT1.5S")).unwrap();
        assert_eq!(length, SignedDuration::from_millis(-1500));
        assert_eq!(Duration::from(length).as_str(), "-PT1.5S");
    }

    #[test]
    fn impossible_days_are_refused() {
        assert!(civil::Date::try_from(&Date::from("2023-02-29")).is_err());
        assert!(civil::Time::try_from(&TimeOfDay::from("24:00:00")).is_err());
        assert!(Timestamp::try_from(&DateTimeOffset::from("99999-01-01T00:00:00Z")).is_err());
    }

    #[test]
    fn times_beyond_the_range_of_a_timestamp_become_its_first_or_last_value() {
        let timestamp = |text| Timestamp::try_from(&DateTimeOffset::from(text));
        assert_eq!(timestamp("9999-12-31T23:59:59.9999999Z"), Ok(Timestamp::MAX));
        assert_eq!(timestamp("9999-12-31T23:59:59Z"), Ok(Timestamp::MAX));
        assert_eq!(timestamp("-9999-01-01T00:00:00Z"), Ok(Timestamp::MIN));
        assert!(timestamp("0001-01-01T00:00:00Z").is_ok_and(|time| time > Timestamp::MIN));
        assert!(timestamp("9999-12-31T25:00:00Z").is_err());
    }
}
