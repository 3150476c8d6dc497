//! Reads the JSON representation of a type: the names of its members, and the types that their values suggest.

use crate::decl::table::type_expr;
use crate::decl::{ShapeHint, ShapeMember, TypeTerm};
use crate::page::json::{Node, Value};
use crate::source::{Span, Spanned};

pub(super) fn shape_members(node: &Node<'_>) -> Vec<ShapeMember> {
    let mut shape: Vec<ShapeMember> = node
        .members()
        .iter()
        .filter(|member| !member.name.value.contains('@'))
        .map(|member| {
            let (value, mut collection) = match &member.value.value {
                Value::Array(_) => (member.value.elements().first(), true),
                _ => (Some(&member.value), false),
            };
            let hint = value.map_or(ShapeHint::Nothing, |value| hint(value, &mut collection));
            ShapeMember {
                name: Spanned { value: (&*member.name.value).into(), span: member.name.span },
                hint,
                collection,
            }
        })
        .collect();
    shape.shrink_to_fit();
    shape
}

fn hint(value: &Node<'_>, collection: &mut bool) -> ShapeHint {
    match &value.value {
        Value::Null => ShapeHint::Nothing,
        Value::Bool(_) => ShapeHint::Boolean,
        Value::Number(text) => {
            if text.contains(['.', 'e', 'E']) {
                ShapeHint::Fraction
            } else {
                ShapeHint::Integer
            }
        }
        Value::String(text) => text_hint(text, collection),
        Value::Array(_) => ShapeHint::Nothing,
        Value::Object(members) => {
            let stated = ["@odata.type", "@type"].iter().find_map(|key| value.get(key)).and_then(Node::as_str);
            match stated {
                Some(name) => {
                    let expr = type_expr::parse(name, value.span);
                    *collection |= expr.collection;
                    expr.terms.first().map_or(ShapeHint::Object, |term| ShapeHint::Named(term.text.clone()))
                }
                None if members.is_empty() => ShapeHint::Nothing,
                None => ShapeHint::Object,
            }
        }
    }
}

fn text_hint(text: &str, collection: &mut bool) -> ShapeHint {
    let lower = text.trim().to_lowercase();
    if lower == "string" {
        return ShapeHint::Text;
    }
    if let Some(inner) = lower.strip_prefix("string (").and_then(|rest| rest.strip_suffix(')')) {
        return ShapeHint::Placeholder(inner.into());
    }
    if lower.starts_with("microsoft.graph.") || lower.starts_with("collection(") {
        let expr = type_expr::parse(text, Span::default());
        *collection |= expr.collection;
        return expr.terms.first().map_or(ShapeHint::Text, |term: &TypeTerm| ShapeHint::Named(term.text.clone()));
    }
    ShapeHint::Placeholder(lower.into())
}
