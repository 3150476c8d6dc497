//! The words of pages that have a meaning: headings, column titles, type words, phrases. All in lower case with single
//! spaces.

use crate::text::phrase::Phrase;

mod annotations;
mod columns;
pub(crate) mod demand;
mod form;
mod headings;
mod inheritance;
mod known;
pub(crate) mod marks;
pub(crate) mod permissions;
mod primitive;
pub(crate) mod requests;
pub(crate) mod types;

pub(crate) use primitive::{is_nameless, primitive};

pub(crate) use inheritance::{
    ABSTRACT_NOUNS, BASE_CAPTIONS, BASE_FILLERS, BASE_PHRASES, BASE_VERBS, BASE_WORDS, DERIVED_LEADS, DERIVED_PHRASES,
    KINSHIP,
};

pub(crate) use headings::{
    BODY, ENDPOINTS, EXAMPLES, HEADERS, METHODS, OWN_PROPERTIES, PARAMETERS, PERMISSIONS, PLACES, PROPERTIES,
    RELATIONSHIPS, REPRESENTATION, REQUEST_LINES, REQUESTS, RESPONSE, RESPONSE_HEADERS,
};

pub(crate) use columns::{
    DERIVED_COLUMNS, HEADER_COLUMNS, MEMBER_COLUMNS, METHOD_COLUMNS, PLACE_COLUMNS, PROPERTY_COLUMNS, REQUEST_COLUMNS,
    RETURNED_COLUMNS, TARGET_COLUMNS, TYPE_COLUMNS,
};

pub(crate) use annotations::{ANNOTATION_MEMBERS, BLOCK_TYPES, TABLE_TYPES, control_slip};
pub(crate) use form::{
    bound, bounded, cell_remarks, format, is_nullable, placeholder, qualified_primitive, shown_as, unsigned,
};
pub(crate) use known::{CLOUD_COLUMNS, KNOWN_TABLES, TEMPLATE_SENTENCES};

/// Names of placeholders for scheme, host and version, as in `{serviceRoot}/users`.
pub(crate) const SERVICE_ROOTS: &[&str] =
    &["serviceroot", "serviceurl", "baseurl", "baseuri", "rooturl", "apiroot", "endpoint", "resourceurl"];

/// A placeholder whose name ends with one of these words also stands for scheme, host and version, as in
/// `[Organization URI]/users`.
pub(crate) const ROOT_ENDS: &[&str] = &["prefix", "uri", "url"];

/// The keys of front matter that say who is responsible for a page, the most specific first.
pub(crate) const OWNERS: &[&str] = &["ms.subservice", "ms.prod", "author"];

/// The query options of OData 4.01 (Part 2, section 5.1), and the options in the links to the next page of a list, such
/// as `$skiptoken`.
pub(crate) const QUERY_OPTIONS: &[&str] = &[
    "$apply",
    "$compute",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$orderby",
    "$schemaversion",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

/// Common request headers: those of RFC 9110 and RFC 7240, and `ConsistencyLevel`.
pub(crate) const FIELDS: &[&str] = &[
    "Authorization",
    "Accept",
    "Accept-Language",
    "Content-Type",
    "Content-Length",
    "Content-Range",
    "ConsistencyLevel",
    "If-Match",
    "If-None-Match",
    "Prefer",
    "Range",
];

/// Words after which a description lists values, such as `possible values are`, grouped by first letter.
pub(crate) const VALUE_LEADS: &[&[&str]] = &[
    &[
        "possible values are",
        "possible values include",
        "possible values:",
        "possible value are",
        "possible value is",
        "possible values for",
        "possible values of",
        "possible values",
        "possible value:",
        "possible types are",
        "permitted values are",
        "permitted values:",
    ],
    &["supported values are", "supported values:", "supported values for", "supported values include"],
    &[
        "allowed values are",
        "allowed values:",
        "allowed values include",
        "accepted values are",
        "accepted values:",
        "acceptable values are",
        "acceptable values:",
        "available values are",
        "available values:",
        "a combination of",
        "any combination of",
    ],
    &[
        "valid values are",
        "valid values:",
        "valid values include",
        "valid options are",
        "values can be",
        "value can be",
        "values are",
        "values:",
        "value is one of",
    ],
    &["options are", "one of", "one or more of"],
    &["zero or more of"],
    &["bitwise combination of", "bitwise or of"],
    &["can be one of", "can be any of these", "can be any of the following", "can be:"],
    &["must be one of"],
    &["the values are"],
    &["either"],
    &["following values"],
];
/// Each phrase in [`VALUE_LEADS`] contains one of these words, and few texts contain any of them. Searching for the
/// words first saves most searches for phrases.
pub(crate) static VALUE_WORDS: [Phrase; 10] = [
    Phrase::new("value"),
    Phrase::new("one of"),
    Phrase::new("can be"),
    Phrase::new("either"),
    Phrase::new("options are"),
    Phrase::new("types are"),
    Phrase::new("more of"),
    Phrase::new("combination of"),
    Phrase::new("bitwise or of"),
    Phrase::new("must be"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrase::any_in;

    #[test]
    /// Texts without any of these words are not searched for phrases at all, so a phrase without one of them would
    /// never be found.
    fn each_phrase_contains_one_of_the_words_that_texts_are_searched_for_first() {
        for lead in VALUE_LEADS.iter().copied().flatten() {
            assert!(any_in(&VALUE_WORDS, lead), "{lead}");
        }
        for phrase in [BASE_PHRASES, DERIVED_PHRASES, DERIVED_LEADS, BASE_WORDS].into_iter().flatten() {
            assert!(any_in(&KINSHIP, phrase), "{phrase}");
        }
    }

    #[test]
    fn phrases_before_values_are_grouped_by_their_first_letter() {
        let letters: Vec<Vec<char>> =
            VALUE_LEADS.iter().map(|leads| leads.iter().filter_map(|lead| lead.chars().next()).collect()).collect();
        for (index, group) in letters.iter().enumerate() {
            assert!(group.iter().all(|letter| *letter == group[0]), "{group:?}");
            assert!(letters[..index].iter().all(|other| other[0] != group[0]), "{group:?} twice");
        }
    }
}
