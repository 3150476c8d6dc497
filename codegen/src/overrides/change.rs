//! What `overrides.toml` can change: statements that rank above the pages.

use crate::api::{Caller, Method, Scopes, TypeKind};
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::ledger::{Kind, Ledger};
use crate::overrides::target::is_qualified;
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use std::fmt;

/// The path of the file within the docs folder.
pub(crate) const PATH: &str = "overrides.toml";

/// Stands for the page in the address of pages.
pub(crate) const PLACE: &str = "{page}";

/// What the file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    /// In the order of the file.
    pub statements: Vec<Statement>,
    /// The types and enumerations that it adds; their members are statements. `None` without a file.
    pub page: Option<PageDecls>,
    /// Entries that were read, and those that are diagnosed already.
    pub ledger: Ledger,
}

/// One entry.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// The qualified name of the type or enumeration it is about, or the path of a page or the start of one.
    pub target: Spanned<String>,
    /// What it says.
    pub change: Change,
    /// The entry, its key included.
    pub span: Span,
}

/// What an entry says of its type or enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// `kind = "entity"`
    Kind(TypeKind),
    /// `base = "…"`; `base = false` for none.
    Base(Option<String>),
    /// `abstract = true`
    Abstract(bool),
    /// `open = true`
    Open(bool),
    /// `key = ["…"]`
    Key(Vec<CompactString>),
    /// `properties.x = { … }`
    Property(String, PropertyChange),
    /// `add = true` of a type.
    AddType,
    /// `flags = true`
    Flags(bool),
    /// `members.x = { … }`
    Member(String, MemberChange),
    /// `add = true` of an enumeration.
    AddEnum,
    /// What stands under a page and a method: the target is the path of the page.
    Operation(Method, OperationChange),
    /// Where pages can be read, with `{page}` for what follows of their path: the target is how their paths begin.
    Published(String),
}

/// What an entry says of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationChange {
    /// `response = "…"`; `response = false` for an answer without a body.
    Response(Option<TypeNotation>),
    /// `routes."/x" = { add = true }`
    AddRoute(String),
    /// `routes."/x" = { remove = true }`
    RemoveRoute(String),
    /// `status = [200, 206]`: the status codes of success, the first one first.
    Status(Vec<u16>),
    /// `permissions.application = ["…"]`
    Permissions(PermissionChange),
    /// `parameters.x = { type = "…", required = true }`
    Parameter(String, ParameterChange),
    /// `name = "…"`
    Name(CompactString),
}

/// What an entry says of the permissions of one kind of caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PermissionChange {
    /// The label of the table, which only a page with several needs.
    pub label: Option<String>,
    /// The kind of caller.
    pub caller: Caller,
    /// Alternatives from the least to the most privileged; none where the caller is not supported.
    pub alternatives: Vec<Scopes>,
}

/// Changes to a parameter. Fields that are `None` stay as the page has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterChange {
    /// `type = "…"`
    pub ty: Option<TypeNotation>,
    /// `required = true`
    pub required: Option<bool>,
}

/// What an entry says of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PropertyChange {
    /// `type = "…"`
    Type(TypeNotation),
    /// `remove = true`
    Remove,
    /// `sensitive = true`: its values are secrets.
    Sensitive(bool),
    /// `add = true`, with type and description.
    Add(TypeNotation, String),
}

/// What an entry says of a member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MemberChange {
    /// `alias = ["…"]`: other spellings that are read.
    Alias(Vec<CompactString>),
    /// `add = true`, with number and description.
    Add(Option<i64>, String),
}

/// A type in CSDL's notation: `Edm.Int64`, `Collection(microsoft.graph.user)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeNotation {
    /// The qualified name of the type of one item.
    pub name: String,
    /// Whether it stands within `Collection(…)`.
    pub collection: bool,
}

impl TypeNotation {
    /// Reads the notation.
    pub(crate) fn parse(text: &str) -> Option<TypeNotation> {
        let inner = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
        let name = inner.unwrap_or(text);
        is_qualified(name).then(|| TypeNotation { name: name.to_owned(), collection: inner.is_some() })
    }
}

impl fmt::Display for TypeNotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.collection { write!(f, "Collection({})", self.name) } else { f.write_str(&self.name) }
    }
}

impl Overrides {
    pub(crate) fn refuse(&mut self, diagnostic: Diagnostic, diagnostics: &mut Vec<Diagnostic>) {
        self.ledger.read(Kind::Override);
        self.ledger.diagnosed(Kind::Override);
        diagnostics.push(diagnostic);
    }

    pub(crate) fn state(&mut self, target: &Spanned<String>, change: Change, span: Span) {
        self.ledger.read(Kind::Override);
        self.statements.push(Statement { target: target.clone(), change, span });
    }
}
