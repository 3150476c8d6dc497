//! Request bodies: nothing, a value, some members of a type, named parameters, or bytes.
//!
//! If enough rows of the request table are members of the type that the prose links to, all rows describe that type.
//! Otherwise the rows are parameters of an action.
//!
//! # Rule 13: Request body
//!
//! The body of a PATCH is the property that the last segment names, if it has at least as many of the rows; otherwise
//! the type that has most of the rows, among the types that the section mentions, the operation returns or the file
//! name means, or else the type that other operations return for the path. Without rows it has the properties that a
//! sentence or a list names, or else all that are not read-only.
//!
//! A form, by its media type, is sent as bytes. Any other body is the mentioned type, if it or the types that derive from
//! it have more than half of the rows, or the returned type, if it has all.
//! Otherwise the rows are parameters, together with the members that only examples show (D0906). On a page that sends
//! no body the rows are parameters of path and query (D0711).

mod example_members;
mod media;
mod served;

use compact_str::CompactString;
use foldhash::{HashSet, HashSetExt};
use rayon::prelude::*;

use crate::api::{
    Api, ExampleRole, ItemType, Method, Operation, PageId, Parameter, Primitive, RequestBody, ResponseBody, Segment,
    TypeId, TypeRef,
};
use crate::code;
use crate::decl::vocabulary::is_nameless;
use crate::decl::{BodyDecl, OperationsDecl, ParameterDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::exchanges::owners::Owner;
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::operations::parameters::parameter;
use crate::link::types::new_row;
use crate::text::lowercase::lowered;
use media::{header_media, is_form, without_boundary};
use served::Served;

/// Decides the request body of each operation.
pub(in crate::link) fn link(cx: &Context<'_>, owners: &[Vec<Owner>], api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let linked = &*api;
    let served = Served::of(linked);
    let sent = |(index, operation): (usize, &Operation)| {
        let page = &cx.decls[operation.page.index()];
        let first = linked.operations.partition_point(|other| other.page < operation.page);
        let own = [Owner::Any, Owner::One(index - first)];
        let bodies = page.bodies.iter().zip(&owners[operation.page.index()]);
        let bodies: Vec<&BodyDecl> = bodies.filter(|(_, owner)| own.contains(owner)).map(|(body, _)| body).collect();
        let mut findings = Vec::new();
        let decl = page.operations.as_ref().map(|decl| decl.of_line(operation.routes.first().map(|route| route.span)));
        let mut members = Vec::new();
        let request =
            decl.map(|decl| request(cx, linked, &served, operation, &bodies, decl, &mut members, &mut findings));
        (request.unwrap_or(RequestBody::None), members, findings)
    };
    let requests: Vec<(RequestBody, Vec<Parameter>, Vec<Diagnostic>)> =
        linked.operations.par_iter().enumerate().map(sent).collect();
    for (operation, (request, members, mut findings)) in api.operations.iter_mut().zip(requests) {
        operation.request = request;
        operation.body_members = members;
        diagnostics.append(&mut findings);
    }
}

/// Decides what one operation sends, by rule 13. `told` gets what the page says about members of a value or a form.
#[expect(clippy::too_many_arguments, reason = "rule 13 weighs all of these")]
fn request(
    cx: &Context<'_>,
    api: &Api,
    served: &Served,
    operation: &Operation,
    bodies: &[&BodyDecl],
    decl: &OperationsDecl,
    told: &mut Vec<Parameter>,
    diagnostics: &mut Vec<Diagnostic>,
) -> RequestBody {
    let Operation { page: id, method, subject, response, .. } = operation;
    let (page, method, subject) = (*id, *method, *subject);
    let rows = &decl.request.rows;
    let shown =
        bodies.iter().any(|body| body.status.is_none() && body.json.is_some() && body.role == ExampleRole::Request);
    // If the page also has a method that sends a body, the rows of the request body are about that method.
    let is_of_other = || decl.routes.iter().any(|route| sends(route.method) && route.method != Method::Delete);
    if !sends(method)
        || rows.is_empty() && decl.request.has_no_body && !shown
        || method == Method::Delete && (rows.is_empty() || !shown && is_of_other())
    {
        // If the page has several methods, its table of the request body is about those methods that send a body.
        if let Some(row) = misplaced(decl).first() {
            let message =
                format!("`{}` stands under `Request body`, but a {} has no body", row.name.value, method.as_str());
            // Request lines often omit the arguments of a function. The examples then show them.
            let shown = bodies.iter().filter_map(|body| Some(body.request_line.as_ref()?.value.as_str()));
            let mut lines = decl.routes.iter().map(|route| route.raw.as_str()).chain(shown);
            let argument = format!("{}=", row.name.value);
            let is_argument = lines.any(|line| line.split('?').next().is_some_and(|path| path.contains(&argument)));
            let heading = if is_argument { "Function parameters" } else { "Optional query parameters" };
            diagnostics.push(
                Diagnostic::new(code::BODY_OF_GET, row.name.span, message)
                    .help(format!("put the table under `{heading}`"))
                    .about(Subject::words(&row.name.value))
                    .fix_unsafely(Edit::Heading(row.name.span, heading.to_owned())),
            );
        }
        return RequestBody::None;
    }
    let bytes = bodies.iter().find(|body| {
        body.role == ExampleRole::Request
            && body.json.is_none()
            && body.content_type().is_some_and(|kind| !kind.contains("json"))
    });
    let content = operation.routes.iter().any(|route| matches!(route.template.segments.last(), Some(Segment::Literal(word)) if word == "$value" || word == "content"));
    let shown_type = bytes.and_then(|body| body.content_type().map(Into::into));
    let media = shown_type.or_else(|| decl.request.media.clone()).or_else(|| header_media(decl));
    let is_bytes = decl.request.stream || bytes.is_some() || content && method == Method::Put;
    if !shown && (rows.is_empty() && is_bytes || is_form(media.as_deref())) {
        told.extend(rows.iter().map(|row| parameter(cx, page, row)));
        return RequestBody::Stream { content_type: media.map(without_boundary) };
    }
    let mentioned = decl.request.mentions.iter().find_map(|mention| match cx.expr(mention, page)?.item {
        ItemType::Structured(id) => Some(TypeRef { item: ItemType::Structured(id), collection: mention.collection }),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    });
    let answered = match response.body {
        ResponseBody::Value(TypeRef { item: ItemType::Structured(id), collection: false }) => Some(id),
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    let segment = addressed(api, operation, [mentioned.and_then(structured), answered, subject]);
    if method == Method::Patch {
        if let Some(ty) = segment.filter(|ty| {
            let others = [mentioned.and_then(structured), answered, subject].into_iter().flatten();
            api.is_open(*ty) || others.map(|other| fitting(api, other, rows)).max() <= Some(fitting(api, *ty, rows))
        }) {
            let members = changed(rows).map(|row| body_member(cx, api, page, row, ty, diagnostics)).collect();
            return RequestBody::Patch { ty, members };
        }
        let target = [mentioned.and_then(structured), answered, subject]
            .into_iter()
            .flatten()
            .max_by_key(|id| (fitting(api, *id, rows), usize::from(Some(*id) == mentioned.and_then(structured))));
        let fits = |id: &TypeId| rows.is_empty() || fitting(api, *id, rows) > 0;
        let target = target.or_else(|| served.item_type(operation).filter(fits));
        if let Some(ty) = target.filter(|_| rows.is_empty()) {
            let shown = example_members::members(bodies);
            let is_shown = |name: &str| shown.iter().any(|member| member.name.eq_ignore_ascii_case(name));
            // A list, or a sentence about what can be changed, that names properties counts like a table with these
            // properties.
            let are_stated = !decl.request.changeable.is_empty();
            let named = if are_stated { &decl.request.changeable } else { &decl.request.named };
            let is_named = |name: &str| named.iter().any(|word| word.eq_ignore_ascii_case(name));
            let is_list =
                (named.len() > 1 || are_stated) && named.iter().all(|word| api.member_in_any_case(ty, word).is_some());
            let is_told = |name: &str| is_shown(name) || are_stated && is_list && is_named(name);
            let mut members = example_members::changeable(api, ty, &is_told);
            if is_list {
                members.retain(|member| is_named(&member.name) || is_shown(&member.name));
            }
            return RequestBody::Patch { ty, members };
        }
        if let Some(ty) = target {
            let members = changed(rows).map(|row| body_member(cx, api, page, row, ty, diagnostics)).collect();
            return RequestBody::Patch { ty, members };
        }
    }
    if let Some(ty) = mentioned
        && let Some(id) = structured(ty)
    {
        let fits = |row: &ParameterDecl| fitting(api, id, std::slice::from_ref(row)) > 0;
        let others: Vec<&ParameterDecl> = rows.iter().filter(|row| !fits(row)).collect();
        // The rows may also describe members of types that derive from the mentioned type.
        let derived = if others.is_empty() { HashSet::new() } else { derived_members(api, id) };
        let unknown = others.iter().filter(|row| !derived.contains(&lowered(&row.name.value))).count();
        if rows.is_empty() || 2 * (rows.len() - unknown) > rows.len() {
            let own = rows.iter().filter(|row| fits(row) || !derived.contains(&lowered(&row.name.value)));
            // A row about a read-only property describes a value that the service sets, so clients do not send it.
            let members = own.map(|row| (row, body_member(cx, api, page, row, id, diagnostics)));
            told.extend(members.filter(|(row, _)| !row.remarks.read_only).map(|(_, member)| member));
            return RequestBody::Value(ty);
        }
    }
    if !rows.is_empty() {
        if let Some(id) = answered
            && mentioned.is_none()
            && rows.len() >= 2
            && fitting(api, id, rows) == rows.len()
        {
            told.extend(rows.iter().map(|row| parameter(cx, page, row)));
            return RequestBody::Value(TypeRef { item: ItemType::Structured(id), collection: false });
        }
        // If an example request states the returned type, and most rows are its properties, other rows are wrong.
        if let Some(id) =
            answered.filter(|id| mentioned.is_none() && example_members::annotated(cx, page, bodies) == Some(*id))
            && 2 * fitting(api, id, rows) > rows.len()
        {
            rows.iter().for_each(|row| drop(body_member(cx, api, page, row, id, diagnostics)));
            return RequestBody::Value(TypeRef { item: ItemType::Structured(id), collection: false });
        }
        let mut parameters: Vec<Parameter> = rows.iter().map(|row| parameter(cx, page, row)).collect();
        let is_untyped = |row: &ParameterDecl| row.ty.as_ref().is_none_or(|ty| ty.raw.is_empty());
        let untyped =
            parameters.iter_mut().zip(rows).filter(|(_, row)| is_untyped(row)).map(|(parameter, _)| parameter);
        example_members::suggest(cx, page, bodies, untyped);
        example_members::add(cx, page, bodies, &mut parameters, diagnostics);
        return RequestBody::Parameters(parameters);
    }
    if !shown {
        // The code block in the request body section, which is not an example request, shows the parameters too.
        let is_sample = |body: &&&BodyDecl| decl.request.sample.is_some_and(|sample| sample.contains(body.span));
        // An example request without a body shows that the operation needs none.
        let is_omitted = bodies.iter().any(|body| body.role == ExampleRole::Request && body.status.is_none());
        let sample = bodies.iter().find(is_sample).filter(|_| !is_omitted);
        let mut parameters = Vec::new();
        if let Some(sample) = sample.filter(|sample| method == Method::Post && sample.role == ExampleRole::Other) {
            let sample = BodyDecl { role: ExampleRole::Request, ..(*sample).clone() };
            example_members::add(cx, page, &[&sample], &mut parameters, &mut Vec::new());
        }
        return if parameters.is_empty() { RequestBody::None } else { RequestBody::Parameters(parameters) };
    }
    let sent = example_members::annotated(cx, page, bodies)
        .or(answered.filter(|_| method != Method::Post || response.status[0] == 201));
    // The returned type counts as the type of the request body only if it has at least half of the members that the
    // examples show.
    let names = example_members::members(bodies);
    let is_another = |id: TypeId| {
        let known = names.iter().filter(|member| api.member_in_any_case(id, &member.name).is_some()).count();
        !api.is_open(id) && 2 * known < names.len()
    };
    if method == Method::Post && !names.is_empty() && sent.is_none_or(is_another) {
        let mut parameters = Vec::new();
        example_members::add(cx, page, bodies, &mut parameters, &mut Vec::new());
        return RequestBody::Parameters(parameters);
    }
    match sent {
        Some(id) => RequestBody::Value(TypeRef { item: ItemType::Structured(id), collection: false }),
        None => {
            let list = example_members::list(bodies);
            let any = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
            RequestBody::Value(list.unwrap_or(any))
        }
    }
}

/// The rows about members that an update may change. Rows about properties that can be set only when an item is created
/// are left out.
fn changed(rows: &[ParameterDecl]) -> impl Iterator<Item = &ParameterDecl> {
    rows.iter().filter(|row| !row.remarks.immutable)
}

/// The members of the types that derive from a type, in lower case.
fn derived_members(api: &Api, id: TypeId) -> HashSet<CompactString> {
    let derived = api.types.iter().enumerate().map(|(at, ty)| (TypeId::from_index(at), ty));
    let derived = derived.filter(|(other, _)| api.bases(*other).any(|base| base == id));
    derived.flat_map(|(_, ty)| &ty.properties).map(|property| lowered(&property.name)).collect()
}

/// The type of the property that the last segment of every path names, if one of the types `owners` has that property
/// and its values are single structured values.
fn addressed(api: &Api, operation: &Operation, owners: [Option<TypeId>; 3]) -> Option<TypeId> {
    let mut words = operation.routes.iter().map(|route| match route.template.segments.last() {
        Some(Segment::Literal(word)) if route.template.segments.len() > 1 => Some(word),
        _ => None,
    });
    let word = words.next()??;
    if !words.all(|other| other == Some(word)) {
        return None;
    }
    owners.into_iter().flatten().find_map(|owner| match api.member_in_any_case(owner, word)?.ty {
        TypeRef { item: ItemType::Structured(id), collection: false } => Some(id),
        TypeRef { .. } => None,
    })
}

/// The rows under `Request body` of a page whose requests have no body: they describe path and query.
pub(in crate::link) fn misplaced(decl: &OperationsDecl) -> &[ParameterDecl] {
    if decl.routes.iter().any(|route| sends(route.method)) { &[] } else { &decl.request.rows }
}

/// Whether requests with this method have bodies.
fn sends(method: Method) -> bool {
    !matches!(method, Method::Get | Method::Head | Method::Options)
}

fn structured(ty: TypeRef) -> Option<TypeId> {
    match ty.item {
        ItemType::Structured(id) => Some(id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// The number of rows that name members of the type.
fn fitting(api: &Api, id: TypeId, rows: &[ParameterDecl]) -> usize {
    rows.iter()
        .filter(|row| row.name.value.contains('@') || api.member_in_any_case(id, &row.name.value).is_some())
        .count()
}

/// The parameter for a row, if the body is a value of the documented type `ty`. The parameter has the type of the
/// property with this name in `ty`, not the type that the row states.
fn body_member(
    cx: &Context<'_>,
    api: &Api,
    page: PageId,
    row: &ParameterDecl,
    ty: TypeId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parameter {
    let mut parameter = parameter(cx, page, row);
    let member = api.member_in_any_case(ty, &row.name.value);
    if let Some(member) = member {
        parameter.ty = Some(member.ty);
        parameter.name.clone_from(&member.name);
        if member.name != row.name.value && member.span != row.span {
            let message = format!("the property `{}` is spelt `{}` here", member.name, row.name.value);
            diagnostics.push(
                Diagnostic::new(code::MEMBER_CASE, row.name.span, message)
                    .help(format!("write `{}`", member.name))
                    .about(Subject::member(&api[ty].name.name, &member.name))
                    .note(member.span, "the property")
                    .fix_unsafely(Edit::Word(row.name.span, row.name.value.to_string(), member.name.to_string())),
            );
        }
        // If the property was created from this row, the type cell of the row was reported before.
        if member.span != row.span
            && let Some(expr) =
                row.ty.as_ref().filter(|expr| expr.terms.first().is_some_and(|term| is_nameless(&term.text)))
        {
            let message = format!(
                "the type cell of `{}` contains `{}`, which is not the name of a type",
                row.name.value, expr.raw
            );
            diagnostics.push(
                Diagnostic::new(code::TYPE_CELL_FORM, expr.span, message)
                    .help("write the name of the enumeration; until then the type in the property's own row is used")
                    .about(Subject::member(&api[ty].name.name, &member.name))
                    .note(member.span, "the property"),
            );
        }
        if let ItemType::Enum(id) = member.ty.item {
            spellings(api, id, row, diagnostics);
        }
    } else if !row.name.value.contains('@') && !api.is_open(ty) && !is_of_itself(&parameter, ty) {
        let owner = &api[ty].name.name;
        let near = suggestion::member(&row.name.value, api, ty);
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => format!("name a property of `{owner}`, or add a row to its page"),
        };
        let message = format!("`{}` is no property of `{owner}`", row.name.value);
        diagnostics.push(
            Diagnostic::new(code::BODY_MEMBER_UNKNOWN, row.name.span, message)
                .help(help)
                .about(Subject::member(owner, &row.name.value))
                .fix_unsafely_if(match near {
                    Some(near) => Some(Edit::Word(row.name.span, row.name.value.to_string(), near.to_owned())),
                    None => named_type(row).and_then(|raw| new_row::property(cx, ty, &row.name.value, raw)),
                }),
        );
    }
    parameter
}

/// The text of a type cell that names a type.
fn named_type(row: &ParameterDecl) -> Option<&str> {
    row.ty.as_ref().filter(|ty| !ty.terms.is_empty()).map(|ty| ty.raw.as_str())
}

/// Whether the row states the type `ty` itself as the type of its values, although it should be a property of `ty`.
/// Then the body is an object that contains values of `ty`, and the page only mentions `ty`.
fn is_of_itself(row: &Parameter, ty: TypeId) -> bool {
    row.ty.is_some_and(|row| row.item == ItemType::Structured(ty))
}

/// Reports values in a row that differ from members of the enumeration only in letter case.
fn spellings(api: &Api, id: crate::api::EnumId, row: &ParameterDecl, diagnostics: &mut Vec<Diagnostic>) {
    if row.ty.as_ref().is_some_and(|ty| ty.terms.first().is_some_and(|term| !is_nameless(&term.text))) {
        return;
    }
    for value in &row.remarks.values {
        if let Some(known) = api[id]
            .members
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&value.value) && known.name != value.value)
        {
            let message = format!("the member `{}` is spelt `{}` here", known.name, value.value);
            diagnostics.push(
                Diagnostic::new(code::ENUM_CASE, value.span, message)
                    .help(format!("write `{}`", known.name))
                    .about(Subject::member(&api[id].name.name, &known.name))
                    .note(known.span, "the spelling that the generated code uses")
                    .fix_unsafely(Edit::Word(value.span, value.value.to_string(), known.name.to_string())),
            );
        }
    }
}
