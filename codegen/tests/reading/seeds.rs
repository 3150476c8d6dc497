//! The five pages that the project began with: the model and the findings that each must give.

use crate::tree::beside;
use crate::tree::findings;
use crate::tree::folder;
use crate::tree::written::written;
use graph_codegen::api::{
    Api, EnumType, ItemType, Method, Operation, Primitive, RequestBody, ResponseBody, StructuredType, TypeId, TypeKind,
    TypeRef,
};
use graph_codegen::code::{self, Code};
use graph_codegen::source::Sources;
use graph_codegen::{Options, Output, Reading, read};

struct Seeds {
    sources: Sources,
    reading: Reading,
    output: Output,
}

fn seeds() -> Option<Seeds> {
    let sources = Sources::new(folder::files(&beside::find("GRAPH_SEEDS_DIR", "shared/seeds")?));
    let mut reading = read(&sources);
    let options = Options::new("seeds", "cargo xtask gen", "../codegen/runtime");
    let output = written(&mut reading, &options);
    Some(Seeds { sources, reading, output })
}

impl Seeds {
    fn api(&self) -> &Api {
        &self.reading.api
    }

    fn ty(&self, name: &str) -> &StructuredType {
        let found = self.api().types.iter().find(|ty| ty.name.to_string() == name);
        found.unwrap_or_else(|| panic!("no type {name}"))
    }

    fn id(&self, ty: &StructuredType) -> Option<TypeId> {
        self.api().types.iter().position(|known| known.name == ty.name).map(TypeId::from_index)
    }

    fn enumeration(&self, name: &str) -> &EnumType {
        let found = self.api().enums.iter().find(|ty| ty.name.to_string() == name);
        found.unwrap_or_else(|| panic!("no enumeration {name}"))
    }

    /// The only operation of a page.
    fn operation(&self, page: &str) -> &Operation {
        let of_page: Vec<&Operation> =
            self.api().operations.iter().filter(|operation| self.api()[operation.page].path == page).collect();
        assert_eq!(of_page.len(), 1, "operations of {page}");
        of_page[0]
    }

    /// The findings with this code on a page, one line each.
    fn said(&self, page: &str, code: Code) -> Vec<String> {
        let source = self.sources.find(page).unwrap_or_else(|| panic!("no page {page}"));
        let of_code = self.reading.diagnostics.iter().filter(|known| known.code == code && known.span.source == source);
        of_code.map(|finding| findings::line(&self.sources, finding)).collect()
    }

    fn file(&self, path: &str) -> &str {
        let known = || self.output.files.keys().collect::<Vec<_>>();
        self.output.files.get(path).unwrap_or_else(|| panic!("no file {path} among {:#?}", known()))
    }

    fn is(&self, ty: TypeRef, name: &str) -> bool {
        matches!(ty, TypeRef { item: ItemType::Structured(id), collection: false } if self.api()[id].name.to_string() == name)
    }
}

const LONG_RUNNING: &str = "microsoft.graph.longRunningOperation";

#[test]
fn the_resource_page_becomes_an_entity_type_with_all_its_properties() {
    let Some(seeds) = seeds() else { return };
    let page = "longrunningoperation.md";
    let ty = seeds.ty(LONG_RUNNING);
    let base = seeds.api()[ty.base.expect("a base")].clone();
    assert_eq!(base.name.to_string(), "microsoft.graph.entity");
    assert_eq!(ty.kind, TypeKind::Entity);
    let id = ty.base.into_iter().chain([seeds.id(ty).expect("the type")]);
    let keys: Vec<_> = id.flat_map(|id| &seeds.api()[id].key).collect();
    assert_eq!(keys, ["id"]);

    let mut members: Vec<(&str, TypeRef)> = seeds
        .api()
        .members(seeds.id(ty).expect("the type"))
        .map(|property| (property.name.as_str(), property.ty))
        .collect();
    members.sort_by(|a, b| a.0.cmp(b.0));
    let status = seeds.api().enums.iter().position(|ty| ty.name.name == "longRunningOperationStatus").expect("an enum");
    let one = |item| TypeRef { item, collection: false };
    let primitive = |primitive| one(ItemType::Primitive(primitive));
    let expected = [
        ("createdDateTime", primitive(Primitive::DateTimeOffset)),
        ("id", primitive(Primitive::String)),
        ("lastActionDateTime", primitive(Primitive::DateTimeOffset)),
        ("resourceLocation", primitive(Primitive::String)),
        ("status", one(ItemType::Enum(graph_codegen::api::EnumId::from_index(status)))),
        ("statusDetail", primitive(Primitive::String)),
    ];
    assert_eq!(members, expected);

    let mut subtypes: Vec<String> = ty.undocumented_subtypes.iter().map(ToString::to_string).collect();
    subtypes.extend(ty.derived.iter().map(|id| seeds.api()[*id].name.to_string()));
    subtypes.sort();
    let short: Vec<&str> = subtypes.iter().filter_map(|name| name.rsplit('.').next()).collect();
    assert_eq!(
        short,
        ["attackSimulationOperation", "engagementAsyncOperation", "richLongRunningOperation", "validateOperation"]
    );
    assert!(subtypes.iter().all(|name| name.starts_with("microsoft.graph.")), "{subtypes:?}");

    let members: Vec<&str> = seeds
        .enumeration("microsoft.graph.longRunningOperationStatus")
        .members
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    assert_eq!(members, ["notStarted", "running", "succeeded", "failed", "skipped", "unknownFutureValue"]);

    let links = seeds.said(page, code::LINK_MISSING);
    for target in [
        "richlongrunningoperation",
        "attacksimulationoperation",
        "engagementasyncoperation",
        "industrydata-validateoperation",
        "longrunningoperation-get",
    ] {
        assert!(links.iter().any(|line| line.contains(&format!("{target}.md"))), "{target} in {links:#?}");
    }

    let file = seeds.file("src/models/long_running_operation.rs");
    assert!(file.contains("pub struct LongRunningOperation {"), "{file}");
    for field in ["id", "created_date_time", "last_action_date_time", "resource_location", "status", "status_detail"] {
        assert!(file.contains(&format!("pub {field}: Option<")), "{field} in {file}");
    }
    let status = seeds.file("src/models/long_running_operation_status.rs");
    for variant in ["NotStarted", "Running", "Succeeded", "Failed", "Skipped", "UnknownFutureValue"] {
        assert!(status.contains(variant), "{variant} in {status}");
    }
}

/// Every row of every table is used, also the row of the table `Methods` on the resource page.
#[test]
fn all_table_rows_are_used() {
    let Some(seeds) = seeds() else { return };
    let row = seeds.reading.ledger.rows().find(|row| row.kind == "table rows").expect("rows were read");
    assert_eq!((row.used, row.diagnosed), (row.read, 0));
    let unknown = seeds.reading.diagnostics.iter().filter(|finding| finding.code == code::TABLE_UNKNOWN).count();
    assert_eq!(unknown, 0);
}

#[test]
fn the_page_that_creates_an_operation_of_a_user_becomes_a_post_route() {
    let Some(seeds) = seeds() else { return };
    let page = "longrunningoperation-post-operations.md";
    let operation = seeds.operation(page);
    assert_eq!(operation.method, Method::Post);
    assert_eq!(paths(operation), ["/user/authentication/operations"]);
    let RequestBody::Value(sent) = operation.request else { panic!("{:?}", operation.request) };
    let ResponseBody::Value(received) = operation.response.body else { panic!("{:?}", operation.response) };
    assert!(seeds.is(sent, LONG_RUNNING) && seeds.is(received, LONG_RUNNING));
    assert_eq!(operation.response.status, [201]);
    assert_stub(&seeds, "POST", &["/user/authentication/operations"], page, "[201]");

    assert!(!seeds.said(page, code::FRONT_MATTER_PLACEHOLDER).is_empty());
    // The page has a placeholder in three cells with scopes, and one in the description of a parameter.
    assert_eq!(seeds.said(page, code::PERMISSION_PLACEHOLDER).len(), 4);
    let namespaces = seeds.said(page, code::EXAMPLE_NAMESPACE);
    assert!(
        namespaces.iter().any(|line| line.contains("microsoft.strongAuthentication.longRunningOperation")),
        "{namespaces:#?}"
    );
    let cases = seeds.said(page, code::ENUM_CASE);
    assert!(cases.iter().any(|line| line.contains("`notstarted`") && line.contains("`notStarted`")), "{cases:#?}");
}

#[test]
fn the_page_that_adds_an_operation_by_reference_becomes_a_post_route() {
    let Some(seeds) = seeds() else { return };
    let page = "authentication-post-operations.md";
    let operation = seeds.operation(page);
    assert_eq!(operation.method, Method::Post);
    assert_eq!(paths(operation), ["/me/authentication/operations/$ref"]);
    assert_eq!(operation.response.status, [201]);
    assert_stub(&seeds, "POST", &["/me/authentication/operations/$ref"], page, "[201]");

    // The type cell says `Enumeration` and no name. The generator takes the type of the property `status` of the
    // resource, and makes no second enumeration.
    let forms = seeds.said(page, code::TYPE_CELL_FORM);
    assert!(forms.iter().any(|line| line.contains("`Enumeration`") && line.contains("`status`")), "{forms:#?}");
    let names: Vec<&str> = seeds.api().enums.iter().map(|ty| ty.name.name.as_str()).collect();
    assert!(names.iter().all(|name| !name.to_lowercase().contains("enumeration")), "{names:?}");
    let cases = seeds.said(page, code::EXAMPLE_TYPE_CASE);
    assert!(cases.iter().any(|line| line.contains("`microsoft.graph.longrunningoperation`")), "{cases:#?}");
    assert_eq!(seeds.said(page, code::PERMISSION_PLACEHOLDER).len(), 2);
}

#[test]
fn the_page_that_updates_an_operation_becomes_a_patch_route() {
    let Some(seeds) = seeds() else { return };
    let page = "longrunningoperation-update.md";
    let operation = seeds.operation(page);
    assert_eq!(operation.method, Method::Patch);
    assert_eq!(paths(operation), ["/me/authentication/operations/{longRunningOperationId}"]);
    let RequestBody::Patch { ty, members } = &operation.request else { panic!("{:?}", operation.request) };
    assert_eq!(seeds.api()[*ty].name.to_string(), LONG_RUNNING);
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let listed = ["id", "createdDateTime", "lastActionDateTime", "status", "statusDetail", "resourceLocation"];
    assert_eq!(names, listed);
    assert_eq!(operation.response.status, [200]);
    assert_stub(&seeds, "PATCH", &["/me/authentication/operations/{longRunningOperationId}"], page, "[200]");
    assert!(seeds.output.files.values().any(|file| file.contains("pub struct LongRunningOperationPatch")));

    assert_eq!(seeds.said(page, code::EXAMPLE_WITHOUT_TYPE).len(), 1);
    assert_eq!(seeds.said(page, code::CONTENT_LENGTH).len(), 2);
}

#[test]
fn the_page_without_a_path() {
    let Some(seeds) = seeds() else { return };
    let page = "operation-post.md";
    let ty = seeds.ty("microsoft.graph.operation");
    let id = seeds.id(ty).expect("the type");
    let members: Vec<&str> = seeds.api().members(id).map(|property| property.name.as_str()).collect();
    for name in ["id", "status", "createdDateTime", "lastActionDateTime"] {
        assert!(members.contains(&name), "{name} in {members:?}");
    }
    let status = seeds.api().members(id).find(|property| property.name == "status").expect("a status");
    let ItemType::Enum(status) = status.ty.item else { panic!("{:?}", status.ty) };
    let values: Vec<&str> = seeds.api()[status].members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(values, ["NotStarted", "Running", "Completed", "Failed"]);
    seeds.file("src/models/operation.rs");

    let lines = seeds.said(page, code::ROUTE_IS_NO_PATH);
    assert!(
        lines.len() == 1 && lines[0].contains("** Collection URI for microsoft.graph.operation not found"),
        "{lines:#?}"
    );
    assert!(seeds.api().operations.iter().all(|operation| seeds.api()[operation.page].path != page));
    assert!(seeds.output.files.values().all(|file| !file.contains("Collection URI")));
}

#[test]
fn every_piece_of_the_seeds_is_accounted_for() {
    let Some(seeds) = seeds() else { return };
    assert!(seeds.reading.ledger.balances(), "{:?}", seeds.reading.ledger);
    let counts = |kind: &str| {
        let row = seeds.reading.ledger.rows().find(|row| row.kind == kind).expect("a line of the ledger");
        (row.read, row.used, row.diagnosed)
    };
    assert_eq!(counts("pages"), (5, 5, 0));
    assert_eq!(counts("request lines"), (4, 3, 1));
    assert_eq!(counts("JSON bodies"), (9, 9, 0));
    for (path, text) in seeds.output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        assert!(syn::parse_file(text).is_ok(), "{path}: {text}");
    }
}

fn paths(operation: &Operation) -> Vec<&str> {
    operation.routes.iter().map(|route| route.template.path.as_str()).collect()
}

/// Asserts that the written crate has a `route!` table for the page, with this method, these paths and these success
/// statuses.
fn assert_stub(seeds: &Seeds, method: &str, paths: &[&str], page: &str, status: &str) {
    let all: String = seeds
        .output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/routes/"))
        .map(|(_, text)| text.as_str())
        .collect();
    // Line breaks in the tables do not matter for this test.
    let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
    let tables: Vec<&str> = all.split("graph_runtime::route! {").skip(1).collect();
    let table = tables
        .iter()
        .find(|table| table.contains(&format!("page {page:?}")))
        .unwrap_or_else(|| panic!("no stub of {page}"));
    assert!(table.contains(&format!(": {method},")), "{table}");
    assert!(table.contains(&format!("success {status}")), "{table}");
    for path in paths {
        assert!(table.contains(&format!("{path:?},")), "{table}");
    }
}
