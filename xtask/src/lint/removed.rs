//! Merges the findings about links to a removed page, so that there is one finding for each removed page. The finding
//! lists every link to the page, because each of them has to be changed.

use std::collections::BTreeMap;

use graph_codegen::diff;
use graph_codegen::source::Sources;

use crate::lint::renamed::{self, Renamed};
use crate::report::finding::Finding;
use crate::report::summary::plural;

/// For each page that is in `before` and not in `after`, merges the findings about links to this page into one finding.
pub(crate) fn merge(before: &Sources, after: &Sources, renamed: &Renamed, findings: Vec<Finding>) -> Vec<Finding> {
    // Links ignore the letter case of a path, so paths are compared in lower case.
    let gone = renamed::only_in(before, after).map(|id| before.get(id).path.as_str());
    let gone: BTreeMap<String, &str> = gone.map(|path| (path.to_lowercase(), path)).collect();
    // For the path of each removed page: the index of its merged finding, and the kind of every link to the page, such
    // as `a link`.
    let mut first: BTreeMap<&str, (usize, Vec<&'static str>)> = BTreeMap::new();
    let mut merged: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let lead = if gone.is_empty() { None } else { diff::lead(after, &finding.diagnostic) };
        let page = lead.and_then(|(page, what)| Some((*gone.get(&page.to_lowercase())?, what)));
        let Some((page, what)) = page else {
            merged.push(finding);
            continue;
        };
        let Some((at, all)) = first.get_mut(page) else {
            first.insert(page, (merged.len(), vec![what]));
            merged.push(finding);
            continue;
        };
        all.push(what);
        let known = &mut merged[*at].diagnostic;
        known.notes.push((finding.diagnostic.span, format!("{what} leads there too")));
        merged[*at].severity = merged[*at].severity.min(finding.severity);
    }
    for (page, (at, all)) in first {
        let known = &mut merged[at].diagnostic;
        let verb = if all.len() == 1 { "leads" } else { "lead" };
        let today = renamed.today(page);
        known.message = match today {
            Some(today) => {
                format!("`{page}` was renamed to `{today}`, and {} still {verb} to the former path", count_kinds(&all))
            }
            None => format!("`{page}` was removed, and {} still {verb} to it", count_kinds(&all)),
        };
        if let Some(today) = today {
            known.help = format!("write the path of `{today}`").into();
            known.fix = None;
        } else if all.len() > 1 {
            known.help = "remove what leads there, or bring the page back".into();
            known.fix = None;
        }
    }
    merged
}

/// Counts the links of each kind: `2 links and 1 row of methods`.
fn count_kinds(all: &[&'static str]) -> String {
    let kinds = [("a link", "link"), ("a row of methods", "row"), ("an entry of a table of contents", "entry")];
    let count = |what: &str| all.iter().filter(|known| **known == what).count();
    let counts = kinds.map(|(what, noun)| match (noun, count(what)) {
        (_, 0) => String::new(),
        ("row", count) => format!("{} of methods", plural(count, "row")),
        ("entry", 1) => "1 entry of a table of contents".to_owned(),
        ("entry", count) => format!("{count} entries of tables of contents"),
        (noun, count) => plural(count, noun),
    });
    let mut counts: Vec<String> = counts.into_iter().filter(|text| !text.is_empty()).collect();
    let last = counts.pop().unwrap_or_default();
    if counts.is_empty() { last } else { format!("{} and {last}", counts.join(", ")) }
}
