//! Words of tables and sentences whose purpose the generator knows, but from which it needs nothing.

/// Parts of headings and column titles. A table with one of them declares nothing: it is about the availability of an
/// operation, the query options that are supported, limits, licences, roles or errors.
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
    "definitions",
];
/// Titles of the first column in tables that tell in which clouds an operation is available.
pub(crate) const CLOUD_COLUMNS: &[&str] =
    &["cloud", "clouds", "cloud environment", "cloud deployment", "cloud instance"];

/// Sentences that many pages share and that only introduce a table.
pub(crate) const TEMPLATE_SENTENCES: &[&str] = &[
    "available in the following national cloud",
    "choose the permission or permissions marked as least privileged",
    "one of the following permissions is required to call this api",
];
