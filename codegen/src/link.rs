//! Links the declarations of all pages to one model in which every reference is resolved.
//!
//! Each pass is one file and each conflict rule one function with one diagnostic code. Passes run in the order of
//! [`link`], and each builds on the decisions of earlier ones. Independent passes run in parallel; their findings are
//! joined in a fixed order.

use rayon::join;

use crate::api::{Api, TypeId};
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::ledger::Ledger;
use crate::link::exchanges::owners::{Owner, Usual};
use crate::link::names::{namespaces, resolve};
use crate::link::operations::{callables, division, requests, response};
use crate::link::pages::links;
use crate::link::paths::{absolute, letter_case, segments};
use crate::link::types::{bases, by_name, enums, identity, kinds, members, plurals};
use crate::overrides::Overrides;
use crate::source::Sources;

pub(crate) use linked::Linked;
pub(crate) use names::suggestion::Files;
pub(crate) use pages::Destination;

mod examples;
mod exchanges;
mod linked;
mod names;
mod operations;
mod overrides;
mod pages;
mod paths;
mod types;

/// Links the declarations of all pages (in page order) to one model. Entries of `overrides` outrank every page, and
/// the ledger counts them. At the end, `compare` is called with the declarations and the model.
#[must_use]
pub(crate) fn link(
    decls: &[PageDecls],
    overrides: &Overrides,
    sources: &Sources,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
    compare: impl FnOnce(&Linked<'_>, &mut Vec<Diagnostic>),
) -> Api {
    let tree = pages::PageIndex::new(decls, sources);
    namespaces::report(decls, &tree.slips, diagnostics);
    absolute::report(decls, diagnostics);
    // No pass needs the results of `links::check`, so idle threads run it while the passes run one after the other.
    let (linked, mut links) =
        join(|| linked(decls, &tree, overrides, ledger, diagnostics), || links::check(decls, &tree));
    let ModelWithoutExamples { mut api, names, subjects, roots, owners } = linked;
    let cx = resolve::Context { decls, tree: &tree, names: &names, subjects: &subjects };
    let mut compared = Vec::new();
    let ((), examples) = join(
        || segments::check(&api, &roots, diagnostics),
        || examples::compare(&cx, by_name::Model { api: &api, members: &roots.members }, &owners, &mut compared),
    );
    examples::link(examples, &mut api);
    exchanges::check(&mut api, &mut compared);
    diagnostics.append(&mut compared);
    diagnostics.append(&mut links);
    compare(&Linked { api: &api, cx }, diagnostics);
    api
}

/// The model without examples, and everything else that is needed to compare the examples with it.
struct ModelWithoutExamples {
    api: Api,
    names: names::collected::CollectedNames,
    subjects: Vec<Option<TypeId>>,
    roots: paths::Roots,
    /// For each page, the operation to which each HTTP message on the page belongs.
    owners: Vec<Vec<Owner>>,
}

fn linked(
    decls: &[PageDecls],
    tree: &pages::PageIndex<'_>,
    overrides: &Overrides,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) -> ModelWithoutExamples {
    let names = names::collect(decls, tree, diagnostics);
    let subjects = operations::subjects(decls, tree, &names.index);
    let cx = resolve::Context { decls, tree, names: &names, subjects: &subjects };
    let mut overrides = overrides::OverridePass::new(cx, overrides, ledger);
    overrides.additions(diagnostics);
    let mut api = Api { pages: tree.pages(), ..Api::default() };
    overrides.published(&mut api.pages, diagnostics);
    // Linking operations without their bodies needs only the names of types, so it runs in parallel with the passes
    // over types.
    let usual = Usual::new(decls);
    let ((), (made, mut findings)) = join(
        || {
            let mut stating = Vec::new();
            let ((), (reasons, stated)) = join(
                || {
                    api.enums = enums::link(&cx, diagnostics);
                    overrides.enums(&mut api.enums, diagnostics);
                    enums::uses(&cx, &mut api.enums, diagnostics);
                },
                || join(|| identity::collect(&cx), || bases::stated(&cx, &mut stating)),
            );
            diagnostics.append(&mut stating);
            let mut drafts = bases::link(&cx, stated, &reasons, diagnostics);
            overrides.bases(&mut drafts, diagnostics);
            api.types = members::link(&cx, drafts, &api.enums, diagnostics);
            overrides.properties(&mut api.types, diagnostics);
            kinds::link(&cx, &mut api, reasons, &mut overrides, diagnostics);
            overrides.facts(&mut api, diagnostics);
        },
        || operations::link(&cx, &usual),
    );
    let operations::LinkedOperations { operations, mut owners, candidates } = made;
    api.operations = operations;
    diagnostics.append(&mut findings);
    response::choose_by_members(&cx, &candidates, &owners, &mut api);
    requests::link(&cx, &owners, &mut api, diagnostics);
    overrides.operations(&mut api, diagnostics);
    // `roots` has the type for the first segment of each path, such as `user` for `/users`; `spellings` has the usual
    // letter case of each word in paths. The next two passes do not change what these depend on, so both are computed
    // here.
    let (roots, spellings) = join(|| paths::Roots::new(&api), || letter_case::usual_spellings(&api));
    plurals::link(&cx, &mut api, &roots, &overrides, diagnostics);
    callables::link(&cx, &roots, &mut api);
    letter_case::link(&mut api, &names.index, &roots, &spellings, diagnostics);
    exchanges::link(decls, &mut owners, &usual, &roots, &mut api, diagnostics);
    division::link(&cx, &roots, &mut owners, &mut api);
    ModelWithoutExamples { api, names, subjects, roots, owners }
}
