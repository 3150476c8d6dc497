//! The members of objects: their fields, the lines for them in macro calls, and their documentation.

use compact_str::CompactString;
use quote::quote;

use crate::api::{Parameter, Property};
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::rust::code_template::{CodeTemplate, Fill};
use crate::emit::rust::source;
use crate::plan::{Ident, Remark, RustItem, RustType};

/// The field of an optional member: `pub name: Option<Type>,` with its documentation.
pub(in crate::emit) static FIELD: CodeTemplate =
    CodeTemplate::new(&["__name", "__type"], (1, 1), || quote! { struct S { pub __name: Option<__type> } });

/// The field of a member in a PATCH body: `pub name: Patch<Type>,`. It leaves the member unchanged, sets it to `null`,
/// or gives it a value.
pub(in crate::emit) static PATCH_FIELD: CodeTemplate =
    CodeTemplate::new(&["__name", "__type"], (1, 1), || quote! { struct S { pub __name: Patch<__type> } });

/// A struct with its fields and the fields that every object has.
///
/// The hidden field is not part of the public interface, so programs do not name it, and their literals of the struct
/// end with `..`. A new field is therefore not a breaking change. Unlike `#[non_exhaustive]` or a private field, a
/// hidden field lets other crates write `..Default::default()`.
pub(in crate::emit) fn object(name: &Ident, fields: &str) -> String {
    OBJECT.fill(&[Fill::One(&name.to_string()), Fill::Lines(fields)])
}

static OBJECT: CodeTemplate = CodeTemplate::new(&["__name", "__lines: (),"], (0, 0), || {
    quote! {
        #[derive(Clone, Default)]
        pub struct __name {
            __lines: (),
            /// Members that the pages do not name.
            pub extra: Extra,
            /// Control information and instance annotations.
            pub annotations: Annotations,
            #[doc(hidden)]
            pub __non_exhaustive: (),
        }
    }
});

/// A line of a call of `object!` or `patch!`, with the name of a field in Rust and in JSON: `display_name =
/// "displayName",`.
pub(in crate::emit) fn row(field: &Ident, name: &str) -> String {
    let [raw, field] = field.parts();
    ["    ", raw, field, " = ", &*source::string(name), ",\n"].concat()
}

/// A line of a call of `object!`, which also has the type of the field: `details: Vec<PublicErrorDetail> = "details",`.
/// The type is left out if it is `String`, because most members are strings.
pub(in crate::emit) fn typed_row(cx: &Context<'_>, at: WrittenIn, field: &Ident, ty: RustType, name: &str) -> String {
    let ty = RustType { boxed: false, ..ty };
    if ty == (RustType { item: RustItem::Builtin("String"), list: false, boxed: false }) {
        return row(field, name);
    }
    let [raw, field] = field.parts();
    ["    ", raw, field, ": ", &*cx.rust_type(at, ty), " = ", &*source::string(name), ",\n"].concat()
}

/// In a call of `object!` or `patch!`, the end of the part before the fields: `, sensitive ["password"];` with the
/// members whose values `Debug` hides, or only `;` if there are none.
pub(in crate::emit) fn sensitive(names: &[&str]) -> String {
    if names.is_empty() {
        return ";".to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| source::string(name)).collect();
    format!(", sensitive [{}];", names.join(", "))
}

/// The documentation of the field for a property: description, remarks and possible values.
pub(in crate::emit) fn property(cx: &Context<'_>, property: &Property, remarks: &[Remark]) -> Vec<String> {
    let mut lines = DocLines::new(4);
    lines.prose(cx, &property.doc);
    lines.paragraph(&text(remarks));
    values(&mut lines, &property.values);
    or_name(lines, &property.name)
}

/// The documentation of the field for a parameter of a request body: description and remarks.
pub(in crate::emit) fn parameter(cx: &Context<'_>, parameter: &Parameter, remarks: &[Remark]) -> Vec<String> {
    let mut lines = DocLines::new(4);
    lines.prose(cx, &parameter.doc);
    lines.paragraph(&text(remarks));
    or_name(lines, &parameter.name)
}

fn text(remarks: &[Remark]) -> String {
    let sentences: Vec<&str> = remarks.iter().map(|&remark| sentence(remark)).collect();
    sentences.join(" ")
}

fn sentence(remark: Remark) -> &'static str {
    match remark {
        Remark::ReadOnly => "Read-only.",
        Remark::Required => "Required.",
        Remark::Optional => "Optional.",
        Remark::Nullable => "Nullable.",
        Remark::NotNullable => "Not nullable.",
        Remark::SelectOnly => "Returned only on `$select`.",
        Remark::Filterable => "Supports `$filter`.",
    }
}

/// Adds a paragraph with the possible values that the page lists for a property, if any.
fn values(lines: &mut DocLines, values: &[CompactString]) {
    if !values.is_empty() {
        let spans: Vec<String> = values.iter().map(|value| code_span(value)).filter(|span| !span.is_empty()).collect();
        lines.paragraph(&format!("Documented values: {}.", spans.join(", ")));
    }
}

/// The finished documentation of a member. If `lines` is empty, it is the name of the member in JSON.
pub(in crate::emit) fn or_name(mut lines: DocLines, name: &str) -> Vec<String> {
    if lines.is_empty() {
        let span = code_span(name);
        lines.paragraph(if span.is_empty() { "A member without a name." } else { &span });
    }
    lines.finish()
}
