//! Reads an error from any of the forms in which services write one.
//!
//! In: the JSON document of a response. Out: the code, message, target, details and inner error that the document
//! contains. Invariant: reading never fails; names match in any letter case; a code may be a number.

use super::ErrorDetail;
use serde_json::Value as Json;

/// How deeply JSON documents within JSON strings, such as `"{\"error\":{}}"`, are parsed.
const MAX_NESTED_TEXTS: usize = 4;

/// The parts of an error that a JSON document contains. A part that the document does not have is `None` or empty.
#[derive(Default)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) target: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
    pub(super) inner_error: Option<Json>,
}

impl Envelope {
    /// Reads a document: `{"error": {…}}` (OData 4), `{"odata.error": {…}}` (OData 3), `{"errors": […]}`, an error
    /// without an envelope, the answer of an OAuth endpoint, problem details (RFC 9457), or any of these as JSON text
    /// within a JSON string.
    pub(super) fn of(document: &Json) -> Self {
        Self::read(document, MAX_NESTED_TEXTS)
    }

    fn read(document: &Json, nested: usize) -> Self {
        match document {
            Json::Object(_) => {}
            Json::Array(errors) => return Self::of_list(errors, nested),
            Json::String(text) => return Self::of_text(text, nested),
            Json::Null | Json::Bool(_) | Json::Number(_) => return Self::default(),
        }
        let enveloped = member(document, "error").or_else(|| member(document, "odata.error"));
        match enveloped {
            Some(error @ Json::Object(_)) => Self::of_object(error),
            Some(Json::String(text)) => {
                let inner = Self::of_text(text, nested);
                match text_of(document, &["error_description", "message"]) {
                    // OAuth endpoints write the code as a string, and the message as a member beside it:
                    // `error_description`.
                    Some(message) => Self { code: Some(text.clone()), message: Some(message), ..Self::default() },
                    None if inner.code.is_some() => inner,
                    None => Self { code: Some(text.clone()), ..Self::default() },
                }
            }
            Some(_) => Self::default(),
            None => match member(document, "errors") {
                Some(Json::Array(errors)) => Self::of_list(errors, nested),
                _ => Self::of_object(document),
            },
        }
    }

    fn of_text(text: &str, nested: usize) -> Self {
        let is_document = text.trim_start().starts_with(['{', '[']) && nested > 0;
        match is_document.then(|| serde_json::from_str(text)) {
            Some(Ok(document)) => Self::read(&document, nested - 1),
            Some(Err(_)) | None => Self { message: Some(text.to_owned()), ..Self::default() },
        }
    }

    /// Reads a list of errors: the first becomes the error, and the others become its details.
    fn of_list(errors: &[Json], nested: usize) -> Self {
        let Some((first, others)) = errors.split_first() else { return Self::default() };
        let mut error = match first {
            Json::Object(_) => Self::of_object(first),
            Json::String(text) => Self::of_text(text, nested),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => Self::default(),
        };
        error.details.extend(others.iter().map(detail_of));
        error
    }

    fn of_object(error: &Json) -> Self {
        let details = member(error, "details").and_then(Json::as_array);
        Self {
            code: code_of(error),
            message: message_of(error),
            target: text_of(error, &["target"]),
            details: details.into_iter().flatten().map(detail_of).collect(),
            inner_error: member(error, "innerError").cloned(),
        }
    }
}

fn detail_of(detail: &Json) -> ErrorDetail {
    ErrorDetail {
        code: code_of(detail),
        message: message_of(detail).or_else(|| detail.as_str().map(str::to_owned)),
        target: text_of(detail, &["target"]),
    }
}

/// The code of an error object, or of an inner error.
pub(super) fn code_of(error: &Json) -> Option<String> {
    text_of(error, &["code", "errorCode", "statusCode", "status"])
}

/// The message: a text, or an object with a language and a text.
fn message_of(error: &Json) -> Option<String> {
    let localized = member(error, "message").and_then(|message| text_of(message, &["value"]));
    localized.or_else(|| text_of(error, &["message", "errorMessage", "error_description", "detail", "title"]))
}

/// The first value of the members `names` that is a string or a number, as text.
pub(super) fn text_of(value: &Json, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match member(value, name)? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    })
}

/// A member by its name in any letter case.
pub(super) fn member<'j>(value: &'j Json, name: &str) -> Option<&'j Json> {
    let members = value.as_object()?;
    members.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(document: &str, code: Option<&str>, message: Option<&str>) {
        let found = Envelope::of(&serde_json::from_str(document).expect("JSON"));
        assert_eq!((found.code.as_deref(), found.message.as_deref()), (code, message), "{document}");
    }

    #[test]
    fn each_form_of_an_envelope_is_read() {
        let both = (Some("A"), Some("b"));
        for document in [
            r#"{"error":{"code":"A","message":"b"}}"#,
            r#"{"error":{"Code":"A","Message":"b"}}"#,
            r#"{"error":{"code":"A","message":{"lang":"en","value":"b"}}}"#,
            r#"{"odata.error":{"code":"A","message":{"lang":"en-US","value":"b"}}}"#,
            r#"{"code":"A","message":"b"}"#,
            r#"{"Code":"A","Message":"b"}"#,
            r#"{"ErrorCode":"A","ErrorMessage":"b"}"#,
            r#"{"error":"A","error_description":"b"}"#,
            r#"{"errors":[{"code":"A","message":"b"},{"code":"C"}]}"#,
            r#"[{"code":"A","message":"b"}]"#,
            r#""{\"code\":\"A\",\"message\":\"b\"}""#,
            r#"{"error":"{\"error\":{\"code\":\"A\",\"message\":\"b\"}}"}"#,
        ] {
            check(document, both.0, both.1);
        }
        check(r#"{"Message":"b"}"#, None, Some("b"));
        check(r#"{"error":{"message":"b"}}"#, None, Some("b"));
        check(r#"{"error":"A"}"#, Some("A"), None);
        check(r#"{"errors":["b"]}"#, None, Some("b"));
        check(r#""b""#, None, Some("b"));
    }

    #[test]
    fn a_code_may_be_a_number() {
        check(r#"{"error":{"code":404,"message":"b"}}"#, Some("404"), Some("b"));
        check(r#"{"statusCode":401,"message":"b"}"#, Some("401"), Some("b"));
        check(r#"{"error":{"code":-2147024891}}"#, Some("-2147024891"), None);
    }

    #[test]
    fn an_error_in_the_form_of_problem_details_is_read() {
        check(r#"{"type":"about:blank","title":"Gone","status":410,"detail":"b"}"#, Some("410"), Some("b"));
        check(r#"{"title":"b","status":410}"#, Some("410"), Some("b"));
    }

    #[test]
    fn json_without_an_error_gives_no_code_and_no_message() {
        for document in ["null", "1", "[]", "[1]", "{}", r#"{"error":[]}"#, r#"{"error":{"code":null}}"#] {
            check(document, None, None);
        }
    }

    #[test]
    fn the_other_errors_of_a_list_are_details() {
        let found =
            Envelope::of(&serde_json::json!({ "errors": [{ "code": "A" }, { "Code": 1, "Message": "c" }, "d"] }));
        let details: Vec<_> = found.details.iter().map(|detail| (&detail.code, &detail.message)).collect();
        assert_eq!(details, [(&Some("1".to_owned()), &Some("c".to_owned())), (&None, &Some("d".to_owned()))]);
    }
}
