//! Tests requests to `$batch`, and the responses to them.

use crate::messages::{CreateMessage, ListMessages, Message};
use graph_runtime::{Answers, Batch, Call, Content, Error, RequestError, Route, http::Response, route};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A route that replaces a photo: it sends bytes and returns bytes.
struct ReplacePhoto {
    call: Call,
    body: Content,
}
route! {
    ReplacePhoto: PUT, response Content, success [200], page "api/photo-update.md", templates ["/me/photo/$value"],
    permissions [], body bytes body
}

fn photo(bytes: &[u8]) -> ReplacePhoto {
    ReplacePhoto { call: Call::new("/me/photo/$value", []), body: Content::new("image/png", bytes) }
}

fn documents(batch: &Batch) -> Vec<Json> {
    let requests = batch.requests("https://x/v1.0/").unwrap();
    requests.iter().map(|request| serde_json::from_slice(request.body()).unwrap()).collect()
}

fn read(document: &Json) -> Result<Answers, Error> {
    let mut answers = Answers::default();
    answers.read(Response::new(document.to_string().into_bytes()))?;
    Ok(answers)
}

#[test]
fn each_route_becomes_one_request_of_the_batch() {
    let mut batch = Batch::new();
    let list = batch.add(&ListMessages::me_messages().filter(|m| m.subject.eq("a b")).header("Prefer", "x")).unwrap();
    let body = Message { subject: Some("}}".into()), ..Message::default() };
    let create = batch.add(&CreateMessage::me_messages(body)).unwrap();
    let replace = batch.add(&photo(b"??>")).unwrap();
    batch.depends_on(&replace, &list).depends_on(&replace, &create).depends_on(&replace, &list);
    assert_eq!(
        documents(&batch),
        [json!({ "requests": [
            {
                "id": "1", "method": "GET", "url": "/me/messages?$filter=subject%20eq%20'a%20b'",
                "headers": { "accept": "application/json", "prefer": "x" },
            },
            {
                "id": "2", "method": "POST", "url": "/me/messages",
                "headers": { "content-type": "application/json", "accept": "application/json" },
                "body": { "subject": "}}" },
            },
            {
                "id": "3", "method": "PUT", "url": "/me/photo/$value",
                "headers": { "content-type": "image/png" }, "dependsOn": ["1", "2"], "body": "Pz8-",
            },
        ] })]
    );
    let request = &batch.requests("https://x/v1.0/").unwrap()[0];
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "https://x/v1.0/$batch"));
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(matches!(batch.requests("https://x/?y"), Err(RequestError::ServiceRoot)));
    assert!(Batch::new().requests("https://x").unwrap().is_empty());
}

#[test]
fn the_ticket_of_a_route_leads_to_its_answer() {
    let mut batch = Batch::new();
    let list = batch.add(&ListMessages::me_messages()).unwrap();
    let create = batch.add(&CreateMessage::me_messages(Message::default())).unwrap();
    let replace = batch.add(&photo(b"x")).unwrap();
    let missing = batch.add(&ListMessages::me_messages()).unwrap();
    let failed = batch.add(&ListMessages::me_messages()).unwrap();
    let mut answers = read(&json!({ "responses": [
        { "id": "5", "status": 429, "headers": { "Retry-After": "7", "x y": "" }, "body": { "error": { "code": "Busy" } } },
        { "id": "3", "status": 200, "headers": { "Content-Type": "image/png" }, "body": "_-8" },
        { "id": 2, "status": "201", "body": { "subject": "a" } },
        { "id": "1", "status": 200, "body": "{\"value\":[{}]}" },
        { "id": "1", "status": 500 }, { "id": "9" }, 7,
    ] }))
    .unwrap();
    assert_eq!((answers.len(), answers.others().len()), (4, 3));
    assert_eq!(answers.take(list).unwrap().value.len(), 1);
    assert_eq!(answers.take(create).unwrap().subject.as_deref(), Some("a"));
    assert_eq!(answers.take(replace).unwrap().bytes, [0xff, 0xef]);
    assert!(matches!(answers.take(missing), Err(Error::Missing { .. })));
    let error = answers.take(failed).unwrap_err();
    assert_eq!(error.to_string(), "429 Too Many Requests: Busy");
    assert!(error.service().unwrap().retry_after.is_some() && answers.is_empty());
}

#[test]
fn a_batch_that_is_refused_is_an_error() {
    let refused = Response::builder().status(401).body(br#"{"error":{"code":"NoToken"}}"#.to_vec()).unwrap();
    let error = Answers::default().read(refused).unwrap_err();
    assert_eq!(error.service().unwrap().code.as_deref(), Some("NoToken"));
    assert!(matches!(read(&json!({ "value": [] })), Err(Error::Decode { .. })));
    let redirect = Response::builder().status(302).body(Vec::new()).unwrap();
    assert!(matches!(Answers::default().read(redirect), Err(Error::Unexpected { .. })));
}

#[test]
fn impossible_dependencies_are_refused() {
    let mut batch = Batch::new();
    let first = batch.add(&ListMessages::me_messages()).unwrap();
    let second = batch.add(&ListMessages::me_messages()).unwrap();
    batch.depends_on(&first, &second);
    assert_eq!(batch.requests("").unwrap_err(), RequestError::Dependency { index: 0 });

    let mut batch = Batch::new();
    let first = batch.add(&ListMessages::me_messages()).unwrap();
    for _ in 0..20 {
        let next = batch.add(&ListMessages::me_messages()).unwrap();
        batch.depends_on(&next, &first);
    }
    assert_eq!(batch.requests("").unwrap_err(), RequestError::Dependencies { count: 21 });
}

proptest! {
    /// A batch of 60 routes is divided into several `$batch` requests. Every route is in exactly one of them, none has
    /// more routes than `Batch::LIMIT`, and routes that depend on each other are in the same request.
    #[test]
    fn every_route_is_in_exactly_one_request(dependencies in prop::collection::vec((0_usize..60, 0_usize..60), 0..12)) {
        let mut batch = Batch::new();
        let tickets: Vec<_> = (0..60).map(|_| batch.add(&ListMessages::me_messages()).unwrap()).collect();
        for (one, other) in dependencies.iter().filter(|(one, other)| one != other) {
            batch.depends_on(&tickets[*one.max(other)], &tickets[*one.min(other)]);
        }
        let mut seen = Vec::new();
        for document in documents(&batch) {
            let requests = document["requests"].as_array().unwrap();
            prop_assert!(!requests.is_empty() && requests.len() <= Batch::LIMIT);
            let ids: Vec<&str> = requests.iter().filter_map(|request| request["id"].as_str()).collect();
            for earlier in requests.iter().filter_map(|request| request["dependsOn"].as_array()).flatten() {
                prop_assert!(ids.contains(&earlier.as_str().unwrap()));
            }
            seen.extend(ids.iter().map(|id| id.parse::<usize>().unwrap()));
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (1..=60).collect::<Vec<_>>());
    }

    /// No response causes a panic. Each element of `responses` becomes an answer, or is kept in `Answers::others`.
    #[test]
    fn any_response_to_a_batch_is_read_without_a_panic(
        responses in prop::collection::vec(
            (prop::option::of("[123]|\\PC{0,3}"), prop::option::of(0_u64..2_000), crate::properties::any_json(), "[a-z/;+]{0,12}"),
            0..6,
        ),
        body in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let count = responses.len();
        let responses: Vec<Json> = responses
            .into_iter()
            .map(|(id, status, body, media)| json!({
                "id": id, "status": status, "headers": { "content-type": media, "x": body }, "body": body,
            }))
            .collect();
        let mut answers = read(&json!({ "responses": responses })).unwrap();
        prop_assert_eq!(answers.len() + answers.others().len(), count);
        let mut batch = Batch::new();
        for _ in 0..3 {
            let ticket = batch.add(&photo(b"")).unwrap();
            let _ = answers.take(ticket);
        }
        let _ = Answers::default().read(Response::new(body));
    }
}
