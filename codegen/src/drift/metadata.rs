//! Parses CSDL XML with the place of each element.
//!
//! Versions 4.0 and 4.01 are supported. Annotations, containers and other elements that are not compared are skipped.
//! The alias of a schema is replaced by its namespace. This is the only user of `quick-xml` besides tests.

use std::collections::BTreeMap;
use std::fmt;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::api::QualifiedName;
use crate::select::Pattern;
use crate::source::{SourceId, Span};

/// What a CSDL document declares: types and enumerations by qualified name, actions and functions in order.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    pub(super) types: BTreeMap<String, Type>,
    pub(super) enums: BTreeMap<String, Enum>,
    pub(super) operations: Vec<Operation>,
    /// The start of the document: the place of findings about items for which no place on the pages is known.
    pub(super) span: Span,
}

/// An entity or complex type.
#[derive(Clone, Debug, Default)]
pub(super) struct Type {
    pub(super) is_entity: bool,
    pub(super) base: Option<String>,
    pub(super) is_abstract: bool,
    pub(super) is_open: bool,
    pub(super) key: Vec<String>,
    /// The properties and navigation properties in the order of the document.
    pub(super) members: Vec<Member>,
    pub(super) span: Span,
}

/// A property or navigation property of a type.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) is_navigation: bool,
    /// The value of the attribute `Nullable`; `None` if the element does not have it.
    pub(super) nullable: Option<bool>,
    pub(super) span: Span,
}

/// An enumeration.
#[derive(Clone, Debug, Default)]
pub(super) struct Enum {
    pub(super) is_flags: bool,
    pub(super) members: Vec<(String, Span)>,
    pub(super) span: Span,
}

/// An action or function. CSDL has several with one name if they are overloads.
#[derive(Clone, Debug, Default)]
pub(super) struct Operation {
    pub(super) is_action: bool,
    pub(super) namespace: String,
    pub(super) name: String,
    /// The type of the first parameter of a bound action or function; `None` if it is unbound.
    pub(super) binding: Option<String>,
    /// The name and the type of each parameter after the binding parameter.
    pub(super) parameters: Vec<(String, String)>,
    pub(super) returns: Option<String>,
    pub(super) span: Span,
}

/// The reason why a text is not a CSDL document.
#[derive(Clone, Debug)]
pub struct InvalidMetadata {
    /// The line of the metadata with the error, starting at 1.
    pub line: usize,
    /// Why the text is no CSDL document, as a part of a sentence.
    pub reason: String,
}

impl fmt::Display for InvalidMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for InvalidMetadata {}

/// The element that the parser is inside of. Nested properties, members, parameters and keys belong to it.
enum OpenElement {
    Type(String, Type),
    Enum(String, Enum),
    Operation { operation: Operation, is_bound: bool, seen: usize },
}

impl Metadata {
    /// Reads a CSDL document.
    ///
    /// # Errors
    ///
    /// The text is not well-formed XML, or it declares no schema.
    pub fn read(text: &str, source: SourceId) -> Result<Metadata, InvalidMetadata> {
        let mut reader = Reader::from_str(text);
        let mut document =
            Document { metadata: Metadata::default(), namespace: String::new(), aliases: Vec::new(), open: None };
        document.metadata.span = Span::new(source, 0..text.len().min(1));
        let mut has_schema = false;
        loop {
            let start = reader.buffer_position();
            let failed = |at: u64, reason: String| {
                let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
                InvalidMetadata {
                    line: 1 + text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count(),
                    reason,
                }
            };
            let event = reader.read_event().map_err(|error| failed(start, error.to_string()))?;
            let end = reader.buffer_position();
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
            let span = Span::new(source, place(start)..place(end));
            match event {
                Event::Start(element) => {
                    has_schema |= element.local_name().as_ref() == b"Schema";
                    document.start(&element, span);
                }
                Event::Empty(element) => {
                    document.start(&element, span);
                    document.end(element.local_name().as_ref());
                }
                Event::End(element) => document.end(element.local_name().as_ref()),
                Event::Eof => break,
                _ => {}
            }
        }
        if has_schema {
            Ok(document.metadata)
        } else {
            Err(InvalidMetadata {
                line: 1,
                reason: "it declares no `Schema`; a CSDL document in XML is read".to_owned(),
            })
        }
    }

    /// A copy without the types, enumerations, actions and functions whose names match a pattern of `internal`.
    pub(super) fn without(&self, internal: &[Pattern]) -> Metadata {
        let is_kept = |name: &str| {
            let (namespace, name) = name.rsplit_once('.').unwrap_or(("", name));
            !internal.iter().any(|pattern| pattern.matches_type(&QualifiedName::new(namespace, name)))
        };
        let mut kept = self.clone();
        kept.types.retain(|name, _| is_kept(name));
        kept.enums.retain(|name, _| is_kept(name));
        kept.operations.retain(|operation| is_kept(&format!("{}.{}", operation.namespace, operation.name)));
        kept
    }

    /// The bases of a type, nearest first. If the bases form a cycle, the list ends before a base would be repeated.
    pub(super) fn bases<'a>(&'a self, name: &str) -> Vec<&'a str> {
        let mut bases: Vec<&str> = Vec::new();
        let mut next = self.types.get(name).and_then(|ty| ty.base.as_deref());
        while let Some(base) = next.filter(|base| !bases.contains(base)) {
            bases.push(base);
            next = self.types.get(base).and_then(|ty| ty.base.as_deref());
        }
        bases
    }
}

/// The state of the parser while it reads a document.
struct Document {
    metadata: Metadata,
    namespace: String,
    /// The alias and the namespace of each schema that was read so far.
    aliases: Vec<(String, String)>,
    open: Option<OpenElement>,
}

impl Document {
    fn start(&mut self, element: &BytesStart<'_>, span: Span) {
        let text = |name: &str| attribute(element, name);
        let is = |name: &str| text(name).as_deref() == Some("true");
        let ty = |document: &Document, name: &str| text(name).map(|ty| document.without_alias(&ty));
        let local = element.local_name();
        match local.as_ref() {
            b"Schema" => {
                self.namespace = text("Namespace").unwrap_or_default();
                self.aliases.extend(text("Alias").map(|alias| (alias, self.namespace.clone())));
            }
            kind @ (b"EntityType" | b"ComplexType") => {
                let declared = Type {
                    is_entity: kind == b"EntityType",
                    base: ty(self, "BaseType"),
                    is_abstract: is("Abstract"),
                    is_open: is("OpenType"),
                    span,
                    ..Type::default()
                };
                self.open = text("Name").map(|name| OpenElement::Type(self.qualified(&name), declared));
            }
            b"EnumType" => {
                let declared = Enum { is_flags: is("IsFlags"), span, ..Enum::default() };
                self.open = text("Name").map(|name| OpenElement::Enum(self.qualified(&name), declared));
            }
            kind @ (b"Action" | b"Function") => {
                let operation = Operation {
                    is_action: kind == b"Action",
                    namespace: self.namespace.clone(),
                    name: text("Name").unwrap_or_default(),
                    span,
                    ..Operation::default()
                };
                self.open = Some(OpenElement::Operation { operation, is_bound: is("IsBound"), seen: 0 });
            }
            kind @ (b"Property" | b"NavigationProperty") => {
                let member = Member {
                    name: text("Name").unwrap_or_default(),
                    ty: ty(self, "Type").unwrap_or_else(|| "Edm.String".to_owned()),
                    is_navigation: kind == b"NavigationProperty",
                    nullable: text("Nullable").map(|value| value == "true"),
                    span,
                };
                if let Some(OpenElement::Type(_, declared)) = &mut self.open {
                    declared.members.push(member);
                }
            }
            b"PropertyRef" => {
                if let (Some(OpenElement::Type(_, declared)), Some(name)) = (&mut self.open, text("Name")) {
                    declared.key.push(name);
                }
            }
            b"Member" => {
                if let (Some(OpenElement::Enum(_, declared)), Some(name)) = (&mut self.open, text("Name")) {
                    declared.members.push((name, span));
                }
            }
            b"Parameter" => {
                let (name, ty) = (text("Name").unwrap_or_default(), ty(self, "Type").unwrap_or_default());
                if let Some(OpenElement::Operation { operation, is_bound, seen }) = &mut self.open {
                    if *is_bound && *seen == 0 {
                        operation.binding = Some(ty);
                    } else {
                        operation.parameters.push((name, ty));
                    }
                    *seen += 1;
                }
            }
            b"ReturnType" => {
                let returns = ty(self, "Type");
                if let Some(OpenElement::Operation { operation, .. }) = &mut self.open {
                    operation.returns = returns;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        let ends = match self.open {
            Some(OpenElement::Type(..)) => matches!(name, b"EntityType" | b"ComplexType"),
            Some(OpenElement::Enum(..)) => name == b"EnumType",
            Some(OpenElement::Operation { .. }) => matches!(name, b"Action" | b"Function"),
            None => false,
        };
        if !ends {
            return;
        }
        match self.open.take() {
            Some(OpenElement::Type(name, declared)) => drop(self.metadata.types.insert(name, declared)),
            Some(OpenElement::Enum(name, declared)) => drop(self.metadata.enums.insert(name, declared)),
            Some(OpenElement::Operation { operation, .. }) => self.metadata.operations.push(operation),
            None => {}
        }
    }

    fn qualified(&self, name: &str) -> String {
        format!("{}.{name}", self.namespace)
    }

    /// The qualified name in which the alias of a schema is replaced by its namespace.
    fn without_alias(&self, reference: &str) -> String {
        let (before, item, after) = match reference.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'))
        {
            Some(item) => ("Collection(", item, ")"),
            None => ("", reference, ""),
        };
        let aliased = item.rsplit_once('.').and_then(|(prefix, name)| {
            let (_, namespace) = self.aliases.iter().find(|(alias, _)| alias == prefix)?;
            Some(format!("{namespace}.{name}"))
        });
        format!("{before}{}{after}", aliased.as_deref().unwrap_or(item))
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    // A reference to an entity that the document does not define, such as `&x;`, stays unchanged.
    let raw = || String::from_utf8_lossy(&attribute.value).into_owned();
    Some(attribute.unescape_value().map_or_else(|_| raw(), |value| value.into_owned()))
}

/// The item type of a reference such as `Collection(microsoft.graph.user)`, and whether it is a collection.
pub(super) fn item_and_is_collection(reference: &str) -> (&str, bool) {
    match reference.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')) {
        Some(item) => (item, true),
        None => (reference, false),
    }
}

/// The name without its namespace: `user` for `microsoft.graph.user`.
pub(super) fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
