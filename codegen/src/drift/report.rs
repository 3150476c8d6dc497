//! Findings and counts of differences.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;

/// What differs between the pages and the metadata. `drift` counts the differences of each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceClass {
    /// The pages have a type that the metadata lacks.
    TypeExtra,
    /// The metadata has a type that the pages lack.
    TypeMissed,
    /// A type is an entity type on the pages and a complex type in the metadata, or the reverse.
    KindWrong,
    /// The pages state a base of a type, and the metadata states another one or none.
    BaseWrong,
    /// The metadata states a base of a type, and the pages state none.
    BaseMissed,
    /// A type is abstract only on the pages or only in the metadata.
    Abstract,
    /// A type is open, which means that its values may have further members, only on the pages or only in the
    /// metadata.
    Open,
    /// The pages and the metadata name different properties as the key of an entity type.
    Key,
    /// The pages have a property that the metadata lacks.
    MemberExtra,
    /// The metadata has a property that the pages lack.
    MemberMissed,
    /// A property is a navigation property on the pages and a structural one in the metadata, or the reverse.
    MemberKindWrong,
    /// Pages and metadata state different types of a property.
    TypeOfMemberWrong,
    /// A property has a single value on the pages and a collection in the metadata, or the reverse.
    CollectionWrong,
    /// A property may be `null` only on the pages or only in the metadata. Counted only if both state whether it may
    /// be `null`.
    Nullability,
    /// The pages have an enumeration that the metadata lacks.
    EnumExtra,
    /// The metadata has an enumeration that the pages lack.
    EnumMissed,
    /// The pages have a member of an enumeration that the metadata lacks.
    EnumMemberExtra,
    /// The metadata has a member of an enumeration that the pages lack.
    EnumMemberMissed,
    /// The members of an enumeration can be combined in one value only on the pages or only in the metadata.
    EnumFlags,
    /// The pages have an action or function that the metadata lacks: it has none of this kind with this name and
    /// binding.
    OperationExtra,
    /// The metadata has an action or function that the pages lack: they have none of this kind with this name and
    /// binding.
    OperationMissed,
    /// The parameters of an action or function on the pages differ from those in the metadata.
    OperationParameters,
    /// An action or function has other return types on the pages than in the metadata. (It may have several, because of
    /// its overloads; none of them is the same.)
    OperationReturn,
}

impl DifferenceClass {
    /// The word for the class in output, such as `type-extra`.
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

/// Collects the findings and counts the differences of each class while the two sides are compared.
#[derive(Default)]
pub(super) struct Report {
    findings: Vec<Diagnostic>,
    counts: BTreeMap<DifferenceClass, usize>,
}

impl Report {
    /// Adds a finding that stands for one difference.
    pub(super) fn one(&mut self, class: DifferenceClass, finding: Diagnostic) {
        self.several(class, 1, finding);
    }

    /// Adds a finding that stands for `count` differences, such as all properties that one page lacks.
    pub(super) fn several(&mut self, class: DifferenceClass, count: usize, finding: Diagnostic) {
        *self.counts.entry(class).or_default() += count;
        self.findings.push(finding);
    }

    /// Counts a difference without a finding of its own, because another finding already covers it.
    pub(super) fn told_elsewhere(&mut self, class: DifferenceClass) {
        *self.counts.entry(class).or_default() += 1;
    }

    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<(DifferenceClass, usize)>) {
        (self.findings, self.counts.into_iter().collect())
    }
}
