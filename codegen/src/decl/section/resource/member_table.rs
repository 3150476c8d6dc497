//! Reads tables of properties and relationships: how to recognise them, their columns, their rows.

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::prose;
use crate::decl::table::member;
use crate::decl::table::member::{Columns, RowOutcome};
use crate::decl::table::nested_row::nested;
use crate::decl::table::{nested_type, type_expr};
use crate::decl::vocabulary::{
    BODY, EXAMPLES, HEADERS, METHODS, PARAMETERS, PERMISSIONS, PROPERTIES, PROPERTY_COLUMNS, RELATIONSHIPS,
    REPRESENTATION, RESPONSE, TARGET_COLUMNS,
};
use crate::decl::{BaseClaim, BaseSource, ParameterDecl, TypeDecl, TypeExpr, TypeTerm};
use crate::page::{Block, Table, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// The words with which the title of a column begins if the column lists navigation properties.
const NAVIGATION: [&str; 2] = ["relationship", "navigation"];

/// Reads the rows of a table of properties or relationships.
pub(super) fn rows(
    reader: &mut PageReader<'_, '_>,
    table: &Table<'_>,
    columns: Columns<'_, '_>,
    relationship: bool,
    decl: &mut TypeDecl,
) {
    let columns = columns.in_table(table, &mut reader.diagnostics);
    // The properties whose members have rows of their own, such as `address` with a row `address.city`. The key is the
    // index of the property in `decl.members`.
    let mut values: BTreeMap<usize, ParameterDecl> = BTreeMap::new();
    for row in &table.rows {
        let columns = columns.of(row, &mut reader.diagnostics);
        if let Some(nested) = nested(row, columns.name, decl.members.iter().map(|member| &*member.name.value))
            && let Some(owner) = decl.members.get_mut(nested.owner)
            && nested_type::is_open(Some(&owner.ty))
        {
            owner.ty.collection |= nested.is_item;
            let value = values.entry(nested.owner).or_insert_with(|| nested_type::to_row(owner));
            if nested.add(row, columns, value) {
                reader.mark_used(row.span);
            }
            continue;
        }
        match member::read(row, columns, relationship) {
            RowOutcome::Declares(mut member) => {
                reader.mark_used(row.span);
                prose::locate(&mut member.remarks.values, &reader.source.text);
                if let Some(owner) = &member.inherited_from {
                    decl.bases.push(BaseClaim { base: owner.clone(), by: BaseSource::Row });
                }
                decl.members.push(member);
            }
            RowOutcome::Caption => reader.mark_used(row.span),
            RowOutcome::Rejected(diagnostic) => reader.diagnostics.push(diagnostic),
        }
    }
    let name = decl.headed.as_ref().or(decl.annotated.as_ref());
    let name = name.map(|name| name.value.rsplit('.').next().unwrap_or_default().to_owned()).unwrap_or_default();
    for (at, mut value) in values {
        if let (Some(member), Some(ty)) =
            (decl.members.get_mut(at), nested_type::of_row(&mut value, &name, &mut reader.nested))
        {
            member.ty = TypeExpr { collection: ty.collection || member.ty.collection, ..ty };
        }
    }
}

/// Whether a block is in a section of properties or relationships.
pub(crate) fn is_property_section(place: &BlockPlace) -> bool {
    let own = |key: &str| PROPERTIES.contains(&key) || RELATIONSHIPS.contains(&key) || key.ends_with(" properties");
    own(&place.heading) || own(&place.section) && place.heading == place.section
}

/// Which columns of a table have the names and the types of properties; `None` if it is no such table. The flag says
/// whether it lists relationships.
pub(super) fn member_columns<'t, 's>(table: &'t Table<'s>, place: &BlockPlace) -> Option<(Columns<'t, 's>, bool)> {
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_lowercase()).collect();
    let navigates = header.first().is_some_and(|title| NAVIGATION.iter().any(|lead| title.starts_with(lead)))
        || RELATIONSHIPS.contains(&place.heading.as_str());
    let target = || header.iter().skip(1).position(|title| navigates && TARGET_COLUMNS.contains(&title.as_str()));
    let ty = member::type_column(table).or_else(|| target().map(|column| column + 1));
    let columns = Columns::find(ty, &table.header)?;
    let title = header.get(columns.name)?.as_str();
    let named = PROPERTY_COLUMNS.contains(&title) || ["", "element", "value"].contains(&title) && ty.is_some();
    // A column titled `Member` may list properties. Below a heading such as `colour values`, however, it lists
    // members of an enumeration.
    let is_of_enum = title == "member" && place.heading.ends_with(" values");
    if !named || is_of_enum || ty.is_none() && title != "property" {
        return None;
    }
    let relationship = NAVIGATION.iter().any(|lead| title.starts_with(lead)) && place.heading != "properties"
        || RELATIONSHIPS.contains(&place.heading.as_str());
    let columns = if place.heading.starts_with("collection-valued") { columns.of_many() } else { columns };
    Some((columns, relationship))
}

/// The name of a type in a title such as `user resource type`: the first word, if the other words say that it is a
/// type or if there are no other words. In a title such as `Resource type: user`, the name follows the colon. `None`
/// for any other title.
#[must_use]
pub(crate) fn heading_name(title: &Spanned<String>) -> Option<Spanned<CompactString>> {
    let words = title.value.trim().strip_prefix("The ").unwrap_or(title.value.trim());
    let (first, rest) = match words.split_once(": ") {
        Some((kind, name)) if LEADS.iter().any(|lead| kind.eq_ignore_ascii_case(lead)) => (name.trim(), ""),
        _ => words.split_once(' ').unwrap_or((words, "")),
    };
    let name = first.trim_matches(['"', '`', '*']);
    let rest = rest.to_lowercase();
    let kinds = ["resource", "resouce", "enum", "complex type", "entity type", "facet", "type", "(", "object"];
    let whole = ["entity", "entitytype", "complextype", "data object", "data type", "value set"];
    let says_type = rest.is_empty() || kinds.iter().any(|kind| rest.starts_with(kind)) || whole.contains(&&*rest);
    (says_type && is_identifier(&name.replace('.', "_"))).then(|| Spanned { value: name.into(), span: title.span })
}

/// Words before the colon in a title such as `Resource type: user`. The words after the colon are the name of the type.
const LEADS: &[&str] = &["resource", "resource type", "entity", "entity type", "complex type", "object", "type"];

/// Whether a heading is one of the usual ones, such as `Methods`, and so not the name of a type.
pub(in crate::decl) fn is_usual(place: &BlockPlace) -> bool {
    [METHODS, REPRESENTATION, PERMISSIONS, HEADERS, PARAMETERS, BODY, RESPONSE, EXAMPLES]
        .into_iter()
        .flatten()
        .any(|usual| place.heading == *usual)
}

/// The types that the cells in the columns of types name. If such a cell says only `object` or `array`, the types to
/// which the cells after it link are added.
pub(in crate::decl) fn cells(reader: &PageReader<'_, '_>) -> Vec<TypeTerm> {
    let tables = reader.blocks().filter_map(|(block, _)| match block {
        Block::Table(table) => Some((table, member::type_column(table)?)),
        _ => None,
    });
    let mut terms = Vec::new();
    for (table, column) in tables {
        for row in &table.rows {
            let Some(cell) = row.cells.get(column) else { continue };
            let found = type_expr::read(cell).terms;
            if found.first().is_some_and(|term| ["object", "array"].contains(&&*term.text.to_lowercase())) {
                let links = row.cells.iter().skip(column + 1).flat_map(Text::links);
                terms.extend(links.filter_map(|link| type_expr::term(&link.text, Some(&link.destination), link.span)));
            }
            terms.extend(found);
        }
    }
    terms
}

/// Whether two names of types are equal in any letter case, apart from their namespaces.
pub(in crate::decl) fn same(name: &str, other: &str) -> bool {
    let short = |name: &str| name.rsplit('.').next().unwrap_or(name).to_lowercase();
    short(name) == short(other)
}
