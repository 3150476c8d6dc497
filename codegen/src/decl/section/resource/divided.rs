//! Decides to which type each table in a section of properties belongs, if the section has several tables.
//!
//! In: a page, and the page's own type with its JSON representation. Out: for a table below a subheading, whether it
//! lists properties of the page's own type; for any other table, the other type whose properties it lists. If there is
//! no such other type, the table lists properties of the page's own type.

use std::collections::HashSet;

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::resource::member_table::{
    cells, heading_name, is_property_section, is_usual, member_columns, same,
};
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{PROPERTIES, RELATIONSHIPS, primitive};
use crate::decl::{TypeDecl, TypeTerm};
use crate::page::json::Node;
use crate::page::{Block, Inline, Table, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;
use crate::text::slug::slug;

/// What the page shows about the tables in its sections of properties.
pub(super) struct PropertySections {
    /// The column titles of the first table of properties directly below a heading such as `Properties`, before any
    /// subheading. `None` if there is no such table.
    direct: Option<Vec<String>>,
    /// The types that are named in the type columns of all tables on the page.
    named: Vec<TypeTerm>,
}

impl PropertySections {
    pub(super) fn of(reader: &PageReader<'_, '_>) -> PropertySections {
        let direct = |(block, place): (&Block<'_>, &BlockPlace)| match block {
            Block::Table(table) => {
                let is_direct = is_section(&place.heading) && place.heading == place.section;
                (is_direct && member_columns(table, place).is_some()).then(|| titles(table))
            }
            _ => None,
        };
        PropertySections { direct: reader.blocks().find_map(direct), named: cells(reader) }
    }

    /// Whether a table below a subheading in a section of properties lists properties of the page's type. One of two
    /// conditions has to be true:
    ///
    /// - The JSON representation has members for more than half of the rows.
    /// - The subheading names no type that occurs in a type cell, nothing in the JSON representation contradicts, and
    ///   the table continues the one directly below the heading of the section, if there is one. The JSON
    ///   representation contradicts if it has no member for any row although the subheading has the form of a type
    ///   name.
    pub(super) fn is_of_own_type(
        &self,
        table: &Table<'_>,
        place: &BlockPlace,
        name_column: usize,
        decl: &TypeDecl,
    ) -> bool {
        if !is_section(&place.section) || place.heading == place.section || is_usual(place) {
            return false;
        }
        let shown = shown(table, name_column, decl);
        let name = heading_name(&Spanned { value: place.text.clone(), span: place.span });
        let names_type = name.as_ref().is_some_and(|name| self.is_named(&name.value, &place.text));
        let is_told = shown > 0 || decl.shape.is_empty() || name.is_none();
        // Without a JSON representation, a table below a subheading continues the table before the subheadings if both
        // have the same column titles.
        let goes_on = self.direct.as_ref().is_none_or(|direct| decl.shape.is_empty() && *direct == titles(table));
        2 * shown > table.rows.len() || !names_type && is_told && goes_on
    }

    /// Whether a cell in a column of types names the type `name`, or links to the heading with the text `heading` on
    /// the same page.
    fn is_named(&self, name: &str, heading: &str) -> bool {
        let anchor = format!("#{}", slug(heading));
        self.named.iter().any(|term| same(&term.text, name) || term.target.as_deref() == Some(&*anchor))
    }

    /// The type, other than the page's own, whose properties a table in a section of properties lists. It is the first
    /// type that one of these finds:
    ///
    /// - The paragraph directly above the table names the type, and so does a cell in a column of types.
    /// - The type is that of a property whose value in the JSON representation has members for more than half of the
    ///   rows.
    ///
    /// `None` if there is no such type, or if the JSON representation of the page's own type has a member for any row.
    pub(super) fn other_type(
        &self,
        reader: &PageReader<'_, '_>,
        at: usize,
        table: &Table<'_>,
        name_column: usize,
        decl: &TypeDecl,
    ) -> Option<TypeTerm> {
        if shown(table, name_column, decl) > 0 {
            return None;
        }
        let own =
            |term: &TypeTerm| decl.annotated.iter().chain(&decl.headed).any(|known| same(&known.value, &term.text));
        let is_type = |term: &TypeTerm| primitive(&term.text).is_none() && self.is_named(&term.text, &term.text);
        let above = match reader.page.blocks.get(at.checked_sub(1)?)? {
            Block::Paragraph(text) => names(text).into_iter().find(is_type),
            _ => None,
        };
        above.or_else(|| self.type_by_member_names(reader, table, name_column)).filter(|term| !own(term))
    }

    /// The type of the first property whose value in the JSON representation has members for more than half of the rows
    /// of a table: the type of `address` for a table with the rows `city` and `street`. `None` if there is no such
    /// property, or if no table states its type.
    fn type_by_member_names(
        &self,
        reader: &PageReader<'_, '_>,
        table: &Table<'_>,
        name_column: usize,
    ) -> Option<TypeTerm> {
        let node = reader.representation.as_ref()?.1.node.as_ref()?;
        let rows = row_names(table, name_column);
        let shows = |value: &Node<'_>| {
            let value = value.elements().first().unwrap_or(value);
            2 * value.members().iter().filter(|member| rows.contains(&*member.name.value)).count() > rows.len()
        };
        let property = node.members().iter().find(|member| shows(&member.value))?;
        let tables = reader.blocks().filter_map(|(block, place)| match block {
            Block::Table(table) if is_property_section(place) => Some((table, member_columns(table, place)?.0)),
            _ => None,
        });
        let row = tables.into_iter().find_map(|(table, columns)| {
            let row = table.rows.iter().find(|row| row.plain(columns.name).trim() == property.name.value)?;
            row.cells.get(columns.ty?)
        });
        type_expr::read(row?).terms.into_iter().next().filter(|term| {
            primitive(&term.text).is_none() && is_identifier(term.text.rsplit('.').next().unwrap_or(&term.text))
        })
    }
}

fn titles(table: &Table<'_>) -> Vec<String> {
    table.header.iter().map(|title| title.plain().to_lowercase()).collect()
}

fn is_section(heading: &str) -> bool {
    PROPERTIES.contains(&heading) || RELATIONSHIPS.contains(&heading)
}

fn row_names(table: &Table<'_>, column: usize) -> HashSet<String> {
    table.rows.iter().map(|row| row.plain(column).trim().to_owned()).collect()
}

/// How many members in the JSON representation of a type have a row in the table.
fn shown(table: &Table<'_>, column: usize, decl: &TypeDecl) -> usize {
    let names = row_names(table, column);
    decl.shape.iter().filter(|shape| names.contains(shape.name.value.as_str())).count()
}

/// The names in bold, in code or in links of a text.
fn names(text: &Text<'_>) -> Vec<TypeTerm> {
    let named = text.inlines.iter().filter_map(|inline| match inline {
        Inline::Strong(words) | Inline::Code(words) => type_expr::term(words, None, text.span),
        Inline::Link(link) => type_expr::term(&link.text, Some(&link.destination), link.span),
        Inline::Text(_) | Inline::Break | Inline::Html(_) => None,
    });
    named.filter(|term| is_identifier(&term.text.replace('.', "_"))).collect()
}
