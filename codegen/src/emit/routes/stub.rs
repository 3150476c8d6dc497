//! Route stubs: the struct that is generated for each operation, and that builds its requests.
//!
//! In: an operation. Out: its struct, the call of the macro `route!`, and its constructors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Caller, Doc, Operation, OperationId, Piece, RequestBody, Scopes, Template};
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::alias;
use crate::emit::doc::line::{code_span, one_line};
use crate::emit::doc::{DocLines, page};
use crate::emit::rust::code_template::CodeTemplate;
use crate::emit::rust::code_template::Fill::{self, One};
use crate::emit::rust::source;
use crate::emit::sample::example;
use crate::plan::{Constructor, PermissionTable, ReceivedBody, RouteArgument, RustItem, RustType, SentBody, Stub};

/// The source of one route: documentation, struct, call of `route!`, and constructors.
pub(in crate::emit) fn stub(cx: &Context<'_>, id: OperationId) -> String {
    let (operation, plan) = (cx.model.operation(id), cx.model.stub(id));
    let body = body_type(cx, plan);
    let definition = definition(cx, id, body.as_deref());
    let constructors = constructors(cx, operation, plan, body.as_deref());
    ["\n", &definition, "\n", &*table(cx, operation, plan), "\n", &constructors].concat()
}

/// The Rust type of the body that a route sends. `None` if it sends none.
pub(in crate::emit) fn body_type(cx: &Context<'_>, plan: &Stub) -> Option<String> {
    let module = cx.model.route_module(plan.module);
    match plan.sent {
        SentBody::Nothing => None,
        SentBody::Value(ty) => Some(cx.rust_type(WrittenIn::Routes, ty)),
        SentBody::Patch(index) => Some(module.patches[index].name.to_string()),
        SentBody::Fields(index) => Some(module.bodies[index].name.to_string()),
        SentBody::Bytes => Some("Content".to_owned()),
    }
}

fn definition(cx: &Context<'_>, id: OperationId, body: Option<&str>) -> String {
    let (operation, plan) = (cx.model.operation(id), cx.model.stub(id));
    let name = plan.name.to_string();
    let body = body.map(|ty| BODY_FIELD.fill(&[One(ty)])).unwrap_or_default();
    let mut docs = documentation(cx, operation, plan);
    let example = example::lines(cx, id);
    if !example.is_empty() {
        docs.push(String::new());
        docs.extend(example);
    }
    let docs = source::outer_docs(&docs, "") + &alias::aliases(cx, operation, &name);
    let deprecated = source::deprecated(operation.deprecated.as_ref(), 0);
    docs + &deprecated + &STUB.fill(&[One(&name), Fill::Lines(&body)])
}

static STUB: CodeTemplate = CodeTemplate::new(&["__name", "__lines: (),"], (0, 0), || {
    quote! {
        pub struct __name {
            call: Call,
            __lines: (),
        }
    }
});

static BODY_FIELD: CodeTemplate = CodeTemplate::new(&["__type"], (1, 1), || {
    quote! {
        struct S {
            /// What is sent.
            pub body: __type,
        }
    }
});

fn documentation(cx: &Context<'_>, operation: &Operation, plan: &Stub) -> Vec<String> {
    let mut lines = DocLines::new(0);
    lines.prose(cx, &operation.doc);
    if lines.is_empty() {
        lines.prose(cx, &Doc { markdown: one_line(&operation.title), links: Vec::new() });
    }
    lines.paragraph(&returned(cx, plan.received));
    permissions(&mut lines, plan);
    list(
        &mut lines,
        "Headers:",
        operation.headers.iter().map(|header| {
            let required = if header.required == Some(true) { " (required)" } else { "" };
            (format!("{}{required}", code_span(&header.name)), &header.doc)
        }),
        cx,
    );
    list(
        &mut lines,
        "Parameters beside those of the paths:",
        plan.unplaced.iter().map(|&index| {
            let parameter = &operation.parameters[index];
            (code_span(&parameter.name), &parameter.doc)
        }),
        cx,
    );
    if matches!(operation.request, RequestBody::Stream { .. }) {
        let fields = operation.body_members.iter().map(|field| {
            let required = if field.required == Some(true) { " (required)" } else { "" };
            (format!("{}{required}", code_span(&field.name)), &field.doc)
        });
        list(&mut lines, "Fields of the form:", fields, cx);
    }
    // The methods that send a route and set its query options are documented at the trait `Route`, not at each route.
    lines.paragraph(&["Sent and queried as a [`Route`]. Page: ", &*page(cx, operation.page), "."].concat());
    lines.finish()
}

/// The sentence of the documentation that says what the route returns.
fn returned(cx: &Context<'_>, received: ReceivedBody) -> String {
    let link = |ty: RustType| {
        let (text, path) = (RustType { list: false, boxed: false, ..ty }, cx.rust_type(WrittenIn::Routes, ty));
        match text.item {
            RustItem::Structured(_) | RustItem::Enum(_) => {
                let item = cx.rust_type(WrittenIn::Routes, text);
                let name = item.rsplit("::").next().unwrap_or(&item).trim_start_matches("r#");
                let link = format!("[`{name}`](crate::{item})");
                if ty.list { format!("a list of {link}") } else { link }
            }
            RustItem::Builtin(_) | RustItem::Scalar(_) | RustItem::Json => format!("`{path}`"),
        }
    };
    match received {
        ReceivedBody::Nothing => "Returns nothing.".to_owned(),
        ReceivedBody::Value(ty) => format!("Returns {}.", link(ty)),
        ReceivedBody::Page(ty) => format!("Returns a page of {}.", link(ty)),
        ReceivedBody::Wrapped(ty) => format!("Returns {} as `value`.", link(ty)),
        ReceivedBody::Count => "Returns a number.".to_owned(),
        ReceivedBody::Content => "Returns bytes.".to_owned(),
        ReceivedBody::Redirect => "Returns the address of the content.".to_owned(),
        ReceivedBody::Accepted(None) => "Returns the address of the state of the operation.".to_owned(),
        ReceivedBody::Accepted(Some(ty)) => {
            format!("Returns the address of the state of the operation: {}.", link(ty))
        }
    }
}

/// Adds `title` and a list of labels with their descriptions. Adds nothing if there are no items.
fn list<'a>(lines: &mut DocLines, title: &str, items: impl Iterator<Item = (String, &'a Doc)>, cx: &Context<'_>) {
    let mut title = Some(title);
    for (label, doc) in items {
        if let Some(title) = title.take() {
            lines.paragraph(title);
        }
        lines.described(&label, cx, doc);
    }
}

fn permissions(lines: &mut DocLines, plan: &Stub) {
    for table in &plan.permissions {
        let label = code_span(&table.label);
        lines.paragraph(&match label.is_empty() {
            true => "Permissions, from the least to the most privileged:".to_owned(),
            false => format!("Permissions ({label}), from the least to the most privileged:"),
        });
        for (caller, kind, alternatives) in [
            (Caller::DelegatedWork, "delegated, work or school account", &table.delegated_work),
            (Caller::DelegatedPersonal, "delegated, personal account", &table.delegated_personal),
            (Caller::Application, "application", &table.application),
        ] {
            let is_unknown = table.unknown.contains(&caller);
            lines.item(&if is_unknown { [kind, ": unknown"].concat() } else { scopes(kind, alternatives) });
        }
    }
}

fn scopes(kind: &str, alternatives: &[Scopes]) -> String {
    let together = |scopes: &Scopes| scopes.iter().map(|scope| code_span(scope)).collect::<Vec<_>>().join(" with ");
    let alternatives: Vec<String> = alternatives.iter().map(together).collect();
    match alternatives.as_slice() {
        [] => [kind, ": not supported"].concat(),
        [free] if free.is_empty() => [kind, ": no permission is needed"].concat(),
        _ => [kind, ": ", &*alternatives.join(", ")].concat(),
    }
}

/// The call of `route!` for one operation: its templates, permissions, response type and so on.
fn table(cx: &Context<'_>, operation: &Operation, plan: &Stub) -> String {
    let head = [
        format!("{}: {},", plan.name, operation.method.as_str()),
        ["response ", &*response_type(cx, operation, plan.received), ","].concat(),
        format!("success [{}],", operation.response.status.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")),
        ["page ", &*source::string(&cx.model.page(operation.page).path), ","].concat(),
    ];
    let mut text = ["graph_runtime::route! {\n", &*source::fitted(4, &head), "    templates [\n"].concat();
    for &route in &plan.paths {
        text.extend(["        ", &*source::string(&operation.routes[route].template.path), ",\n"]);
    }
    text.push_str("    ],\n");
    text.push_str(&permission_tables(&plan.permissions));
    text.push_str(match plan.sent {
        SentBody::Nothing => "\n}\n",
        SentBody::Bytes => ",\n    body bytes body\n}\n",
        SentBody::Value(_) | SentBody::Patch(_) | SentBody::Fields(_) => ",\n    body json body\n}\n",
    });
    text
}

fn permission_tables(tables: &[PermissionTable]) -> String {
    if tables.is_empty() {
        return "    permissions []".to_owned();
    }
    let row = |kind: &str, alternatives: &[Scopes]| {
        let literals = |scopes: &Scopes| scopes.iter().map(|scope| source::string(scope)).collect();
        source::list_of_lists(12, kind, &alternatives.iter().map(literals).collect::<Vec<Vec<String>>>())
    };
    let tables = tables.iter().map(|table| {
        [
            "        ",
            &*source::string(&one_line(&table.label)),
            " {\n",
            &*routes(&table.routes),
            &*unknown(&table.unknown),
            &*row("delegated_work ", &table.delegated_work),
            &*row("delegated_personal ", &table.delegated_personal),
            &*row("application ", &table.application),
            "        },\n",
        ]
        .concat()
    });
    ["    permissions [\n", &*tables.collect::<String>(), "    ]"].concat()
}

/// The line `routes [0, 2],` of a permission table, with the indexes of the templates that the table is about. Empty if
/// it is about all templates.
fn routes(routes: &[usize]) -> String {
    let items: Vec<String> = routes.iter().map(ToString::to_string).collect();
    if items.is_empty() { String::new() } else { source::list(12, "routes ", &items) }
}

/// The line `unknown [Application],` of a permission table, with the kinds of caller for which the page states no
/// permissions. Empty if it states them for all.
fn unknown(callers: &[Caller]) -> String {
    let kind = |caller: &Caller| match caller {
        Caller::DelegatedWork => "DelegatedWork",
        Caller::DelegatedPersonal => "DelegatedPersonal",
        Caller::Application => "Application",
    };
    let kinds: Vec<String> = callers.iter().map(|caller| kind(caller).to_owned()).collect();
    if kinds.is_empty() { String::new() } else { source::list(12, "unknown ", &kinds) }
}

/// The associated type `Response` of a route, such as `Page<models::User>`.
pub(in crate::emit) fn response_type(cx: &Context<'_>, operation: &Operation, received: ReceivedBody) -> String {
    let rust = |ty: RustType| cx.rust_type(WrittenIn::Routes, ty);
    let ty = match received {
        ReceivedBody::Nothing => "()".to_owned(),
        ReceivedBody::Value(ty) => rust(ty),
        ReceivedBody::Page(ty) => format!("Page<{}>", rust(ty)),
        ReceivedBody::Wrapped(ty) => format!("ODataValue<{}>", rust(ty)),
        ReceivedBody::Count => "i64".to_owned(),
        ReceivedBody::Content => "Content".to_owned(),
        ReceivedBody::Redirect => "Redirect".to_owned(),
        ReceivedBody::Accepted(None) => "Accepted".to_owned(),
        ReceivedBody::Accepted(Some(ty)) => format!("Accepted<{}>", rust(ty)),
    };
    if operation.response.may_be_empty() { format!("Option<{ty}>") } else { ty }
}

fn constructors(cx: &Context<'_>, operation: &Operation, plan: &Stub, body: Option<&str>) -> String {
    let mut functions = String::new();
    for constructor in &plan.constructors {
        let docs = constructor_documentation(cx, operation, constructor);
        functions.push_str(&source::outer_docs(&docs, "    "));
        if constructor.arguments.iter().all(|argument| argument.optional) {
            // Generic constructors are compiled in the crate that calls them. `#[inline]` does the same for this
            // constructor. Without it, the generated crate itself would contain the code that drops the body.
            functions.push_str("    #[inline]\n");
        }
        functions.push_str(&self::constructor(operation, constructor, body));
    }
    CONSTRUCTORS.fill(&[One(&plan.name.to_string()), Fill::Lines(&functions)])
}

static CONSTRUCTORS: CodeTemplate = CodeTemplate::new(&["__name", "__lines!();"], (0, 0), || {
    quote! {
        impl __name {
            __lines!();
        }
    }
});

/// The lines of documentation above a constructor.
fn constructor_documentation(cx: &Context<'_>, operation: &Operation, plan: &Constructor) -> Vec<String> {
    let template = &operation.routes[plan.route].template;
    let mut lines = DocLines::new(4);
    lines.paragraph(&code_span(&[operation.method.as_str(), " ", &template.text()].concat()));
    for argument in &plan.arguments {
        if let Some(parameter) = argument.parameter {
            let name = argument.name.to_string();
            lines.described(&code_span(&name), cx, &operation.parameters[parameter].doc);
        }
    }
    lines.finish()
}

/// The parameters of a constructor as source, such as `id: impl Into<String>`.
pub(in crate::emit) fn parameters(plan: &Constructor, body: Option<&str>) -> Vec<String> {
    let parameters = plan.arguments.iter().map(|argument| {
        let ty = match argument.list {
            Some(_) => "impl IntoIterator<Item = impl Into<String>>",
            None if argument.optional => "Option<String>",
            None => "impl Into<String>",
        };
        [&*argument.name.to_string(), ": ", ty].concat()
    });
    parameters.chain(body.map(|ty| ["body: ", ty].concat())).collect()
}

fn constructor(operation: &Operation, plan: &Constructor, body: Option<&str>) -> String {
    let template = &operation.routes[plan.route].template;
    let parameters = parameters(plan, body);
    let in_path = plan.arguments.iter().filter(|argument| !argument.in_query);
    let value = |argument: &RouteArgument| match argument.list {
        Some(true) => format!("Call::texts({})", argument.name),
        Some(false) => format!("Call::literals({})", argument.name),
        None => argument.name.to_string() + ".into()",
    };
    let in_path: Vec<String> = in_path.map(value).collect();
    let index = Literal::usize_unsuffixed(plan.path).to_string();
    let call = [One(&index), Fill::List(&in_path)];
    let query = query(template, plan);
    let content = match (query.is_empty(), body) {
        (true, None) => CALL.fill(&call),
        (true, Some(_)) => CALL_WITH_BODY.fill(&call),
        (false, None) => CALL_TO_QUERY.fill(&call) + &query + &QUERIED.fill(&[]),
        (false, Some(_)) => CALL_TO_QUERY.fill(&call) + &query + &QUERIED_WITH_BODY.fill(&[]),
    };
    CONSTRUCTOR.fill(&[One(&plan.name.to_string()), Fill::List(&parameters), Fill::Lines(&content)])
}

static CONSTRUCTOR: CodeTemplate = CodeTemplate::new(&["__name", "__parameter: __", "__lines!();"], (1, 1), || {
    quote! {
        impl S {
            pub fn __name(__parameter: __) -> Self {
                __lines!();
            }
        }
    }
});

static CALL: CodeTemplate = CodeTemplate::new(&["__index", "__argument.into()"], (2, 2), || {
    within_function(&quote!(Self { call: Call::new(Self::TEMPLATES[__index], [__argument.into()]) }))
});

static CALL_WITH_BODY: CodeTemplate = CodeTemplate::new(&["__index", "__argument.into()"], (2, 2), || {
    within_function(&quote!(Self { call: Call::new(Self::TEMPLATES[__index], [__argument.into()]), body }))
});

static CALL_TO_QUERY: CodeTemplate = CodeTemplate::new(&["__index", "__argument.into()"], (2, 2), || {
    within_function(&quote!(let mut call = Call::new(Self::TEMPLATES[__index], [__argument.into()]);))
});

static QUERIED: CodeTemplate = CodeTemplate::new(&[], (2, 2), || within_function(&quote!(Self { call })));

static QUERIED_WITH_BODY: CodeTemplate =
    CodeTemplate::new(&[], (2, 2), || within_function(&quote!(Self { call, body })));

static QUERY: CodeTemplate = CodeTemplate::new(&["__option", "__text"], (2, 2), || {
    within_function(&quote!(call.set_query(__option, __text.into());))
});

static OPTIONAL_QUERY: CodeTemplate = CodeTemplate::new(&["__argument", "__option"], (2, 2), || {
    within_function(&quote!(if let Some(given) = __argument {
        call.set_query(__option, given);
    }))
});

fn within_function(statement: &TokenStream) -> TokenStream {
    quote! {
        impl S {
            fn f() {
                #statement
            }
        }
    }
}

/// The statements that set the query options which are part of the template, such as `recursive` in
/// `/items?recursive={value}`.
fn query(template: &Template, plan: &Constructor) -> String {
    let statement = |part: &crate::api::QueryPart| {
        let option = source::string(&part.name);
        match &part.value {
            Piece::Literal(text) => QUERY.fill(&[One(&option), One(&source::string(text))]),
            Piece::Placeholder(place) => match plan.arguments.get(*place) {
                None => String::new(),
                Some(argument) if argument.optional => {
                    OPTIONAL_QUERY.fill(&[One(&argument.name.to_string()), One(&option)])
                }
                Some(argument) => QUERY.fill(&[One(&option), One(&argument.name.to_string())]),
            },
        }
    };
    template.query.iter().map(statement).collect()
}
