//! Words around the name of a type in a cell of the column `Type`. The flag beside each word is true if the word makes
//! the type a collection.

/// Generic types as programming languages write them, in lower case, up to the opening bracket: `list<` for
/// `List<String>`. The flag is true if the type is a collection.
pub(crate) const GENERICS: &[(&str, bool)] =
    &[("array<", true), ("list<", true), ("collection<", true), ("nullable<", false)];

/// Words before the name of the type, such as `collection of`. The flag is true if the words make the type a
/// collection.
pub(crate) const TYPE_PREFIXES: &[(&str, bool)] = &[
    ("(optional)", false),
    ("nullable ", false),
    ("collection of", true),
    ("a collection of", true),
    ("array of", true),
    ("list of", true),
    ("collection ", true),
    ("nullable ", false),
    ("enum ", false),
    ("enumeration ", false),
];

/// Words after the name of the type, such as `array`. The flag is true if the word makes the type a collection.
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
