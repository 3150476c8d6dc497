//! Enumerations.
//!
//! In: an enumeration. Out: the file with its enum and a call of the macro `open_enum!`, which has the names of the
//! members in JSON.

use quote::quote;

use crate::api::{EnumId, EnumMember, EnumType};
use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::models::member;
use crate::emit::models::structure;
use crate::emit::rust::code_template::{CodeTemplate, Fill};
use crate::emit::rust::source;
use crate::plan::EnumPlan;

/// The text of the file that defines an enumeration.
pub(in crate::emit) fn file(cx: &Context<'_>, id: EnumId) -> String {
    let (ty, plan) = (cx.model.enumeration(id), cx.model.enum_plan(id));
    let header = cx.header(&cx.pages(&ty.pages));
    [header, definition(cx, ty, plan), table(ty, plan)].join("\n")
}

fn definition(cx: &Context<'_>, ty: &EnumType, plan: &EnumPlan) -> String {
    let mut variants = String::new();
    for variant in &plan.variants {
        let docs = variant_documentation(cx, &ty.members[variant.member]);
        variants.push_str(&source::outer_docs(&docs, "    "));
        variants.push_str(&VARIANT.fill(&[Fill::One(&variant.name.to_string())]));
    }
    let (name, open) = (plan.name.to_string(), plan.open.to_string());
    let docs = source::outer_docs(&documentation(cx, ty), "");
    let deprecated = source::deprecated(ty.deprecated.as_ref(), 0);
    docs + &deprecated + &ENUMERATION.fill(&[Fill::One(&name), Fill::Lines(&variants), Fill::One(&open)])
}

static VARIANT: CodeTemplate = CodeTemplate::new(&["__name"], (1, 1), || quote! { enum E { __name } });

static ENUMERATION: CodeTemplate = CodeTemplate::new(&["__name", "__lines,", "__open"], (0, 0), || {
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

fn variant_documentation(cx: &Context<'_>, declared: &EnumMember) -> Vec<String> {
    let mut lines = DocLines::new(4);
    lines.prose(cx, &declared.doc);
    member::or_name(lines, &declared.name)
}

fn documentation(cx: &Context<'_>, ty: &EnumType) -> Vec<String> {
    let mut lines = DocLines::new(0);
    lines.prose(cx, &ty.doc);
    let mut summary = format!("Enumeration type {}.", code_span(&ty.name.to_string()));
    if ty.is_flags {
        summary.push_str(" A value may combine members, separated by commas; such a value is kept as it was received, and `members()` of `Enumeration` takes it apart.");
    }
    lines.paragraph(&summary);
    structure::pages(&mut lines, cx, &ty.pages);
    lines.finish()
}

/// The call of `open_enum!`. It has for each variant the name that is written to JSON, then other spellings that are
/// accepted from JSON: `Low = "low" | "LOW"`.
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
