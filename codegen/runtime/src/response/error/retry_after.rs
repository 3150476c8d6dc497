//! Reads from a response when the request may be repeated.
//!
//! In: the headers of a response. Out: a delay, or a point in time. Invariant: a text that is neither a number nor a
//! date is ignored.

use http::{
    HeaderMap,
    header::{DATE, RETRY_AFTER},
};
use std::time::{Duration, SystemTime};

/// Headers with a delay in milliseconds, which some services send with or instead of `Retry-After`.
const MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// The header `Retry-After` (RFC 9110 §10.2.3).
///
/// If there are several numbers, the first counts. A fraction is rounded up:
///
/// ```
/// use graph_runtime::{ODataError, RetryAfter, http::Response};
/// use std::time::{Duration, SystemTime};
///
/// let read = |text: &str| {
///     let response = Response::builder().status(503).header("retry-after", text).body(Vec::new());
///     response.map(|response| ODataError::from_response(response).retry_after)
/// };
/// assert_eq!(read("60,120")?, Some(RetryAfter::Delay(Duration::from_secs(60))));
/// assert_eq!(read("2.128")?, Some(RetryAfter::Delay(Duration::from_secs(3))));
/// assert_eq!(read("soon")?, None);
/// let date = read("Wed, 21 Oct 2026 07:28:00 GMT")?.expect("a date");
/// assert_eq!(date.delay(SystemTime::UNIX_EPOCH + Duration::from_secs(1_792_567_670)), Duration::from_secs(10));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// The time to wait after the response, from a number of seconds: `Retry-After: 120`.
    Delay(Duration),
    /// The date from which on the request may be repeated, by the clock of the service: `Retry-After: Sun, 06 Nov 1994
    /// 08:49:37 GMT`.
    At(SystemTime),
}

impl RetryAfter {
    /// The time to wait from `now` on; zero if the date has passed.
    ///
    /// ```
    /// use graph_runtime::RetryAfter;
    /// use std::time::{Duration, SystemTime};
    /// let now = SystemTime::UNIX_EPOCH;
    /// assert_eq!(RetryAfter::Delay(Duration::from_secs(7)).delay(now), Duration::from_secs(7));
    /// assert_eq!(RetryAfter::At(now + Duration::from_secs(7)).delay(now), Duration::from_secs(7));
    /// ```
    #[must_use]
    pub fn delay(&self, now: SystemTime) -> Duration {
        match self {
            Self::Delay(delay) => *delay,
            Self::At(time) => time.duration_since(now).unwrap_or_default(),
        }
    }

    /// Reads the headers of a response.
    ///
    /// ```
    /// use graph_runtime::{RetryAfter, http::HeaderMap};
    /// let mut headers = HeaderMap::new();
    /// assert_eq!(RetryAfter::from_headers(&headers), None);
    /// headers.insert("retry-after-ms", "1500".parse()?);
    /// assert_eq!(RetryAfter::from_headers(&headers), Some(RetryAfter::Delay(std::time::Duration::from_millis(1500))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let texts = headers.get_all(RETRY_AFTER).iter().filter_map(|value| value.to_str().ok());
        let standard = texts.filter_map(Self::parse).next();
        standard.or_else(|| {
            let text = MILLISECONDS.iter().find_map(|name| headers.get(*name)?.to_str().ok())?;
            text.trim().parse().ok().map(|milliseconds| Self::Delay(Duration::from_millis(milliseconds)))
        })
    }

    /// The current time by the clock of the service: the header `Date`.
    pub(crate) fn service_time(headers: &HeaderMap) -> Option<SystemTime> {
        httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()
    }

    fn parse(text: &str) -> Option<Self> {
        // A date contains a comma, so it is tried before a list of numbers.
        if let Ok(time) = httpdate::parse_http_date(text.trim()) {
            return Some(Self::At(time));
        }
        text.split([',', ';']).find_map(seconds).map(|seconds| Self::Delay(Duration::from_secs(seconds)))
    }

    /// The value to write in a header `Retry-After`: a number of seconds, rounded up, or a date.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::Delay(delay) => (delay.as_secs() + u64::from(delay.subsec_nanos() > 0)).to_string(),
            Self::At(time) => httpdate::fmt_http_date(time),
        }
    }
}

/// Reads a number of seconds, such as `1.5`. A fraction is rounded up.
fn seconds(text: &str) -> Option<u64> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let up = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    whole.parse::<u64>().ok()?.checked_add(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Option<RetryAfter> {
        let mut headers = HeaderMap::new();
        for text in texts {
            headers.append(RETRY_AFTER, text.parse().expect("a header"));
        }
        RetryAfter::from_headers(&headers)
    }

    fn delay(seconds: u64) -> Option<RetryAfter> {
        Some(RetryAfter::Delay(Duration::from_secs(seconds)))
    }

    #[test]
    fn the_first_number_of_a_delay_counts() {
        for (texts, seconds) in [
            (&["60,120"][..], 60),
            (&["0, 120"], 0),
            (&["60;120"], 60),
            (&["60", "120"], 60),
            (&["soon", "120"], 120),
            (&[" 7 "], 7),
            (&["2.128"], 3),
            (&["2.000"], 2),
            (&["0.2"], 1),
            (&["3."], 3),
            (&["2.5, 8"], 3),
        ] {
            assert_eq!(read(texts), delay(seconds), "{texts:?}");
        }
    }

    #[test]
    fn each_form_of_a_date_is_read() {
        let time = Some(RetryAfter::At(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)));
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read(&[text]), time, "{text}");
        }
        assert_eq!(time.map(RetryAfter::to_text).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    #[test]
    fn a_retry_delay_that_is_neither_a_number_nor_a_date_is_ignored() {
        for text in
            ["", "soon", "-1", "1e3", ".5", ",", "99999999999999999999999", "18446744073709551615.5", "Sun, 06 Nov"]
        {
            assert_eq!(read(&[text]), None, "{text}");
        }
    }

    #[test]
    fn a_delay_is_written_in_whole_seconds() {
        assert_eq!(RetryAfter::Delay(Duration::from_millis(1500)).to_text(), "2");
        assert_eq!(RetryAfter::Delay(Duration::from_secs(7)).to_text(), "7");
    }
}
