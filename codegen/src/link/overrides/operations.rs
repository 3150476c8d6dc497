//! Entries about operations: names, responses, routes, permissions and parameters.
//!
//! In: the documented operations. Out: the corrected operations. Invariant: an operation keeps at least one route.

use std::sync::Arc;

use super::{Applied, OverridePass, impossible, missing, without_effect};
use crate::api::{Api, Caller, Method, Operation, Permissions, RequestBody, ResponseBody, Route, RouteOrigin};
use crate::code::{self, Code};
use crate::decl::template;
use crate::diagnostic::Diagnostic;
use crate::overrides::{Change, OperationChange, ParameterChange, PermissionChange, Statement, TypeNotation};

impl OverridePass<'_> {
    /// Applies entries about operations, before other passes use them.
    pub(in crate::link) fn operations(&mut self, api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
        // Entries about the status come first, because the status decides whether a response can have a body.
        let is_status =
            |statement: &&Statement| matches!(statement.change, Change::Operation(_, OperationChange::Status(_)));
        let (status, others): (Vec<_>, Vec<_>) = self.statements.iter().partition(is_status);
        for statement in status.into_iter().chain(others) {
            let Change::Operation(method, change) = &statement.change else { continue };
            let outcome = operation(statement, *method, api).and_then(|index| {
                let source = api[api.operations[index].page].source;
                let settled = |code: Code, diagnostics: &mut Vec<Diagnostic>| {
                    diagnostics.retain(|finding| finding.code != code || finding.span.source != source);
                };
                let operation = &mut api.operations[index];
                match change {
                    OperationChange::Response(ty) => {
                        self.response(statement, ty.as_ref(), operation)?;
                        settled(code::RETURN_UNRESOLVED, diagnostics);
                    }
                    OperationChange::Status(codes) => {
                        answered(statement, codes, operation)?;
                        settled(code::NO_STATUS, diagnostics);
                    }
                    OperationChange::Name(name) => operation.pinned = Some(name.clone()),
                    OperationChange::AddRoute(path) => add(statement, path, operation)?,
                    OperationChange::RemoveRoute(path) => remove(statement, path, operation)?,
                    OperationChange::Permissions(change) => permitted(statement, change, operation)?,
                    OperationChange::Parameter(name, change) => self.parameter(statement, name, change, operation)?,
                }
                Ok(())
            });
            self.settle(outcome, diagnostics);
        }
    }

    fn parameter(
        &self,
        statement: &Statement,
        name: &str,
        change: &ParameterChange,
        operation: &mut Operation,
    ) -> Applied {
        let sent = match &mut operation.request {
            RequestBody::Parameters(parameters) => parameters.iter_mut(),
            RequestBody::None | RequestBody::Value(_) | RequestBody::Patch { .. } | RequestBody::Stream { .. } => {
                [].iter_mut()
            }
        };
        let mut all = operation.parameters.iter_mut().chain(sent);
        let found = all.find(|parameter| parameter.name == name);
        let parameter = found.ok_or_else(|| missing(statement, format!("the page lists no parameter `{name}`")))?;
        let ty = change.ty.as_ref().map(|ty| self.reference(statement, ty)).transpose()?;
        let after = (ty.or(parameter.ty), change.required.or(parameter.required));
        if after == (parameter.ty, parameter.required) {
            return Err(without_effect(statement, format!("`{name}` is documented like this already")));
        }
        (parameter.ty, parameter.required) = after;
        Ok(())
    }

    fn response(&self, statement: &Statement, ty: Option<&TypeNotation>, operation: &mut Operation) -> Applied {
        let body = match ty {
            Some(ty) => ResponseBody::Value(self.reference(statement, ty)?),
            None => ResponseBody::None,
        };
        if operation.response.body == body {
            return Err(without_effect(statement, "the response is documented like this already"));
        }
        // RFC 9110 §15.3.5: a `204 No Content` response has no body.
        if body != ResponseBody::None && operation.response.status == [204] {
            return Err(impossible(statement, "the operation returns `204`, and such a response has no body"));
        }
        operation.response.body = body;
        operation.response.span = statement.span;
        Ok(())
    }
}

/// The index of the operation that an entry of `overrides.toml` names by its page and method.
fn operation(statement: &Statement, method: Method, api: &Api) -> Result<usize, Diagnostic> {
    let path = &statement.target.value;
    let of_page = |operation: &Operation| api[operation.page].path == *path && operation.method == method;
    let found = || missing(statement, format!("`{path}` has no operation with `{}`", method.as_str()));
    api.operations.iter().position(of_page).ok_or_else(found)
}

/// Sets the status codes of a response. If 204 is the only code, the response has no body.
fn answered(statement: &Statement, codes: &[u16], operation: &mut Operation) -> Applied {
    let response = &mut operation.response;
    if response.status == codes {
        return Err(without_effect(statement, "the response has these status codes already"));
    }
    response.stated = codes.len();
    response.status = codes.to_vec();
    response.span = statement.span;
    if codes == [204] {
        response.body = ResponseBody::None;
    }
    Ok(())
}

/// Sets the permissions of one kind of caller. An entry with a label changes the permission table with that label. An
/// entry without a label needs a page with a single permission table.
fn permitted(statement: &Statement, change: &PermissionChange, operation: &mut Operation) -> Applied {
    let tables = Arc::make_mut(&mut operation.permissions);
    if tables.is_empty() && change.label.is_none() && !change.alternatives.is_empty() {
        let unknown = Caller::ALL.to_vec();
        tables.push(Permissions { span: statement.span, unknown, ..Permissions::default() });
    }
    let found = match &change.label {
        Some(label) => format!("no permission table of the page is labelled `{label}`"),
        None if tables.is_empty() => return Err(without_effect(statement, "the page states no permissions")),
        None => "the page has several permission tables, and the entry has no label".to_owned(),
    };
    let table = match &change.label {
        Some(label) => tables.iter_mut().find(|table| table.label.as_deref() == Some(label)),
        None if tables.len() == 1 => tables.first_mut(),
        None => None,
    };
    let table = table.ok_or_else(|| missing(statement, found))?;
    let caller = match change.caller {
        Caller::DelegatedWork => &mut table.delegated_work,
        Caller::DelegatedPersonal => &mut table.delegated_personal,
        Caller::Application => &mut table.application,
    };
    let is_unknown = table.unknown.contains(&change.caller);
    if *caller == change.alternatives && !is_unknown {
        return Err(without_effect(statement, "the page states these permissions already"));
    }
    caller.clone_from(&change.alternatives);
    table.unknown.retain(|unknown| *unknown != change.caller);
    Ok(())
}

fn add(statement: &Statement, path: &str, operation: &mut Operation) -> Applied {
    let template = match template::parse(path) {
        Ok((template, healed)) if healed.is_empty() => template,
        Ok(_) | Err(_) => {
            return Err(impossible(
                statement,
                format!("`{path}` does not have the form of a path such as `/users/{{id}}`"),
            ));
        }
    };
    if operation.routes.iter().any(|route| route.template.path == template.path) {
        return Err(without_effect(statement, format!("`{path}` is a route already")));
    }
    let (template, origin) = (Arc::new(template), RouteOrigin::RequestLine);
    operation.routes.push(Route { template, raw: path.to_owned(), origin, span: statement.span });
    Ok(())
}

fn remove(statement: &Statement, path: &str, operation: &mut Operation) -> Applied {
    let is_route = |route: &Route| route.template.path == path || route.raw == path;
    if !operation.routes.iter().any(is_route) {
        return Err(missing(statement, format!("`{path}` is not a route of the operation")));
    }
    if operation.routes.iter().all(is_route) {
        return Err(impossible(statement, "the operation would have no route"));
    }
    operation.routes.retain(|route| !is_route(route));
    Ok(())
}
