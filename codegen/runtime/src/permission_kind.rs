//! The kinds of caller that permission tables distinguish.

/// Who calls: the columns of a permission table.
///
/// ```
/// use graph_runtime::{PermissionTable, permissions::Kind};
/// let table = PermissionTable { application: &[&["Mail.Read"]], ..PermissionTable::default() };
/// assert_eq!(Kind::Application.alternatives(&table), [["Mail.Read"]]);
/// assert!(Kind::DelegatedWork.alternatives(&table).is_empty());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A signed-in work or school account.
    DelegatedWork,
    /// A signed-in personal account.
    DelegatedPersonal,
    /// An application without a user.
    Application,
}
