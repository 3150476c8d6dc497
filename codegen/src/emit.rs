//! A plan to the files of a crate.
//!
//! In: an [`Api`] and its [`Plan`]. Out: file texts. Invariant: total and free of decisions. The text of a [`Unit`] depends
//! on what the `Api` and the `Plan` say of it alone, so units are rendered in any order and in parallel. Page text gets
//! into code only as a checked [`Ident`](crate::plan::Ident), as a literal made by `source`, or as a documentation line made by `doc`.

mod alias;
mod bodies;
mod body_tests;
mod doc;
mod enumeration;
mod example;
mod facts;
pub(crate) mod fingerprint;
mod manifest;
mod member;
mod module;
mod names;
pub(crate) mod public_items;
mod route;
mod route_tests;
mod server;
mod shape;
mod snippet;
mod source;
mod structure;
mod stub;
mod unit;

pub use public_items::{Meaning, PublicItem, public_items};
pub use unit::{Unit, files};

use facts::Facts;
use fingerprint::{Digests, Fingerprint};

use crate::api::{Api, OperationId};
use crate::emit::names::Names;
use crate::emit::unit::Content;
use crate::plan::Plan;

/// The text of a file.
#[must_use]
pub fn render(api: &Api, plan: &Plan, unit: &Unit) -> String {
    text(&Names { facts: Facts::new(api, plan) }, unit)
}

/// The text of a file, and what it was made of.
#[must_use]
pub fn render_fingerprinted(api: &Api, plan: &Plan, digests: &Digests, unit: &Unit) -> (String, Fingerprint) {
    let names = Names { facts: Facts::new(api, plan) };
    let text = text(&names, unit);
    (text, Fingerprint::new(unit, names.facts.seen(), digests))
}

fn text(names: &Names<'_>, unit: &Unit) -> String {
    match unit.content {
        Content::Manifest => manifest::manifest(names),
        Content::Readme => manifest::readme(names),
        Content::Root => module::root(names),
        Content::Models(id) => module::models(names, id),
        Content::Type(id) => structure::file(names, id),
        Content::Enum(id) => enumeration::file(names, id),
        Content::Routes => module::routes(names),
        Content::RouteModule(index) => route::file(names, index),
        Content::Example(sender) => example::file(names, sender),
        Content::Layout => manifest::layout(names),
        Content::Server => server::file(names),
        Content::CaseTable => body_tests::table(names),
        Content::TrialTable => route_tests::table(names),
        Content::Bodies(index) => bodies::file(names, index),
    }
}

/// What one operation adds to the file of its module: its stub, then the bodies that were made for it.
#[must_use]
pub fn operation(api: &Api, plan: &Plan, id: OperationId) -> String {
    route::items(&Names { facts: Facts::new(api, plan) }, id)
}
