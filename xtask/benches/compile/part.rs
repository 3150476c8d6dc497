//! Selects the parts of the API that the benchmark compiles.

use std::collections::BTreeMap;

use graph_codegen::api::Api;
use graph_codegen::select::{Choice, Pattern, Selection, select};

/// Chooses a share of all types (`scale` is 0.25 for a quarter) with the types that they need, and no routes.
pub(crate) fn of_types(api: &Api, scale: f64) -> Choice {
    if scale >= 1.0 {
        return choice(["**.*".to_owned()]);
    }
    let wanted = (api.types.len() as f64 * scale) as usize;
    // Takes every tenth type first, then the type after each of these, and so on. The first types of this order, however
    // many are taken, are therefore spread evenly over all types.
    let order = (0..10).flat_map(|first| (first..api.types.len()).step_by(10));
    let names: Vec<String> = order.map(|index| api.types[index].name.to_string()).collect();
    let kept = |count: usize| select(api, &choice(names[..count].iter().cloned())).shares()[0].kept;
    let (mut low, mut high) = (1, names.len());
    while low < high {
        let middle = low.midpoint(high);
        if kept(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    choice(names[..low].iter().cloned())
}

/// A small part of the API: what the patterns in `COMPILE_PART` select. Without this variable it is the largest area of
/// the API that needs at most a tenth of all types. An area is all routes whose paths have the same two first segments,
/// such as `/users/{id}/**`; the largest is the one with the most routes.
pub(crate) fn small(api: &Api) -> Selection {
    if let Ok(patterns) = std::env::var("COMPILE_PART") {
        return select(api, &choice(patterns.split(',').map(str::to_owned)));
    }
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    for route in api.operations.iter().flat_map(|operation| &operation.routes) {
        let area: Vec<&str> = route.template.path.split('/').take(3).collect();
        *areas.entry(format!("{}/**", area.join("/"))).or_default() += 1;
    }
    let mut areas: Vec<(usize, String)> = areas.into_iter().map(|(area, count)| (count, area)).collect();
    areas.sort_by(|a, b| b.cmp(a));
    let parts = areas.into_iter().map(|(_, area)| select(api, &choice([area])));
    let is_small = |part: &Selection| part.shares()[0].kept * 10 <= api.types.len();
    parts.into_iter().find(is_small).unwrap_or_else(|| select(api, &Choice::default()))
}

fn choice(patterns: impl IntoIterator<Item = String>) -> Choice {
    let parse = |text: String| text.parse::<Pattern>().unwrap_or_else(|error| panic!("{text}: {error}"));
    Choice { include: patterns.into_iter().map(parse).collect(), exclude: Vec::new() }
}
