//! The table of documented routes for a server.
//!
//! In: the operations and their documented responses. Out: two files:
//! - `src/server.rs`, which has one constant with a row for each operation and its example requests,
//! - `src/schema.json`, which has the entity types and what each route sends and returns. A `Service` reads it if it
//!   stores what its clients create.
//!
//! Invariant: rows are constants, which compile fastest. JSON bodies are in files that the tests read too.

use std::collections::BTreeSet;

use graph_runtime::server::PathOption;
use graph_runtime::server::path_options::Written;
use graph_runtime::server::rank::Fit;

use crate::api::{ExampleId, Exchange, HeaderLine, OperationId, Reply, RequestBody, Route};
use crate::decl::body::target::RequestParts;
use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::rust::source;
use crate::emit::test_files::bodies;
use crate::plan::SampleResponse;
use crate::schema::{self, Types};
use crate::shape;
use crate::subject;

/// Headers of examples that the table leaves out, because they only describe the transfer of a message or occur with
/// every request or response.
const OF_MESSAGE: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "date",
    "host",
    "keep-alive",
    "server",
    "transfer-encoding",
];

/// The text of `src/server.rs`.
pub(in crate::emit) fn file(cx: &Context<'_>) -> String {
    let mut lines = DocLines::new(0);
    lines.paragraph("All documented routes, for a server.");
    lines.paragraph(
        "`Service::new(documented())` answers each as its page shows: with the example whose request is nearest, or the one that \
         the header `Prefer` names. `on` implements a route, and `into_router` makes an \
         `axum::Router` of it. `remember(schema())` makes it list, read, change and remove what its clients create.",
    );
    let mut files = BTreeSet::new();
    let rows: String = cx.model.operations().map(|id| row(cx, id, &mut files)).collect();
    let routes = if rows.is_empty() { "" } else { "use crate::routes;\n\n" };
    let uses = |name: &str| rows.contains(&format!("{name}::")) || name == "Bodies" && !files.is_empty();
    let imports: Vec<&str> = ["Bodies", "Documented", "DocumentedPath", "Exchange", "PathOption", "Schema"]
        .into_iter()
        .filter(|name| uses(name) || ["Documented", "Schema"].contains(name))
        .collect();
    let imports = imports.join(", ");
    let statics = bodies::statics(cx, &files, "../tests/bodies/");
    format!(
        "{}\n{}\nuse std::sync::LazyLock;\n\nuse graph_runtime::server::{{{imports}}};\n\n{routes}\
         /// Every documented route, by page, with the response that the page shows.\n\
         pub fn documented() -> &'static [Documented] {{\n    DOCUMENTED\n}}\n\n\
         /// The entity types and what each route sends and answers, for the state of a service.\n\
         pub fn schema() -> &'static Schema {{\n    \
         static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::parse(include_str!(\"schema.json\")));\n    &SCHEMA\n}}\n\n\
         #[rustfmt::skip]\nstatic DOCUMENTED: &[Documented] = &[\n{rows}];\n{statics}",
        cx.header(&[]),
        source::inner_docs(&lines.finish()),
    )
}

/// The text of `src/schema.json`. Its routes are in the order of the rows of `src/server.rs`.
pub(in crate::emit) fn schema(cx: &Context<'_>) -> String {
    let types = Types { structured: &|id| cx.model.structured(id), enumeration: &|id| cx.model.enumeration(id) };
    schema::json(types, cx.model.types(), cx.model.operations().map(|id| cx.model.operation(id)))
}

fn row(cx: &Context<'_>, id: OperationId, files: &mut BTreeSet<usize>) -> String {
    let stub = cx.model.stub(id);
    let route = format!("routes::{}", cx.model.route_module(stub.module).path_of(&stub.name));
    let row = match cx.model.sample_call(id).response {
        SampleResponse::Body(status, example) => {
            let arguments = body(cx, ExampleId::from_index(example), files);
            format!("Documented::with_body_of::<{route}>({status}, {arguments})")
        }
        SampleResponse::Status(status) => format!("Documented::without_body::<{route}>({status})"),
        SampleResponse::Nothing => format!("Documented::without_example::<{route}>()"),
    };
    let required: Vec<String> = match &cx.model.operation(id).request {
        RequestBody::Parameters(members) | RequestBody::Patch { members, .. } => {
            let required = members.iter().filter(|member| shape::is_required(member));
            required.map(|member| source::string(&member.name)).collect()
        }
        RequestBody::None | RequestBody::Value(_) | RequestBody::Stream { .. } => Vec::new(),
    };
    let row = match required[..] {
        [] => row,
        [..] => format!("{row}.requires(&[{}])", required.join(", ")),
    };
    let row = match paths(cx, id) {
        Some(paths) => format!("{row}.paths(&[{paths}])"),
        None => row,
    };
    let mut shown = String::new();
    for exchange in &cx.model.operation(id).exchanges {
        shown.extend(exchange.replies.iter().filter_map(|reply| self::exchange(cx, exchange, reply, files)));
    }
    match shown.as_str() {
        "" => format!("    {row},\n"),
        shown => format!("    {row}.shows(&[\n{shown}    ]),\n"),
    }
}

/// The `DocumentedPath` values of an operation, one for each path. If several pages document a path, the server chooses
/// between them by these values. `None` if no other page has one of the paths.
fn paths(cx: &Context<'_>, id: OperationId) -> Option<String> {
    let fits = &cx.model.sample_call(id).fits;
    if fits.is_empty() {
        return None;
    }
    let path = |(route, (types, name)): (&Route, &Fit)| {
        let options: Vec<String> = subject::path::options(route).map(|option| path_option(&option)).collect();
        let with = if options.is_empty() { String::new() } else { format!(".with(&[{}])", options.join(", ")) };
        format!("DocumentedPath::new({types}, {name}){with}")
    };
    Some(cx.model.operation(id).routes.iter().zip(fits).map(path).collect::<Vec<_>>().join(", "))
}

fn path_option(option: &PathOption<'_>) -> String {
    let name = source::string(option.name);
    let optional = if option.is_optional { ".optional()" } else { "" };
    match option.value {
        Written::Any => format!("PathOption::any({name}){optional}"),
        Written::Like(value) => format!("PathOption::like({name}, {}){optional}", source::string(value)),
        Written::Just(value) => format!("PathOption::just({name}, {}){optional}", source::string(value)),
    }
}

/// The row for an example request with one of its responses. `None` in these cases:
/// - the first line of the request cannot be parsed,
/// - the body of the response is not JSON,
/// - the status is below 400, and a finding says that the response contradicts the text of the page.
fn exchange(cx: &Context<'_>, exchange: &Exchange, reply: &Reply, files: &mut BTreeSet<usize>) -> Option<String> {
    let parts = RequestParts::parse(&exchange.request_line)?;
    let is_given = reply.agrees || reply.status >= 400;
    if !is_given || reply.has_body && reply.body.is_none() {
        return None;
    }
    let target = if parts.query.is_empty() { parts.path.to_owned() } else { format!("{}?{}", parts.path, parts.query) };
    let mut row = format!("        Exchange::new({}, {})", source::string(&target), reply.status);
    let headers = |name: &str, headers: &[HeaderLine]| {
        let is_said = |line: &&HeaderLine| !OF_MESSAGE.iter().any(|known| line.name.eq_ignore_ascii_case(known));
        let line = |line: &HeaderLine| format!("({}, {})", source::string(&line.name), source::string(&line.value));
        let lines: Vec<String> = headers.iter().filter(is_said).map(line).collect();
        if lines.is_empty() { String::new() } else { format!("\n            .{name}(&[{}])", lines.join(", ")) }
    };
    row += &headers("asked_with", &exchange.headers);
    if let Some(sent) = exchange.body {
        row += &format!("\n            .sent({})", body(cx, sent, files));
    }
    row += &headers("answered_with", &reply.headers);
    if let Some(answered) = reply.body {
        row += &format!("\n            .answer({})", body(cx, answered, files));
    }
    Some(row + ",\n")
}

/// The expression by which a row of the table refers to the JSON of an example. The number of the file that contains
/// the JSON is added to `files`.
fn body(cx: &Context<'_>, id: ExampleId, files: &mut BTreeSet<usize>) -> String {
    let planned = cx.model.example_plan(id);
    files.insert(planned.file);
    format!("&{}, {}", bodies::constant(cx, planned.file), source::string(&planned.name))
}
