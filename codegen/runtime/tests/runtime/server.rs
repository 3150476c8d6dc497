//! Tests `Service`, which answers routes by handlers or with the documented responses. The tests send requests to it
//! and check the responses.

use crate::model::User;
use crate::routes::{Download, Invite, ListUsers, UpdateUser, Upload};
use graph_runtime::{
    Content, ODataError, Page, Redirect,
    http::{Request, Response, StatusCode},
    server::{Documented, Service},
};

static DOCUMENTED: &[Documented] = &[
    Documented::with_body::<ListUsers>(200, r#"{"value":[{"id":"documented"}]}"#),
    Documented::without_body::<UpdateUser>(204),
    Documented::without_example::<Download>(),
    Documented::with_body::<Upload>(201, "{}"),
];

/// Polls a future until it is ready, and returns its value.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

fn request(method: &str, uri: &str, body: &str) -> Request<Vec<u8>> {
    let request = Request::builder().method(method).uri(uri).header("content-type", "application/json");
    request.body(body.as_bytes().to_vec()).unwrap()
}

fn answer(service: &Service, method: &str, uri: &str, body: &str) -> (u16, String) {
    let response = wait(service.respond(request(method, uri, body)));
    (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
}

fn said(response: Response<Vec<u8>>) -> String {
    ODataError::from_response(response).to_string()
}

#[test]
fn a_route_without_a_handler_is_answered_as_documented() {
    let service = Service::new(DOCUMENTED);
    assert_eq!(answer(&service, "GET", "/users", ""), (200, r#"{"value":[{"id":"documented"}]}"#.to_owned()));
    assert_eq!(answer(&service, "PATCH", "/users/7", "{}"), (204, String::new()));
    assert_eq!(answer(&service, "PUT", "/me/drive/root:/a/b:/content", ""), (201, "{}".to_owned()));
    assert_eq!(
        said(wait(service.respond(request("GET", "/items/1/content", "")))),
        "501 Not Implemented: notImplemented: there is no implementation, and the page `api/get-content.md` shows no response"
    );
    assert_eq!(
        said(wait(service.respond(request("GET", "/groups", "")))),
        "404 Not Found: notFound: no page documents the path `/groups`"
    );
    let refused = wait(service.respond(request("DELETE", "/me", "")));
    assert_eq!(refused.headers()["allow"], "PATCH");
    assert_eq!(said(refused), "405 Method Not Allowed: methodNotAllowed: no page documents DELETE for the path `/me`");
}

#[test]
fn a_handler_gets_its_route_and_its_value_is_the_answer() {
    let service = Service::new(DOCUMENTED)
        .service_root("/v1.0")
        .on(|route: UpdateUser| async move {
            match (route.call.arguments(), route.body.id) {
                ([id], patched) => Err(ODataError::new(StatusCode::CONFLICT, id, format!("{patched:?}"))),
                _ => Ok(()),
            }
        })
        .on::<ListUsers, _>(|_| async { Ok(Page { value: vec![User::default()], ..Page::default() }) })
        .on::<Upload, _>(|route| async move { Ok((route.body != Content::new("text/plain", "x")).then(User::default)) })
        .on::<Download, _>(|_| async { Ok(Redirect { location: "https://x/".to_owned() }) })
        .on::<Invite, _>(|_| async { Ok(3) });
    assert_eq!(answer(&service, "PATCH", "/v1.0/me", "{}"), (204, String::new()));
    let refused = wait(service.respond(request("PATCH", "/v1.0/users/a%2Fb", r#"{"id":null}"#)));
    assert_eq!(said(refused), "409 Conflict: a/b: Null");
    assert_eq!(answer(&service, "GET", "/v1.0/users?$top=1", ""), (200, r#"{"value":[{}]}"#.to_owned()));
    assert_eq!(answer(&service, "PUT", "/v1.0/me/drive/root:/a:/content", "{}"), (200, "{}".to_owned()));
    assert_eq!(answer(&service, "GET", "/v1.0/items/1/content", ""), (302, String::new()));
    // `DOCUMENTED` has no entry for this route, but the service has a handler for it.
    assert_eq!(answer(&service, "POST", "/v1.0/invite", ""), (200, "3".to_owned()));
    assert_eq!(answer(&service, "GET", "/users", "").0, 404);
    let unread = said(wait(service.respond(request("PATCH", "/v1.0/me", "{"))));
    assert!(unread.starts_with("400 Bad Request: badRequest: the body cannot be read: EOF"), "{unread}");
}

#[test]
fn debug_shows_the_number_of_implemented_routes() {
    let service = Service::new(DOCUMENTED).on::<Invite, _>(|_| async { Ok(3) });
    assert_eq!(format!("{service:?}"), r#"Service { documented: 5, implemented: 1, service_root: "" }"#);
}

#[cfg(feature = "axum")]
mod router {
    use super::*;
    use axum::{Router, body::Body, body::to_bytes};
    use tower::ServiceExt;

    fn answer(router: &Router, method: &str, uri: &str, body: &str) -> (u16, String) {
        let response = wait(router.clone().oneshot(request(method, uri, body).map(Body::from))).unwrap();
        let status = response.status().as_u16();
        let body = wait(to_bytes(response.into_body(), usize::MAX)).unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[test]
    fn a_router_answers_as_the_service_does() {
        let service = || Service::new(DOCUMENTED).on::<Invite, _>(|_| async { Ok(3) });
        let documented = (200, r#"{"value":[{"id":"documented"}]}"#.to_owned());
        let router = service().into_router(8);
        assert_eq!(answer(&router, "GET", "/users", ""), documented);
        assert_eq!(answer(&router, "POST", "/invite", "{}"), (200, "3".to_owned()));
        assert_eq!(answer(&router, "DELETE", "/users", "").0, 405);
        let (status, body) = answer(&router, "POST", "/invite", r#"{"id":"123"}"#);
        assert_eq!((status, body.contains("the body has more than 8 bytes")), (413, true), "{body}");

        let nested: Router = Router::new().nest("/v1.0", service().into_router(8));
        assert_eq!(answer(&nested, "GET", "/v1.0/users?$top=1", ""), documented);
        assert_eq!(answer(&nested, "GET", "/v1.0/nothing", "").0, 404);
        assert!(answer(&nested, "GET", "/v1.0/nothing", "").1.contains("no page documents"));
    }
}

#[test]
fn the_requests_of_a_batch_are_answered_by_the_same_handlers() {
    let service = Service::new(DOCUMENTED)
        .service_root("/api")
        .on::<ListUsers, _>(|_| async { Err(ODataError::new(StatusCode::FORBIDDEN, "no", "no")) });
    let batch = r#"{"requests":[
        {"id":"1","method":"GET","url":"/users"},
        {"id":"2","method":"PATCH","url":"/Users/7/","body":{},"headers":{"content-type":"application/json"}},
        {"id":"3","method":"PATCH","url":"/users/7","dependsOn":["1"]}
    ]}"#;
    let (status, body) = answer(&service, "POST", "/api/$batch", batch);
    assert_eq!(status, 200, "{body}");
    let answers: serde_json::Value = serde_json::from_str(&body).unwrap();
    let statuses: Vec<u64> =
        answers["responses"].as_array().unwrap().iter().filter_map(|answer| answer["status"].as_u64()).collect();
    assert_eq!(statuses, [403, 204, 424]);
    assert_eq!(answer(&service, "POST", "/api/$batch", "{}").0, 400);
    assert_eq!(answer(&service, "POST", "/other/$batch", batch).0, 404);
}
