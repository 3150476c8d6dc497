//! Conversions to and from the types of `time`.

use super::{ConversionError, conversion};
use crate::scalar::{
    Date, DateTimeOffset, Duration, TimeOfDay,
    calendar::{Clock, Day, Moment},
    length::Length,
};
use time::{OffsetDateTime, Time, UtcOffset};

fn date(day: Day) -> Option<time::Date> {
    time::Date::from_calendar_date(day.year, day.month.try_into().ok()?, day.day).ok()
}

fn day(date: time::Date) -> Day {
    Day { year: date.year(), month: date.month().into(), day: date.day() }
}

fn time_of_day(clock: Clock) -> Option<Time> {
    Time::from_hms_nano(clock.hour, clock.minute, clock.second, clock.nanosecond).ok()
}

fn clock(time: Time) -> Clock {
    Clock { hour: time.hour(), minute: time.minute(), second: time.second(), nanosecond: time.nanosecond() }
}

conversion! {
    DateTimeOffset, "a date and time", Moment, OffsetDateTime,
    from |moment| {
        let offset = UtcOffset::from_whole_seconds(moment.offset).ok()?;
        Some(OffsetDateTime::new_in_offset(date(moment.day)?, time_of_day(moment.clock)?, offset))
    },
    into |other| Moment { day: day(other.date()), clock: clock(other.time()), offset: other.offset().whole_seconds() }
}
conversion! { Date, "a date", Day, time::Date, from |parts| date(parts), into |other| day(other) }
conversion! { TimeOfDay, "a time of day", Clock, Time, from |parts| time_of_day(parts), into |other| clock(other) }
conversion! {
    Duration, "a duration", Length, time::Duration,
    from |length| Some(time::Duration::new(length.seconds, length.nanoseconds)),
    into |other| Length { seconds: other.whole_seconds(), nanoseconds: other.subsec_nanoseconds() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_round_trip() {
        let text = DateTimeOffset::from("2024-02-29T12:30:00.5+02:00");
        let time = OffsetDateTime::try_from(&text).unwrap();
        assert_eq!(time.unix_timestamp_nanos(), 1_709_202_600_500_000_000);
        assert_eq!(DateTimeOffset::from(time), text);
        let date = time::Date::try_from(&Date::from("2024-02-29")).unwrap();
        assert_eq!(Date::from(date).as_str(), "2024-02-29");
        let clock = Time::try_from(&TimeOfDay::from("23:59:59.25")).unwrap();
        assert_eq!(TimeOfDay::from(clock).as_str(), "23:59:59.25");
        let length = time::Duration::try_from(&Duration::from("-PT1.5S")).unwrap();
        assert_eq!(length, time::Duration::milliseconds(-1500));
        assert_eq!(Duration::from(length).as_str(), "-PT1.5S");
    }

    #[test]
    fn impossible_days_are_refused() {
        let error = time::Date::try_from(&Date::from("2023-02-29")).unwrap_err();
        assert_eq!(error.to_string(), "the text is not a date, or it is out of range");
        assert!(OffsetDateTime::try_from(&DateTimeOffset::from("2024-02-29T12:30:00+99:00")).is_err());
        assert!(Time::try_from(&TimeOfDay::from("24:00:00")).is_err());
    }
}
