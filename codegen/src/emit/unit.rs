//! The list of the files of a crate.

use crate::api::{EnumId, TypeId};
use crate::emit::package::example::sender::Sender;
use crate::plan::{ModuleId, Plan, TYPES_FOLDER};

/// A file of the crate that is to be rendered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Unit {
    /// The path of the file, relative to the crate and `/`-separated.
    pub path: String,
    pub(crate) content: Content,
}

/// What a file is about. It determines the emitter that renders the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Content {
    Manifest,
    Readme,
    Root,
    Guide,
    Models(ModuleId),
    Type(TypeId),
    Enum(EnumId),
    Routes,
    RouteModule(usize),
    Example(Sender),
    RustfmtConfig,
    Server,
    Schema,
    BodyTests,
    RouteTests,
    ExchangeTests,
    Bodies(usize),
    TypesManifest,
    TypesReadme,
    TypesRoot,
}

/// The files of the crate, and those of the separate crate with the types if the options ask for one, sorted by path.
#[must_use]
pub(crate) fn files(plan: &Plan) -> Vec<Unit> {
    let mut units = vec![
        Unit { path: "Cargo.toml".to_owned(), content: Content::Manifest },
        Unit { path: "README.md".to_owned(), content: Content::Readme },
        Unit { path: "src/lib.rs".to_owned(), content: Content::Root },
        Unit { path: "src/routes.rs".to_owned(), content: Content::Routes },
        Unit { path: "src/schema.json".to_owned(), content: Content::Schema },
        Unit { path: "src/server.rs".to_owned(), content: Content::Server },
        Unit { path: "tests/bodies.rs".to_owned(), content: Content::BodyTests },
    ];
    if plan.has_routes() {
        units.push(Unit { path: "src/guide.rs".to_owned(), content: Content::Guide });
        units.push(Unit { path: "tests/routes.rs".to_owned(), content: Content::RouteTests });
        units.push(Unit { path: "tests/exchanges.rs".to_owned(), content: Content::ExchangeTests });
    }
    if plan.showcase.has_examples() {
        let example =
            |sender: Sender| Unit { path: format!("examples/{}.rs", sender.name()), content: Content::Example(sender) };
        units.extend(Sender::ALL.map(example));
        units.push(Unit { path: "examples/rustfmt.toml".to_owned(), content: Content::RustfmtConfig });
    }
    if plan.options.types_apart {
        let files = [
            ("Cargo.toml", Content::TypesManifest),
            ("README.md", Content::TypesReadme),
            ("src/lib.rs", Content::TypesRoot),
        ];
        units.extend(files.map(|(path, content)| Unit { path: format!("{TYPES_FOLDER}/{path}"), content }));
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
    /// Whether the file is in the separate crate with the types. Such a file does not depend on routes.
    #[must_use]
    pub(crate) fn is_of_types(&self) -> bool {
        self.path.strip_prefix(TYPES_FOLDER).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether the file is about the whole API and not about a part of it, such as a type or a module of routes.
    /// Rendering such a file takes longer.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        match self.content {
            Content::Manifest | Content::Readme | Content::Root | Content::Guide | Content::Routes => true,
            Content::Server
            | Content::Schema
            | Content::BodyTests
            | Content::RouteTests
            | Content::ExchangeTests
            | Content::Example(_)
            | Content::RustfmtConfig
            | Content::TypesManifest
            | Content::TypesReadme
            | Content::TypesRoot => true,
            Content::Models(_) | Content::Type(_) | Content::Enum(_) | Content::RouteModule(_) => false,
            Content::Bodies(_) => false,
        }
    }
}
