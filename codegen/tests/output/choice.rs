//! Which page answers a request when several document its path: the mock and a `Service` of the generated crate agree.

use graph_codegen::mock::Mock;
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Fingerprints, Options, plan, read, render};
use graph_runtime::http::Request;
use graph_runtime::server::{Bodies, Documented, DocumentedPath, Exchange, PathOption, Service};
use graph_runtime::{Annotations, Call, Extra, object, route};

fn ty(name: &str, base: &str) -> String {
    format!(
        "---\ntitle: {name} resource type\n---\n# {name} resource type\n\nNamespace: microsoft.graph\n\n{base}\
         ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|name|String|Its name.|\n"
    )
}

fn page(title: &str, line: &str, body: &str, answer: &str, example: &str) -> String {
    format!(
        "---\ntitle: {title}\n---\n# {title}\n\n## HTTP request\n\n```http\n{line}\n```\n\n## Request body\n\n{body}\n\n\
         ## Response\n\nIf successful, this method returns `200 OK` and a [{answer}](../resources/{answer}.md).\n\n{example}"
    )
}

const NOTHING: &str = "Do not supply a request body for this method.";

/// The pages of the test, each with its path. The paths are chosen so that their alphabetical order alone would select
/// the wrong page for some requests.
fn pages() -> Vec<(&'static str, String)> {
    let sent = |name: &str| format!("A JSON representation of the [{name}](../resources/{name}.md).");
    let own = "## Examples\n\n```http\nGET https://graph.example/v1.0/boxes/own\n```\n\n\
         ```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"id\": \"lid\"}\n```\n";
    vec![
        ("api/attached-get.md", page("Get attached", ATTACHED, NOTHING, "box", "")),
        ("api/barrel-post.md", page("Create barrel", "POST /boxes", &sent("barrel"), "barrel", "")),
        ("api/a-lid-get.md", page("Get lid", "GET /boxes/{id}", NOTHING, "lid", own)),
        ("api/box-get.md", page("Get box", "GET /boxes/{id}\nGET /me/boxes/{id}", NOTHING, "box", "")),
        ("api/box-post.md", page("Create box", "POST /boxes", &sent("box"), "box", "")),
        ("resources/barrel.md", ty("barrel", "Inherits from [box](box.md).\n\n")),
        ("resources/box.md", ty("box", "")),
        ("resources/lid.md", ty("lid", "")),
    ]
}

const ATTACHED: &str = "GET /boxes/{id}?$expand=attached($filter=id eq '{id}')";

/// Each entry has a request, its body, and the page that has to answer.
const ANSWERED_BY: &[(&str, &str, &str)] = &[
    ("GET /boxes/7", "", "api/box-get.md"),
    ("GET /me/boxes/7", "", "api/box-get.md"),
    ("GET /boxes/7?$expand=attached($filter=id%20eq%20'x')", "", "api/attached-get.md"),
    ("GET /boxes/7?$expand=lids", "", "api/box-get.md"),
    ("GET /boxes/own", "", "api/a-lid-get.md"),
    ("POST /boxes", r#"{"name": "a"}"#, "api/box-post.md"),
    ("POST /boxes", r##"{"@odata.type": "#microsoft.graph.box", "name": "a"}"##, "api/box-post.md"),
    ("POST /boxes", r##"{"@odata.type": "#microsoft.graph.barrel", "name": "a"}"##, "api/barrel-post.md"),
];

fn request(line: &str, body: &str) -> Request<Vec<u8>> {
    let (method, target) = line.split_once(' ').expect("a method");
    let request = Request::builder().method(method).uri(target).header("Content-Type", "application/json");
    request.body(body.as_bytes().to_vec()).expect("a request")
}

fn sources() -> Sources {
    let source = |(path, text): &(&str, String)| Source::from_bytes(*path, text.as_bytes().to_vec());
    let mut sources: Vec<Source> = pages().iter().map(source).collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Sources::new(sources)
}

#[test]
fn the_mock_answers_each_request_from_the_page_about_it() {
    let mock = Mock::new(read(&sources()).api);
    for (line, body, page) in ANSWERED_BY {
        assert_eq!(mock.reply(&request(line, body)).page.as_deref(), Some(*page), "{line} {body}");
    }
}

#[test]
fn the_generated_table_of_the_server_contains_what_decides_between_pages() {
    let api = read(&sources()).api;
    let planned = plan(&api, &Selection::everything(&api), &Options::new("boxes", "cargo xtask gen", "../runtime"));
    let output = render(&api, &planned, Fingerprints::new());
    let table = &output.files["src/server.rs"];
    for paths in [
        "GetAttached>().paths(&[DocumentedPath::new(3, 0).with(&[PathOption::like(\"$expand\", \"attached($filter=id eq '{id}')\")])])",
        ".paths(&[DocumentedPath::new(1, 0)])",
        ".paths(&[DocumentedPath::new(0, 0)]).shows(",
        // This page shares its first path with other pages, and the second path is on this page alone. The generated
        // table lists all paths of such a page.
        ".paths(&[DocumentedPath::new(3, 2), DocumentedPath::new(3, 2)])",
        ".paths(&[DocumentedPath::new(3, 2)])",
    ] {
        assert!(table.contains(paths), "{paths}\n{table}");
    }
}

macro_rules! entity {
    ($name:ident, $wire:literal, $bases:tt) => {
        #[doc = $wire]
        #[derive(Clone, Default)]
        pub(crate) struct $name {
            id: Option<String>,
            name: Option<String>,
            extra: Extra,
            annotations: Annotations,
        }
        object! { $name: $wire, bases $bases; id = "id", name = "name" }
    };
}
entity!(Box_, "microsoft.graph.box", []);
entity!(Barrel, "microsoft.graph.barrel", [Box_]);
entity!(Lid, "microsoft.graph.lid", []);

/// Gets a box with its attached object.
pub(crate) struct GetAttached {
    call: Call,
}
/// Gets a lid.
pub(crate) struct GetLid {
    call: Call,
}
/// Gets a box.
pub(crate) struct GetBox {
    call: Call,
}
/// Creates a barrel.
pub(crate) struct CreateBarrel {
    call: Call,
    body: Barrel,
}
/// Creates a box.
pub(crate) struct CreateBox {
    call: Call,
    body: Box_,
}
route! { GetAttached: GET, response Box_, success [200], page "api/attached-get.md", templates ["/boxes/{id}"], permissions [] }
route! { GetLid: GET, response Lid, success [200], page "api/a-lid-get.md", templates ["/boxes/{id}"], permissions [] }
route! { GetBox: GET, response Box_, success [200], page "api/box-get.md", templates ["/boxes/{id}", "/me/boxes/{id}"], permissions [] }
route! { CreateBarrel: POST, response Barrel, success [200], page "api/barrel-post.md", templates ["/boxes"], permissions [], body json body }
route! { CreateBox: POST, response Box_, success [200], page "api/box-post.md", templates ["/boxes"], permissions [], body json body }

static BODIES: Bodies<'_> = Bodies::new(r#"{"lid": {"id": "lid"}}"#);

/// What the pages of this test document about each path, written by hand as in the table of a generated crate. The test
/// `the_generated_table_of_the_server_contains_what_decides_between_pages` checks that generated code has the same
/// entries.
static DOCUMENTED: &[Documented] = &[
    Documented::with_body_of::<GetLid>(200, &BODIES, "lid")
        .paths(&[DocumentedPath::new(0, 0)])
        .shows(&[Exchange::new("/boxes/own", 200).answer(&BODIES, "lid")]),
    Documented::without_body::<GetAttached>(200)
        .paths(&[DocumentedPath::new(3, 0).with(&[PathOption::like("$expand", "attached($filter=id eq '{id}')")])]),
    Documented::without_body::<CreateBarrel>(200).paths(&[DocumentedPath::new(1, 0)]),
    Documented::without_body::<GetBox>(200).paths(&[DocumentedPath::new(3, 2), DocumentedPath::new(3, 2)]),
    Documented::without_body::<CreateBox>(200).paths(&[DocumentedPath::new(3, 2)]),
];

/// Polls a future in a loop until it is ready. This suits only futures that never wait, because nothing wakes them.
fn wait<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

#[test]
fn a_generated_service_answers_from_the_same_page_as_the_mock() {
    for checks in [false, true] {
        let service = Service::new(DOCUMENTED).record();
        let service = if checks { service.check_bodies() } else { service };
        for (line, body, _) in ANSWERED_BY {
            wait(service.respond(request(line, body)));
        }
        let pages: Vec<_> = service.received().iter().map(|received| received.page).collect();
        let expected: Vec<_> = ANSWERED_BY.iter().map(|(.., page)| Some(*page)).collect();
        assert_eq!(pages, expected, "bodies are checked: {checks}");
    }
}
