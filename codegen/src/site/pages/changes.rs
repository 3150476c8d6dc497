//! The page that lists the changes since an earlier state of the API. Without an earlier state there is no such page.

use maud::{Markup, html};

use crate::diff::render::{other_items, summary};
use crate::diff::{Change, State};
use crate::site::layout::{Page, Section, filtered_table, paged};
use crate::site::notation::{breakable, with_code};
use crate::site::view::View;

pub(in crate::site) fn pages(view: &View<'_>) -> Vec<Page> {
    let Some(base) = view.site.base else { return Vec::new() };
    let rows: Vec<Markup> = base.changes.iter().map(row).collect();
    paged(Section::Changes, Section::Changes.path(), "Changes", &rows, |rows, turns| {
        html! {
            h1 { "Changes" }
            p.lead { "Since " code { (base.name) } ": " (summary(base.changes)) "." }
            (turns)
            @if rows.is_empty() { p { "Nothing changed." } } @else {
                (filtered_table("Changes", &["Level", "Kind", "What happened", "Before", "After"], rows))
            }
        }
    })
}

fn row(change: &Change) -> Markup {
    html! {
        tr {
            td { span class={ "badge " (change.level().as_str()) } { (change.level().as_str()) } }
            td { span title=(change.kind.reason) { (change.kind.id) } }
            td { (with_code(&(change.message.clone() + &other_items(change)))) }
            td { (state(change.before.as_ref())) }
            td { (state(change.after.as_ref())) }
        }
    }
}

fn state(state: Option<&State>) -> Markup {
    html! {
        @if let Some(state) = state {
            @if !state.value.is_empty() { code { (state.value) } " " }
            @if !state.page.is_empty() {
                code.place { (breakable(&state.page, '-')) @if state.line > 0 { ":" (state.line) } }
            }
        }
    }
}
