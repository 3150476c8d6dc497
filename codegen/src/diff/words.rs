//! Changes of texts: titles, prose and examples of operation pages.

pub(super) mod alike;

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::{EXAMPLES_CHANGED, TEXT_CHANGED, TITLE_CHANGED};
use super::surface::{Place, Surface};

/// Adds a change for each operation page whose title, text or examples changed.
pub(super) fn compare(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let by_page = |surface: &'_ Surface| {
        let mut pages: BTreeMap<String, (BTreeSet<String>, Vec<String>, Place)> = BTreeMap::new();
        for operation in &surface.operations {
            let (titles, texts, place) = pages.entry(operation.page.clone()).or_default();
            titles.insert(operation.title.clone());
            texts.push(operation.doc.as_ref().map(|doc| doc.markdown.clone()).unwrap_or_default());
            *place = operation.place.clone();
        }
        for (_, texts, _) in pages.values_mut() {
            texts.sort();
            texts.dedup();
        }
        pages
    };
    let (old, new) = (by_page(before), by_page(after));
    for (page, (titles, texts, place)) in &old {
        let Some((titles_today, texts_today, place_today)) = new.get(page) else { continue };
        let mut push = |kind, message| {
            let (before, after) = (Some(place.state("")), Some(place_today.state("")));
            changes.push(Change { kind, subject: page.clone(), message, also: Vec::new(), before, after });
        };
        if titles != titles_today {
            push(&TITLE_CHANGED, format!("The title of `{page}` changed."));
        }
        if texts != texts_today {
            push(&TEXT_CHANGED, format!("The text of `{page}` changed."));
        }
    }
    examples(before, after, changes);
}

fn examples(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let by_page = |surface: &Surface| {
        let mut pages: BTreeMap<String, (Vec<String>, Place)> = BTreeMap::new();
        for example in &surface.examples {
            let (shown, place) = pages.entry(example.page.clone()).or_default();
            let line = example.request_line.as_deref().unwrap_or_default();
            let json = example.json.as_deref().unwrap_or_default();
            let status = example.status.unwrap_or_default();
            shown.push(format!("{} {status} {line} {json}", example.role));
            if place.page.is_empty() {
                *place = example.place.clone();
            }
        }
        pages
    };
    let (old, new) = (by_page(before), by_page(after));
    for (page, (shown, place)) in &old {
        let Some((today, place_today)) = new.get(page) else { continue };
        if shown != today {
            changes.push(Change {
                kind: &EXAMPLES_CHANGED,
                subject: page.clone(),
                message: format!("The examples of `{page}` changed."),
                also: Vec::new(),
                before: Some(place.state("")),
                after: Some(place_today.state("")),
            });
        }
    }
}
