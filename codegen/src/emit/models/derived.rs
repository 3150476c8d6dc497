//! The enum of the types that derive from a base type, such as `OperationDerived` for the base type `Operation`.
//!
//! In: the base type and the plan of its enum. Out: the definition of the enum and a call of the macro `derived!`,
//! which are appended to the file of the base type.

use quote::quote;

use crate::api::StructuredType;
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::models::member;
use crate::emit::rust::code_template::{CodeTemplate, Fill};
use crate::emit::rust::source;
use crate::plan::{DerivedEnum, TypePlan};

/// The definition of the enum, and the call of `derived!`, which implements `Polymorphic` for the base type.
pub(in crate::emit) fn items(cx: &Context<'_>, ty: &StructuredType, plan: &TypePlan, derived: &DerivedEnum) -> String {
    let mut variants = String::new();
    for variant in &derived.variants {
        let declared = &cx.model.structured(variant.ty).name;
        let mut lines = DocLines::new(4);
        lines.paragraph(&format!("{}.", code_span(&declared.to_string())));
        variants.push_str(&source::outer_docs(&member::or_name(lines, &declared.name), "    "));
        let content = format!("Box<{}>", cx.structured_type(WrittenIn::Models(plan.module), variant.ty));
        variants.push_str(&VARIANT.fill(&[Fill::One(&variant.name.to_string()), Fill::One(&content)]));
    }
    let [name, other, base] = [&derived.name, &derived.other, &plan.name].map(ToString::to_string);
    let mut lines = DocLines::new(0);
    lines.paragraph(&format!(
        "What an object of type {} is, by its `@odata.type`: what \
         [`derived`](graph_runtime::Polymorphic::derived) of [`{}`] returns.",
        code_span(&ty.name.to_string()),
        base.trim_start_matches("r#"),
    ));
    let fills = [Fill::One(&name), Fill::Lines(&variants), Fill::One(&other), Fill::One(&base)];
    let definition = source::outer_docs(&lines.finish(), "") + &ENUM.fill(&fills);
    let rows: String = derived.variants.iter().map(|variant| format!("    {},\n", variant.name)).collect();
    let head = [format!("{base}:"), format!("{name},"), format!("{other};")];
    [definition, format!("graph_runtime::derived! {{\n{}{rows}}}\n", source::fitted(4, &head))].join("\n")
}

static VARIANT: CodeTemplate =
    CodeTemplate::new(&["__name", "__type"], (1, 1), || quote! { enum E { __name(__type) } });

static ENUM: CodeTemplate = CodeTemplate::new(&["__name", "__lines,", "__other", "__base"], (0, 0), || {
    quote! {
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum __name {
            __lines,
            /// An object of the base type itself, or of a type that the pages do not name.
            __other(Box<__base>),
        }
    }
});
