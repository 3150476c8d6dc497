//! Links each message of a page to one of its operations.
//!
//! In: the messages of a page, and the paths of its operations. Out: the operation of each message. A response belongs
//! to the operation of the request before it. Messages to or from another service belong to no operation.
//!
//! # Rule 11: Owner of a message
//!
//! An example request belongs to the operation with its path, and so do the responses after it. A request to another
//! host, and the response after a redirect, are no evidence about the page's operations.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fit::fit;
use crate::api::{ExampleRole, Method, Part, Template};
use crate::decl::body::target::RequestParts;
use crate::decl::{BodyDecl, PageDecls};

/// The operation that a message belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) enum Owner {
    /// Any operation of the page: the message has no request line.
    Any,
    /// The operation of the page with this index, counted from the first operation of the page.
    One(usize),
    /// No operation of the page, although the request goes to the usual service.
    Other,
    /// No operation: the request goes to another service, or the response follows a redirect.
    Foreign,
}

/// Host and version of most example requests in the tree.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::link) struct Usual<'d> {
    pub(super) host: Option<&'d str>,
    /// The usual version of the service; `None` unless nearly all example requests have it.
    pub(super) version: Option<&'d str>,
}

impl<'d> Usual<'d> {
    /// Counts hosts and versions in example requests.
    pub(in crate::link) fn new(decls: &'d [PageDecls]) -> Usual<'d> {
        let targets = || {
            let requests = decls.iter().flat_map(|page| &page.bodies).filter(|body| body.role == ExampleRole::Request);
            requests.filter_map(|body| RequestParts::parse(&body.request_line.as_ref()?.value))
        };
        let host = most_frequent(targets().filter_map(|target| target.host)).map(|(host, ..)| host);
        let version = most_frequent(targets().filter_map(|target| target.version));
        let version =
            version.filter(|(_, count, all)| *count > 1 && count * 10 >= all * 9).map(|(version, ..)| version);
        Usual { host, version }
    }

    /// Whether a request goes to another host than usual.
    pub(super) fn is_foreign(&self, target: &RequestParts<'_>) -> bool {
        match (target.host, self.host) {
            (Some(host), Some(usual)) => !host.eq_ignore_ascii_case(usual),
            _ => false,
        }
    }
}

/// The most frequent text, the number of its occurrences, and the number of all texts. `None` if there are no texts.
fn most_frequent<'t>(texts: impl Iterator<Item = &'t str>) -> Option<(&'t str, usize, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    let all = counts.values().sum();
    let (text, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some((text, count, all))
}

/// The method of an operation, and the paths that its page documents for it.
#[derive(Clone, Debug)]
pub(in crate::link) struct Paths<'d> {
    pub(in crate::link) method: Method,
    pub(in crate::link) part: Part,
    pub(in crate::link) templates: Vec<&'d Arc<Template>>,
}

/// For each message of a page, the operation that it belongs to.
pub(in crate::link) fn owners(page: &PageDecls, operations: &[Paths<'_>], usual: &Usual<'_>) -> Vec<Owner> {
    let mut current = Owner::Any;
    let mut redirected = false;
    let mut line = None;
    let of = |body: &BodyDecl| {
        let here = body.request_line.as_ref().map(|line| line.span);
        if here != line {
            line = here;
            current = body.request_line.as_ref().map_or(Owner::Any, |line| owner(&line.value, operations, usual));
            redirected = false;
        } else if body.role == ExampleRole::Request {
            redirected = false;
        }
        let follows = redirected && body.status.is_some_and(|status| (200..300).contains(&status));
        redirected |= body.status.is_some_and(|status| (300..400).contains(&status));
        if follows { Owner::Foreign } else { current }
    };
    page.bodies.iter().map(of).collect()
}

fn owner(line: &str, operations: &[Paths<'_>], usual: &Usual<'_>) -> Owner {
    let Some(target) = RequestParts::parse(line) else { return Owner::Any };
    let of_method = |paths: &Paths<'_>| paths.method.as_str().eq_ignore_ascii_case(target.method);
    let fitting = |wanted: &dyn Fn(&Paths<'_>) -> bool| {
        let fits = operations.iter().enumerate().filter(|(_, paths)| wanted(paths)).filter_map(|(index, paths)| {
            let fit = fit(paths.templates.iter().map(|template| &***template), &target)?;
            Some((fit.differences.len(), index))
        });
        fits.min().map(|(_, index)| index)
    };
    if let Some(index) = fitting(&of_method).or_else(|| fitting(&|paths| !of_method(paths))) {
        return Owner::One(index);
    }
    if usual.is_foreign(&target) {
        return Owner::Foreign;
    }
    let part = Part::of_path(target.path);
    let same =
        operations.iter().position(|paths| of_method(paths) && (paths.part == part || paths.part == Part::Whole));
    same.map_or(Owner::Other, Owner::One)
}
