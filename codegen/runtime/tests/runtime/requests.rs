//! Tests the side of the server: a request is read as the route that built it, and the value of a route is written as a
//! response.

use crate::model::{DirectoryObject, Importance, User, UserPatch};
use crate::routes::{Download, Invite, ListUsers, ROOT, UpdateUser, Upload};
use graph_runtime::{
    Call, Content, Error, ODataError, Page, Patch, Redirect, RetryAfter, Route,
    http::{Request, Response, StatusCode},
    route::Pattern,
    server::{BadRequest, ToResponse},
};
use proptest::prelude::*;
use std::time::Duration;

/// Parts from which the tests compose the paths of templates. Together they have a placeholder in each place of a path
/// that can have one.
const FORMS: &[&str] = &[
    "/x/{id}",
    "/{id}",
    "/é x/{id}/$value",
    "/root:/{path}:",
    "/items/{id}:/{path}:",
    "/range(address='{a}')",
    "/f(a={a},b='{b}')",
    "/itemAt({i})",
    "/by(title='{t}'):/{path}:",
    "/p,{a},{b}",
    "/v(a='x-{a}')",
    "/microsoft.graph.user",
    "/$ref",
];

/// Queries that the tests append to the paths. Together they have a placeholder in each place of a query that can have
/// one.
const QUERIES: &[&str] = &["", "?s={s}", "?$filter=id eq {id}&e={e}", "?q='{q}'&fixed=a+b"];

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof!["[/?#%'(),:;@&=+. ab$\\\\\"{}1\u{e9}\n]{0,10}", any::<String>(), Just("..".to_owned()), "[a-z0-9]{1,8}"]
}

fn template() -> impl Strategy<Value = String> {
    let path = prop::collection::vec(prop::sample::select(FORMS), 1..4);
    (path, prop::sample::select(QUERIES)).prop_map(|(path, query)| path.concat() + query)
}

/// Whether another argument may give the same URL, so that reading the URL may return that one: as a relative path,
/// `/a` is written like `a`; as a literal, `'a'` is written like `a`.
fn has_two_spellings(argument: &str) -> bool {
    argument.starts_with('/') || (argument.starts_with('\'') && argument.ends_with('\''))
}

fn read<R: Route>(request: Request<Vec<u8>>) -> Result<R, BadRequest> {
    R::from_request(request, ROOT)
}

fn any_patch<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Patch<T>> {
    prop_oneof![Just(Patch::Keep), Just(Patch::Null), value.prop_map(Patch::Set)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_arguments_of_a_route_are_read_back_from_its_request(template in template(), arguments in prop::collection::vec(hostile(), 12)) {
        let template: &'static str = Box::leak(template.into_boxed_str());
        let arguments = arguments[..template.matches('{').count()].to_vec();
        let call = Call::new(template, arguments.clone());
        if let Ok(target) = call.path_and_query() {
            let reading = Pattern::new(template).read(&target);
            prop_assert!(reading.is_some(), "{template} {target}");
            let reading = reading.unwrap();
            prop_assert_eq!(&reading.query, &[]);
            let again = Call::new(template, reading.arguments.clone()).path_and_query();
            prop_assert_eq!(again.as_ref(), Ok(&target));
            for (read, argument) in reading.arguments.iter().zip(&arguments) {
                prop_assert!(read == argument || has_two_spellings(argument), "{template} {target}: {read:?} {argument:?}");
            }
        }
    }

    #[test]
    fn any_path_is_read_or_refused_without_a_panic(template in template(), target in any::<String>(), path in "(/[a-z%2F'():=,.]{0,6}){0,6}") {
        let pattern = Pattern::new(&template);
        let _ = pattern.read(&target);
        let _ = pattern.read(&path);
        let _ = Pattern::new(&target).read(&path);
    }

    #[test]
    fn a_patch_body_is_read_back_as_it_was_built(
        id in any_patch(any::<String>()),
        importance in any_patch(prop::sample::select(vec![Importance::Low, Importance::from("x")])),
        has_manager in any_patch(Just(())),
        business_phones in any_patch(prop::collection::vec(any::<String>(), 0..3)),
    ) {
        let manager = match has_manager {
            Patch::Keep => Patch::Keep,
            Patch::Null => Patch::Null,
            Patch::Set(()) => Patch::Set(Box::new(DirectoryObject { id: Some("7".into()), ..DirectoryObject::default() })),
        };
        let body = UserPatch { id, importance, manager, business_phones, ..UserPatch::default() };
        let route = UpdateUser { call: Call::new(UpdateUser::TEMPLATES[1], ["a/b".to_owned()]), body };
        prop_assert_eq!(read::<UpdateUser>(route.request(ROOT).unwrap()).unwrap(), route);
    }
}

#[test]
fn a_request_is_read_as_the_route_that_built_it() {
    let route = ListUsers { call: Call::new("/users", []) };
    let route =
        route.query("$filter", "a eq 'b&c+d'").query("$top", 1).header("accept", "text/csv").header("prefer", "x");
    assert_eq!(read::<ListUsers>(route.request(ROOT).unwrap()).unwrap(), route);
    let plain = ListUsers { call: Call::new("/users", []) };
    assert_eq!(read::<ListUsers>(plain.request(ROOT).unwrap()).unwrap(), plain);

    let call = Call::new(Upload::TEMPLATES[0], ["a b/c:d.txt".to_owned()]);
    let route = Upload { call, body: Content::new("text/plain", "x") };
    assert_eq!(read::<Upload>(route.request(ROOT).unwrap()).unwrap(), route);

    for body in [None, Some(User { id: Some("1".into()), ..User::default() })] {
        let route = Invite { call: Call::new("/invite", []), body };
        assert_eq!(read::<Invite>(route.request(ROOT).unwrap()).unwrap(), route);
    }
}

#[test]
fn the_service_root_is_removed_from_the_path_of_a_request() {
    let list =
        |uri: &str, root: &str| ListUsers::from_request(Request::get(uri).body(Vec::new()).unwrap(), root).is_ok();
    for (uri, root) in [
        ("/users", ""),
        ("/users", "http://localhost:1"),
        ("/users?$top=1", "/"),
        ("/v1.0/users", "/v1.0/"),
        ("https://x/v1.0/users", "https://graph.microsoft.com/v1.0"),
    ] {
        assert!(list(uri, root), "{uri} {root}");
    }
    for (uri, root) in [("/v1.0/users", ""), ("/users", "/v1.0"), ("/v1.0users", "/v1.0"), ("/v1.0", "/v1.0")] {
        assert!(!list(uri, root), "{uri} {root}");
    }
}

#[test]
fn the_call_of_a_route_has_the_headers_of_the_request() {
    let request = Request::get("/users")
        .header("Host", "localhost")
        .header("Content-Length", "0")
        .header("Prefer", "a")
        .header("prefer", "b")
        .header("Accept", "application/json");
    let list = ListUsers::from_request(request.body(Vec::new()).unwrap(), "").unwrap();
    assert_eq!(list.call.headers().collect::<Vec<_>>(), [("prefer", "a, b")]);
    let request = Request::get("/users").header("Prefer", &b"\xff"[..]).body(Vec::new()).unwrap();
    assert!(matches!(ListUsers::from_request(request, ""), Err(BadRequest::Header { name, .. }) if name == "prefer"));
}

#[test]
fn a_request_that_does_not_fit_the_route_is_refused_with_the_reason() {
    let patch = |method: &str, uri: &str, media_type: &str, body: &str| {
        let request = Request::builder().method(method).uri(uri).header("content-type", media_type);
        let read = UpdateUser::from_request(request.body(body.as_bytes().to_vec()).unwrap(), "");
        read.map_err(|error| ODataError::from(error).to_string())
    };
    let json = "application/json; charset=utf-8";
    assert!(patch("PATCH", "/me", json, "\u{feff}{}").is_ok());
    assert!(patch("PATCH", "/me", "application/problem+json", "{}").is_ok());
    for (method, uri, media_type, body, expected) in [
        ("PATCH", "/you", json, "{}", "404 Not Found: notFound: the path matches no template of the route"),
        ("PUT", "/me", json, "{}", "405 Method Not Allowed: methodNotAllowed: the method is not that of the route"),
        ("PATCH", "/me", json, "", "400 Bad Request: badRequest: the request has no body"),
        (
            "PATCH",
            "/me",
            "text/plain",
            "{}",
            "415 Unsupported Media Type: unsupportedMediaType: the body is of the media type \"text/plain\", not JSON",
        ),
        (
            "PATCH",
            "/me",
            json,
            "{} x",
            "400 Bad Request: badRequest: the body cannot be read: trailing characters at line 1 column 4",
        ),
        (
            "PATCH",
            "/me",
            json,
            "[]",
            "400 Bad Request: badRequest: the body cannot be read: a value of another type: []",
        ),
    ] {
        assert_eq!(patch(method, uri, media_type, body), Err(expected.to_owned()));
    }
}

#[test]
fn a_value_that_does_not_fit_a_patch_is_kept() {
    let request =
        Request::patch("/users/1").body(br#"{"id":1,"x":null,"importance":"low","importance":null}"#.to_vec());
    let body = UpdateUser::from_request(request.unwrap(), "").unwrap().body;
    assert_eq!((body.id, body.importance), (Patch::Keep, Patch::Null));
    assert_eq!(body.extra.get("id"), Some(&1.into()));
    assert_eq!(body.extra.get("x"), Some(&().into()));
}

#[test]
fn a_response_that_a_route_writes_is_read_back_by_the_route() {
    let list = ListUsers { call: Call::new("/users", []) };
    let page = Page { value: vec![User { id: Some("1".into()), ..User::default() }], ..Page::default() };
    assert_eq!(list.response(page.to_response(ListUsers::SUCCESS).unwrap()).unwrap(), page);

    let upload = Upload { call: Call::new(Upload::TEMPLATES[0], []), body: Content::default() };
    for (returned, status) in [(None, 200), (Some(User::default()), 200)] {
        let response = returned.to_response(Upload::SUCCESS).unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(upload.response(response).unwrap(), returned);
    }
    let created = User::default().to_response(&[204, 201]).unwrap();
    assert_eq!(
        (created.status(), &created.headers()["content-type"]),
        (StatusCode::CREATED, &"application/json".parse().unwrap())
    );

    let download = Download { call: Call::new(Download::TEMPLATES[0], ["1".to_owned()]) };
    let redirect = Redirect { location: "https://x/".to_owned() };
    assert_eq!(download.response(redirect.to_response(Download::SUCCESS).unwrap()).unwrap(), redirect);
    let broken = Redirect { location: "\n".to_owned() }.to_response(&[302]).unwrap_err();
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    let invite = Invite { call: Call::new("/invite", []), body: None };
    assert_eq!(invite.response(7.to_response(&[200]).unwrap()).unwrap(), 7);
}

#[test]
fn a_written_error_is_read_back() {
    let body = br#"{"error":{"code":"a","message":"b","target":"c","details":[{"code":"d","message":"e"}],"innerError":{"f":1}}}"#;
    let response = Response::builder().status(429).header("retry-after", "7").header("request-id", "8");
    let response =
        response.header("location", "/x").header("content-type", "application/json").header("content-length", "9");
    let mut error = ODataError::from_response(response.body(body.to_vec()).unwrap());
    let again = ODataError::from_response(error.to_response());
    // `to_response` writes a new body, so it leaves out the `Content-Length` of the old one.
    error.headers.remove("content-length");
    assert_eq!(again, error);
    assert_eq!(again.location(), Some("/x"));
    assert_eq!(again.retry_after, Some(RetryAfter::Delay(Duration::from_secs(7))));

    let plain = ODataError::from_response(Response::builder().status(502).body(b"<html>".to_vec()).unwrap());
    assert_eq!(ODataError::from_response(plain.to_response()), plain);
    let list = ListUsers { call: Call::new("/users", []) };
    let refused = list.response(ODataError::new(StatusCode::FORBIDDEN, "x", "y").to_response());
    assert!(matches!(refused, Err(Error::Service(error)) if error.has_code("x")));
}
