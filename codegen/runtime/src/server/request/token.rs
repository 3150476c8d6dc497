//! Reads the permissions that a token grants.
//!
//! In: the header `Authorization`. Out: the scopes in its JWT (RFC 7519). Invariant: the signature is not checked.

use crate::{Binary, Json};

/// The permissions in a token: its claim `scp` for a user, `roles` for an application.
#[derive(Debug)]
#[doc(hidden)]
pub struct Token {
    scopes: Vec<String>,
    /// Whether the token belongs to an application without a user: it has `roles`.
    pub is_application: bool,
}

impl Token {
    /// The token in a header; `None` if it is not a JWT with such claims.
    #[doc(hidden)]
    pub fn read(authorization: &str) -> Option<Self> {
        let token = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))?.1;
        let claims = Binary::from(token.trim().split('.').nth(1)?).decode().ok()?;
        let claims: Json = serde_json::from_slice(&claims).ok()?;
        if let Some(scopes) = claims.get("scp").and_then(Json::as_str) {
            let scopes = scopes.split_whitespace().map(str::to_owned).collect();
            return Some(Self { scopes, is_application: false });
        }
        let roles = claims.get("roles")?.as_array()?;
        let scopes = roles.iter().filter_map(|role| role.as_str().map(str::to_owned)).collect();
        Some(Self { scopes, is_application: true })
    }

    /// Whether the token grants a permission, such as `Mail.Read`.
    #[doc(hidden)]
    pub fn grants(&self, scope: &str) -> bool {
        self.scopes.iter().any(|has| has.eq_ignore_ascii_case(scope))
    }
}

/// The message for a token with too few permissions. It names `least`, the least privileged permissions that suffice.
pub(in crate::server) fn insufficient(least: Option<&[&str]>, is_application: bool) -> String {
    let needed = match least {
        Some(least) => format!("`{}` would do", least.join("` and `")),
        None if is_application => "no application permission is documented".to_owned(),
        None => "no delegated permission is documented".to_owned(),
    };
    format!("the scopes of the token do not suffice: {needed}")
}
