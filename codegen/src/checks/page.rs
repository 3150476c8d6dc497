//! Checks of a single page.

mod annotations;
mod directives;
mod examples;
mod front_matter;
pub(in crate::checks) mod headings;
mod leftovers;
mod links;
mod marks;
mod messages;
mod requests;
mod statements;
mod tables;
mod texts;
mod values;

use crate::decl::PageDecls;
use crate::decl::outline;
use crate::diagnostic::Diagnostic;
use crate::page::Page;
use crate::source::Source;

/// Reports mistakes that are visible on a single page.
pub(crate) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    // `outline::places` also reports findings. They were reported when the page was read, so they are dropped here.
    let places = outline::places(page, &mut Vec::new());
    annotations::check(page, decls, source, diagnostics);
    directives::check(page, source, diagnostics);
    examples::check(page, &places, diagnostics);
    front_matter::check(page, decls, source, diagnostics);
    headings::check(page, decls, &places, diagnostics);
    leftovers::check(page, source, diagnostics);
    links::check(page, source, diagnostics);
    marks::check(page, source, diagnostics);
    messages::check(page, &places, diagnostics);
    requests::check(page, decls, &places, source, diagnostics);
    statements::check(page, decls, source, diagnostics);
    tables::check(page, &places, diagnostics);
    values::check(page, source, diagnostics);
}
