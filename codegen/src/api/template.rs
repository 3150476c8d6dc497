//! Path templates, such as `/users/{id}/messages`.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::text::singular::singular;

/// A path template such as `/users/{id}/messages`. No two placeholders have the same name.
///
/// `path` is the template as text, and `segments` is the same path in parsed form. The text begins with a slash and has
/// no query, no trailing slash and no spaces. Every placeholder is `{name}`, and the name is an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// The text, e.g. `/me/drive/root:/{itemPath}:/workbook/worksheets/{id}/range(address='{address}')`.
    pub path: String,
    /// The parts of the path between slashes, each with its meaning.
    pub segments: Vec<Segment>,
    /// The placeholders: first those of the path, then those of the query, each in order of appearance.
    pub placeholders: Vec<Placeholder>,
    /// Query options that the request line itself contains, such as `startDateTime={startDateTime}`.
    pub query: Vec<QueryPart>,
}

impl Template {
    /// The last segment that is not a key, and the number of keys after it: `("messages", 1)` for `/me/messages/{id}`.
    /// `None` if this segment is a function call or mixes fixed text with a placeholder.
    #[must_use]
    pub(crate) fn end(&self) -> Option<(&str, usize)> {
        let keys = self.segments.iter().rev().take_while(|segment| matches!(segment, Segment::Key(_))).count();
        match self.segments.iter().rev().nth(keys)? {
            Segment::Literal(word) | Segment::Cast(word) => Some((word, keys)),
            Segment::Key(_) | Segment::Call { .. } | Segment::Mixed(_) => None,
        }
    }

    /// The path followed by the query options of the request line: `/me/calendarView?startDateTime={startDateTime}`.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let mut text = self.path.clone();
        for (index, part) in self.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(&part.name);
            text.push('=');
            match &part.value {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Placeholder(place) => {
                    let name = self.placeholders.get(*place).map_or("", |placeholder| &placeholder.name);
                    text.push_str(&format!("{{{name}}}"));
                }
            }
        }
        text
    }

    /// The path in lower case, with `{}` for each placeholder: `/users/{}/messages`. Two templates that differ only in
    /// letter case or in the names of their placeholders have the same result, because they match the same requests.
    #[must_use]
    pub(crate) fn without_names(&self) -> String {
        without_names(&self.path)
    }
}

/// A path in lower case, with `{}` for each placeholder: `/users/{}/mailfolders`.
pub(crate) fn without_names(path: &str) -> String {
    with_empty_braces(path).to_lowercase()
}

/// A path with `{}` for each placeholder, and with its letter case unchanged: `/users/{}/mailFolders`.
pub(crate) fn with_empty_braces(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((fixed, inner)) = rest.split_once('{') {
        text.push_str(fixed);
        text.push_str("{}");
        rest = inner.split_once('}').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Segment {
    /// A fixed word: the name of a property or an entity set, `$ref`, `$value`, `$count`, `root:`, or a key for which
    /// the page has a constant instead of a placeholder.
    Literal(CompactString),
    /// A key, `{id}`. The number is its index in [`Template::placeholders`].
    Key(usize),
    /// A call of a function with its arguments: `range(address='{address}')`.
    Call {
        /// The name of the function, with its namespace if the page writes it.
        name: CompactString,
        /// The arguments in order. An argument without `name=` has no name.
        arguments: Vec<Argument>,
    },
    /// A cast to a derived type: `microsoft.graph.user`.
    Cast(CompactString),
    /// Fixed text around one or more placeholders, such as the colons around the path of a file, e.g. `{itemPath}:` or
    /// `items/{id}:`.
    Mixed(Vec<Piece>),
}

impl Segment {
    /// Whether the segment selects one item of a collection by its key: `{id}`, or `messages({id})` (OData 4.01 URL
    /// Conventions §4.3.1).
    #[must_use]
    pub(crate) fn ends_in_key(&self) -> bool {
        matches!(self, Segment::Key(_)) || self.keyed_collection().is_some()
    }

    /// The name of the collection in a segment with a key in parentheses: `messages` for `messages({id})`. `None` for
    /// any other segment. A segment with parentheses is a function call and not a key if its name is not a plural, or
    /// if it does not have exactly one argument without a name.
    #[must_use]
    pub(crate) fn keyed_collection(&self) -> Option<&str> {
        match self {
            Segment::Call { name, arguments } => {
                let is_key = matches!(arguments[..], [Argument { name: None, .. }]);
                (is_key && singular(name).len() < name.len()).then_some(name)
            }
            Segment::Literal(_) | Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
        }
    }
}

/// A piece of a segment that mixes fixed text with placeholders, or the value of an argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// Fixed text of the segment or of the argument.
    Literal(CompactString),
    /// A placeholder, as its index in [`Template::placeholders`].
    Placeholder(usize),
}

/// An argument of a function call in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Argument {
    /// The name before the `=`; `None` for an argument that is only a value.
    pub name: Option<CompactString>,
    /// The value: a placeholder, or a constant such as `true`.
    pub value: Piece,
    /// Whether the value is in single quotes (an `Edm.String` literal). For a list, whether each item is in quotes.
    pub quoted: bool,
    /// The text before the quotes, usually the name of an enumeration: `sales.pattern` in `sales.pattern'Yellow'`
    /// (OData 4.01 ABNF, `enum`).
    pub prefix: CompactString,
    /// Whether the value is a list of literals in brackets, such as `['a','b']`: the table of parameters says that the
    /// argument is a collection.
    pub list: bool,
    /// Whether the table of parameters states a primitive type for the argument. If it does not, `quoted` may be wrong.
    pub typed: bool,
}

/// A query option in a template: `name=value`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QueryPart {
    /// The name of the option, including `$`: `$filter`.
    pub name: CompactString,
    /// The value: a placeholder, or a constant such as `true`.
    pub value: Piece,
    /// Whether the page puts the option in square brackets, which means that requests may leave it out.
    pub optional: bool,
}

/// A placeholder of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Placeholder {
    /// Unique name within the template, camelCase, e.g. `idOrUserPrincipalName`.
    pub name: CompactString,
    /// The text within the braces as the page has it, e.g. `id | userPrincipalName`.
    pub raw: CompactString,
    /// Where the placeholder is. This decides how an argument is encoded.
    pub place: Place,
}

/// Where in a path or query a placeholder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The placeholder is a whole path segment, or a piece of one.
    Segment,
    /// A file path relative to a folder, as in `root:/{itemPath}:`. The argument may contain slashes.
    Path,
    /// In quotes, as an argument of a function: `(name='{name}')`.
    Quoted,
    /// Without quotes, as an argument of a function: `(count={count})`.
    Literal,
    /// The placeholder is the value of a query option: `?id={id}`.
    Query,
}

impl Place {
    /// Whether the placeholder is in the path, not in the query.
    #[must_use]
    pub(crate) fn in_path(self) -> bool {
        self != Place::Query
    }
}
