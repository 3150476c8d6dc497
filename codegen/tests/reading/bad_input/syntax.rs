//! Text, front matter, fences, comments, tables and JSON that are not well formed.

use graph_codegen::code;

use crate::bad_input::{page, run, thing};

#[test]
fn bytes_that_are_not_utf8_are_reported_and_the_rows_around_them_are_read() {
    let mut bytes = thing("|a|String|One XX word.|\n|b|String|Two.|").into_bytes();
    let at = bytes.windows(2).position(|two| two == b"XX").expect("the mark");
    bytes[at] = 0xff;
    bytes[at + 1] = 0xc0;
    let outcome = run(&[("resources/thing.md", &bytes)]);
    assert_eq!(outcome.places(code::INVALID_UTF8), ["resources/thing.md:15:15"]);
    assert_eq!(outcome.members("thing"), ["a", "b"]);

    let all: Vec<u8> = (0..=255).cycle().take(4000).collect();
    assert_eq!(run(&[("resources/noise.md", &all)]).places(code::INVALID_UTF8).len(), 1);
    let wide: Vec<u8> = thing("|a|String|x|").encode_utf16().flat_map(u16::to_le_bytes).collect();
    run(&[("resources/wide.md", &wide)]);
}

/// Line endings, byte order marks and blanks that editors add do not change the result.
#[test]
fn line_ends_byte_order_marks_and_unusual_blanks_change_nothing() {
    let plain =
        thing("|a|String|Possible values are: `x`, `y`. Read-only.|\n|b|[neighbour](neighbour.md) collection|Who.|");
    let expected = page("resources/thing.md", &plain);
    let file = "src/models/thing.rs";
    let variants = [
        ("CRLF", plain.replace('\n', "\r\n")),
        ("BOM", format!("\u{feff}{plain}")),
        ("no last line end", plain.trim_end().to_owned()),
        ("NBSP in a heading", plain.replace("# thing resource type", "# thing\u{a0}resource type")),
        ("NBSP in cells", plain.replace("|a|String|", "|\u{a0}a |\u{a0}String\u{a0}|")),
        ("zero width in a name", plain.replace("|a|", "|a\u{200b}|")),
        ("trailing blanks", plain.replace("## Properties\n", "## Properties  \t\n")),
        ("tabs in rows", plain.replace("|a|String|", "|\ta\t|\tString\t|")),
        ("no closing pipes", plain.replace("|\n", "\n")),
    ];
    for (what, text) in variants {
        let outcome = page("resources/thing.md", &text);
        assert_eq!(outcome.file(file), expected.file(file), "{what}");
        assert_eq!(outcome.codes(), expected.codes(), "{what}");
    }
    // In CommonMark a lone carriage return ends a line.
    assert_eq!(page("resources/thing.md", &plain.replace('\n', "\r")).members("thing"), ["a", "b"]);
}

#[test]
fn malformed_front_matter() {
    let good = thing("|a|String|One.|");
    let without = good.replacen("---\ntitle: x\n---\n\n", "", 1);
    let missing = page("resources/thing.md", &without);
    assert_eq!(missing.places(code::MISSING_FRONT_MATTER), ["resources/thing.md:1:1"]);
    assert_eq!(missing.members("thing"), ["a"]);

    let unclosed = page("resources/thing.md", &format!("---\ntitle: x\n\n{without}"));
    assert_eq!(unclosed.places(code::UNCLOSED_FRONT_MATTER).len(), 1);
    assert_eq!(unclosed.members("thing"), ["a"]);

    for line in ["[", "no colon at all", "key: \"unclosed", "\tx", "? y", "*anchor", "a: b: c: d", "!!python/object x"]
    {
        let invalid = page("resources/thing.md", &good.replacen("title: x", &format!("title: x\n{line}\nafter: y"), 1));
        assert_eq!(invalid.members("thing"), ["a"], "{line}");
    }
    let invalid = page("resources/thing.md", &good.replacen("title: x", "title: x\nno colon at all", 1));
    assert_eq!(invalid.places(code::INVALID_FRONT_MATTER), ["resources/thing.md:3:1"]);
}

/// Aliases of aliases take exponential time in some YAML parsers.
#[test]
fn front_matter_with_aliases_that_expand_exponentially() {
    let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in ('b'..='z').zip('a'..) {
        bomb.push_str(&format!(
            "{name}: &{name} [*{before},*{before},*{before},*{before},*{before},*{before},*{before},*{before}]\n"
        ));
    }
    bomb.push_str(thing("|a|String|One.|").trim_start_matches("---\ntitle: x\n"));
    assert_eq!(page("resources/thing.md", &bomb).members("thing"), ["a"]);
}

#[test]
fn unclosed_fences_comments_and_tabs_are_reported() {
    let tail = "## Properties\n\n|Property|Type|Description|\n|-|-|-|\n|a|String|One.|\n";
    let head = "---\ntitle: x\n---\n\n# thing resource type\n\n";
    let fence = page("resources/thing.md", &format!("{head}```json\n{{ \"x\": 1 }}\n\n{tail}"));
    assert_eq!(fence.places(code::UNCLOSED_FENCE), ["resources/thing.md:7:1"]);
    assert_eq!(fence.members("thing"), ["a"]);

    let comment = page("resources/thing.md", &format!("{head}<!-- a word\n\n{tail}"));
    assert_eq!(comment.places(code::UNCLOSED_COMMENT), ["resources/thing.md:7:1"]);
    assert_eq!(comment.members("thing"), ["a"]);

    let annotation = page(
        "resources/thing.md",
        &format!("{head}<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.named\"\n\n{tail}"),
    );
    // Neither the comment nor the JSON object in it is closed. The name of the type is read from it nevertheless, and
    // so is the table below it.
    assert_eq!(annotation.places(code::UNCLOSED_COMMENT), ["resources/thing.md:7:1"]);
    assert_eq!(annotation.members("named"), ["a"]);

    let tabs = page("resources/thing.md", &format!("{head}# [HTTP](#tab/http)\n```http\nGET /x\n```\n\n{tail}"));
    assert_eq!(tabs.places(code::UNCLOSED_TABS).len(), 1);
    assert_eq!(tabs.members("thing"), ["a"]);

    let rows = page("resources/thing.md", &thing("|a|String|One.|\n<!--\n|b|String|Two.|\n-->\n"));
    assert_eq!(rows.members("thing"), ["a"], "what is commented out is no content");
}

#[test]
fn rows_with_too_many_or_too_few_cells_are_reported() {
    let rows = thing(
        "|a|String|One | and more.|\n|b|String|\n|c|String|Broken\nover two lines|\n|d|\nString|x\ne|String|No leading pipe.|\n\
         ||||\n|**Group**|||\n|f|String|Last.|",
    );
    let outcome = page("resources/thing.md", &rows);
    assert!(outcome.members("thing").starts_with(&["a", "b", "c"]), "{:?}", outcome.members("thing"));
    assert!(outcome.members("thing").ends_with(&["f"]));
    let doc = |index: usize| outcome.ty("thing").properties[index].doc.markdown.clone();
    assert_eq!((doc(0).as_str(), doc(1).as_str()), ("One | and more.", ""));
    assert_eq!(doc(2), "Broken over two lines");
    assert_eq!(outcome.places(code::LONG_ROW), ["resources/thing.md:15:1"]);
    assert!(outcome.places(code::SHORT_ROW).contains(&"resources/thing.md:16:1".to_owned()));
    assert!(
        outcome.places(code::BROKEN_ROW).contains(&"resources/thing.md:18:1".to_owned()),
        "{:?}",
        outcome.places(code::BROKEN_ROW)
    );

    let uneven = thing("|a|String|One.|").replace("|:---|:---|:---|", "|:---|:---|");
    let outcome = page("resources/thing.md", &uneven);
    assert_eq!(outcome.places(code::DELIMITER_MISMATCH).len(), 1);
    assert_eq!(outcome.members("thing"), ["a"]);
}

#[test]
fn annotations_that_are_not_json() {
    let good = thing("|a|String|One.|");
    let with = |annotation: &str| {
        let start = good.find("<!--").expect("the comment");
        let end = good.find("-->").expect("its end");
        page("resources/thing.md", &format!("{}<!-- {annotation} {}", &good[..start], &good[end..]))
    };
    for annotation in ["{ : }", "{ \"a\" \"b\" }", "{ ] }", "{ \"blockType\": }"] {
        let outcome = with(annotation);
        assert_eq!(outcome.members("thing"), ["a"], "{annotation}");
        let told = outcome.places(code::INVALID_ANNOTATION).len() + outcome.places(code::REPAIRED_ANNOTATION).len();
        assert!(told >= 1, "{annotation}");
    }
    let repaired = with("{ \"blockType\": \"resource\", // why\n \"@odata.type\": \"microsoft.graph.other\", }");
    assert_eq!(repaired.places(code::REPAIRED_ANNOTATION).len(), 1);
    assert_eq!(repaired.members("other"), ["a"]);
}

#[test]
fn bodies_that_are_not_json() {
    let with = |body: &str| {
        let text = crate::bad_input::OPERATION.replace("{ \"id\": \"1\", \"age\": 5 }", body);
        page("api/thing-read.md", &text)
    };
    for body in ["{ : : }", "{ ] }", "[1 2 }", "{\"a\": \"", "{ \"a\": ...", "{ \"a\": 1e }"] {
        let outcome = with(body);
        let told = outcome.places(code::INVALID_JSON).len() + outcome.places(code::REPAIRED_JSON).len();
        assert!(told >= 1, "{body}");
        assert_eq!(outcome.operation("api/thing-read.md").routes.len(), 1);
    }
    assert_eq!(with("{ : : }").places(code::INVALID_JSON).len(), 1);
    assert_eq!(with("{ \"id\": \"1\", }").places(code::REPAIRED_JSON).len(), 1);
}
