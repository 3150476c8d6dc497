//! Whether the token of a request suffices.
//!
//! In: the permission tables of an operation, and the header `Authorization`. Out: nothing, or the refusal, which names the
//! least privileged permissions that would do.
//! Invariant: the signature of a token is not looked at, and a page without a table demands nothing.

use graph_runtime::Binary;
use graph_runtime::http::StatusCode;
use serde_json::Value;

use crate::api::{Operation, Permissions, Scopes};

/// Why a token does not suffice.
pub(super) struct Insufficient {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) reason: String,
}

/// Checks the token.
pub(super) fn check(operation: &Operation, authorization: Option<&str>) -> Result<(), Insufficient> {
    let tables = &operation.permissions;
    if tables.iter().all(|table| rows(table).next().is_none()) {
        return Ok(());
    }
    let Some(token) = authorization.and_then(read) else {
        return Err(Insufficient {
            status: StatusCode::UNAUTHORIZED,
            code: "InvalidAuthenticationToken",
            reason: "the token is no JWT with `scp` or `roles`".to_owned(),
        });
    };
    let granted =
        |scopes: &Scopes| scopes.iter().all(|scope| token.scopes.iter().any(|has| has.eq_ignore_ascii_case(scope)));
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

struct Token {
    scopes: Vec<String>,
    is_application: bool,
}

/// The claims of a JWT (RFC 7519): `scp` of a user's token, `roles` of an application's.
fn read(authorization: &str) -> Option<Token> {
    let token = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))?.1;
    let claims = Binary::from(token.trim().split('.').nth(1)?).decode().ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    if let Some(scopes) = claims.get("scp").and_then(Value::as_str) {
        return Some(Token { scopes: scopes.split_whitespace().map(str::to_owned).collect(), is_application: false });
    }
    let roles = claims.get("roles")?.as_array()?;
    let scopes = roles.iter().filter_map(|role| role.as_str().map(str::to_owned)).collect();
    Some(Token { scopes, is_application: true })
}
