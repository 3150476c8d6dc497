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
    /// An entity type against a complex type.
    KindWrong,
    /// Another base.
    BaseWrong,
    /// A base that the pages do not state.
    BaseMissed,
    /// Abstract on one side only.
    Abstract,
    /// Open on one side only.
    Open,
    /// Another key.
    Key,
    /// A property that the metadata lacks.
    MemberExtra,
    /// A property that the pages lack.
    MemberMissed,
    /// A structural against a navigation property.
    MemberKindWrong,
    /// Another type.
    TypeOfMemberWrong,
    /// One item against a collection.
    CollectionWrong,
    /// Nullable on one side only, where both state it.
    Nullability,
    /// An enumeration that the metadata lacks.
    EnumExtra,
    /// An enumeration that the pages lack.
    EnumMissed,
    /// A member of an enumeration that the metadata lacks.
    EnumMemberExtra,
    /// A member of an enumeration that the pages lack.
    EnumMemberMissed,
    /// Flags on one side only.
    EnumFlags,
    /// An action or function that the metadata lacks in this binding.
    OperationExtra,
    /// An action or function that the pages lack in this binding.
    OperationMissed,
    /// Other parameters.
    OperationParameters,
    /// Another return type.
    OperationReturn,
}

impl DifferenceClass {
    /// The word of every output format.
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
    /// A finding that stands for one difference.
    pub(super) fn one(&mut self, class: DifferenceClass, finding: Diagnostic) {
        self.several(class, 1, finding);
    }

    /// A finding that stands for several differences.
    pub(super) fn several(&mut self, class: DifferenceClass, count: usize, finding: Diagnostic) {
        *self.counts.entry(class).or_default() += count;
        self.findings.push(finding);
    }

    /// A difference that another finding tells already.
    pub(super) fn told_elsewhere(&mut self, class: DifferenceClass) {
        *self.counts.entry(class).or_default() += 1;
    }

    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<(DifferenceClass, usize)>) {
        (self.findings, self.counts.into_iter().collect())
    }
}
