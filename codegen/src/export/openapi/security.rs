//! Security: OAuth 2.0 scopes by kind of caller.
//!
//! In: the permission tables of operations. Out: one security scheme for each kind of caller, and the alternatives of
//! each operation. An alternative is a set of scopes that suffice together, such as `User.Read` with `Mail.Send`.
//! Invariant: the alternatives of a kind of caller have the order of the tables, from the least to the most privileged.
//! A kind of caller without alternatives may not call the operation. If alternatives cannot express everything in the
//! tables, `x-permissions` contains the tables too.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::document::Document;
use super::paths::Member;
use crate::api::{Caller, Permissions};
use crate::export::object::Object;

/// The security schemes: the kind of caller, a description of it, and the segment of the token URL that names the
/// tenant, such as `consumers` in `/consumers/oauth2/v2.0/token`.
const SCHEMES: [(Caller, &str, &str); 3] = [
    (Caller::DelegatedWork, "A person with a work or school account.", "organizations"),
    (Caller::DelegatedPersonal, "A person with a personal account.", "consumers"),
    (
        Caller::Application,
        "An application without a person; `organizations` in the address stands for its tenant.",
        "organizations",
    ),
];

fn name(caller: Caller) -> &'static str {
    match caller {
        Caller::DelegatedWork => "delegatedWork",
        Caller::DelegatedPersonal => "delegatedPersonal",
        Caller::Application => "application",
    }
}

/// The security requirements for operations whose pages name no permissions: any kind of caller, and no scopes.
pub(super) fn any_caller() -> Value {
    Caller::ALL.iter().map(|&caller| json!({ name(caller): [] })).collect()
}

/// The permission tables that apply to these routes. Of equal tables only the first is kept.
fn permissions<'a>(members: &[Member<'a>]) -> Vec<&'a Permissions> {
    let mut all: Vec<&Permissions> = Vec::new();
    for member in members {
        let tables = member.operation.permissions.iter().filter(|table| table.is_about(member.constructor.route));
        for table in tables {
            let is_same = |known: &&Permissions| {
                known.label == table.label && Caller::ALL.iter().all(|&caller| known.of(caller) == table.of(caller))
            };
            if !all.iter().any(is_same) {
                all.push(table);
            }
        }
    }
    all
}

/// The member `security` of an OpenAPI operation: one security requirement for each alternative in the permission
/// tables. A caller has to meet only one of them.
pub(super) fn alternatives(members: &[Member<'_>]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let tables = permissions(members);
    for caller in Caller::ALL {
        for scopes in tables.iter().filter_map(|table| table.of(caller)).flatten() {
            let requirement = json!({ name(caller): scopes });
            if !all.contains(&requirement) {
                all.push(requirement);
            }
        }
    }
    all
}

/// The value of `x-permissions`: the permission tables in full. It is empty if there is no table, or if there is one
/// table and [`alternatives`] expresses everything in it.
pub(super) fn tables(members: &[Member<'_>]) -> Vec<Value> {
    let tables = permissions(members);
    let is_told = |table: &&Permissions| {
        let stated: usize = Caller::ALL.iter().filter_map(|&caller| table.of(caller)).map(<[_]>::len).sum();
        // If the table lists an alternative twice, the numbers differ, because `alternatives` lists each only once.
        table.label.is_none() && table.unknown.is_empty() && stated > 0 && stated == alternatives(members).len()
    };
    if let [only] = &tables[..]
        && is_told(only)
    {
        return Vec::new();
    }
    let table = |table: &&Permissions| {
        let callers = Caller::ALL.iter().map(|&caller| (name(caller).to_owned(), json!(table.of(caller))));
        Object::new().some("label", table.label.as_deref()).and(callers.collect()).build()
    };
    tables.iter().map(table).collect()
}

impl Document<'_> {
    /// The security schemes, each with every scope that an operation names for this kind of caller.
    pub(super) fn security_schemes(&self) -> Vec<(&'static str, Value)> {
        let scheme = |(caller, text, tenant): (Caller, &str, &str)| {
            let address =
                |end: &str| format!("{}/{tenant}/oauth2/v2.0/{end}", self.options.authority.trim_end_matches('/'));
            let flow = match caller {
                Caller::Application => {
                    json!({ "clientCredentials": { "tokenUrl": address("token"), "scopes": self.scopes(caller) } })
                }
                Caller::DelegatedWork | Caller::DelegatedPersonal => json!({
                    "authorizationCode": { "authorizationUrl": address("authorize"), "tokenUrl": address("token"), "scopes": self.scopes(caller) },
                }),
            };
            (name(caller), json!({ "type": "oauth2", "description": text, "flows": flow }))
        };
        SCHEMES.into_iter().map(scheme).collect()
    }

    /// The scopes for a kind of caller, each with a description that says how many OpenAPI operations the scope allows,
    /// and for how many of them it is the least privileged scope.
    fn scopes(&self, caller: Caller) -> Value {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for members in self.paths.items.iter().flat_map(|item| item.methods.values()) {
            let mut opened: BTreeMap<&str, bool> = BTreeMap::new();
            for table in permissions(members) {
                for (position, scopes) in table.of(caller).unwrap_or_default().iter().enumerate() {
                    let is_least = position == 0;
                    scopes.iter().for_each(|scope| *opened.entry(scope).or_default() |= is_least);
                }
            }
            for (scope, is_least) in opened {
                let count = counts.entry(scope).or_default();
                count.0 += 1;
                count.1 += usize::from(is_least);
            }
        }
        let described =
            counts.into_iter().map(|(scope, (all, least))| (scope.to_owned(), Value::String(described(all, least))));
        described.collect::<Object>().build()
    }
}

fn described(all: usize, least: usize) -> String {
    let operations = if all == 1 { "1 operation".to_owned() } else { format!("{all} operations") };
    match least {
        0 => format!("Allows {operations}; a less privileged scope allows each of them too."),
        _ if least == all => format!("Allows {operations}, and is the least privileged scope in each case."),
        _ => format!("Allows {operations}, and is the least privileged scope for {least} of them."),
    }
}
