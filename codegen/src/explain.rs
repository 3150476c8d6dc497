//! Explains what the model contains for a type or a page, and which statements of the pages it comes from.
//!
//! In: the linked model, the texts, and the name of a type or the path of a page. Out: text with every fact of the
//! model, its place on the pages, the statement that decided it, and the statements that were overruled.

mod lines;
mod operation;
mod page;

pub use page::explain_page;

use std::fmt::{self, Write};

use crate::api::{Api, EnumType, PageId, Property, PropertyKind, QualifiedName, StructuredType, TypeId, TypeKind};
use crate::export::notation;
use crate::source::{Sources, Span};

/// Explains every type and enum with a name; `None` if nothing has the name. Names match in any letter case, and a
/// short name matches in every namespace.
#[must_use]
pub fn explain_type(api: &Api, sources: &Sources, name: &str) -> Option<String> {
    let wanted = name.trim().trim_start_matches('#').to_lowercase();
    let matches = |name: &QualifiedName| {
        name.to_string().to_lowercase() == wanted || (!wanted.contains('.') && name.name.to_lowercase() == wanted)
    };
    let mut explained: Vec<(&QualifiedName, String)> = Vec::new();
    let explain = Explain { api, sources };
    for (index, ty) in api.types.iter().enumerate().filter(|(_, ty)| matches(&ty.name)) {
        let mut text = String::new();
        explain.structured_type(TypeId::from_index(index), ty, &mut text).ok()?;
        explained.push((&ty.name, text));
    }
    for ty in api.enums.iter().filter(|ty| matches(&ty.name)) {
        let mut text = String::new();
        explain.enum_type(ty, &mut text).ok()?;
        explained.push((&ty.name, text));
    }
    explained.sort();
    let texts: Vec<String> = explained.into_iter().map(|(_, text)| text).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

struct Explain<'a> {
    api: &'a Api,
    sources: &'a Sources,
}

impl Explain<'_> {
    fn structured_type(&self, id: TypeId, ty: &StructuredType, out: &mut String) -> fmt::Result {
        let kind = match ty.kind {
            TypeKind::Entity => "entity type",
            TypeKind::Complex => "complex type",
        };
        writeln!(out, "{kind} {}", ty.name)?;
        let facts = [("abstract", ty.is_abstract), ("open", ty.is_open), ("a media stream", ty.has_stream)];
        for (fact, _) in facts.iter().filter(|(_, holds)| *holds) {
            writeln!(out, "  is {fact}")?;
        }
        for base in self.api.bases(id) {
            writeln!(out, "  derives from {}", self.api[base].name)?;
        }
        for &derived in &ty.derived {
            writeln!(out, "  base of {}", self.api[derived].name)?;
        }
        for derived in &ty.undocumented_subtypes {
            writeln!(out, "  base of {derived}, which no page describes")?;
        }
        if !ty.key.is_empty() {
            writeln!(out, "  key {}", ty.key.join(", "))?;
        }
        self.declaration(ty.deprecated.as_deref(), &ty.pages, &ty.spans, out)?;
        self.evidence(ty, out)?;
        self.properties("properties", &ty.properties, out)?;
        for base in self.api.bases(id) {
            let base = &self.api[base];
            self.properties(&format!("inherited from {}", base.name), &base.properties, out)?;
        }
        Ok(())
    }

    fn enum_type(&self, ty: &EnumType, out: &mut String) -> fmt::Result {
        writeln!(out, "{} {}", if ty.is_flags { "enumeration of flags" } else { "enumeration" }, ty.name)?;
        self.declaration(ty.deprecated.as_deref(), &ty.pages, &ty.spans, out)?;
        if !ty.members.is_empty() {
            writeln!(out, "\n  members")?;
        }
        for member in &ty.members {
            write!(out, "    {}", member.name)?;
            if let Some(value) = member.value {
                write!(out, " = {value}")?;
            }
            if !member.aliases.is_empty() {
                write!(out, ", also written {}", member.aliases.join(", "))?;
            }
            writeln!(out, "  ({})", self.place(member.span))?;
        }
        Ok(())
    }

    fn declaration(&self, deprecated: Option<&str>, pages: &[PageId], spans: &[Span], out: &mut String) -> fmt::Result {
        if let Some(notice) = deprecated {
            writeln!(out, "  deprecated: {notice}")?;
        }
        if pages.is_empty() {
            writeln!(out, "  no page describes it")?;
        }
        for &page in pages {
            writeln!(out, "  described by {}", self.api[page].path)?;
        }
        for &span in spans {
            writeln!(out, "  declared at {}", self.place(span))?;
        }
        Ok(())
    }

    fn evidence(&self, ty: &StructuredType, out: &mut String) -> fmt::Result {
        for (title, overruled) in [("decided by", false), ("overruled", true)] {
            let mut title = Some(title);
            for evidence in ty.evidence.iter().filter(|evidence| evidence.overruled == overruled) {
                if let Some(title) = title.take() {
                    writeln!(out, "\n  {title}")?;
                }
                write!(out, "    {}: {}", evidence.decision, evidence.reason)?;
                match evidence.span {
                    Some(span) => writeln!(out, "  ({})", self.place(span))?,
                    None => writeln!(out)?,
                }
            }
        }
        Ok(())
    }

    fn properties(&self, title: &str, properties: &[Property], out: &mut String) -> fmt::Result {
        if !properties.is_empty() {
            writeln!(out, "\n  {title}")?;
        }
        for property in properties {
            write!(out, "    {}: {}", property.name, notation::reference(self.api, property.ty))?;
            write!(out, "{}", flags(property))?;
            if !property.values.is_empty() {
                write!(out, ", one of {}", property.values.join(", "))?;
            }
            writeln!(out, "  ({})", self.place(property.span))?;
        }
        Ok(())
    }

    /// A place as `path:line:column`.
    fn place(&self, span: Span) -> String {
        if (span.source.0 as usize) >= self.sources.len() {
            return "place unknown".to_owned();
        }
        let (line, column) = self.sources.position(span);
        format!("{}:{line}:{column}", self.sources.get(span.source).path)
    }
}

/// What the model knows about a property besides its type: `, read-only, not nullable`.
fn flags(property: &Property) -> String {
    let flags = [
        ("navigation", property.kind == PropertyKind::Navigation),
        ("read-only", property.read_only),
        ("immutable", property.immutable),
        ("required", property.required),
        ("nullable", property.nullable == Some(true)),
        ("not nullable", property.nullable == Some(false)),
        ("only on $select", property.select_only),
        ("supports $filter", property.filterable),
        ("sensitive", property.sensitive),
        ("deprecated", property.deprecated.is_some()),
    ];
    flags.iter().filter(|(_, holds)| *holds).map(|(flag, _)| format!(", {flag}")).collect()
}
