//! Helpers that build small APIs by hand, as values of the linked model.

use graph_codegen::api::*;
use graph_codegen::source::{SourceId, Span};

/// Builds an API. Each item gets its id when it is added, so items have to be added in the order of their names.
#[derive(Default)]
pub(crate) struct Sample {
    pub(crate) api: Api,
}

pub(crate) const STRING: TypeRef = primitive(Primitive::String);

pub(crate) const fn primitive(primitive: Primitive) -> TypeRef {
    TypeRef { item: ItemType::Primitive(primitive), collection: false }
}

pub(crate) fn one(id: TypeId) -> TypeRef {
    TypeRef { item: ItemType::Structured(id), collection: false }
}

pub(crate) fn open(id: EnumId) -> TypeRef {
    TypeRef { item: ItemType::Enum(id), collection: false }
}

pub(crate) fn many(ty: TypeRef) -> TypeRef {
    TypeRef { collection: true, ..ty }
}

pub(crate) fn doc(markdown: &str) -> Doc {
    Doc { markdown: markdown.to_owned(), links: Vec::new() }
}

/// Documentation text with one link.
pub(crate) fn linked(before: &str, text: &str, target: LinkTarget, after: &str) -> Doc {
    let link = format!("[{text}](somewhere)");
    let start = u32::try_from(before.len()).expect("short");
    let end = start + u32::try_from(link.len()).expect("short");
    let markdown = format!("{before}{link}{after}");
    Doc { markdown, links: vec![DocLink { start, end, text: text.to_owned(), target }] }
}

pub(crate) fn property(name: &str, ty: TypeRef, text: &str) -> Property {
    Property {
        aliases: Vec::new(),
        name: name.into(),
        ty,
        kind: PropertyKind::Structural,
        doc: doc(text),
        read_only: false,
        immutable: false,
        required: false,
        nullable: None,
        select_only: false,
        sensitive: false,
        filterable: false,
        deprecated: None,
        values: Vec::new(),
        page: PageId(0),
        span: Span::default(),
    }
}

pub(crate) fn parameter(name: &str, ty: TypeRef, text: &str) -> Parameter {
    Parameter {
        name: name.into(),
        ty: Some(ty),
        required: None,
        members: Vec::new(),
        doc: doc(text),
        span: Span::default(),
    }
}

pub(crate) fn member(name: &str, aliases: &[&str], text: &str) -> EnumMember {
    EnumMember {
        name: name.into(),
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        value: None,
        doc: doc(text),
        deprecated: None,
        span: Span::default(),
    }
}

/// A route with a path template in which `{name}` is a key. Each query parameter has a name, a placeholder (or `=` and
/// a constant), and whether it is optional.
pub(crate) fn route(path: &str, query: &[(&str, &str, bool)]) -> Route {
    let mut placeholders = Vec::new();
    let mut placeholder = |name: &str, place| {
        placeholders.push(Placeholder { name: name.into(), raw: name.into(), place });
        placeholders.len() - 1
    };
    let mut segments = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let key = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        segments.push(match (key, part.split_once("='{")) {
            (Some(name), _) => Segment::Key(placeholder(name, Place::Segment)),
            (None, Some((call, rest))) => {
                let (name, argument) = call.split_once('(').expect("a call");
                let value = Piece::Placeholder(placeholder(rest.split('}').next().unwrap_or(rest), Place::Quoted));
                let arguments = vec![Argument {
                    name: Some(argument.into()),
                    value,
                    quoted: true,
                    prefix: "".into(),
                    list: false,
                    typed: false,
                }];
                Segment::Call { name: name.into(), arguments }
            }
            (None, None) if part.contains('{') => {
                let name = part.trim_matches(['{', '}', ':']);
                Segment::Mixed(vec![Piece::Placeholder(placeholder(name, Place::Path)), Piece::Literal(":".into())])
            }
            (None, None) => Segment::Literal(part.into()),
        });
    }
    let query = query.iter().map(|&(name, value, optional)| QueryPart {
        name: name.into(),
        value: match value.strip_prefix('=') {
            Some(constant) => Piece::Literal(constant.into()),
            None => Piece::Placeholder(placeholder(value, Place::Query)),
        },
        optional,
    });
    let query = query.collect();
    let template = Template { path: path.to_owned(), segments, placeholders, query };
    Route { template: template.into(), origin: RouteOrigin::RequestLine, raw: path.to_owned(), span: Span::default() }
}

pub(crate) fn scopes<'a, S: From<&'a str>>(names: &[&'a str]) -> Vec<Vec<S>> {
    names.iter().map(|&name| vec![name.into()]).collect()
}

impl Sample {
    pub(crate) fn page(&mut self, path: &str) -> PageId {
        let id = PageId::from_index(self.api.pages.len());
        let source = SourceId(id.0);
        self.api.pages.push(Page {
            source,
            path: path.to_owned(),
            title: path.to_owned(),
            kind: PageKind::Resource,
            url: None,
            owner: "".into(),
        });
        id
    }

    pub(crate) fn complex(&mut self, namespace: &str, name: &str, properties: Vec<Property>) -> TypeId {
        let id = TypeId::from_index(self.api.types.len());
        let page = self.page(&format!("resources/{name}.md"));
        self.api.types.push(StructuredType {
            name: QualifiedName::new(namespace, name),
            kind: TypeKind::Complex,
            base: None,
            derived: Vec::new(),
            undocumented_subtypes: Vec::new(),
            is_abstract: false,
            is_open: false,
            has_stream: false,
            is_any: false,
            key: Vec::new(),
            properties,
            doc: doc(&format!("Says what a {name} is.")),
            deprecated: None,
            pages: vec![page],
            spans: vec![Span::default()],
            evidence: Vec::new(),
        });
        id
    }

    pub(crate) fn entity(
        &mut self,
        namespace: &str,
        name: &str,
        base: Option<TypeId>,
        properties: Vec<Property>,
    ) -> TypeId {
        let id = self.complex(namespace, name, properties);
        let ty = &mut self.api.types[id.index()];
        ty.kind = TypeKind::Entity;
        ty.base = base;
        if let Some(base) = base {
            self.api.types[base.index()].derived.push(id);
        }
        id
    }

    pub(crate) fn ty(&mut self, id: TypeId) -> &mut StructuredType {
        &mut self.api.types[id.index()]
    }

    pub(crate) fn enumeration(&mut self, namespace: &str, name: &str, members: Vec<EnumMember>) -> EnumId {
        let id = EnumId::from_index(self.api.enums.len());
        let page = self.page(&format!("resources/{name}.md"));
        self.api.enums.push(EnumType {
            name: QualifiedName::new(namespace, name),
            is_flags: false,
            members,
            doc: doc("Says which values there are."),
            deprecated: None,
            pages: vec![page],
            spans: vec![Span::default()],
        });
        id
    }

    pub(crate) fn operation(
        &mut self,
        page: &str,
        title: &str,
        method: Method,
        routes: Vec<Route>,
        request: RequestBody,
        body: ResponseBody,
    ) -> &mut Operation {
        let page = self.page(page);
        self.api.operations.push(Operation {
            page,
            title: title.to_owned(),
            pinned: None,
            subject: None,
            method,
            routes,
            call: None,
            doc: Doc::default(),
            deprecated: None,
            permissions: std::sync::Arc::default(),
            headers: Vec::new(),
            parameters: Vec::new(),
            query_options: Vec::new(),
            request,
            body_members: Vec::new(),
            response: Response {
                status: vec![200],
                stated: 1,
                headers: Vec::new(),
                operation: None,
                body,
                span: Span::default(),
            },
            examples: Vec::new(),
            exchanges: Vec::new(),
            part: Part::Whole,
            span: Span::default(),
        });
        self.api.operations.last_mut().expect("just added")
    }

    pub(crate) fn example(&mut self, page: PageId, role: ExampleRole, ty: Option<TypeRef>, json: &str) -> ExampleId {
        let id = ExampleId::from_index(self.api.examples.len());
        self.api.examples.push(Example {
            page,
            role,
            request_line: None,
            status: None,
            ty,
            json: json.into(),
            truncated: false,
            conforms: true,
            findings: Vec::new(),
            span: Span::default(),
        });
        id
    }
}
