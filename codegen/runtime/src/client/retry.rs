//! Decides whether a request is sent again, and when.
//!
//! In: a method, the outcome of the last attempt, the time and a random number. Out: the time to wait, if any.
//! Invariant: a request that the service may have executed is repeated only if a second execution does no harm. No wait
//! exceeds the limit of the policy.

use crate::RetryAfter;
use http::{HeaderMap, Method, StatusCode};
use std::time::{Duration, SystemTime};

/// The longest wait. If the service asks for a longer one, the caller gets the response as an error, with its
/// `Retry-After`.
///
/// ```
/// // The client waits for `Retry-After: 300`, but not for a longer delay.
/// assert_eq!(graph_runtime::client::LONGEST_WAIT.as_secs(), 300);
/// ```
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// The longest wait before the first repetition if the service states no delay. It doubles with each repetition, and up
/// to half of it is taken off at random.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The limit of the doubled waits, if the service states no delay.
const LONGEST_BACKOFF: Duration = Duration::from_secs(32);

/// The policy that decides whether a request is sent again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retry {
    /// How often a request is repeated at most.
    pub(super) times: u32,
}

/// How an attempt to send a request ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome<'r> {
    /// The service answered, with this status and these headers. The status may mean an error.
    Answer(StatusCode, &'r HeaderMap),
    /// There is no response, because the transport failed.
    Nothing,
}

impl Retry {
    /// The time to wait before repeating a request that was sent `sent` times; `None` to give up.
    ///
    /// `random` is at least 0 and less than 1.
    pub(super) fn wait(
        self,
        method: &Method,
        sent: u32,
        outcome: Outcome<'_>,
        now: SystemTime,
        random: f64,
    ) -> Option<Duration> {
        if sent > self.times {
            return None;
        }
        let requested = match outcome {
            Outcome::Answer(status, headers) => {
                let requested = requested_delay(headers, now);
                if !may_repeat(method, status, requested.is_some()) {
                    return None;
                }
                requested
            }
            Outcome::Nothing if method.is_idempotent() => None,
            Outcome::Nothing => return None,
        };
        let wait = match requested {
            // Adds up to a tenth at random, so that clients with the same `Retry-After` do not all come back at the
            // same moment.
            Some(requested) => requested.saturating_add(requested.mul_f64(random / 10.0)),
            None => backoff(sent, random),
        };
        // Gives up if the service asks for more than `LONGEST_WAIT`. The random addition does not count for that, but
        // is cut off at the limit.
        let requested = requested.unwrap_or(wait);
        (requested <= LONGEST_WAIT).then_some(wait.min(LONGEST_WAIT))
    }
}

/// Whether a request may be sent again after a response with this status: the service did not execute it, or a second
/// execution does no harm. `says_when` is whether the response has a `Retry-After`.
fn may_repeat(method: &Method, status: StatusCode, says_when: bool) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::SERVICE_UNAVAILABLE if says_when => true,
        StatusCode::REQUEST_TIMEOUT
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => method.is_idempotent(),
        _ => false,
    }
}

/// The delay that the headers of a response ask for. `Retry-After` may be a date: it is compared with the header
/// `Date`, the clock of the service, or with `now` if there is none. A past date means no delay.
fn requested_delay(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    Some(RetryAfter::from_headers(headers)?.delay(RetryAfter::service_time(headers).unwrap_or(now)))
}

/// The wait if the service states no delay: half of 1, 2, 4, … 32 seconds, plus a random part of the other half.
fn backoff(sent: u32, random: f64) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(sent.saturating_sub(1)));
    doubled.min(LONGEST_BACKOFF).mul_f64(0.5 + random / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{
        HeaderName,
        header::{DATE, RETRY_AFTER},
    };

    /// 1994-11-06 08:49:37 UTC, the date of the examples in RFC 9110.
    const NOW: Duration = Duration::from_secs(784_111_777);

    fn wait(method: &Method, sent: u32, status: u16, headers: &[(HeaderName, &str)], random: f64) -> Option<Duration> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value.parse().unwrap());
        }
        let outcome = Outcome::Answer(StatusCode::from_u16(status).unwrap(), &map);
        Retry { times: 3 }.wait(method, sent, outcome, SystemTime::UNIX_EPOCH + NOW, random)
    }

    fn check(status: u16, headers: &[(HeaderName, &str)], expected: Option<u64>) {
        let found = wait(&Method::POST, 1, status, headers, 0.0);
        assert_eq!(found, expected.map(Duration::from_secs), "{status} {headers:?}");
    }

    #[test]
    fn a_delay_in_seconds_is_accepted_up_to_the_longest_wait() {
        check(429, &[(RETRY_AFTER, "0")], Some(0));
        check(503, &[(RETRY_AFTER, " 300 ")], Some(300));
        check(503, &[(RETRY_AFTER, "60,120")], Some(60));
        check(429, &[(RETRY_AFTER, "2.128")], Some(3));
        check(503, &[(RETRY_AFTER, "301")], None);
        check(503, &[(RETRY_AFTER, "18446744073709551615")], None);
    }

    #[test]
    fn a_delay_may_be_a_date_in_each_form_of_rfc_9110() {
        for date in ["Sun, 06 Nov 1994 08:49:47 GMT", "Sunday, 06-Nov-94 08:49:47 GMT", "Sun Nov  6 08:49:47 1994"] {
            check(503, &[(RETRY_AFTER, date)], Some(10));
        }
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:54:37 GMT")], Some(300));
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:54:38 GMT")], None);
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:36 GMT")], Some(0));
        check(503, &[(RETRY_AFTER, "Thu, 01 Jan 1970 00:00:00 GMT")], Some(0));
    }

    #[test]
    fn a_date_is_compared_with_the_clock_of_the_service() {
        let date = "Mon, 06 Nov 2045 08:49:47 GMT";
        check(503, &[(RETRY_AFTER, date), (DATE, "Mon, 06 Nov 2045 08:49:37 GMT")], Some(10));
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:47 GMT"), (DATE, "today")], Some(10));
    }

    #[test]
    fn an_unreadable_delay_is_ignored() {
        for text in ["", "soon", "-1", "1e3", "99999999999999999999999", "Sun, 06 Nov 1994", "1994-11-06T08:49:47Z"] {
            check(503, &[(RETRY_AFTER, text)], None);
        }
        check(503, &[], None);
        check(500, &[(RETRY_AFTER, "1")], None);
        check(200, &[(RETRY_AFTER, "1")], None);
    }

    #[test]
    fn a_request_that_the_service_may_have_executed_is_not_repeated() {
        for (method, status, repeated) in [
            (Method::POST, 429, true),
            (Method::PATCH, 429, true),
            (Method::GET, 503, true),
            (Method::PUT, 502, true),
            (Method::DELETE, 504, true),
            (Method::GET, 408, true),
            (Method::POST, 503, false),
            (Method::PATCH, 502, false),
            (Method::POST, 504, false),
            (Method::GET, 500, false),
            (Method::GET, 404, false),
        ] {
            assert_eq!(wait(&method, 1, status, &[], 0.0).is_some(), repeated, "{method} {status}");
        }
        let nothing = |method| Retry { times: 1 }.wait(&method, 1, Outcome::Nothing, SystemTime::UNIX_EPOCH, 0.0);
        assert_eq!((nothing(Method::GET).is_some(), nothing(Method::POST)), (true, None));
    }

    #[test]
    fn each_wait_is_twice_the_last_and_has_a_random_part() {
        let seconds = |sent, random| wait(&Method::GET, sent, 503, &[], random).map(|wait| wait.as_secs_f64());
        assert_eq!([seconds(1, 0.0), seconds(1, 0.5), seconds(2, 0.0)], [Some(0.5), Some(0.75), Some(1.0)]);
        assert_eq!((seconds(3, 0.5), seconds(4, 0.5)), (Some(3.0), None));
        assert_eq!(backoff(40, 0.0), LONGEST_BACKOFF / 2);
        // The random addition is at most a tenth of the wait in `Retry-After`.
        let asked = |random| wait(&Method::GET, 1, 503, &[(RETRY_AFTER, "10")], random);
        assert_eq!((asked(0.0), asked(0.5)), (Some(Duration::from_secs(10)), Some(Duration::from_millis(10_500))));
        let longest = wait(&Method::GET, 1, 503, &[(RETRY_AFTER, "300")], 0.9);
        assert_eq!(longest, Some(LONGEST_WAIT));
    }

    proptest::proptest! {
        #[test]
        fn no_header_causes_a_wait_beyond_the_limit(
            text in "[ -~]{0,40}",
            date in "[A-Z][a-z]{2}, [0-3][0-9] [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT",
            random in 0.0..1.0,
        ) {
            for text in [&text, &date] {
                let delay = wait(&Method::GET, 1, 503, &[(RETRY_AFTER, text), (DATE, &date)], random);
                proptest::prop_assert!(delay.is_none_or(|delay| delay <= LONGEST_WAIT));
            }
        }
    }
}
