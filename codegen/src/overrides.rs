//! `overrides.toml` at the root of the docs folder: a text in, statements that rank above those of the pages out.
//!
//! Types and enumerations that no page documents are declared by a page of declarations, like those of a page; whatever
//! else the file says is a [`Statement`], which `link` applies. Invariant: each entry becomes statements or is diagnosed,
//! once, whatever the text.

use std::fmt;

use compact_str::CompactString;

use crate::api::{Api, Caller, Method, PageKind, Scopes, TypeKind};
use crate::code;
use crate::decl::{Links, PageDecls};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Kind, Ledger};
use crate::source::{Source, SourceId, Sources, Span, Spanned};

mod entry;
mod read;

/// The path of the file within the docs folder.
pub const PATH: &str = "overrides.toml";

/// Stands for the page in the address of pages.
pub(crate) const PLACE: &str = "{page}";

/// How many of the pages of a model are pages of the tree: what the file adds stands on a page of its own.
#[must_use]
pub fn pages_beside(api: &Api) -> usize {
    api.pages.iter().filter(|page| page.path != PATH).count()
}

/// What the file says.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// In the order of the file.
    pub statements: Vec<Statement>,
    /// The types and enumerations that it adds; their members are statements. `None` without a file.
    pub page: Option<PageDecls>,
    /// Entries that were read, and those that are diagnosed already.
    pub ledger: Ledger,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The qualified name of the type or enumeration it is about, or the path of a page or the start of one.
    pub target: Spanned<String>,
    /// What it says.
    pub change: Change,
    /// The entry, its key included.
    pub span: Span,
}

/// What an entry says of its type or enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
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
pub enum OperationChange {
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
pub struct PermissionChange {
    /// The label of the table, which only a page with several needs.
    pub label: Option<String>,
    /// The kind of caller.
    pub caller: Caller,
    /// Alternatives from the least to the most privileged; none where the caller is not supported.
    pub alternatives: Vec<Scopes>,
}

/// What an entry says of a parameter; what it leaves out stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterChange {
    /// `type = "…"`
    pub ty: Option<TypeNotation>,
    /// `required = true`
    pub required: Option<bool>,
}

/// What an entry says of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyChange {
    /// `type = "…"`
    Type(TypeNotation),
    /// `remove = true`
    Remove,
    /// `sensitive = true`: its values are secrets.
    Sensitive(bool),
    /// `add = true`, with its type and what is said of it.
    Add(TypeNotation, String),
}

/// What an entry says of a member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberChange {
    /// `alias = ["…"]`: other spellings that are read.
    Alias(Vec<CompactString>),
    /// `add = true`, with its number and what is said of it.
    Add(Option<i64>, String),
}

/// A type in CSDL's notation: `Edm.Int64`, `Collection(microsoft.graph.user)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeNotation {
    /// The qualified name of the type of one item.
    pub name: String,
    /// Whether it stands within `Collection(…)`.
    pub collection: bool,
}

/// Reads the file, if there is one. Never fails: what is wrong with an entry costs the entry.
#[must_use]
pub fn read(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Overrides {
    match sources.find(PATH) {
        Some(id) => read::file(id, sources.get(id), diagnostics),
        None => Overrides::default(),
    }
}

impl TypeNotation {
    /// Reads the notation.
    fn parse(text: &str) -> Option<TypeNotation> {
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

/// Whether a name is the path of a page.
fn is_page(name: &str) -> bool {
    name.ends_with(".md")
}

/// Whether a name is one of a type in its namespace.
fn is_qualified(name: &str) -> bool {
    name.contains('.') && name.split('.').all(crate::text::identifier::is_identifier)
}

/// A page that declares nothing yet.
fn blank(id: SourceId) -> PageDecls {
    PageDecls {
        source: id,
        kind: PageKind::Conceptual,
        title: Spanned { value: PATH.to_owned(), span: Span::new(id, 0..0) },
        namespace: None,
        types: Vec::new(),
        enums: Vec::new(),
        operations: None,
        bodies: Vec::new(),
        links: Links::default(),
        methods: Vec::new(),
        ledger: Ledger::default(),
    }
}

/// Bytes that are not text are reported as on any page.
fn check_text(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(at) = source.invalid_utf8 {
        let span = Span { source: id, start: at, end: at };
        diagnostics.push(
            Diagnostic::new(code::INVALID_UTF8, span, "the file has bytes that are not UTF-8")
                .help("save the file as UTF-8"),
        );
    }
}

impl Overrides {
    fn refuse(&mut self, diagnostic: Diagnostic, diagnostics: &mut Vec<Diagnostic>) {
        self.ledger.read(Kind::Override);
        self.ledger.diagnosed(Kind::Override);
        diagnostics.push(diagnostic);
    }

    fn state(&mut self, target: &Spanned<String>, change: Change, span: Span) {
        self.ledger.read(Kind::Override);
        self.statements.push(Statement { target: target.clone(), change, span });
    }
}
