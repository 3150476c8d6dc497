//! The output of `lint` for programs: JSON that its schema allows, SARIF 2.1.0, and annotations for GitHub.

use serde_json::Value;

use crate::tree::Tree;

/// A docs folder with three findings: an error for bytes that are not UTF-8, a duplicate property whose finding also
/// points to the first row, and a link that can be fixed.
fn defective() -> Tree {
    let tree = Tree::with_widget();
    tree.write("docs/bad.md", b"# Bad\n\n\xc3\xa9 and \xff here\n");
    let head = "---\ntitle: t\n---\n# gizmo resource type\n\n## Properties\n\n|Property|Type|\n|--|--|\n";
    tree.write("docs/gizmo.md", format!("{head}|size|String|\n|size|Int32|\n"));
    // A link with a wrong letter case, which can be fixed.
    tree.write("docs/lamp.md", "---\ntitle: t\n---\n# Lamp\n\nA [gizmo](Gizmo.md).\n");
    tree
}

fn lint(tree: &Tree, format: &str) -> String {
    tree.run(&["lint", "--docs", "docs", "--format", format]).ends(1).stdout
}

/// Collects the places at which a value violates a schema. Fails for keywords that our schema does not use.
fn violations(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema") {
        let holds = match keyword.as_str() {
            "$schema" | "title" | "description" => true,
            "type" => match rule.as_array() {
                Some(types) => types.iter().any(|rule| is_of_type(rule.as_str().expect("a type"), value)),
                None => is_of_type(rule.as_str().expect("a type"), value),
            },
            "enum" => rule.as_array().expect("values").contains(value),
            "minimum" => value.as_i64() >= rule.as_i64(),
            "pattern" => matches(rule.as_str().expect("a pattern"), value.as_str().unwrap_or_default()),
            // By JSON Schema, keywords about members such as `required` do not apply to values that are no objects.
            "required" if !value.is_object() => true,
            "required" => {
                rule.as_array().expect("names").iter().all(|name| value.get(name.as_str().expect("a name")).is_some())
            }
            "additionalProperties" => value
                .as_object()
                .is_none_or(|members| members.keys().all(|name| schema["properties"].get(name).is_some())),
            "properties" => {
                for (name, schema) in rule.as_object().expect("properties") {
                    if let Some(member) = value.get(name) {
                        violations(schema, member, &format!("{at}.{name}"), found);
                    }
                }
                true
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    violations(rule, item, &format!("{at}[]"), found);
                }
                true
            }
            other => panic!("keyword {other}"),
        };
        if !holds {
            found.push(format!("{at}: {keyword}"));
        }
    }
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "null" => value.is_null(),
        "integer" => value.is_u64() || value.is_i64(),
        other => panic!("type {other}"),
    }
}

/// Whether a text matches a pattern of our JSON schema. The schema has only these two patterns.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^D[0-9]{4}$" => {
            text.len() == 5 && text.starts_with('D') && text[1..].bytes().all(|byte| byte.is_ascii_digit())
        }
        "^[0-9a-f]{16}$" => text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        other => panic!("pattern {other}"),
    }
}

#[test]
fn json_follows_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../schema/finding.json")).expect("a schema");
    let text = lint(&defective(), "json");
    assert!(text.lines().count() >= 3, "{text}");
    for line in text.lines() {
        let finding: Value = serde_json::from_str(line).expect("JSON");
        let mut found = Vec::new();
        violations(&schema, &finding, "finding", &mut found);
        assert!(found.is_empty(), "{found:?} in {line}");
        assert!(graph_codegen::code::Code::find(finding["code"].as_str().expect("a code")).is_some());
    }
    let mut found = Vec::new();
    violations(&schema, &serde_json::json!({"code": "X1", "line": 0, "color": 1}), "finding", &mut found);
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_fix_has_its_edits() {
    let text = lint(&defective(), "json");
    let line = text.lines().find(|line| line.contains("D1002")).expect("the finding");
    let finding: Value = serde_json::from_str(line).expect("JSON");
    let fix = &finding["fix"];
    assert_eq!((&fix["title"], &fix["safety"]), (&"write `gizmo.md`".into(), &"safe".into()), "{line}");
    let edit = serde_json::json!({
        "page": "lamp.md", "line": 6, "column": 11, "endLine": 6, "endColumn": 19, "text": "gizmo.md",
    });
    assert_eq!(fix["edits"], serde_json::json!([edit]), "{line}");
    let log: Value = serde_json::from_str(&lint(&defective(), "sarif")).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let result = results.iter().find(|result| result["ruleId"] == "D1002").expect("the finding");
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "lamp.md");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "gizmo.md");
    assert_eq!(
        (&replacement["deletedRegion"]["startColumn"], &replacement["deletedRegion"]["endColumn"]),
        (&11.into(), &19.into())
    );
}

#[test]
fn json_has_the_end_of_a_place() {
    let text = lint(&defective(), "json");
    let line = text.lines().find(|line| line.contains("D0101")).expect("the finding");
    let finding: Value = serde_json::from_str(line).expect("JSON");
    let numbers = ["line", "column", "endLine", "endColumn"].map(|name| finding[name].as_u64());
    assert_eq!(numbers, [Some(3), Some(7), Some(3), Some(8)], "{line}");
}

/// The log has the members that SARIF 2.1.0 requires (sections 3.13, 3.14, 3.18, 3.19, 3.27 to 3.30 and 3.49), and each
/// reference in it leads to an existing object.
#[test]
fn sarif_has_the_members_that_its_specification_requires() {
    let log: Value = serde_json::from_str(&lint(&defective(), "sarif")).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let [run] = log["runs"].as_array().expect("runs").as_slice() else { panic!("{log}") };
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string() && run["columnKind"] == "unicodeCodePoints");
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
        assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap_or("")));
    }
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), lint(&defective(), "json").lines().count());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small number");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap_or("")));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(result["partialFingerprints"]["codePageSubject/v1"].is_string());
        let related = result["relatedLocations"].as_array().expect("locations");
        assert!(related.iter().all(|location| location["id"].is_u64() && location["message"]["text"].is_string()));
        for location in result["locations"].as_array().expect("locations").iter().chain(related) {
            let place = &location["physicalLocation"];
            let base = place["artifactLocation"]["uriBaseId"].as_str().expect("a base");
            assert!(run["originalUriBaseIds"][base]["uri"].as_str().is_some_and(|uri| uri.ends_with('/')));
            assert!(place["artifactLocation"]["uri"].is_string());
            let region =
                ["startLine", "startColumn", "endLine", "endColumn"].map(|name| place["region"][name].as_u64());
            assert!(region.iter().all(|number| *number >= Some(1)) && region[0] <= region[2], "{place}");
        }
    }
    assert!(results.iter().any(|result| result["relatedLocations"][0]["message"]["text"].is_string()));
}

#[test]
fn github_gets_an_annotation_for_each_finding() {
    let text = lint(&defective(), "github");
    let place = "::error file=docs/bad.md,line=3,endLine=3,col=7,endColumn=8,title=D0101%3A ";
    assert!(text.lines().any(|line| line.starts_with(place)), "{text}");
    assert!(text.lines().filter(|line| !line.starts_with("::")).count() <= 2, "{text}");
}
