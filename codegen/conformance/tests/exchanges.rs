//! Tests the checks of exchanges, that is of example requests with their example responses.

use graph_conformance::exchanges::{
    Body, Exchange, derived, differs, exchange, of, of_other_media_type, open, reply, streams, unread_requests,
    unread_responses,
};
use graph_runtime::{Annotations, Call, Content, Extra, Page};

#[derive(Clone, Default)]
struct Item {
    id: Option<String>,
    more: Option<Box<Item>>,
    extra: Extra,
    annotations: Annotations,
}
graph_runtime::object! { Item: "test.item", bases []; id = "id", more = "more" }

#[derive(Clone, Default)]
struct Tool {
    id: Option<String>,
    more: Option<Box<Item>>,
    weight: Option<i32>,
    extra: Extra,
    annotations: Annotations,
}
graph_runtime::object! { Tool: "test.tool", bases [Item]; id = "id", more = "more", weight = "weight" }

struct ListItems {
    call: Call,
}
graph_runtime::route! {
    ListItems: GET, response Page<Item>, success [200], page "api/item-list.md",
    templates ["/boxes/{id}/items", "/boxes/{id}/items/find(name='{name}')"], permissions []
}

struct CreateItem {
    call: Call,
    body: Item,
}
graph_runtime::route! {
    CreateItem: POST, response Item, success [201], page "api/item-post.md", templates ["/items"], permissions [],
    body json body
}

struct PutFile {
    call: Call,
    body: Content,
}
graph_runtime::route! {
    PutFile: PUT, response (), success [204], page "api/file-put.md", templates ["/file"], permissions [],
    body bytes body
}

struct PutLabels {
    call: Call,
    body: Vec<Item>,
}
graph_runtime::route! {
    PutLabels: PUT, response (), success [204], page "api/labels-put.md", templates ["/labels"], permissions [],
    body json body
}

const NONE: Body = Body::Text("");

fn list(line: &'static str) -> Exchange {
    exchange::<ListItems>("api/item-list.md", line, &[("Prefer", "a=b"), ("Host", "x")], NONE, &[])
}

fn post(body: &'static str) -> Exchange {
    exchange::<CreateItem>(
        "api/item-post.md",
        "POST /items",
        &[("Content-Type", "application/json")],
        Body::Text(body),
        &[],
    )
}

#[test]
fn a_request_is_read_and_built_again() {
    const FILE: &[(&str, &str)] = &[("Content-Type", "image/png")];
    let rows = [
        list("GET /boxes/a b/items?$filter=id eq '1'&$top=1"),
        list("GET /boxes/{id}/items/find(name='x%2Fy')"),
        exchange::<PutFile>("api/file-put.md", "PUT /file", FILE, Body::Text("bytes"), &[]),
        post(r#"{"id": "1", "other": [1, null]}"#),
        of_other_media_type(exchange::<CreateItem>(
            "api/item-post.md",
            "POST /items",
            &[("Content-Type", "text/plain")],
            Body::Text("bytes"),
            &[],
        )),
        differs(list("GET /boxes"), &["D0912"]),
        // A page may show a response without a request.
        list(""),
    ];
    assert_eq!(unread_requests(&[&rows]), Vec::<String>::new());
}

#[test]
fn a_request_that_no_route_reads_is_reported() {
    for (row, reason) in [
        (list("GET /boxes"), "GET /boxes: the path matches no template of the route"),
        (list("POST /boxes/1/items"), "POST /boxes/1/items: the method is not that of the route"),
        (post(""), "POST /items: the request has no body"),
        (post("{"), "POST /items: the body cannot be read"),
        (of_other_media_type(post("{}")), "POST /items: the route sends the body"),
        (
            exchange::<ListItems>("api/item-list.md", "GET /boxes/1/items", &[], Body::Text("{\"a\":1}"), &[]),
            "GET /boxes/1/items: the body: ",
        ),
    ] {
        let failures = unread_requests(&[&[row]]);
        assert_eq!(failures.len(), 1, "{reason}");
        assert!(failures[0].contains(reason), "{reason} in {}", failures[0]);
    }
}

#[test]
fn a_response_is_read_without_loss_and_each_member_has_a_field() {
    const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
    let types = [open("test.box"), streams("test.item", &["content"]), derived::<Tool>()];
    let failures = |reply| {
        let replies: &'static [_] = Box::leak(Box::new([reply]));
        let row = exchange::<ListItems>("api/item-list.md", "GET /boxes/1/items", &[], NONE, replies);
        unread_responses(&[&[row]], &types).concat()
    };
    let body = |text: &'static str| reply(200, JSON, Body::Text(text), &[]);
    for (reply, reason) in [
        (body(r#"{"value":[{"id":"1","more":null,"content":"x"}]}"#), ""),
        (body(r##"{"value":[{"@odata.type":"#test.tool","weight":3,"more":{"id":"2"}}]}"##), ""),
        (of::<Tool>(body(r#"{"value":[{"weight":3}]}"#)), ""),
        (body(r#"{"value":[{"weight":3}]}"#), "no field takes /value/0/weight"),
        (body(r##"{"value":[{"@odata.type":"#test.tool","wieght":3}]}"##), "no field takes /value/0/wieght"),
        (body(r#"{"value":[{"more":{"weight":3}}]}"#), "no field takes /value/0/more/weight"),
        (of::<Tool>(body(r#"{"value":[{"more":{"weight":3}}]}"#)), "no field takes /value/0/more/weight"),
        (body(r#"{"value":[{"id":7}]}"#), "no field takes /value/0/id"),
        (body(r#"{"value":[{"@odata.type":"test.box","any":3}]}"#), ""),
        (reply(200, JSON, NONE, &[]), "has no body"),
        (reply(200, JSON, NONE, &["D0919"]), ""),
        (reply(302, JSON, body_of_redirect(), &[]), "302"),
    ] {
        let found = failures(reply);
        assert_eq!(found.is_empty(), reason.is_empty(), "{reason}: {found}");
        assert!(found.contains(reason), "{reason} in {found}");
    }
}

#[test]
fn a_response_is_read_by_a_route_that_sends_a_list() {
    const REPLIES: &[graph_conformance::exchanges::Reply] = &[reply(204, &[], NONE, &[])];
    let row = exchange::<PutLabels>("api/labels-put.md", "PUT /labels", &[], Body::Text("[]"), REPLIES);
    assert_eq!(unread_responses(&[&[row]], &[]), Vec::<String>::new());
}

fn body_of_redirect() -> Body {
    Body::Text("{}")
}
