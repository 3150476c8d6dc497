//! A plan to the files of a crate.
//!
//! In: an [`Api`] and its [`Plan`]. Out: file texts. Invariant: total and free of decisions. The text of a [`Unit`] depends
//! on what the `Api` and the `Plan` say of it alone, so units are rendered in any order and in parallel. Page text gets
//! into code only as a checked [`Ident`], as a literal made by `source`, or as a documentation line made by `doc`.

mod bodies;
mod body_tests;
mod doc;
mod enumeration;
mod example;
mod facts;
pub mod fingerprint;
mod manifest;
mod member;
mod module;
mod route;
mod route_tests;
mod server;
mod shape;
mod snippet;
mod source;
mod structure;
mod stub;

use facts::Facts;
use fingerprint::{Digests, Fingerprint};

use crate::api::{Api, EnumId, OperationId, TypeId};
use crate::plan::{Ident, ModuleId, Plan, RustItem, RustType};

/// A file of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Where it stands, relative to the crate, `/`-separated.
    pub path: String,
    content: Content,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Content {
    Manifest,
    Readme,
    Root,
    Models(ModuleId),
    Type(TypeId),
    Enum(EnumId),
    Routes,
    RouteModule(usize),
    Example(example::Sender),
    Layout,
    Server,
    CaseTable,
    TrialTable,
    Bodies(usize),
}

/// The files of the crate, sorted by path.
#[must_use]
pub fn files(plan: &Plan) -> Vec<Unit> {
    let mut units = vec![
        Unit { path: "Cargo.toml".to_owned(), content: Content::Manifest },
        Unit { path: "README.md".to_owned(), content: Content::Readme },
        Unit { path: "src/lib.rs".to_owned(), content: Content::Root },
        Unit { path: "src/routes.rs".to_owned(), content: Content::Routes },
        Unit { path: "src/server.rs".to_owned(), content: Content::Server },
        Unit { path: "tests/bodies.rs".to_owned(), content: Content::CaseTable },
    ];
    if plan.has_routes() {
        units.push(Unit { path: "tests/routes.rs".to_owned(), content: Content::TrialTable });
    }
    if plan.showcase.has_examples() {
        let example = |sender: example::Sender| Unit {
            path: format!("examples/{}.rs", sender.name()),
            content: Content::Example(sender),
        };
        units.extend(example::Sender::ALL.map(example));
        units.push(Unit { path: "examples/rustfmt.toml".to_owned(), content: Content::Layout });
    }
    let mut add = |path: &String, content| units.push(Unit { path: path.clone(), content });
    let selection = &plan.selection;
    for (index, module) in plan.modules.iter().enumerate().filter(|(index, module)| *index == 0 || !module.is_empty()) {
        add(&module.file, Content::Models(ModuleId(index)));
    }
    for (index, ty) in plan.types.iter().enumerate() {
        let id = TypeId::from_index(index);
        if selection.keeps_type(id) {
            add(&ty.file, Content::Type(id));
        }
    }
    for (index, ty) in plan.enums.iter().enumerate() {
        let id = EnumId::from_index(index);
        if selection.keeps_enum(id) {
            add(&ty.file, Content::Enum(id));
        }
    }
    for (index, module) in plan.routes.iter().enumerate().filter(|(_, module)| !module.is_empty()) {
        add(&module.file, Content::RouteModule(index));
    }
    for (index, file) in plan.bodies.iter().enumerate().filter(|(_, file)| !file.examples.is_empty()) {
        add(&file.path, Content::Bodies(index));
    }
    units.sort_by(|a, b| a.path.cmp(&b.path));
    units
}

impl Unit {
    /// Whether it is about all of the API, and so takes longer than files about one part of it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self.content {
            Content::Manifest | Content::Readme | Content::Root | Content::Routes => true,
            Content::Server | Content::CaseTable | Content::TrialTable | Content::Example(_) | Content::Layout => true,
            Content::Models(_) | Content::Type(_) | Content::Enum(_) | Content::RouteModule(_) => false,
            Content::Bodies(_) => false,
        }
    }
}

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

/// The end of a header.
const MARK: &str = "do not edit.";

/// What may be looked at, and how types are written.
struct Names<'a> {
    facts: Facts<'a>,
}

/// Where a type is written, which decides how far its path must go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// In a module of `models`, whose names are imported.
    Models(ModuleId),
    /// In a module of `routes`, where `models` is imported.
    Routes,
    /// Outside the crate.
    Outside,
}

impl Names<'_> {
    /// The path of a type, `crate::models::User`.
    fn type_path(&self, id: TypeId) -> String {
        let (module, name) = self.facts.type_name(id);
        self.facts.module(module).path_of(name)
    }

    /// The path of an enum, `crate::models::Importance`.
    fn enum_path(&self, id: EnumId) -> String {
        let (module, name) = self.facts.enum_name(id);
        self.facts.module(module).path_of(name)
    }

    /// A type of the API as it is written at a place.
    fn model(&self, from: From, module: ModuleId, name: &Ident) -> String {
        let path = self.facts.module(module).path_of(name);
        match from {
            From::Models(here) if here == module => name.to_string(),
            From::Models(_) => path,
            From::Routes => path.trim_start_matches("crate::").to_owned(),
            From::Outside => path.replacen("crate", &self.library(), 1),
        }
    }

    /// A structured type as it is written at a place.
    fn structured(&self, from: From, id: TypeId) -> String {
        let (module, name) = self.facts.type_name(id);
        self.model(from, module, name)
    }

    /// A type as it is written at a place.
    fn rust(&self, from: From, ty: RustType) -> String {
        let item = match ty.item {
            RustItem::Builtin(name) => name.to_owned(),
            RustItem::Scalar(name) if from == From::Outside => format!("graph_runtime::{name}"),
            RustItem::Scalar(name) => name.to_owned(),
            RustItem::Json if from == From::Outside => "graph_runtime::Json".to_owned(),
            RustItem::Json => "Json".to_owned(),
            RustItem::Enum(id) => {
                let (module, name) = self.facts.enum_name(id);
                self.model(from, module, name)
            }
            RustItem::Structured(id) => self.structured(from, id),
        };
        match (ty.list, ty.boxed) {
            (true, _) => format!("Vec<{item}>"),
            (false, true) => format!("Box<{item}>"),
            (false, false) => item,
        }
    }

    /// The name of the library as other crates write it.
    fn library(&self) -> String {
        self.facts.options().crate_name.replace('-', "_")
    }

    /// The header of a file that comes from pages, or from all of them.
    fn header(&self, pages: &[String]) -> String {
        let command = doc::one_line(&self.facts.options().command);
        let text = match pages.is_empty() {
            true => format!("@generated by `{command}`; do not edit."),
            false => format!("@generated by `{command}` from {}; do not edit.", pages.join(", ")),
        };
        let mut header = String::from("//");
        let mut columns = header.len();
        // What marks a generated file stays on one line.
        let words = text.strip_suffix(MARK).unwrap_or(&text).split_whitespace();
        for word in words.chain([MARK]) {
            let length = word.chars().count();
            if columns + 1 + length > source::WIDTH {
                header.push_str("\n//");
                columns = 2;
            }
            header.push(' ');
            header.push_str(word);
            columns += 1 + length;
        }
        header.push('\n');
        header
    }

    /// The paths of pages, for a header.
    fn pages(&self, ids: &[crate::api::PageId]) -> Vec<String> {
        ids.iter().map(|&id| doc::one_line(&self.facts.page(id).path)).collect()
    }
}
