//! Converts numbers of JSON to the number types of members, and back.
//!
//! In: a number or a text of JSON. Out: the value as another type, if that type holds it exactly; and back. Invariant:
//! a conversion never changes a value: it returns `None` instead.

use serde_json::Number;
use serde_json::Value as Json;

/// Up to this magnitude an `f64` represents every integer exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Converts a float without a fraction to the equal integer, such as `1e3` to 1000. `None` if it has a fraction or is
/// beyond [`EXACT`].
pub(crate) fn integer_of_float(value: f64) -> Option<i64> {
    // Within this range every `f64` without a fraction is exactly one `i64`.
    #[expect(clippy::cast_possible_truncation, reason = "guarded by EXACT")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

/// An integer as a float, if a float holds it exactly.
pub(crate) fn float_of_integer(value: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "the result is converted back and compared before it is used")]
    let float = value as f64;
    (integer_of_float(float) == Some(value)).then_some(float)
}

/// A number as an integer, if it has an integer value.
pub(crate) fn integer_of(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.as_f64().and_then(integer_of_float))
}

/// A number as a float, if a float holds it exactly.
pub(crate) fn float_of(number: &Number) -> Option<f64> {
    match number.as_i64() {
        Some(integer) => float_of_integer(integer),
        None if number.is_u64() => None,
        None => number.as_f64(),
    }
}

/// Parses the text that OData writes for a float that JSON has no number for: `NaN`, `INF` or `-INF`.
pub(crate) fn float_of_text(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// How OData writes a float that JSON has no number for: `NaN`, `INF` or `-INF`.
pub(crate) fn text_of_float(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

/// The `f64` with the same shortest decimal digits as an `f32`: 0.1 for `0.1_f32`, for which `f64::from` would give
/// 0.10000000149011612.
pub(crate) fn float_of_single(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

/// A float in JSON: a number, or the OData text if JSON has no number for it.
pub(crate) fn json_of_float(value: f64) -> Json {
    Number::from_f64(value).map_or_else(|| Json::String(text_of_float(value).to_owned()), Json::Number)
}
