//! Whether a request is sent again, and when.
//!
//! In: a response and the time. Out: how long to wait.
//! Invariant: there is no wait that the service did not ask for, and none longer than [`LONGEST_WAIT`].

use crate::RetryAfter;
use http::{HeaderMap, Response, StatusCode, header::DATE};
use std::time::{Duration, SystemTime};

/// The longest wait. When the service asks for a longer one, the caller gets the answer as an error, with its
/// `Retry-After`.
///
/// ```
/// // As a header of seconds, the longest that is waited for is:
/// assert_eq!(graph_runtime::client::LONGEST_WAIT.as_secs(), 300);
/// ```
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// The wait before the request is sent again, if the service is busy and says how long.
///
/// A date is by the clock of the service, which its header `Date` shows; without that header it is compared with `now`.
/// A past date asks for no wait.
pub(super) fn wait(response: &Response<Vec<u8>>, now: SystemTime) -> Option<Duration> {
    if !matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    let delay = RetryAfter::from_headers(response.headers())?.delay(service_time(response.headers()).unwrap_or(now));
    (delay <= LONGEST_WAIT).then_some(delay)
}

fn service_time(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::RETRY_AFTER;

    /// 1994-11-06 08:49:37 UTC, the date of the examples in RFC 9110.
    const NOW: Duration = Duration::from_secs(784_111_777);

    fn check(status: u16, headers: &[(http::HeaderName, &str)], expected: Option<u64>) {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, *value);
        }
        let response = response.body(Vec::new()).unwrap();
        let found = wait(&response, SystemTime::UNIX_EPOCH + NOW);
        assert_eq!(found, expected.map(Duration::from_secs), "{status} {headers:?}");
    }

    #[test]
    fn seconds_are_waited_for_up_to_the_longest() {
        check(429, &[(RETRY_AFTER, "0")], Some(0));
        check(503, &[(RETRY_AFTER, " 300 ")], Some(300));
        check(503, &[(RETRY_AFTER, "60,120")], Some(60));
        check(429, &[(RETRY_AFTER, "2.128")], Some(3));
        check(503, &[(RETRY_AFTER, "301")], None);
        check(503, &[(RETRY_AFTER, "18446744073709551615")], None);
    }

    #[test]
    fn each_form_of_a_date_is_waited_for() {
        for date in ["Sun, 06 Nov 1994 08:49:47 GMT", "Sunday, 06-Nov-94 08:49:47 GMT", "Sun Nov  6 08:49:47 1994"] {
            check(503, &[(RETRY_AFTER, date)], Some(10));
        }
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:54:37 GMT")], Some(300));
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:54:38 GMT")], None);
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:36 GMT")], Some(0));
        check(503, &[(RETRY_AFTER, "Thu, 01 Jan 1970 00:00:00 GMT")], Some(0));
    }

    #[test]
    fn a_date_is_one_of_the_clock_of_the_service() {
        let date = "Mon, 06 Nov 2045 08:49:47 GMT";
        check(503, &[(RETRY_AFTER, date), (DATE, "Mon, 06 Nov 2045 08:49:37 GMT")], Some(10));
        check(503, &[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:47 GMT"), (DATE, "today")], Some(10));
    }

    proptest::proptest! {
        #[test]
        fn no_header_makes_it_wait_longer_than_the_longest(
            text in "[ -~]{0,40}",
            date in "[A-Z][a-z]{2}, [0-3][0-9] [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT",
        ) {
            for text in [&text, &date] {
                let busy = Response::builder().status(503).header(RETRY_AFTER, text).header(DATE, &date);
                let delay = wait(&busy.body(Vec::new()).unwrap(), SystemTime::UNIX_EPOCH + NOW);
                proptest::prop_assert!(delay.is_none_or(|delay| delay <= LONGEST_WAIT));
            }
        }
    }

    #[test]
    fn what_is_no_time_is_not_waited_for() {
        for text in ["", "soon", "-1", "1e3", "99999999999999999999999", "Sun, 06 Nov 1994", "1994-11-06T08:49:47Z"] {
            check(503, &[(RETRY_AFTER, text)], None);
        }
        check(503, &[], None);
        check(500, &[(RETRY_AFTER, "1")], None);
        check(200, &[(RETRY_AFTER, "1")], None);
    }
}
