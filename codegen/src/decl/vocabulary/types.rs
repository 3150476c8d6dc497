//! Words around the name of a type in a cell of the column `Type`. The flag says that the words make the type a
//! collection.

/// Generic types of programming languages, with the opening bracket: `List<String>`.
pub(crate) const GENERICS: &[(&str, bool)] =
    &[("array<", true), ("list<", true), ("collection<", true), ("nullable<", false)];

/// Words before the name of the type.
pub(crate) const TYPE_PREFIXES: &[(&str, bool)] = &[
    ("(optional)", false),
    ("collection of", true),
    ("a collection of", true),
    ("array of", true),
    ("list of", true),
    ("collection ", true),
    ("enum ", false),
    ("enumeration ", false),
];

/// Words after the name of the type.
pub(crate) const TYPE_SUFFIXES: &[(&str, bool)] = &[
    ("collection", true),
    ("collections", true),
    ("array", true),
    ("[]", true),
    (" list", true),
    (" objects", false),
    (" object", false),
    (" resources", false),
    (" resource", false),
    (" resource type", false),
    (" (enum)", false),
    (" enum", false),
    (" enumeration", false),
    (" type", false),
    (" value", false),
    (" (collection)", true),
    (" or null", false),
    ("/null", false),
    (" | null", false),
];
