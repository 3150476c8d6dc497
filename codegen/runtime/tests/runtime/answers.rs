//! Tests how routes read responses that differ from the documentation, or whose headers have a meaning (`Location`,
//! `Retry-After`).

use crate::messages::{CreateMessage, ListMessages, Message};
use graph_runtime::{
    Accepted, Annotations, Answers, Batch, Call, Error, Extra, ODataError, Page, Pager, Patch, RetryAfter, Route,
    http::Response,
};
use std::time::Duration;

const ROOT: &str = "https://graph.microsoft.com/v1.0";

struct ArchiveTeam {
    call: Call,
}
graph_runtime::route! {
    ArchiveTeam: POST, response Accepted, success [202], page "api/team-archive.md", templates ["/teams/{id}/archive"],
    permissions []
}

fn archive() -> ArchiveTeam {
    ArchiveTeam { call: Call::new(ArchiveTeam::TEMPLATES[0], ["1".to_owned()]) }
}

fn subjects(page: Page<Message>) -> Vec<String> {
    page.into_iter().filter_map(|message| message.subject).collect()
}

#[test]
fn an_accepted_operation_has_the_location_and_the_delay_of_its_response() {
    for (name, status) in [("location", 202), ("operation-location", 202), ("location", 201)] {
        let answer = Response::builder().status(status).header(name, format!("{ROOT}/operations/7"));
        let answer = answer.header("retry-after", "30").header("request-id", "r").body(Vec::new()).unwrap();
        let accepted = archive().response(answer).unwrap();
        assert_eq!(accepted.location, Some(format!("{ROOT}/operations/7")));
        assert_eq!(accepted.retry_after, Some(RetryAfter::Delay(Duration::from_secs(30))));
        assert_eq!((accepted.status.as_u16(), &accepted.headers["request-id"]), (status, &"r".parse().unwrap()));
    }
    let bare = archive().response(Response::builder().status(202).body(b"null".to_vec()).unwrap()).unwrap();
    assert_eq!((bare.location, bare.retry_after), (None, None));
}

#[test]
fn an_accepted_operation_in_a_batch_has_the_location_of_its_response() {
    let mut batch = Batch::new();
    let ticket = batch.add(&archive()).unwrap();
    let body = br#"{"responses":[{"id":"1","status":202,"headers":{"Location":"/operations/7","Retry-After":"5"}}]}"#;
    let mut answers = Answers::default();
    answers.read(Response::new(body.to_vec())).unwrap();
    let accepted = answers.take(ticket).unwrap();
    assert_eq!(accepted.location.as_deref(), Some("/operations/7"));
    assert_eq!(accepted.retry_after, Some(RetryAfter::Delay(Duration::from_secs(5))));
}

#[test]
fn a_page_keeps_its_other_items_if_one_does_not_fit() {
    for (body, expected, misfits) in [
        (r#"{"value":[{"subject":"1"},null,{"subject":"2"}]}"#, &["1", "2"][..], 1),
        (r#"{"value":[null,{"subject":"1"},"x",[]]}"#, &["1"], 3),
        (r#"{"value":{"subject":"1"}}"#, &["1"], 0),
        (r#"{"subject":"1","isRead":true}"#, &["1"], 0),
        (r#"[{"subject":"1"},{"subject":"2"}]"#, &["1", "2"], 0),
    ] {
        let page = ListMessages::me_messages().response(Response::new(body.as_bytes().to_vec())).unwrap();
        assert_eq!(page.misfits().count(), misfits, "{body}");
        assert_eq!(subjects(page), expected, "{body}");
    }
    for body in [r#"{"value":"none"}"#, r#"{"value":{"colour":"red"}}"#, r#"{"colour":"red"}"#, "7"] {
        let error = ListMessages::me_messages().response(Response::new(body.as_bytes().to_vec())).unwrap_err();
        assert!(matches!(&error, Error::Decode { body: kept, .. } if kept == body.as_bytes()), "{body}");
    }
}

#[test]
fn a_blank_link_counts_as_no_link() {
    for link in ["", " ", "\\t"] {
        let mut pager = Pager::new(ListMessages::me_messages(), ROOT);
        let body = format!(r#"{{"value":[],"@odata.nextLink":"{link}","@odata.deltaLink":"{link}"}}"#);
        let page = pager.accept(Response::new(body.into_bytes())).unwrap();
        assert_eq!((page.next_link(), page.delta_link(), pager.delta_link()), (None, None, None), "{link:?}");
        assert!(pager.next_request().is_none(), "{link:?}");
    }
}

#[test]
fn a_link_with_a_blank_in_its_scheme_is_refused() {
    let mut pager = Pager::new(ListMessages::me_messages(), ROOT);
    let body = br#"{"value":[],"@odata.nextLink":"https: //graph.microsoft.com/v1.0/me/messages"}"#;
    pager.accept(Response::new(body.to_vec())).unwrap();
    assert!(pager.next_request().unwrap().is_err());
}

#[test]
fn an_expired_delta_query_can_be_continued_at_the_location_in_the_error() {
    let fresh = format!("{ROOT}/me/messages?$deltatoken=fresh");
    let gone = Response::builder().status(410).header("location", &fresh);
    let gone = gone.body(br#"{"error":{"code":"resyncRequired","message":"Start again."}}"#.to_vec()).unwrap();
    let mut pager = Pager::resume(ListMessages::me_messages(), ROOT, &format!("{ROOT}/me/messages?$deltatoken=old"));
    pager.next_request().unwrap().unwrap();
    let error = pager.accept(gone).unwrap_err();
    assert!(format!("{error:?}").contains("fresh"));
    let location = error.service().and_then(ODataError::location).unwrap();
    assert_eq!(Pager::resume(ListMessages::me_messages(), ROOT, location).cursor(), Some(&*fresh));
}

#[test]
fn every_error_has_the_headers_of_its_response() {
    for (status, body) in [(404, ""), (200, ""), (200, "<html>"), (302, "x")] {
        let answer = Response::builder().status(status).header("request-id", "7").body(body.as_bytes().to_vec());
        let error = CreateMessage::me_messages(Message::default()).response(answer.unwrap()).unwrap_err();
        assert_eq!(error.headers()["request-id"], "7", "{status} {body}");
    }
    let mut batch = Batch::new();
    let ticket = batch.add(&ListMessages::me_messages()).unwrap();
    let mut answers = Answers::default();
    let empty = Response::builder().header("request-id", "7").body(br#"{"responses":[]}"#.to_vec()).unwrap();
    answers.read(empty).unwrap();
    assert_eq!(answers.take(ticket).unwrap_err().headers()["request-id"], "7");
}

#[derive(Clone, Default)]
struct PasswordProfile {
    password: Option<String>,
    force_change: Option<bool>,
    extra: Extra,
    annotations: Annotations,
}
graph_runtime::object! {
    PasswordProfile: "microsoft.graph.passwordProfile", bases [], sensitive ["password"];
    password = "password",
    force_change = "forceChangePasswordNextSignIn",
}

#[derive(Clone, Default)]
struct KeyPatch {
    key: Patch<String>,
    extra: Extra,
    annotations: Annotations,
}
graph_runtime::patch! { KeyPatch: "test.key", sensitive ["key"]; key = "key" }

#[test]
fn debug_output_contains_no_secret() {
    let json = r#"{"password":"s3cret","forceChangePasswordNextSignIn":true,"accessToken":"s3cret",
        "@microsoft.graph.downloadUrl":"https://s3cret","colour":"red"}"#;
    let profile: PasswordProfile = serde_json::from_str(json).unwrap();
    let shown = format!("{profile:?} {profile:#?}");
    assert!(!shown.contains("s3cret") && shown.contains("password: <redacted>") && shown.contains("red"), "{shown}");
    assert_eq!(serde_json::to_value(&profile).unwrap()["password"], "s3cret");
    // `Debug` hides a secret even if its value has another JSON type than documented.
    let misfit: PasswordProfile = serde_json::from_str(r#"{"password":["s3cret"]}"#).unwrap();
    assert!(!format!("{misfit:?}").contains("s3cret"));
    let patch = KeyPatch { key: Patch::Set("s3cret".to_owned()), ..KeyPatch::default() };
    assert!(!format!("{patch:?}").contains("s3cret"));
    assert_eq!(format!("{:?}", KeyPatch { key: Patch::Null, ..KeyPatch::default() }), "KeyPatch { key: null }");
    let cookie = Response::builder().status(401).header("set-cookie", "s3cret").body(Vec::new()).unwrap();
    assert!(!format!("{:?}", ODataError::from_response(cookie)).contains("s3cret"));
}
