//! Renders findings in SARIF 2.1.0, the format of code scanning services.

use std::collections::BTreeMap;

use graph_codegen::code::Code;
use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::{Sources, Span};
use serde_json::{Value, json};

use crate::report::finding::{Finding, region};
use crate::report::positions::Positions;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as one SARIF log. `docs` is the docs folder relative to the root of the repository.
pub(crate) fn render(sources: &Sources, findings: &[Finding], docs: &str) -> String {
    let mut positions = Positions::new(sources);
    let codes: BTreeMap<&str, Code> =
        findings.iter().map(|finding| (finding.diagnostic.code.id(), finding.diagnostic.code)).collect();
    let rules: Vec<Value> = codes.values().map(|code| rule(*code)).collect();
    let places: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let results: Vec<Value> =
        findings.iter().map(|finding| result(&mut positions, finding, places[finding.diagnostic.code.id()])).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "cargo xtask lint",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": bases(docs),
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// The folders to which the addresses of pages are relative. An address in this list is absolute or relative to another
/// folder of the list; the address of the outermost folder is left out, since it differs between machines.
fn bases(docs: &str) -> Value {
    let folder = format!("{}/", uri(docs.trim_end_matches('/')));
    if folder.starts_with('/') {
        return json!({"DOCS": {"uri": format!("file://{folder}")}});
    }
    json!({
        "DOCS": {"uri": folder, "uriBaseId": "%SRCROOT%"},
        "%SRCROOT%": {"description": {"text": "The folder in which the command ran: the root of the repository."}},
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": {"text": code.title()},
        "help": {"text": code.manual(), "markdown": code.manual()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(positions: &mut Positions<'_>, finding: &Finding, rule: usize) -> Value {
    let diagnostic = &finding.diagnostic;
    let related: Vec<Value> = diagnostic
        .notes
        .iter()
        .enumerate()
        .map(|(id, (span, note))| {
            let mut location = location(positions, *span);
            location["id"] = json!(id);
            location["message"] = json!({"text": note});
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.code.id(),
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": message(diagnostic)},
        "locations": [location(positions, diagnostic.span)],
        "relatedLocations": related,
        "partialFingerprints": {"codePageSubject/v1": finding.fingerprint},
    });
    if let Some(fix) = fix(positions, diagnostic) {
        result["fixes"] = json!([fix]);
    }
    if let Some(is_new) = finding.is_new {
        result["baselineState"] = json!(if is_new { "new" } else { "unchanged" });
    }
    result
}

/// The edits that fix a finding, in the form of SARIF, grouped by file; `None` if it has no fix.
fn fix(positions: &mut Positions<'_>, diagnostic: &Diagnostic) -> Option<Value> {
    let fix = diagnostic.fix.as_ref()?;
    let edits = fix.edits(positions.sources())?;
    let changes = edits.chunk_by(|edit, next| edit.span.source == next.span.source).map(|edits| {
        let replacements = edits.iter().map(|edit| {
            let place = location(positions, edit.span);
            json!({"deletedRegion": place["physicalLocation"]["region"], "insertedContent": {"text": edit.text}})
        });
        let replacements: Vec<Value> = replacements.collect();
        let artifact = location(positions, edits[0].span)["physicalLocation"]["artifactLocation"].take();
        json!({"artifactLocation": artifact, "replacements": replacements})
    });
    let changes: Vec<Value> = changes.collect();
    Some(json!({"description": {"text": fix.title}, "artifactChanges": changes}))
}

fn location(positions: &mut Positions<'_>, span: Span) -> Value {
    let place = region(positions, span);
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(place.page), "uriBaseId": "DOCS"},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }})
}

/// The message of a finding, followed by its help.
fn message(diagnostic: &Diagnostic) -> String {
    if diagnostic.help.is_empty() {
        diagnostic.message.clone()
    } else {
        format!("{}; {}", diagnostic.message, diagnostic.help)
    }
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A path as a percent-encoded URI reference.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_docs_folder_is_absolute_or_has_a_base() {
        let inside = bases("docs");
        assert_eq!(inside["DOCS"]["uri"], "docs/");
        assert!(inside[inside["DOCS"]["uriBaseId"].as_str().expect("a base")].is_object());
        assert_eq!(bases("/srv/a b"), json!({"DOCS": {"uri": "file:///srv/a%20b/"}}));
        assert_eq!(bases(".")["DOCS"]["uri"], "./");
    }

    #[test]
    fn paths_become_percent_encoded_uri_references() {
        assert_eq!(uri("../includes/a b#é.md"), "../includes/a%20b%23%C3%A9.md");
    }
}
