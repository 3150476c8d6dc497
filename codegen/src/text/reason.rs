//! The reason phrases of HTTP statuses.

/// The reason phrases that RFC 9110 and RFC 6585 define.
pub(crate) const REASONS: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (204, "No Content"),
    (206, "Partial Content"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (409, "Conflict"),
    (410, "Gone"),
    (412, "Precondition Failed"),
    (415, "Unsupported Media Type"),
    (423, "Locked"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (503, "Service Unavailable"),
];

/// The reason phrase of a status code: `Not Found` for 404. `None` if no standard reason is known.
pub(crate) fn reason(status: u16) -> Option<&'static str> {
    REASONS.iter().find(|(code, _)| *code == status).map(|(_, reason)| *reason)
}
