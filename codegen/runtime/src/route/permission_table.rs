//! The permission tables of pages.
//!
//! In: the rows of a table. Out: for each kind of caller the alternatives.
//! Invariant: the order of the page: from the least to the most privileged.

/// What a caller needs to be granted, for each kind of caller: one permission table of a page.
///
/// Each list has the alternatives from least to most privileged; the permissions of one alternative are needed together.
/// An empty list says that this kind of caller is not supported.
///
/// ```
/// use graph_runtime::PermissionTable;
/// let table = PermissionTable { application: &[&["User.Read.All"]], ..PermissionTable::default() };
/// assert_eq!(table.application[0], ["User.Read.All"]);
/// assert!(table.delegated_personal.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PermissionTable {
    /// The resource or case that it is for; empty when it is the only table of the page.
    pub label: &'static str,
    /// For a work or school account that is signed in.
    pub delegated_work: &'static [&'static [&'static str]],
    /// For a personal account that is signed in.
    pub delegated_personal: &'static [&'static [&'static str]],
    /// For an application without a user.
    pub application: &'static [&'static [&'static str]],
}
