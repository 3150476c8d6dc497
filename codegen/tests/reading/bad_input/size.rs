//! Pages that are very deep or very large.

use std::time::{Duration, Instant};

use graph_codegen::code;

use crate::bad_input::{page, thing};

const DEEP: usize = 100_000;

#[test]
fn json_that_nests_too_deep_is_reported() {
    for body in [
        format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)),
        "[".repeat(DEEP),
        "{\"a\":[".repeat(DEEP),
    ] {
        let outcome =
            page("api/thing-read.md", &crate::bad_input::OPERATION.replace("{ \"id\": \"1\", \"age\": 5 }", &body));
        assert_eq!(outcome.operation("api/thing-read.md").routes.len(), 1);
        assert_eq!(outcome.places(code::INVALID_JSON).len(), 1, "{:?}", outcome.codes());
        let annotated = thing("|a|String|One.|")
            .replace("\"microsoft.graph.thing\" }", &format!("\"microsoft.graph.thing\", \"x\": {body} }}"));
        let outcome = page("resources/thing.md", &annotated);
        assert_eq!(outcome.members("thing"), ["a"]);
    }
}

#[test]
fn deep_markdown_and_long_chains_of_types_are_read() {
    for opening in ["> ", "- ", "1. ", "[", "(", "**", "`", "<div>"] {
        page(
            "resources/thing.md",
            &thing("|a|String|One.|").replace("It is.", &format!("{}x", opening.repeat(10_000))),
        );
    }
    let cell = format!("{}String{}", "Collection(".repeat(2_000), ")".repeat(2_000));
    let outcome =
        page("resources/thing.md", &thing(&format!("|a|{cell}|One.|\n|b|String{}|Two.|", "[]".repeat(2_000))));
    assert_eq!(outcome.members("thing"), ["a", "b"]);
    let route = format!("GET /{}\n", "f(a=".repeat(2_000));
    page("api/thing-read.md", &crate::bad_input::OPERATION.replace("GET /things/{id}\n", &route));
    let requests = "GET /things/{id}\n".repeat(DEEP);
    page("resources/thing.md", &format!("{}\n```http\n{requests}```\n", thing("|a|String|One.|")));
}

/// Returns a page with the given number of elements of one kind, such as rows or headings.
type Page = fn(usize) -> String;

/// The time to read a page grows linearly with the number of its elements. Eight times as many elements may take at
/// most 24 times as long, plus half a second, because measured times vary; quadratic growth would give 64.
#[test]
fn large_pages_take_linear_time() {
    let parts: [(&str, Page); 14] = [
        ("rows", |count| thing(&(0..count).map(|n| format!("|row{n}|String|Word {n}.|\n")).collect::<String>())),
        ("paragraphs", |count| {
            thing("|a|String|One.|").replace("It is.", &"Words [x](y.md) and `code`.\n\n".repeat(count))
        }),
        ("headings", |count| format!("{}{}", thing("|a|String|One.|"), "### Heading\n\nWords.\n\n".repeat(count))),
        ("fences", |count| {
            format!("{}{}", thing("|a|String|One.|"), "```json\n{ \"a\": [1, 2] }\n```\n\n".repeat(count))
        }),
        ("requests in one fence", |count| {
            let requests: String = (0..count).map(|n| format!("GET /things/{n}\n")).collect();
            format!("{}## Words\n\n```http\n{requests}```\n", thing("|a|String|One.|"))
        }),
        ("comments", |count| {
            format!("{}{}", thing("|a|String|One.|"), "<!-- { \"blockType\": \"ignored\" } -->\n\n".repeat(count))
        }),
        ("items", |count| thing("|a|String|One.|").replace("It is.", &"- one [x](y.md)\n".repeat(count))),
        ("tables", |count| format!("{}{}", thing("|a|String|One.|"), "|A|B|\n|-|-|\n|x|y|\n\n".repeat(count))),
        ("members", |count| {
            let rows: String = (0..count).map(|n| format!("|member{n}|\n")).collect();
            format!("---\ntitle: x\n---\n\n# mood enum type\n\n|Member|\n|-|\n{rows}")
        }),
        ("lists of members", |count| {
            let items: String = (0..count).map(|n| format!("- **member{n}**: One.\n")).collect();
            format!("---\ntitle: x\n---\n\n# mood enum type\n\n## Members\n\n{items}")
        }),
        ("titles in bold", |count| {
            let lines = "**Request body**\n\nOne.\n\n**Response**\n\nOne.\n\n".repeat(count);
            format!("{}## Words\n\n{lines}", thing("|a|String|One.|"))
        }),
        ("types of responses", |count| {
            response(&(0..10 * count).map(|n| format!("Returns [t{n}](t.md) or more.\n\n")).collect::<String>())
        }),
        ("types of one response", |count| {
            response(&(0..10 * count).map(|n| format!("**t{n}** or ")).collect::<String>())
        }),
        ("headers of responses", |count| {
            response(&(0..10 * count).map(|n| format!("The `x{n}` header.\n\n")).collect::<String>())
        }),
    ];
    for (what, make) in parts {
        let (small, large) = (time(&make(150)), time(&make(1_200)));
        assert!(large < small * 24 + Duration::from_millis(500), "{what}: {small:?} for 150, {large:?} for 1,200");
    }
}

/// An operation page with `words` in its section `Response`.
fn response(words: &str) -> String {
    format!("---\ntitle: Get x\n---\n\n# Get x\n\n## HTTP request\n\n```http\nGET /x\n```\n\n## Response\n\n{words}\n")
}

/// A page of 50 MB, most of it in one code block, like a pasted log.
#[test]
fn a_page_of_50_megabytes_is_read() {
    let line = "2021-07-16 12:00:00 a line of a log that somebody pasted into the page by mistake | and more\n";
    let log = format!("```text\n{}```\n", line.repeat(50_000_000 / line.len()));
    let outcome = page("resources/thing.md", &format!("{}\n{log}\n", thing("|a|String|One.|")));
    assert_eq!(outcome.members("thing"), ["a"]);
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    page("resources/thing.md", text);
    start.elapsed()
}
