//! References to removed pages: links in text, links in the tables of methods of resource pages, and entries of tables
//! of contents.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::PAGE_REMOVED;
use super::renames::Names;
use super::surface::{Lead, Place, Surface};
use crate::code;
use crate::contents::is_contents;
use crate::decl::vocabulary::METHODS;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::{Sources, Span, is_markdown, join};

/// The path of the missing page and the kind of reference, such as `a link`, if a finding is about a link or an entry
/// of a table of contents that leads to no page. `None` for any other finding.
#[must_use]
pub fn lead(sources: &Sources, finding: &Diagnostic) -> Option<(String, &'static str)> {
    let codes = [code::LINK_MISSING, code::LINK_MOVED, code::ENTRY_MISSING];
    let Subject::Path(link) = &finding.subject else { return None };
    let page = join(&sources.get(finding.span.source).path, link);
    (codes.contains(&finding.code) && is_markdown(&page)).then(|| (page, what(sources, finding.span)))
}

fn what(sources: &Sources, place: Span) -> &'static str {
    let source = sources.get(place.source);
    let before = source.text.get(..place.start as usize).unwrap_or_default();
    let mut lines = before.rsplit('\n');
    let is_row = lines.next().is_some_and(|line| line.trim_start().starts_with('|'));
    let mut heading = || lines.find_map(|line| line.strip_prefix('#')).map(|line| line.trim_matches(['#', ' ', '\r']));
    if is_contents(&source.path) {
        "an entry of a table of contents"
    } else if is_row && heading().is_some_and(|words| METHODS.iter().any(|known| words.eq_ignore_ascii_case(known))) {
        "a row of methods"
    } else {
        "a link"
    }
}

impl Surface {
    /// Adds the broken links that `findings` report. When `diff` reports a page as removed, it lists those that still
    /// point to that page.
    #[must_use]
    pub fn with_findings(self, sources: &Sources, findings: &[Diagnostic]) -> Surface {
        let of = |finding: &Diagnostic| {
            let (target, what) = lead(sources, finding)?;
            let page = sources.get(finding.span.source).path.clone();
            let line = u64::try_from(sources.position(finding.span).0).unwrap_or_default();
            Some(Lead { target, what, place: Place { page, line } })
        };
        Surface { leads: findings.iter().filter_map(of).collect(), ..self }
    }
}

/// Adds a change for each removed page to which a link or an entry still leads.
pub(super) fn compare(before: &Surface, after: &Surface, names: &Names<'_>, changes: &mut Vec<Change>) {
    let today: BTreeSet<&str> = after.pages.iter().map(|page| page.path.as_str()).collect();
    // The paths are in lower case, because a link finds its page in any letter case.
    let mut leads: BTreeMap<String, Vec<&Lead>> = BTreeMap::new();
    for lead in &after.leads {
        leads.entry(lead.target.to_lowercase()).or_default().push(lead);
    }
    let renamed = if leads.is_empty() { BTreeMap::new() } else { renamed(before, after, names) };
    for page in before.pages.iter().filter(|page| !today.contains(page.path.as_str())) {
        let Some(leads) = leads.get(&page.path.to_lowercase()) else { continue };
        let place = |lead: &&Lead| format!("{} ({}:{})", lead.what, lead.place.page, lead.place.line);
        let places: Vec<String> = leads.iter().map(place).collect();
        let count = match leads.len() {
            1 => "1 place still leads".to_owned(),
            count => format!("{count} places still lead"),
        };
        let message = match renamed.get(page.path.as_str()) {
            Some(today) => format!("`{}` is now `{today}`, and {count} to the former path", page.path),
            None => format!("`{}` is gone, and {count} to it", page.path),
        };
        changes.push(Change {
            kind: &PAGE_REMOVED,
            subject: page.path.clone(),
            message: format!("{message}: {}.", places.join(", ")),
            also: Vec::new(),
            before: Some(Place { page: page.path.clone(), line: 1 }.state("")),
            after: Some(leads[0].place.state("")),
        });
    }
}

/// Finds the pages that were renamed. The key is the former path, the value the current path: of the new pages, the one
/// that describes the most types, enumerations and routes of the former page. A renamed page that describes none of
/// these is not found.
fn renamed<'a>(before: &'a Surface, after: &'a Surface, names: &Names<'_>) -> BTreeMap<&'a str, &'a str> {
    let [former, today]: [BTreeSet<&str>; 2] =
        [before, after].map(|surface| surface.pages.iter().map(|page| page.path.as_str()).collect());
    let new: BTreeMap<String, &str> = described(after).filter(|(_, page)| !former.contains(page)).collect();
    let mut common: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (subject, page) in described(before).filter(|(_, page)| !today.contains(page)) {
        if let Some(new) = new.get(&names.current_name(&subject)) {
            *common.entry(page).or_default().entry(new).or_default() += 1;
        }
    }
    let most =
        |pages: BTreeMap<&'a str, usize>| pages.into_iter().max_by_key(|(_, count)| *count).map(|(page, _)| page);
    common.into_iter().filter_map(|(page, pages)| Some((page, most(pages)?))).collect()
}

/// The name of each type and enumeration and each route, with the page that describes it.
fn described(surface: &Surface) -> impl Iterator<Item = (String, &str)> {
    let types = surface.types.iter().map(|ty| (&ty.name, &ty.places));
    let named = types.chain(surface.enums.iter().map(|ty| (&ty.name, &ty.places)));
    let named = named.filter_map(|(name, places)| Some((name.clone(), places.first()?.page.as_str())));
    let routes = surface.operations.iter().flat_map(|operation| {
        operation.routes.iter().map(|route| (format!("{} {}", route.method, route.path), operation.page.as_str()))
    });
    named.chain(routes)
}
