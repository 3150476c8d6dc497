//! The API that the pages describe: linked, closed, language neutral.
//!
//! Every id is valid, `base` chains are acyclic, names are unique within their namespace, and everything stands in a
//! stable order (types and enums by qualified name, pages by path, operations by page). Nothing here knows Rust.
//! Every entity keeps the [`Span`]s it was declared at, so that late findings can point to a page.

use std::fmt;
use std::sync::Arc;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::source::{SourceId, Span};

/// The whole model.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Every page that was read, and `overrides.toml` where there is one.
    pub pages: Vec<Page>,
    /// Entity and complex types, by qualified name.
    pub types: Vec<StructuredType>,
    /// Enumeration types, by qualified name.
    pub enums: Vec<EnumType>,
    /// Operations, by page and then in the order of the page.
    pub operations: Vec<Operation>,
    /// Bodies shown on the pages, by page and then in the order of the page.
    pub examples: Vec<Example>,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident => $field:ident: $target:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub struct $name(pub u32);

            impl $name {
                /// The position in its table.
                #[must_use]
                pub fn index(self) -> usize {
                    self.0 as usize
                }

                /// The id of a position.
                #[must_use]
                pub fn from_index(index: usize) -> $name {
                    $name(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }

            impl std::ops::Index<$name> for Api {
                type Output = $target;
                fn index(&self, id: $name) -> &$target {
                    &self.$field[id.index()]
                }
            }
        )+
    };
}

ids! {
    /// A page of [`Api::pages`].
    PageId => pages: Page;
    /// A type of [`Api::types`].
    TypeId => types: StructuredType;
    /// An enum of [`Api::enums`].
    EnumId => enums: EnumType;
    /// An operation of [`Api::operations`].
    OperationId => operations: Operation;
    /// An example of [`Api::examples`].
    ExampleId => examples: Example;
}

/// One page of the tree.
#[derive(Clone, Debug, Hash)]
pub struct Page {
    /// The file.
    pub source: SourceId,
    /// Path relative to the docs folder.
    pub path: String,
    /// The level-1 heading.
    pub title: String,
    /// What the structure of the page says it is.
    pub kind: PageKind,
    /// Where it can be read, when `overrides.toml` says so.
    pub url: Option<String>,
}

/// The kinds of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageKind {
    /// Describes operations.
    Operation,
    /// Describes an entity or complex type.
    Resource,
    /// Describes one or more enumerations.
    Enum,
    /// Prose.
    Conceptual,
}

/// A namespace-qualified name, e.g. `microsoft.graph.user`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The namespace, without a trailing dot.
    pub namespace: CompactString,
    /// The short name.
    pub name: CompactString,
}

/// Prose of a page, as the page's own markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doc {
    /// Paragraphs and list items in CommonMark: HTML, includes and notes' markers removed, entities decoded, links as the
    /// page has them with their destination resolved to [`DocLink`]s by `link`.
    pub markdown: String,
    /// The links of `markdown`, in order: byte range of the whole `[text](destination)` and what it leads to.
    pub links: Vec<DocLink>,
}

/// A link within a [`Doc`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocLink {
    /// First byte of the link in `markdown`.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The text it shows, as markdown.
    pub text: String,
    /// What it leads to.
    pub target: LinkTarget,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A type of this API.
    Type(TypeId),
    /// An enum of this API.
    Enum(EnumId),
    /// A page of this tree that is no type.
    Page(PageId),
    /// An absolute URL.
    Url(String),
    /// A path outside the tree, or a page that is not there: text only.
    Nowhere,
}

/// An entity or complex type.
#[derive(Clone, Debug, Hash)]
pub struct StructuredType {
    /// Its name.
    pub name: QualifiedName,
    /// Entity or complex.
    pub kind: TypeKind,
    /// The type it derives from.
    pub base: Option<TypeId>,
    /// Types of this API that derive directly from it, by id.
    pub derived: Vec<TypeId>,
    /// Types that a page names as derived from it without any page describing them.
    pub undocumented_subtypes: Vec<QualifiedName>,
    /// Whether no value is exactly of this type.
    pub is_abstract: bool,
    /// Whether values may carry members that are not declared.
    pub is_open: bool,
    /// Whether the entity is itself a media stream.
    pub has_stream: bool,
    /// Whether the type stands for any JSON value: a documented type without members that is named like one.
    pub is_any: bool,
    /// Key property names, of entities that declare one themselves.
    pub key: Vec<CompactString>,
    /// Members declared here (inherited ones stand at their owner), in the order of the pages.
    pub properties: Vec<Property>,
    /// What the pages say of it.
    pub doc: Doc,
    /// Since when, or instead of what, it is deprecated.
    pub deprecated: Option<String>,
    /// The pages that describe it; empty for a type that is only referred to (such as a base without a page).
    pub pages: Vec<PageId>,
    /// Where it is declared.
    pub spans: Vec<Span>,
    /// Which statement decided what, in the order of the decisions; for `explain --type`.
    pub evidence: Vec<Evidence>,
}

/// Entity (has identity) or complex (a value).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeKind {
    /// CSDL `EntityType`.
    Entity,
    /// CSDL `ComplexType`.
    Complex,
}

/// One statement that decided, or was overruled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What was decided, e.g. `kind = entity`.
    pub decision: String,
    /// Why, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// Where it is stated.
    pub span: Option<Span>,
    /// Whether a statement of higher rank overruled it.
    pub overruled: bool,
}

/// A property or navigation property.
#[derive(Clone, Debug, Hash)]
pub struct Property {
    /// The name on the wire.
    pub name: CompactString,
    /// Its type.
    pub ty: TypeRef,
    /// Structural or navigation.
    pub kind: PropertyKind,
    /// What the page says of it.
    pub doc: Doc,
    /// The page says `Read-only`.
    pub read_only: bool,
    /// The page says `Required`.
    pub required: bool,
    /// The page says `Nullable` or `Not nullable`.
    pub nullable: Option<bool>,
    /// The page says it is only returned on `$select`.
    pub select_only: bool,
    /// The page says `$filter` is supported.
    pub filterable: bool,
    /// The values are secrets, such as passwords: they are not shown where values are shown for a look.
    pub sensitive: bool,
    /// Since when, or instead of what, it is deprecated.
    pub deprecated: Option<String>,
    /// The values a `String` property lists ("soft enum"), in order.
    pub values: Vec<CompactString>,
    /// The page whose row declared it.
    pub page: PageId,
    /// The row.
    pub span: Span,
}

/// Structural or navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyKind {
    /// CSDL `Property`.
    Structural,
    /// CSDL `NavigationProperty`.
    Navigation,
}

/// A use of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeRef {
    /// The type of one item.
    pub item: ItemType,
    /// Whether it is `Collection(item)`.
    pub collection: bool,
}

/// The type of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemType {
    /// A primitive type.
    Primitive(Primitive),
    /// An enumeration.
    Enum(EnumId),
    /// An entity or complex type.
    Structured(TypeId),
}

/// The `Edm` primitive types that occur, and the two abstract ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// `Edm.Binary`
    Binary,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`
    Byte,
    /// `Edm.Date`
    Date,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Double`
    Double,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Guid`
    Guid,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.SByte`
    SByte,
    /// `Edm.Single`
    Single,
    /// `Edm.Stream`
    Stream,
    /// `Edm.String`
    String,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// `Edm.Untyped`: any JSON, also where the pages' type could not be resolved.
    Untyped,
}

/// An enumeration.
#[derive(Clone, Debug, Hash)]
pub struct EnumType {
    /// Its name.
    pub name: QualifiedName,
    /// Whether a value may combine members, comma-separated.
    pub is_flags: bool,
    /// The members, in the order of the deciding table.
    pub members: Vec<EnumMember>,
    /// What the pages say of it.
    pub doc: Doc,
    /// Since when, or instead of what, it is deprecated.
    pub deprecated: Option<String>,
    /// The pages that describe it, or whose prose lists its values.
    pub pages: Vec<PageId>,
    /// Where it is declared; the first is the deciding one.
    pub spans: Vec<Span>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Hash)]
pub struct EnumMember {
    /// The name on the wire.
    pub name: CompactString,
    /// Other spellings that pages use (letter case only).
    pub aliases: Vec<CompactString>,
    /// Its number, where the pages state one.
    pub value: Option<i64>,
    /// What the page says of it.
    pub doc: Doc,
    /// The row, or the words in the prose.
    pub span: Span,
}

/// One documented operation: the requests of one page with one HTTP method that agree in what they send and answer.
#[derive(Clone, Debug, Hash)]
pub struct Operation {
    /// The page.
    pub page: PageId,
    /// The page's title, e.g. `List messages` or `user: reminderView`.
    pub title: String,
    /// The name that it has to have, where one is stated.
    pub pinned: Option<CompactString>,
    /// The type the page's file name speaks of, when there is one.
    pub subject: Option<TypeId>,
    /// The HTTP method.
    pub method: Method,
    /// What the paths lead to, where the page has paths of the method that lead to something else.
    pub part: Part,
    /// Every documented request line that is a path, in order; never empty.
    pub routes: Vec<Route>,
    /// The action or function it calls.
    pub call: Option<Callable>,
    /// What the page says of it.
    pub doc: Doc,
    /// Since when, or instead of what, it is deprecated.
    pub deprecated: Option<String>,
    /// The permission tables, in order; each with its own heading when the page has several.
    pub permissions: Arc<Vec<Permissions>>,
    /// Request headers.
    pub headers: Vec<Header>,
    /// What the page's parameter tables say of path, query and function parameters.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub request: RequestBody,
    /// What comes back.
    pub response: Response,
    /// The request bodies and responses shown, in order.
    pub examples: Vec<ExampleId>,
    /// The requests shown, each with its responses, in order.
    pub exchanges: Vec<Exchange>,
    /// The heading of the request section.
    pub span: Span,
}

/// What paths of one method on one page lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The same, as far as the paths tell.
    #[default]
    Whole,
    /// The bytes of an item: `$value`, `content`.
    Content,
    /// The number of items: `$count`.
    Count,
    /// References to items: `$ref`.
    References,
}

/// The HTTP methods of the dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
}

/// One request line.
#[derive(Clone, Debug, Hash)]
pub struct Route {
    /// The normalised path.
    pub template: Arc<Template>,
    /// The text after the method, as it stands on the page.
    pub raw: String,
    /// Where the page has it.
    pub origin: RouteOrigin,
    /// The request line.
    pub span: Span,
}

/// Where a page has a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RouteOrigin {
    /// Among the request lines.
    RequestLine,
    /// A request line, with the optional parameters that the table of function parameters adds to it.
    ParameterTable,
    /// In an example request alone.
    Example,
}

/// A path template: `/users/{id}/messages`, placeholders named uniquely.
///
/// `path` is what a reader sees and what `export` writes: absolute within the service, no query, no trailing slash, no
/// blanks, every placeholder `{name}` with a unique name made of identifier characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// The text, e.g. `/me/drive/root:/{itemPath}:/workbook/worksheets/{id}/range(address='{address}')`.
    pub path: String,
    /// The path's parts between slashes, parsed.
    pub segments: Vec<Segment>,
    /// The placeholders in order of appearance, those of the query last.
    pub placeholders: Vec<Placeholder>,
    /// Query options that the template itself carries, e.g. `startDateTime={startDateTime}`.
    pub query: Vec<QueryPart>,
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
        /// The function, namespace included when the page writes it.
        name: CompactString,
        /// The arguments; positional ones have no name.
        arguments: Vec<Argument>,
    },
    /// A type cast, `microsoft.graph.user`.
    Cast(CompactString),
    /// Path addressing: literal text around one or more placeholders, e.g. `{itemPath}:` or `items/{id}:`.
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
    /// The parameter's name, when given.
    pub name: Option<CompactString>,
    /// A placeholder or a constant.
    pub value: Piece,
    /// Whether it stands in single quotes (an `Edm.String` literal); of a list, whether each item does.
    pub quoted: bool,
    /// Whether it is a list of literals in brackets, or an alias for one.
    pub list: bool,
    /// Whether the table of parameters says its type.
    pub typed: bool,
}

/// `name=value` of a template's query.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QueryPart {
    /// The option's name, `$` included.
    pub name: CompactString,
    /// A placeholder or a constant.
    pub value: Piece,
    /// Whether the page brackets it as optional.
    pub optional: bool,
}

/// A placeholder of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Placeholder {
    /// Unique name within the template, camelCase, e.g. `idOrUserPrincipalName`.
    pub name: CompactString,
    /// The text within the braces as the page has it, e.g. `id | userPrincipalName`.
    pub raw: CompactString,
    /// Where it stands, which decides how it is encoded.
    pub place: Place,
}

/// Where a placeholder stands.
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
    /// Whether the placeholder stands in the path rather than in the query.
    #[must_use]
    pub fn in_path(self) -> bool {
        self != Place::Query
    }
}

/// The action or function that an operation calls.
#[derive(Clone, Debug, Hash)]
pub struct Callable {
    /// Action (may change something) or function.
    pub kind: CallableKind,
    /// Its name, without namespace.
    pub name: CompactString,
    /// The namespace it is declared in.
    pub namespace: CompactString,
    /// What it is bound to; `None` for an unbound one.
    pub binding: Option<TypeRef>,
    /// Its parameters without the binding one: of a function those of the path that comes first.
    pub parameters: Vec<Parameter>,
    /// The parameters of further overloads, in order of their paths: OData tells overloads of a function apart by the names
    /// of their parameters. No two of them, the first included, have the same names.
    pub overloads: Vec<Vec<Parameter>>,
    /// What it returns.
    pub returns: Option<TypeRef>,
}

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallableKind {
    /// Called with `POST`, parameters in the body.
    Action,
    /// Called with `GET`, parameters in the path.
    Function,
}

/// A parameter of a path, a query, a function or an action.
#[derive(Clone, Debug, Hash)]
pub struct Parameter {
    /// The name on the wire.
    pub name: CompactString,
    /// Its type, where stated.
    pub ty: Option<TypeRef>,
    /// `Some(false)` when the page says optional.
    pub required: Option<bool>,
    /// What the page says of it.
    pub doc: Doc,
    /// The row.
    pub span: Span,
}

/// What the permission table of an operation says.
#[derive(Clone, Debug, Default, Hash, Serialize, Deserialize)]
pub struct Permissions {
    /// The heading or label of the table, when the page has several.
    pub label: Option<CompactString>,
    /// Positions of the operation's routes that the table is about, in order; none for all of them.
    pub routes: Vec<u32>,
    /// Delegated, work or school account.
    pub delegated_work: Vec<Scopes>,
    /// Delegated, personal account.
    pub delegated_personal: Vec<Scopes>,
    /// Application.
    pub application: Vec<Scopes>,
    /// Kinds of caller of which the page does not say what they need; their lists are empty. Of every other kind an empty
    /// list says that it is not supported.
    pub unknown: Vec<Caller>,
    /// The table.
    pub span: Span,
}

/// Who calls: the kinds of caller that a permission table distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Caller {
    /// A user with a work or school account.
    DelegatedWork,
    /// A user with a personal account.
    DelegatedPersonal,
    /// An application without a user.
    Application,
}

impl Caller {
    /// Every kind, in the order of the tables.
    pub const ALL: [Caller; 3] = [Caller::DelegatedWork, Caller::DelegatedPersonal, Caller::Application];
}

impl Permissions {
    /// What a kind of caller needs, from the least to the most privileged: an empty list when it is not supported, `None`
    /// when the page does not say.
    #[must_use]
    pub fn of(&self, caller: Caller) -> Option<&[Scopes]> {
        let alternatives = match caller {
            Caller::DelegatedWork => &self.delegated_work,
            Caller::DelegatedPersonal => &self.delegated_personal,
            Caller::Application => &self.application,
        };
        (!self.unknown.contains(&caller)).then_some(alternatives)
    }

    /// Whether the table is about a route of its operation.
    #[must_use]
    pub fn is_about(&self, route: usize) -> bool {
        self.routes.is_empty() || self.routes.iter().any(|&position| position as usize == route)
    }
}

/// Scopes that are needed together; almost always one.
pub type Scopes = Vec<CompactString>;

/// A request header.
#[derive(Clone, Debug, Hash)]
pub struct Header {
    /// The field name.
    pub name: CompactString,
    /// `None` when the page does not say.
    pub required: Option<bool>,
    /// What the page says of it.
    pub doc: Doc,
    /// The row.
    pub span: Span,
}

/// What an operation sends.
#[derive(Clone, Debug, Hash)]
pub enum RequestBody {
    /// Nothing.
    None,
    /// A value of a type (`POST`, `PUT`).
    Value(TypeRef),
    /// Some members of a type (`PATCH`); the members are what the page lists.
    Patch {
        /// The type that is patched.
        ty: TypeId,
        /// The listed members, in order.
        members: Vec<Parameter>,
    },
    /// Named parameters as one object: the page's table without a type of its own (actions, reference links).
    Parameters(Vec<Parameter>),
    /// Bytes of a media type.
    Stream {
        /// The media type, when the page states one.
        content_type: Option<CompactString>,
    },
}

/// What an operation answers.
#[derive(Clone, Debug, Hash)]
pub struct Response {
    /// The documented status codes of success, the first one first; never empty.
    pub status: Vec<u16>,
    /// What the body holds.
    pub body: ResponseBody,
    /// Where it is stated.
    pub span: Span,
}

/// What a successful answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResponseBody {
    /// Nothing.
    None,
    /// A value or a collection of values.
    Value(TypeRef),
    /// Bytes.
    Stream,
    /// A redirection in `Location`.
    Redirect,
}

/// A JSON body shown on a page.
#[derive(Clone, Debug, Hash)]
pub struct Example {
    /// The page.
    pub page: PageId,
    /// Request, response or the resource's representation.
    pub role: ExampleRole,
    /// The method and URL of the request it belongs to, as written.
    pub request_line: Option<String>,
    /// The status of a response.
    pub status: Option<u16>,
    /// What it is a value of; `None` when no type is known.
    pub ty: Option<TypeRef>,
    /// Strict JSON, pretty-printed, whatever the page's form was.
    pub json: Arc<str>,
    /// Whether the page says that members are left out.
    pub truncated: bool,
    /// Whether it agrees with its type at every depth.
    pub conforms: bool,
    /// Why it does not: code and message of each finding, in order.
    pub findings: Vec<String>,
    /// The body on the page.
    pub span: Span,
}

/// An example request of a page and the responses that follow it.
#[derive(Clone, Debug, Hash)]
pub struct Exchange {
    /// Method and target as the page has them; empty where a response has no request before it.
    pub request_line: String,
    /// The request line; the first response where there is none.
    pub span: Span,
    /// The route that the request is of; `None` where it fits none, which a finding says.
    pub call: Option<ShownCall>,
    /// The headers of the request.
    pub headers: Vec<HeaderLine>,
    /// The JSON body of the request.
    pub body: Option<ExampleId>,
    /// The body of the request, of whatever kind.
    pub body_span: Option<Span>,
    /// What the page shows as the answer, in order.
    pub replies: Vec<Reply>,
}

/// A request as a call of a route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownCall {
    /// The index among the routes of the operation.
    pub route: usize,
    /// The values of the placeholders in the path, in order, decoded.
    pub arguments: Vec<String>,
    /// The query options, in order, decoded.
    pub query: Vec<(String, String)>,
}

/// A response that a page shows.
#[derive(Clone, Debug, Hash)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<HeaderLine>,
    /// The JSON body.
    pub body: Option<ExampleId>,
    /// Whether there is a body of any kind.
    pub has_body: bool,
    /// The body where it is no JSON; empty where it is long.
    pub text: Arc<str>,
    /// Whether status and body are what the operation answers; where not, a finding says why.
    pub agrees: bool,
    /// The body, or the whole block.
    pub span: Span,
}

/// A header line of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HeaderLine {
    /// The field name as written.
    pub name: CompactString,
    /// The value.
    pub value: CompactString,
    /// The value's place.
    pub span: Span,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExampleRole {
    /// The body of a request.
    Request,
    /// The body of a response.
    Response,
    /// The JSON representation of a resource page.
    Resource,
    /// Another JSON block.
    Other,
}

impl QualifiedName {
    /// A name from its parts.
    #[must_use]
    pub fn new(namespace: impl Into<CompactString>, name: impl Into<CompactString>) -> QualifiedName {
        QualifiedName { namespace: namespace.into(), name: name.into() }
    }

    /// Whether a text is this name, letter case ignored.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        // The lengths first: they differ most often; then the short name.
        if text.len() != self.namespace.len() + 1 + self.name.len() {
            return false;
        }
        let is_short = |(namespace, name): (&str, &str)| {
            name.eq_ignore_ascii_case(&self.name) && namespace.eq_ignore_ascii_case(&self.namespace)
        };
        let at = text.len().checked_sub(self.name.len() + 1);
        at.and_then(|at| Some((text.get(..at)?, text[at..].strip_prefix('.')?))).is_some_and(is_short)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

impl Method {
    /// The method in upper case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Head => "HEAD",
            Method::Options => "OPTIONS",
        }
    }
}

impl Primitive {
    /// The name within the `Edm` namespace.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Primitive::Binary => "Binary",
            Primitive::Boolean => "Boolean",
            Primitive::Byte => "Byte",
            Primitive::Date => "Date",
            Primitive::DateTimeOffset => "DateTimeOffset",
            Primitive::Decimal => "Decimal",
            Primitive::Double => "Double",
            Primitive::Duration => "Duration",
            Primitive::Guid => "Guid",
            Primitive::Int16 => "Int16",
            Primitive::Int32 => "Int32",
            Primitive::Int64 => "Int64",
            Primitive::SByte => "SByte",
            Primitive::Single => "Single",
            Primitive::Stream => "Stream",
            Primitive::String => "String",
            Primitive::TimeOfDay => "TimeOfDay",
            Primitive::Untyped => "Untyped",
        }
    }
}

impl Part {
    /// What a path leads to.
    #[must_use]
    pub fn of_path(path: &str) -> Part {
        match path.rsplit('/').next().unwrap_or_default() {
            "$value" | "content" => Part::Content,
            "$count" => Part::Count,
            "$ref" => Part::References,
            _ => Part::Whole,
        }
    }

    /// A word for it; none for a whole.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Whole => "",
            Part::Content => "content",
            Part::Count => "count",
            Part::References => "references",
        }
    }
}

impl Operation {
    /// Whether it answers the number of items, which is plain text: every path ends with `$count`.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.routes.iter().all(|route| route.template.segments.last() == Some(&Segment::Literal("$count".into())))
    }
}

impl Api {
    /// The bases of a type, nearest first.
    pub fn bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::successors(self[id].base, |&base| self[base].base)
    }

    /// Every member a value of the type has: those of the farthest base first, own ones last.
    pub fn members(&self, id: TypeId) -> impl Iterator<Item = &Property> {
        // Lines are short and asked for often: walking up again for each costs less than a list of them.
        let line = move || std::iter::once(id).chain(self.bases(id));
        let owners = (0..line().count()).rev().filter_map(move |up| line().nth(up));
        owners.flat_map(|owner| self[owner].properties.iter())
    }

    /// A member by wire name, its own or an inherited one.
    #[must_use]
    pub fn member(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.first_member(id, |property| property.name == name)
    }

    /// A member by wire name, letter case ignored, its own or an inherited one.
    #[must_use]
    pub fn member_in_any_case(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.first_member(id, |property| property.name.eq_ignore_ascii_case(name))
    }

    /// The first of [`Api::members`] of which something is true. It is asked for each member of each body: going up and
    /// keeping what was found last takes less than coming down.
    fn first_member(&self, id: TypeId, is_meant: impl Fn(&Property) -> bool) -> Option<&Property> {
        let mut found = None;
        for owner in std::iter::once(id).chain(self.bases(id)) {
            found = self[owner].properties.iter().find(|property| is_meant(property)).or(found);
        }
        found
    }

    /// The type of a qualified name.
    #[must_use]
    pub fn find_type(&self, name: &QualifiedName) -> Option<TypeId> {
        self.types.binary_search_by(|ty| ty.name.cmp(name)).ok().map(TypeId::from_index)
    }
}
