//! Words in tables and sentences that have a known meaning and declare nothing.

/// Words in headings and column titles of tables that have a known meaning and declare nothing: availability of an
/// operation, capabilities of queries, limits, licences, failures.
pub(crate) const KNOWN_TABLES: &[&str] = &[
    "national cloud",
    "global service",
    "21vianet",
    "us government",
    "$filter",
    "$orderby",
    "$search",
    "$expand",
    "supported quer",
    "operator",
    "limit",
    "throttling",
    "quota",
    "licens",
    "error code",
    "error condition",
    "error message",
    "error response",
    "errors",
    "status code",
    "response code",
    "http code",
    "supported role",
    "least privileged role",
    "admin role",
    "least privileged",
    "directory role",
];
/// Titles of first columns in tables of the clouds that have an operation.
pub(crate) const CLOUD_COLUMNS: &[&str] =
    &["cloud", "clouds", "cloud environment", "cloud deployment", "cloud instance"];

/// Template sentences that introduce a table with a known meaning, and say nothing without the table.
pub(crate) const TEMPLATE_SENTENCES: &[&str] = &[
    "available in the following national cloud",
    "choose the permission or permissions marked as least privileged",
    "one of the following permissions is required to call this api",
];
