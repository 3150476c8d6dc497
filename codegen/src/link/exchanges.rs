//! Example requests, each linked to a route.
//!
//! In: the operations of every page and its messages. Out: the exchanges of each operation. Invariant: each message of
//! an operation page is part of one exchange, and a message that does not fit its operation has a finding.
//!
//! # Rule 17: Example requests
//!
//! A path of an example that leads to the same as a route becomes a route (D0915, `exchanges/alternatives.rs`). A
//! request that no route of its page builds is reported (D0912 to D0917), unless another page documents it and the page
//! has a request of its own, or no operation at all. A response that its operation does not return is reported (D0918, D0919).

mod alternatives;
mod elsewhere;
mod fit;
mod linked_exchange;
pub(crate) mod owners;
mod replies;

use std::sync::Arc;

use rayon::prelude::*;

use crate::api::{
    Api, ExampleRole, Exchange, Method, Operation, PageId, Part, Permissions, Reply, RequestBody, Response,
    ResponseBody, Route, RouteOrigin, Segment, Template, TypeRef,
};
use crate::code;
use crate::decl::body::target::RequestParts;
use crate::decl::template;
use crate::decl::{BodyDecl, PageDecls};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::paths::Roots;
use crate::source::Span;
use alternatives::Alternative;
use elsewhere::{AllRoutes, assign_to_other_pages, undocumented};
use fit::{Difference, Fit, fit, with_values_of};
use linked_exchange::LinkedExchange;
pub(super) use linked_exchange::of_page;
use owners::{Owner, Usual};

pub(super) use replies::check;

/// An example request and its responses, with the operation that they belong to.
struct PageExchange<'d> {
    request: Option<&'d BodyDecl>,
    replies: Vec<&'d BodyDecl>,
    owner: Owner,
    /// The indexes of the exchange's messages among all messages of the page.
    places: Vec<usize>,
}

/// Links the messages of every page to its operations; `owners` has the operation of each message. A path that occurs
/// only in examples becomes a route, or an operation of its own if it asks for the number of items or the bytes of an
/// item.
pub(super) fn link(
    decls: &[PageDecls],
    owners: &mut [Vec<Owner>],
    usual: &Usual<'_>,
    roots: &Roots,
    api: &mut Api,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tied: Vec<Vec<LinkedExchange>> = {
        let (api, owners) = (&*api, &*owners);
        let everywhere = AllRoutes::new(api);
        let without_operations =
            decls.iter().enumerate().filter(|(index, _)| of_page(api, PageId::from_index(*index)).is_empty());
        for (_, page) in without_operations {
            let requests = page.bodies.iter().filter(|body| body.role == ExampleRole::Request);
            diagnostics.extend(requests.filter_map(|request| undocumented(api, &everywhere, usual, request)));
        }
        let of_page = |(index, page): (usize, &PageDecls)| {
            let range = of_page(api, PageId::from_index(index));
            let shown = if range.is_empty() { Vec::new() } else { shown(page, &owners[index]) };
            let tied: Vec<LinkedExchange> =
                shown.into_iter().map(|shown| find_called_route(api, roots, range.clone(), shown, usual)).collect();
            assign_to_other_pages(api, &everywhere, tied)
        };
        decls.par_iter().enumerate().map(of_page).collect()
    };
    // The loop goes from the last page to the first, so that an operation added to one page does not change the
    // indexes of other pages.
    let mut findings_of_pages = Vec::with_capacity(tied.len());
    let mut of_others = Vec::new();
    for (page, tied) in tied.into_iter().enumerate().rev() {
        let mut findings = Vec::new();
        for mut tied in tied {
            findings.append(&mut tied.findings);
            match tied.elsewhere {
                Some(place) => of_others.push((place, tied.exchange)),
                None => add(api, &mut owners[page], page, tied),
            }
        }
        findings_of_pages.push(findings);
    }
    for ((page, index), exchange) in of_others.into_iter().rev() {
        let owner = of_page(api, page).start + index;
        api.operations[owner].exchanges.push(exchange);
    }
    findings_of_pages.into_iter().rev().for_each(|mut findings| diagnostics.append(&mut findings));
}

/// Adds an exchange to its operation, together with the route that only the exchange shows.
fn add(api: &mut Api, owners: &mut [Owner], page: usize, tied: LinkedExchange) {
    let LinkedExchange { mut exchange, mut owner, added, places, .. } = tied;
    if let Some(Alternative { template, part }) = added {
        let range = of_page(api, PageId::from_index(page));
        if part != Part::Whole && api.operations[owner].part != part {
            let method = api.operations[owner].method;
            let is_one = |operation: &Operation| operation.part == part && operation.method == method;
            let known = range.clone().find(|index| is_one(&api.operations[*index]));
            owner = known.unwrap_or_else(|| {
                let operation = operation_of_part(&api.operations[owner], part);
                api.operations.insert(range.end, operation);
                range.end
            });
        }
        let owned = Owner::One(owner - range.start);
        for place in places {
            owners[place] = owned;
        }
        let Operation { routes, permissions, .. } = &mut api.operations[owner];
        if routes.iter().all(|route| route.template.path != template.path) {
            let (raw, span) = (template.path.clone(), exchange.span);
            // The new route gets the permissions of that route whose last segments are the most similar.
            let place = u32::try_from(routes.len()).unwrap_or(u32::MAX);
            let like = most_similar_route(routes, &template);
            for table in Arc::make_mut(permissions).iter_mut().filter(|table| table.routes.contains(&like)) {
                table.routes.push(place);
            }
            routes.push(Route { template: Arc::new(template), raw, origin: RouteOrigin::Example, span });
        }
        let templates = api.operations[owner].routes.iter().map(|route| &*route.template);
        let fitted = RequestParts::parse(&exchange.request_line).and_then(|target| fit(templates, &target));
        exchange.call = fitted.filter(|fit| fit.differences.is_empty()).map(|fit| fit.call);
        if exchange.call.is_some() {
            exchange.findings.clear();
        }
    }
    api.operations[owner].exchanges.push(exchange);
}

/// The index of the route whose last segments agree most with those of a template. If several routes agree equally,
/// it is the first of them.
fn most_similar_route(routes: &[Route], template: &Template) -> u32 {
    let is_same = |pair: &(&Segment, &Segment)| match pair {
        (Segment::Key(_), Segment::Key(_)) => true,
        (one, other) => one == other,
    };
    let common = |route: &Route| {
        let pairs = route.template.segments.iter().rev().zip(template.segments.iter().rev());
        pairs.take_while(is_same).count()
    };
    let best = (0..routes.len()).max_by_key(|&at| (common(&routes[at]), std::cmp::Reverse(at)));
    best.and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
}

/// A new operation that returns the number of items of the collection that `listed` reads, or the bytes of the item.
/// It has no routes and examples yet.
fn operation_of_part(listed: &Operation, part: Part) -> Operation {
    let body = if part == Part::Count { ResponseBody::Value(TypeRef::COUNT) } else { ResponseBody::Stream };
    let of_first = listed.permissions.iter().filter(|table| table.is_about(0)).cloned();
    let permissions = of_first.map(|table| Permissions { routes: Vec::new(), ..table }).collect();
    Operation {
        part,
        pinned: None,
        permissions: Arc::new(permissions),
        routes: Vec::new(),
        examples: Vec::new(),
        exchanges: Vec::new(),
        call: None,
        query_options: Vec::new(),
        request: RequestBody::None,
        body_members: Vec::new(),
        response: Response {
            stated: 1,
            status: vec![200],
            headers: Vec::new(),
            body,
            operation: None,
            span: listed.response.span,
        },
        ..listed.clone()
    }
}

/// The example requests of a page, each with the responses that follow it. Messages to and from other services are left
/// out.
fn shown<'d>(page: &'d PageDecls, owners: &[Owner]) -> Vec<PageExchange<'d>> {
    let mut all: Vec<PageExchange<'_>> = Vec::new();
    let messages = page.bodies.iter().zip(owners).enumerate();
    for (place, (body, owner)) in messages.filter(|(_, (_, owner))| **owner != Owner::Foreign) {
        match body.role {
            ExampleRole::Request => {
                all.push(PageExchange { request: Some(body), replies: Vec::new(), owner: *owner, places: vec![place] });
            }
            ExampleRole::Response if body.status.is_some() => match all.last_mut() {
                Some(last) => {
                    last.replies.push(body);
                    last.places.push(place);
                }
                None => {
                    all.push(PageExchange { request: None, replies: vec![body], owner: *owner, places: vec![place] })
                }
            },
            ExampleRole::Response | ExampleRole::Resource | ExampleRole::Other => {}
        }
    }
    all
}

/// Finds the operation and the route of its page that an example request calls.
fn find_called_route(
    api: &Api,
    roots: &Roots,
    range: std::ops::Range<usize>,
    shown: PageExchange<'_>,
    usual: &Usual<'_>,
) -> LinkedExchange {
    let line = shown.request.and_then(|request| request.request_line.as_ref());
    let owner = match shown.owner {
        Owner::One(index) => (range.start + index).min(range.end - 1),
        Owner::Any | Owner::Other | Owner::Foreign => range.start,
    };
    let operation = &api.operations[owner];
    let (mut call, mut added, mut findings, mut is_like_line) = (None, None, Vec::new(), false);
    if let Some(line) = line
        && let Some(target) = RequestParts::parse(&line.value)
    {
        let is_method = operation.method.as_str().eq_ignore_ascii_case(target.method);
        let mut fit = fit(operation.routes.iter().map(|route| &*route.template), &target);
        if let Some(fit) = &mut fit {
            // If the request line of the page has the same wrong spelling, that line is reported and not the example.
            is_like_line = fit.spelt_as(&operation.routes[fit.call.route].raw, target.path);
        }
        added = match fit {
            // A request for a part of an item has another body than a request for the item, so only GET adds the path
            // of a part.
            None if is_method => alternatives::of_example(api, roots, operation, &target)
                .filter(|added| added.part == Part::Whole || operation.method == Method::Get),
            Some(_) | None => None,
        };
        let mut told = match &added {
            Some(added) => vec![only_shown(operation, added)],
            None => differences(operation, &target, fit.as_ref(), line.span),
        };
        if let (None, Some(_), Some(usual)) = (target.version, target.host, usual.version) {
            let message = "an example request names no version of the service".to_owned();
            let help = format!("write `/{usual}` before the path");
            let edit = Edit::Word(line.span, target.path.to_owned(), format!("/{usual}{}", target.path));
            told.push(Diagnostic::new(code::EXAMPLE_VERSION, line.span, message).help(help).fix_unsafely(edit));
        }
        if let (Some(stated), Some(usual)) = (target.version, usual.version)
            && stated != usual
        {
            let message =
                format!("an example request goes to the version `{stated}`, but nearly all others go to `{usual}`");
            let help = format!("write `{usual}`");
            let edit = Edit::Word(line.span, format!("/{stated}/"), format!("/{usual}/"));
            told.push(Diagnostic::new(code::EXAMPLE_VERSION, line.span, message).help(help).fix_unsafely(edit));
        }
        for mut finding in told {
            finding.span = line.span;
            // All examples with the same wrong method share a subject, because they have one cause.
            let about = if finding.code == code::EXAMPLE_METHOD { target.method } else { &line.value };
            findings.push(finding.about(Subject::words(about)));
        }
        call = fit.filter(|fit| is_method && fit.differences.is_empty()).map(|fit| fit.call);
    }
    let headers = shown.request.map(|request| request.headers.clone()).unwrap_or_default();
    let replies = shown.replies.iter().map(|reply| Reply {
        status: reply.status.unwrap_or(200),
        headers: reply.headers.clone(),
        body: None,
        has_body: reply.has_body,
        text: if reply.json.is_none() { reply.text.clone() } else { "".into() },
        agrees: true,
        findings: Vec::new(),
        span: reply.span,
    });
    let first = shown.request.or(shown.replies.first().copied());
    let unfit = findings.iter().filter(|_| call.is_none()).map(|finding: &Diagnostic| finding.code.id());
    let codes = unfit.chain(is_like_line.then(|| code::ROUTE_CASE.id())).collect();
    let exchange = Exchange {
        request_line: line.map(|line| line.value.clone()).unwrap_or_default(),
        span: line.map(|line| line.span).or(first.map(|body| body.span)).unwrap_or_default(),
        headers,
        body: None,
        body_span: shown.request.filter(|request| request.has_body).map(|request| request.span),
        text: shown
            .request
            .filter(|request| request.json.is_none())
            .map_or_else(|| "".into(), |body| body.text.clone()),
        other_media_type: false,
        findings: codes,
        call,
        replies: replies.collect(),
    };
    LinkedExchange { exchange, owner, elsewhere: None, added, findings, places: shown.places }
}

/// The finding about a path that occurs only in an example.
fn only_shown(operation: &Operation, added: &Alternative) -> Diagnostic {
    let line = format!("{} {}", operation.method.as_str(), added.template.path);
    let message =
        format!("an example requests the path `{}`, which no request line of the page has", added.template.path);
    let mut told = Diagnostic::new(code::EXAMPLE_ROUTE, Span::default(), message)
        .help(format!("add the request line `{line}`, or correct the path in the example"));
    if let Some(route) = operation.routes.first() {
        told = told.note(route.span, "the request lines of the page").fix_unsafely(Edit::LineBelow(route.span, line));
    }
    told
}

/// The findings about differences between an example request and a route.
fn differences(operation: &Operation, target: &RequestParts<'_>, fit: Option<&Fit>, line: Span) -> Vec<Diagnostic> {
    let place = Span::default();
    let Some(fit) = fit else {
        let nearest = &operation.routes[nearest(operation, target)];
        let message =
            format!("the example request `{} {}` fits no request line of its page", target.method, target.path);
        let finding = Diagnostic::new(code::EXAMPLE_PATH, place, message)
            .help(format!("write a request such as `{} {}`", operation.method.as_str(), nearest.template.path))
            .note(nearest.span, "the nearest request line");
        let is_method = operation.method.as_str().eq_ignore_ascii_case(target.method);
        let edit = is_method
            .then(|| Edit::Word(line, target.path.to_owned(), with_values_of(&nearest.template.path, target.path)));
        return vec![finding.fix_unsafely_if(edit)];
    };
    let route = &operation.routes[fit.call.route];
    if !operation.method.as_str().eq_ignore_ascii_case(target.method) {
        let stated = operation.method.as_str();
        let message = format!("an example request has the method `{}`, but its request line `{stated}`", target.method);
        let finding = Diagnostic::new(code::EXAMPLE_METHOD, place, message)
            .help(format!("write `{stated}` in the example, or correct the line under `HTTP request`"))
            .note(route.span, "the request line with the same path")
            .fix_unsafely(Edit::Word(line, target.method.to_owned(), stated.to_owned()));
        return vec![finding];
    }
    let finding = |difference: &Difference| match difference {
        Difference::Spelling => {
            let message = format!("the example request spells `{}` differently from the request line", target.path);
            Diagnostic::new(code::EXAMPLE_SPELLING, place, message)
                .help(format!("write the path as in the request line `{}`", route.template.path))
                .note(route.span, "the request line")
                .fix_safely(Edit::Word(
                    line,
                    target.path.to_owned(),
                    with_letter_case_of(target.path, &route.template.path),
                ))
        }
        Difference::Quotes { name, quoted: true } => {
            let message = format!("the argument `{name}` of an example is a string but has no quotes");
            Diagnostic::new(code::EXAMPLE_ARGUMENT, place, message)
                .help("write single quotes around the value of the argument")
        }
        Difference::Quotes { name, quoted: false } => {
            let message = format!(
                "the argument `{name}` of an example is in quotes, but values of its type are written without quotes"
            );
            let edit = template::without_quotes(target.path, name, line);
            Diagnostic::new(code::EXAMPLE_ARGUMENT, place, message)
                .help("remove the quotes around the value of the argument")
                .fix_unsafely_if(edit)
        }
        Difference::Placeholder(name) => fit::placeholder(name, place),
        Difference::Query(name) => {
            let message = format!("the example request lacks the query option `{name}` of its request line");
            Diagnostic::new(code::EXAMPLE_PATH, place, message)
                .help(format!(
                    "add `{name}=…` to the URL of the example, or remove `{name}` from the line under `HTTP request`"
                ))
                .note(route.span, "the request line")
        }
    };
    // If the request line of the page has the same wrong quotes, that line is reported and not the example.
    let is_as_stated = |difference: &&Difference| match difference {
        Difference::Quotes { name, quoted: false } => route.raw.contains(&format!("{name}='")),
        Difference::Quotes { .. } | Difference::Spelling | Difference::Placeholder(_) | Difference::Query(_) => false,
    };
    fit.differences.iter().filter(|difference| !is_as_stated(difference)).map(finding).collect()
}

/// The path in which each segment that differs from the template only in letter case has the template's spelling.
fn with_letter_case_of(path: &str, template: &str) -> String {
    let mut parts = template.split('/');
    let spelt = |part| parts.next().filter(|other| other.eq_ignore_ascii_case(part)).unwrap_or(part);
    path.split('/').map(spelt).collect::<Vec<&str>>().join("/")
}

/// The index of the route that shares the most segments with the path of the request, counted from both ends.
fn nearest(operation: &Operation, target: &RequestParts<'_>) -> usize {
    let shared = |path: &str| {
        let same = |(a, b): &(&str, &str)| a.eq_ignore_ascii_case(b);
        let ahead = path.split('/').zip(target.path.split('/')).take_while(same).count();
        ahead + path.rsplit('/').zip(target.path.rsplit('/')).take_while(same).count()
    };
    let routes = 0..operation.routes.len();
    routes.max_by_key(|route| (shared(&operation.routes[*route].template.path), std::cmp::Reverse(*route))).unwrap_or(0)
}
