//! Tests that the service of the generated crate and the mock give equal answers to equal requests if both read the
//! same pages and both remember changes.

use graph_codegen::mock::{Mock, State};
use graph_codegen::source::{Source, Sources};
use graph_models::models::{LongRunningOperation, LongRunningOperationStatus};
use graph_models::routes::authentication::{CreateOperation, ListOperations};
use graph_models::routes::long_running_operation::GetLongRunningOperation;
use graph_models::server::{documented, schema};

use graph_runtime::client::{Client, SendError};
use graph_runtime::http::{Request, Response};
use graph_runtime::server::Service;
use graph_runtime::{Json, ODataError, Page, Route};
use std::path::Path;
use std::sync::Arc;

const ROOT: &str = "https://graph.contoso.com/v1.0";

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a thread").block_on(future)
}

fn request(line: &str, headers: &[(&str, &str)], body: &str) -> Request<Vec<u8>> {
    let (method, target) = line.split_once(' ').expect("each request has a method and a path");
    let mut request = Request::builder().method(method).uri(target).header("Host", "mock.contoso.com");
    request = request.header("Authorization", "Bearer token");
    if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "Content-Type") {
        request = request.header("Content-Type", "application/json");
    }
    request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(body.into()).expect("a request")
}

fn text(response: &Response<Vec<u8>>) -> String {
    String::from_utf8_lossy(response.body()).into_owned()
}

/// A mock with the pages in `docs/`.
fn mock() -> Mock {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut sources = Vec::new();
    for folder in ["api", "resources", "includes"] {
        for entry in std::fs::read_dir(docs.join(folder)).into_iter().flatten() {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let name = format!("{folder}/{}", path.file_name().and_then(|name| name.to_str()).expect("a name"));
                sources.push(Source::from_bytes(&name, std::fs::read(&path).expect("a page")));
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Mock::new(graph_codegen::read(&Sources::new(sources)).api)
}

/// One request of a session: its request line, headers and body, and the status that its answer must have.
type Step = (&'static str, &'static [(&'static str, &'static str)], &'static str, u16);

/// A session: requests in order. The answer to each depends on the requests before it.
const SESSION: &[Step] = &[
    ("GET /v1.0/me/authentication/operations", &[], "", 200),
    ("POST /v1.0/me/authentication/operations", &[], r#"{"status":"notStarted","statusDetail":"waits"}"#, 201),
    ("POST /v1.0/me/authentication/operations", &[], r#"{"status":"running","id":"mine"}"#, 201),
    ("POST /v1.0/me/authentication/operations", &[], r#"{"id":"mine"}"#, 409),
    ("GET /v1.0/me/authentication/operations/mine", &[], "", 200),
    ("HEAD /v1.0/me/authentication/operations/mine", &[], "", 200),
    ("GET /v1.0/Me/authentication/operations('mine')/", &[], "", 200),
    ("GET /v1.0/me/authentication/operations/mine?$select=status", &[], "", 200),
    ("GET /v1.0/me/authentication/operations/mine", &[("If-None-Match", "*")], "", 304),
    ("PATCH /v1.0/me/authentication/operations/mine", &[("If-Match", "W/\"1\"")], r#"{"status":"failed"}"#, 412),
    ("PATCH /v1.0/me/authentication/operations/mine", &[("If-Match", "*")], r#"{"status":"succeeded"}"#, 200),
    ("GET /v1.0/me/authentication/operations?$filter=status%20eq%20'succeeded'&$count=true", &[], "", 200),
    ("GET /v1.0/me/authentication/operations?$orderby=status%20desc&$top=1&$select=id", &[], "", 200),
    ("GET /v1.0/me/authentication/operations?$top=1&$skip=1", &[], "", 200),
    ("GET /v1.0/me/authentication/operations?$filter=status%20like%20'x'", &[], "", 400),
    ("GET /v1.0/me/authentication/operations", &[("Prefer", "odata.maxpagesize=1")], "", 200),
    ("DELETE /v1.0/me/authentication/operations/mine", &[], "", 204),
    ("GET /v1.0/me/authentication/operations/mine", &[], "", 404),
    ("DELETE /v1.0/me/authentication/operations/mine", &[], "", 404),
    ("GET /v1.0/me/authentication/operations", &[], "", 200),
    ("GET /v1.0/nothing", &[], "", 404),
    ("PUT /v1.0/me/authentication/operations", &[], "{}", 405),
];

#[test]
fn a_service_with_state_answers_a_session_as_the_mock_does() {
    let (mock, mut state) = (mock(), State::default());
    let service = Service::new(documented()).service_root("/v1.0").remember(schema());
    for (line, headers, body, status) in SESSION {
        let of_mock = mock.reply_unless(&request(line, headers, body), Some(&mut state), &|_| None).response;
        let of_service = wait(service.respond(request(line, headers, body)));
        assert_eq!(of_service.status().as_u16(), *status, "{line} {body}: {}", text(&of_service));
        assert_eq!(of_mock.status(), of_service.status(), "{line} {body}: {}", text(&of_mock));
        let json = |response: &Response<Vec<u8>>| serde_json::from_slice::<Json>(response.body()).ok();
        if *status < 400 {
            assert_eq!(json(&of_mock), json(&of_service), "{line} {body}");
            for name in ["etag", "location"] {
                assert_eq!(of_mock.headers().get(name), of_service.headers().get(name), "{line} {body}");
            }
        }
    }
}

/// The client of the generated crate creates an object, reads it and lists it, all with typed values. The service that
/// it calls remembers changes.
#[test]
fn a_client_creates_lists_and_reads_objects_of_a_service_with_state() -> Result<(), SendError> {
    let service = Arc::new(Service::new(documented()).service_root("/v1.0").remember(schema()).record());
    let client = Client::new(Arc::clone(&service), ROOT)
        .token(|| std::future::ready(Ok::<_, std::convert::Infallible>("token".to_owned())));
    let new =
        LongRunningOperation { status: Some(LongRunningOperationStatus::Running), ..LongRunningOperation::default() };
    let made = wait(client.send(&CreateOperation::me_authentication_operations(new)))?;
    let id = made.id.expect("the service sets the id of a new object");
    let read = wait(client.send(&GetLongRunningOperation::me_authentication_operations(&id)))?;
    assert_eq!(read.status, Some(LongRunningOperationStatus::Running));
    let running =
        ListOperations::me_authentication_operations().filter(|o| o.status.eq(LongRunningOperationStatus::Running));
    let listed = wait(client.send(&running))?;
    assert!(listed.value.iter().any(|operation| operation.id.as_deref() == Some(&id)), "{listed:?}");
    let lines: Vec<String> = service.received().iter().map(ToString::to_string).collect();
    assert_eq!(lines[0], "POST /v1.0/me/authentication/operations 201 api/authentication-post-operations.md");
    assert!(!service.received().iter().any(|received| received.is_unexpected()));
    let untested: Vec<&str> = service.untested().iter().map(|documented| documented.page).collect();
    assert!(untested.contains(&"api/longrunningoperation-delete.md"), "{untested:?}");
    assert!(!untested.contains(&"api/longrunningoperation-get.md"), "{untested:?}");
    Ok(())
}

#[test]
fn headers_that_pages_require_are_demanded_as_the_mock_does() {
    let mock = mock();
    let service = Service::new(documented()).demand_parameters(schema());
    for (line, headers, expected) in [
        ("GET /me/authentication/operations", &[][..], 401),
        ("GET /me/authentication/operations", &[("Authorization", "Bearer x")][..], 200),
        ("GET /users/7/authentication/operations/$count", &[("Authorization", "Bearer x")][..], 400),
        (
            "GET /users/7/authentication/operations/$count",
            &[("Authorization", "x"), ("ConsistencyLevel", "eventual")][..],
            200,
        ),
        ("DELETE /me/authentication/operations/7", &[("Authorization", "Bearer x")][..], 204),
    ] {
        let make = || {
            let (method, target) = line.split_once(' ').expect("each request has a method and a path");
            let request = Request::builder().method(method).uri(target);
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            request.body(Vec::new()).expect("a request")
        };
        let (of_mock, of_service) = (mock.answer(&make()), wait(service.respond(make())));
        assert_eq!((of_mock.status().as_u16(), of_service.status().as_u16()), (expected, expected), "{line}");
        if expected >= 400 {
            assert_eq!(text(&of_mock), text(&of_service), "{line}");
        }
    }
}

#[test]
fn a_test_can_set_the_answer_to_one_request() -> Result<(), Box<dyn std::error::Error>> {
    let list = ListOperations::me_authentication_operations().top(1);
    let gone = ODataError::new(graph_runtime::http::StatusCode::GONE, "gone", "it is no more");
    let service = Service::new(documented())
        .answer(&list, Ok(Page::default()))?
        .answer(&GetLongRunningOperation::me_authentication_operations("7/8"), Err(gone))?;
    let ask = |line: &str| wait(service.respond(request(line, &[], "")));
    assert_eq!(text(&ask("GET /me/authentication/operations?$top=1&$count=true")), r#"{"value":[]}"#);
    assert_ne!(text(&ask("GET /me/authentication/operations?$top=2")), r#"{"value":[]}"#);
    assert_eq!(ask("GET /me/authentication/operations/7%2F8").status(), 410);
    assert_eq!(ask("GET /me/authentication/operations/7").status(), 200);
    let request = list.request("")?;
    assert_eq!(list.response(wait(service.respond(request)))?.value.len(), 0);
    Ok(())
}

/// The Rust program that `MOCK.md` shows. The test also checks that its own code has each line of that program, except
/// comments.
#[test]
fn the_program_of_the_manual_finds_requests_that_no_page_documents() -> Result<(), SendError> {
    let service = Arc::new(Service::new(documented()).service_root("/v1.0").remember(schema()).record());
    let client = Client::new(Arc::clone(&service), "https://graph.microsoft.com/v1.0");
    wait(client.send(&ListOperations::me_authentication_operations()))?;
    assert!(!service.received().iter().any(|received| received.is_unexpected()));
    let manual = include_str!("../MOCK.md");
    let program = manual.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a program");
    let source = include_str!("service_state.rs");
    for line in program.lines().filter(|line| !line.starts_with("//")) {
        assert!(source.contains(&format!("    {line}\n")), "the manual has the line `{line}`, which this test lacks");
    }
    Ok(())
}
