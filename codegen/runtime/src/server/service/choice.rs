//! Chooses the route that answers a request.
//!
//! In: a request. Out: the template of the route, or the answer if no page documents the request. If several pages
//! document the path, those with a handler are preferred; if there is none, those with an example of exactly this
//! request; if there is none, those with the fewest placeholders in the path. Invariant: among the preferred pages the
//! smallest [`Rank`] decides, as in the mock.

use super::Service;
use crate::route::PathMatch;
use crate::route::read::below;
use crate::server::answer::documentation;
use crate::server::answer::rank::Rank;
use crate::server::request::path_options;
use crate::server::{RequestTarget, protocol};
use http::{Method, Request, Response};
use std::cmp::Reverse;
use std::collections::BTreeSet;

impl Service {
    /// Chooses the template that answers a request: its position in `templates`, and the arguments in the path. The
    /// error is the response to a request that no page documents, with status 404 or 405.
    pub(super) fn found(&self, request: &Request<Vec<u8>>) -> Result<(usize, PathMatch), Box<Response<Vec<u8>>>> {
        // The answer to `HEAD` is the answer to `GET`; its body is removed at the end.
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let found = below(&self.service_root, request.uri()).map(|target| self.index.find(target)).unwrap_or_default();
        let allowed: BTreeSet<&str> =
            found.iter().map(|(template, _)| self.operation(*template).method().as_str()).collect();
        let mut candidates: Vec<(usize, PathMatch)> = found;
        candidates.retain(|(template, _)| self.operation(*template).method() == method);
        let refused = || Box::new(protocol::undocumented(request, &allowed));
        if candidates.len() < 2 {
            return candidates.pop().ok_or_else(refused);
        }
        let target = self.target(request).and_then(RequestTarget::parse).unwrap_or_default();
        let is_shown =
            |template: usize| documentation::relation(&self.operation(template).documented, request, &target).is_shown;
        if !self.retain(&mut candidates, |template| self.operation(template).handler.is_some())
            && !self.retain(&mut candidates, is_shown)
        {
            // Prefers fixed text to keys: `/users/delta` to `/users/{id}`.
            let fewest = candidates.iter().map(|(_, reading)| reading.arguments.len()).min();
            candidates.retain(|(_, reading)| Some(reading.arguments.len()) == fewest);
        }
        let best =
            candidates.into_iter().min_by_key(|(template, reading)| self.rank(*template, reading, request, &target));
        best.ok_or_else(refused)
    }

    /// Keeps only the candidates for which `is_one` returns true. If it is true for no candidate, all are kept, and the
    /// result is `false`.
    fn retain(&self, candidates: &mut Vec<(usize, PathMatch)>, is_one: impl Fn(usize) -> bool) -> bool {
        let kept: Vec<usize> = candidates.iter().map(|(template, _)| *template).filter(|at| is_one(*at)).collect();
        if !kept.is_empty() {
            candidates.retain(|(template, _)| kept.contains(template));
        }
        !kept.is_empty()
    }

    fn rank(&self, template: usize, reading: &PathMatch, request: &Request<Vec<u8>>, target: &RequestTarget) -> Rank {
        let (operation, _) = self.templates[template];
        let documented = &self.operations[operation].documented;
        let first = self.templates.iter().position(|(of, _)| *of == operation).unwrap_or(template);
        let path = documented.path(template - first);
        let options = path_options::compare(path.options.iter().copied(), &reading.query);
        let relation = documentation::relation(documented, request, target);
        let is_refused =
            relation.distance > 0 || !options.faults.is_empty() || self.refuse_incomplete(operation, request).is_some();
        Rank {
            is_refused,
            lacks_options: options.is_lacking,
            distance: if is_refused { relation.distance } else { 0 },
            options: Reverse(options.score),
            names_type: Reverse(relation.names_type),
            fit: Reverse(path.fit),
            likeness: Reverse(relation.likeness),
            template,
        }
    }
}
