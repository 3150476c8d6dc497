//! Changes of the public items of the generated crate.
//!
//! Items are matched by what they stand for on the wire. An item whose wire subject came or went is not a change of its
//! own: the change on the wire says so already.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, State};
use super::kind::{RUST_ITEM_RENAMED, RUST_SIGNATURE_CHANGED};
use super::surface::{RustItem, Surface};

pub(super) fn compare(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (&before.rust, &after.rust) else { return };
    // What changed on the wire changes in Rust too; once is enough.
    let told: BTreeSet<String> = changes.iter().map(|change| change.subject.clone()).collect();
    let by_subject: BTreeMap<&str, &RustItem> = new.iter().map(|item| (item.subject.as_str(), item)).collect();
    for item in old {
        let Some(today) = by_subject.get(item.subject.as_str()) else { continue };
        let state = |item: &RustItem| State { value: item.signature.clone(), page: String::new(), line: 0 };
        let mut push = |kind, message| {
            changes.push(Change {
                kind,
                subject: item.path.clone(),
                message,
                before: Some(state(item)),
                after: Some(state(today)),
            });
        };
        if item.path != today.path {
            push(&RUST_ITEM_RENAMED, format!("`{}` is now `{}`.", item.path, today.path));
        } else if item.signature != today.signature && !told.contains(&item.subject) {
            push(
                &RUST_SIGNATURE_CHANGED,
                format!("The signature of `{}` was `{}` and is `{}`.", item.path, item.signature, today.signature),
            );
        }
    }
}
