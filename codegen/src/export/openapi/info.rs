//! The head of the document: title, version, servers, tags.
//!
//! In: the options of the caller, and the model. Out: the members for these parts of the head. A member that the
//! options do not set is derived from the pages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::document::Document;
use crate::api::{Api, Exchange, Operation};
use crate::export::object::Object;

impl Document<'_> {
    pub(super) fn info(&self) -> Value {
        let servers = self.roots();
        let last = servers.first().and_then(|root| root.trim_end_matches('/').rsplit('/').next());
        let version = self.options.version.as_deref().or(last.filter(|part| is_version(part)));
        let description = "Made of API reference pages: `x-routes` names the pages of each operation. \
            The alternatives in `security` stand, for each kind of caller, from the least to the most privileged.";
        Object::new()
            .set("title", self.options.title.as_deref().unwrap_or_else(|| namespace(self.api)))
            .set("version", version.unwrap_or("1"))
            .set("description", description)
            .build()
    }

    pub(super) fn servers(&self) -> Value {
        let roots = self.roots();
        let urls: Vec<&str> = if roots.is_empty() { vec!["/"] } else { roots.iter().map(String::as_str).collect() };
        urls.into_iter().map(|url| json!({ "url": url })).collect()
    }

    /// The service roots in the options, or else the root of most example requests. If several roots are equally
    /// frequent, it is the first by name.
    fn roots(&self) -> Vec<String> {
        if !self.options.servers.is_empty() {
            return self.options.servers.clone();
        }
        service_root(self.api).map(str::to_owned).into_iter().collect()
    }

    /// One tag for each Rust module of routes, such as `users`. The description of the tag is that of the type that the
    /// module is about.
    pub(super) fn tags(&self) -> Value {
        let modules = self.plan.routes.iter().filter(|module| !module.operations.is_empty());
        let tag = |module: &crate::plan::RouteModule| {
            let subject = module.operations.iter().find_map(|&id| self.api[id].subject).map(|id| &self.api[id]);
            let description = subject.map(|ty| self.prose(&ty.doc)).unwrap_or_default();
            let pages = subject.and_then(|ty| ty.pages.first().copied());
            Object::new()
                .set("name", module.word("."))
                .text("description", &description)
                .some("externalDocs", self.external_docs(pages))
                .text("x-displayName", &module.subject)
                .build()
        };
        modules.map(tag).collect()
    }
}

/// The service root of most example requests. If several roots are equally frequent, it is the first by name.
pub(crate) fn service_root(api: &Api) -> Option<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in &api.operations {
        for root in operation.exchanges.iter().filter_map(|exchange| root_of(operation, exchange)) {
            *counts.entry(root).or_default() += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(root, _)| root)
}

/// The namespace with the most types.
pub(crate) fn namespace(api: &Api) -> &str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ty in &api.types {
        *counts.entry(&ty.name.namespace).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or("API", |(name, _)| name)
}

/// The service root of an example request: its URL without the segments of the route and without the query. `None` if
/// the request fits no route, or if its request line has no URL with a host.
fn root_of<'a>(operation: &Operation, exchange: &'a Exchange) -> Option<&'a str> {
    let route = operation.routes.get(exchange.call.as_ref()?.route)?;
    let target = exchange.request_line.split_whitespace().nth(1)?;
    let address = target.split(['?', '#']).next()?.trim_end_matches('/');
    let scheme = address.find("://")? + "://".len();
    let mut end = address.len();
    for _ in &route.template.segments {
        end = address[..end].rfind('/').filter(|&slash| slash > scheme)?;
    }
    Some(&address[..end])
}

/// Whether a segment is a version such as `v1.0` or `beta`.
fn is_version(part: &str) -> bool {
    let numbered = part.strip_prefix('v').unwrap_or(part);
    part == "beta" || (numbered.starts_with(|first: char| first.is_ascii_digit()) && !part.contains(':'))
}
