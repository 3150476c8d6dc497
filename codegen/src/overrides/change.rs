//! The changes that `overrides.toml` can ask for. They outrank what the pages say.

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

/// The content of `overrides.toml`: corrections of what the pages say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    /// The changes that the file asks for, in the order of its entries.
    pub statements: Vec<Statement>,
    /// The types and enumerations that the file adds, as if a page declared them. Their members are in `statements`.
    /// `None` without a file.
    pub page: Option<PageDecls>,
    /// How many entries were read, and how many of them were reported as invalid.
    pub ledger: Ledger,
}

/// One change of the model that an entry of `overrides.toml` asks for.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// What the change is about: the qualified name of a type or enumeration, the path of a page, or, for `published`,
    /// a folder such as `api/` with which the paths of several pages start.
    pub target: Spanned<String>,
    /// What the entry changes about the target.
    pub change: Change,
    /// The place of the entry in the file, including its key.
    pub span: Span,
}

/// What an entry changes. The comment of a variant shows the form of its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// `kind = "entity"` or `kind = "complex"`: the kind of the type.
    Kind(TypeKind),
    /// `base = "microsoft.graph.entity"`: the base of the type. `base = false`: the type has no base.
    Base(Option<String>),
    /// `abstract = true`: every object of the type has a derived type.
    Abstract(bool),
    /// `open = true`: objects of the type may have further properties.
    Open(bool),
    /// `key = ["id"]`: the properties that identify an entity.
    Key(Vec<CompactString>),
    /// `properties.size = { … }`: a change of the property `size`.
    Property(String, PropertyChange),
    /// A table with `add = true` in `types`: adds a type.
    AddType,
    /// `flags = true`: a value of the enumeration may combine several members.
    Flags(bool),
    /// `members.red = { … }`: a change of the member `red` of an enumeration.
    Member(String, MemberChange),
    /// A table with `add = true` in `enums`: adds an enumeration.
    AddEnum,
    /// An entry in the table of a page and a method, such as `[operations."api/user-get.md".GET]`. The target of the
    /// statement is the path of the page.
    Operation(Method, OperationChange),
    /// The address at which pages are published, such as `https://example.com/reference/{page}`. The target is the
    /// start of the paths of these pages, and `{page}` stands for the rest of such a path.
    Published(String),
}

/// What an entry changes about an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationChange {
    /// `response = "Edm.String"`: the type of the response body. `response = false`: the response has no body.
    Response(Option<TypeNotation>),
    /// `routes."/users" = { add = true }`: a path that the page lacks.
    AddRoute(String),
    /// `routes."/users" = { remove = true }`: a path of the page that is wrong.
    RemoveRoute(String),
    /// `status = [200, 206]`: the status codes of success, with the main code first.
    Status(Vec<u16>),
    /// `permissions.application = ["User.Read.All"]`: the permissions of one kind of caller.
    Permissions(PermissionChange),
    /// `parameters.size = { type = "Edm.Int32", required = true }`: a change of the parameter `size`.
    Parameter(String, ParameterChange),
    /// `name = "…"`: the Rust name of the operation.
    Name(CompactString),
}

/// A change of the permissions that one kind of caller needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PermissionChange {
    /// The label of the permission table; `None` if the page has a single permission table.
    pub label: Option<String>,
    /// The kind of caller that the change is about.
    pub caller: Caller,
    /// The alternative permissions, the least privileged first. Empty if the caller is not supported.
    pub alternatives: Vec<Scopes>,
}

/// A change of a parameter. If a field is `None`, that fact about the parameter stays as the page states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterChange {
    /// `type = "Edm.Int32"`: the type of the parameter.
    pub ty: Option<TypeNotation>,
    /// `required = true`: whether requests have to contain the parameter.
    pub required: Option<bool>,
}

/// What an entry of `overrides.toml` changes about a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PropertyChange {
    /// `{ type = "Edm.Int32" }`: the type of the property.
    Type(TypeNotation),
    /// `{ remove = true }`: the type has no such property.
    Remove,
    /// `{ sensitive = true }`: the values of the property are secrets.
    Sensitive(bool),
    /// `{ add = true, type = "…", doc = "…" }`: adds a property with this type and description.
    Add(TypeNotation, String),
}

/// What an entry of `overrides.toml` changes about a member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MemberChange {
    /// `{ alias = ["grey"] }`: other spellings, which are read as this member.
    Alias(Vec<CompactString>),
    /// `{ add = true, value = 1, doc = "…" }`: adds a member with this number and description.
    Add(Option<i64>, String),
}

/// A type in the notation of CSDL: `Edm.Int64`, `Collection(microsoft.graph.user)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeNotation {
    /// The qualified name of the type; for a collection, that of the type of its items.
    pub name: String,
    /// Whether the type is written in `Collection(…)`.
    pub collection: bool,
}

impl TypeNotation {
    /// Parses a type such as `Collection(microsoft.graph.user)`. `None` if the text has another form.
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
