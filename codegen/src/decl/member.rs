//! One row of a property, relationship or parameter table.

use crate::code;
use crate::decl::prose::{self, is_identifier};
use crate::decl::{DocDecl, MemberDecl, ParameterDecl, Remarks, TypeExpr, TypeTerm, type_expr};
use crate::diagnostic::Diagnostic;
use crate::page::{Inline, Row, Text};
use crate::source::Spanned;

/// Which column holds what.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'t, 's> {
    /// The name.
    pub name: usize,
    /// The type, when there is such a column.
    pub ty: Option<usize>,
    /// The titles of all columns.
    pub titles: &'t [Text<'s>],
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
pub fn read(row: &Row<'_>, columns: Columns<'_, '_>, relationship: bool) -> Outcome<MemberDecl> {
    let (name, deprecated) = match name(row, columns) {
        Outcome::Declares(name) => name,
        Outcome::Caption => return Outcome::Caption,
        Outcome::Rejected(diagnostic) => return Outcome::Rejected(diagnostic),
    };
    let (doc, mut remarks) = documentation(row, columns);
    if deprecated && remarks.deprecated.is_none() {
        remarks.deprecated = Some(String::new());
    }
    let inherited_from = description(row, columns).and_then(|(_, text)| inherited_from(text));
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map_or_else(|| missing_type(row), type_expr::read);
    Outcome::Declares(MemberDecl { name, ty, relationship, inherited_from, remarks, doc, span: row.span })
}

/// Reads a row of a parameter or request body table.
pub fn read_parameter(row: &Row<'_>, columns: Columns<'_, '_>) -> Outcome<ParameterDecl> {
    let (name, _) = match name(row, columns) {
        Outcome::Declares(name) => name,
        Outcome::Caption => return Outcome::Caption,
        Outcome::Rejected(diagnostic) => return Outcome::Rejected(diagnostic),
    };
    let (doc, mut remarks) = documentation(row, columns);
    let inherited_from = description(row, columns).and_then(|(_, text)| inherited_from(text));
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map(|cell| {
        if cell.plain().to_ascii_lowercase().contains("optional") {
            remarks.required = Some(false);
        }
        type_expr::read(cell)
    });
    Outcome::Declares(ParameterDecl { name, ty, inherited_from, remarks, doc, span: row.span })
}

/// The name cell: markup, footnote stars and remarks in parentheses removed. The flag tells `(deprecated)`.
fn name(row: &Row<'_>, columns: Columns<'_, '_>) -> Outcome<(Spanned<String>, bool)> {
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

/// The cell with the description and its column: the one with that title, else the longest behind name and type.
fn description<'r, 's>(row: &'r Row<'s>, columns: Columns<'_, '_>) -> Option<(usize, &'r Text<'s>)> {
    let titled = columns.titles.iter().position(|title| title.plain().eq_ignore_ascii_case("description"));
    if let Some(cell) = titled.and_then(|column| Some((column, row.cells.get(column)?))) {
        return Some(cell);
    }
    let last_taken = columns.ty.unwrap_or(columns.name).max(columns.name);
    row.cells.iter().enumerate().skip(last_taken + 1).max_by_key(|(_, cell)| cell.span.end - cell.span.start)
}

/// What a row says beside name and type: the description, then every further column as an item under its title. A cell
/// that only says whether something is required is a fact rather than prose.
fn documentation(row: &Row<'_>, columns: Columns<'_, '_>) -> (DocDecl, Remarks) {
    let description = description(row, columns);
    let mut doc = description.map(|(_, text)| DocDecl::of(text)).unwrap_or_default();
    let mut remarks = description.map(|(_, text)| prose::remarks(text)).unwrap_or_default();
    let taken = [Some(columns.name), columns.ty, description.map(|(column, _)| column)];
    for (column, cell) in row.cells.iter().enumerate().filter(|(column, _)| !taken.contains(&Some(*column))) {
        let title = columns.titles.get(column).map(Text::plain).unwrap_or_default();
        match requirement(&title, &cell.plain()) {
            Some(required) => remarks.required = Some(required),
            None => doc.push_titled(&title, cell),
        }
    }
    (doc, remarks)
}

/// Whether a cell says no more than that something is required, or not.
fn requirement(title: &str, cell: &str) -> Option<bool> {
    let word = cell.trim_end_matches('.').to_ascii_lowercase();
    let asked = title.to_ascii_lowercase().starts_with("required");
    match word.as_str() {
        "required" => Some(true),
        "optional" => Some(false),
        "yes" | "y" | "true" if asked => Some(true),
        "no" | "n" | "false" if asked => Some(false),
        _ => None,
    }
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
