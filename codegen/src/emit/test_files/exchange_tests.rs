//! The tests of example requests and responses.
//!
//! In: the exchanges of all operations. Out: `tests/exchanges.rs`: tables of messages, one for each module of routes,
//! and the tests that check them. Invariant: a row has the text of the page, and the codes of the findings that explain
//! differences from the route. It contains nothing that the generator derived from the text.

use std::collections::BTreeSet;

use crate::api::{ExampleId, Exchange, HeaderLine, ItemType, OperationId, Reply, ResponseBody, TypeId, TypeRef};
use crate::decl::body::target::RequestParts;
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::rust::source;
use crate::emit::test_files::bodies;
use crate::plan::{MemberRef, RouteModule};

/// The placeholder in [`HEAD`] for the imports of routes.
const IMPORT: &str = "IMPORT\n";

/// The text of the generated file before its tables of exchanges.
const HEAD: &str = r#"//! Every request that a page shows is one of its route, and every response is what the route returns.

// Deprecated routes are tried too.
#![allow(deprecated)]

#[rustfmt::skip]
mod exchanges {
IMPORT
use graph_conformance::exchanges::*;

#[test]
fn requests_are_read_and_built_again() {
    check_requests(TABLES);
}

#[test]
fn responses_are_read() {
    check_responses(TABLES, TYPES);
}
"#;

/// The text in a row for a body that the page shows but whose text the row cannot have: the model does not keep long
/// texts, and a selection may leave the example out. The tests only need to know that the message has a body.
const SAMPLE: &str = "sample";

/// The text of `tests/exchanges.rs`.
pub(in crate::emit) fn table(cx: &Context<'_>) -> String {
    let mut text = String::new();
    let mut writer = Writer { cx, files: BTreeSet::new(), derived: BTreeSet::new() };
    let mut tables = String::from("\nstatic TABLES: &[&[Exchange]] = &[\n");
    for module in cx.model.route_modules().filter(|module| !module.operations.is_empty()) {
        let rows: String = module.operations.iter().map(|&id| writer.rows(module, id)).collect();
        if rows.is_empty() {
            continue;
        }
        let table = format!("{}_EXCHANGES", module.word("__").to_uppercase());
        tables.push_str(&format!("    {table},\n"));
        text.push_str(&format!("\nstatic {table}: &[Exchange] = &[\n{rows}];\n"));
    }
    tables.push_str("];\n");
    let import = match text.is_empty() {
        true => String::new(),
        false => format!("use {}::routes as api;\n", cx.library()),
    };
    let head = format!("{}\n{}", cx.header(&[]), HEAD.replacen(IMPORT, &import, 1));
    head + &text + &tables + &types(cx, &writer.derived) + &bodies::statics(cx, &writer.files, "bodies/") + "}\n"
}

struct Writer<'n, 'a> {
    cx: &'n Context<'a>,
    /// The indexes of the files of bodies that rows refer to.
    files: BTreeSet<usize>,
    /// The types that example responses name in `@odata.type` although the route returns one of their bases.
    derived: BTreeSet<TypeId>,
}

impl Writer<'_, '_> {
    /// A row for each exchange of an operation.
    fn rows(&mut self, module: &RouteModule, id: OperationId) -> String {
        let operation = self.cx.model.operation(id);
        let path = format!("api::{}", module.path_of(&self.cx.model.stub(id).name));
        let page = source::string(&self.cx.model.page(operation.page).path);
        let answered = match operation.response.body {
            ResponseBody::Value(ty) => structured(ty),
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
        };
        let selection = self.cx.model.selection();
        let is_kept =
            |exchange: &&Exchange| exchange.call.as_ref().is_none_or(|call| selection.keeps_route(id, call.route));
        operation.exchanges.iter().filter(is_kept).map(|exchange| self.row(&path, &page, answered, exchange)).collect()
    }

    fn row(&mut self, path: &str, page: &str, answered: Option<TypeId>, exchange: &Exchange) -> String {
        let replies = exchange.replies.iter().filter(|reply| reply.status < 400);
        let replies: Vec<String> = replies.map(|reply| self.reply(answered, reply)).collect();
        let line = line(&exchange.request_line);
        if line.is_none() && replies.is_empty() {
            return String::new();
        }
        let body = self.body(exchange.body, &exchange.text, exchange.body_span.is_some());
        let findings = self.findings(&exchange.findings, exchange.body);
        let (open, close) = match (exchange.other_media_type, findings.is_empty()) {
            (true, _) => ("of_other_media_type(", ")".to_owned()),
            (false, true) => ("", String::new()),
            (false, false) => ("differs(", format!(", {})", list(&findings))),
        };
        let line = source::string(&line.unwrap_or_default());
        let headers = headers(&exchange.headers);
        let replies = replies.concat();
        format!("    {open}exchange::<{path}>({page}, {line}, {headers}, {body}, &[\n{replies}    ]){close},\n")
    }

    fn reply(&mut self, answered: Option<TypeId>, reply: &Reply) -> String {
        let body = self.body(reply.body, &reply.text, reply.has_body);
        self.derived.extend(reply.body.iter().flat_map(|&id| &self.cx.model.example_plan(id).derived));
        let findings = list(&self.findings(&reply.findings, reply.body));
        let (open, close) = match reply.body.and_then(|id| self.annotated(answered?, id)) {
            Some(id) => (format!("of::<{}>(", self.cx.structured_type(WrittenIn::Outside, id)), ")"),
            None => (String::new(), ""),
        };
        format!("        {open}reply({}, {}, {body}, {findings}){close},\n", reply.status, headers(&reply.headers))
    }

    /// The type that the page gives for a response body, if it derives from the response type of the route and is
    /// selected.
    fn annotated(&self, answered: TypeId, body: ExampleId) -> Option<TypeId> {
        let id = structured(self.cx.model.example(body).ty?)?;
        let derives = || self.cx.model.type_plan(id).bases.contains(&answered);
        (self.cx.model.selection().keeps_type(id) && derives()).then_some(id)
    }

    /// The expression for the body of a message: its entry in a file of bodies, or its text if there is no such entry.
    /// `is_there` says whether the page shows a body, even if its text was not kept.
    fn body(&mut self, example: Option<ExampleId>, text: &str, is_there: bool) -> String {
        match example.filter(|&id| self.cx.model.selection().keeps_example(id)) {
            Some(id) => {
                let case = self.cx.model.example_plan(id);
                self.files.insert(case.file);
                bodies::expression(self.cx, case)
            }
            None if is_there && text.is_empty() => format!("Body::Text({})", source::string(SAMPLE)),
            None => format!("Body::Text({})", source::string(text)),
        }
    }

    /// The codes of the findings on a message and its body.
    fn findings(&self, own: &[&str], body: Option<ExampleId>) -> Vec<String> {
        let mut codes: BTreeSet<String> = own.iter().map(|code| source::string(code)).collect();
        let example = body.map(|id| self.cx.model.example(id));
        let of_body = example.map_or(&[][..], |example| &example.findings);
        codes.extend(of_body.iter().filter_map(|text| Some(source::string(text.split_once(':')?.0))));
        codes.into_iter().collect()
    }
}

/// The structured type of a value or of the items of a collection.
fn structured(ty: TypeRef) -> Option<TypeId> {
    match ty.item {
        ItemType::Structured(id) => Some(id),
        ItemType::Enum(_) | ItemType::Primitive(_) => None,
    }
}

/// The table of the types whose objects may have members in `extra`:
/// - open types;
/// - types with streams, because a stream has a route and no field;
/// - types that an example response names in `@odata.type` although the route returns one of their bases.
fn types(cx: &Context<'_>, derived: &BTreeSet<TypeId>) -> String {
    let mut text = String::from("\nstatic TYPES: &[Type] = &[\n");
    for id in cx.model.types() {
        let is_open = |id: &TypeId| cx.model.structured(*id).is_open;
        if is_open(&id) || cx.model.type_plan(id).bases.iter().any(is_open) {
            text.push_str(&format!("    open({}),\n", source::string(&cx.model.structured(id).name.to_string())));
        }
        let plan = cx.model.type_plan(id);
        if !plan.streams.is_empty() {
            let stream = |member: &MemberRef| source::string(&cx.model.property(*member).name);
            let streams = list(&plan.streams.iter().map(stream).collect::<Vec<String>>());
            let name = source::string(&cx.model.structured(id).name.to_string());
            text.push_str(&format!("    streams({name}, {streams}),\n"));
        }
        if derived.contains(&id) {
            text.push_str(&format!("    derived::<{}>(),\n", cx.structured_type(WrittenIn::Outside, id)));
        }
    }
    // A type that is not selected has no fields in the crate, so all members of its objects are in `extra`.
    for &id in derived.iter().filter(|&&id| !cx.model.selection().keeps_type(id)) {
        text.push_str(&format!("    open({}),\n", source::string(&cx.model.structured(id).name.to_string())));
    }
    text + "];\n"
}

/// Method and target of a request line, without host and version.
fn line(text: &str) -> Option<String> {
    let target = RequestParts::parse(text)?;
    let root = if target.path.is_empty() { "/" } else { "" };
    Some(format!("{} {root}{}", target.method, target.sent_target()))
}

fn headers(shown: &[HeaderLine]) -> String {
    let header = |header: &HeaderLine| format!("({}, {})", source::string(&header.name), source::string(&header.value));
    list(&shown.iter().map(header).collect::<Vec<String>>())
}

fn list(items: &[String]) -> String {
    format!("&[{}]", items.join(", "))
}
