//! Tests of the parser for JSON: the notations that it accepts, its errors, and the spans in its results.

use super::strict;
use crate::code;
use crate::page::json::{self, DEPTH, RepairKind, Value};
use crate::source::{SourceId, Span};

/// Parses a text and prints the value as strict JSON, then each repair with the text in its span. If there is no value,
/// prints the error.
fn check(text: &str) -> String {
    const OFFSET: usize = 11;
    let parsed = json::parse(text, Span::new(SourceId(3), OFFSET..OFFSET + text.len()));
    let slice = |span: Span| &text[span.start as usize - OFFSET..span.end as usize - OFFSET];
    if let Some(error) = parsed.error {
        return format!("error {} at {:?}", error.message, slice(error.span));
    }
    let node = parsed.node.expect("there is a value or an error");
    let mut shown = strict::text(&node);
    for repair in &parsed.repairs {
        shown += &format!(" | {:?} {:?}", repair.kind, slice(repair.span));
    }
    shown
}

#[test]
fn strict_json_needs_no_repair() {
    for text in [
        "{}",
        "[]",
        "null",
        "true",
        "-0.5e+10",
        "\"\"",
        r#"{"a":[1,2,{"b":null}],"c":"d\n\u00e9"}"#,
        "[[[]]]",
        "0",
        "\"\\ud83d\\ude00\"",
    ] {
        let parsed = json::parse(text, Span::default());
        assert!(strict::holds(&parsed) && parsed.repairs.is_empty(), "{text}: {parsed:?}");
        let value: serde_json::Value = serde_json::from_str(text).expect("the text is strict");
        assert_eq!(parsed.node.map(|node| node.to_value()), Some(value), "{text}");
    }
}

#[test]
fn wrong_commas_are_repaired() {
    assert_eq!(check("{\"a\": 1,}"), r#"{"a":1} | ExtraComma ",""#);
    assert_eq!(check("[1,,2,]"), r#"[1,2] | ExtraComma "," | ExtraComma ",""#);
    assert_eq!(check("{\"a\": {}\n\"b\": 2\n\"c\": 3}"), r#"{"a":{},"b":2,"c":3} | MissingComma "" | MissingComma """#);
    assert_eq!(check("[{}\n{}]"), r#"[{},{}] | MissingComma """#);
    assert_eq!(check("[\"a\" \"b\"]"), r#"["a","b"] | MissingComma """#);
}

#[test]
fn a_repeated_name_is_found_in_objects_of_any_size() {
    for size in [3, 16, 17, 100] {
        let names = (0..size).chain([1, 1]).map(|name| format!("\"{name}\": {name}")).collect::<Vec<_>>();
        let text = format!("{{{}}}", names.join(","));
        let parsed = json::parse(&text, Span::default());
        let again: Vec<_> = parsed.repairs.iter().map(|repair| (repair.kind, repair.span.start as usize)).collect();
        let places: Vec<_> = text.match_indices("\"1\"").map(|(at, _)| (RepairKind::DuplicateName, at)).collect();
        assert_eq!(again, places[1..], "{text}");
        assert_eq!(parsed.node.map(|node| node.members().len()), Some(size + 2));
    }
}

#[test]
fn comments_and_elisions_are_left_out() {
    assert_eq!(
        check("// a\n{ /* b */ \"c\": 1 // d\n}"),
        r#"{"c":1} | Comment "// a" | Comment "/* b */" | Comment "// d""#
    );
    assert_eq!(check("{\"a\": 1, ...}"), r#"{"a":1} | Elision "...""#);
    assert_eq!(check("[1, …, 2]"), r#"[1,2] | Elision "…""#);
    assert_eq!(check("{\"a\": \"https://b\"}"), r#"{"a":"https://b"}"#);
}

#[test]
fn malformed_strings_are_repaired() {
    assert_eq!(check("{“a”: ‘b’}"), r#"{"a":"b"} | Quote "“" | Quote "‘""#);
    assert_eq!(check("['it']"), r#"["it"] | Quote "'""#);
    assert_eq!(check("[\"two\nlines\"]"), "[\"two\\nlines\"] | ControlCharacter \"\\n\"");
    assert_eq!(check("[\"a \"b\" c\"]"), r#"["a \"b\" c"] | UnescapedQuote "\"" | UnescapedQuote "\"""#);
    assert_eq!(check("{\"a\": \"b,\n\"c\": 1}"), r#"{"a":"b","c":1} | UnclosedString """#);
    assert_eq!(check(r#"["\d\ud800"]"#), "[\"\\\\d\u{fffd}\"] | Escape \"\\\\d\" | Escape \"\\\\ud800\"");
}

#[test]
fn unquoted_words_and_unusual_blanks_are_repaired() {
    assert_eq!(
        check("{a: b, @odata.type: TRUE}"),
        r#"{"a":"b","@odata.type":true} | UnquotedName "a" | BareWord "b" | UnquotedName "@odata.type" | BareWord "TRUE""#
    );
    assert_eq!(check("[007]"), r#"["007"] | BareWord "007""#);
    assert_eq!(check("{\u{a0}\"a\":\u{a0}\u{200b}1}"), "{\"a\":1} | Blank \"\\u{a0}\" | Blank \"\\u{a0}\\u{200b}\"");
    assert_eq!(check("{\"a\":}"), r#"{"a":null} | MissingValue """#);
}

#[test]
fn missing_ends_are_repaired() {
    assert_eq!(check("{\"a\": [1"), r#"{"a":[1]} | MissingClose "" | MissingClose """#);
    assert_eq!(check("{\"a\": [1}"), r#"{"a":[1]} | MissingClose """#);
    assert_eq!(check("{} or {}"), r#"{} | TrailingText "or {}""#);
    assert_eq!(check("{\"a\": 1, \"a\": 2}"), r#"{"a":1,"a":2} | DuplicateName "\"a\"""#);
}

#[test]
fn text_that_is_not_json_is_an_error_with_a_place() {
    assert_eq!(check(""), r#"error expected a value, found the end at """#);
    assert_eq!(check("[Zip file of an app]"), r#"error expected a value, found `Zip file of an app` at "Z""#);
    assert_eq!(check("{\"a\" 1}"), r#"error expected `:` after a name at " ""#);
    assert_eq!(check("[\"a"), r#"error a string is not closed at "\"""#);
    assert_eq!(check("{]}"), r#"error expected a name, found `]` at "]""#);
}

#[test]
fn nesting_is_limited_and_deep_nesting_does_not_overflow_the_stack() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let allowed = nested(DEPTH);
    let deepest = json::parse(&allowed, Span::default());
    let text = strict::text(&deepest.node.expect("as deep as allowed"));
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    for text in [nested(DEPTH + 1), "[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let error = json::parse(&text, Span::default()).error.expect("too deep");
        assert!(error.message.contains("127 deep"), "{}", error.message);
    }
}

#[test]
fn repeated_names_stay_and_the_last_one_counts() {
    let parsed = json::parse("{\"a\": 1, \"b\": [], \"a\": 2}", Span::default());
    let node = parsed.node.as_ref().expect("the text is fine");
    assert!(strict::holds(&parsed));
    assert_eq!(node.members().len(), 3);
    assert_eq!(node.get("a").map(strict::text), Some("2".to_owned()));
    assert_eq!(node.to_value(), serde_json::json!({"a": 2, "b": []}));
    let many: String = (0..40).map(|index| format!("\"m{}\": 0,", index % 39)).collect();
    let parsed = json::parse(&many, Span::default());
    assert!(matches!(parsed.node.map(|node| node.value), Some(Value::String(_))));
    let object = format!("{{{many}}}");
    let parsed = json::parse(&object, Span::default());
    let kinds: Vec<_> = parsed.repairs.iter().map(|repair| repair.kind).collect();
    assert_eq!(kinds, [RepairKind::DuplicateName, RepairKind::ExtraComma]);
}

#[test]
fn several_repairs_are_one_finding() {
    let report = |text: &str| {
        let mut diagnostics = Vec::new();
        let parsed = json::parse(text, Span::new(SourceId(0), 0..text.len()));
        parsed.report(code::INVALID_JSON, code::REPAIRED_JSON, &mut diagnostics);
        diagnostics
    };
    assert!(report("{}").is_empty());
    let repaired = report("[1,,,2 // x\n]");
    assert_eq!(repaired.len(), 1);
    assert_eq!(
        (repaired[0].code, repaired[0].message.as_str(), repaired[0].notes.len()),
        (code::REPAIRED_JSON, "this text is not valid JSON: an extra comma", 2)
    );
    let invalid = report("[1,,(}");
    assert_eq!(invalid.len(), 1);
    assert_eq!((invalid[0].code, invalid[0].span.range()), (code::INVALID_JSON, 4..5));
}
