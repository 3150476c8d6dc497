//! Invalid values of query options.
//!
//! In: the query options of a request, and the type that the operation returns. Out: what is wrong with each option.
//! Invariant: an option is refused only by a rule of OData or of the page. An option without `$` is not checked,
//! because pages define such options.

use crate::api::{Api, ItemType, Operation, ResponseBody, TypeId};
use crate::text::near;

use crate::mock::received::short;

/// The query options that are wrong, in the order of the request: the name of each, and what is wrong.
pub(in crate::mock) fn faults(api: &Api, operation: &Operation, options: &[(String, String)]) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    for (index, (name, value)) in options.iter().enumerate() {
        // OData 4.01 Protocol, section 11.2.1: a system query option occurs at most once.
        if name.starts_with('$') && options[..index].iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
            faults.push((name.clone(), "it occurs twice".to_owned()));
            continue;
        }
        // An option without a dollar sign is not checked here, although OData allows it (OData 4.01 URL Conventions,
        // section 5.1).
        let reason = match name.strip_prefix('$').unwrap_or_default().to_ascii_lowercase().as_str() {
            "top" | "skip" => number(value),
            "count" => (!["true", "false"].iter().any(|known| value.eq_ignore_ascii_case(known)))
                .then(|| format!("`{}`, where `true` or `false` belongs", short(value))),
            "select" => select(api, operation, value),
            "orderby" => order(value),
            "expand" | "filter" => parentheses(value),
            other => unknown(operation, name, other),
        };
        faults.extend(reason.map(|reason| (name.clone(), reason)));
    }
    faults
}

/// The names that may follow a dollar sign: the query options of OData, and those that services put into links, such as
/// `$skiptoken`.
const KNOWN: &[&str] = &[
    "apply",
    "compute",
    "continuationtoken",
    "count",
    "deltalink",
    "deltatoken",
    "expand",
    "filter",
    "format",
    "index",
    "levels",
    "orderby",
    "schemaversion",
    "search",
    "select",
    "skip",
    "skiptoken",
    "token",
    "top",
];

fn unknown(operation: &Operation, name: &str, bare: &str) -> Option<String> {
    let is_shown = || operation.exchanges.iter().any(|exchange| exchange.request_line.contains(&format!("{name}=")));
    if !name.starts_with('$') || KNOWN.contains(&bare) || is_shown() {
        return None;
    }
    let near = near::slip(bare, KNOWN.iter().copied());
    let perhaps = near.map_or_else(String::new, |near| format!(", perhaps `${near}`"));
    Some(format!("OData has no such option{perhaps}"))
}

/// What is wrong with `$orderby`: the first item that ends with something else than `asc` or `desc`.
fn order(value: &str) -> Option<String> {
    let has_direction = |item: &str| match item.split_whitespace().collect::<Vec<_>>()[..] {
        [_] => true,
        [_, direction] => ["asc", "desc"].iter().any(|known| direction.eq_ignore_ascii_case(known)),
        _ => false,
    };
    // A function call such as `geo.distance(a, b)` contains commas and blanks of its own, so a value with a parenthesis
    // is not checked.
    let wrong = value.split(',').filter(|_| !value.contains('(')).find(|item| !has_direction(item))?;
    Some(format!("`{}`, where a property with `asc` or `desc` belongs", short(wrong)))
}

/// What is wrong with the parentheses of an expression: the first one without a counterpart. Quoted texts do not count.
fn parentheses(value: &str) -> Option<String> {
    let mut depth = 0_usize;
    for c in value.split('\'').step_by(2).flat_map(str::chars) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some("a parenthesis is not opened".to_owned()),
            ')' => depth -= 1,
            _ => {}
        }
    }
    (depth > 0).then(|| "a parenthesis is not closed".to_owned())
}

fn number(value: &str) -> Option<String> {
    value.parse::<u32>().is_err().then(|| format!("`{}`, where a number belongs", short(value)))
}

/// What is wrong with `$select`: the first name that is no property of the returned type.
fn select(api: &Api, operation: &Operation, value: &str) -> Option<String> {
    let ResponseBody::Value(answered) = operation.response.body else { return None };
    let ItemType::Structured(ty) = answered.item else { return None };
    let is_known = |name: &str| {
        let first = name.split('/').next().unwrap_or(name);
        // Names with other characters belong to extensions or casts, which are not checked.
        !first.bytes().all(|byte| byte.is_ascii_alphanumeric()) || has_member(api, ty, first)
    };
    if api.is_open(ty) || api.members(ty).next().is_none() {
        return None;
    }
    let mut names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
    let unknown = names.find(|name| !is_known(name))?;
    let near = near::slip(unknown, api.members(ty).map(|member| member.name.as_str()));
    let perhaps = near.map_or_else(String::new, |near| format!(", perhaps `{near}`"));
    Some(format!("`{}` is no property of `{}`{perhaps}", short(unknown), api[ty].name))
}

/// Whether the type, or one that derives from it, has a member with this name in any letter case.
fn has_member(api: &Api, ty: TypeId, name: &str) -> bool {
    let mut open = vec![ty];
    while let Some(id) = open.pop() {
        if api.member_in_any_case(id, name).is_some() {
            return true;
        }
        open.extend(&api[id].derived);
    }
    false
}
