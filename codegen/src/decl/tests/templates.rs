//! Prints the parts of a path template that its path does not show: function calls, casts, segments that mix words and
//! placeholders, the placeholders, and the query.

use crate::api::{Argument, Piece, Segment, Template};

/// The parts of a template that its path alone does not show, one line each.
pub(crate) fn parts(template: &Template) -> Vec<String> {
    let mut lines = Vec::new();
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => text.to_string(),
        Piece::Placeholder(index) => format!("{{{}}}", template.placeholders[*index].name),
    };
    for segment in &template.segments {
        match segment {
            Segment::Literal(_) | Segment::Key(_) => {}
            Segment::Call { name, arguments } => {
                let argument = |argument: &Argument| {
                    let quoted = if argument.quoted { "quoted " } else { "" };
                    format!("{} = {quoted}{}", argument.name.as_deref().unwrap_or("unnamed"), piece(&argument.value))
                };
                let arguments: Vec<String> = arguments.iter().map(argument).collect();
                lines.push(format!("call {name} with [{}]", arguments.join(", ")));
            }
            Segment::Cast(name) => lines.push(format!("cast to {name}")),
            Segment::Mixed(pieces) => {
                lines.push(format!("mixed {}", pieces.iter().map(piece).collect::<Vec<_>>().join(" + ")))
            }
        }
    }
    for placeholder in &template.placeholders {
        lines.push(format!("{} from {:?}, a {:?}", placeholder.name, placeholder.raw, placeholder.place));
    }
    for part in &template.query {
        let optional = if part.optional { ", optional" } else { "" };
        lines.push(format!("query {} = {}{optional}", part.name, piece(&part.value)));
    }
    lines
}
