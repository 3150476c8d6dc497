//! API reference pages in markdown to one linked model, and from there to a Rust crate.
//!
//! [`read`] turns the texts of a tree of pages into a [`Reading`]: the model ([`api::Api`]), every finding, and the account
//! of what became of each piece. [`generate`] turns the model into the files of a crate, [`export`] into other formats,
//! [`mock`] into a service that answers as the pages show, [`explain`](mod@explain) into the reasons for what a type is.
//!
//! ```
//! use graph_codegen::source::{Source, Sources};
//! use graph_codegen::{Options, generate, read};
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
//! let mut reading = read(&sources);
//! let found: Vec<String> = reading.diagnostics.iter().map(|found| format!("{:?}: {}", found.code, found.found)).collect();
//! assert_eq!(found, ["D0404: type `Strnig` of `shape`"]);
//! assert!(reading.ledger.balances());
//!
//! let options = Options {
//!     crate_name: "widgets".to_owned(),
//!     command: "cargo xtask gen".to_owned(),
//!     runtime: "../codegen/runtime".to_owned(),
//! };
//! let output = generate(&reading.api, &options, &mut reading.diagnostics);
//! let widget = &output.files["src/models/widget.rs"];
//! assert!(widget.contains("    /// How large it is.\n    pub size: Option<i32>,\n"));
//! assert!(widget.contains("    pub shape: Option<Json>,\n"));
//! ```
//!
//! The stages, in the order of a page's way:
//!
//! | module | from → to | sees |
//! |---|---|---|
//! | [`page`] | a text → its blocks, each with its place | one file |
//! | [`include`](mod@include) | directives → the blocks of the fragments they name | one page and its fragments |
//! | [`decl`] | blocks → what the page declares, names still text | one page |
//! | [`overrides`] | `overrides.toml` → statements that rank above the pages | one file |
//! | [`link`](mod@link) | declarations → the [`api`] model, every reference resolved | the tree |
//! | [`select`](mod@select) | the model → which part of it a crate is about | the tree |
//! | [`shape`] | JSON → whether it is what an operation sends | one body |
//! | [`plan`](mod@plan) | the model → every Rust decision: names, files, types | the tree |
//! | [`emit`] | model and plan → the text of a file | one file |
//!
//! [`source`] has the texts and the places in them, [`diagnostic`] the findings, [`code`] the manual of all findings, [`ledger`]
//! the account.
//!
//! The library is pure: texts in, texts and diagnostics out; no file system, clock, environment or printing. The same texts
//! give the same result, in whatever order they are given and on however many threads they are read.

pub mod api;
pub mod code;
pub mod decl;
pub mod diagnostic;
pub mod emit;
pub mod explain;
pub mod export;
pub mod include;
pub mod ledger;
pub mod link;
pub mod mock;
pub mod overrides;
pub mod page;
pub mod plan;
pub mod reader;
pub mod select;
pub mod shape;
pub mod source;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use api::Api;
use decl::PageDecls;
use diagnostic::Diagnostic;
use emit::Unit;
use emit::trace::{Digests, Trace};
use ledger::Ledger;
use plan::Plan;
use select::{Choice, Selection};
use source::{SourceId, Sources};

/// What the pages say.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The linked model.
    pub api: Api,
    /// Every finding, in the order of the places it speaks of.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was read, and what became of it.
    pub ledger: Ledger,
}

/// Reads a tree of pages. Never fails: what is wrong with a page is a diagnostic and costs only itself.
#[must_use]
pub fn read(sources: &Sources) -> Reading {
    let pages: Vec<SourceId> = ids(sources, is_page);
    let read: Vec<_> = pages.into_par_iter().map(|id| read_page(sources, id)).collect();
    let mut diagnostics = Vec::new();
    let mut ledger = Ledger::default();
    let mut decls = Vec::with_capacity(read.len());
    for (page, mut findings, _) in read {
        ledger.add(&page.ledger);
        diagnostics.append(&mut findings);
        decls.push(page);
    }
    for id in ids(sources, is_fragment) {
        diagnostics.append(&mut read_fragment(sources, id));
    }
    let api = link_overridden(&mut decls, sources, &mut ledger, &mut diagnostics);
    // Nobody waits for the declarations to be taken apart.
    rayon::spawn(move || drop(decls));
    sort(&mut diagnostics);
    Reading { api, diagnostics, ledger }
}

/// Links the declarations, with what `overrides.toml` says above them.
fn link_overridden(
    decls: &mut Vec<PageDecls>,
    sources: &Sources,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) -> Api {
    let mut overrides = overrides::read(sources, diagnostics);
    let place = overrides.page.take().map(|page| {
        let place = decls.partition_point(|known| known.source < page.source);
        decls.insert(place, page);
        place
    });
    ledger.add(&overrides.ledger);
    let api = link::link(decls, &overrides, sources, ledger, diagnostics);
    if let Some(place) = place {
        decls.remove(place);
    }
    api
}

/// How the crate is written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The crate's name in its `Cargo.toml`.
    pub crate_name: String,
    /// The command that makes the crate; it stands in the header of every file.
    pub command: String,
    /// Path from the crate's folder to `graph-runtime`, `/`-separated.
    pub runtime: String,
}

/// The files of a crate.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// Path within the crate, `/`-separated, to text.
    pub files: BTreeMap<String, String>,
}

/// Writes the model as a Rust crate. Total: whatever the model holds, the crate compiles.
#[must_use]
pub fn generate(api: &Api, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Output {
    generate_part(api, &select::select(api, &Choice::default()), options, diagnostics)
}

/// Writes a part of the model as a Rust crate. Total like [`generate`], whatever the part is; names are those of the whole.
#[must_use]
pub fn generate_part(api: &Api, selection: &Selection, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Output {
    render(api, plan_part(api, selection, options, diagnostics))
}

/// Decides on a part of the model. After that everything is found that there is to find.
#[must_use]
pub fn plan_part(api: &Api, selection: &Selection, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Plan {
    let options = plan::Options {
        crate_name: options.crate_name.clone(),
        command: options.command.clone(),
        runtime: plan::RuntimeDependency::at(options.runtime.clone()),
    };
    plan::plan_part(api, selection, &options, diagnostics)
}

/// Writes what was planned.
#[must_use]
pub fn render(api: &Api, plan: Plan) -> Output {
    let digests = Digests::of_api(api);
    let (output, _) = render_anew(api, &Planned::new(plan, digests), Traces::new());
    Output { files: output.files }
}

/// A plan, and what tells later whether the model is still the one it was made for.
#[derive(Clone, Debug)]
pub struct Planned {
    plan: Plan,
    digests: Digests,
}

/// Decides on a part of the model, as [`plan_part`] does, for [`render_anew`].
#[must_use]
pub fn plan_traced(api: &Api, selection: &Selection, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Planned {
    let (plan, digests) = rayon::join(|| plan_part(api, selection, options, diagnostics), || Digests::of_api(api));
    Planned::new(plan, digests)
}

impl Planned {
    fn new(plan: Plan, mut digests: Digests) -> Planned {
        digests.add_plan(&plan);
        Planned { plan, digests }
    }
}

/// What each file of a crate was made of, by path.
pub type Traces = BTreeMap<String, Trace>;

/// The files of a crate, as far as they may differ from those that are there.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// Path within the crate to text, of files that may differ.
    pub files: BTreeMap<String, String>,
    /// The paths of files that would be written again as they are.
    pub same: BTreeSet<String>,
}

/// Writes what was planned, except files that are there: `known` says what they were made of. Returns what all files are
/// made of now.
#[must_use]
pub fn render_anew(api: &Api, planned: &Planned, mut known: Traces) -> (Revision, Traces) {
    let Planned { plan, digests } = planned;
    let is_known = |unit: &Unit| known.get(&unit.path).is_some_and(|trace| trace.holds(unit, digests));
    let (same, units): (Vec<Unit>, Vec<Unit>) = emit::files(plan).into_par_iter().partition(is_known);
    let same: BTreeSet<String> = same.into_iter().map(|unit| unit.path).collect();
    known.retain(|path, _| same.contains(path));
    let mut traces = known;
    // What takes long is begun first, lest one thread waits for the other in the end.
    let (whole, parts): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(Unit::is_whole);
    let text = |unit: Unit| (emit::render_traced(api, plan, digests, &unit), unit.path);
    let (whole, parts): (Vec<_>, Vec<_>) = rayon::join(
        || whole.into_par_iter().with_max_len(1).map(text).collect(),
        || parts.into_par_iter().map(text).collect(),
    );
    let mut files = BTreeMap::new();
    for ((text, trace), path) in whole.into_iter().chain(parts) {
        traces.insert(path.clone(), trace);
        files.insert(path, text);
    }
    (Revision { files, same }, traces)
}

/// What a page declares, what is wrong with it, and which files it includes.
fn read_page(sources: &Sources, id: SourceId) -> (PageDecls, Vec<Diagnostic>, Vec<SourceId>) {
    let source = sources.get(id);
    let mut diagnostics = Vec::new();
    let mut page = page::parse(id, source, &mut diagnostics);
    let included = include::splice(&mut page, sources, &mut diagnostics);
    let decls = decl::read(&page, source, &mut diagnostics);
    (decls, diagnostics, included)
}

/// What is wrong within a fragment is reported once, not for every page that includes it.
fn read_fragment(sources: &Sources, id: SourceId) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    page::parse(id, sources.get(id), &mut findings);
    findings.retain(|finding| finding.code != code::MISSING_FRONT_MATTER);
    findings
}

/// Sorts by place. What two methods of a page share is told once.
fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code.id(), &a.found).cmp(&(b.span, b.code.id(), &b.found)));
    diagnostics.dedup();
}

/// The files of a kind that the path tells, in path order.
fn ids(sources: &Sources, is_wanted: fn(&str) -> bool) -> Vec<SourceId> {
    sources.iter().filter(|(_, source)| is_wanted(&source.path)).map(|(id, _)| id).collect()
}

/// Whether a file is a page: markdown outside of the folders of fragments that pages include.
fn is_page(path: &str) -> bool {
    is_markdown(path) && !path.split('/').any(|part| part == "includes" || part == "..")
}

fn is_fragment(path: &str) -> bool {
    is_markdown(path) && !is_page(path)
}

fn is_markdown(path: &str) -> bool {
    path.len() > 3 && path.get(path.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}
