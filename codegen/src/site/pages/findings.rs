//! The findings: a page with filters, and for each code a page with the manual of the code and its findings.
//!
//! The rows of the page with filters are data in scripts that the page loads, because a browser reads no other files
//! from disk.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::json;

use crate::code::Code;
use crate::site::input::Finding;
use crate::site::layout::{Page, Section, plural};
use crate::site::prose::markdown;
use crate::site::search::script;
use crate::site::view::{RootPath, View};

/// The highest number of findings on the page of a code; the page with filters has all.
const SHOWN: usize = 500;

/// The highest number of bytes in one data file.
const SHARD: usize = 600_000;

/// The path of the page about a code: `findings/d0404.html`.
pub(in crate::site) fn manual_path(code: Code) -> String {
    format!("findings/{}.html", code.id().to_ascii_lowercase())
}

pub(in crate::site) fn pages(view: &View<'_>) -> Vec<Page> {
    let mut by_code: BTreeMap<&str, Vec<&Finding<'_>>> = BTreeMap::new();
    for finding in view.site.findings {
        by_code.entry(finding.diagnostic.code.id()).or_default().push(finding);
    }
    let mut pages: Vec<Page> = by_code.values().filter_map(|findings| of_code(view, findings)).collect();
    pages.push(all(view, &by_code));
    pages
}

fn all(view: &View<'_>, by_code: &BTreeMap<&str, Vec<&Finding<'_>>>) -> Page {
    let shards = shards(view);
    let mut owners: Vec<&str> =
        view.site.findings.iter().map(|finding| view.owner(finding.diagnostic.span.source)).collect();
    owners.sort_unstable();
    owners.dedup();
    let choice = |name: &str, label: &str, options: Vec<(&str, String)>| {
        html! {
            label { (label) " "
                select name=(name) {
                    option value="" { "all" }
                    @for (value, text) in options { option value=(value) { (text) } }
                }
            }
        }
    };
    let codes = by_code.iter().filter_map(|(id, found)| {
        let title = found.first()?.diagnostic.code.title();
        Some((*id, format!("{id} {title}")))
    });
    let same = |words: &[&'static str]| words.iter().map(|&word| (word, word.to_owned())).collect::<Vec<_>>();
    let content = html! {
        h1 { "Findings" }
        p.lead { (plural(view.site.findings.len(), "finding")) " on " (plural(view.api().pages.len(), "page")) "." }
        noscript {
            p.notice { "Filters need JavaScript. Without it, the pages of the codes below list the findings." }
        }
        form #filters hidden aria-label="Filters" {
            (choice("severity", "Severity", same(&["error", "warning", "note"])))
            (choice("code", "Code", codes.collect()))
            (choice("owner", "Owner", owners.iter().map(|&owner| (owner, owner.to_owned())).collect()))
            @if view.site.base.is_some_and(|base| base.model.is_some()) { (choice("new", "Since the base", same(&["new"]))) }
            label { "Words " input name="words" type="search" autocomplete="off" spellcheck="false"; }
            button type="reset" { "Clear" }
        }
        p #count role="status" {}
        ol #rows.findings data-shards=(shards.len()) {}
        p { button #more type="button" hidden { "Show more" } }
        section aria-labelledby="codes" {
            h2 #codes { "Codes" }
            ul.columns {
                @for found in by_code.values() {
                    @if let Some(first) = found.first() {
                        @let code = first.diagnostic.code;
                        li { a href=(manual_path(code)) { (code.id()) } " " (code.title()) " " span.count { (found.len()) } }
                    }
                }
            }
        }
    };
    Page {
        path: Section::Findings.path().to_owned(),
        title: "Findings".to_owned(),
        section: Section::Findings,
        content,
    }
}

fn of_code(view: &View<'_>, findings: &[&Finding<'_>]) -> Option<Page> {
    let root = RootPath::FOLDER;
    let code = findings.first()?.diagnostic.code;
    let content = html! {
        p.crumb { a href=(root.link_to(Section::Findings.path())) { "Findings" } }
        h1 { (code.id()) ": " (code.title()) }
        div.manual { (manual(code)) }
        section aria-labelledby="list" {
            h2 #list { "Findings " span.count { (findings.len()) } }
            ul.findings { @for finding in findings.iter().take(SHOWN) { (view.finding(root, finding)) } }
            @if findings.len() > SHOWN {
                p { a href={ "../findings.html#code=" (code.id()) } { "All " (findings.len()) } }
            }
        }
    };
    Some(Page {
        path: manual_path(code),
        title: format!("{} {}", code.id(), code.title()),
        section: Section::Findings,
        content,
    })
}

/// The text of the manual about a code, without its title.
fn manual(code: Code) -> Markup {
    let text = code.manual().trim_start();
    let text = match text.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    };
    markdown(text)
}

/// The rows of the page with filters, in data files of limited size: the path and the text of each.
pub(in crate::site) fn shards(view: &View<'_>) -> Vec<(String, String)> {
    // Findings of a higher severity come first; findings of the same severity keep the order of the pages.
    let mut findings: Vec<&Finding<'_>> = view.site.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    let rows = findings.into_iter().map(|finding| {
        let found = finding.diagnostic;
        let source = found.span.source;
        json!([
            finding.severity.as_str(),
            found.code.id(),
            view.owner(source),
            view.place(found.span),
            found.message,
            found.help,
            view.page_of_first_item(source).unwrap_or_default(),
            u8::from(finding.is_new),
        ])
        .to_string()
    });
    let mut shards: Vec<Vec<String>> = Vec::new();
    let mut size = SHARD;
    for row in rows {
        if size + row.len() > SHARD {
            shards.push(Vec::new());
            size = 0;
        }
        size += row.len() + 1;
        shards.last_mut().into_iter().for_each(|shard| shard.push(row.clone()));
    }
    let file = |(index, rows): (usize, Vec<String>)| {
        (format!("data/findings-{}.js", index + 1), script("findings", &format!("[{}]", rows.join(",\n"))))
    };
    shards.into_iter().enumerate().map(file).collect()
}
