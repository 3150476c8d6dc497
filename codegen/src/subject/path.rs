//! The query options of a documented path, as the mock and a generated crate compare them.
//!
//! In: a route. Out: its options, each with the fixed text of its value.

use graph_runtime::server::PathOption;

use crate::api::{Piece, Route};

/// The query options in the documented request line of a route.
pub(crate) fn options(route: &Route) -> impl Iterator<Item = PathOption<'_>> {
    route.template.query.iter().map(|part| {
        let option = match &part.value {
            Piece::Literal(value) => PathOption::just(&part.name, value),
            // If the page has no value for the option, any value is accepted.
            Piece::Placeholder(_) => match written(&route.raw, &part.name) {
                Some(value) => PathOption::like(&part.name, value),
                None => PathOption::any(&part.name),
            },
        };
        if part.optional { option.optional() } else { option }
    })
}

/// The value of a query option as the request line has it, if at least a part of it is fixed text.
fn written<'r>(raw: &'r str, name: &str) -> Option<&'r str> {
    let (_, query) = raw.split_once('?')?;
    let options = query.split('&').filter_map(|option| option.split_once('='));
    let (_, value) = options.into_iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    let is_placeholder = value.starts_with(['{', '<']) && value.find(['}', '>']) == Some(value.len() - 1);
    (!is_placeholder && !value.is_empty()).then_some(value)
}
