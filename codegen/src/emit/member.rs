//! What is said of a member beside the page's own words.

use super::Names;
use super::doc::{Lines, code_span};
use crate::api::{Parameter, Property};

/// Documentation of a property.
pub(super) fn property(names: &Names<'_>, property: &Property) -> Vec<String> {
    let mut lines = Lines::new(4);
    lines.prose(names, &property.doc);
    let said = property.doc.markdown.to_ascii_lowercase();
    let mut remarks = Vec::new();
    let mut remark = |holds: bool, sign: &str, text: &'static str| {
        if holds && !said.contains(sign) {
            remarks.push(text);
        }
    };
    remark(property.read_only, "read-only", "Read-only.");
    remark(property.required, "required", "Required.");
    remark(property.nullable == Some(true), "nullable", "Nullable.");
    remark(property.nullable == Some(false), "not nullable", "Not nullable.");
    remark(property.select_only, "$select", "Returned only on `$select`.");
    remark(property.filterable, "$filter", "Supports `$filter`.");
    lines.paragraph(&remarks.join(" "));
    values(&mut lines, &property.values);
    or_name(lines, &property.name)
}

/// Documentation of a parameter.
pub(super) fn parameter(names: &Names<'_>, parameter: &Parameter) -> Vec<String> {
    let mut lines = Lines::new(4);
    lines.prose(names, &parameter.doc);
    let said = parameter.doc.markdown.to_ascii_lowercase();
    match parameter.required {
        Some(true) if !said.contains("required") => lines.paragraph("Required."),
        Some(false) if !said.contains("optional") => lines.paragraph("Optional."),
        Some(_) | None => {}
    }
    or_name(lines, &parameter.name)
}

/// The values that a text lists, unless there are none.
fn values(lines: &mut Lines, values: &[String]) {
    if !values.is_empty() {
        let spans: Vec<String> = values.iter().map(|value| code_span(value)).filter(|span| !span.is_empty()).collect();
        lines.paragraph(&format!("Documented values: {}.", spans.join(", ")));
    }
}

/// Members of which nothing is said are documented by their wire name.
pub(super) fn or_name(mut lines: Lines, name: &str) -> Vec<String> {
    if lines.is_empty() {
        let span = code_span(name);
        lines.paragraph(if span.is_empty() { "A member without a name." } else { &span });
    }
    lines.finish()
}
