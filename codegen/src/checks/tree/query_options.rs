//! Query options of example requests that are misspelt, or name a misspelt property.
//!
//! In: the query options of each example request of an operation, and the type that the operation returns. Out:
//! findings. Only a name that resembles a property of the type, or of one of its derived types, is reported: a page
//! need not list all properties that a service knows.

use crate::api::{Api, ItemType, Operation, ResponseBody, TypeId};
use crate::code;
use crate::decl::vocabulary::QUERY_OPTIONS;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::text::near;

/// Words in `$filter` expressions that are operators or constants, not names of properties.
const WORDS: &[&str] = &["and", "or", "not", "eq", "ne", "gt", "ge", "lt", "le", "in", "has", "true", "false", "null"];

/// Compares the query options of example requests with the properties of the returned type.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let derived = Derived::of(linked.api);
    linked.api.operations.iter().flat_map(|operation| of_operation(linked.api, &derived, operation)).collect()
}

fn of_operation(api: &Api, derived: &Derived, operation: &Operation) -> Vec<Diagnostic> {
    let answered = match operation.response.body {
        ResponseBody::Value(ty) => match ty.item {
            ItemType::Structured(id) => Some(id),
            ItemType::Enum(_) | ItemType::Primitive(_) => None,
        },
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    let mut found = Vec::new();
    for exchange in &operation.exchanges {
        for (option, value) in exchange.call.iter().flat_map(|call| &call.query) {
            let report = |wrong: &str, near: &str, message: String| {
                Diagnostic::new(code::EXAMPLE_OPTION, exchange.span, message)
                    .help(format!("write `{near}`"))
                    .about(Subject::words(wrong))
                    .fix_unsafely(Edit::Word(exchange.span, wrong.to_owned(), near.to_owned()))
            };
            let lower = option.to_ascii_lowercase();
            if option.starts_with('$') && !QUERY_OPTIONS.contains(&lower.as_str()) {
                let near = near::slip(&lower, QUERY_OPTIONS.iter().copied());
                found.extend(near.map(|near| report(option, near, format!("OData has no query option `{option}`"))));
                continue;
            }
            if let Some(right) = without_dollar(operation, &lower) {
                let message = format!("the query option `{option}` has no dollar sign");
                found.push(report(option, &right, message));
                continue;
            }
            let Some(id) = answered else { continue };
            for name in names(&lower, value) {
                if let Some(near) = derived.misspelt_property(api, id, name) {
                    let message = format!("`{}` has no property `{name}`", api[id].name.name);
                    found.push(report(name, near, message));
                }
            }
        }
    }
    found
}

/// The OData query option that `name` is without its dollar sign: `$top` for `top`. `None` if OData has no such option,
/// if the operation documents a parameter of this name, or if no example request has an option with the sign.
fn without_dollar(operation: &Operation, name: &str) -> Option<String> {
    let right = format!("${name}");
    // Some services accept the options without the sign. So nothing is reported if no example request of the operation
    // has an option with it.
    let mut shown = operation.exchanges.iter().flat_map(|exchange| &exchange.call).flat_map(|call| &call.query);
    let is_stated = operation.parameters.iter().any(|parameter| parameter.name.eq_ignore_ascii_case(name));
    let is_option =
        ["$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count", "$search"].contains(&right.as_str());
    (is_option && !is_stated && shown.any(|(option, _)| option.starts_with('$'))).then_some(right)
}

/// The names of properties in the value of a query option: `size` and `name` for `size desc,name` of `$orderby`. Of a
/// path with several names only the first is taken.
fn names<'v>(option: &str, value: &'v str) -> Vec<&'v str> {
    match option {
        "$select" | "$expand" | "$orderby" => listed(value).filter_map(first_name).collect(),
        "$filter" => compared_names(value),
        _ => Vec::new(),
    }
}

/// The parts of a list such as `a,b(c,d)`, divided at its commas: `a` and `b(c,d)`. Commas within parentheses do not
/// divide.
fn listed(value: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    value.split(move |character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    })
}

/// The name of a property at the start of a path: `size` in `size/width`. `None` if the path starts with something
/// else, such as a cast.
fn first_name(path: &str) -> Option<&str> {
    let path = path.trim();
    let end = path.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    // `a.b/c` begins with a cast to the type `a.b`. A name that continues as in `a@b` or `a_b` is not that of an
    // ordinary property.
    (!name.is_empty() && !rest.starts_with(['.', '@', '_', '-', ':'])).then_some(name)
}

/// The names in a filter that are followed by an operator, such as `size` in `size gt 3`, outside of quotes.
fn compared_names(filter: &str) -> Vec<&str> {
    let mut found = Vec::new();
    // Skips the parts between quotes, which are every second part.
    for part in filter.split('\'').step_by(2) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for pair in words.windows(2) {
            let name = pair[0].trim_start_matches('(');
            let is_compared = ["eq", "ne", "gt", "ge", "lt", "le"].contains(&pair[1]);
            if is_compared && !name.contains(['(', ')', ':', '.']) && !WORDS.contains(&name) {
                found.extend(first_name(name));
            }
        }
    }
    found
}

/// For each type, by its index, all types that derive from it directly or indirectly.
struct Derived(Vec<Vec<TypeId>>);

impl Derived {
    fn of(api: &Api) -> Derived {
        let mut derived = vec![Vec::new(); api.types.len()];
        for index in 0..api.types.len() {
            let id = TypeId::from_index(index);
            api.bases(id).for_each(|base| derived[base.index()].push(id));
        }
        Derived(derived)
    }

    /// The property that a name misspells, such as `displayName` for `dispalyName`. `None` if a property has exactly
    /// this name in any letter case, or if no property resembles it.
    fn misspelt_property<'a>(&self, api: &'a Api, id: TypeId, name: &str) -> Option<&'a str> {
        let types = || std::iter::once(id).chain(self.0[id.index()].iter().copied());
        // An open type may have members of any name, so only a long name that resembles a documented property is taken
        // for a misspelling.
        if name.len() < 5
            || api[id].is_open && name.len() < 6
            || types().any(|id| api.member_in_any_case(id, name).is_some())
        {
            return None;
        }
        let members = types().flat_map(|id| api.members(id)).map(|property| property.name.as_str());
        // A short name may differ in one letter, a long one in two. A name that is the beginning of a property's name,
        // such as `member` beside `members`, may be right, so it is not reported.
        let most = if name.len() < 9 || api[id].is_open { 1 } else { 2 };
        near::nearest(name, members, most)
            .first()
            .copied()
            .filter(|near| near.len() == name.len() || !near.starts_with(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_the_start_of_paths() {
        for (option, value, expected) in [
            ("$select", "id, mail,owner/name", &["id", "mail", "owner"][..]),
            ("$expand", "members($select=id,name;$top=1),x.cast/y", &["members"]),
            ("$orderby", "size desc", &["size"]),
            ("$filter", "size gt 3 and (name eq 'a b eq c' or not colour ne null)", &["size", "name", "colour"]),
            ("$filter", "startswith(name,'a') and tags/any(t:t eq 'x') and owner/id eq '1'", &["owner"]),
            ("$search", "\"a\"", &[]),
        ] {
            assert_eq!(names(option, value), expected, "{value}");
        }
    }
}
