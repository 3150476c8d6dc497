//! Renders the files of a crate from a plan.
//!
//! In: an [`Api`] and its [`Plan`]. Out: the text of each file. Invariant: rendering cannot fail, and it decides
//! nothing, because the plan has all decisions, such as the names of items. The text of a file (a `Unit`) depends only
//! on the `Unit`, the `Api` and the `Plan`, so files are rendered in parallel and in any order. Text from pages becomes
//! part of the code only as a checked `Ident`, as a literal (`rust::source`) or as a line of documentation (`doc`).

mod context;
mod doc;
pub(crate) mod fingerprint;
mod models;
mod package;
pub(crate) mod public_items;
mod routes;
mod rust;
mod sample;
mod test_files;
#[cfg(test)]
mod tests;
mod tracked_model;
mod unit;

pub(crate) use public_items::public_items_of;
pub use public_items::{Owner, Part, PublicItem, public_items};
pub(crate) use unit::{Unit, files};

use fingerprint::{Digests, Fingerprint};
use tracked_model::TrackedModel;

use crate::api::Api;
use crate::emit::context::Context;
use crate::emit::models::{enumeration, structure};
use crate::emit::package::{cargo_toml, example, front_page, guide, manifest, module_files, types_crate};
use crate::emit::routes::{module_file, server};
use crate::emit::test_files::{bodies, body_tests, exchange_tests, route_tests};
use crate::emit::unit::Content;
use crate::plan::Plan;

/// The text of a file, and a fingerprint of what it was rendered from.
#[must_use]
pub(crate) fn render_fingerprinted(api: &Api, plan: &Plan, digests: &Digests, unit: &Unit) -> (String, Fingerprint) {
    let cx = Context { model: TrackedModel::new(api, plan), sees_routes: !unit.is_of_types() };
    let text = text(&cx, unit);
    (text, Fingerprint::new(unit, cx.model.seen(), digests))
}

fn text(cx: &Context<'_>, unit: &Unit) -> String {
    match unit.content {
        Content::Manifest => cargo_toml::file(cx),
        Content::Readme => manifest::readme(cx),
        Content::Root => front_page::file(cx),
        Content::Guide => guide::file(cx),
        Content::Models(id) => module_files::models(cx, id),
        Content::Type(id) => structure::file(cx, id),
        Content::Enum(id) => enumeration::file(cx, id),
        Content::Routes => module_files::routes(cx),
        Content::RouteModule(index) => module_file::file(cx, index),
        Content::Example(sender) => example::file(cx, sender),
        Content::RustfmtConfig => manifest::rustfmt_config(cx),
        Content::Server => server::file(cx),
        Content::Schema => server::schema(cx),
        Content::BodyTests => body_tests::table(cx),
        Content::RouteTests => route_tests::table(cx),
        Content::ExchangeTests => exchange_tests::table(cx),
        Content::Bodies(index) => bodies::file(cx, index),
        Content::TypesManifest => cargo_toml::of_types(cx),
        Content::TypesReadme => types_crate::readme(cx),
        Content::TypesRoot => types_crate::lib_file(cx),
    }
}
