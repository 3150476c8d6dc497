//! Phrases about inheritance: bases, derived types, abstract types.

use crate::text::phrase::Phrase;

/// Phrases before the name of the base type.
pub(crate) const BASE_PHRASES: &[&str] = &[
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

/// Verbs of inheritance, each with its prepositions. One of these has to stand between the verb and the name of the
/// base type: `inherits from entity`. `extends` needs none.
pub(crate) const BASE_VERBS: &[(&str, &[&str])] = &[
    ("inherits", &["from", "of"]),
    ("inherit", &["from"]),
    ("inherited", &["from"]),
    ("derives", &["from"]),
    ("derived", &["from", "of"]),
    ("extends", &[]),
];

/// Words that may stand between a verb of inheritance and the name of the base: `inherits all properties from the`.
pub(crate) const BASE_FILLERS: &[&str] = &[
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

/// Labels directly before the name of the base type that form no sentence with it: `Base type: entity`.
pub(crate) const BASE_CAPTIONS: &[&str] =
    &["base type", "base class", "base", "inherits from", "derived from", "the base type is", "its base type is"];

/// Phrases that introduce a list of types deriving from the page's type.
pub(crate) const DERIVED_PHRASES: &[&str] = &[
    "types derive from this",
    "types inherit from this",
    "derived types",
    "derive from this",
    "inherit from this",
    "types are derived from",
];

/// Each phrase about base types and derived types contains one of these words, and few texts contain any of them.
/// Searching for the words first saves most searches for phrases.
pub(crate) static KINSHIP: [Phrase; 7] = [
    Phrase::new("inherit"),
    Phrase::new("deriv"),
    Phrase::new("extend"),
    Phrase::new("subclass"),
    Phrase::new("subtype"),
    Phrase::new("base type"),
    Phrase::new("base class"),
];

/// Nouns that mean a type after "abstract", as in `abstract class`. `resouce` is a frequent misspelling of `resource`.
pub(crate) const ABSTRACT_NOUNS: &[&str] =
    &["type", "resource", "resouce", "base", "class", "entity", "superclass", "root"];

/// Phrases before links to types that derive from the page's type.
pub(crate) const DERIVED_LEADS: &[&str] = &[
    "the derived types are",
    "base type for",
    "base type of",
    "base class for",
    "base class of",
    "inherited by",
    "extended by",
];

/// A page uses these words to say that its own type is a base type. If such a sentence goes on with `such as`, as in
/// `The base type of items such as book and film`, the names that follow are derived types.
pub(crate) const BASE_WORDS: &[&str] = &["base type", "base class"];
