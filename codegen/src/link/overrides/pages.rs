//! Addresses of published pages.

use std::cmp::Reverse;

use super::{Applied, OverridePass, without_effect};
use crate::api::Page;
use crate::diagnostic::Diagnostic;
use crate::overrides::change::PLACE;
use crate::overrides::{Change, PATH, Statement};

impl OverridePass<'_> {
    /// Sets the address of each page by the entries about addresses. Each entry is about all pages whose path starts
    /// with its text; if several entries match, the one with the longest text counts.
    pub(in crate::link) fn published(&mut self, pages: &mut [Page], diagnostics: &mut Vec<Diagnostic>) {
        let mut stated: Vec<(&Statement, &str)> = Vec::new();
        for statement in self.statements {
            if let Change::Published(address) = &statement.change {
                stated.push((statement, address));
            }
        }
        stated.sort_by_key(|(statement, _)| Reverse(statement.target.value.len()));
        for (statement, address) in stated {
            let outcome = publish(statement, address, pages);
            self.settle(outcome, diagnostics);
        }
    }
}

fn publish(statement: &Statement, address: &str, pages: &mut [Page]) -> Applied {
    let start = statement.target.value.as_str();
    let mut found = false;
    for page in pages.iter_mut().filter(|page| page.url.is_none() && page.path != PATH) {
        let Some(rest) = page.path.strip_prefix(start) else { continue };
        page.url = Some(address.replace(PLACE, rest.strip_suffix(".md").unwrap_or(rest)));
        found = true;
    }
    match found {
        true => Ok(()),
        false => Err(without_effect(statement, format!("no other page has a path that begins with `{start}`"))),
    }
}
