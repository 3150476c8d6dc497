//! Requests that pages show, each tied to the route that it is of.
//!
//! In: the operations of every page and the messages that it shows. Out: the exchanges of each operation.
//! Invariant: each message of an operation page is part of one exchange, and one that does not agree with its operation has a
//! finding.

mod fit;
pub(crate) mod owners;
mod replies;

use rayon::prelude::*;

use crate::api::{Api, ExampleRole, Exchange, Operation, PageId, Reply};
use crate::code;
use crate::decl::body::target::Target;
use crate::decl::{BodyDecl, PageDecls};
use crate::diagnostic::{Diagnostic, Subject};
use fit::{Difference, Fit, fit};
use owners::{Owner, Usual};

pub(super) use replies::check;

/// A request of a page with what follows it, and the operation that it belongs to.
struct Shown<'d> {
    request: Option<&'d BodyDecl>,
    replies: Vec<&'d BodyDecl>,
    owner: Owner,
}

/// Ties the messages of every page to its operations; `owners` says to which each belongs.
pub(super) fn link(
    decls: &[PageDecls],
    owners: &[Vec<Owner>],
    usual: &Usual<'_>,
    api: &mut Api,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tied: Vec<(Vec<(usize, Exchange)>, Vec<Diagnostic>)> = {
        let api = &*api;
        let of_page = |(index, page): (usize, &PageDecls)| {
            let id = PageId::from_index(index);
            let start = api.operations.partition_point(|operation| operation.page < id);
            let end = api.operations.partition_point(|operation| operation.page <= id);
            let mut findings = Vec::new();
            let tie = |shown: &Shown<'_>| {
                let (owner, exchange) = tie(&api.operations[start..end], shown, usual, &mut findings);
                (start + owner, exchange)
            };
            let shown = if start < end { shown(page, &owners[index]) } else { Vec::new() };
            (shown.iter().map(tie).collect(), findings)
        };
        decls.par_iter().enumerate().map(of_page).collect()
    };
    for (exchanges, mut findings) in tied {
        for (owner, exchange) in exchanges {
            api.operations[owner].exchanges.push(exchange);
        }
        diagnostics.append(&mut findings);
    }
}

/// The messages of a page to its own service: each request with the responses that follow it.
fn shown<'d>(page: &'d PageDecls, owners: &[Owner]) -> Vec<Shown<'d>> {
    let mut all: Vec<Shown<'_>> = Vec::new();
    for (body, owner) in page.bodies.iter().zip(owners).filter(|(_, owner)| **owner != Owner::Foreign) {
        match body.role {
            ExampleRole::Request => all.push(Shown { request: Some(body), replies: Vec::new(), owner: *owner }),
            ExampleRole::Response if body.status.is_some() => match all.last_mut() {
                Some(last) => last.replies.push(body),
                None => all.push(Shown { request: None, replies: vec![body], owner: *owner }),
            },
            ExampleRole::Response | ExampleRole::Resource | ExampleRole::Other => {}
        }
    }
    all
}

/// The exchange of a message, and the index of the operation of its page that it belongs to.
fn tie(
    operations: &[Operation],
    shown: &Shown<'_>,
    usual: &Usual<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (usize, Exchange) {
    let line = shown.request.and_then(|request| request.request_line.as_ref());
    let owner = match shown.owner {
        Owner::One(index) => index.min(operations.len() - 1),
        Owner::Any | Owner::Other | Owner::Foreign => 0,
    };
    let mut call = None;
    if let Some(line) = line
        && let Some(target) = Target::parse(&line.value)
    {
        let operation = &operations[owner];
        let is_method = operation.method.as_str().eq_ignore_ascii_case(target.method);
        let fit = fit(operation.routes.iter().map(|route| &*route.template), &target);
        let mut findings = differences(operation, &target, fit.as_ref());
        if let (Some(stated), Some(usual)) = (target.version, usual.version)
            && stated != usual
        {
            let message = format!("an example request goes to the version `{stated}`, and nearly all go to `{usual}`");
            let help = format!("write `{usual}`");
            findings.push(Diagnostic::new(code::EXAMPLE_VERSION, line.span, message).help(help));
        }
        for mut finding in findings {
            finding.span = line.span;
            diagnostics.push(finding.about(Subject::words(&line.value)));
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
        span: reply.span,
    });
    let first = shown.request.or(shown.replies.first().copied());
    let exchange = Exchange {
        request_line: line.map(|line| line.value.clone()).unwrap_or_default(),
        span: line.map(|line| line.span).or(first.map(|body| body.span)).unwrap_or_default(),
        call,
        headers,
        body: None,
        body_span: shown.request.filter(|request| request.has_body).map(|request| request.span),
        replies: replies.collect(),
    };
    (owner, exchange)
}

/// What keeps the request from being one of the operation's.
fn differences(operation: &Operation, target: &Target<'_>, fit: Option<&Fit>) -> Vec<Diagnostic> {
    let place = crate::source::Span::default();
    let Some(fit) = fit else {
        let nearest = &operation.routes[nearest(operation, target)];
        let message =
            format!("the example request `{} {}` fits no request line of its page", target.method, target.path);
        let told = Diagnostic::new(code::EXAMPLE_PATH, place, message)
            .help(format!("write a request such as `{} {}`", operation.method.as_str(), nearest.template.path))
            .note(nearest.span, "the nearest request line");
        return vec![told];
    };
    let route = &operation.routes[fit.call.route];
    if !operation.method.as_str().eq_ignore_ascii_case(target.method) {
        let stated = operation.method.as_str();
        let message = format!("an example request has the method `{}`, and its request line `{stated}`", target.method);
        let told = Diagnostic::new(code::EXAMPLE_METHOD, place, message)
            .help(format!("write `{stated}`, or correct the request line"))
            .note(route.span, "the request line of the same path");
        return vec![told];
    }
    let told = |difference: &Difference| match difference {
        Difference::Spelling => {
            let message = format!("the example request spells `{}` otherwise than the request line", target.path);
            Diagnostic::new(code::EXAMPLE_SPELLING, place, message)
                .help(format!("write it as in `{}`", route.template.path))
                .note(route.span, "the request line")
        }
        Difference::Quotes { name, quoted: true } => {
            let message = format!("the argument `{name}` of an example is a text, and has no quotes");
            Diagnostic::new(code::EXAMPLE_ARGUMENT, place, message).help("write single quotes around it")
        }
        Difference::Quotes { name, quoted: false } => {
            let message = format!("the argument `{name}` of an example is in quotes, which its type does not have");
            Diagnostic::new(code::EXAMPLE_ARGUMENT, place, message).help("remove the quotes")
        }
        Difference::Query(name) => {
            let message = format!("the example request lacks the query option `{name}` of its request line");
            Diagnostic::new(code::EXAMPLE_PATH, place, message)
                .help(format!("add `{name}=…`, or correct the request line"))
                .note(route.span, "the request line")
        }
    };
    fit.differences.iter().map(told).collect()
}

/// The route that shares most segments with the target, at its start and at its end.
fn nearest(operation: &Operation, target: &Target<'_>) -> usize {
    let shared = |path: &str| {
        let same = |(a, b): &(&str, &str)| a.eq_ignore_ascii_case(b);
        let ahead = path.split('/').zip(target.path.split('/')).take_while(same).count();
        ahead + path.rsplit('/').zip(target.path.rsplit('/')).take_while(same).count()
    };
    let routes = 0..operation.routes.len();
    routes.max_by_key(|route| (shared(&operation.routes[*route].template.path), std::cmp::Reverse(*route))).unwrap_or(0)
}
