//! The kinds of callers that permission tables distinguish: users with a work or personal account, and applications.

/// The kind of caller, for which a permission table lists alternatives.
///
/// ```
/// use graph_runtime::{PermissionTable, permissions::Caller};
/// let table = PermissionTable { application: &[&["Mail.Read"]], ..PermissionTable::default() };
/// assert_eq!(Caller::Application.alternatives(&table), [["Mail.Read"]]);
/// assert!(Caller::DelegatedWork.alternatives(&table).is_empty());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A user who is signed in with a work or school account.
    DelegatedWork,
    /// A user who is signed in with a personal account.
    DelegatedPersonal,
    /// An application that acts without a user.
    Application,
}
