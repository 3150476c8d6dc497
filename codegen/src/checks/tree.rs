//! Checks that compare the declarations of the pages with the linked model.

mod annotations;
mod cells;
mod contents;
mod enumerations;
mod exchanges;
mod headings;
mod links;
mod methods;
mod permissions;
mod query_options;
mod representation;
mod requests;
mod responses;
mod titles;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::link::Linked;

/// Runs all checks that compare pages with the linked model.
pub(crate) fn check(linked: &Linked<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let checks: [fn(&Linked<'_>) -> Vec<Diagnostic>; 14] = [
        annotations::check,
        cells::check,
        contents::check,
        enumerations::check,
        exchanges::check,
        headings::check,
        links::check,
        methods::check,
        permissions::check,
        query_options::check,
        representation::check,
        requests::check,
        responses::check,
        titles::check,
    ];
    let found: Vec<Vec<Diagnostic>> = checks.par_iter().map(|check| check(linked)).collect();
    diagnostics.extend(found.into_iter().flatten());
}
