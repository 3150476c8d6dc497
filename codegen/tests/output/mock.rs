//! The answers of the mock to requests that the pages allow, to requests that they do not allow, and to any bytes.

use graph_codegen::mock::Mock;
use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use graph_runtime::http::{Request, Response};
use graph_runtime::{ODataError, serde_json};
use proptest::prelude::*;

/// A mock of these pages, given by path and text.
fn mock(pages: &[(&str, &str)]) -> Mock {
    let source = |(path, text): &(&str, &str)| Source::from_bytes(*path, text.as_bytes().to_vec());
    Mock::new(read(&Sources::new(pages.iter().map(source).collect())).api)
}

const SHAPE: &str = "---\ntitle: shape resource type\n---\n# shape resource type\n\nNamespace: microsoft.graph\n\n\
    ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Its name.|\n|corners|Int32|How many.|\n\
    |inner|shape|What is in it.|\n|sizes|Int64 collection|Its sizes.|\n|edge|edge|How it ends.|\n\n\
    ### edge values\n\n|Member|Description|\n|:---|:---|\n|sharp|It cuts.|\n";

const CREATE: &str = "---\ntitle: Create shape\n---\n# Create shape\n\n## HTTP request\n\n```http\nPOST /shapes\n```\n\n\
    ## Request headers\n\n|Name|Description|\n|:---|:---|\n|If-None-Match|Required.|\n|Prefer|Optional.|\n\n\
    ## Request body\n\nA JSON representation of the [shape](../resources/shape.md).\n\n\
    ## Response\n\nIf successful, this method returns `201 Created` and a [shape](../resources/shape.md).\n\n## Examples\n\n\
    ### Response\n\n```http\nHTTP/1.1 201 Created\nContent-Type: application/json\n\n{\"id\": \"1\", \"corners\": 3}\n```\n";

const SCALE: &str = "---\ntitle: \"shape: scale\"\n---\n# shape: scale\n\n## HTTP request\n\n```http\nPOST /shapes/{id}/scale\n```\n\n\
    ## Request body\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|factor|Double|Required. By how much.|\n|note|String|Why. Optional.|\n\n\
    ## Response\n\nIf successful, this action returns `204 No Content`.\n";

/// An operation page with the same path as `LIST`, without an example.
const OTHER: &str = "---\ntitle: List others\n---\n# List others\n\n## HTTP request\n\n```http\nGET /shapes?kind=other\nGET /shapes/{id}/others\n```\n\n\
    ## Response\n\nIf successful, this method returns `200 OK` and a collection of [shape](../resources/shape.md) objects.\n";

const LIST: &str = "---\ntitle: List shapes\n---\n# List shapes\n\n## HTTP request\n\n```http\nGET /shapes\nGET /shapes/$count\n```\n\n\
    ## Response\n\nIf successful, this method returns `200 OK` and a collection of [shape](../resources/shape.md) objects.\n\n## Examples\n\n\
    ### Response\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"value\": [{\"id\": \"listed\"}]}\n```\n";

fn tree() -> Mock {
    mock(&[
        ("api/other-list.md", OTHER),
        ("api/shape-create.md", CREATE),
        ("api/shape-list.md", LIST),
        ("api/shape-scale.md", SCALE),
        ("resources/shape.md", SHAPE),
    ])
}

fn request(method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Request<Vec<u8>> {
    let request = Request::builder().method(method).uri(uri);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(body.as_bytes().to_vec()).expect("a request")
}

fn body(response: &Response<Vec<u8>>) -> String {
    String::from_utf8_lossy(response.body()).into_owned()
}

/// The error message for a refused body of `POST /shapes`.
fn refusal(body: &str) -> String {
    let headers = [("if-none-match", "*"), ("content-type", "application/json")];
    let response = tree().answer(&request("POST", "/shapes", &headers, body));
    assert!(!response.status().is_success(), "{body} was taken");
    ODataError::from_response(response).to_string()
}

#[test]
fn an_allowed_request_gets_the_documented_answer() {
    let tree = tree();
    let headers = [("If-None-Match", "*")];
    let created =
        tree.answer(&request("POST", "/shapes", &headers, r#"{"corners":3,"inner":{"sizes":["1",2]},"x@y":1}"#));
    assert_eq!(
        (created.status().as_u16(), &created.headers()["content-type"]),
        (201, &"application/json".parse().unwrap())
    );
    let shown: serde_json::Value = serde_json::from_slice(created.body()).expect("JSON");
    assert_eq!(shown, serde_json::json!({ "id": "1", "corners": 3 }));

    let scaled = tree.answer(&request("POST", "/shapes/a%2Fb/scale", &[], r#"{"factor":1.5}"#));
    assert_eq!((scaled.status().as_u16(), body(&scaled)), (204, String::new()));
    // The page has no example, so the body is the example of another page with the same type.
    let others = tree.reply(&request("GET", "/shapes/1/others?$top=1", &[], ""));
    assert_eq!((others.page.as_deref(), others.example), (Some("api/other-list.md"), None));
    assert_eq!(others.reason, "the page shows no response; this body of its type is that of `api/shape-list.md`");
    assert!(body(&others.response).contains("listed"));
}

#[test]
fn a_body_may_start_with_a_byte_order_mark() {
    let answered = |body: &str| tree().answer(&request("POST", "/shapes/1/scale", &[], body)).status();
    assert_eq!(answered("\u{feff}{\"factor\":1.5}"), 204);
    assert_eq!(answered("\u{feff}{\"factor\":\"x\"}"), 400);
    assert_eq!(answered("{\u{feff}\"factor\":1.5}"), 400);
    let batch = "\u{feff}{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/shapes\"}]}";
    assert_eq!(tree().answer(&request("POST", "/$batch", &[], batch)).status(), 200);
}

#[test]
fn if_two_pages_document_a_request_the_first_that_allows_it_answers() {
    let tree = tree();
    let page = |uri: &str| tree.reply(&request("GET", uri, &[], "")).page;
    assert_eq!(page("/shapes").as_deref(), Some("api/shape-list.md"));
    assert_eq!(page("/shapes?kind=Other").as_deref(), Some("api/other-list.md"));
    assert_eq!(page("/shapes?kind=none").as_deref(), Some("api/shape-list.md"));
}

#[test]
fn a_refusal_says_why_and_names_the_page() {
    let tree = tree();
    let said = |request| ODataError::from_response(tree.answer(&request)).to_string();
    assert_eq!(
        said(request("POST", "/shapes", &[], "{}")),
        "400 Bad Request: badRequest: the required header `If-None-Match` is missing; see `api/shape-create.md`"
    );
    assert_eq!(
        said(request("POST", "/shapes/1/scale", &[], r#"{"note":"x"}"#)),
        "400 Bad Request: badRequest: the body: the required member `factor` is missing; see `api/shape-scale.md`"
    );
    assert_eq!(
        said(request("GET", "/shapes/1/others", &[], "{\"a\":1}")),
        "400 Bad Request: badRequest: the body: no body is documented; see `api/other-list.md`"
    );
    let refused = tree.answer(&request("DELETE", "/shapes", &[], ""));
    assert_eq!((refused.status().as_u16(), &refused.headers()["allow"]), (405, &"GET, POST".parse().unwrap()));
    assert_eq!(tree.answer(&request("GET", "/Shape", &[], "")).status(), 404);
    assert_eq!(tree.answer(&request("GET", "/", &[], "")).status(), 404);
}

#[test]
fn a_path_may_have_a_version_and_any_letter_case() {
    let shown = |path| body(&tree().answer(&request("GET", path, &[], "")));
    for path in ["/v1.0/shapes?$top=1", "/V1.0/Shapes/", "/beta/shapes", "/shapes/", "/shapes()"] {
        assert!(shown(path).contains("listed"), "{path}: {}", shown(path));
    }
    assert!(shown("/BETA/shapes('1')/others").contains("listed"));
    assert!(shown("/v1.0/circles").contains("no page documents the path `/v1.0/circles`"));
}

/// The answers to the requests of a batch.
fn answers(requests: &serde_json::Value) -> serde_json::Value {
    let batch = serde_json::json!({ "requests": requests }).to_string();
    let response = tree().answer(&request("POST", "/$batch", &[("authorization", "Bearer x")], &batch));
    assert_eq!(response.status(), 200, "{}", body(&response));
    let document: serde_json::Value = serde_json::from_slice(response.body()).expect("JSON");
    document["responses"].clone()
}

#[test]
fn each_request_of_a_batch_is_answered_like_a_single_request() {
    let json = serde_json::json!({ "content-type": "application/json" });
    let found = answers(&serde_json::json!([
        { "id": "a", "method": "GET", "url": "/shapes?$top=1" },
        { "id": "b", "method": "POST", "url": "shapes/1/scale", "headers": json, "body": { "factor": 2 } },
        { "id": "c", "method": "POST", "url": "/shapes", "headers": json, "body": {} },
        { "id": "d", "method": "GET", "url": "/shapes", "dependsOn": ["a", "b"] },
        { "id": "e", "method": "GET", "url": "/shapes", "dependsOn": ["a", "c"] },
        { "id": "f", "method": "GET", "url": "/shapes/$count" },
        { "id": "g", "method": "POST", "url": "/$batch", "body": { "requests": [] } },
    ]));
    let of = |name: &str| -> Vec<&serde_json::Value> {
        found.as_array().expect("answers").iter().map(|answer| &answer[name]).collect()
    };
    assert_eq!(of("id"), ["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(of("status"), [200, 204, 400, 200, 424, 200, 404]);
    assert_eq!(found[0]["body"], serde_json::json!({ "value": [{ "id": "listed" }] }));
    assert_eq!(found[0]["headers"]["content-type"], "application/json");
    assert_eq!(found[1].get("body"), None);
    assert!(found[2]["body"]["error"]["message"].as_str().is_some_and(|said| said.contains("`If-None-Match`")));
    assert_eq!(found[4]["body"]["error"]["message"], "request `c` failed, which this one depends on");
}

#[test]
fn a_malformed_batch_is_refused() {
    let get = |id: usize| serde_json::json!({ "id": id.to_string(), "method": "GET", "url": "/shapes" });
    let many: Vec<serde_json::Value> = (0..21).map(get).collect();
    for (batch, reason) in [
        ("{".to_owned(), "the body is no JSON: EOF while parsing an object at line 1 column 1"),
        ("{}".to_owned(), "the batch has no array `requests`"),
        (serde_json::json!({ "requests": many }).to_string(), "21 requests in a batch, and 20 are allowed"),
        (r#"{"requests":[{}]}"#.to_owned(), "a request of the batch has no `id` that is a string"),
        (r#"{"requests":[{"id":"1"}]}"#.to_owned(), "request `1` has no `method` or no `url`"),
        (serde_json::json!({ "requests": [get(1), get(1)] }).to_string(), "two requests of the batch have the id `1`"),
        (
            r#"{"requests":[{"id":"1","method":"GET","url":"/shapes","dependsOn":["2"]}]}"#.to_owned(),
            "request `1` depends on \"2\", which is not an earlier request",
        ),
        (r#"{"requests":[{"id":"1","method":"G T","url":"/shapes"}]}"#.to_owned(), "request `1`: invalid HTTP method"),
    ] {
        let refused = tree().answer(&request("POST", "/$batch", &[], &batch));
        assert_eq!(
            ODataError::from_response(refused).to_string(),
            format!("400 Bad Request: badRequest: {reason}"),
            "{batch}"
        );
    }
    assert_eq!(tree().answer(&request("GET", "/$batch", &[], "")).status(), 404);
}

#[test]
fn the_page_that_is_nearest_to_a_request_refuses_it() {
    let page = |line: &str, body: &str| {
        format!(
            "---\ntitle: X\n---\n# X\n\n## HTTP request\n\n```http\n{line}\n```\n\n## Request headers\n\n\
             |Name|Description|\n|:---|:---|\n|Authorization|Required.|\n\n## Request body\n\n{body}\n\n\
             ## Response\n\nIf successful, this method returns `204 No Content`.\n"
        )
    };
    let parameters = |of: &str| format!("|Parameter|Type|Description|\n|:---|:---|:---|\n{of}");
    let pages = [
        ("api/a.md", page("GET /shapes?$filter=kind eq 'a'", "None.")),
        ("api/b.md", page("POST /shapes", &parameters("|depth|Int32|How deep.|\n|name|String|Required. Its name.|"))),
        ("api/c.md", page("GET /shapes", "Don't supply a request body for this method.")),
        ("api/d.md", page("POST /shapes", &parameters("|corners|Int32|How many.|\n|size|Int32|How big.|"))),
        ("api/e.md", page("POST /shapes", &parameters("|corners|Int32|How many.|\n|hue|String|How red.|"))),
    ];
    let tree = mock(&pages.each_ref().map(|(path, text)| (*path, text.as_str())));
    let said = |method, uri, headers: &[_], body| {
        let response = tree.answer(&request(method, uri, headers, body));
        ODataError::from_response(response).message.expect("a message")
    };
    // Two pages document `GET`. The request suits `c.md` better, because that page requires no query option. The
    // message is about the first requirement of `c.md` that the request does not meet.
    assert_eq!(said("GET", "/shapes", &[], ""), "the required header `Authorization` is missing; see `api/c.md`");
    let known = [("authorization", "Bearer")];
    for (body, refusal) in [
        (r#"{"corners":"3","size":1}"#, "`/corners`: a string, where an `Edm.Int32` belongs; see `api/d.md`"),
        // Only `e.md` has a member `hue`, so it is the nearest page, although the value has another type.
        (r#"{"hue":4}"#, "`/hue`: a number, where an `Edm.String` belongs; see `api/e.md`"),
        (r#"{"depth":1}"#, "the body: the required member `name` is missing; see `api/b.md`"),
        // If two pages are equally near, the first one counts.
        (r#"{"corners":"3"}"#, "`/corners`: a string, where an `Edm.Int32` belongs; see `api/d.md`"),
        ("{", "the body is no JSON: EOF while parsing an object at line 1 column 1; see `api/b.md`"),
    ] {
        assert_eq!(said("POST", "/shapes", &known, body), refusal);
    }
    // The page is chosen by what is wrong with the body, even if the request has other errors too.
    let refusal = "the required header `Authorization` is missing; see `api/e.md`";
    assert_eq!(said("POST", "/shapes", &[], r#"{"hue":"red"}"#), refusal);
}

#[test]
fn a_body_must_match_its_type() {
    for (body, reason) in [
        ("[]", "the body: an array, where an object belongs"),
        (r#"{"corners":"3"}"#, "`/corners`: a string, where an `Edm.Int32` belongs"),
        (r#"{"corners":1.5}"#, "`/corners`: a number, where an `Edm.Int32` belongs"),
        (r#"{"edge":1}"#, "`/edge`: a number, where a member of `microsoft.graph.edge` belongs"),
        (r#"{"sizes":1}"#, "`/sizes`: a number, where an array belongs"),
        (r#"{"sizes":[1,true]}"#, "`/sizes/1`: a boolean, where an `Edm.Int64` belongs"),
        (r#"{"inner":{"inner":[]}}"#, "`/inner/inner`: an array, where an object belongs"),
        (r#"{"inner":{"a/b":1}}"#, "`/inner/a~1b`: `a/b` is no documented member of `microsoft.graph.shape`"),
        ("", "the documented body is missing"),
        ("{", "the body is no JSON: EOF while parsing an object at line 1 column 1"),
    ] {
        assert_eq!(refusal(body), format!("400 Bad Request: badRequest: {reason}; see `api/shape-create.md`"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_request_gets_an_answer(
        method in "GET|POST|PATCH|DELETE|[A-Z]{1,4}",
        path in "/(shapes|\\$count|scale|others|[a-z%2F'():=,.]{0,6})(/[a-z%2F'():=,.]{0,6}){0,4}(\\?[a-z=&+%]{0,8})?",
        body in any::<Vec<u8>>(),
    ) {
        let request = Request::builder().method(method.as_str()).uri(path).header("if-none-match", "*").body(body);
        if let Ok(request) = request {
            let tree = tree();
            let answer = tree.answer(&request);
            let again = tree.answer(&request);
            prop_assert_eq!(answer.body(), again.body());
            if answer.status().as_u16() >= 400 {
                prop_assert!(ODataError::from_response(answer).message.is_some());
            }
        }
    }
}
