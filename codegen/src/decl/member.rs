//! One row of a property, relationship or parameter table.

use crate::code;
use crate::decl::prose::{self, is_identifier};
use crate::decl::{DocDecl, MemberDecl, ParameterDecl, TypeExpr, TypeTerm, type_expr};
use crate::diagnostic::Diagnostic;
use crate::page::{Inline, Row, Text};
use crate::source::Spanned;

/// Which column holds what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The name.
    pub name: usize,
    /// The type, when there is such a column.
    pub ty: Option<usize>,
}

/// What became of a row.
pub enum Outcome<T> {
    /// It declares something.
    Declares(T),
    /// It is a caption, a blank line or the like, and declares nothing.
    Caption,
    /// It could not be used; the diagnostic says why.
    Rejected(Diagnostic),
}

/// Reads a row of a property or relationship table.
pub fn read(row: &Row<'_>, columns: Columns, relationship: bool) -> Outcome<MemberDecl> {
    let (name, deprecated) = match name(row, columns) {
        Outcome::Declares(name) => name,
        Outcome::Caption => return Outcome::Caption,
        Outcome::Rejected(diagnostic) => return Outcome::Rejected(diagnostic),
    };
    let description = description(row, columns);
    let mut remarks = description.map(prose::remarks).unwrap_or_default();
    if deprecated && remarks.deprecated.is_none() {
        remarks.deprecated = Some(String::new());
    }
    let inherited_from = description.and_then(inherited_from);
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map_or_else(|| missing_type(row), type_expr::read);
    Outcome::Declares(MemberDecl {
        name,
        ty,
        relationship,
        inherited_from,
        remarks,
        doc: description.map(DocDecl::of).unwrap_or_default(),
        span: row.span,
    })
}

/// Reads a row of a parameter or request body table.
pub fn read_parameter(row: &Row<'_>, columns: Columns) -> Outcome<ParameterDecl> {
    let (name, _) = match name(row, columns) {
        Outcome::Declares(name) => name,
        Outcome::Caption => return Outcome::Caption,
        Outcome::Rejected(diagnostic) => return Outcome::Rejected(diagnostic),
    };
    let description = description(row, columns);
    let mut remarks = description.map(prose::remarks).unwrap_or_default();
    for cell in &row.cells {
        let word = cell.plain().to_ascii_lowercase();
        match word.trim_end_matches('.') {
            "required" | "yes" | "y" => remarks.required = Some(true),
            "optional" | "no" | "n" => remarks.required = Some(false),
            _ => {}
        }
    }
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map(|cell| {
        if cell.plain().to_ascii_lowercase().contains("optional") {
            remarks.required = Some(false);
        }
        type_expr::read(cell)
    });
    Outcome::Declares(ParameterDecl {
        name,
        ty,
        remarks,
        doc: description.map(DocDecl::of).unwrap_or_default(),
        span: row.span,
    })
}

/// The name cell: markup, footnote stars and remarks in parentheses removed. The flag tells `(deprecated)`.
fn name(row: &Row<'_>, columns: Columns) -> Outcome<(Spanned<String>, bool)> {
    let Some(cell) = row.cells.get(columns.name) else { return Outcome::Caption };
    let plain = cell.plain();
    let others_empty = row.cells.iter().enumerate().all(|(index, other)| index == columns.name || other.is_empty());
    if others_empty && (plain.is_empty() || cell.is_strong() || row.cells.len() == 1) {
        return Outcome::Caption;
    }
    let deprecated = plain.to_ascii_lowercase().contains("deprecated");
    let words = plain.split('(').next().unwrap_or_default();
    let words = words.trim().trim_matches(['*', '`', '"', '\'', '.', ',', ':', '?', '[', ']']).trim();
    let words = words.strip_prefix('_').and_then(|words| words.strip_suffix('_')).unwrap_or(words);
    let words = words.strip_suffix(" deprecated").unwrap_or(words).trim();
    if is_identifier(words) || is_wire_name(words) {
        return Outcome::Declares((Spanned { value: words.to_owned(), span: cell.span }, deprecated));
    }
    let diagnostic = Diagnostic::new(code::NAME_IS_NO_IDENTIFIER, cell.span, format!("`{plain}` in the name column"))
        .expected("an identifier; the row is left out");
    Outcome::Rejected(diagnostic)
}

/// Names that are no identifiers but stand on the wire: `$skip`, `@odata.type`, `Content-Type`, `x-ms-name`.
fn is_wire_name(words: &str) -> bool {
    let bare = words.trim_start_matches(['@', '$']);
    !bare.is_empty()
        && bare.len() < words.len().max(bare.len() + 1)
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))
}

/// The cell with the description: the last one that is neither name nor type.
fn description<'r, 's>(row: &'r Row<'s>, columns: Columns) -> Option<&'r Text<'s>> {
    let last_taken = columns.ty.unwrap_or(columns.name).max(columns.name);
    row.cells.iter().skip(last_taken + 1).max_by_key(|cell| cell.span.end - cell.span.start)
}

/// `Inherited from [x](…)`, linked or not.
fn inherited_from(text: &Text<'_>) -> Option<TypeTerm> {
    let mut lead = false;
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                lead = lower.trim_end().ends_with("inherited from");
                if let Some(at) = lower.find("inherited from ") {
                    let name = words[at + "inherited from ".len()..]
                        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
                        .next()?;
                    let name = name.trim_end_matches('.');
                    if is_identifier(&name.replace('.', "_")) && !matches!(name, "the" | "a" | "an") {
                        return type_expr::term(name, None, text.span);
                    }
                }
            }
            Inline::Link(link) if lead => return type_expr::term(&link.text, Some(&link.destination), link.span),
            Inline::Code(words) | Inline::Strong(words) if lead => return type_expr::term(words, None, text.span),
            Inline::Break => {}
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Html(_) => lead = false,
        }
    }
    None
}

fn missing_type(row: &Row<'_>) -> TypeExpr {
    TypeExpr { terms: Vec::new(), collection: false, raw: String::new(), span: row.span }
}
