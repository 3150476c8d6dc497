//! The first page: the size of the API, how much of it is described, the findings, and the changes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::findings::manual_path;
use crate::code::Code;
use crate::diagnostic::Severity;
use crate::diff::render::summary;
use crate::site::coverage::{Measure, measures, sizes};
use crate::site::layout::{Page, Section, plural, table};
use crate::site::notation::severity;
use crate::site::view::{NOWHERE, View};

pub(in crate::site) fn page(view: &View<'_>) -> Page {
    let content = html! {
        h1 { (view.title) }
        p.lead {
            "Made of " (plural(view.api().pages.len(), "page"))
            @if view.root != NOWHERE { " about the API below " code { (view.root) } } "."
        }
        @if let Some(base) = view.site.base {
            p.notice {
                "Compared with " code { (base.name) } ": "
                a href=(Section::Changes.path()) { (summary(base.changes)) } "."
            }
        }
        (numbers(view))
        section aria-labelledby="coverage" {
            h2 #coverage { "Coverage" }
            (coverage(view))
        }
        section aria-labelledby="found-title" {
            h2 #found-title { "Findings " span.count { (view.site.findings.len()) } }
            (levels(view))
            h3 { "By code" }
            (codes(view))
            h3 { "By owner" }
            (owners(view))
        }
        section aria-labelledby="account" {
            h2 #account { "Account" }
            p { "Each piece of the pages is in the model, or a finding speaks of it." }
            (ledger(view))
        }
    };
    Page {
        path: Section::Overview.path().to_owned(),
        title: "Overview".to_owned(),
        section: Section::Overview,
        content,
    }
}

fn numbers(view: &View<'_>) -> Markup {
    let before = view.site.base.and_then(|base| base.model).map(|(api, _)| sizes(api));
    let leads = |name: &str| match name {
        "operations" | "paths" => Some(Section::Operations),
        "types" | "properties" | "enumerations" | "members of enumerations" => Some(Section::Types),
        "scopes" => Some(Section::Permissions),
        _ => None,
    };
    html! {
        dl.numbers {
            @for (index, size) in sizes(view.api()).into_iter().enumerate() {
                div {
                    dt {
                        @match leads(size.name) {
                            Some(section) => { a href=(section.path()) { (size.name) } },
                            None => { (size.name) },
                        }
                    }
                    dd {
                        (size.count)
                        @if let Some(before) = &before { " " (change(size.count, before[index].count, Direction::Neither)) }
                    }
                }
            }
        }
    }
}

/// Whether a smaller number is better, as for findings, or a number is neither good nor bad, as for types.
#[derive(Clone, Copy)]
enum Direction {
    Less,
    Neither,
}

/// How much a number grew or shrank: `+3`. `better` determines its CSS class. Nothing if it is unchanged.
fn change(now: usize, before: usize, better: Direction) -> Markup {
    let class = match better {
        Direction::Less if now < before => "better",
        Direction::Less => "worse",
        Direction::Neither => "changed",
    };
    html! {
        @if now > before { span class=(class) { "+" (now - before) } }
        @if now < before { span class=(class) { "−" (before - now) } }
    }
}

fn coverage(view: &View<'_>) -> Markup {
    let before = view.site.base.and_then(|base| base.model).map(|(api, _)| measures(api));
    let row = |(index, measure): (usize, Measure)| {
        html! {
            tr {
                th scope="row" { (measure.name) }
                td.number { (measure.covered) " of " (measure.of) }
                td { meter min="0" max="1000" value=(measure.permille()) aria-label=(measure.name) {} }
                td.number { (measure.percent()) }
                @if let Some(before) = &before { td.number { (change_of_share(measure.permille(), before[index].permille())) } }
            }
        }
    };
    let rows: Vec<Markup> = measures(view.api()).into_iter().enumerate().map(row).collect();
    let columns = ["What", "#Number", "Bar", "#Share", "#Change"];
    table("Coverage", if before.is_some() { &columns } else { &columns[..4] }, &rows)
}

/// How much a share grew or shrank: `+0.3 %`. Nothing if it is unchanged.
fn change_of_share(now: usize, before: usize) -> Markup {
    let difference = now.abs_diff(before);
    html! {
        @if now != before {
            span class=(if now > before { "better" } else { "worse" }) {
                (if now > before { "+" } else { "−" }) (difference / 10) "." (difference % 10) " %"
            }
        }
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

fn levels(view: &View<'_>) -> Markup {
    let before = view.site.base.and_then(|base| base.model).map(|(_, findings)| findings);
    let row = |level: Severity| {
        let of_level = || view.site.findings.iter().filter(move |finding| finding.severity == level);
        let count = of_level().count();
        html! {
            tr {
                th scope="row" { (severity(level)) }
                td.number { a href={ "findings.html#severity=" (level.as_str()) } { (count) } }
                @if let Some(before) = before {
                    @let earlier = before.iter().filter(|&&known| known == level).count();
                    td.number { (earlier) }
                    td.number { (change(count, earlier, Direction::Less)) }
                    td.number { (of_level().filter(|finding| finding.is_new).count()) }
                }
            }
        }
    };
    let columns = ["Severity", "#Findings", "#Before", "#Change", "#New"];
    table("Findings by severity", if before.is_some() { &columns } else { &columns[..2] }, &SEVERITIES.map(row))
}

fn codes(view: &View<'_>) -> Markup {
    let mut counts: BTreeMap<&str, (Code, Severity, usize, usize)> = BTreeMap::new();
    for finding in view.site.findings {
        let code = finding.diagnostic.code;
        let row = counts.entry(code.id()).or_insert((code, finding.severity, 0, 0));
        row.1 = row.1.min(finding.severity);
        row.2 += 1;
        row.3 += usize::from(finding.is_new);
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(code, level, count, _)| (*level, std::cmp::Reverse(*count), code.id()));
    let has_base = view.site.base.is_some_and(|base| base.model.is_some());
    let row = |(code, level, count, new): (Code, Severity, usize, usize)| {
        html! {
            tr {
                th scope="row" { a href=(manual_path(code)) { (code.id()) } }
                td { (code.title()) }
                td { (severity(level)) }
                td.number { a href={ "findings.html#code=" (code.id()) } { (count) } }
                @if has_base { td.number { @if new > 0 { (new) } } }
            }
        }
    };
    let rows: Vec<Markup> = counts.into_iter().map(row).collect();
    let columns = ["Code", "What it means", "Severity", "#Findings", "#New"];
    table("Findings by code", if has_base { &columns } else { &columns[..4] }, &rows)
}

fn owners(view: &View<'_>) -> Markup {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in view.site.findings {
        let owner = view.owner(finding.diagnostic.span.source);
        let level = SEVERITIES.iter().position(|&level| level == finding.severity).unwrap_or_default();
        counts.entry(owner).or_default()[level] += 1;
    }
    let mut counts: Vec<(&str, [usize; 3])> = counts.into_iter().collect();
    counts.sort_by_key(|(owner, count)| (std::cmp::Reverse(*count), *owner));
    let row = |(owner, count): (&str, [usize; 3])| {
        html! {
            tr {
                th scope="row" { a href={ "findings.html#owner=" (encoded(owner)) } { (owner) } }
                @for count in count { td.number { (count) } }
            }
        }
    };
    let rows: Vec<Markup> = counts.into_iter().map(row).collect();
    crate::site::layout::filtered_table(
        "Findings by owner",
        &["Owner of the page", "#Errors", "#Warnings", "#Notes"],
        &rows,
    )
}

/// A text percent-encoded, so that it can be a part of an anchor.
pub(in crate::site) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn ledger(view: &View<'_>) -> Markup {
    let rows: Vec<Markup> = view
        .site
        .ledger
        .rows()
        .map(|row| {
            html! {
                tr {
                    th scope="row" { (row.kind) }
                    td.number { (row.read) }
                    td.number { (row.used) }
                    td.number { (row.diagnosed) }
                }
            }
        })
        .collect();
    table("Account of the pieces of the pages", &["Pieces", "#Read", "#In the model", "#Reported"], &rows)
}
