//! Example requests that another page documents.
//!
//! In: the exchanges of a page (its example requests with their responses). Out: the same exchanges; an exchange
//! whose request another page documents now belongs to the operation of that page. If none of the examples calls an
//! operation of its own page, all exchanges stay. On a page without operations, each request that no page documents
//! gets a finding.

use graph_runtime::server::TemplateIndex;

use super::fit::fit;
use super::linked_exchange::{LinkedExchange, of_page};
use super::owners::Usual;
use crate::api::Api;
use crate::code;
use crate::decl::BodyDecl;
use crate::decl::body::target::RequestParts;
use crate::diagnostic::{Diagnostic, Subject};

/// The paths of the operations of all pages, to find the page that documents a request.
pub(super) struct AllRoutes {
    index: TemplateIndex,
    /// For each path the index of the operation that has it.
    operations: Vec<usize>,
}

impl AllRoutes {
    pub(super) fn new(api: &Api) -> AllRoutes {
        let mut everywhere = AllRoutes { index: TemplateIndex::default(), operations: Vec::new() };
        for (index, operation) in api.operations.iter().enumerate() {
            for route in &operation.routes {
                everywhere.index.push(&route.template.path);
                everywhere.operations.push(index);
            }
        }
        everywhere
    }
}

/// Assigns an example request that another page documents to the operation of that page. A page may show such a
/// request because clients send it next. If the examples of a page never call an operation of the page itself, all of
/// them stay.
pub(super) fn assign_to_other_pages(
    api: &Api,
    everywhere: &AllRoutes,
    mut tied: Vec<LinkedExchange>,
) -> Vec<LinkedExchange> {
    if tied.iter().all(|tied| tied.exchange.call.is_none()) {
        return tied;
    }
    for tied in tied.iter_mut().filter(|tied| tied.exchange.call.is_none() && tied.added.is_none()) {
        let Some(target) = RequestParts::parse(&tied.exchange.request_line) else { continue };
        let found = everywhere.index.find(target.path).into_iter().map(|(template, _)| everywhere.operations[template]);
        let is_meant = |index: &usize| api.operations[*index].method.as_str().eq_ignore_ascii_case(target.method);
        let Some(other) =
            found.filter(is_meant).find(|index| api.operations[*index].page != api.operations[tied.owner].page)
        else {
            continue;
        };
        let templates = api.operations[other].routes.iter().map(|route| &*route.template);
        if let Some(fit) = fit(templates, &target).filter(|fit| fit.differences.is_empty()) {
            tied.exchange.call = Some(fit.call);
            tied.exchange.findings.clear();
            let page = api.operations[other].page;
            tied.elsewhere = Some((page, other - of_page(api, page).start));
            tied.findings.clear();
        }
    }
    tied
}

/// The finding about an example request on a page without operations, if no page documents its path and method. A
/// request to another host needs no page.
pub(super) fn undocumented(
    api: &Api,
    everywhere: &AllRoutes,
    usual: &Usual<'_>,
    request: &BodyDecl,
) -> Option<Diagnostic> {
    let line = request.request_line.as_ref()?;
    let target = RequestParts::parse(&line.value).filter(|target| !usual.is_foreign(target))?;
    let mut found = everywhere.index.find(target.path).into_iter().map(|(template, _)| everywhere.operations[template]);
    if found.any(|index| api.operations[index].method.as_str().eq_ignore_ascii_case(target.method)) {
        return None;
    }
    let message = format!("no page documents the example request `{} {}`", target.method, target.path);
    let told = Diagnostic::new(code::EXAMPLE_PATH, line.span, message);
    Some(
        told.help("add a page that documents the operation, or correct the request").about(Subject::words(&line.value)),
    )
}
