//! Decides which values meet the condition of a `$filter`.
//!
//! In: the text of the option, and values. Out: whether a value meets the condition, or why the text is invalid.
//! Invariant: strings are compared without regard to letter case, and UTC times by value, so that `10:00:00Z` and
//! `10:00:00.000Z` on the same day are equal. A missing member is `null`, and `null` equals only itself (OData 4.01 URL
//! Conventions, section 5.1.1).

mod expression;
mod parse;

pub(super) use expression::{Expression, member, order};
pub(super) use parse::parse;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The examples of OData 4.01 URL Conventions, section 5.1.1, applied to a value.
    #[test]
    fn a_filter_is_evaluated_for_an_object() {
        let value = json!({
            "name": "It's Milk", "price": 2.55, "count": 3, "isRead": false, "rating": null,
            "made": "2024-03-01T10:00:00Z", "address": { "city": "Redmond" }, "tags": ["food", "White"],
            "people": [{ "name": "Ann", "age": 7 }, { "name": "Bob", "age": 9 }],
        });
        for (text, expected) in [
            ("name eq 'it''s milk'", true),
            ("price le 2.55 and count gt 2", true),
            ("price lt 2.55 or count ne 3", false),
            ("not (count ge 3)", false),
            ("not isRead", true),
            ("isRead eq false", true),
            ("rating eq null", true),
            ("nothing ne null", false),
            ("rating gt 1", false),
            ("made ge 2024-03-01", true),
            ("made eq 2024-03-01T10:00:00.0000000Z", true),
            ("made lt 2024-02-29T23:59:59Z", false),
            ("address/city eq 'Redmond'", true),
            ("startswith(name, 'it') and endsWith(name,'milk')", true),
            ("contains(address/city,'mon') eq true", true),
            ("contains(address/city,'mon') eq false", false),
            ("count in (1, 3)", true),
            ("name in ('x')", false),
            ("tags/any(t:t eq 'white')", true),
            ("tags/any()", true),
            ("people/all(p: p/age gt 8)", false),
            ("people/any(p: p/age gt 8 and startswith(p/name,'b'))", true),
            ("length(name) eq 9", true),
            ("tolower(name) eq 'it''s milk'", true),
            ("a eq 1 or count eq 3 and price eq 1", false),
            ("(a eq 1 or count eq 3) and price eq 2.55", true),
        ] {
            let expression = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(expression.holds(&value), expected, "{text}");
        }
    }

    #[test]
    fn a_filter_may_consist_of_very_many_conditions() {
        for (word, expected) in [("or", true), ("and", false)] {
            let text = format!("{}b eq 2", format!("a eq 1 {word} ").repeat(100_000));
            let expression = parse(&text).expect("a condition");
            assert_eq!(expression.holds(&json!({ "a": 3, "b": 2 })), expected);
        }
    }

    #[test]
    fn an_invalid_condition_is_refused_with_the_place() {
        for (text, reason) in [
            ("", "a value is missing at the end"),
            ("name eq", "a value is missing at the end"),
            ("name eq 'x", "a text in quotes is not closed"),
            ("name eq 'x' name", "`name` follows the end of the condition"),
            ("name like 'x'", "`like` follows the end of the condition"),
            ("round(price) eq 3", "the function `round` is not known to the mock"),
            ("(name eq 'x'", "`)` is missing"),
            (&"(".repeat(1000), "the condition is nested too deeply"),
            (&"not ".repeat(1000), "the condition is nested too deeply"),
        ] {
            assert_eq!(parse(text).expect_err(text), reason, "{text}");
        }
    }
}
