//! Links, rows of methods, and entries of tables of contents that lead to removed pages.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::PAGE_REMOVED;
use super::surface::{Lead, Place, Surface};
use crate::code;
use crate::contents::is_contents;
use crate::decl::vocabulary::METHODS;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::{Sources, Span, is_markdown, join};

/// How many of the links to a removed page the message about it lists. The remaining ones are only counted.
const SHOWN: usize = 3;

/// If a finding is about a link or an entry that leads to a page removed since `before`: the path of that page, and the
/// kind of reference, such as `a link`.
#[must_use]
pub fn lead(before: &Sources, after: &Sources, finding: &Diagnostic) -> Option<(String, &'static str)> {
    let (page, what) = dangling(after, finding)?;
    let was_there = before.find(&page).is_some() && after.find(&page).is_none();
    was_there.then_some((page, what))
}

/// The path to which the link or entry of a finding leads, and the kind of reference.
fn dangling(sources: &Sources, finding: &Diagnostic) -> Option<(String, &'static str)> {
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
    /// Adds the links in `findings` that lead to no page, so that the change about a removed page can name the links to
    /// it.
    #[must_use]
    pub fn with_findings(self, sources: &Sources, findings: &[Diagnostic]) -> Surface {
        let lead = |finding: &Diagnostic| {
            let (target, what) = dangling(sources, finding)?;
            let page = sources.get(finding.span.source).path.clone();
            let line = u64::try_from(sources.position(finding.span).0).unwrap_or_default();
            Some(Lead { target, what, place: Place { page, line } })
        };
        Surface { leads: findings.iter().filter_map(lead).collect(), ..self }
    }
}

/// Adds a change for each removed page to which a link or an entry still leads.
pub(super) fn compare(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let today: BTreeSet<&str> = after.pages.iter().map(|page| page.path.as_str()).collect();
    let mut leads: BTreeMap<&str, Vec<&Lead>> = BTreeMap::new();
    for lead in &after.leads {
        leads.entry(&lead.target).or_default().push(lead);
    }
    for page in before.pages.iter().filter(|page| !today.contains(page.path.as_str())) {
        let Some(leads) = leads.get(page.path.as_str()) else { continue };
        let shown = leads.iter().take(SHOWN);
        let shown: Vec<String> =
            shown.map(|lead| format!("{} ({}:{})", lead.what, lead.place.page, lead.place.line)).collect();
        let more = match leads.len().saturating_sub(SHOWN) {
            0 => String::new(),
            count => format!(", and {count} more"),
        };
        let count = match leads.len() {
            1 => "1 place still leads to it".to_owned(),
            count => format!("{count} places still lead to it"),
        };
        changes.push(Change {
            kind: &PAGE_REMOVED,
            subject: page.path.clone(),
            message: format!("`{}` is gone, and {count}: {}{more}.", page.path, shown.join(", ")),
            before: Some(Place { page: page.path.clone(), line: 1 }.state("")),
            after: Some(leads[0].place.state("")),
        });
    }
}
