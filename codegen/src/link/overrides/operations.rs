//! Statements about operations: what comes back, and which routes there are.
//!
//! In: the operations that the pages state. Out: the same, corrected. Invariant: an operation keeps at least one route.

use super::{Outcome, Pass, impossible, missing, without_effect};
use crate::api::{Api, Method, Operation, ResponseBody, Route};
use crate::code;
use crate::decl::template;
use crate::diagnostic::Diagnostic;
use crate::overrides::{Change, OperationChange, Statement, TypeNotation};

impl Pass<'_> {
    /// Operations, before anything is built upon them.
    pub(in crate::link) fn operations(&mut self, api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let Change::Operation(method, change) = &statement.change else { continue };
            let outcome = operation(statement, *method, api).and_then(|index| match change {
                OperationChange::Response(ty) => {
                    self.response(statement, ty.as_ref(), &mut api.operations[index])?;
                    let source = api[api.operations[index].page].source;
                    diagnostics
                        .retain(|finding| finding.code != code::RETURN_UNRESOLVED || finding.span.source != source);
                    Ok(())
                }
                OperationChange::AddRoute(path) => add(statement, path, &mut api.operations[index]),
                OperationChange::RemoveRoute(path) => remove(statement, path, &mut api.operations[index]),
            });
            self.settle(outcome, diagnostics);
        }
    }

    fn response(&self, statement: &Statement, ty: Option<&TypeNotation>, operation: &mut Operation) -> Outcome {
        let body = match ty {
            Some(ty) => ResponseBody::Value(self.reference(statement, ty)?),
            None => ResponseBody::None,
        };
        if operation.response.body == body {
            return Err(without_effect(statement, "it is the response already"));
        }
        // RFC 9110 §15.3.5: a `204 No Content` has none.
        if body != ResponseBody::None && operation.response.status == [204] {
            return Err(impossible(statement, "the page answers `204`, which has no body"));
        }
        operation.response.body = body;
        operation.response.span = statement.span;
        Ok(())
    }
}

/// The operation that a statement is about.
fn operation(statement: &Statement, method: Method, api: &Api) -> Result<usize, Diagnostic> {
    let path = &statement.target.value;
    let of_page = |operation: &Operation| api[operation.page].path == *path && operation.method == method;
    let found = || missing(statement, format!("`{path}` has no operation with `{}`", method.as_str()));
    api.operations.iter().position(of_page).ok_or_else(found)
}

fn add(statement: &Statement, path: &str, operation: &mut Operation) -> Outcome {
    let template = match template::parse(path) {
        Ok((template, healed)) if healed.is_empty() => template,
        Ok(_) | Err(_) => return Err(impossible(statement, format!("`{path}` is no path such as `/users/{{id}}`"))),
    };
    if operation.routes.iter().any(|route| route.template.path == template.path) {
        return Err(without_effect(statement, format!("`{path}` is a route already")));
    }
    operation.routes.push(Route { template, raw: path.to_owned(), span: statement.span });
    Ok(())
}

fn remove(statement: &Statement, path: &str, operation: &mut Operation) -> Outcome {
    let is_route = |route: &Route| route.template.path == path || route.raw == path;
    if !operation.routes.iter().any(is_route) {
        return Err(missing(statement, format!("`{path}` is no route of the operation")));
    }
    if operation.routes.iter().all(is_route) {
        return Err(impossible(statement, "an operation without a route"));
    }
    operation.routes.retain(|route| !is_route(route));
    Ok(())
}
