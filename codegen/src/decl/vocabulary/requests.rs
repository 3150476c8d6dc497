//! Words of pages about requests and responses.

use super::{ENDPOINTS, REQUEST_LINES, REQUESTS};
use crate::api::Method;

/// The path segment that stands for the signed-in user, and the name of the type of this user.
pub(crate) const OWN_USER: (&str, &str) = ("me", "user");

/// Whether a heading begins the section of request lines. Headings in [`ENDPOINTS`] count too, although pages that
/// describe no operation may have them.
pub(crate) fn is_request_heading(heading: &str) -> bool {
    announces_requests(heading) || ENDPOINTS.contains(&heading)
}

/// Whether a heading, such as `HTTP request`, occurs only on pages that describe operations.
pub(crate) fn announces_requests(heading: &str) -> bool {
    REQUESTS.iter().any(|usual| heading.starts_with(usual)) || REQUEST_LINES.contains(&heading)
}

/// Phrases that say that a request has no body.
pub(crate) const NO_REQUEST_BODY: &[&str] = &[
    "do not supply",
    "don't supply",
    "no request body",
    "does not have a request body",
    "doesn't have a request body",
    "does not require a request body",
];

/// Phrases that say that the request body is binary data, such as the content of a file.
pub(crate) const BYTES_SENT: &[&str] = &[
    "contents of the file",
    "binary contents",
    "binary data",
    "binary stream",
    "binary object",
    "the bytes",
    "byte stream",
    "raw bytes",
    "file contents",
    "request body must be the",
    "body contains the content",
];

/// Phrases that say which properties a request can change.
pub(crate) const CHANGEABLE: &[&str] = &[
    "can be changed",
    "can be updated",
    "can be modified",
    "can be set",
    "may be changed",
    "may be updated",
    "you can change",
    "you can update",
    "you can modify",
    "can only change",
    "can only update",
];

/// Phrases that say that a response has no body.
pub(crate) const NO_RESPONSE_BODY: &[&str] = &[
    "does not return anything",
    "doesn't return anything",
    "doesn’t return anything",
    "returns nothing",
    "not return anything",
    "empty response body",
    "no response body",
    "with an empty body",
    "and an empty body",
    "without a body",
    "without a response body",
    "has no body",
    "with no body",
    "does not return a response body",
    "doesn't return a response body",
    "does not return any content",
    "doesn't return any content",
    "response body is empty",
    "body of the response is empty",
    ". the body is empty",
    "nothing is returned",
    "no content is returned",
    "no data is returned",
    "an empty response",
];

/// Words that say that the response body is a file or a stream of bytes, such as CSV or a ZIP archive.
pub(crate) const BYTES_RETURNED: &[&str] = &[
    "stream",
    "binary data",
    "bytes",
    "contents of the file",
    "content of the file",
    "file content",
    "csv",
    "binary content",
    "raw content",
    "pdf file",
    "zip file",
    "zip archive",
    "body contains the content",
    "response body, which contains the content",
];

/// Names of primitive types that are searched for in sentences about the response, such as `returns a string`. Names
/// that are common words of English, such as `date` or `time`, are left out.
pub(crate) const RETURNED_PRIMITIVES: &[&str] = &[
    "boolean",
    "bool",
    "string",
    "strings",
    "int32",
    "int64",
    "integer",
    "double",
    "decimal",
    "guid",
    "datetimeoffset",
];

/// Response headers, in lower case, that contain a URL: where a client can follow the progress of a long-running
/// operation, or find the created resource.
pub(crate) const ADDRESSES: &[&str] = &["location", "operation-location", "content-location", "azure-asyncoperation"];

/// Common media types. A similar word in their place is probably misspelt.
pub(crate) const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/octet-stream",
    "application/xml",
    "application/http",
    "application/x-www-form-urlencoded",
    "image/jpeg",
    "image/png",
    "multipart/form-data",
    "multipart/mixed",
    "text/html",
    "text/plain",
];

/// Header fields of requests. Sections about the response may mention them, but they are not response headers.
pub(crate) const REQUEST_FIELDS: &[&str] = &[
    "Accept",
    "Accept-Language",
    "Authorization",
    "ConsistencyLevel",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Prefer",
    "Range",
];

/// The HTTP methods that a verb in a title or a file name may mean: PATCH and PUT for `update`. Empty for any other
/// word.
pub(crate) fn of_verb(word: &str) -> &'static [Method] {
    match word.to_ascii_lowercase().as_str() {
        "get" | "list" => &[Method::Get],
        "update" => &[Method::Patch, Method::Put],
        "delete" | "remove" => &[Method::Delete],
        "create" => &[Method::Post, Method::Put],
        _ => &[],
    }
}
