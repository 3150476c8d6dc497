//! Entries about properties, enumerations and their members.

use compact_str::CompactString;

use crate::api::{
    Doc, EnumMember, EnumType, Evidence, ItemType, PageId, Primitive, Property, PropertyKind, StructuredType, TypeId,
    TypeRef, bases_of,
};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::link::types::secrets::is_sensitive;
use crate::overrides::{Change, MemberChange, PropertyChange, Statement};
use crate::source::Span;

use super::{Applied, OverridePass, impossible, missing, overrule, without_effect};

impl OverridePass<'_> {
    /// Applies entries about properties, after each property has its owner.
    pub(in crate::link) fn properties(&mut self, types: &mut [StructuredType], diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let Change::Property(name, change) = &statement.change else { continue };
            let outcome = self.structured(statement).and_then(|id| match change {
                PropertyChange::Remove => remove(statement, id, name, types, diagnostics),
                PropertyChange::Type(ty) => {
                    let ty = (self.reference(statement, ty)?, ty.to_string());
                    let name = retype(statement, id, name, ty, types, diagnostics)?;
                    self.fixed.push((id, name));
                    Ok(())
                }
                PropertyChange::Sensitive(value) => sensitive(statement, id, name, *value, types),
                PropertyChange::Add(ty, doc) => {
                    let property = self.addition(statement, name, self.reference(statement, ty)?, doc)?;
                    add(statement, id, property, &ty.to_string(), types)?;
                    self.fixed.push((id, name.clone()));
                    Ok(())
                }
            });
            self.settle(outcome, diagnostics);
        }
    }

    fn addition(&self, statement: &Statement, name: &str, ty: TypeRef, doc: &str) -> Result<Property, Diagnostic> {
        let page: PageId = self.cx.tree.overrides().ok_or_else(|| missing(statement, "no page has this path"))?;
        Ok(Property {
            aliases: Vec::new(),
            name: name.into(),
            ty,
            kind: PropertyKind::Structural,
            doc: prose(doc),
            read_only: false,
            immutable: false,
            required: false,
            nullable: None,
            select_only: false,
            filterable: false,
            sensitive: is_sensitive(name, ty.item),
            deprecated: None,
            values: Vec::new(),
            page,
            span: statement.span,
        })
    }

    /// Applies entries about enumerations, before descriptions are compared with their members.
    pub(in crate::link) fn enums(&mut self, enums: &mut [EnumType], diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let outcome = match &statement.change {
                Change::Flags(value) => self.enumeration(statement).and_then(|id| {
                    let ty = &mut enums[id.index()];
                    if ty.is_flags == *value {
                        return Err(without_effect(statement, format!("`flags` is {value} already")));
                    }
                    ty.is_flags = *value;
                    ty.spans.push(statement.span);
                    Ok(())
                }),
                Change::Member(name, change) => self.enumeration(statement).and_then(|id| {
                    let ty = &mut enums[id.index()];
                    match change {
                        MemberChange::Alias(spellings) => alias(statement, ty, name, spellings),
                        MemberChange::Add(value, doc) => add_member(statement, ty, name, *value, doc),
                    }
                }),
                Change::Kind(_)
                | Change::Base(_)
                | Change::Abstract(_)
                | Change::Open(_)
                | Change::Key(_)
                | Change::Property(..)
                | Change::AddType
                | Change::AddEnum
                | Change::Operation(..)
                | Change::Published(_) => continue,
            };
            self.settle(outcome, diagnostics);
        }
    }
}

fn sensitive(statement: &Statement, id: TypeId, name: &str, value: bool, types: &mut [StructuredType]) -> Applied {
    let position = position(statement, id, name, types)?;
    let declared = &mut types[id.index()].properties[position];
    if declared.sensitive == value {
        return Err(without_effect(statement, format!("`sensitive` is {value} already")));
    }
    declared.sensitive = value;
    let subject = property(&declared.name);
    let said = if value { "sensitive" } else { "not sensitive" };
    overrule(&mut types[id.index()].evidence, &subject, said, statement.span);
    Ok(())
}

fn remove(
    statement: &Statement,
    id: TypeId,
    name: &str,
    types: &mut [StructuredType],
    diagnostics: &mut Vec<Diagnostic>,
) -> Applied {
    let position = position(statement, id, name, types)?;
    let ty = &mut types[id.index()];
    let removed = ty.properties.remove(position);
    remove_findings_of_row(removed.span, diagnostics);
    row(&mut ty.evidence, &removed.name, "declared", removed.span);
    overrule(&mut ty.evidence, &property(&removed.name), "removed", statement.span);
    Ok(())
}

fn retype(
    statement: &Statement,
    id: TypeId,
    name: &str,
    (ty, notation): (TypeRef, String),
    types: &mut [StructuredType],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<String, Diagnostic> {
    let position = position(statement, id, name, types)?;
    let before = types[id.index()].properties[position].ty;
    if before == ty {
        return Err(without_effect(statement, format!("`{name}` has that type already")));
    }
    let before = shown(before, types);
    let owner = &mut types[id.index()];
    let changed = &mut owner.properties[position];
    changed.ty = ty;
    if ty.item != ItemType::Primitive(Primitive::String) {
        changed.values.clear();
    }
    remove_findings_of_row(changed.span, diagnostics);
    row(&mut owner.evidence, &changed.name, &before, changed.span);
    overrule(&mut owner.evidence, &property(&changed.name), &notation, statement.span);
    Ok(changed.name.to_string())
}

fn add(statement: &Statement, id: TypeId, added: Property, notation: &str, types: &mut [StructuredType]) -> Applied {
    let name = added.name.clone();
    if find(&types[id.index()], &name).is_some() {
        return Err(without_effect(statement, format!("`{name}` exists without this entry")));
    }
    if let Some(base) = owner(id, &name, types) {
        return Err(impossible(statement, format!("`{name}` is inherited from `{}`", types[base.index()].name)));
    }
    // Derived types now inherit the property, so their own declaration is removed.
    for index in 0..types.len() {
        if !bases_of(types, TypeId::from_index(index)).any(|base| base == id) {
            continue;
        }
        let derived = &mut types[index];
        if let Some(position) = find(derived, &name) {
            let removed = derived.properties.remove(position);
            row(&mut derived.evidence, &removed.name, "declared", removed.span);
            overrule(&mut derived.evidence, &property(&removed.name), "inherited", statement.span);
        }
    }
    let ty = &mut types[id.index()];
    ty.is_any = false;
    ty.properties.push(added);
    overrule(&mut ty.evidence, &property(&name), notation, statement.span);
    Ok(())
}

/// The position of a property among those that a type declares itself.
fn position(statement: &Statement, id: TypeId, name: &str, types: &[StructuredType]) -> Result<usize, Diagnostic> {
    let target = &types[id.index()];
    find(target, name).ok_or_else(|| match owner(id, name, types) {
        Some(base) => missing(statement, format!("`{name}` is declared by `{}`", types[base.index()].name)),
        None => missing(statement, format!("`{}` has no property `{name}`", target.name)),
    })
}

fn find(ty: &StructuredType, name: &str) -> Option<usize> {
    ty.properties.iter().position(|property| property.name.eq_ignore_ascii_case(name))
}

fn owner(id: TypeId, name: &str, types: &[StructuredType]) -> Option<TypeId> {
    bases_of(types, id).find(|base| find(&types[base.index()], name).is_some())
}

/// The name of a decision about a property in the evidence, `property displayName`.
fn property(name: &str) -> String {
    format!("property {name}")
}

/// Adds the type in the row of a property to the evidence, as overruled.
fn row(evidence: &mut Vec<Evidence>, name: &str, value: &str, span: Span) {
    let decision = format!("{} = {value}", property(name));
    evidence.push(Evidence { decision, reason: "its row".to_owned(), span: Some(span), overruled: true });
}

/// Removes the findings about the type in a row, because the override decides the type.
fn remove_findings_of_row(row: Span, diagnostics: &mut Vec<Diagnostic>) {
    let within = |span: Span| span.source == row.source && span.start >= row.start && span.end <= row.end;
    let cell =
        [code::TYPE_UNRESOLVED, code::TYPE_CELL_FORM, code::TYPE_FROM_SHAPE, code::TYPE_OVERRULED, code::TYPE_NARROWER];
    diagnostics.retain(|finding| {
        let of_cell = cell.contains(&finding.code) && within(finding.span);
        let of_shape = finding.code == code::COLLECTION_CONFLICT && finding.notes.iter().any(|(span, _)| within(*span));
        !of_cell && !of_shape
    });
}

fn shown(ty: TypeRef, types: &[StructuredType]) -> String {
    let name = match ty.item {
        ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
        ItemType::Structured(id) => types[id.index()].name.to_string(),
        ItemType::Enum(_) => "an enumeration".to_owned(),
    };
    if ty.collection { format!("Collection({name})") } else { name }
}

fn alias(statement: &Statement, ty: &mut EnumType, name: &str, spellings: &[CompactString]) -> Applied {
    let Some(position) = ty.members.iter().position(|member| member.name == name) else {
        return Err(missing(statement, format!("`{}` has no member `{name}`", ty.name)));
    };
    let taken = |spelling: &&CompactString| {
        ty.members.iter().enumerate().any(|(other, member)| {
            member.name == **spelling || (other != position && member.aliases.contains(spelling))
        })
    };
    if let Some(spelling) = spellings.iter().find(taken) {
        return Err(impossible(
            statement,
            format!("`{spelling}` is already a member, or another spelling of a member"),
        ));
    }
    let known = &mut ty.members[position].aliases;
    let before = known.len();
    for spelling in spellings {
        if !known.contains(spelling) {
            known.push(spelling.clone());
        }
    }
    if known.len() == before {
        return Err(without_effect(statement, format!("`{name}` has that spelling already")));
    }
    ty.spans.push(statement.span);
    Ok(())
}

fn add_member(statement: &Statement, ty: &mut EnumType, name: &str, value: Option<i64>, doc: &str) -> Applied {
    if ty.members.iter().any(|member| member.name == name) {
        return Err(without_effect(statement, format!("`{name}` exists without this entry")));
    }
    let spelled = |member: &&EnumMember| {
        member.name.eq_ignore_ascii_case(name) || member.aliases.iter().any(|alias| alias == name)
    };
    if let Some(member) = ty.members.iter().find(spelled) {
        return Err(impossible(statement, format!("`{name}` is another spelling of `{}`", member.name)));
    }
    ty.members.push(EnumMember {
        name: name.into(),
        aliases: Vec::new(),
        value,
        doc: prose(doc),
        deprecated: None,
        span: statement.span,
    });
    Ok(())
}

fn prose(text: &str) -> Doc {
    Doc { markdown: text.to_owned(), links: Vec::new() }
}
