//! Short statements in the documentation of a member or parameter, such as "Read-only.".
//!
//! In: a property or a parameter. Out: its remarks, in a fixed order. Invariant: no remark repeats the description of
//! the page.

use crate::api::{Parameter, Property};

/// A statement about a member or parameter that the documentation adds to the description of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Remark {
    /// The service sets the value, and requests cannot.
    ReadOnly,
    /// Requests have to contain the member.
    Required,
    /// Requests need not contain the member.
    Optional,
    /// The value may be `null`.
    Nullable,
    /// The value is never `null`.
    NotNullable,
    /// The service returns the member only if a request selects it.
    SelectOnly,
    /// Requests may filter a collection by the member, with `$filter`.
    Filterable,
}

impl Remark {
    /// The text by which a description already says the same as the remark, such as `read-only`. The remark is then
    /// left out.
    fn sign(self) -> &'static str {
        match self {
            Remark::ReadOnly => "read-only",
            Remark::Required => "required",
            Remark::Optional => "optional",
            Remark::Nullable => "nullable",
            Remark::NotNullable => "not nullable",
            Remark::SelectOnly => "$select",
            Remark::Filterable => "$filter",
        }
    }
}

/// The remarks on a property that its description does not contain yet.
pub(in crate::plan) fn property(property: &Property) -> Vec<Remark> {
    let nullable = match property.nullable {
        Some(true) => Some(Remark::Nullable),
        Some(false) => Some(Remark::NotNullable),
        None => None,
    };
    let remarks = [
        property.read_only.then_some(Remark::ReadOnly),
        property.required.then_some(Remark::Required),
        nullable,
        property.select_only.then_some(Remark::SelectOnly),
        property.filterable.then_some(Remark::Filterable),
    ];
    remarks_missing_in(&remarks, &property.doc.markdown)
}

/// The remarks on a parameter that its description does not contain yet.
pub(in crate::plan) fn parameter(parameter: &Parameter) -> Vec<Remark> {
    let required = match parameter.required {
        Some(true) => Some(Remark::Required),
        Some(false) => Some(Remark::Optional),
        None => None,
    };
    remarks_missing_in(&[required], &parameter.doc.markdown)
}

fn remarks_missing_in(remarks: &[Option<Remark>], text: &str) -> Vec<Remark> {
    if remarks.iter().all(Option::is_none) {
        return Vec::new();
    }
    let said = text.to_ascii_lowercase();
    remarks.iter().flatten().copied().filter(|remark| !said.contains(remark.sign())).collect()
}
