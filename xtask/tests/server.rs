//! Tests the service of the generated crate, which answers from a generated table of the documented answers. The tests
//! send it the requests of the generated routes of `docs/` over a socket with axum, and other requests without a
//! socket.

#[path = "../../generated/tests/routes.rs"]
mod generated;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};

use generated::routes::TABLES;
use graph_conformance::routes::{count, unanswered};
use graph_conformance::{check_answer, check_status};
use graph_models::models::{LongRunningOperation, LongRunningOperationDerived};
use graph_models::routes::authentication::ListOperations;
use graph_models::routes::long_running_operation::{CancelLongRunningOperation, GetLongRunningOperation};
use graph_models::server::documented;

use graph_runtime::client::Client;
use graph_runtime::http::{Request, Response, StatusCode};
use graph_runtime::server::Service;
use graph_runtime::{ODataError, Polymorphic, Route};

/// Runs a service on a free port until the returned runtime is dropped. The returned text is the root URL of the
/// service.
fn serve(service: Service) -> (tokio::runtime::Runtime, String) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build().expect("threads");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = runtime.block_on(tokio::net::TcpListener::bind(address)).expect("a free port");
    let root = format!("http://{}/v1.0", listener.local_addr().expect("an address"));
    let router: axum::Router = axum::Router::new().nest("/v1.0", service.into_router(1 << 20));
    runtime.spawn(async move { axum::serve(listener, router).await });
    (runtime, root)
}

#[test]
fn every_route_gets_the_example_response_of_its_page() {
    let (_runtime, root) = serve(Service::new(documented()));
    let failures = unanswered(TABLES, &root);
    assert!(count(TABLES) > failures.len() && failures.iter().all(|failure| failure.contains(": 501 ")));
    let pages = failures.iter().filter_map(|failure| failure.split(": ").next());
    let silent = documented()
        .iter()
        .filter(|row| row.example.is_none() && row.examples.is_empty())
        .map(|documented| documented.page);
    assert_eq!(pages.collect::<BTreeSet<_>>(), silent.collect::<BTreeSet<_>>());
}

#[test]
fn an_implemented_route_is_answered_by_its_handler() {
    let service = Service::new(documented()).on(|route: GetLongRunningOperation| async move {
        match route.call().arguments() {
            [id] if id == "7/8" => Ok(LongRunningOperation { id: Some(id.clone()), ..LongRunningOperation::default() }),
            _ => Err(ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", "There is none.")),
        }
    });
    let (_runtime, root) = serve(service);
    assert_eq!(check_answer(&GetLongRunningOperation::me_authentication_operations("7/8"), &root), Ok(()));
    let refused =
        check_status(&GetLongRunningOperation::me_authentication_operations("9"), &root).expect_err("no such item");
    assert!(refused.reason.ends_with("404 Not Found: itemNotFound: There is none."), "{refused}");
}

fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// Asks a service without a socket, and returns its answer.
fn ask(service: &Service, line: &str, headers: &[(&str, &str)], body: &str) -> Response<Vec<u8>> {
    let (method, uri) = line.split_once(' ').expect("a method");
    let request = Request::builder().method(method).uri(uri).header("Host", "mock.example");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    wait(service.respond(request.body(body.as_bytes().to_vec()).expect("a request")))
}

fn text(response: &Response<Vec<u8>>) -> String {
    String::from_utf8_lossy(response.body()).into_owned()
}

#[test]
fn items_of_a_documented_page_have_the_types_that_their_discriminators_name() {
    let service = Service::new(documented()).service_root("/v1.0");
    let answer = ask(&service, "GET /v1.0/me/authentication/operations", &[], "");
    let page = ListOperations::me_authentication_operations()
        .response(answer)
        .expect("the service returns the documented page of a list");
    let kinds = page.value.iter().map(|item| match item.derived() {
        LongRunningOperationDerived::RichLongRunningOperation(rich) => {
            let code = rich.error.and_then(|error| error.code);
            format!("rich: {:?}, {code:?}", rich.percentage_complete)
        }
        LongRunningOperationDerived::Other(same) => format!("other, the same: {}", *same == *item),
        other => panic!("{other:?}"),
    });
    let kinds: Vec<String> = kinds.collect();
    assert_eq!(kinds, ["other, the same: true", "rich: Some(80), Some(\"passwordPolicyViolation\")"]);
}

#[test]
fn a_service_answers_with_the_most_similar_example_and_links_to_itself() {
    let service = Service::new(documented()).service_root("/v1.0");
    let list = ask(&service, "GET /v1.0/me/authentication/operations?$filter=status%20eq%20'failed'&$top=5", &[], "");
    let all = ask(&service, "GET /v1.0/me/authentication/operations", &[], "");
    assert_eq!((list.status(), all.status()), (StatusCode::OK, StatusCode::OK));
    assert_ne!(text(&list), text(&all), "each request has an example of its own");
    assert!(text(&all).contains("\"http://mock.example/v1.0/$metadata#"), "{}", text(&all));
    let accepted = ask(&service, "POST /v1.0/me/authentication/operations/1/cancel", &[], "");
    let location = accepted.headers()["location"].to_str().expect("text");
    assert!(location.starts_with("http://mock.example/v1.0/me/authentication/operations/"), "{location}");
    // The `Location` of an accepted operation can be requested.
    assert_eq!(ask(&service, &format!("GET {location}"), &[], "").status(), StatusCode::OK);
    for (prefer, status) in [("code=404", 404), ("example=1", 200), ("odata.maxpagesize=2", 200)] {
        let chosen = ask(&service, "GET /v1.0/me/authentication/operations", &[("Prefer", prefer)], "");
        assert_eq!(chosen.status().as_u16(), status, "{prefer}");
    }
    let head = ask(&service, "HEAD /v1.0/me/authentication/operations", &[], "");
    let length = head.headers()["content-length"].to_str().ok().and_then(|length| length.parse().ok());
    assert_eq!((head.status(), head.body().len(), length), (StatusCode::OK, 0, Some(all.body().len())));
    let options = ask(&service, "OPTIONS /v1.0/me/authentication/operations", &[], "");
    assert_eq!(
        (options.status().as_u16(), &options.headers()["allow"]),
        (204, &"GET, POST, HEAD, OPTIONS".parse().unwrap())
    );
}

#[test]
fn a_service_can_demand_scopes_and_simulate_faults() {
    let rule = "GET /me/** 429 retry-after=2".parse().expect("a rule");
    let service = Service::new(documented()).demand_scopes().fault(rule);
    // The payloads of the two tokens are {"scp":"Mail.Read"} and {"scp":"UserAuthenticationMethod.ReadWrite"}.
    for (claims, status) in [
        ("eyJzY3AiOiJNYWlsLlJlYWQifQ", 403),
        ("eyJzY3AiOiJVc2VyQXV0aGVudGljYXRpb25NZXRob2QuUmVhZFdyaXRlIn0", 202),
        ("none", 401),
    ] {
        let token = format!("Bearer e30.{claims}.");
        let answer = ask(&service, "POST /me/authentication/operations/1/cancel", &[("Authorization", &token)], "");
        assert_eq!(answer.status().as_u16(), status, "{}", text(&answer));
        assert_eq!(text(&answer).contains("`UserAuthenticationMethod.ReadWrite` would do"), status == 403);
        assert_eq!(answer.headers().contains_key("www-authenticate"), status == 401);
    }
    let batch = r#"{"requests":[{"id":"1","method":"GET","url":"/me/authentication/operations"}]}"#;
    let answers = text(&ask(&service, "POST /$batch", &[], batch));
    assert!(answers.contains(r#""status":429"#) && answers.contains(r#""retry-after":"2""#), "{answers}");
}

#[test]
fn a_service_checks_bodies_as_the_mock_does() {
    let service = Service::new(documented()).check_bodies();
    let patch = "PATCH /me/authentication/operations/7";
    let cancel = "POST /me/authentication/operations/cancelAll";
    let (date, json) = (r#"{"idleSince":"2025-01-01T00:00:00Z"}"#, ("Content-Type", "application/json"));
    for (line, body, media_type, status, said) in [
        (patch, r#"{"status":"running"}"#, json, 200, ""),
        (patch, r#"{"statusDetial":"late"}"#, json, 400, "perhaps `statusDetail`"),
        (patch, r#"{"status":7}"#, json, 400, "`status`: the value `7` is of another type"),
        // The member `colour` is accepted, because its name resembles no documented member and the service may have
        // more members than the pages document. The value `resting` is accepted, because an enumeration may have values
        // that the pages do not document yet.
        (patch, r#"{"colour":"red","status":"resting"}"#, json, 200, ""),
        (patch, "", json, 400, "the request has no body"),
        (patch, "{", json, 400, "the body cannot be read"),
        (patch, "x", ("Content-Type", "text/plain"), 415, "media type"),
        (cancel, date, json, 200, ""),
        (cancel, &date.replace("idle", "Idle"), json, 200, ""),
        (cancel, "{}", json, 400, "the required member `idleSince` is missing"),
    ] {
        let answer = ask(&service, line, &[media_type], body);
        assert_eq!(answer.status().as_u16(), status, "{line} {body}: {}", text(&answer));
        assert!(text(&answer).contains(said), "{line} {body}: {}", text(&answer));
        assert!(ask(&Service::new(documented()), line, &[media_type], body).status().is_success(), "{line} {body}");
    }
    // Requests that pages document are never refused.
    let (_runtime, root) = serve(service);
    let refused: Vec<String> =
        unanswered(TABLES, &root).into_iter().filter(|failure| failure.contains(": 4")).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

/// The client of the crate calls a service directly, without a network.
#[test]
fn the_client_of_the_crate_calls_a_service_directly() {
    let service = Service::new(documented()).service_root("/v1.0");
    let client = Client::new(service, "https://graph.contoso.com/v1.0");
    let read = wait(client.send(&GetLongRunningOperation::me_authentication_operations("7")));
    assert!(read.expect("an operation").id.is_some());
    let listed = wait(client.send(&ListOperations::me_authentication_operations())).expect("a page");
    assert!(!listed.value.is_empty());
    let cancelled =
        wait(client.send(&CancelLongRunningOperation::me_authentication_operations_cancel("7"))).expect("accepted");
    let location = cancelled.location.expect("an address");
    assert!(location.starts_with("https://graph.contoso.com/v1.0/me/authentication/operations/"), "{location}");
}
