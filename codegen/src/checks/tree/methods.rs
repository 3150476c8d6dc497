//! Rows of methods that contradict the page that they lead to.

use std::collections::BTreeMap;

use crate::api::{ItemType, Method, Operation, PageId, ResponseBody, TypeRef};
use crate::code;
use crate::decl::MethodRow;
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::Linked;

/// Compares each row of methods with the operation of its page.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let operations = &linked.api.operations;
    let mut rows: BTreeMap<PageId, usize> = BTreeMap::new();
    for (page, decls) in linked.pages() {
        let targets = decls.methods.iter().filter_map(|row| linked.page(page, row.target.as_ref()?));
        targets.for_each(|target| *rows.entry(target).or_default() += 1);
    }
    let mut found = Vec::new();
    for (page, decls) in linked.pages() {
        for (at, row) in decls.methods.iter().enumerate() {
            let is_same = |other: &&MethodRow| other.target == row.target && other.title == row.title;
            if let Some(first) = decls.methods[..at].iter().find(is_same).filter(|_| row.target.is_some()) {
                found.push(
                    Diagnostic::new(code::ROW_TWICE, row.span, format!("the method `{}` has a second row", row.title))
                        .help("keep one row for it")
                        .about(Subject::words(&row.title))
                        .note(first.span, "the first row"),
                );
                continue;
            }
            let Some(target) = row.target.as_ref().and_then(|target| linked.page(page, target)) else { continue };
            let start = operations.partition_point(|operation| operation.page < target);
            let end = operations.partition_point(|operation| operation.page <= target);
            // A page with several operations may mean any of them.
            let [operation] = &operations[start..end] else { continue };
            let told = verb(row, operation).or_else(|| {
                let stated = linked.expr(&row.returns, page)?;
                returns(linked, stated, operation, rows.get(&target) == Some(&1))
            });
            if let Some((message, help)) = told {
                found.push(
                    Diagnostic::new(code::METHOD_ROW, row.span, message)
                        .help(help)
                        .about(Subject::words(&row.title))
                        .note(operation.span, "the page that it leads to"),
                );
            }
        }
    }
    found
}

/// The contradiction between the first word of a row and the method of the requests.
fn verb(row: &MethodRow, operation: &Operation) -> Option<(String, String)> {
    let word = row.title.split_whitespace().next()?;
    let others: &[Method] = match word.to_ascii_lowercase().as_str() {
        "get" | "list" => &[Method::Delete, Method::Patch],
        "delete" => &[Method::Get, Method::Patch],
        "update" => &[Method::Get, Method::Delete],
        "create" => &[Method::Get, Method::Delete],
        _ => return None,
    };
    let method = operation.method;
    others.contains(&method).then(|| {
        (
            format!("the row `{}` leads to a page with {} requests", row.title, method.as_str()),
            "link the page of this method, or correct the words".to_owned(),
        )
    })
}

/// The contradiction between the type of a row and that of the response. If several rows lead to a page, it answers several
/// types, or the page is what is wrong, which has findings of its own.
fn returns(linked: &Linked<'_>, stated: TypeRef, operation: &Operation, is_only: bool) -> Option<(String, String)> {
    let ResponseBody::Value(actual) = operation.response.body else { return None };
    let (ItemType::Structured(one), ItemType::Structured(other)) = (stated.item, actual.item) else { return None };
    let api = linked.api;
    let line = |id| std::iter::once(id).chain(api.bases(id));
    let is_kin = line(one).any(|above| above == other) || line(other).any(|above| above == one);
    if is_kin && stated.collection == actual.collection || !is_kin && !is_only {
        return None;
    }
    let words = |ty: TypeRef| format!("{}{}", linked.short(ty.item), if ty.collection { " collection" } else { "" });
    let (stated, actual) = (words(stated), words(actual));
    Some((
        format!("this row says that `{stated}` is returned, and its page says `{actual}`"),
        if is_kin {
            format!("write `{actual}`, or correct the page")
        } else {
            "write the same type in the row and in the response section".to_owned()
        },
    ))
}
