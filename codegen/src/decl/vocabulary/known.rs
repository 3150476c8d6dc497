//! Words of tables and sentences whose meaning is known and that declare nothing.

/// Words in headings and column titles of tables whose meaning is known and that declare nothing: where an operation is
/// available, what a query can ask for, limits, licences, failures.
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
    "status code",
    "response code",
    "http code",
    "supported role",
    "least privileged role",
    "admin role",
    "least privileged",
    "directory role",
];
/// Sentences of the templates that lead to such a table, and say nothing without it.
pub(crate) const TEMPLATE_SENTENCES: &[&str] = &[
    "available in the following national cloud",
    "choose the permission or permissions marked as least privileged",
    "one of the following permissions is required to call this api",
];
