//! Enumerations.
//!
//! In: an enumeration. Out: the file with its enum and its table of wire names.

use quote::quote;

use super::doc::{Lines, code_span};
use super::{Names, member, source, structure};
use crate::api::{EnumId, EnumMember, EnumType};
use crate::plan::EnumPlan;

/// The file of an enumeration.
pub(super) fn file(names: &Names<'_>, id: EnumId) -> String {
    let ty = &names.api[id];
    let plan = &names.plan.enums[id.index()];
    let header = names.header(&names.pages(&ty.pages));
    [header, definition(names, ty, plan), table(ty, plan)].join("\n")
}

fn definition(names: &Names<'_>, ty: &EnumType, plan: &EnumPlan) -> String {
    let deprecated = source::deprecated(ty.deprecated.as_ref());
    let name = plan.name.token();
    let open = plan.open.token();
    let variants = plan.variants.iter().map(|variant| variant.name.token());
    let docs = plan.variants.iter().map(|variant| variant_documentation(names, &ty.members[variant.member]));
    let tokens = quote! {
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A member that the pages do not name, kept as it was received.
            #open(Box<str>),
        }
    };
    source::item(tokens, documentation(names, ty), docs)
}

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
    structure::pages(&mut lines, &names.pages(&ty.pages));
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
