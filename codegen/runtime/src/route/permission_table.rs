//! The permission tables of pages.
//!
//! In: the rows of a table. Out: for each kind of caller, the alternative sets of permissions that suffice.
//! Invariant: alternatives keep the order of the page, from the least to the most privileged.

use crate::permissions::Caller;

/// One permission table of a page: the permissions that each kind of caller needs.
///
/// Each list has alternatives, from the least to the most privileged. A caller needs all permissions of one
/// alternative. An empty list means that this kind of caller is not supported, unless `unknown` contains it.
///
/// ```
/// use graph_runtime::PermissionTable;
/// let table = PermissionTable { application: &[&["User.Read.All"]], ..PermissionTable::default() };
/// assert_eq!(table.application[0], ["User.Read.All"]);
/// assert!(table.delegated_personal.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PermissionTable {
    /// The resource or case that the table is about, as its page names it; empty when the page has only one table.
    pub label: &'static str,
    /// For a signed-in work or school account: alternatives such as `[["Mail.ReadBasic"], ["Mail.Read"]]`.
    pub delegated_work: &'static [&'static [&'static str]],
    /// For a signed-in personal account, in the same form.
    pub delegated_personal: &'static [&'static [&'static str]],
    /// For an application without a user, in the same form.
    pub application: &'static [&'static [&'static str]],
    /// The path templates that the table applies to, by their indexes in [`TEMPLATES`](crate::Route::TEMPLATES). If
    /// empty, the table applies to all.
    pub routes: &'static [usize],
    /// Kinds of caller for which the page states no permissions.
    pub unknown: &'static [Caller],
}

impl PermissionTable {
    /// Whether the table applies to the template at this index.
    ///
    /// ```
    /// use graph_runtime::PermissionTable;
    /// let table = PermissionTable { routes: &[1], ..PermissionTable::default() };
    /// assert!(table.is_about(1) && !table.is_about(0));
    /// assert!(PermissionTable::default().is_about(0));
    /// ```
    #[must_use]
    pub fn is_about(&self, template: usize) -> bool {
        self.routes.is_empty() || self.routes.contains(&template)
    }
}
