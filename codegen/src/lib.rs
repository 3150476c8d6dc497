//! Turns API reference pages in markdown into one linked model, and the model into a Rust crate.
//!
//! [`read`] turns the texts of a tree of pages into a [`Reading`]: the model ([`api::Api`]), every finding, and the
//! ledger, which counts how many rows and other pieces were used. [`plan()`] decides the Rust names and files of a
//! crate, [`render`] writes the files. A [`Tree`] reads the same pages again after an edit. [`export`] turns the
//! model into other formats, [`mock`] into a service with the documented answers, [`explain`](mod@explain) into the
//! reasons for each decision.
//!
//! ```
//! use graph_codegen::select::Selection;
//! use graph_codegen::source::{Source, Sources};
//! use graph_codegen::{Fingerprints, Options, plan, read, render};
//!
//! let page = [
//!     "---",
//!     "title: widget resource type",
//!     "---",
//!     "# widget resource type",
//!     "## Properties",
//!     "|Property|Type|Description|",
//!     "|:---|:---|:---|",
//!     "|size|Int32|How large it is.|",
//!     "|shape|Strnig|What it looks like.|",
//! ];
//! let sources = Sources::new(vec![Source::from_bytes("resources/widget.md", page.join("\n").into())]);
//!
//! // A page is never refused: what is wrong with it is a finding, and costs only itself.
//! let reading = read(&sources);
//! let found: Vec<&str> = reading.diagnostics.iter().map(|found| found.message.as_str()).collect();
//! assert_eq!(found, ["`Strnig`, the type of `shape`, is not documented"]);
//! assert!(reading.ledger.balances());
//!
//! let options = Options::new("widgets", "cargo xtask gen", "../codegen/runtime");
//! let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
//! assert!(planned.diagnostics.is_empty());
//! let output = render(&reading.api, &planned, Fingerprints::new());
//! let widget = &output.files["src/models/widget.rs"];
//! assert!(widget.contains("    /// How large it is.\n    pub size: Option<i32>,\n"));
//! assert!(widget.contains("    pub shape: Option<Json>,\n"));
//! ```
//!
//! The stages, in the order in which a page passes them:
//!
//! | module | from → to | sees |
//! |---|---|---|
//! | `page` | a text → its blocks, each with its place | one file |
//! | `include` | directives → the blocks of the fragments they name | one page and its fragments |
//! | `decl` | blocks → what the page declares, names still text | one page |
//! | `contents` | `toc.yml` → entries, each with its place | one file |
//! | `overrides` | `overrides.toml` → statements that rank above the pages | one file |
//! | `link` | declarations → the [`api`] model, every reference resolved | the tree |
//! | [`select`](mod@select) | the model → which part of it a crate is about | the tree |
//! | `shape` | JSON → whether it is what an operation sends | one body |
//! | `plan` | the model → every Rust decision: names, files, types | the tree |
//! | [`emit`] | model and plan → the text of a file | one file |
//!
//! [`fixes`](mod@fixes) applies the edits of findings. [`source`] has the texts and the places in them, [`diagnostic`]
//! the findings, [`code`] the manual of all findings, [`ledger`] the account.
//!
//! The library is pure: it turns texts into texts and diagnostics, without a file system, clock, environment or output.
//! The result depends only on the texts, not on their order or on the number of threads.

// Files with test code that several crates share refer to this crate as `graph_codegen`, so this crate needs that name
// for itself.
#[cfg(test)]
extern crate self as graph_codegen;

pub mod api;
mod checks;
pub mod code;
mod contents;
mod decl;
pub mod diagnostic;
pub mod diff;
pub mod drift;
pub mod emit;
pub mod explain;
pub mod export;
pub mod fixes;
pub(crate) mod include;
pub mod ledger;
pub(crate) mod link;
pub mod mock;
pub(crate) mod overrides;
mod page;
mod plan;
mod schema;
pub mod select;
pub(crate) mod severity;
mod shape;
pub mod site;
pub mod source;
mod subject;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use api::Api;
use code::Code;
use decl::PageDecls;
use diagnostic::Diagnostic;
use emit::Unit;
use emit::fingerprint::{Digests, Fingerprint};
use ledger::Ledger;
use select::Selection;
use source::{SourceId, Sources, Spanned};

pub use plan::{Options, Package, Plan, Runtime};
pub use tree::{PageFacts, PageFactsRef, Tree};

/// Whether a file belongs to the input: markdown, `overrides.toml`, or a table of contents, `toc.yml`. The path is
/// relative to the docs folder.
#[must_use]
pub fn is_read(path: &str) -> bool {
    source::is_markdown(path) || path == overrides::PATH || contents::is_contents(path)
}

/// The result of reading a tree of pages.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The model: all types, enumerations and operations of the pages, with every reference resolved.
    pub api: Api,
    /// Every finding about the pages, sorted by [`diagnostic::sort`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many table rows, request lines and other pieces of the pages were read, used and reported.
    pub ledger: Ledger,
    /// One entry for each comment such as `<!-- lint: allow D0412 because the service sends both -->`: the file, and
    /// the code that is allowed there. `diagnostics` has no finding of this code in this file. The caller has to remove
    /// such findings from those of later stages, such as [`Planned::diagnostics`].
    pub allowed: Vec<(SourceId, Code)>,
}

/// The highest number of pages or files that a thread takes at once. It is small, so that no thread waits long for
/// another.
const AT_ONCE: usize = 16;

/// Reads a tree of pages. It never fails: each mistake of a page is a diagnostic, and the rest of the page is read.
#[must_use]
pub fn read(sources: &Sources) -> Reading {
    let pages: Vec<_> =
        sources.pages().into_par_iter().with_max_len(AT_ONCE).map(|id| read_page(sources, id)).collect();
    let fragments: Vec<_> = sources.fragments().into_par_iter().map(|id| read_fragment(sources, id)).collect();
    let mut decls = Vec::with_capacity(pages.len());
    let mut findings = Vec::new();
    for (page, mut found, _) in pages {
        findings.append(&mut found);
        decls.push(page);
    }
    findings.extend(fragments.into_iter().flatten());
    let reading = link(&mut decls, sources, || findings);
    // Dropping the declarations takes long, so it happens in the background.
    rayon::spawn(move || drop(decls));
    reading
}

/// Reads one page: what it declares, the findings about it, and the files that it includes.
fn read_page(sources: &Sources, id: SourceId) -> (PageDecls, Vec<Diagnostic>, Vec<SourceId>) {
    let source = sources.get(id);
    let mut diagnostics = Vec::new();
    let mut page = page::parse(id, sources, &mut diagnostics);
    let included = include::splice(&mut page, sources);
    let mut decls = decl::read(&page, source, &mut diagnostics);
    decls.allowed = checks::allow::read(id, source, &mut diagnostics);
    checks::page::check(&page, &decls, source, &mut diagnostics);
    (decls, diagnostics, included)
}

/// The findings about a file in `includes`. They are reported once, and not for every page that includes it.
fn read_fragment(sources: &Sources, id: SourceId) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    page::parse(id, sources, &mut diagnostics);
    checks::allow::read(id, sources.get(id), &mut diagnostics);
    diagnostics.retain(|found| found.code != code::MISSING_FRONT_MATTER);
    diagnostics
}

/// Links the declarations of all pages. `overrides.toml` is linked like a page, with a higher rank than all pages.
/// Meanwhile, another thread runs `findings`, which returns the findings about single pages and included files.
fn link(decls: &mut Vec<PageDecls>, sources: &Sources, findings: impl FnOnce() -> Vec<Diagnostic> + Send) -> Reading {
    let mut ledger = Ledger::default();
    decls.iter().for_each(|page| ledger.add(&page.ledger));
    let mut linked = Vec::new();
    let resolve = || {
        let mut overrides = overrides::read(sources, &mut linked);
        ledger.add(&overrides.ledger);
        let place = overrides.page.take().map(|page| {
            let place = decls.partition_point(|known| known.source < page.source);
            decls.insert(place, page);
            place
        });
        let api = link::link(decls, &overrides, sources, &mut ledger, &mut linked, checks::tree::check);
        place.map(|place| decls.remove(place));
        api
    };
    let (api, mut diagnostics) = rayon::join(resolve, findings);
    diagnostics.append(&mut linked);
    let of_fragment = |id| checks::allow::read(id, sources.get(id), &mut Vec::new());
    let mut comments: Vec<Spanned<Code>> = sources.fragments().into_iter().flat_map(of_fragment).collect();
    comments.extend(decls.iter().flat_map(|page| page.allowed.iter().cloned()));
    let unused = checks::allow::unused(&comments, &diagnostics);
    checks::causes::merge_by_cause(&mut diagnostics, &api, decls, sources);
    let allowed: Vec<_> = comments.iter().map(|comment| (comment.span.source, comment.value)).collect();
    diagnostics.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
    diagnostics.extend(unused);
    diagnostic::sort(&mut diagnostics);
    Reading { api, diagnostics, ledger, allowed }
}

/// The plan of a crate: everything that [`render`] needs besides the model.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The Rust name, file and type of each item.
    pub plan: Plan,
    /// Findings about names that are impossible in Rust, sorted by [`diagnostic::sort`]. Later stages have no findings.
    pub diagnostics: Vec<Diagnostic>,
    digests: Digests,
}

/// Plans the crate for the selected part of a model. A selection does not change names: each item has the Rust name
/// that it would have in the crate for the whole model.
#[must_use]
pub fn plan(api: &Api, selection: &Selection, options: &Options) -> Planned {
    let mut diagnostics = Vec::new();
    let decide = || plan::plan(api, selection, options, &mut diagnostics);
    let (plan, mut digests) = rayon::join(decide, || Digests::of_api(api));
    digests.add_plan(&plan);
    diagnostic::sort(&mut diagnostics);
    Planned { plan, diagnostics, digests }
}

/// Maps the path of each generated file to a digest of everything that its text depends on. If the digest is the same
/// in the next run, the file need not be rendered again.
pub type Fingerprints = BTreeMap<String, Fingerprint>;

/// What [`render`] returns: the files of a crate.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The text of each changed file. The key is its path in the crate, with `/` on every platform.
    pub files: BTreeMap<String, String>,
    /// The paths of files that were not rendered, because their fingerprints are those of the existing files.
    pub unchanged: BTreeSet<String>,
    /// The fingerprints of all files, for the next call of [`render`].
    pub fingerprints: Fingerprints,
}

/// Renders the planned crate. It never fails: the crate compiles for any model. `known` are the fingerprints of
/// existing files; if empty, every file is rendered.
#[must_use]
pub fn render(api: &Api, planned: &Planned, known: Fingerprints) -> Output {
    let Planned { plan, digests, .. } = planned;
    let is_known = |unit: &Unit| known.get(&unit.path).is_some_and(|fingerprint| fingerprint.applies(unit, digests));
    let (unchanged, units): (Vec<Unit>, Vec<Unit>) = emit::files(plan).into_par_iter().partition(is_known);
    let unchanged: BTreeSet<String> = unchanged.into_iter().map(|unit| unit.path).collect();
    let mut fingerprints = known;
    fingerprints.retain(|path, _| unchanged.contains(path));
    // Files about the whole API take longest, so they start first. If one started last, all other threads would wait
    // for it.
    let (whole, parts): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(Unit::is_whole);
    let text = |unit: Unit| (emit::render_fingerprinted(api, plan, digests, &unit), unit.path);
    let (whole, parts): (Vec<_>, Vec<_>) = rayon::join(
        || whole.into_par_iter().with_max_len(1).map(text).collect(),
        || parts.into_par_iter().with_max_len(AT_ONCE).map(text).collect(),
    );
    let mut files = BTreeMap::new();
    for ((text, fingerprint), path) in whole.into_iter().chain(parts) {
        fingerprints.insert(path.clone(), fingerprint);
        files.insert(path, text);
    }
    Output { files, unchanged, fingerprints }
}
