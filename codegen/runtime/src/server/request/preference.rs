//! Reads from the header `Prefer` which documented response a client wants.
//!
//! In: the headers of a request. Out: the wanted status (`Prefer: code=404`) and the wanted example
//! (`Prefer: example=2`). Invariant: other preferences, such as `odata.maxpagesize`, are ignored.

use http::header::HeaderMap;

/// Which answer the client asks for by the header `Prefer`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[doc(hidden)]
pub struct Preference {
    /// The status of the answer, from `code=404`.
    pub code: Option<u16>,
    /// The number of the example on its page, from 1, as in `example=2`.
    pub example: Option<usize>,
}

impl Preference {
    /// The preferences in the headers of a request.
    #[doc(hidden)]
    pub fn of(headers: &HeaderMap) -> Preference {
        let mut preference = Preference::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for (name, value) in values.flat_map(|value| value.split([',', ';'])).filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "code" => preference.code = value.parse().ok().filter(|code| (200..600).contains(code)),
                "example" => preference.example = value.parse().ok(),
                _ => {}
            }
        }
        preference
    }
}
