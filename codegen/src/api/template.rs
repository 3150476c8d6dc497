//! Path templates: segments, placeholders, and the query.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// A path template: `/users/{id}/messages`, with unique names of placeholders.
///
/// `path` is for readers and exports: an absolute path of the service without a query, a trailing slash or spaces.
/// Every placeholder is `{name}` with a unique name of identifier characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// The text, e.g. `/me/drive/root:/{itemPath}:/workbook/worksheets/{id}/range(address='{address}')`.
    pub path: String,
    /// The path's parts between slashes, parsed.
    pub segments: Vec<Segment>,
    /// The placeholders in order of appearance, those of the query last.
    pub placeholders: Vec<Placeholder>,
    /// Query options in the template itself, e.g. `startDateTime={startDateTime}`.
    pub query: Vec<QueryPart>,
}

impl Template {
    /// The last word of the path, and the number of keys after it. `None` for a path that ends in a call, or in a
    /// segment that mixes fixed text with a key.
    #[must_use]
    pub(crate) fn end(&self) -> Option<(&str, usize)> {
        let keys = self.segments.iter().rev().take_while(|segment| matches!(segment, Segment::Key(_))).count();
        match self.segments.iter().rev().nth(keys)? {
            Segment::Literal(word) | Segment::Cast(word) => Some((word, keys)),
            Segment::Key(_) | Segment::Call { .. } | Segment::Mixed(_) => None,
        }
    }

    /// The path with the query of the template.
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

    /// The path in lower case without the names of its placeholders. Paths that differ only in such names lead to the
    /// same target.
    #[must_use]
    pub(crate) fn without_names(&self) -> String {
        without_names(&self.path)
    }
}

/// `/users/{}/messages`: a path without the names of its placeholders, in lower case.
pub(crate) fn without_names(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((fixed, inner)) = rest.split_once('{') {
        text.push_str(&fixed.to_lowercase());
        text.push_str("{}");
        rest = inner.split_once('}').map_or("", |(_, rest)| rest);
    }
    text.push_str(&rest.to_lowercase());
    text
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Segment {
    /// A fixed word: a navigation, `$ref`, `$value`, `$count`, `root:` or a literal key.
    Literal(CompactString),
    /// A key, `{id}`; index into the placeholders.
    Key(usize),
    /// A function call with its arguments.
    Call {
        /// The function, with its namespace if the page writes it.
        name: CompactString,
        /// The arguments; positional ones have no name.
        arguments: Vec<Argument>,
    },
    /// A type cast, `microsoft.graph.user`.
    Cast(CompactString),
    /// Path-based addressing: literal text around one or more placeholders, e.g. `{itemPath}:` or `items/{id}:`.
    Mixed(Vec<Piece>),
}

/// A piece of a mixed segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// Fixed text.
    Literal(CompactString),
    /// Index into the placeholders.
    Placeholder(usize),
}

/// An argument of a function call in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Argument {
    /// The name of the parameter, if there is one.
    pub name: Option<CompactString>,
    /// A placeholder or a constant.
    pub value: Piece,
    /// Whether it is in single quotes (an `Edm.String` literal). For a list, whether each item is in quotes.
    pub quoted: bool,
    /// The text before the quotes, usually the name of an enumeration: `sales.pattern` in `sales.pattern'Yellow'`
    /// (OData 4.01 ABNF, `enum`).
    pub prefix: CompactString,
    /// Whether it is a list of literals in brackets, or an alias for one.
    pub list: bool,
    /// Whether the table of parameters states its type.
    pub typed: bool,
}

/// `name=value` in the query of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QueryPart {
    /// The option's name, `$` included.
    pub name: CompactString,
    /// A placeholder or a constant.
    pub value: Piece,
    /// Whether brackets mark it as optional.
    pub optional: bool,
}

/// A placeholder of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Placeholder {
    /// Unique name within the template, camelCase, e.g. `idOrUserPrincipalName`.
    pub name: CompactString,
    /// The text within the braces as the page has it, e.g. `id | userPrincipalName`.
    pub raw: CompactString,
    /// The place of the placeholder, which decides how an argument is encoded.
    pub place: Place,
}

/// The place of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A whole path segment, or a piece of one.
    Segment,
    /// A relative path between `:/` and `:`.
    Path,
    /// A quoted string within parentheses.
    Quoted,
    /// An unquoted literal within parentheses.
    Literal,
    /// A value of the query.
    Query,
}

impl Place {
    /// Whether the placeholder is in the path, not in the query.
    #[must_use]
    pub(crate) fn in_path(self) -> bool {
        self != Place::Query
    }
}
