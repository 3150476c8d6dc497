//! Names that have another meaning in Rust, in a file system or in a shell.

use graph_codegen::code;

use crate::bad_input::{Outcome, page, run, thing};

/// Names of types, properties or files that a writer could use to do harm: keywords, device names, paths, operators,
/// the empty name.
const HOSTILE: &[&str] = &[
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "fn",
    "async",
    "gen",
    "_",
    "__",
    "3d",
    "1",
    "con",
    "AUX",
    "nul",
    "com1",
    "lpt9",
    "..",
    ".",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "C:\\x",
    "~",
    "a b",
    "a\u{0}b",
    "größe",
    "名前",
    "🦀",
    "a\"b",
    "a'b",
    "a`b",
    "a{b}",
    "{}",
    "a;b",
    "a);Injected_Code();(",
    "\"]Injected_Code![\"",
    "*/Injected_Code!{}/*",
    "\u{202e}evil",
    "main",
    "lib",
    "mod",
    "models",
    "routes",
    "Option",
    "String",
    "Vec",
    "Box",
    "Default",
    "extra",
    "annotations",
    "Extra",
    "graph_runtime",
    "core",
    "std",
    "-",
    "--",
    "-rf",
    "$x",
    "@odata.type",
    "%2e%2e",
    "a\tb",
    "",
    " ",
    "\u{a0}",
    "\u{200b}",
];

/// A word of 5,000 letters, to test very long names.
fn long() -> String {
    "long".repeat(1250)
}

#[test]
fn hostile_names_of_properties_become_valid_fields_or_are_reported() {
    let rows: String = HOSTILE.iter().map(|name| format!("|{name}|String|Word.|\n")).collect();
    let outcome = page("resources/thing.md", &thing(&format!("{rows}|{}|String|Long.|\n|last|String|Sound.|", long())));
    let members = outcome.members("thing");
    for name in ["type", "self", "crate", "3d", "größe", "extra", "annotations", "last"] {
        assert!(members.contains(&name), "{name} in {members:?}");
    }
    // Rows whose name is not an identifier make no property. There is a finding about each such name.
    assert!(outcome.places(code::NAME_IS_NO_IDENTIFIER).len() >= 10);
    assert!(!outcome.places(code::NAME_NOT_IDENTIFIER).is_empty());
    assert!(!outcome.places(code::NAME_RESERVED).is_empty());
    let file = outcome.file("src/models/thing.rs");
    for field in ["r#type", "self_", "crate_", "_3d", "extra_", "annotations_"] {
        assert!(file.contains(&format!("pub {field}: ")), "{field}");
    }
}

#[test]
fn properties_with_colliding_names_become_different_fields_and_are_reported() {
    let outcome = page(
        "resources/thing.md",
        &thing(
            "|displayName|String|One.|\n|DisplayName|String|The same.|\n|display_name|String|Another.|\n|x1|String|Three.|\n|X_1|String|Four.|",
        ),
    );
    assert_eq!(outcome.members("thing"), ["displayName", "display_name", "x1", "X_1"]);
    assert_eq!(outcome.places(code::MEMBER_CASE), ["resources/thing.md:16:1"]);
    assert!(!outcome.places(code::NAME_COLLISION).is_empty());
    let file = outcome.file("src/models/thing.rs");
    assert!(file.contains("pub display_name: ") && file.contains("pub display_name2: "), "{file}");
}

/// Reads one page for each hostile name, all in one run.
fn all(make: impl Fn(&str) -> (String, String)) -> Outcome {
    let pages: Vec<(String, String)> = HOSTILE.iter().map(|name| make(name)).chain([make(&long())]).collect();
    let pages: Vec<(&str, &[u8])> = pages.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    run(&pages)
}

/// The index of a hostile name, which makes the file name of its page unique.
fn number(name: &str) -> usize {
    HOSTILE.iter().position(|known| *known == name).unwrap_or(HOSTILE.len())
}

#[test]
fn hostile_names_of_types() {
    let outcome = all(|name| {
        let quoted = serde_json::Value::String(format!("microsoft.graph.{name}")).to_string();
        let row = format!("|a{}|String|One.|", number(name));
        (format!("resources/x{}.md", number(name)), thing(&row).replace("\"microsoft.graph.thing\"", &quoted))
    });
    // The generator may choose any name for the type of a page. The test finds the type by a property whose name has
    // the number of the page.
    let rows: Vec<&str> =
        outcome.reading.api.types.iter().flat_map(|ty| &ty.properties).map(|row| row.name.as_str()).collect();
    for index in 0..=HOSTILE.len() {
        assert!(rows.contains(&format!("a{index}").as_str()), "{:?}", HOSTILE.get(index));
    }
    all(|name| {
        let text =
            thing("|a|String|One.|").replace("# thing", &format!("# {name}")).replace("microsoft.graph.thing", "");
        (format!("resources/x{}.md", number(name)), text)
    });
}
#[test]
fn hostile_namespaces() {
    for form in ["{}", "microsoft.graph.{}", "{}.{}"] {
        all(|name| {
            let line = format!("Namespace: {}", form.replace("{}", name));
            let text = thing("|a|String|One.|").replace("Namespace: microsoft.graph", &line);
            (format!("resources/x{}.md", number(name)), text.replace("microsoft.graph.thing", "thing"))
        });
    }
}
#[test]
fn hostile_names_of_enumeration_members() {
    let rows: String = HOSTILE.iter().map(|name| format!("|{name}|\n")).collect();
    let values: Vec<String> = HOSTILE.iter().map(|name| format!("``{name}``")).collect();
    let outcome = run(&[
        (
            "resources/enums.md",
            format!("---\ntitle: x\n---\n\n# Words\n\n### mood values\n\n|Member|\n|:---|\n{rows}|last|\n").as_bytes(),
        ),
        (
            "resources/thing.md",
            thing(&format!(
                "|a|String|Possible values are: {}.|\n|b|temper|Possible values are: {}.|",
                values.join(", "),
                values.join(", ")
            ))
            .as_bytes(),
        ),
    ]);
    let mood = outcome.reading.api.enums.iter().find(|ty| ty.name.name == "mood").expect("the enumeration");
    for name in ["type", "self", "3d", "a/b", "last"] {
        assert!(mood.members.iter().any(|member| member.name == name), "{name}");
    }
    let nothing = HOSTILE.iter().filter(|name| name.chars().all(|c| c == '.')).count();
    assert!(nothing > 0 && outcome.places(code::MEMBER_TWICE).len() >= nothing, "rows of nothing but stops");
}

#[test]
fn hostile_pages_and_titles_of_operations() {
    for path in ["api/{}.md", "{}/{}-get.md", "api/x\n//! {}.md"] {
        all(|name| {
            (path.replace("{}", name), crate::bad_input::OPERATION.replace("# Read thing", &format!("# {name}")))
        });
    }
    let outcome = page("../../api/thing-get.md", crate::bad_input::OPERATION);
    assert_eq!(outcome.reading.api.operations.len(), 1, "what lies above the folder is no page");
}
#[test]
fn hostile_routes_and_placeholders() {
    let lines: String = HOSTILE
        .iter()
        .flat_map(|name| {
            [
                format!("GET /a/{{{name}}}\n"),
                format!("GET /b/{name}\n"),
                format!("GET /c({name}='{{{name}}}')\n"),
                format!("GET /d?{name}={{{name}}}\n"),
            ]
        })
        .collect();
    let text = crate::bad_input::OPERATION.replace("GET /things/{id}\n", &format!("{lines}GET /last/{{id}}\n"));
    let outcome = page("api/thing-read.md", &text);
    let operation = outcome.operation("api/thing-read.md");
    assert_eq!(operation.routes.last().map(|route| route.template.path.as_str()), Some("/last/{id}"));
    for route in &operation.routes {
        assert!(
            route.template.path.starts_with('/') && !route.template.path.contains("/../"),
            "{}",
            route.template.path
        );
        for placeholder in &route.template.placeholders {
            assert!(
                !placeholder.name.is_empty() && placeholder.name.chars().all(|c| c.is_alphanumeric() || c == '_'),
                "{placeholder:?}"
            );
        }
    }
    assert!(!outcome.places(code::ROUTE_IS_NO_PATH).is_empty());
}

#[test]
fn hostile_headers_scopes_parameters_and_headings() {
    let outcome = all(|name| {
        let sections = format!(
            "## {name}\n\n## Request headers\n\n|Name|Description|\n|-|-|\n|{name}|{name}|\n\n## Permissions {name}\n\n\
             |Permission type|Permissions|\n|-|-|\n|Application|{name}.Read.{name}|\n\n## Function parameters\n\n\
             |Parameter|Type|Description|\n|-|-|-|\n|{name}|{name}|{name}|\n\n## Response"
        );
        (format!("api/thing-read{}.md", number(name)), crate::bad_input::OPERATION.replace("## Response", &sections))
    });
    assert_eq!(outcome.reading.api.operations.len(), HOSTILE.len() + 2);
}
