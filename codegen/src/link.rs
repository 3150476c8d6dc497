//! Declarations of all pages in, one closed model out.
//!
//! Each pass is one file and each conflict rule one function with one diagnostic code. Passes run in the order of
//! [`link`]; a pass decides what no earlier one did, and builds on what they decided. What takes nothing from another pass
//! is done beside it; findings are put together in one order, whatever was done first.

use rayon::join;

use crate::api::Api;
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::ledger::Ledger;
use crate::overrides::Overrides;
use crate::source::Sources;

mod callables;
mod conform;
mod docs;
mod enums;
mod examples;
mod identity;
mod index;
mod inherit;
mod instances;
mod kinds;
mod letters;
mod made;
mod members;
mod names;
mod namespaces;
mod operations;
mod overloads;
mod overrides;
mod pages;
mod paths;
mod plurals;
mod requests;
mod resolve;
mod row_type;
mod segments;
mod shared;
mod slip;
mod soft;
mod spelling;
mod strict;
mod unstated;

/// Links the declarations of all pages (in page order) into one model. What `overrides` says ranks above every page; the
/// ledger is told what became of it.
#[must_use]
pub fn link(
    decls: &[PageDecls],
    overrides: &Overrides,
    sources: &Sources,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) -> Api {
    let tree = pages::Tree::new(decls, sources);
    namespaces::report(decls, &tree.slips, diagnostics);
    let (names, (texts, mut links)) = join(
        || names::collect(decls, &tree, diagnostics),
        || join(|| examples::texts(decls), || docs::check(decls, &tree)),
    );
    let subjects = operations::subjects(decls, &tree, &names.index);
    let cx = resolve::Context { decls, tree: &tree, names: &names, subjects: &subjects };
    let mut overrides = overrides::Pass::new(cx, overrides, ledger);
    overrides.additions(diagnostics);
    let mut api = Api { pages: tree.pages(), ..Api::default() };
    // What operations say without their bodies takes no more than names; types are many passes, one after the other.
    let ((), (operations, mut findings)) = join(
        || {
            api.enums = enums::link(&cx, diagnostics);
            overrides.enums(&mut api.enums, diagnostics);
            enums::uses(&cx, &mut api.enums, diagnostics);
            let reasons = identity::collect(&cx);
            let mut drafts = inherit::link(&cx, &reasons, diagnostics);
            overrides.bases(&mut drafts, diagnostics);
            api.types = members::link(&cx, drafts, &api.enums, diagnostics);
            overrides.properties(&mut api.types, diagnostics);
            kinds::link(&cx, &mut api, reasons, &mut overrides, diagnostics);
            overrides.facts(&mut api, diagnostics);
        },
        || operations::link(&cx),
    );
    api.operations = operations;
    diagnostics.append(&mut findings);
    requests::link(&cx, &mut api, diagnostics);
    overrides.operations(&mut api, diagnostics);
    // What begins a path is told by operations and names of members, which the next three passes leave alone.
    let roots = paths::Roots::new(&api);
    plurals::link(&mut api, &roots, &overrides, diagnostics);
    callables::link(&cx, &roots, &mut api);
    letters::link(&mut api, &roots, diagnostics);
    segments::check(&api, &roots, diagnostics);
    examples::link(&cx, texts, &mut api, diagnostics);
    diagnostics.append(&mut links);
    api
}
