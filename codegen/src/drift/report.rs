//! Findings and counts of differences.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;

/// A class of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceClass {
    /// A type that the metadata lacks.
    TypeExtra,
    /// A type that the pages lack.
    TypeMissed,
    /// An entity type on one side, a complex type on the other.
    KindWrong,
    /// Different bases.
    BaseWrong,
    /// A base that the pages do not state.
    BaseMissed,
    /// Abstract on one side only.
    Abstract,
    /// Open on one side only.
    Open,
    /// Different keys.
    Key,
    /// A property that the metadata lacks.
    MemberExtra,
    /// A property that the pages lack.
    MemberMissed,
    /// A structural property on one side, a navigation property on the other.
    MemberKindWrong,
    /// Different types of a property.
    TypeOfMemberWrong,
    /// A single item on one side, a collection on the other.
    CollectionWrong,
    /// Nullable on one side only, if both state it.
    Nullability,
    /// An enumeration that the metadata lacks.
    EnumExtra,
    /// An enumeration that the pages lack.
    EnumMissed,
    /// A member of an enumeration that the metadata lacks.
    EnumMemberExtra,
    /// A member of an enumeration that the pages lack.
    EnumMemberMissed,
    /// An enumeration whose values combine members, according to either the pages or the metadata alone.
    EnumFlags,
    /// An action or function that the metadata lacks in this binding.
    OperationExtra,
    /// An action or function that the pages lack in this binding.
    OperationMissed,
    /// Different parameters.
    OperationParameters,
    /// Different return types.
    OperationReturn,
}

impl DifferenceClass {
    /// The word for the class in every output format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DifferenceClass::TypeExtra => "type-extra",
            DifferenceClass::TypeMissed => "type-missed",
            DifferenceClass::KindWrong => "kind-wrong",
            DifferenceClass::BaseWrong => "base-wrong",
            DifferenceClass::BaseMissed => "base-missed",
            DifferenceClass::Abstract => "abstract",
            DifferenceClass::Open => "open",
            DifferenceClass::Key => "key",
            DifferenceClass::MemberExtra => "member-extra",
            DifferenceClass::MemberMissed => "member-missed",
            DifferenceClass::MemberKindWrong => "member-kind-wrong",
            DifferenceClass::TypeOfMemberWrong => "type-of-member-wrong",
            DifferenceClass::CollectionWrong => "collection-wrong",
            DifferenceClass::Nullability => "nullability",
            DifferenceClass::EnumExtra => "enum-extra",
            DifferenceClass::EnumMissed => "enum-missed",
            DifferenceClass::EnumMemberExtra => "enum-member-extra",
            DifferenceClass::EnumMemberMissed => "enum-member-missed",
            DifferenceClass::EnumFlags => "enum-flags",
            DifferenceClass::OperationExtra => "operation-extra",
            DifferenceClass::OperationMissed => "operation-missed",
            DifferenceClass::OperationParameters => "operation-parameters",
            DifferenceClass::OperationReturn => "operation-return",
        }
    }
}

/// The differences so far.
#[derive(Default)]
pub(super) struct Report {
    findings: Vec<Diagnostic>,
    counts: BTreeMap<DifferenceClass, usize>,
}

impl Report {
    /// Adds a finding about one difference.
    pub(super) fn one(&mut self, class: DifferenceClass, finding: Diagnostic) {
        self.several(class, 1, finding);
    }

    /// Adds a finding about several differences.
    pub(super) fn several(&mut self, class: DifferenceClass, count: usize, finding: Diagnostic) {
        *self.counts.entry(class).or_default() += count;
        self.findings.push(finding);
    }

    /// Counts a difference that another finding includes.
    pub(super) fn told_elsewhere(&mut self, class: DifferenceClass) {
        *self.counts.entry(class).or_default() += 1;
    }

    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<(DifferenceClass, usize)>) {
        (self.findings, self.counts.into_iter().collect())
    }
}
