//! The request bodies that the mock accepts, by media type, completeness and values.

use graph_codegen::mock::Mock;
use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use graph_runtime::ODataError;
use graph_runtime::http::Request;

const LETTER: &str = "---\ntitle: letter resource type\n---\n# letter resource type\n\nNamespace: microsoft.graph\n\n\
    ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|text|String|What it says.|\n\
    |urgency|urgency|How urgent it is.|\n|marks|marks|What is on it.|\n\n\
    ### urgency values\n\n|Member|Description|\n|:---|:---|\n|low|Not urgent.|\n|high|Urgent.|\n\n\
    ### marks values\n\nA flagged enumeration: a value may combine several members, with commas between them.\n\n\
    |Member|Value|Description|\n|:---|:---|:---|\n|stamp|1|A stamp.|\n|seal|2|A seal.|\n\n\
    ## Relationships\n\nNone.\n";

const LETTER_LIKE: &str = "---\ntitle: sealedLetter resource type\n---\n# sealedLetter resource type\n\nNamespace: microsoft.graph\n\n\
    Inherits from [letter](letter.md).\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|seal|Binary|Its seal.|\n";

/// A page with an example of a JSON body and one of plain text. The status of the first response contradicts the text
/// of the page.
const WRITE: &str = "---\ntitle: Write letter\n---\n# Write letter\n\n## HTTP request\n\n```http\nPOST /letters\n```\n\n\
    ## Request body\n\nA JSON representation of the [letter](../resources/letter.md).\n\n\
    ## Response\n\nIf successful, this method returns `201 Created` and a [letter](../resources/letter.md).\n\n## Examples\n\n\
    ### Example 1: JSON\n\n```http\nPOST https://graph.example/v1.0/letters\nContent-Type: application/json\n\n{\"text\": \"Hello\", \"urgency\": \"usual\"}\n```\n\n\
    ```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"id\": \"1\", \"seal\": \"R0lGODd\"}\n```\n\n\
    ### Example 2: text\n\n```http\nPOST https://graph.example/v1.0/letters\nContent-Type: text/plain\n\nHello\n```\n\n\
    ```http\nHTTP/1.1 201 Created\nContent-Type: application/json\n\n{\"id\": \"2\"}\n```\n";

const SEND: &str = "---\ntitle: \"letter: send\"\n---\n# letter: send\n\n## HTTP request\n\n```http\nPOST /letters/{id}/send\n```\n\n\
    ## Request body\n\nDo not supply a request body for this method.\n\n\
    ## Response\n\nIf successful, this action returns `204 No Content`.\n";

const PRINT: &str = "---\ntitle: Print letter\n---\n# Print letter\n\n## HTTP request\n\n```http\nPUT /letters/{id}/content\n```\n\n\
    ## Request body\n\nThe contents of the request body should be the binary stream of the file to be uploaded.\n\n\
    ## Response\n\nIf successful, this method returns `200 OK` and a [letter](../resources/letter.md).\n";

fn mock() -> Mock {
    let pages = [
        ("api/letter-post.md", WRITE),
        ("api/letter-print.md", PRINT),
        ("api/letter-send.md", SEND),
        ("resources/letter.md", LETTER),
        ("resources/sealedletter.md", LETTER_LIKE),
    ];
    let source = |(path, text): &(&str, &str)| Source::from_bytes(*path, text.as_bytes().to_vec());
    Mock::new(read(&Sources::new(pages.iter().map(source).collect())).api)
}

/// Sends each row to the mock: a request line, a media type and a body, then the expected status and a part of the
/// expected answer.
fn check(rows: &[(&str, &str, &str, u16, &str)]) {
    let mock = mock();
    for (line, media_type, body, status, says) in rows {
        let (method, target) = line.split_once(' ').expect("a method");
        let mut request = Request::builder().method(method).uri(target);
        if !media_type.is_empty() {
            request = request.header("Content-Type", *media_type);
        }
        let response = mock.answer(&request.body(body.as_bytes().to_vec()).expect("a request"));
        let row = format!("{line} {media_type} {body}");
        assert_eq!(response.status().as_u16(), *status, "{row}: {}", String::from_utf8_lossy(response.body()));
        let text = match response.status().is_success() {
            true => String::from_utf8_lossy(response.body()).into_owned(),
            false => ODataError::from_response(response).message.unwrap_or_default(),
        };
        assert!(text.contains(says), "{row}: {text}");
    }
}

const JSON: &str = "application/json; charset=utf-8";

#[test]
fn a_body_must_have_a_media_type_that_the_page_documents_or_shows() {
    check(&[
        ("POST /letters", JSON, r#"{"text": "a"}"#, 201, r#""id": "1""#),
        ("POST /letters", "", r#"{"text": "a"}"#, 201, ""),
        ("POST /letters", "application/merge-patch+json", r#"{"text": "a"}"#, 201, ""),
        ("POST /letters", "text/plain; charset=utf-8", "Any text.", 201, r#""id": "2""#),
        ("POST /letters", "text/html", "Any text.", 415, "`text/html`, and JSON is documented"),
        ("POST /letters", "application/x-www-form-urlencoded", "text=a", 415, "JSON is documented"),
        ("POST /letters/7/send", "text/plain", "x", 400, "no body is documented"),
        ("POST /letters/7/send", JSON, r#"{"text": "a"}"#, 400, "no body is documented"),
        ("POST /letters/7/send", JSON, "{}", 204, ""),
        ("POST /letters/7/send", JSON, "", 204, ""),
        ("PUT /letters/7/content", "text/plain", "x", 200, ""),
        ("PUT /letters/7/content", JSON, "{", 200, ""),
        ("PUT /letters/7/content", "image/png", "", 200, ""),
    ]);
}

#[test]
fn a_body_with_a_json_media_type_must_be_json() {
    check(&[
        ("POST /letters", JSON, "text=Hello", 400, "no JSON"),
        ("POST /letters", "", "Hello there", 400, "no JSON"),
        ("POST /letters", JSON, r#"{"text": "a""#, 400, "no JSON"),
        ("POST /letters", JSON, r#"{"text": "a"} {}"#, 400, "no JSON"),
        ("POST /letters", JSON, "", 400, "the documented body is missing"),
        ("POST /letters", JSON, "[]", 400, "an array, where an object belongs"),
        ("POST /letters", JSON, "\"a\"", 400, "a string, where an object belongs"),
    ]);
}

#[test]
fn a_value_of_an_enumeration_must_be_one_of_its_members() {
    check(&[
        ("POST /letters", JSON, r#"{"urgency": "high"}"#, 201, ""),
        ("POST /letters", JSON, r#"{"urgency": "HIGH"}"#, 201, ""),
        ("POST /letters", JSON, r#"{"urgency": null}"#, 201, ""),
        // The example of the page has this value, so it is accepted even if the table does not allow it.
        ("POST /letters", JSON, r#"{"urgency": "usual"}"#, 201, ""),
        (
            "POST /letters",
            JSON,
            r#"{"urgency": "hihg"}"#,
            400,
            "no member of `microsoft.graph.urgency`, perhaps `high`",
        ),
        (
            "POST /letters",
            JSON,
            r#"{"urgency": 1}"#,
            400,
            "a number, where a member of `microsoft.graph.urgency` belongs",
        ),
        ("POST /letters", JSON, r#"{"urgency": "low,high"}"#, 400, "no member"),
        ("POST /letters", JSON, r#"{"marks": "stamp, seal"}"#, 201, ""),
        ("POST /letters", JSON, r#"{"marks": "stamp,flag"}"#, 400, "no member"),
    ]);
}

#[test]
fn an_answer_has_the_requested_type_and_status() {
    let sealed = r##"{"@odata.type": "#microsoft.graph.sealedLetter", "text": "a"}"##;
    check(&[
        // The text of the page decides the status, except for the example request of the page.
        ("POST /letters", JSON, r#"{"text": "Hello", "urgency": "usual"}"#, 200, r#""id": "1""#),
        ("POST /letters", JSON, r#"{"text": "b"}"#, 201, r#""id": "1""#),
        // A client parses the answer as the type that it sent, so the values have to be of that type.
        (
            "POST /letters",
            JSON,
            sealed,
            201,
            r##"{"@odata.type":"#microsoft.graph.sealedLetter","id":"1","seal":"R0lGODd="}"##,
        ),
        ("POST /letters", JSON, r##"{"@odata.type": "#microsoft.graph.letter"}"##, 201, r#""id": "1""#),
    ]);
}
