//! Reads one row about a property, a relationship or a parameter.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::code;
use crate::decl::prose;
use crate::decl::table::{exchanged, flag, type_expr};
use crate::decl::vocabulary::{
    PROPERTY_COLUMNS, TYPE_COLUMNS, cell_remarks, demand, is_nameless, is_nullable, primitive,
};
use crate::decl::{DocDecl, MemberDecl, ParameterDecl, Remarks, TypeExpr, TypeTerm};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Row, Table, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::phrase::{Phrase, Words};

/// The indexes of the columns of a table that have the names, the types and the descriptions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns<'t, 's> {
    /// The index of the column of names.
    pub name: usize,
    /// The index of the column of types; `None` if the table has none.
    pub ty: Option<usize>,
    /// The titles of all columns.
    titles: &'t [Text<'s>],
    /// The index of the column titled `Description`; `None` if the table has none.
    description: Option<usize>,
    /// Whether each row has a collection as its type, because the heading begins with `Collection-valued`.
    many: bool,
}

static DEPRECATED: Phrase = Phrase::new("deprecated");
static INHERITED_FROM: Phrase = Phrase::new("inherited from");

impl<'t, 's> Columns<'t, 's> {
    /// Finds the column of names. The first rule that applies decides:
    /// - After a column of row numbers, it is the first column with a title such as `Property`, or else the second.
    /// - If the first column has no title such as `Property`, it is the first later column titled `Property`.
    /// - It is the first column, unless that has the types or the descriptions.
    /// - It is the first column with a title such as `Property`; `None` if there is none.
    #[must_use]
    pub(crate) fn find(ty: Option<usize>, titles: &'t [Text<'s>]) -> Option<Columns<'t, 's>> {
        let is = |title: &Text<'_>, words: &[&str]| words.contains(&title.plain().to_lowercase().as_str());
        let first = titles.first()?;
        // In a table `No. | Name | Type`, the first column has the numbers of the rows.
        let numbers = ["no.", "no", "nr.", "nr", "#", "pos.", "pos", "item no."];
        if is(first, &numbers) && titles.len() > 1 {
            let name = titles.iter().position(|title| is(title, PROPERTY_COLUMNS)).unwrap_or(1);
            return Some(Columns::new(name, ty, titles));
        }
        // In a table `Permission | Property | Type`, the second column has the names of the properties.
        let further = titles.iter().skip(1).position(|title| is(title, &["property", "property name"]));
        if let Some(name) = further.filter(|_| !is(first, PROPERTY_COLUMNS)) {
            return Some(Columns::new(name + 1, ty, titles));
        }
        if ty != Some(0) && !is(first, &["description"]) {
            return Some(Columns::new(0, ty, titles));
        }
        let name = titles.iter().position(|title| is(title, PROPERTY_COLUMNS))?;
        Some(Columns::new(name, ty, titles))
    }

    /// Makes the columns of a table whose columns of names and types are known, and finds the column of descriptions.
    #[must_use]
    pub(crate) fn new(name: usize, ty: Option<usize>, titles: &'t [Text<'s>]) -> Columns<'t, 's> {
        let description = titles.iter().position(|title| title.plain().eq_ignore_ascii_case("description"));
        Columns { name, ty, titles, description, many: false }
    }

    /// The same columns, for a table in which each row has a collection as its type.
    #[must_use]
    pub(crate) fn of_many(self) -> Columns<'t, 's> {
        Columns { many: true, ..self }
    }

    /// The columns, corrected for the whole table. The two indexes are exchanged if most rows have names and types
    /// below each other's titles.
    #[must_use]
    pub(crate) fn in_table(self, table: &Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> Columns<'t, 's> {
        if exchanged::table(self.name, self.ty, table, diagnostics) { self.exchanged() } else { self }
    }

    fn exchanged(self) -> Columns<'t, 's> {
        self.ty.map_or(self, |ty| Columns { name: ty, ty: Some(self.name), ..self })
    }

    /// Whether most cells in the column of names contain a name.
    #[must_use]
    pub(crate) fn name_members(self, table: &Table<'_>) -> bool {
        let names = table.rows.iter().filter(|row| matches!(name(row, self), RowOutcome::Declares(_))).count();
        names * 2 > table.rows.len() || table.rows.is_empty()
    }

    /// Whether a cell in a column such as `Multiplicity` says that there are several items.
    fn says_many(self, row: &Row<'_>) -> bool {
        let mut cells = self.titles.iter().zip(&row.cells);
        self.many || cells.any(|(title, cell)| flag::is_multiplicity(&title.plain()) && flag::is_many(&cell.plain()))
    }

    /// Whether a cell in a column such as `Kind` says that the row is about a navigation property.
    fn says_navigation(self, row: &Row<'_>) -> bool {
        let cells = self.titles.iter().zip(&row.cells);
        cells.into_iter().any(|(title, cell)| flag::navigates(&title.plain(), &cell.plain()))
    }

    /// The columns, corrected for one row. Two indexes are exchanged if the cells with the name and the type are, or
    /// those with the description and a primitive type.
    #[must_use]
    pub(crate) fn of(self, row: &Row<'_>, diagnostics: &mut Vec<Diagnostic>) -> Columns<'t, 's> {
        diagnostics.extend(row.cells.get(self.name).and_then(exchanged::mark_behind));
        if exchanged::row(self.name, self.ty, row, diagnostics) {
            return self.exchanged();
        }
        let (Some(ty), Some(description)) = (self.ty, self.description) else { return self };
        let (Some(said), Some(typed)) = (row.cells.get(ty), row.cells.get(description)) else { return self };
        let words = typed.plain();
        let is_sentence = said.links().next().is_none() && said.plain().split(' ').count() > 3;
        if !is_sentence || primitive(words.trim()).is_none() {
            return self;
        }
        diagnostics.push(
            Diagnostic::new(
                code::CELLS_EXCHANGED,
                said.span,
                format!("the cells of the description and of the type `{words}` are exchanged"),
            )
            .help("exchange the contents of the two cells")
            .about(Subject::words(&words))
            .fix_unsafely(Edit::Exchange(said.span, typed.span)),
        );
        Columns { ty: Some(description), description: Some(ty), ..self }
    }
}

/// The column of types: the column with a usual title such as `Type`. Otherwise a column titled `Value` or `Format`,
/// if its cells are all short and mostly primitive types or links. `None` if there is no such column.
#[must_use]
pub(crate) fn type_column(table: &Table<'_>) -> Option<usize> {
    let titled = |words: &[&str]| {
        let is = |title: &Text<'_>| words.iter().any(|word| title.plain().eq_ignore_ascii_case(word));
        table.header.iter().position(is)
    };
    let is_type = |cell: &Text<'_>| {
        let names = || type_expr::read(cell).terms.iter().any(|term| primitive(&term.text).is_some());
        cell.links().next().is_some() || names()
    };
    titled(TYPE_COLUMNS).or_else(|| {
        let values = titled(&["value", "format"]).filter(|column| *column > 0)?;
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(values));
        let short = cells().all(|cell| cell.plain().split(' ').count() <= 3);
        (short && 2 * cells().filter(|cell| is_type(cell)).count() > table.rows.len()).then_some(values)
    })
}

/// The result of reading a row.
pub(crate) enum RowOutcome<T> {
    /// The row describes this property, relationship or parameter.
    Declares(T),
    /// The row is a caption for the rows below it, or empty.
    Caption,
    /// The row cannot be used, for the reason in the finding.
    Rejected(Diagnostic),
}

/// Reads a row of a property or relationship table.
pub(crate) fn read(row: &Row<'_>, columns: Columns<'_, '_>, relationship: bool) -> RowOutcome<MemberDecl> {
    let (name, deprecated) = match name(row, columns) {
        RowOutcome::Declares(name) => name,
        RowOutcome::Caption => return RowOutcome::Caption,
        RowOutcome::Rejected(diagnostic) => return RowOutcome::Rejected(diagnostic),
    };
    let Documentation { doc, mut remarks, inherited_from } = documentation(row, columns);
    let described = description(row, columns).map(|(_, text)| text.span);
    let relationship = relationship || columns.says_navigation(row);
    if deprecated && remarks.deprecated.is_none() {
        let described = description(row, columns).map(|(_, text)| prose::succession(&text.plain()));
        remarks.deprecated = Some(described.unwrap_or_default());
    }
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map_or_else(|| missing_type(row), type_expr::read);
    let ty = TypeExpr { collection: ty.collection || columns.says_many(row), ..ty };
    let (read_only, nullable) = cell_remarks(&ty.raw);
    remarks.read_only |= read_only;
    if remarks.nullable.is_none() && (nullable || is_nullable(&ty.raw)) {
        remarks.nullable = Some(true);
    }
    // If the type cell says only `Enumeration` or the like, the words in code in the description are the values of the
    // enumeration, or else those in the type cell. There have to be at least two.
    if remarks.values.len() < 2 && ty.terms.first().is_some_and(|term| is_nameless(&term.text)) {
        let described = description(row, columns).map(|(_, text)| prose::code_words(text));
        let listed = columns.ty.and_then(|column| row.cells.get(column)).map(prose::code_words);
        remarks.values = described.into_iter().chain(listed).find(|values| values.len() >= 2).unwrap_or_default();
    }
    // A type cell with a name but no link may name an enumeration that has no page. Then the values are the words after
    // a colon in the description.
    if remarks.values.is_empty() && is_bare_name(&ty) {
        let described = description(row, columns).map(|(_, text)| prose::words_behind_colon(text));
        remarks.values = described.filter(|values| values.len() >= 2).unwrap_or_default();
    }
    RowOutcome::Declares(MemberDecl { name, ty, relationship, inherited_from, remarks, doc, described, span: row.span })
}

/// Reads a row of a parameter or request body table.
pub(crate) fn read_parameter(row: &Row<'_>, columns: Columns<'_, '_>) -> RowOutcome<ParameterDecl> {
    let (name, _) = match name(row, columns) {
        RowOutcome::Declares(name) => name,
        RowOutcome::Caption => return RowOutcome::Caption,
        RowOutcome::Rejected(diagnostic) => return RowOutcome::Rejected(diagnostic),
    };
    let Documentation { doc, mut remarks, inherited_from } = documentation(row, columns);
    // The column of names may say whether the item is required: `mail (required)`.
    let marked = row.plain(columns.name).split_once('(').and_then(|(_, note)| demand::exact(note));
    remarks.required = marked.or(remarks.required);
    let ty = columns.ty.and_then(|column| row.cells.get(column)).map(|cell| {
        remarks.required = demand::of_type_cell(&cell.plain().to_ascii_lowercase()).or(remarks.required);
        type_expr::read(cell)
    });
    // In a table without a column of types, the description may begin with the type: `(Int32, optional) How many`.
    let noted = description(row, columns).filter(|_| columns.ty.is_none()).and_then(|(_, text)| note(text));
    let ty = match noted {
        Some((stated, required)) => {
            remarks.required = required.or(remarks.required);
            ty.or(stated)
        }
        None => ty,
    };
    RowOutcome::Declares(ParameterDecl {
        name,
        ty,
        inherited_from,
        remarks,
        members: Vec::new(),
        of_function: false,
        doc,
        span: row.span,
    })
}

/// What a description says in brackets at its start, as in `(Int32, optional) How many`: the type, and whether the
/// item is required. `None` if the brackets say anything else.
fn note(text: &Text<'_>) -> Option<(Option<TypeExpr>, Option<bool>)> {
    let plain = text.plain();
    let (inside, _) = plain.strip_prefix(['(', '['])?.split_once([')', ']'])?;
    let (mut ty, mut required) = (None, None);
    for part in inside.split([',', ';']) {
        let stated = type_expr::parse(part, text.span);
        if let Some(told) = demand::exact(part) {
            required = Some(told);
        } else if stated.terms.iter().any(|term| primitive(&term.text).is_some()) {
            ty = Some(stated);
        } else {
            return None;
        }
    }
    Some((ty, required))
}

/// Whether a type cell is a single name that has no link and is no primitive type.
fn is_bare_name(ty: &TypeExpr) -> bool {
    let [term] = ty.terms.as_slice() else { return false };
    term.target.is_none() && is_identifier(&term.text) && primitive(&term.text).is_none() && !is_nameless(&term.text)
}

/// The finding about a second row with the same name.
#[must_use]
pub(crate) fn repeated_name(name: &str, row: Span, first: Span) -> Diagnostic {
    Diagnostic::new(code::ROW_TWICE, row, format!("the table has two rows for `{name}`"))
        .help(format!("keep only one row for `{name}`; until then the first row is used"))
        .about(Subject::words(name))
        .note(first, "the first row for the same name")
        .fix_unsafely(Edit::RemoveLines(row))
}

/// The text of the name cell without markup, footnote stars and remarks in parentheses. The flag is true if the cell
/// says `deprecated`, or if the name is struck through.
fn name(row: &Row<'_>, columns: Columns<'_, '_>) -> RowOutcome<(Spanned<CompactString>, bool)> {
    let Some(cell) = row.cells.get(columns.name) else { return RowOutcome::Caption };
    let plain = cell.plain();
    let others_empty = || row.cells.iter().enumerate().all(|(index, other)| index == columns.name || other.is_empty());
    if (plain.is_empty() || cell.is_strong() || row.cells.len() == 1) && others_empty() {
        return RowOutcome::Caption;
    }
    let deprecated = plain.len() >= "deprecated".len() && DEPRECATED.is_in(&plain.to_ascii_lowercase());
    // In a cell such as `include={metadata,versions}`, only the text before the equals sign is the name.
    let words = plain.split_once("={").map_or(&*plain, |(name, _)| name).split('(').next().unwrap_or_default();
    let words = words.trim().trim_matches(['*', '`', '"', '\'', '.', ',', ':', '?', '[', ']']).trim();
    let words = words.strip_prefix('_').and_then(|words| words.strip_suffix('_')).unwrap_or(words);
    let words = words.strip_suffix(" deprecated").unwrap_or(words).trim();
    let struck = words.strip_prefix("~~").and_then(|words| words.strip_suffix("~~"));
    let deprecated = deprecated || struck.is_some();
    let words = struck.unwrap_or(words);
    if is_identifier(words) || is_wire_name(words) {
        return RowOutcome::Declares((Spanned { value: words.into(), span: cell.span }, deprecated));
    }
    // A row such as `$filter with any` only explains a use of `$filter`, which has a row of its own.
    if words.starts_with('$') && words.split_once(' ').is_some_and(|(option, _)| is_wire_name(option)) {
        return RowOutcome::Caption;
    }
    let diagnostic =
        Diagnostic::new(code::NAME_IS_NO_IDENTIFIER, cell.span, format!("`{plain}` is not the name of a member"))
            .help("write one name in this cell, such as `displayName`; until then the row is not read")
            .about(Subject::words(&plain));
    RowOutcome::Rejected(diagnostic)
}

/// Whether the words are a name as in a URL, in JSON or in a header, which need not be an identifier: `$skip`,
/// `@odata.type`, `Content-Type`, `x-ms-name`.
fn is_wire_name(words: &str) -> bool {
    let bare = words.trim_start_matches(['@', '$']);
    !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))
}

/// The index of the column with the description, and the cell of the row in it: the column titled `Description`, or
/// else the longest cell after the name and the type, or else the longest of the other cells. An answer such as `Yes`
/// below `Required` is not taken. `None` if there is no description.
fn description<'r, 's>(row: &'r Row<'s>, columns: Columns<'_, '_>) -> Option<(usize, &'r Text<'s>)> {
    if let Some(cell) = columns.description.and_then(|column| Some((column, row.cells.get(column)?))) {
        return Some(cell);
    }
    let last_taken = columns.ty.unwrap_or(columns.name).max(columns.name);
    let answers = |column: usize, cell: &Text<'_>| {
        let title = columns.titles.get(column).map(Text::plain).unwrap_or_default();
        demand::answer(&title, &cell.plain()).is_some_and(|demand| demand.required().is_some())
    };
    let cells =
        row.cells.iter().enumerate().filter(|(column, _)| *column != columns.name && Some(*column) != columns.ty);
    let length = |cell: &Text<'_>| cell.span.end - cell.span.start;
    cells
        .filter(|(column, cell)| !answers(*column, cell))
        .max_by_key(|(column, cell)| (*column > last_taken, length(cell)))
}

/// What the cells of a row other than name and type say.
struct Documentation {
    doc: DocDecl,
    remarks: Remarks,
    inherited_from: Option<TypeTerm>,
}

/// Reads the cells besides name and type: first the description, then every other cell as a list item that begins
/// with the title of its column. A cell such as `Yes` below `Required` becomes no item; what it says is recorded in
/// the remarks.
fn documentation(row: &Row<'_>, columns: Columns<'_, '_>) -> Documentation {
    let description = description(row, columns);
    let (mut doc, mut remarks, mut owner) = (DocDecl::default(), Remarks::default(), None);
    if let Some((_, text)) = description {
        let words = Words::of(text.plain());
        doc.push(text);
        remarks = prose::remarks(text, &words);
        owner = words.say(&INHERITED_FROM).then(|| inherited_from(text)).flatten();
    }
    let read_columns = [Some(columns.name), columns.ty, description.map(|(column, _)| column)];
    for (column, cell) in row.cells.iter().enumerate().filter(|(column, _)| !read_columns.contains(&Some(*column))) {
        let title = columns.titles.get(column).map_or(Cow::Borrowed(""), Text::plain);
        let plain = cell.plain();
        if !flag::record(&title, &plain, &mut remarks) {
            doc.push_titled(&title, cell);
        }
    }
    Documentation { doc, remarks, inherited_from: owner }
}

/// The type `x` in `Inherited from [x](…)`, whether it is a link or not. `None` if the text does not say this.
fn inherited_from(text: &Text<'_>) -> Option<TypeTerm> {
    let mut follows_lead = false;
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let lower = words.to_ascii_lowercase();
                follows_lead = lower.trim_end().ends_with("inherited from");
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
            Inline::Link(link) if follows_lead => {
                return type_expr::term(&link.text, Some(&link.destination), link.span);
            }
            Inline::Code(words) | Inline::Strong(words) if follows_lead => {
                return type_expr::term(words, None, text.span);
            }
            Inline::Break => {}
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Html(_) => follows_lead = false,
        }
    }
    None
}

fn missing_type(row: &Row<'_>) -> TypeExpr {
    TypeExpr { terms: Vec::new(), collection: false, raw: CompactString::default(), span: row.span }
}
