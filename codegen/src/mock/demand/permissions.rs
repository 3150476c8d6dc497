//! Checks whether the token of a request suffices.
//!
//! In: the permission tables of an operation, and the header `Authorization`. Out: nothing, or a refusal that names the
//! least privileged permissions that suffice. Invariant: the signature of a token is not checked, and a page without a
//! table demands nothing.

use graph_runtime::http::StatusCode;
use graph_runtime::server::Token;

use crate::api::{Operation, Permissions, Scopes};

/// The refusal of a token that does not suffice: the status, the error code, and the reason.
pub(in crate::mock) struct Insufficient {
    pub(in crate::mock) status: StatusCode,
    pub(in crate::mock) code: &'static str,
    pub(in crate::mock) reason: String,
}

/// Checks whether the token in the header `Authorization` has scopes or roles with which the operation may be called.
pub(in crate::mock) fn check(operation: &Operation, authorization: Option<&str>) -> Result<(), Insufficient> {
    let tables = &operation.permissions;
    if tables.iter().all(|table| rows(table).next().is_none()) {
        return Ok(());
    }
    let Some(token) = authorization.and_then(Token::read) else {
        return Err(Insufficient {
            status: StatusCode::UNAUTHORIZED,
            code: "InvalidAuthenticationToken",
            reason: "the token is no JWT with `scp` or `roles`".to_owned(),
        });
    };
    let granted = |scopes: &Scopes| scopes.iter().all(|scope| token.grants(scope));
    let kinds: fn(&Permissions) -> [&Vec<Scopes>; 2] = match token.is_application {
        true => |table| [&table.application, &table.application],
        false => |table| [&table.delegated_work, &table.delegated_personal],
    };
    if tables.iter().any(|table| kinds(table).iter().any(|rows| rows.iter().any(granted))) {
        return Ok(());
    }
    let least = tables.iter().flat_map(|table| kinds(table).into_iter().filter_map(|rows| rows.first())).next();
    let needed = match least {
        Some(least) => format!("`{}` would do", least.join("` and `")),
        None if token.is_application => "no application permission is documented".to_owned(),
        None => "no delegated permission is documented".to_owned(),
    };
    Err(Insufficient {
        status: StatusCode::FORBIDDEN,
        code: "Authorization_RequestDenied",
        reason: format!("the scopes of the token do not suffice: {needed}"),
    })
}

fn rows(table: &Permissions) -> impl Iterator<Item = &Scopes> {
    table.delegated_work.iter().chain(&table.delegated_personal).chain(&table.application)
}
