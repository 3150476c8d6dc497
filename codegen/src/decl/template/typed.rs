//! Uses the table of parameters on a page to decide how each argument in the paths of the page is written.
//!
//! In: the request lines of a page, and the rows of its tables of parameters. Out: the same lines, in which each
//! argument that has a row is a placeholder, in quotes if its type needs them; and further lines for optional
//! parameters of a function. Invariant: an argument without a row stays unchanged.

use std::sync::Arc;

use compact_str::CompactString;

use super::builder::Builder;
use crate::api::{Argument, Piece, Place, Primitive, RouteOrigin, Segment, Template};
use crate::code;
use crate::decl::vocabulary::primitive;
use crate::decl::{OperationsDecl, ParameterDecl, RouteDecl};
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::Span;
use crate::text::letters::letters;

/// Turns each argument of a function call, and each query option, that has a row in the table of parameters into a
/// placeholder. An argument is in quotes only if the type in its row needs them; superfluous quotes are reported.
pub(in crate::decl) fn apply(decl: &mut OperationsDecl, diagnostics: &mut Vec<Diagnostic>) {
    if decl.parameters.is_empty() {
        return;
    }
    let mut quoted: Vec<(CompactString, Span, String)> = Vec::new();
    for route in &mut decl.routes {
        let mut typed = Typed { rows: &decl.parameters, quoted: Vec::new(), changed: false };
        let template = typed.template(&route.template);
        quoted.extend(typed.quoted.into_iter().map(|name| (name, route.span, route.raw.clone())));
        if typed.changed {
            route.template = Arc::new(template);
        }
    }
    diagnostics.extend(report(&decl.parameters, &quoted));
    with_optional(decl);
}

/// Returns one finding for each argument that request lines write in quotes although its type takes none. If several
/// request lines do so, the type in the table is probably wrong, so the finding is placed at its row.
fn report(rows: &[ParameterDecl], quoted: &[(CompactString, Span, String)]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (at, (name, span, raw)) in quoted.iter().enumerate() {
        if quoted[..at].iter().any(|(known, ..)| known == name) {
            continue;
        }
        let places: Vec<Span> = quoted.iter().filter(|(known, ..)| known == name).map(|(_, span, _)| *span).collect();
        let cell = row(rows, name).and_then(|row| row.ty.as_ref()).filter(|_| places.len() > 1);
        let finding = match cell {
            Some(cell) => {
                let message = format!(
                    "the argument `{name}` has the type `{}` in this row, but request lines write it in quotes",
                    cell.raw
                );
                let finding = Diagnostic::new(code::ROUTE_ARGUMENT, cell.span, message)
                    .help("write `String` as the type, or remove the quotes from the request lines");
                places.iter().take(3).fold(finding, |finding, place| finding.note(*place, "a request line"))
            }
            None => {
                let message = format!(
                    "the argument `{name}` is in quotes, but values of its type in the table of parameters are \
                    written without quotes"
                );
                Diagnostic::new(code::ROUTE_ARGUMENT, *span, message)
                    .help("remove the quotes, or correct the type in the table of parameters")
                    .fix_unsafely_if(super::without_quotes(raw, name, *span))
            }
        };
        found.push(finding.about(Subject::words(name)));
    }
    found
}

struct Typed<'d> {
    rows: &'d [ParameterDecl],
    /// The names of arguments that the page quotes although their type takes no quotes.
    quoted: Vec<CompactString>,
    changed: bool,
}

impl<'d> Typed<'d> {
    fn template(&mut self, template: &Template) -> Template {
        let mut builder = Builder {
            segments: template.segments.clone(),
            placeholders: template.placeholders.clone(),
            query: template.query.clone(),
        };
        let mut segments = std::mem::take(&mut builder.segments);
        for segment in &mut segments {
            if let Segment::Call { arguments, .. } = segment {
                arguments.iter_mut().for_each(|argument| self.argument(&mut builder, argument));
            }
        }
        builder.segments = segments;
        let mut query = std::mem::take(&mut builder.query);
        for part in query.iter_mut().filter(|part| !part.name.starts_with('$')) {
            let Some(row) = self.row(&part.name) else { continue };
            if matches!(part.value, Piece::Literal(_)) {
                part.value = Piece::Placeholder(builder.placeholder(&part.name, Place::Query));
                self.changed = true;
            }
            if row.remarks.required == Some(false) && !part.optional {
                part.optional = true;
                self.changed = true;
            }
        }
        builder.query = query;
        builder.finish()
    }

    fn argument(&mut self, builder: &mut Builder, argument: &mut Argument) {
        let placeholder = match argument.value {
            Piece::Placeholder(index) => Some(index),
            Piece::Literal(_) => None,
        };
        let raw = placeholder.map(|index| builder.placeholders[index].raw.clone());
        let row = argument.name.as_ref().and_then(|name| self.row(name));
        let Some(row) = row.or_else(|| self.row(raw.as_ref()?)) else { return };
        let index = placeholder.unwrap_or_else(|| builder.placeholder(&row.name.value, Place::Literal));
        let before = argument.clone();
        argument.value = Piece::Placeholder(index);
        if let Some((item, collection)) = stated_primitive(row) {
            argument.typed = true;
            argument.list = collection;
            if argument.quoted && argument.prefix.is_empty() && !is_quoted(item) && !collection {
                self.quoted.push(row.name.value.clone());
            }
            argument.quoted = is_quoted(item) || !argument.prefix.is_empty();
        }
        builder.placeholders[index].place =
            if argument.quoted && !argument.list { Place::Quoted } else { Place::Literal };
        self.changed |= *argument != before;
    }

    fn row(&self, name: &str) -> Option<&'d ParameterDecl> {
        row(self.rows, name)
    }
}

/// The row of the parameter with this name. Letter case and characters such as `-` do not count. `None` if there is no
/// such row.
fn row<'d>(rows: &'d [ParameterDecl], name: &str) -> Option<&'d ParameterDecl> {
    letters(name).next()?;
    rows.iter().find(|row| letters(&row.name.value).eq(letters(name)))
}

/// The primitive type that a row states, and whether it is a collection. `None` if it states no primitive type.
fn stated_primitive(row: &ParameterDecl) -> Option<(Primitive, bool)> {
    let ty = row.ty.as_ref()?;
    let [term] = ty.terms.as_slice() else { return None };
    Some((primitive(&term.text)?, ty.collection))
}

/// Whether values of this type stand in quotes in a path (OData 4.01 ABNF, `primitiveLiteral`).
fn is_quoted(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::String)
}

/// Adds, for each request line that ends with the name of a function, a route that passes all parameters, if all
/// parameters are optional and no request line has arguments.
fn with_optional(decl: &mut OperationsDecl) {
    let rows: Vec<&ParameterDecl> = decl.parameters.iter().filter(|row| row.of_function).collect();
    let is_optional = |row: &&ParameterDecl| row.remarks.required == Some(false);
    if rows.is_empty() || !rows.iter().all(is_optional) {
        return;
    }
    let has_arguments = |route: &RouteDecl| {
        route.template.segments.iter().any(
            |segment| matches!(segment, Segment::Call { arguments, .. } if arguments.iter().any(|argument| argument.name.is_some())),
        )
    };
    if decl.routes.iter().any(has_arguments) {
        return;
    }
    let called = |route: &RouteDecl| {
        let mut template = Builder {
            segments: route.template.segments.clone(),
            placeholders: route.template.placeholders.clone(),
            query: route.template.query.clone(),
        };
        let name = match template.segments.pop()? {
            Segment::Literal(name) if !name.starts_with('$') => name,
            Segment::Call { name, arguments } if arguments.is_empty() => name,
            Segment::Literal(_) | Segment::Key(_) | Segment::Call { .. } | Segment::Cast(_) | Segment::Mixed(_) => {
                return None;
            }
        };
        let arguments = rows.iter().map(|row| {
            let (item, list) = stated_primitive(row).unwrap_or((Primitive::Untyped, false));
            let quoted = is_quoted(item);
            let place = if quoted && !list { Place::Quoted } else { Place::Literal };
            let value = Piece::Placeholder(template.placeholder(&row.name.value, place));
            Argument {
                name: Some(row.name.value.clone()),
                value,
                quoted,
                prefix: CompactString::default(),
                list,
                typed: item != Primitive::Untyped,
            }
        });
        let arguments = arguments.collect();
        template.segments.push(Segment::Call { name, arguments });
        let template = Arc::new(template.finish());
        Some(RouteDecl { template, origin: RouteOrigin::ParameterTable, raw: route.raw.clone(), ..*route })
    };
    let added: Vec<RouteDecl> = decl.routes.iter().filter_map(called).collect();
    decl.routes.extend(added);
}
