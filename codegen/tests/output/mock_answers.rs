//! Properties of the mock that clients rely on: stable links, lists that end, values of the documented types, and the
//! nearest example.

use graph_codegen::mock::{Answer, Mock, Options, State};
use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use graph_runtime::http::{Request, StatusCode};
use serde_json::{Value, json};

const CRATE_TYPE: &str = "---\ntitle: crate resource type\n---\n# crate resource type\n\nNamespace: microsoft.graph\n\n\
    ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|name|String|Its name.|\n\
    |packed|DateTimeOffset|When it was packed.|\n|isOpen|Boolean|Whether it is open.|\n|tags|String collection|Its tags.|\n\n\
    ## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"keyProperty\": \"id\", \"@odata.type\": \"microsoft.graph.crate\" } -->\n\
    ```json\n{\"id\": \"String\"}\n```\n";

const LIST: &str = "---\ntitle: List crates\n---\n# List crates\n\n## HTTP request\n\n```http\nGET /crates\n```\n\n\
    ## Response\n\nIf successful, this method returns `200 OK` and a collection of [crate](../resources/crate.md) objects.\n\n\
    ## Examples\n\n### Example 1\n\n```http\nGET https://graph.example/v1.0/crates\n```\n\n```http\nHTTP/1.1 200 OK\n\
    Content-Type: application/json\n\n{\"@odata.context\": \"https://graph.example/v1.0/$metadata#crates\", \
    \"@odata.nextLink\": \"https://graph.example/v1.0/crates?$skiptoken=x\", \"value\": [{\"id\": \"1\", \"name\": \"all\"}]}\n```\n\n\
    ### Example 2\n\n```http\nGET https://graph.example/v1.0/crates?$select=name\n```\n\n```http\nHTTP/1.1 200 OK\n\
    Content-Type: application/json\n\n{\"value\": [{\"name\": \"selected\", \"packed\": \"datetime-value\", \"isOpen\": \"true\", \"tags\": \"a\"}]}\n```\n\n\
    ### Example 3\n\n```http\nGET https://graph.example/v1.0/crates\nPrefer: odata.maxpagesize=2\n```\n\n```http\nHTTP/1.1 200 OK\n\
    Content-Type: application/json\n\n{\"value\": [{\"id\": \"3\", \"name\": \"small page\"}, {\"id\": \"4\"}]}\n```\n";

/// A page with the same path as another page, but with another response type.
const OTHER: &str = "---\ntitle: List boxes\n---\n# List boxes\n\n## HTTP request\n\n```http\nGET /crates\n```\n\n\
    ## Response\n\nIf successful, this method returns `200 OK` and a String collection object in the response body.\n\n\
    ## Examples\n\n```http\nGET https://graph.example/v1.0/crates?$orderby=name\n```\n\n```http\nHTTP/1.1 200 OK\n\
    Content-Type: application/json\n\n{\"value\": [\"box\"]}\n```\n";

const SHIP: &str = "---\ntitle: \"crate: ship\"\n---\n# crate: ship\n\n\
    ## Permissions\n\n|Permission type|Least privileged permissions|Higher privileged permissions|\n|:---|:---|:---|\n\
    |Delegated (work or school account)|Crate.Ship|Not available.|\n|Delegated (personal Microsoft account)|Not supported.|Not supported.|\n\
    |Application|Not supported.|Not supported.|\n\n\
    ## HTTP request\n\n```http\nPOST /crates/{id}/ship\n```\n\n\
    ## Request headers\n\n|Name|Description|\n|:---|:---|\n|ConsistencyLevel|eventual. Required when the crate is heavy.|\n\n\
    ## Request body\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|target|String|Required. Where to.|\n|isFast|Boolean|Optional.|\n\n\
    ## Response\n\nIf successful, this action returns a `202 Accepted` response code.\n\n\
    ## Examples\n\n```http\nPOST https://graph.example/v1.0/crates/1/ship\nContent-Type: application/json\n\n\
    {\"target\": \"here\", \"isFast\": \"yes\", \"extra\": {\"a\": 1}}\n```\n\n```http\nHTTP/1.1 202 Accepted\n\
    Location: https://graph.example/v1.0/shipments/7\nRetry-After: 3\n```\n";

fn mock(options: Options) -> Mock {
    let pages = [
        ("api/box-list.md", OTHER),
        ("api/crate-list.md", LIST),
        ("api/crate-ship.md", SHIP),
        ("resources/crate.md", CRATE_TYPE),
    ];
    let source = |(path, text): &(&str, &str)| Source::from_bytes(*path, text.as_bytes().to_vec());
    Mock::with(read(&Sources::new(pages.iter().map(source).collect())).api, options)
}

fn ask(line: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
    let (method, uri) = line.split_once(' ').expect("a method");
    let request = headers
        .iter()
        .fold(Request::builder().method(method).uri(uri), |request, (name, value)| request.header(*name, *value));
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    mock(Options::default()).reply(&request.body(body).expect("a request"))
}

fn get(uri: &str, headers: &[(&str, &str)]) -> Answer {
    ask(&format!("GET {uri}"), headers, &Value::Null)
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(answer.response.body()).expect("JSON")
}

const HOST: (&str, &str) = ("Host", "localhost:80");

#[test]
fn a_list_is_answered_with_the_example_whose_request_is_most_similar() {
    for (uri, headers, page, example) in [
        ("/crates", &[][..], "crate", 1),
        ("/crates?$top=1", &[], "crate", 1),
        ("/crates?$select=name,id", &[], "crate", 2),
        ("/crates", &[("Prefer", "odata.maxpagesize=2")], "crate", 3),
        ("/crates?$orderby=name", &[], "box", 1),
    ] {
        let answer = get(uri, headers);
        assert_eq!(answer.page, Some(format!("api/{page}-list.md")), "{uri}");
        assert_eq!(answer.example, Some(example), "{uri} {headers:?}");
    }
}

#[test]
fn links_in_answers_lead_to_the_mock_and_lists_have_a_last_page() {
    let first = json_of(&get("/V1.0/crates", &[HOST]));
    assert_eq!(first["@odata.context"], "http://localhost:80/V1.0/$metadata#crates");
    let next = first["@odata.nextLink"].as_str().expect("a link");
    assert_eq!(next, "http://localhost:80/V1.0/crates?$skiptoken=x");
    let last = get(next, &[]);
    assert_eq!((last.response.status(), json_of(&last).get("@odata.nextLink")), (StatusCode::OK, None));
    let shipped = ask("POST /crates/1/ship", &[HOST], &json!({ "target": "there" }));
    assert_eq!(shipped.response.headers()["location"], "http://localhost:80/shipments/7");
    assert_eq!(shipped.response.headers()["retry-after"], "3");
}

#[test]
fn placeholders_in_answers_become_valid_values_and_entities_get_keys() {
    let item = &json_of(&get("/crates?$select=name,id", &[]))["value"][0];
    assert_eq!(
        (&item["packed"], &item["isOpen"], &item["tags"]),
        (&json!("2000-01-01T00:00:00Z"), &json!(true), &json!(["a"]))
    );
    assert_eq!(item["id"], "id-1");
    // The example request of the page gets the example response, to which no key is added.
    assert_eq!(json_of(&get("/crates?$select=name", &[]))["value"][0].get("id"), None);
}

/// One page documents both an item and its bytes, but has an example only of the item. The text of the page names
/// another type than this example.
#[test]
fn a_request_for_bytes_is_answered_and_so_is_one_whose_example_has_another_type() {
    let page = "---\ntitle: Get crate\n---\n# Get crate\n\n## HTTP request\n\n```http\nGET /crates/{id}\nGET /crates/{id}/$value\n```\n\n\
        ## Response\n\nIf successful, this method returns a `200 OK` response code and a [note](../resources/note.md) object.\n\n\
        ## Examples\n\n```http\nGET https://graph.example/v1.0/crates/1\n```\n\n\
        <!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.crate\" } -->\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n\
        {\"id\": \"1\", \"name\": \"box\"}\n```\n";
    let note = "---\ntitle: note resource type\n---\n# note resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
        |Property|Type|Description|\n|:---|:---|:---|\n|text|String|What it says.|\n";
    let pages = [("api/crate-get.md", page), ("resources/crate.md", CRATE_TYPE), ("resources/note.md", note)];
    let source = |(path, text): &(&str, &str)| Source::from_bytes(*path, text.as_bytes().to_vec());
    let mock = Mock::new(read(&Sources::new(pages.iter().map(source).collect())).api);
    let ask = |uri: &str| mock.reply(&Request::get(uri).body(Vec::new()).expect("a request"));
    let value = ask("/crates/7/$value");
    assert_eq!(
        (&value.response.body()[..], &value.response.headers()["content-type"]),
        (&b"mock"[..], &"application/octet-stream".parse().unwrap())
    );
    assert_eq!(json_of(&ask("/crates/7"))["name"], "box");
}

#[test]
fn the_count_of_a_list_is_plain_text() {
    let answer = get("/crates/$count", &[("Prefer", "odata.maxpagesize=2")]);
    assert_eq!(
        (&answer.response.body()[..], &answer.response.headers()["content-type"]),
        (&b"2"[..], &"text/plain".parse().unwrap())
    );
}

#[test]
fn a_request_is_refused_only_if_its_page_forbids_it() {
    let said = |line: &str, body: Value| {
        let answer = ask(line, &[], &body);
        let error = answer.response.status().is_client_error().then(|| json_of(&answer)["error"]["message"].clone());
        error.and_then(|message| {
            message.as_str().map(|message| message.split("; see").next().unwrap_or_default().to_owned())
        })
    };
    for (line, body, reason) in [
        // Accepted: the parameter `target` in another letter case; a request without the header `ConsistencyLevel`,
        // which is required only for heavy crates; and members and values that only the example has.
        ("POST /crates/1/ship", json!({ "Target": "x" }), None),
        ("POST /crates/1/ship", json!({ "target": "x", "extra": { "a": 2 }, "isFast": "no" }), None),
        (
            "POST /crates/1/ship",
            json!({ "target": "x", "isFast": 1 }),
            Some("`/isFast`: a number, where an `Edm.Boolean` belongs"),
        ),
        ("POST /crates/1/ship", json!({ "target": 1 }), Some("`/target`: a number, where an `Edm.String` belongs")),
        ("POST /crates/1/ship", json!({ "isFast": true }), Some("the body: the required member `target` is missing")),
        (
            "POST /crates/1/ship",
            json!({ "target": "x", "isFat": true }),
            Some("`/isFat`: `isFat` is no documented member, perhaps `isFast`"),
        ),
        ("GET /crates?$top=abc", Value::Null, Some("the query option `$top`: `abc`, where a number belongs")),
        (
            "GET /crates?$count=maybe",
            Value::Null,
            Some("the query option `$count`: `maybe`, where `true` or `false` belongs"),
        ),
        ("GET /crates?$top=%FF", Value::Null, Some("a percent escape of the target does not decode to text")),
    ] {
        assert_eq!(said(line, body.clone()).as_deref(), reason, "{line} {body}");
    }
}

#[test]
fn a_client_may_prefer_an_example_or_a_status() {
    for (prefer, status, example) in
        [("example=3", 200, Some(3)), ("code=404", 404, None), ("code=204", 204, None), ("respond-async", 200, Some(1))]
    {
        let answer = get("/crates", &[("Prefer", prefer)]);
        assert_eq!((answer.response.status().as_u16(), answer.example), (status, example), "{prefer}");
    }
}

#[test]
fn a_lenient_mock_answers_with_a_warning() {
    let mock = mock(Options { lenient: true, ..Options::default() });
    let request = Request::post("/crates/1/ship").body(b"{\"target\":1}".to_vec()).expect("a request");
    let answer = mock.reply(&request);
    assert_eq!(answer.response.status(), 202);
    assert_eq!(answer.warnings, ["`/target`: a number, where an `Edm.String` belongs; see `api/crate-ship.md`"]);
    assert!(answer.response.headers().contains_key("mock-warning"));
}

#[test]
fn scopes_of_a_token_have_to_suffice() {
    let mock = mock(Options { scopes: true, ..Options::default() });
    // The payloads of the two tokens are {"scp":"Crate.Ship"} and {"scp":"Other"}.
    for (claims, status) in [("eyJzY3AiOiJDcmF0ZS5TaGlwIn0", 202), ("eyJzY3AiOiJPdGhlciJ9", 403)] {
        let request = Request::post("/crates/1/ship").header("Authorization", format!("Bearer e30.{claims}."));
        let answer = mock.reply(&request.body(b"{\"target\":\"x\"}".to_vec()).expect("a request"));
        assert_eq!(answer.response.status(), status, "{}", answer.reason);
        assert_eq!(answer.reason.contains("`Crate.Ship` would do"), status == 403);
    }
}

#[test]
fn addresses_of_other_services_accept_uploads_in_parts() {
    let put =
        |range| ask("PUT /v1.0/$elsewhere/upload.example/up/1", &[("Content-Range", range)], &json!("x")).response;
    let more = put("bytes 0-4/10");
    let body: Value = serde_json::from_slice(more.body()).expect("JSON");
    assert_eq!((more.status(), &body["nextExpectedRanges"]), (StatusCode::ACCEPTED, &json!(["5-9"])));
    assert!(body["expirationDateTime"].is_string());
    assert_eq!(put("bytes 5-9/10").status(), StatusCode::CREATED);
    assert_eq!(
        ask("DELETE /$elsewhere/upload.example/up/1", &[], &Value::Null).response.status(),
        StatusCode::NO_CONTENT
    );
}

#[test]
fn a_body_of_very_many_values_is_not_parsed() {
    let many = format!("{{\"target\":[{}]}}", vec!["[]"; 300_000].join(","));
    let request = Request::post("/crates/1/ship").body(many.into_bytes()).expect("a request");
    let answer = mock(Options::default()).reply(&request);
    assert_eq!(answer.response.status(), StatusCode::BAD_REQUEST);
    assert!(answer.reason.starts_with("the body is no JSON: it has more than 250000 values"), "{}", answer.reason);
}

/// An operation page with one example.
fn page(title: &str, path: &str, answers: &str, shown: &str) -> String {
    format!(
        "---\ntitle: {title}\n---\n# {title}\n\n## HTTP request\n\n```http\nGET {path}\n```\n\n## Response\n\n\
         If successful, this method returns a `200 OK` response code and {answers} in the response body.\n\n## Examples\n\n\
         ```http\nGET https://graph.example/v1.0{path}\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{shown}\n```\n"
    )
}

/// The mock of pages that document `inner` below `/me/crate`, but not below `/crates/{id}`.
fn crates_in_two_places() -> Mock {
    let one = "a [crate](../resources/crate.md) object";
    let list = "a collection of [crate](../resources/crate.md) objects";
    let next = r#"{"@odata.nextLink": "https://graph.example/v1.0/nowhere(token=1)", "value": [{"id": "5", "name": "inner"}]}"#;
    let pages = [
        ("api/crate-get.md", page("Get crate", "/crates/{id}", one, r#"{"id": "1", "name": "box"}"#)),
        ("api/user-crate.md", page("Get crate of user", "/me/crate", one, r#"{"id": "2", "name": "mine"}"#)),
        ("api/crate-list-inner.md", page("List inner crates", "/me/crate/inner", list, next)),
        ("api/crate-delta.md", page("crate: delta", "/me/crate/inner/delta", list, next)),
        ("resources/crate.md", CRATE_TYPE.to_owned()),
    ];
    let source = |(path, text): &(&str, String)| Source::from_bytes(*path, text.as_bytes().to_vec());
    Mock::new(read(&Sources::new(pages.iter().map(source).collect())).api)
}

#[test]
fn a_path_below_one_entity_also_exists_below_other_entities_of_its_type() {
    let mock = crates_in_two_places();
    let ask = |method: &str, uri: &str| {
        mock.reply(&Request::builder().method(method).uri(uri).header("Host", "h").body(Vec::new()).expect("a request"))
    };
    let inner = ask("GET", "/v1.0/crates/7/inner?$top=1");
    assert_eq!((inner.response.status(), inner.page.as_deref()), (StatusCode::OK, Some("api/crate-list-inner.md")));
    assert_eq!(inner.warnings, ["no page documents this path; it is answered like `/me/crate/inner`"]);
    assert_eq!(ask("OPTIONS", "/crates/7/inner").response.headers()["allow"], "GET, HEAD, OPTIONS");
    assert!(ask("GET", "/me/crate/inner").warnings.is_empty());
    for uri in ["/crates/7/inmer", "/crates/7/7", "/crates/7/inner/inner/8/x", "/inner"] {
        assert_eq!(ask("GET", uri).response.status(), StatusCode::NOT_FOUND, "{uri}");
    }
    assert_eq!(ask("POST", "/crates/7/inner").response.status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_link_to_an_undocumented_path_leads_to_the_next_page_of_the_list() {
    let mock = crates_in_two_places();
    let ask = |uri: &str| {
        let request = Request::get(uri).header("Host", "h").body(Vec::new()).expect("a request");
        json_of(&mock.reply(&request))
    };
    let mut uri = "http://h/v1.0/me/crate/inner/delta".to_owned();
    let first = ask("/v1.0/me/crate/inner/delta");
    assert_eq!(first["@odata.nextLink"], format!("{uri}?$skiptoken=1"));
    uri.push_str("?$skiptoken=1");
    let last = ask(&uri);
    assert_eq!((last.get("@odata.nextLink"), &last["@odata.deltaLink"]), (None, &json!(uri)));
}

#[test]
fn a_mock_with_state_finds_an_entity_by_all_paths_of_its_type() {
    let mock = crates_in_two_places();
    let mut state = State::default();
    let mut ask = |uri: &str| {
        let request = Request::get(uri).body(Vec::new()).expect("a request");
        json_of(&mock.reply_unless(&request, Some(&mut state), &|_| None))
    };
    assert_eq!(ask("/crates/7/inner")["value"][0]["name"], "inner");
    assert_eq!(ask("/crates/7")["name"], "box");
    assert_eq!(ask("/crates/7/inner?$filter=name eq 'x'".replace(' ', "%20").as_str())["value"], json!([]));
}
