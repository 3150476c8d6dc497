//! Prints declarations as compact text: one line each, in the order of the page; what a page does not state is left
//! out.

use std::fmt::{self, Display, Write as _};

use crate::api::{Caller, Permissions};
use crate::decl::{
    BodyDecl, DocDecl, EnumDecl, MemberDecl, OperationsDecl, PageDecls, ParameterDecl, Remarks, RequestDecl,
    ResponseDecl, TypeDecl, TypeExpr, TypeTerm,
};

use super::templates;

/// All declarations of a page.
pub(crate) fn page(decls: &PageDecls) -> String {
    let mut out = Out(String::new());
    out.line(0, format_args!("{:?} page {:?}", decls.kind, decls.title.value));
    if let Some(namespace) = &decls.namespace {
        out.line(0, format_args!("namespace {}", namespace.value));
    }
    decls.types.iter().for_each(|decl| structured(&mut out, decl));
    decls.enums.iter().for_each(|decl| enumeration(&mut out, decl));
    for row in &decls.methods {
        let target = row.target.as_deref().unwrap_or("no page");
        out.line(0, format_args!("method {:?} at {target} returns {}", row.title, expr(&row.returns)));
    }
    decls.operations.iter().for_each(|decl| operations(&mut out, decl));
    decls.bodies.iter().for_each(|decl| body(&mut out, decl));
    for (link, _) in decls.links.iter() {
        out.line(0, format_args!("link {link}"));
    }
    for row in decls.ledger.rows() {
        out.line(0, format_args!("{}: {} read, {} used, {} diagnosed", row.kind, row.read, row.used, row.diagnosed));
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, depth: usize, text: impl Display) {
        let _infallible = writeln!(self.0, "{}{text}", "  ".repeat(depth));
    }

    fn doc(&mut self, depth: usize, doc: &DocDecl) {
        if !doc.markdown.is_empty() {
            self.line(depth, format_args!("says {:?}", doc.markdown));
        }
    }
}

fn structured(out: &mut Out, decl: &TypeDecl) {
    let annotated = decl.annotated.as_ref().map_or("nothing", |name| &name.value);
    let headed = decl.headed.as_ref().map_or("nothing", |name| &name.value);
    out.line(0, format_args!("type {annotated} by annotation, {headed} by title"));
    for claim in &decl.bases {
        out.line(1, format_args!("base {} by {:?}", term(&claim.base), claim.by));
    }
    if let Some(key) = &decl.key {
        out.line(1, format_args!("key {}", key.value));
    }
    for (what, flags) in [("abstract", &decl.is_abstract), ("open", &decl.is_open)] {
        for flag in flags {
            out.line(1, format_args!("{what} = {} by {}", flag.value, flag.by.as_str()));
        }
    }
    if decl.has_stream {
        out.line(1, "media stream");
    }
    if let Some(notice) = &decl.deprecated {
        out.line(1, format_args!("deprecated {notice:?}"));
    }
    out.doc(1, &decl.doc);
    decl.members.iter().for_each(|decl| member(out, decl));
    for shape in &decl.shape {
        let many = if shape.collection { " collection" } else { "" };
        out.line(1, format_args!("shape {}: {:?}{many}", shape.name.value, shape.hint));
    }
    for derived in &decl.derived {
        out.line(1, format_args!("derived {}", term(derived)));
    }
}

fn member(out: &mut Out, decl: &MemberDecl) {
    let sort = if decl.relationship { "relationship" } else { "property" };
    let owner = decl.inherited_from.as_ref().map_or_else(String::new, |owner| format!(" of {}", term(owner)));
    out.line(1, format_args!("{sort} {}: {}{owner}{}", decl.name.value, expr(&decl.ty), remarks(&decl.remarks)));
    out.doc(2, &decl.doc);
}

fn enumeration(out: &mut Out, decl: &EnumDecl) {
    let certain = if decl.certain { "" } else { ", if something uses it" };
    out.line(0, format_args!("enum {}{certain}", decl.name.value));
    if let Some(notice) = &decl.deprecated {
        out.line(1, format_args!("deprecated {notice:?}"));
    }
    out.doc(1, &decl.doc);
    for member in &decl.members {
        let number = member.value.map_or_else(String::new, |value| format!(" = {value}"));
        out.line(1, format_args!("{}{number}", member.name.value));
        out.doc(2, &member.doc);
    }
}

fn operations(out: &mut Out, decl: &OperationsDecl) {
    out.line(0, "operations");
    if let Some(notice) = &decl.deprecated {
        out.line(1, format_args!("deprecated {notice:?}"));
    }
    out.doc(1, &decl.doc);
    for route in &decl.routes {
        out.line(1, format_args!("{} {}", route.method.as_str(), route.template.path));
        for line in templates::parts(&route.template) {
            out.line(2, line);
        }
    }
    decl.permissions.iter().for_each(|set| permissions(out, set));
    for header in &decl.headers {
        out.line(1, format_args!("header {}{}", header.name, required(header.required)));
        out.doc(2, &header.doc);
    }
    for row in &decl.parameters {
        parameter(out, 1, "parameter", row);
    }
    request(out, &decl.request);
    response(out, &decl.response);
}

fn permissions(out: &mut Out, set: &Permissions) {
    out.line(
        1,
        format_args!("permissions{}", set.label.as_ref().map_or_else(String::new, |label| format!(" {label:?}"))),
    );
    let kinds = [
        ("work", Caller::DelegatedWork),
        ("personal", Caller::DelegatedPersonal),
        ("application", Caller::Application),
    ];
    for (kind, caller) in kinds {
        let alternatives =
            set.of(caller).map(|known| known.iter().map(|scopes| scopes.join(" with ")).collect::<Vec<_>>());
        let words = match alternatives {
            None => "unknown".to_owned(),
            Some(alternatives) if alternatives.is_empty() => "-".to_owned(),
            Some(alternatives) => alternatives.join(", "),
        };
        out.line(2, format_args!("{kind}: {words}"));
    }
}

fn request(out: &mut Out, decl: &RequestDecl) {
    for (what, holds) in [("request has no body", decl.has_no_body), ("request is a stream", decl.stream)] {
        if holds {
            out.line(1, what);
        }
    }
    for mention in &decl.mentions {
        out.line(1, format_args!("request mentions {}", expr(mention)));
    }
    for row in &decl.rows {
        parameter(out, 1, "request row", row);
    }
}

fn response(out: &mut Out, decl: &ResponseDecl) {
    let codes: Vec<String> = decl.codes.iter().map(u16::to_string).collect();
    out.line(
        1,
        format_args!("response {}", if codes.is_empty() { "without status".to_owned() } else { codes.join(", ") }),
    );
    for (what, holds) in [("response has no body", decl.has_no_body), ("response is a stream", decl.stream)] {
        if holds {
            out.line(1, what);
        }
    }
    for mention in &decl.mentions {
        out.line(1, format_args!("response mentions {}", expr(mention)));
    }
}

fn parameter(out: &mut Out, depth: usize, sort: &str, row: &ParameterDecl) {
    let ty = row.ty.as_ref().map_or_else(|| "no type".to_owned(), |ty| expr(ty).to_string());
    out.line(depth, format_args!("{sort} {}: {ty}{}", row.name.value, remarks(&row.remarks)));
    out.doc(depth + 1, &row.doc);
}

fn body(out: &mut Out, decl: &BodyDecl) {
    let mut text = format!("body {:?}", decl.role);
    if let Some(line) = &decl.request_line {
        text.push_str(&format!(" of {:?}", line.value));
    }
    if let Some(status) = decl.status {
        text.push_str(&format!(" with {status}"));
    }
    if let Some(ty) = &decl.ty {
        text.push_str(&format!(" as {}", ty.value));
    }
    for (word, holds) in [
        (" collection", decl.collection),
        (" truncated", decl.truncated),
        (" annotated", decl.annotated.is_some()),
        (" without JSON", decl.json.is_none()),
    ] {
        if holds {
            text.push_str(word);
        }
    }
    if let Some(kind) = decl.content_type() {
        text.push_str(&format!(" {kind}"));
    }
    out.line(0, text);
    if decl.json.is_some() {
        let json: serde_json::Value = serde_json::from_str(&decl.text).expect("strict JSON");
        out.line(1, json);
    }
}

fn expr(expr: &TypeExpr) -> impl Display + use<> {
    let terms: Vec<String> = expr.terms.iter().map(|known| term(known).to_string()).collect();
    let terms = if terms.is_empty() { format!("no name in {:?}", expr.raw) } else { terms.join(" or ") };
    if expr.collection { format!("collection of {terms}") } else { terms }
}

fn term(term: &TypeTerm) -> impl Display + use<> {
    match &term.target {
        Some(target) => format!("[{}]({target})", term.text),
        None => term.text.to_string(),
    }
}

fn required(required: Option<bool>) -> &'static str {
    match required {
        Some(true) => ", required",
        Some(false) => ", optional",
        None => "",
    }
}

/// Prints the remarks that a description makes in fixed phrases such as `Read-only.`, each after a comma.
struct Stated<'a>(&'a Remarks);

fn remarks(remarks: &Remarks) -> Stated<'_> {
    Stated(remarks)
}

impl Display for Stated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stated(remarks) = self;
        f.write_str(required(remarks.required))?;
        for (word, holds) in [
            (", read-only", remarks.read_only),
            (", immutable", remarks.immutable),
            (", nullable", remarks.nullable == Some(true)),
            (", not nullable", remarks.nullable == Some(false)),
            (", only on $select", remarks.select_only),
            (", supports $filter", remarks.filterable),
        ] {
            if holds {
                f.write_str(word)?;
            }
        }
        if let Some(notice) = &remarks.deprecated {
            write!(f, ", deprecated {notice:?}")?;
        }
        if !remarks.values.is_empty() {
            let values: Vec<&str> = remarks.values.iter().map(|value| value.value.as_str()).collect();
            write!(f, ", one of [{}]", values.join("|"))?;
        }
        Ok(())
    }
}
