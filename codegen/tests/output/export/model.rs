//! A small API, built by hand, with each construct that the exporters treat in a special way.

use graph_codegen::api::*;
use graph_codegen::source::{Source, SourceId, Sources, Span};

/// The texts of three pages.
pub(crate) fn sources() -> Sources {
    let page = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
    Sources::new(vec![
        page("api/user-list.md", "# List users\n\n## HTTP request\n\nGET /users\nGET /me\n"),
        page("api/user-sendmail.md", "# user: sendMail\n\nPOST /me/sendMail\n"),
        page("resources/user.md", "# user resource type\n\n|id|\n|mail|\n|manager|\n"),
    ])
}

const LIST: PageId = PageId(0);
const SEND: PageId = PageId(1);
const USER_PAGE: PageId = PageId(2);

const ENTITY: TypeId = TypeId(1);
const ADDRESS: TypeId = TypeId(2);
const USER: TypeId = TypeId(3);

/// The span of the first occurrence of `text` on a page.
pub(crate) fn at(page: PageId, text: &str) -> Span {
    let sources = sources();
    let source = SourceId(page.0);
    let start = sources.get(source).text.find(text).expect("the fixture has the text");
    let offset = |at: usize| u32::try_from(at).expect("a short page");
    Span { source, start: offset(start), end: offset(start + text.len()) }
}

pub(crate) fn doc(markdown: &str) -> Doc {
    Doc { markdown: markdown.to_owned(), links: Vec::new() }
}

pub(crate) fn one(item: ItemType) -> TypeRef {
    TypeRef { item, collection: false }
}

pub(crate) fn many(item: ItemType) -> TypeRef {
    TypeRef { item, collection: true }
}

pub(crate) fn string() -> TypeRef {
    one(ItemType::Primitive(Primitive::String))
}

pub(crate) fn property(name: &str, ty: TypeRef) -> Property {
    Property {
        aliases: Vec::new(),
        name: name.into(),
        ty,
        kind: PropertyKind::Structural,
        doc: Doc::default(),
        read_only: false,
        immutable: false,
        required: false,
        nullable: None,
        select_only: false,
        sensitive: false,
        filterable: false,
        deprecated: None,
        values: Vec::new(),
        page: USER_PAGE,
        span: at(USER_PAGE, "# user"),
    }
}

pub(crate) fn structured(namespace: &str, name: &str, kind: TypeKind) -> StructuredType {
    StructuredType {
        name: QualifiedName::new(namespace, name),
        kind,
        base: None,
        derived: Vec::new(),
        undocumented_subtypes: Vec::new(),
        is_abstract: false,
        is_open: false,
        has_stream: false,
        is_any: false,
        key: Vec::new(),
        properties: Vec::new(),
        doc: Doc::default(),
        deprecated: None,
        pages: Vec::new(),
        spans: Vec::new(),
        evidence: Vec::new(),
    }
}

pub(crate) fn parameter(name: &str, ty: Option<TypeRef>, required: Option<bool>) -> Parameter {
    let span = at(SEND, "# user: sendMail");
    Parameter { name: name.into(), ty, required, members: Vec::new(), doc: Doc::default(), span }
}

pub(crate) fn literal(text: &str) -> Segment {
    Segment::Literal(text.into())
}

/// A route with these segments, in which each key is called `id`.
pub(crate) fn route(segments: Vec<Segment>) -> Route {
    let text = |segment: &Segment| match segment {
        Segment::Literal(text) | Segment::Cast(text) | Segment::Call { name: text, .. } => text.clone(),
        Segment::Key(_) | Segment::Mixed(_) => "{id}".into(),
    };
    let path: String = segments.iter().map(|segment| format!("/{}", text(segment))).collect();
    let keyed = segments.iter().any(|segment| matches!(segment, Segment::Key(_)));
    let id = Placeholder { name: "id".into(), raw: "id | mail".into(), place: Place::Segment };
    let placeholders = if keyed { vec![id] } else { Vec::new() };
    let template = Template { path: path.clone(), segments, placeholders, query: Vec::new() };
    Route { template: template.into(), raw: path, origin: RouteOrigin::RequestLine, span: at(LIST, "GET /users") }
}

pub(crate) fn operation(page: PageId, method: Method, routes: Vec<Route>, body: ResponseBody) -> Operation {
    let span = at(page, "# ");
    Operation {
        page,
        title: "Title".to_owned(),
        pinned: None,
        subject: None,
        method,
        routes,
        call: None,
        doc: Doc::default(),
        deprecated: None,
        permissions: std::sync::Arc::default(),
        headers: Vec::new(),
        query_options: vec!["$filter".into()],
        parameters: Vec::new(),
        request: RequestBody::None,
        body_members: Vec::new(),
        response: Response { status: vec![200], stated: 1, headers: Vec::new(), operation: None, body, span },
        examples: Vec::new(),
        exchanges: Vec::new(),
        part: Part::Whole,
        span,
    }
}

fn types() -> Vec<StructuredType> {
    let mut entity = structured("example.graph", "entity", TypeKind::Entity);
    entity.is_abstract = true;
    entity.derived = vec![USER];
    entity.key = vec!["id".into()];
    entity.properties = vec![Property { read_only: true, ..property("id", string()) }];

    let mut address = structured("example.graph", "postalAddress", TypeKind::Complex);
    address.is_open = true;
    address.undocumented_subtypes = vec![QualifiedName::new("example.graph", "foreignAddress")];
    address.properties = vec![property("city", string()), property("@odata.type", string())];

    let mut user = structured("example.graph", "user", TypeKind::Entity);
    user.base = Some(ENTITY);
    user.has_stream = true;
    user.doc = doc("A person, \"who\" has <mail> & an [address](postaladdress.md).\n\nSecond paragraph.");
    let start = user.doc.markdown.find('[').expect("a link") as u32;
    user.doc.links = vec![DocLink {
        start,
        end: start + "[address](postaladdress.md)".len() as u32,
        text: "address".to_owned(),
        target: LinkTarget::Type(ADDRESS),
    }];
    user.deprecated = Some("Use person.".to_owned());
    user.pages = vec![USER_PAGE];
    user.spans = vec![at(USER_PAGE, "# user")];
    user.properties = vec![
        Property {
            doc: doc("The mail address."),
            nullable: Some(false),
            filterable: true,
            select_only: true,
            values: vec!["a".into(), "b".into()],
            span: at(USER_PAGE, "|mail|"),
            ..property("mail", string())
        },
        property("address", many(ItemType::Structured(ADDRESS))),
        property("state", one(ItemType::Enum(EnumId(0)))),
        property("extra", one(ItemType::Primitive(Primitive::Untyped))),
        property("id", string()),
        Property {
            kind: PropertyKind::Navigation,
            required: true,
            span: at(USER_PAGE, "|manager|"),
            ..property("manager", one(ItemType::Structured(USER)))
        },
    ];
    user.evidence = vec![
        Evidence {
            decision: "kind = entity".to_owned(),
            reason: "annotation states keyProperty".to_owned(),
            span: Some(at(USER_PAGE, "# user")),
            overruled: false,
        },
        Evidence {
            decision: "kind = complex".to_owned(),
            reason: "the heading says so".to_owned(),
            span: None,
            overruled: true,
        },
    ];
    let mut plan = structured("example.calls", "plan", TypeKind::Complex);
    plan.properties = vec![property("owner", one(ItemType::Structured(USER)))];
    vec![plan, entity, address, user]
}

fn enums() -> Vec<EnumType> {
    let member = |name: &str, value| EnumMember {
        name: name.into(),
        aliases: Vec::new(),
        value,
        doc: Doc::default(),
        deprecated: None,
        span: at(USER_PAGE, "# user"),
    };
    let named = |name: &str, is_flags, members| EnumType {
        name: QualifiedName::new("example.graph", name),
        is_flags,
        members,
        doc: Doc::default(),
        deprecated: None,
        pages: vec![USER_PAGE],
        spans: vec![at(USER_PAGE, "# user")],
    };
    let mut active = member("active", Some(1));
    active.aliases = vec!["Active".into()];
    active.doc = doc("Works.");
    vec![
        named("state", false, vec![active, member("gone", Some(4_294_967_296))]),
        named("traits", true, vec![member("none", Some(0)), member("tall", None), member("very tall", None)]),
    ]
}

fn operations() -> Vec<Operation> {
    let user = one(ItemType::Structured(USER));
    let users = many(ItemType::Structured(USER));
    let mut list = operation(LIST, Method::Get, vec![route(vec![literal("users")])], ResponseBody::Value(users));
    list.title = "List users".to_owned();
    list.subject = Some(USER);
    list.examples = vec![ExampleId(0)];
    list.headers =
        vec![Header { name: "Prefer".into(), required: Some(false), doc: doc("How."), span: at(LIST, "# List") }];
    list.permissions = vec![Permissions {
        label: Some("Own".into()),
        delegated_work: vec![vec!["User.Read".into()], vec!["A".into(), "B".into()]],
        span: at(LIST, "# List"),
        ..Permissions::default()
    }]
    .into();
    let me = operation(LIST, Method::Get, vec![route(vec![literal("me")])], ResponseBody::Value(user));

    let call = |parameters, returns| {
        Some(Callable {
            kind: CallableKind::Action,
            name: "sendMail".into(),
            namespace: "example.graph".into(),
            binding: Some(user),
            parameters,
            overloads: Vec::new(),
            returns,
        })
    };
    let send = || {
        let routes = vec![
            route(vec![literal("me"), literal("sendMail")]),
            route(vec![literal("users"), Segment::Key(0), literal("sendMail")]),
        ];
        operation(SEND, Method::Post, routes, ResponseBody::None)
    };
    let mut first = send();
    let text = parameter("text", Some(string()), Some(true));
    first.call = call(vec![parameter("urgent", None, None), text.clone()], None);
    first.request = RequestBody::Parameters(vec![text.clone()]);
    let mut second = send();
    second.call = call(vec![text], Some(user));

    let mut range = operation(SEND, Method::Get, vec![], ResponseBody::Value(string()));
    let argument = Argument {
        name: Some("address".into()),
        value: Piece::Placeholder(0),
        quoted: true,
        prefix: "".into(),
        list: false,
        typed: false,
    };
    range.routes = vec![route(vec![Segment::Call { name: "range".into(), arguments: vec![argument] }])];
    range.call = Some(Callable {
        kind: CallableKind::Function,
        name: "range".into(),
        namespace: "example.graph".into(),
        binding: None,
        parameters: vec![parameter("address", Some(string()), None)],
        overloads: vec![vec![], vec![parameter("row", None, Some(false)), parameter("address", None, None)]],
        returns: None,
    });
    let mut patch =
        operation(USER_PAGE, Method::Patch, vec![route(vec![literal("users"), Segment::Key(0)])], ResponseBody::None);
    patch.request = RequestBody::Patch { ty: USER, members: vec![parameter("mail", Some(string()), None)] };
    vec![list, me, first, second, range, patch]
}

/// The model of the small API that the tests export.
pub(crate) fn api() -> Api {
    let page = |id: PageId, path: &str, kind| Page {
        source: SourceId(id.0),
        path: path.to_owned(),
        title: format!("Title of {path}"),
        kind,
        url: None,
        owner: "".into(),
    };
    Api {
        pages: vec![
            page(LIST, "api/user-list.md", PageKind::Operation),
            page(SEND, "api/user-sendmail.md", PageKind::Operation),
            page(USER_PAGE, "resources/user.md", PageKind::Resource),
        ],
        types: types(),
        enums: enums(),
        operations: operations(),
        examples: vec![Example {
            page: LIST,
            role: ExampleRole::Response,
            request_line: Some("GET /users".to_owned()),
            status: Some(200),
            ty: Some(many(ItemType::Structured(USER))),
            json: "{\n  \"value\": [1.10]\n}".into(),
            truncated: true,
            conforms: false,
            findings: vec!["D0906: `x` is no property".to_owned()],
            span: at(LIST, "# List"),
        }],
    }
}
