//! Tests reading a collection page by page, also from services that fail or send links to other hosts.

use crate::messages::ListMessages;
use graph_runtime::{LinkError, Pager, RequestError, Route, http::Response};
use proptest::prelude::*;

const ROOT: &str = "https://graph.microsoft.com/v1.0";

fn page(link: &str) -> Response<Vec<u8>> {
    let page = serde_json::json!({ "value": [{ "id": "1" }], "@odata.nextLink": link });
    Response::new(page.to_string().into_bytes())
}

fn pager() -> Pager<ListMessages> {
    Pager::new(ListMessages::me_messages(), ROOT)
}

#[test]
fn ten_thousand_pages_take_constant_memory() {
    let mut pager = pager();
    let mut pages = 0_u32;
    while let Some(request) = pager.next_request() {
        assert!(request.unwrap().uri().path().starts_with("/v1.0/"));
        pages += 1;
        let more = pages < 10_000;
        let link = format!("{ROOT}/me/messages?$skiptoken={pages}");
        let answer = if more { page(&link) } else { Response::new(br#"{"value":[]}"#.to_vec()) };
        assert_eq!(pager.accept(answer).unwrap().value.len(), usize::from(more));
        // The pager stores at most two links, however many pages it has read.
        assert!(format!("{pager:?}").len() < 1_000);
    }
    assert_eq!(pages, 10_000);
}

#[test]
fn after_a_failure_the_pager_requests_the_same_page_again() {
    let mut pager = Pager::new(ListMessages::me_messages().header("Prefer", "x").advanced(), ROOT);
    pager.accept(page(&format!("{ROOT}/me/messages?$skip=1"))).unwrap();
    let busy = Response::builder().status(429).header("retry-after", "1").body(Vec::new()).unwrap();
    let uri = |pager: &mut Pager<ListMessages>| pager.next_request().unwrap().unwrap().uri().to_string();
    let before = uri(&mut pager);
    assert!(pager.accept(busy).is_err());
    assert_eq!(uri(&mut pager), before);
    let request = pager.next_request().unwrap().unwrap();
    assert_eq!(
        (&request.headers()["prefer"], &request.headers()["consistencylevel"]),
        (&"x".parse().unwrap(), &"eventual".parse().unwrap())
    );

    // The caller may stop here and continue later.
    let cursor = pager.cursor().unwrap().to_owned();
    assert_eq!(uri(&mut Pager::resume(ListMessages::me_messages(), ROOT, &cursor)), before);
}

#[test]
fn the_last_page_of_a_delta_query_has_the_delta_link() {
    let mut pager = pager();
    let last = format!(r#"{{"value":[],"@odata.deltaLink":"{ROOT}/me/messages/delta?$deltatoken=1"}}"#);
    pager.accept(Response::new(last.into_bytes())).unwrap();
    assert!(pager.next_request().is_none() && pager.cursor().is_none());
    assert_eq!(pager.delta_link(), Some("https://graph.microsoft.com/v1.0/me/messages/delta?$deltatoken=1"));
}

#[test]
fn a_page_is_returned_even_if_its_link_is_refused_later() {
    let mut pager = pager();
    assert_eq!(pager.accept(page("https://evil.example/v1.0/me")).unwrap().value.len(), 1);
    assert_eq!(pager.cursor(), None);
    let refused = RequestError::Link(LinkError::Foreign { host: "evil.example".to_owned() });
    assert_eq!(refused.to_string(), "the link leads to another origin: evil.example");
    assert_eq!(pager.next_request().unwrap().unwrap_err(), refused);
    assert!(pager.next_request().is_none());
}

proptest! {
    /// Whatever the links in the responses are, all requests stay under the service root, and the pager ends.
    #[test]
    fn requests_stay_under_the_service_root(
        links in prop::collection::vec(
            "(https?:)?(//)?(graph\\.microsoft\\.com|evil\\.example)?(:443|@|:)?(/v1\\.0|/)?(/\\.\\.|/me|%2e%2e|\\PC{0,3}){0,3}",
            1..12,
        ),
    ) {
        let mut pager = pager();
        // The same links come again and again, so the pager has to stop.
        for link in links.iter().cycle().take(60) {
            let Some(request) = pager.next_request() else { return Ok(()) };
            let Ok(request) = request else { continue };
            let uri = request.uri();
            prop_assert_eq!(uri.scheme_str(), Some("https"));
            prop_assert_eq!(uri.host(), Some("graph.microsoft.com"));
            prop_assert!(uri.path() == "/v1.0" || uri.path().starts_with("/v1.0/"), "{}", uri);
            prop_assert!(!uri.path().split('/').any(|segment| segment == ".."), "{}", uri);
            pager.accept(page(link)).unwrap();
        }
        prop_assert!(pager.next_request().is_none_or(|request| request.is_err()));
    }
}
