//! Reads arbitrary bytes as the body of an HTTP response. Checks that reading terminates, that a value that was read
//! can be written as JSON and read again, and that taking one answer of a batch removes no other answer.

#![no_main]

use graph_runtime::http::Response;
use graph_runtime::{Annotations, Answers, Batch, Call, Content, Extra, FromResponse, Json, Page, object, route};
use libfuzzer_sys::fuzz_target;

/// The type of the items in the response body. It refers to itself, and has a property of every kind that the runtime
/// reads in its own way.
#[derive(Clone, Default)]
struct Node {
    id: Option<String>,
    size: Option<i64>,
    weight: Option<f64>,
    is_leaf: Option<bool>,
    next: Option<Box<Node>>,
    children: Option<Vec<Node>>,
    labels: Option<Vec<String>>,
    anything: Option<Json>,
    extra: Extra,
    annotations: Annotations,
}
object! {
    Node: "fuzz.node", bases [];
    id = "id", size: i64 = "size", weight: f64 = "weight", is_leaf: bool = "isLeaf", next: Node = "next",
    children: Vec<Node> = "children", labels: Vec<String> = "labels", anything: Json = "anything",
}

/// A request whose response is raw bytes (`Content`), so that any body in a batch response can be its answer.
struct Download {
    call: Call,
}
route! { Download: GET, response Content, success [200], page "download.md", templates ["/content"], permissions [] }

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = Page::<Node>::from_response(Response::new(bytes.to_vec())) {
        let written = serde_json::to_string(&page).expect("what was read can be written");
        let again: Page<Node> = serde_json::from_str(&written).expect("what was written can be read");
        // The values are compared as text, because `NaN` is not equal to itself.
        assert_eq!(serde_json::to_string(&again).expect("what was read can be written"), written);
        assert_eq!(page.clone().changes().count(), page.value.len());
    }
    let mut answers = Answers::default();
    if answers.read(Response::new(bytes.to_vec())).is_ok() {
        let read = answers.len();
        let mut batch = Batch::new();
        let download = Download { call: Call::new("/content", []) };
        let ticket = batch.add(&download).expect("the request can be built");
        let taken = answers.take(ticket);
        assert!(answers.len() == read || answers.len() + 1 == read, "{taken:?}");
    }
});
