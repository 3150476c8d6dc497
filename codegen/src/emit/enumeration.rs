//! Enumerations.
//!
//! In: an enumeration. Out: the file with its enum and its table of wire names.

use quote::quote;

use super::shape::{Fill, Shape};
use super::{Names, member, source, structure};
use crate::api::{EnumId, EnumMember, EnumType};
use crate::emit::doc::Lines;
use crate::emit::doc::line::code_span;
use crate::plan::EnumPlan;

/// The file of an enumeration.
pub(super) fn file(names: &Names<'_>, id: EnumId) -> String {
    let (ty, plan) = (names.facts.enumeration(id), names.facts.enum_plan(id));
    let header = names.header(&names.pages(&ty.pages));
    [header, definition(names, ty, plan), table(ty, plan)].join("\n")
}

fn definition(names: &Names<'_>, ty: &EnumType, plan: &EnumPlan) -> String {
    let mut variants = String::new();
    for variant in &plan.variants {
        let docs = variant_documentation(names, &ty.members[variant.member]);
        variants.push_str(&source::outer_docs(&docs, "    "));
        variants.push_str(&VARIANT.fill(&[Fill::One(&variant.name.to_string())]));
    }
    let (name, open) = (plan.name.to_string(), plan.open.to_string());
    let docs = source::outer_docs(&documentation(names, ty), "");
    let deprecated = source::deprecated(ty.deprecated.as_ref(), 0);
    docs + &deprecated + &ENUMERATION.fill(&[Fill::One(&name), Fill::Lines(&variants), Fill::One(&open)])
}

static VARIANT: Shape = Shape::new(&["__name"], (1, 1), || quote! { enum E { __name } });

static ENUMERATION: Shape = Shape::new(&["__name", "__lines,", "__open"], (0, 0), || {
    quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum __name {
            __lines,
            /// A member that the pages do not name, kept as it was received.
            __open(Box<str>),
        }
    }
});

fn variant_documentation(names: &Names<'_>, declared: &EnumMember) -> Vec<String> {
    let mut lines = Lines::new(4);
    lines.prose(names, &declared.doc);
    member::or_name(lines, &declared.name)
}

fn documentation(names: &Names<'_>, ty: &EnumType) -> Vec<String> {
    let mut lines = Lines::new(0);
    lines.prose(names, &ty.doc);
    let mut summary = format!("Enumeration type {}.", code_span(&ty.name.to_string()));
    if ty.is_flags {
        summary.push_str(" A value may combine members, separated by commas; such a value is kept as it was received.");
    }
    lines.paragraph(&summary);
    structure::pages(&mut lines, names, &ty.pages);
    lines.finish()
}

/// The table of wire names: the canonical spelling, then those that only parse.
fn table(ty: &EnumType, plan: &EnumPlan) -> String {
    let rows = plan.variants.iter().map(|variant| {
        let member = &ty.members[variant.member];
        let spellings = [&member.name].into_iter().chain(variant.aliases.iter().map(|&alias| &member.aliases[alias]));
        let spellings: Vec<String> = spellings.map(|spelling| source::string(spelling)).collect();
        format!("    {} = {},\n", variant.name, spellings.join(" | "))
    });
    let head =
        [format!("{}:", plan.name), format!("{},", source::string(&ty.name.to_string())), format!("{};", plan.open)];
    format!("graph_runtime::open_enum! {{\n{}{}}}\n", source::fitted(4, &head), rows.collect::<String>())
}
