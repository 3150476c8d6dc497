//! The words of the dialect: headings, column titles, type words, phrases. All lower case, blanks single.

use crate::api::Primitive;
use crate::text::lowercase::with_lower;
use crate::text::phrase::Phrase;

mod form;
mod known;

pub use form::{bound, bounded, format, is_nullable, placeholder, qualified_primitive, unsigned};
pub use known::{KNOWN_TABLES, TEMPLATE_SENTENCES};

/// Headings of the section whose table declares properties.
pub const PROPERTIES: &[&str] = &["properties", "property", "navigation properties", "instance attributes"];
/// Headings of the section whose table declares navigation properties.
pub const RELATIONSHIPS: &[&str] = &["relationships", "relationship", "navigation", "navigation properties"];
/// Headings of the list of operations.
pub const METHODS: &[&str] = &["methods", "functions", "actions", "tasks", "operations"];
/// Headings of the JSON representation.
pub const REPRESENTATION: &[&str] = &["json representation", "representation"];
/// Headings of the section of request lines; they may go on.
pub const REQUESTS: &[&str] = &["http request"];
/// Headings of the section of examples; they may go on.
pub const EXAMPLES: &[&str] = &["example", "examples"];
/// Headings of the permissions section.
pub const PERMISSIONS: &[&str] =
    &["permissions", "prerequisites", "required permissions", "permission scopes", "required scopes", "authorization"];
/// Headings of request header sections.
pub const HEADERS: &[&str] =
    &["request headers", "optional request headers", "request header", "headers", "optional headers", "http headers"];
/// Headings of parameter sections.
pub const PARAMETERS: &[&str] = &[
    "function parameters",
    "query parameters",
    "optional query parameters",
    "path parameters",
    "odata query parameters",
    "parameters",
    "request parameters",
    "url parameters",
    "uri parameters",
    "query string parameters",
    "path and query parameters",
];
/// Placeholders in front of a path that stand for scheme, host and version.
pub const SERVICE_ROOTS: &[&str] =
    &["serviceroot", "serviceurl", "baseurl", "baseuri", "rooturl", "apiroot", "endpoint", "resourceurl"];
/// Headings of the request body section.
pub const BODY: &[&str] = &[
    "request body",
    "request",
    "request body parameters",
    "body parameters",
    "request body properties",
    "request payload",
];
/// Headings of the response section.
pub const RESPONSE: &[&str] =
    &["response", "responses", "http response", "response body", "response code", "return value", "returns"];

/// First columns of member tables.
pub const MEMBER_COLUMNS: &[&str] = &[
    "member",
    "members",
    "value",
    "values",
    "enum value",
    "member name",
    "possible values",
    "name",
    "enumeration member",
    "enum member",
    "flag",
    "flags",
    "flag name",
];
/// First columns of property and relationship tables.
pub const PROPERTY_COLUMNS: &[&str] = &[
    "property",
    "property name",
    "name",
    "relationship",
    "relationship name",
    "attribute",
    "attribute name",
    "parameter",
    "field",
    "field name",
];
/// Columns of the names in tables of request headers.
pub const HEADER_COLUMNS: &[&str] =
    &["header", "headers", "header name", "request header", "field", "name", "property", "parameter"];
/// Fields that requests usually have (RFC 9110, RFC 7240, and consistency levels).
pub const FIELDS: &[&str] = &[
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
/// First columns of method tables.
pub const METHOD_COLUMNS: &[&str] = &[
    "method",
    "methods",
    "function",
    "task",
    "common task",
    "common tasks",
    "operation",
    "action",
    "use case",
    "use cases",
    "scenario",
    "api",
];
/// Members of annotations: those that are read here, and those that are written for other tools.
pub const ANNOTATION_MEMBERS: &[&str] = &[
    "blockType",
    "@odata.type",
    "@type",
    "isCollection",
    "truncated",
    "baseType",
    "keyProperty",
    "abstract",
    "isAbstract",
    "openType",
    "isMediaEntity",
    "name",
    "optionalProperties",
    "type",
    "description",
    "keywords",
    "section",
    "tocPath",
    "tocBookmarks",
    "suppressions",
    "scopes",
    "scope",
    "target",
    "tags",
    "isEmpty",
    "isComposable",
    "sampleKeys",
    "property",
    "namespace",
];
/// What an annotation may say that the block behind it is.
pub const BLOCK_TYPES: &[&str] =
    &["resource", "request", "response", "ignored", "example", "samples", "simulatedResponse", "permissions"];
/// Those of them that announce a table rather than a code block.
pub const TABLE_TYPES: &[&str] = &["permissions"];

/// Columns that hold a type.
pub const TYPE_COLUMNS: &[&str] = &["type", "data type", "property type", "value type"];

/// Words that introduce a list of values, those with the same first letter together.
pub const VALUE_LEADS: &[&[&str]] = &[
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
    ],
    &["supported values are", "supported values:", "supported values for", "supported values include"],
    &["allowed values are", "allowed values:", "allowed values include", "a combination of", "any combination of"],
    &[
        "valid values are",
        "valid values:",
        "valid values include",
        "values can be",
        "value can be",
        "values are",
        "value is one of",
    ],
    &["options are", "one of", "one or more of"],
    &["can be one of", "can be:"],
    &["must be one of"],
    &["the values are"],
    &["either"],
    &["following values"],
];
/// Each of [`VALUE_LEADS`] has one of these, and few texts have any.
pub static VALUE_WORDS: [Phrase; 8] = [
    Phrase::new("value"),
    Phrase::new("one of"),
    Phrase::new("can be"),
    Phrase::new("either"),
    Phrase::new("options are"),
    Phrase::new("types are"),
    Phrase::new("more of"),
    Phrase::new("combination of"),
];

/// Phrases that name the base type; what follows is the type.
pub const BASE_PHRASES: &[&str] = &[
    "inherits from the base class",
    "inherits from the base type",
    "inherits from base class",
    "inherits from base type",
    "derived from base class",
    "derived from base type",
    "inherits from the",
    "inherits from",
    "inherits all properties from",
    "inherited from",
    "inherit from",
    "inherits properties from",
    "derived from the",
    "derived from",
    "derives from the",
    "derives from",
    "is a subclass of",
    "is a subtype of",
    "a subclass from",
    "a subtype of",
    "subclass of",
    "extends the",
    "extends",
    "inherits the",
    "inherits",
];

/// Verbs of inheritance, each with the words of which one has to follow before the base.
pub const BASE_VERBS: &[(&str, &[&str])] = &[
    ("inherits", &["from", "of"]),
    ("inherit", &["from"]),
    ("inherited", &["from"]),
    ("derives", &["from"]),
    ("derived", &["from", "of"]),
    ("extends", &[]),
];
/// What may stand between such a verb and the base.
pub const BASE_FILLERS: &[&str] = &[
    "from",
    "of",
    "the",
    "a",
    "an",
    "all",
    "its",
    "and",
    "properties",
    "relationships",
    "methods",
    "members",
    "base",
    "parent",
    "abstract",
    "type",
    "class",
    "entity",
    "complex",
    "resource",
];
/// Words that stand in front of the base by themselves.
pub const BASE_CAPTIONS: &[&str] =
    &["base type", "base class", "base", "inherits from", "derived from", "the base type is", "its base type is"];

/// First columns of tables of types that derive from the page's, in the singular.
pub const DERIVED_COLUMNS: &[&str] = &[
    "derived type",
    "derived resource",
    "derived resource type",
    "derived entity",
    "derived class",
    "subtype",
    "sub-type",
    "child type",
    "inherited type",
];

/// Phrases that introduce a list of types deriving from the page's.
pub const DERIVED_PHRASES: &[&str] = &[
    "types derive from this",
    "types inherit from this",
    "derived types",
    "derive from this",
    "inherit from this",
    "types are derived from",
];

/// Each phrase about bases and derived types has one of these, and few texts have any.
pub static KINSHIP: [Phrase; 7] = [
    Phrase::new("inherit"),
    Phrase::new("deriv"),
    Phrase::new("extend"),
    Phrase::new("subclass"),
    Phrase::new("subtype"),
    Phrase::new("base type"),
    Phrase::new("base class"),
];

/// What "abstract" says of a type in front of; the third is how pages misspell the one before.
pub const ABSTRACT_NOUNS: &[&str] = &["type", "resource", "resouce", "base", "class", "entity", "superclass"];
/// Phrases in front of links to types that derive from the page's.
pub const DERIVED_LEADS: &[&str] = &[
    "the derived types are",
    "base type for",
    "base type of",
    "base class for",
    "base class of",
    "inherited by",
    "extended by",
];
/// Words that say in a sentence that the page's type is a base, so that `such as` leads to types that derive from it.
pub const BASE_WORDS: &[&str] = &["base type", "base class"];

/// `Enumeration` and the like: the sort of a type, not its name.
#[must_use]
pub fn is_nameless(text: &str) -> bool {
    ["enumeration", "enum", "enumerated"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The length of the longest word below, with its prefix.
const LONGEST_PRIMITIVE: usize = "edm.untyped json object".len();

/// The primitive type a word names, `Edm.` prefix and letter case ignored.
#[must_use]
pub fn primitive(word: &str) -> Option<Primitive> {
    // Nearly every cell is asked for, and most are longer.
    Some(word.trim()).filter(|word| word.len() <= LONGEST_PRIMITIVE).and_then(|word| with_lower(word, primitive_of))
}

/// The primitive type of a word in lower case.
fn primitive_of(word: &str) -> Option<Primitive> {
    Some(match word.strip_prefix("edm.").unwrap_or(word) {
        "string" | "strings" | "url" | "uri" | "text" | "str" => Primitive::String,
        "boolean" | "bool" => Primitive::Boolean,
        "int32" | "int" | "integer" | "integers" | "number" | "numeric" => Primitive::Int32,
        "int64" | "long" => Primitive::Int64,
        "int16" | "short" => Primitive::Int16,
        "byte" => Primitive::Byte,
        "sbyte" => Primitive::SByte,
        "double" => Primitive::Double,
        "single" | "float" => Primitive::Single,
        "decimal" => Primitive::Decimal,
        "datetimeoffset" | "datetime" | "date-time" | "timestamp" => Primitive::DateTimeOffset,
        "date" => Primitive::Date,
        "timeofday" | "time" => Primitive::TimeOfDay,
        "duration" | "timespan" => Primitive::Duration,
        "guid" | "guids" | "uuid" => Primitive::Guid,
        "binary" | "bytes" => Primitive::Binary,
        "stream" => Primitive::Stream,
        "json" | "object" | "untyped" | "any" | "variant" | "untyped json object" => Primitive::Untyped,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrase::any_in;

    #[test]
    fn a_text_without_the_shared_words_has_none_of_the_phrases() {
        for lead in VALUE_LEADS.iter().copied().flatten() {
            assert!(any_in(&VALUE_WORDS, lead), "{lead}");
        }
        for phrase in [BASE_PHRASES, DERIVED_PHRASES, DERIVED_LEADS, BASE_WORDS].into_iter().flatten() {
            assert!(any_in(&KINSHIP, phrase), "{phrase}");
        }
    }

    #[test]
    fn leads_are_grouped_by_their_first_letter() {
        let letters: Vec<Vec<char>> =
            VALUE_LEADS.iter().map(|leads| leads.iter().filter_map(|lead| lead.chars().next()).collect()).collect();
        for (index, group) in letters.iter().enumerate() {
            assert!(group.iter().all(|letter| *letter == group[0]), "{group:?}");
            assert!(letters[..index].iter().all(|other| other[0] != group[0]), "{group:?} twice");
        }
    }
}
