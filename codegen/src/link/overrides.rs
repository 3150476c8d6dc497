//! Applies each entry of `overrides.toml` after the pages have decided the subject of the entry, and before another
//! pass uses the decision.
//!
//! Invariant: each statement is applied or diagnosed, once. An entry that the pages agree with is diagnosed, so that an
//! author removes it. Overruled statements stay in the evidence of the type.
//!
//! # Rule 19: Overrides
//!
//! `overrides.toml` counts before all other rules. Its base types apply before properties find their owners, its
//! properties after that, its kinds to whole chains of base types, and then its flags and keys. Its enumerations apply
//! before descriptions are compared with them. A type or enumeration that it adds counts as a declaration of a page,
//! which any other page overrules. What is overruled stays in the evidence.

use compact_str::CompactString;

use crate::api::{Api, Evidence, ItemType, Primitive, StructuredType, TypeId, TypeKind, TypeRef};
use crate::code;
use crate::decl::vocabulary::primitive;
use crate::diagnostic::{Diagnostic, Subject};
use crate::ledger::{Ledger, PieceKind};
use crate::link::names::resolve::Context;
use crate::link::types::bases::claim::TypeDraft;
use crate::link::types::declarations::decls;
use crate::overrides::{Change, Overrides, PATH, Statement, TypeNotation};
use crate::source::Span;

mod members;
mod operations;
mod pages;

/// The entries of `overrides.toml` while they are applied, and the ledger that counts which were used and which were
/// reported.
pub(super) struct OverridePass<'a> {
    cx: Context<'a>,
    statements: &'a [Statement],
    ledger: &'a mut Ledger,
    /// Properties whose type an entry states, so that no later pass corrects that type.
    fixed: Vec<(TypeId, String)>,
}

/// The result of applying an entry: the finding says why it could not be applied.
type Applied = Result<(), Diagnostic>;

impl<'a> OverridePass<'a> {
    pub(super) fn new(cx: Context<'a>, overrides: &'a Overrides, ledger: &'a mut Ledger) -> OverridePass<'a> {
        OverridePass { cx, statements: &overrides.statements, ledger, fixed: Vec::new() }
    }

    /// Whether an entry states the type of a property.
    pub(super) fn fixes(&self, id: TypeId, name: &str) -> bool {
        self.fixed.iter().any(|(owner, fixed)| *owner == id && fixed == name)
    }

    fn settle(&mut self, outcome: Applied, diagnostics: &mut Vec<Diagnostic>) {
        match outcome {
            Ok(()) => self.ledger.used(PieceKind::Override),
            Err(diagnostic) => {
                self.ledger.diagnosed(PieceKind::Override);
                diagnostics.push(diagnostic);
            }
        }
    }

    /// Counts the entries that add types and enumerations, which `names/added.rs` has already added.
    pub(super) fn additions(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let added = match statement.change {
                Change::AddType => self
                    .structured(statement)
                    .is_ok_and(|id| decls(&self.cx, id).any(|(_, decl)| decl.span == statement.target.span)),
                Change::AddEnum => self.enumeration(statement).is_ok_and(|id| {
                    let mut tables = self.cx.names.enums[id.index()].tables.iter();
                    tables.any(|(page, position)| {
                        self.cx.decls[page.index()].enums[*position].span == statement.target.span
                    })
                }),
                Change::Kind(_)
                | Change::Base(_)
                | Change::Abstract(_)
                | Change::Open(_)
                | Change::Key(_)
                | Change::Property(..)
                | Change::Flags(_)
                | Change::Member(..)
                | Change::Operation(..)
                | Change::Published(_) => continue,
            };
            let found = format!("`{}` exists without this entry", statement.target.value);
            let outcome = if added { Ok(()) } else { Err(without_effect(statement, found)) };
            self.settle(outcome, diagnostics);
        }
    }

    /// Applies the entries about base types, before members are assigned to their owners.
    pub(super) fn bases(&mut self, drafts: &mut [TypeDraft], diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let Change::Base(base) = &statement.change else { continue };
            let outcome = self.structured(statement).and_then(|id| {
                self.base(statement, id, base.as_deref(), drafts)?;
                self.settled_base(id, &drafts[id.index()], diagnostics);
                Ok(())
            });
            self.settle(outcome, diagnostics);
        }
    }

    fn base(&self, statement: &Statement, id: TypeId, base: Option<&str>, drafts: &mut [TypeDraft]) -> Applied {
        let base = match base {
            None => None,
            Some(name) => match self.cx.names.index.qualified(name) {
                Some(ItemType::Structured(base)) => Some(base),
                Some(ItemType::Enum(_) | ItemType::Primitive(_)) | None => {
                    return Err(missing(statement, format!("`{name}` is not a documented type")));
                }
            },
        };
        if drafts[id.index()].base == base {
            return Err(without_effect(statement, "the type has this base already"));
        }
        let above = std::iter::successors(base, |base| drafts[base.index()].base).take(drafts.len());
        if above.into_iter().any(|ancestor| ancestor == id) {
            return Err(impossible(statement, format!("`{}` would derive from itself", statement.target.value)));
        }
        let draft = &mut drafts[id.index()];
        draft.base = base;
        let name = base.map_or_else(|| "none".to_owned(), |base| self.cx.names.types[base.index()].name.to_string());
        overrule(&mut draft.evidence, "base", &name, statement.span);
        Ok(())
    }

    /// Removes the findings about the base of a type, because the override decides the base.
    fn settled_base(&self, id: TypeId, draft: &TypeDraft, diagnostics: &mut Vec<Diagnostic>) {
        let codes =
            [code::BASE_OVERRULED, code::BASE_FROM_ROWS, code::BASE_FROM_USE, code::BASE_CYCLE, code::BASE_UNRESOLVED];
        let spans: Vec<Span> = decls(&self.cx, id)
            .flat_map(|(_, decl)| decl.bases.iter().map(|claim| claim.base.span).chain([decl.span]))
            .chain(draft.evidence.iter().filter_map(|evidence| evidence.span))
            .collect();
        diagnostics.retain(|finding| !codes.contains(&finding.code) || !spans.contains(&finding.span));
    }

    /// Applies the entries that state whether a type is an entity type or a complex type. All types of a chain of
    /// bases have the same kind. `root` has, for each type, the index of the last base in its chain; `entity` says
    /// for each such base whether its chain consists of entity types.
    pub(super) fn kinds(
        &mut self,
        api: &mut Api,
        root: &[usize],
        entity: &mut [bool],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut stated: Vec<usize> = Vec::new();
        for statement in self.statements {
            let Change::Kind(kind) = statement.change else { continue };
            let outcome = self.structured(statement).and_then(|id| {
                let root = root[id.index()];
                let wanted = kind == TypeKind::Entity;
                if entity[root] == wanted {
                    return Err(without_effect(statement, "the type has this kind already"));
                }
                if stated.contains(&root) {
                    return Err(impossible(
                        statement,
                        "another entry states the other kind for a base or a derived type",
                    ));
                }
                stated.push(root);
                entity[root] = wanted;
                let kind = if wanted { "entity" } else { "complex" };
                overrule(&mut api.types[id.index()].evidence, "kind", kind, statement.span);
                Ok(())
            });
            self.settle(outcome, diagnostics);
        }
    }

    /// Applies the entries about flags and keys, after the pages have decided these.
    pub(super) fn facts(&mut self, api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
        for statement in self.statements {
            let outcome = match &statement.change {
                Change::Abstract(value) => self.structured(statement).and_then(|id| {
                    let ty = &mut api.types[id.index()];
                    flag(statement, "abstract", *value, &mut ty.is_abstract, &mut ty.evidence)
                }),
                Change::Open(value) => self.structured(statement).and_then(|id| {
                    let ty = &mut api.types[id.index()];
                    flag(statement, "open", *value, &mut ty.is_open, &mut ty.evidence)
                }),
                Change::Key(names) => self.structured(statement).and_then(|id| key(statement, id, names, api)),
                Change::Kind(_)
                | Change::Base(_)
                | Change::Property(..)
                | Change::AddType
                | Change::Flags(_)
                | Change::Member(..)
                | Change::AddEnum
                | Change::Operation(..)
                | Change::Published(_) => continue,
            };
            self.settle(outcome, diagnostics);
        }
    }

    /// The type that an entry of `overrides.toml` names as its target.
    fn structured(&self, statement: &Statement) -> Result<TypeId, Diagnostic> {
        let name = &statement.target.value;
        match self.cx.names.index.qualified(name) {
            Some(ItemType::Structured(id)) => Ok(id),
            Some(ItemType::Enum(_) | ItemType::Primitive(_)) => {
                Err(missing(statement, format!("`{name}` is an enumeration")))
            }
            None => Err(missing(statement, format!("`{name}` is not documented"))),
        }
    }

    /// The enumeration that an entry of `overrides.toml` names as its target.
    fn enumeration(&self, statement: &Statement) -> Result<crate::api::EnumId, Diagnostic> {
        let name = &statement.target.value;
        match self.cx.names.index.qualified(name) {
            Some(ItemType::Enum(id)) => Ok(id),
            Some(ItemType::Structured(_) | ItemType::Primitive(_)) => {
                Err(missing(statement, format!("`{name}` is not an enumeration")))
            }
            None => Err(missing(statement, format!("`{name}` is not documented"))),
        }
    }

    fn reference(&self, statement: &Statement, ty: &TypeNotation) -> Result<TypeRef, Diagnostic> {
        let edm = |known: Primitive| ty.name.strip_prefix("Edm.") == Some(known.as_str());
        let item = self.cx.names.index.qualified(&ty.name);
        let item = item.or_else(|| primitive(&ty.name).filter(|known| edm(*known)).map(ItemType::Primitive));
        match item {
            Some(item) => Ok(TypeRef { item, collection: ty.collection }),
            None => Err(missing(statement, format!("`{}` is not a documented type", ty.name))),
        }
    }
}

fn flag(statement: &Statement, what: &str, value: bool, current: &mut bool, evidence: &mut Vec<Evidence>) -> Applied {
    if *current == value {
        return Err(without_effect(statement, format!("`{what}` is {value} already")));
    }
    *current = value;
    overrule(evidence, what, if value { "true" } else { "false" }, statement.span);
    Ok(())
}

fn key(statement: &Statement, id: TypeId, names: &[CompactString], api: &mut Api) -> Applied {
    if let Some(name) = names.iter().find(|name| api.member(id, name).is_none()) {
        return Err(missing(statement, format!("`{}` has no property `{name}`", statement.target.value)));
    }
    let ty: &StructuredType = &api[id];
    if ty.key == names {
        return Err(without_effect(statement, "the type has this key already"));
    }
    if ty.kind != TypeKind::Entity {
        return Err(impossible(statement, "a complex type cannot have a key"));
    }
    if let Some(base) = api.bases(id).find(|base| !api[*base].key.is_empty()) {
        return Err(impossible(statement, format!("the key is inherited from `{}`", api[base].name)));
    }
    let before = api[id].key.join(", ");
    let evidence = &mut api.types[id.index()].evidence;
    if !before.is_empty() {
        evidence.push(Evidence {
            decision: format!("key = {before}"),
            reason: "the pages".to_owned(),
            span: None,
            overruled: true,
        });
    }
    overrule(evidence, "key", &names.join(", "), statement.span);
    api.types[id.index()].key = names.to_vec();
    Ok(())
}

/// Adds a decision to the evidence, and marks all other evidence about the same decision as overruled.
fn overrule(evidence: &mut Vec<Evidence>, what: &str, value: &str, span: Span) {
    let about = format!("{what} = ");
    let decision = format!("{about}{value}");
    for known in evidence.iter_mut().filter(|known| known.decision.starts_with(&about)) {
        known.overruled = known.decision != decision;
    }
    evidence.push(Evidence { decision, reason: PATH.to_owned(), span: Some(span), overruled: false });
}

fn missing(statement: &Statement, found: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code::OVERRIDE_TARGET, statement.span, found)
        .help("correct the name, or write `add = true`; until then the entry is not applied")
        .about(Subject::ty(&statement.target.value))
}

fn without_effect(statement: &Statement, found: impl Into<String>) -> Diagnostic {
    Diagnostic::new(
        code::OVERRIDE_WITHOUT_EFFECT,
        statement.span,
        format!("this override changes nothing: {}", found.into()),
    )
    .help("remove the entry")
    .about(Subject::ty(&statement.target.value))
}

fn impossible(statement: &Statement, found: impl Into<String>) -> Diagnostic {
    Diagnostic::new(
        code::OVERRIDE_IMPOSSIBLE,
        statement.span,
        format!("this override cannot be applied: {}", found.into()),
    )
    .help("correct the entry, or override what it contradicts; until then the entry is not applied")
    .about(Subject::ty(&statement.target.value))
}
