//! Compares the example bodies of the real pages with their types, if the pages are available.

use crate::api::{ExampleId, ExampleRole, RequestBody};
use crate::read;
use crate::source::Sources;
use crate::tests::{beside, folder};

#[test]
fn example_requests_of_the_corpus_are_valid_unless_a_finding_says_otherwise() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let api = &read(&Sources::new(folder::files(&folder))).api;
    let (mut shows, mut agrees) = (0, 0);
    for operation in &api.operations {
        let least = super::smallest_body(api, &operation.request);
        let is_json = !matches!(operation.request, RequestBody::None | RequestBody::Stream { .. });
        assert!(!is_json || super::misfit(api, &operation.request, &least).is_none(), "{}: {least}", operation.title);
        let is_request = |id: &&ExampleId| api[**id].role == ExampleRole::Request;
        if is_json && operation.examples.iter().any(|id| is_request(&id)) {
            shows += 1;
            agrees += usize::from(super::shown_request(api, operation).is_some());
        }
    }
    assert!(agrees * 100 >= shows * 94, "{agrees} of {shows}");
}
