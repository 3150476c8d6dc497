//! The statements that `overrides.toml` can make. They have a higher rank than the pages.

use crate::api::{Caller, Method, Scopes, TypeKind};
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::ledger::{Ledger, PieceKind};
use crate::overrides::target::is_qualified;
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use std::fmt;

/// The path of the file within the docs folder.
pub(crate) const PATH: &str = "overrides.toml";

/// The placeholder for the page in the address of published pages.
pub(crate) const PLACE: &str = "{page}";

/// The contents of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    /// The statements, in the order of the file.
    pub statements: Vec<Statement>,
    /// The types and enumerations that the file adds; their members are statements. `None` without a file.
    pub page: Option<PageDecls>,
    /// The numbers of entries that were read and that were diagnosed.
    pub ledger: Ledger,
}

/// The statement of one entry.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// The qualified name of a type or enumeration, or the path of a page or its start.
    pub target: Spanned<String>,
    /// The change.
    pub change: Change,
    /// The place of the entry, including its key.
    pub span: Span,
}

/// The change of a type, an enumeration, an operation or a published page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// `kind = "entity"`
    Kind(TypeKind),
    /// `base = "…"`; `base = false` for a type without a base.
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
    /// An entry below the path of a page and a method. Its target is the path of the page.
    Operation(Method, OperationChange),
    /// The address of published pages, with `{page}` for the rest of their paths. The target is the start of their
    /// paths.
    Published(String),
}

/// The change of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationChange {
    /// `response = "…"`; `response = false` for a response without a body.
    Response(Option<TypeNotation>),
    /// `routes."/x" = { add = true }`
    AddRoute(String),
    /// `routes."/x" = { remove = true }`
    RemoveRoute(String),
    /// `status = [200, 206]`: the status codes of success, with the main code first.
    Status(Vec<u16>),
    /// `permissions.application = ["…"]`
    Permissions(PermissionChange),
    /// `parameters.x = { type = "…", required = true }`
    Parameter(String, ParameterChange),
    /// `name = "…"`
    Name(CompactString),
}

/// The change of the permissions for one kind of caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PermissionChange {
    /// The label of the table, which is necessary only for a page with several tables.
    pub label: Option<String>,
    /// The kind of caller.
    pub caller: Caller,
    /// Alternatives from the least to the most privileged; empty if the caller is not supported.
    pub alternatives: Vec<Scopes>,
}

/// The change of a parameter. Fields that are `None` stay unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterChange {
    /// `type = "…"`
    pub ty: Option<TypeNotation>,
    /// `required = true`
    pub required: Option<bool>,
}

/// The change of a property.
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

/// The change of an enumeration member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MemberChange {
    /// `alias = ["…"]`: other spellings that are read.
    Alias(Vec<CompactString>),
    /// `add = true`, with number and description.
    Add(Option<i64>, String),
}

/// A type in the notation of CSDL: `Edm.Int64`, `Collection(microsoft.graph.user)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeNotation {
    /// The qualified name of the type of one item.
    pub name: String,
    /// Whether the type is written in `Collection(…)`.
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
        self.ledger.read(PieceKind::Override);
        self.ledger.diagnosed(PieceKind::Override);
        diagnostics.push(diagnostic);
    }

    pub(crate) fn state(&mut self, target: &Spanned<String>, change: Change, span: Span) {
        self.ledger.read(PieceKind::Override);
        self.statements.push(Statement { target: target.clone(), change, span });
    }
}
