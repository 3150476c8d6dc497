//! The exports contain all of the model: snapshots of a hand-built API, and both formats parsed again.

mod model;
mod reader;

use graph_codegen::api::*;
use graph_codegen::explain::explain_type;
use graph_codegen::export::{csdl, json};
use graph_codegen::source::Sources;
use proptest::prelude::*;
use serde_json::Value;

use model::{api, doc, literal, many, one, operation, property, route, sources, string, structured};

fn with_types(types: Vec<StructuredType>) -> Api {
    Api { types, ..Api::default() }
}

fn entity_named(name: &str) -> StructuredType {
    structured("example.graph", name, TypeKind::Entity)
}

fn roots(operations: Vec<Operation>) -> String {
    csdl(&Api { pages: api().pages, operations, ..with_types(vec![entity_named("group"), entity_named("user")]) })
}

const GROUP: ItemType = ItemType::Structured(TypeId(0));
const USER: ItemType = ItemType::Structured(TypeId(1));

fn get(segments: Vec<Segment>, ty: TypeRef) -> Operation {
    operation(PageId(0), Method::Get, vec![route(segments)], ResponseBody::Value(ty))
}

#[test]
fn csdl_of_the_model() {
    insta::assert_snapshot!(csdl(&api()));
}

#[test]
fn json_of_the_model() {
    insta::assert_snapshot!(json(&api(), &sources()));
}

#[test]
fn explanation_of_a_type() {
    insta::assert_snapshot!(explain_type(&api(), &sources(), "example.graph.user").unwrap_or_default());
}

#[test]
fn explanation_of_an_enum() {
    insta::assert_snapshot!(explain_type(&api(), &sources(), "state").unwrap_or_default());
}

#[test]
fn a_name_to_explain_may_be_in_any_letter_case_and_without_its_namespace() {
    let explain = |name: &str| explain_type(&api(), &sources(), name);
    let full = explain("example.graph.user");
    assert!(full.is_some());
    for name in ["USER", "user", "Example.Graph.User", " #example.graph.user "] {
        assert_eq!(explain(name), full, "{name}");
    }
    for name in ["", "use", "graph.user", "example.graph.", "example.calls.user"] {
        assert_eq!(explain(name), None, "{name}");
    }
}

#[test]
fn a_name_without_a_namespace_explains_the_types_of_all_namespaces() {
    let api = with_types(vec![structured("a", "user", TypeKind::Complex), structured("b", "user", TypeKind::Entity)]);
    let text = explain_type(&api, &Sources::default(), "user").unwrap_or_default();
    let headings: Vec<&str> = text.lines().filter(|line| line.contains(" type ")).collect();
    assert_eq!(headings, ["complex type a.user", "entity type b.user"]);
}

#[test]
fn csdl_read_back_declares_the_model() {
    insta::assert_snapshot!(reader::declarations(&csdl(&api())).join("\n"));
}

/// The CSDL document has each declaration of the model with its type, or names it in an XML comment.
#[test]
fn csdl_read_back_loses_nothing() {
    let api = api();
    let xml = csdl(&api);
    let lines = reader::declarations(&xml);
    let full = |ty: TypeRef| {
        let item = match ty.item {
            ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
            ItemType::Enum(id) => api[id].name.to_string(),
            ItemType::Structured(id) => api[id].name.to_string(),
        };
        if ty.collection { format!("Collection({item})") } else { item }
    };
    let declared = |inside: &str, name: &str, rest: &str| {
        let found = |line: &&String| {
            let (head, tail) = line.split_once(' ').unwrap_or((line, ""));
            head.starts_with(inside) && head.ends_with(&format!(":{name}")) && format!(" {tail}").contains(rest)
        };
        lines.iter().any(|line| found(&line)) || xml.contains(&format!("`{name}`"))
    };
    for ty in &api.types {
        let base = ty.base.map(|base| format!(" BaseType={}", api[base].name)).unwrap_or_default();
        assert!(declared(&format!("{}/", ty.name.namespace), &ty.name.name, &base), "{}", ty.name);
        for property in &ty.properties {
            let inside = format!("{}/{}/", ty.name.namespace, ty.name.name);
            assert!(declared(&inside, &property.name, &format!(" Type={}", full(property.ty))), "{}", property.name);
        }
    }
    for ty in &api.enums {
        for member in &ty.members {
            let inside = format!("{}/{}/", ty.name.namespace, ty.name.name);
            assert!(declared(&inside, &member.name, ""), "{}", member.name);
        }
    }
    for call in api.operations.iter().filter_map(|operation| operation.call.as_ref()) {
        let inside = format!("{}/{}/", call.namespace, call.name);
        if let Some(binding) = call.binding {
            assert!(declared(&inside, "bindingParameter", &format!(" Type={}", full(binding))), "{}", call.name);
        }
        for parameter in call.parameters.iter().chain(call.overloads.iter().flatten()) {
            let ty = parameter.ty.map_or("Edm.Untyped".to_owned(), full);
            assert!(declared(&inside, &parameter.name, &format!(" Type={ty}")), "{}", parameter.name);
        }
    }
}

#[test]
fn descriptions_survive_with_line_breaks_and_markup() {
    let strings = reader::values(&csdl(&api()), "Annotation", "String");
    let user = "A person, \"who\" has <mail> & an address.\n\nSecond paragraph.";
    assert!(strings.iter().any(|text| text == user), "{strings:?}");
}

#[test]
fn a_csdl_document_without_untyped_values_has_version_4_0() {
    let mut user = entity_named("user");
    user.properties = vec![property("name", string())];
    let xml = csdl(&with_types(vec![user.clone()]));
    assert_eq!(reader::values(&xml, "edmx:Edmx", "Version"), ["4.0"]);
    user.properties = vec![property("name", one(ItemType::Primitive(Primitive::Untyped)))];
    let xml = csdl(&with_types(vec![user]));
    assert_eq!(reader::values(&xml, "edmx:Edmx", "Version"), ["4.01"]);
}

#[test]
fn names_that_csdl_cannot_hold_are_named_in_comments() {
    let mut holder = entity_named("holder");
    holder.properties = vec![
        property("odd", one(ItemType::Structured(TypeId(1)))),
        property("a-b", string()),
        property("twice", string()),
        property("twice", string()),
    ];
    let xml = csdl(&with_types(vec![holder, entity_named("no type")]));
    let members = ["EntityType:holder", "Property:odd Type=Edm.Untyped", "Property:twice Type=Edm.String"];
    let found = reader::declarations(&xml);
    assert!(members.iter().all(|member| found.iter().any(|line| line.ends_with(member))), "{found:#?}");
    assert_eq!(xml.matches("\"twice\"").count(), 1);
    for comment in ["type `example.graph.no type`", "property `a-b`", "property `twice`, declared before"] {
        assert!(xml.contains(&format!("<!-- left out: {comment}")), "{comment} in {xml}");
    }
}

#[test]
fn only_the_first_type_of_a_chain_of_bases_declares_the_key() {
    let mut base = entity_named("base");
    base.properties = vec![property("id", string()), property("tags", many(ItemType::Primitive(Primitive::String)))];
    base.key = vec!["id".into(), "tags".into(), "absent".into()];
    let mut derived = entity_named("derived");
    derived.base = Some(TypeId(0));
    derived.key = vec!["id".into()];
    let xml = csdl(&with_types(vec![base, derived]));
    assert_eq!(reader::values(&xml, "PropertyRef", "Name"), ["id"]);
    for name in ["`tags`", "`absent`"] {
        assert!(xml.contains(&format!("left out: key property {name}")), "{xml}");
    }
}

#[test]
fn an_entity_type_as_the_base_of_a_complex_type_is_left_out() {
    let mut value = structured("example.graph", "value", TypeKind::Complex);
    value.base = Some(TypeId(0));
    let xml = csdl(&with_types(vec![entity_named("thing"), value]));
    assert!(reader::values(&xml, "ComplexType", "BaseType").is_empty());
    assert!(xml.contains("left out: base `example.graph.thing`"));
}

#[test]
fn first_segments_of_paths_become_entity_sets_or_singletons() {
    let xml = roots(vec![
        get(vec![literal("Groups")], many(USER)),
        get(vec![literal("groups")], many(GROUP)),
        get(vec![literal("groups"), Segment::Key(0)], one(GROUP)),
        get(vec![literal("me")], one(USER)),
    ]);
    // `Groups` and `groups` count as one root, that is, the first segment of a path. One page says that the root has
    // users, another page that it has groups, so its type is unknown.
    assert!(reader::values(&xml, "EntitySet", "Name").is_empty());
    assert!(xml.contains("left out: root `groups`"));
    assert_eq!(reader::values(&xml, "Singleton", "Type"), ["example.graph.user"]);
}

#[test]
fn a_request_of_any_method_to_an_entity_set_declares_the_set() {
    let mut created = operation(PageId(0), Method::Post, vec![route(vec![literal("users")])], ResponseBody::None);
    created.request = RequestBody::Value(one(USER));
    let mut changed = get(vec![literal("groups"), Segment::Key(0)], string());
    changed.method = Method::Patch;
    changed.request = RequestBody::Patch { ty: TypeId(0), members: Vec::new() };
    let mut called = get(vec![literal("people"), Segment::Key(0), literal("example.graph.find")], string());
    called.call = Some(Callable {
        kind: CallableKind::Function,
        name: "find".into(),
        namespace: "example.graph".into(),
        binding: Some(one(USER)),
        parameters: Vec::new(),
        overloads: Vec::new(),
        returns: Some(string()),
    });
    let xml = roots(vec![created, changed, called]);
    assert_eq!(reader::values(&xml, "EntitySet", "Name"), ["groups", "people", "users"]);
    let types = ["example.graph.group", "example.graph.user", "example.graph.user"];
    assert_eq!(reader::values(&xml, "EntitySet", "EntityType"), types);
}

#[test]
fn a_first_path_segment_whose_type_is_uncertain_is_left_out_of_csdl() {
    let mut part = get(vec![literal("users"), Segment::Key(0)], one(GROUP));
    let value = Piece::Literal("group".into());
    std::sync::Arc::make_mut(&mut part.routes[0].template).query =
        vec![QueryPart { name: "$select".into(), value, optional: false }];
    let deep = get(vec![literal("groups"), Segment::Key(0), literal("owner")], one(USER));
    let single = get(vec![literal("drive")], one(USER));
    let keyed = get(vec![literal("drive"), Segment::Key(0), literal("items")], many(USER));
    let xml = roots(vec![part, deep, single, keyed]);
    assert!(reader::values(&xml, "EntitySet", "Name").is_empty());
    assert!(reader::values(&xml, "Singleton", "Name").is_empty());
    assert!(xml.contains("left out: root `drive`"));
}

#[test]
fn the_properties_that_follow_a_first_segment_in_paths_decide_its_type() {
    let member_of = |name: &str, members: Vec<Property>| StructuredType { properties: members, ..entity_named(name) };
    let users = || property("users", many(USER));
    let types = vec![
        member_of("directory", vec![users(), property("groups", many(GROUP)), property("label", string())]),
        member_of("user", vec![property("label", string())]),
        member_of("team", vec![users()]),
    ];
    let reads = |root: &str, name: &str, ty| get(vec![literal(root), literal(name)], ty);
    let container = |operations| {
        let types = types.clone();
        csdl(&Api { pages: api().pages, operations, ..with_types(types) })
    };
    let singletons = |xml: &str| reader::values(xml, "Singleton", "Type");
    let mut group = get(vec![literal("tree"), literal("GROUPS"), Segment::Key(0)], string());
    group.method = Method::Delete;
    let both = container(vec![reads("tree", "users", many(USER)), group.clone()]);
    assert_eq!(singletons(&both), ["example.graph.directory"]);
    // Only one type has a property `groups`, but no response shows that `/tree/groups` has groups.
    assert!(singletons(&container(vec![group])).is_empty());
    // Two types have a property `users`, so this response does not tell which of them is the type of `tree`.
    let shared = container(vec![reads("tree", "users", many(USER))]);
    assert!(singletons(&shared).is_empty());
    assert!(shared.contains("left out: root `tree`, whose type the pages leave open"));
    // A request that creates a group in `/tree/groups` confirms the type as well.
    let mut created = get(vec![literal("tree"), literal("groups")], string());
    created.method = Method::Post;
    created.request = RequestBody::Value(one(GROUP));
    assert_eq!(singletons(&container(vec![created])), ["example.graph.directory"]);
    // Only one type has both properties, but one of the responses contradicts the type of its property.
    let other = container(vec![reads("tree", "users", many(USER)), reads("tree", "groups", many(USER))]);
    assert!(singletons(&other).is_empty());
}

#[test]
fn json_read_back_contains_the_model() -> Result<(), serde_json::Error> {
    let api = api();
    let value: Value = serde_json::from_str(&json(&api, &sources()))?;
    assert_eq!(value["format"], "graph-codegen/api");
    assert_eq!(value["version"], 1);
    let names = |table: &str| -> Vec<String> {
        value[table]
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| entry["name"].as_str().unwrap_or("?").to_owned())
            .collect()
    };
    assert_eq!(names("types"), api.types.iter().map(|ty| ty.name.to_string()).collect::<Vec<_>>());
    assert_eq!(names("enums"), api.enums.iter().map(|ty| ty.name.to_string()).collect::<Vec<_>>());
    for (ty, read) in api.types.iter().zip(value["types"].as_array().into_iter().flatten()) {
        assert_eq!(read["base"].as_str(), ty.base.map(|base| api[base].name.to_string()).as_deref());
        assert_eq!(read["properties"].as_array().map(Vec::len), Some(ty.properties.len()));
        for (property, read) in ty.properties.iter().zip(read["properties"].as_array().into_iter().flatten()) {
            assert_eq!(read["name"], property.name.as_str());
            assert_eq!(read["readOnly"].as_bool().unwrap_or(false), property.read_only);
            assert_eq!(read["nullable"].as_bool(), property.nullable);
            assert_eq!(read["place"]["line"], sources().position(property.span).0);
            assert_eq!(read["place"]["page"], "resources/user.md");
        }
    }
    for (operation, read) in api.operations.iter().zip(value["operations"].as_array().into_iter().flatten()) {
        assert_eq!(read["page"], api[operation.page].path);
        assert_eq!(read["call"]["name"].as_str(), operation.call.as_ref().map(|call| call.name.as_str()));
        assert_eq!(read["routes"].as_array().map(Vec::len), Some(operation.routes.len()));
        for (route, read) in operation.routes.iter().zip(read["routes"].as_array().into_iter().flatten()) {
            assert_eq!(read["path"], route.template.path);
            assert_eq!(read["method"], operation.method.as_str());
            assert_eq!(read["line"], sources().position(route.span).0);
        }
        for (id, read) in operation.examples.iter().zip(read["examples"].as_array().into_iter().flatten()) {
            let index = read.as_u64().and_then(|index| usize::try_from(index).ok());
            assert_eq!(index, Some(id.index()));
            assert_eq!(value["examples"][id.index()]["json"], *api[*id].json);
        }
    }
    Ok(())
}

#[test]
fn an_empty_model_is_exported_too() -> Result<(), serde_json::Error> {
    assert!(reader::values(&csdl(&Api::default()), "Schema", "Namespace").is_empty());
    let value: Value = serde_json::from_str(&json(&Api::default(), &Sources::default()))?;
    assert_eq!(value["types"], Value::Array(Vec::new()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// With any names and documentation texts, both documents are well-formed and deterministic.
    #[test]
    fn any_text_gives_well_formed_documents(name in ".{0,12}", namespace in ".{0,8}", prose in "(?s).{0,40}") {
        let mut ty = structured(&namespace, &name, TypeKind::Complex);
        ty.doc = doc(&prose);
        ty.deprecated = Some(prose.clone());
        let mut known = entity_named("known");
        known.properties = vec![property(&name, one(ItemType::Structured(TypeId(1)))), property(&prose, string())];
        known.doc = doc(&prose);
        known.undocumented_subtypes = vec![QualifiedName::new(namespace, name)];
        known.key = vec![prose.into()];
        let api = Api { pages: api().pages, ..with_types(vec![known, ty]) };
        let xml = csdl(&api);
        prop_assert!(reader::declarations(&xml).iter().any(|line| line.ends_with("EntityType:known")));
        prop_assert_eq!(&xml, &csdl(&api));
        prop_assert!(serde_json::from_str::<Value>(&json(&api, &sources())).is_ok());
    }
}
