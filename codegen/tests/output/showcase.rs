//! The examples in the documentation of a crate: they are chosen by kind and size, and use only items of the crate.

use crate::emit::sample::{STRING, Sample, many, one, parameter, primitive, property, route};
#[allow(dead_code, reason = "shared with the tests of `emit`, which need all of it")]
use graph_codegen::api::*;
use graph_codegen::select::Selection;
use graph_codegen::{Fingerprints, Options, plan, render};

const NS: &str = "microsoft.graph";

/// The text of the file `path` in the crate of an API; `None` if the crate has no such file.
fn text(api: &Api, path: &str) -> Option<String> {
    let options = Options::new("sample-models", "cargo xtask gen", "runtime");
    let planned = plan(api, &Selection::everything(api), &options);
    render(api, &planned, Fingerprints::new()).files.remove(path)
}

fn list<'a>(sample: &'a mut Sample, page: &str, paths: &[&str], ty: TypeId) -> &'a mut Operation {
    let routes = paths.iter().map(|path| route(path, &[])).collect();
    let body = ResponseBody::Value(many(one(ty)));
    sample.operation(&format!("api/{page}.md"), page, Method::Get, routes, RequestBody::None, body)
}

fn book(sample: &mut Sample) -> TypeId {
    let mut size = property("size", primitive(Primitive::Int32), "");
    size.filterable = true;
    let mut old = property("old", STRING, "");
    old.deprecated = Some(String::new());
    let mut shelved = property("isShelved", primitive(Primitive::Boolean), "");
    shelved.filterable = true;
    let fields = vec![
        property("id", STRING, ""),
        old,
        property("tags", many(STRING), ""),
        property("title", STRING, ""),
        size,
        shelved,
    ];
    sample.entity(NS, "book", None, fields)
}

#[test]
fn the_example_program_uses_the_shortest_path_and_the_most_informative_members() {
    let mut sample = Sample::default();
    let book = book(&mut sample);
    list(&mut sample, "longer-list", &["/shelves/{id}/books", "/books"], book);
    list(&mut sample, "list", &["/books"], book);
    list(&mut sample, "old", &["/b"], book).deprecated = Some("Gone.".to_owned());
    let code = text(&sample.api, "examples/ureq.rs").expect("an example");
    assert!(code.contains("/// `GET /books`"), "{code}");
    // Two pages document `GET /books`. The example takes the route of the page with the shorter path, `api/list.md`.
    assert!(code.contains("routes::book::ListBooks::books()"), "{code}");
    assert!(code.contains(".select(|item| (item.id, item.is_shelved, item.title))"), "{code}");
    assert!(code.contains(".filter(|item| item.is_shelved.eq(true))"), "{code}");
}

#[test]
fn the_example_of_an_action_sends_all_that_its_page_requires() {
    let mut sample = Sample::default();
    let book = book(&mut sample);
    let mut action = |name: &str, parameters: Vec<Parameter>| {
        let call = Callable {
            kind: CallableKind::Action,
            name: name.into(),
            namespace: NS.into(),
            binding: Some(one(book)),
            parameters: Vec::new(),
            overloads: Vec::new(),
            returns: None,
        };
        let (page, body) = (format!("api/book-{name}.md"), RequestBody::Parameters(parameters));
        let routes = vec![route(&format!("/books/{name}"), &[])];
        sample.operation(&page, name, Method::Post, routes, body, ResponseBody::None).call = Some(call);
    };
    let required = |name: &str, ty: TypeRef| Parameter { required: Some(true), ..parameter(name, ty, "") };
    action("bin", vec![parameter("why", STRING, ""), required("since", primitive(Primitive::DateTimeOffset))]);
    action("lend", vec![parameter("why", STRING, ""), required("reader", STRING)]);
    let code = text(&sample.api, "examples/ureq.rs").expect("an example");
    assert!(code.contains("/books/lend`") && code.contains("reader: Some(\"text\".to_owned())"), "{code}");
}

#[test]
fn examples_that_need_a_feature_which_the_api_lacks_are_left_out() {
    let mut sample = Sample::default();
    let book = book(&mut sample);
    for path in ["examples/ureq.rs", "examples/rustfmt.toml"] {
        assert_eq!(text(&sample.api, path), None);
    }
    let manifest = text(&sample.api, "Cargo.toml").expect("a manifest");
    assert!(manifest.contains("\n[features]\n") && !manifest.contains("[[example]]"), "{manifest}");
    assert!(!text(&sample.api, "README.md").expect("a file").contains("examples/"));

    // Now the API has an action as its only operation. Its examples use no pager, and no import that only lists need.
    let call = Callable {
        kind: CallableKind::Action,
        name: "burn".into(),
        namespace: NS.into(),
        binding: Some(one(book)),
        parameters: Vec::new(),
        overloads: Vec::new(),
        returns: None,
    };
    let routes = vec![route("/books/{id}/burn", &[])];
    let action =
        sample.operation("api/book-burn.md", "burn", Method::Post, routes, RequestBody::None, ResponseBody::None);
    action.call = Some(call);
    let code = text(&sample.api, "examples/no_client.rs").expect("an example");
    assert!(code.contains("BurnBook::books_burn(\"id\")"), "{code}");
    assert!(!code.contains("Pager") && !code.contains("fn list") && !code.contains("fn change"), "{code}");
    let code = text(&sample.api, "examples/ureq.rs").expect("an example");
    assert!(code.contains("use sample_models::runtime::Batch;\n"), "{code}");
}
