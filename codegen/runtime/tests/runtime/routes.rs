//! Tests routes as the generator writes them: the requests that they send, and what they return for a response.

use crate::messages::{GetContent, PutContent};
use crate::model::{User, UserPatch};
use graph_runtime::{
    Call, Content, Error, Page, PermissionTable, Redirect, RequestError, Route,
    http::{Method, Response},
    route,
};

/// A route that returns a list of users.
pub(crate) struct ListUsers {
    pub(crate) call: Call,
}
route! {
    ListUsers: GET, response Page<User>, success [200], page "api/user-list.md", templates ["/users"],
    permissions [
        "user" {
            delegated_work [["User.ReadBasic.All"], ["User.Read.All", "Group.Read.All"]], delegated_personal [], application []
        },
        "group" { delegated_work [], delegated_personal [], application [["Group.Read.All"]] },
    ]
}

/// A route that changes a user: its body contains the changed properties.
pub(crate) struct UpdateUser {
    pub(crate) call: Call,
    pub(crate) body: UserPatch,
}
route! {
    UpdateUser: PATCH, response (), success [204], page "api/user-update.md", templates ["/me", "/users/{id}"],
    permissions [],
    body json body
}

/// A route that sends a file as bytes.
pub(crate) struct Upload {
    pub(crate) call: Call,
    pub(crate) body: Content,
}
route! {
    Upload: PUT, response Option<User>, success [200, 201], page "api/put-content.md",
    templates ["/me/drive/root:/{path}:/content"],
    permissions ["" { delegated_work [], delegated_personal [], application [] }],
    body bytes body
}

/// A route that returns a redirect to a file.
pub(crate) struct Download {
    pub(crate) call: Call,
}
route! {
    Download: GET, response Redirect, success [302], page "api/get-content.md", templates ["/items/{id}/content"],
    permissions []
}

/// A route whose body is optional.
pub(crate) struct Invite {
    pub(crate) call: Call,
    pub(crate) body: Option<User>,
}
route! {
    Invite: POST, response i64, success [200], page "api/invite.md", templates ["/invite"],
    permissions [],
    body json body
}

pub(crate) const ROOT: &str = "https://graph.microsoft.com/v1.0/";

fn answer(status: u16, body: &str) -> Response<Vec<u8>> {
    Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()
}

fn list() -> ListUsers {
    ListUsers { call: Call::new(ListUsers::TEMPLATES[0], []) }
}

#[test]
fn the_constants_of_a_route_say_what_its_page_says() {
    assert_eq!(ListUsers::METHOD, Method::GET);
    assert_eq!((ListUsers::SUCCESS, ListUsers::PAGE), (&[200][..], "api/user-list.md"));
    let [users, groups] = ListUsers::PERMISSIONS else { panic!("two tables") };
    assert_eq!(users.delegated_work, [&["User.ReadBasic.All"][..], &["User.Read.All", "Group.Read.All"]]);
    assert_eq!((groups.label, groups.application), ("group", &[&["Group.Read.All"][..]][..]));
    assert_eq!(Upload::PERMISSIONS, [PermissionTable::default()]);
    assert!(UpdateUser::PERMISSIONS.is_empty());
    assert_eq!(UpdateUser::TEMPLATES, ["/me", "/users/{id}"]);
    assert_eq!(list().call().template(), "/users");
}

#[test]
fn a_request_has_the_query_options_and_headers_that_were_set() {
    let route = list()
        .query("$top", 5)
        .query("$top", 10)
        .query("$filter", "a eq 'b&c'")
        .header("Prefer", "x")
        .header("prefer", "y");
    let request = route.request(ROOT).unwrap();
    assert_eq!(request.method(), Method::GET);
    assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/users?$top=10&$filter=a%20eq%20'b%26c'");
    assert_eq!(request.headers()["prefer"], "y");
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));

    let mut body = UserPatch::default();
    body.id.null();
    let route = UpdateUser { call: Call::new(UpdateUser::TEMPLATES[1], ["7".to_owned()]), body };
    let request = route.clone().header("content-type", "application/json; charset=utf-8").request("").unwrap();
    assert_eq!(request.uri(), "/users/7");
    assert_eq!(request.headers()["content-type"], "application/json; charset=utf-8");
    assert_eq!(request.body(), br#"{"id":null}"#);
    assert_eq!(route.request("").unwrap().headers()["content-type"], "application/json");

    let call = Call::new(Upload::TEMPLATES[0], ["a b/c.txt".to_owned()]);
    let request = Upload { call, body: Content::new("text/plain", "x") }.request(ROOT).unwrap();
    assert_eq!(request.uri().path(), "/v1.0/me/drive/root:/a%20b/c.txt:/content");
    assert_eq!((&request.headers()["content-type"], &request.body()[..]), (&"text/plain".parse().unwrap(), &b"x"[..]));

    let invite = |body| Invite { call: Call::new("/invite", []), body }.request(ROOT).unwrap().into_body();
    assert_eq!(invite(None), b"");
    assert_eq!(invite(Some(User::default())), b"{}");
}

#[test]
fn debug_output_of_a_route_does_not_show_values_of_headers() {
    let route = list().header("Authorization", "Bearer secret").query("$top", 1);
    let shown = format!("{route:?}");
    assert!(shown.contains("Authorization") && shown.contains("$top") && !shown.contains("secret"), "{shown}");
}

#[test]
fn a_request_that_cannot_be_built_is_an_error() {
    let header = RequestError::Header { name: "a b".into() };
    assert_eq!(list().header("a b", "x").request(ROOT).unwrap_err(), header);
    assert!(matches!(list().header("a", "x\ny").request(ROOT), Err(RequestError::Header { .. })));
    for root in ["https://x/?a=", "https://x/#", "https://x y/", "https://"] {
        assert_eq!(list().request(root).unwrap_err(), RequestError::ServiceRoot, "{root}");
    }
}

#[test]
fn an_answer_is_read_as_its_value_or_its_error() {
    let page = list().response(answer(200, "\u{feff}{\"value\":[{\"id\":\"1\"}]}")).unwrap();
    assert_eq!(page.value[0].id.as_deref(), Some("1"));
    assert!(list().response(answer(206, "{}")).is_ok());
    assert!(matches!(list().response(answer(204, "")), Err(Error::Empty { .. })));
    assert!(matches!(list().response(answer(200, "{} x")), Err(Error::Decode { body, .. }) if body == b"{} x"));
    assert!(matches!(list().response(answer(302, "")), Err(Error::Unexpected { .. })));
    let error = list().response(answer(404, r#"{"error":{"code":"itemNotFound"}}"#)).unwrap_err();
    assert!(error.service().is_some_and(|error| error.has_code("ItemNotFound")));
    assert_eq!(error.status(), 404);

    let upload = Upload { call: Call::new(Upload::TEMPLATES[0], []), body: Content::default() };
    assert_eq!(upload.response(answer(204, "")).unwrap(), None);
    assert_eq!(upload.response(answer(200, "{}")).unwrap(), Some(User::default()));
    assert!(UpdateUser { call: Call::new("/me", []), body: UserPatch::default() }.response(answer(204, "")).is_ok());
    assert_eq!(Invite { call: Call::new("/invite", []), body: None }.response(answer(200, "\u{feff}12")).unwrap(), 12);

    let download = Download { call: Call::new(Download::TEMPLATES[0], ["1".to_owned()]) };
    let found = Response::builder().status(302).header("Location", "https://x/").body(Vec::new()).unwrap();
    assert_eq!(download.response(found).unwrap().location, "https://x/");
    assert!(matches!(download.response(answer(200, "bytes")), Err(Error::Unexpected { body, .. }) if body == b"bytes"));
}

#[test]
fn a_file_is_sent_with_its_media_type_and_its_address_is_read_from_location() {
    let request = PutContent::me_photo_value(Content::new("image/jpeg", *b"\xff\xd8")).request("https://x").unwrap();
    assert_eq!(
        (request.headers()["content-type"].as_bytes(), &**request.body()),
        (&b"image/jpeg"[..], &b"\xff\xd8"[..])
    );
    let route = GetContent::me_photo_value();
    assert_eq!(route.request("https://x").unwrap().uri(), "https://x/me/photo/$value");
    let found = Response::builder().status(302).header("location", "https://files.example/1").body(Vec::new()).unwrap();
    assert_eq!(route.response(found).unwrap().location, "https://files.example/1");
}
