//! Finds the permissions that several routes need together.
//!
//! In: the permission tables of routes, and a kind of caller. Out: the smallest set of scopes that suffices for all
//! tables. Invariant: the set contains all scopes of at least one alternative of every table that has alternatives for
//! the kind of caller; the result lists the other tables.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! use graph_runtime::{Route, permissions::{Caller, least}};
//! let needed = least(Caller::Application, [ListMessages::PERMISSIONS, CreateMessage::PERMISSIONS]);
//! assert_eq!(needed.scopes, ["Mail.Read", "Mail.ReadWrite"]);
//! ```

mod caller;
mod search;

use crate::PermissionTable;
pub use caller::Caller;
use search::{Clause, Search};

impl Caller {
    /// The alternatives of a table for this kind of caller, from the least to the most privileged. The caller needs one
    /// alternative, with all scopes in it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, permissions::Caller};
    /// let table = &ListMessages::PERMISSIONS[0];
    /// // The first is the least privileged.
    /// assert_eq!(Caller::DelegatedWork.alternatives(table)[0], ["Mail.ReadBasic"]);
    /// ```
    pub fn alternatives(self, table: &PermissionTable) -> &'static [&'static [&'static str]] {
        match self {
            Self::DelegatedWork => table.delegated_work,
            Self::DelegatedPersonal => table.delegated_personal,
            Self::Application => table.application,
        }
    }
}

/// The result of [`least`]: the scopes that suffice for some permission tables, and the tables without alternatives.
///
/// ```
/// use graph_runtime::{PermissionTable, permissions::{Caller, least}};
///
/// static READ: &[PermissionTable] = &[PermissionTable {
///     label: "for mail",
///     delegated_work: &[&["Mail.Read"], &["Mail.ReadWrite"]],
///     delegated_personal: &[],
///     application: &[],
///     routes: &[],
///     unknown: &[],
/// }];
/// static WRITE: &[PermissionTable] = &[PermissionTable { delegated_work: &[&["Mail.ReadWrite"]], ..READ[0] }];
///
/// // One scope that is enough for both, although the first could do with less.
/// let found = least(Caller::DelegatedWork, [READ, WRITE]);
/// assert_eq!((found.scopes, found.exact), (vec!["Mail.ReadWrite"], true));
///
/// let found = least(Caller::Application, [READ]);
/// assert_eq!((found.unsupported[0].route, found.unsupported[0].label), (0, "for mail"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Least {
    /// The scopes, in alphabetical order.
    pub scopes: Vec<&'static str>,
    /// The tables without an alternative for the kind of caller.
    pub unsupported: Vec<Unsupported>,
    /// The tables that do not state what the kind of caller needs. The scopes may not suffice for them.
    pub unknown: Vec<Unsupported>,
    /// Whether it is certain that no other set of scopes is better. If false, the search reached its limit of steps,
    /// and `scopes` is the best set that it found.
    pub exact: bool,
}

/// A permission table that has no alternatives for a kind of caller: an element of [`Least::unsupported`] or
/// [`Least::unknown`].
///
/// ```
/// use graph_runtime::{PermissionTable, permissions::{Caller, Unsupported, least}};
/// static FOR_USERS: &[PermissionTable] = &[PermissionTable {
///     label: "for mail",
///     delegated_work: &[&["Mail.Read"]],
///     delegated_personal: &[],
///     application: &[],
///     routes: &[],
///     unknown: &[],
/// }];
/// let found = least(Caller::Application, [&[][..], FOR_USERS]);
/// assert_eq!(found.unsupported, [Unsupported { route: 1, label: "for mail" }]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Which of the routes has the table: the index of its list among the lists passed to [`least`].
    pub route: usize,
    /// The [`label`](crate::PermissionTable::label) of the table: the resource or case that it is about, or empty.
    pub label: &'static str,
}

/// The smallest set of scopes that contains all scopes of at least one alternative of every table.
///
/// There is one list of tables for each route: its [`PERMISSIONS`](crate::Route::PERMISSIONS), or those of one call
/// ([`Route::permissions`](crate::Route::permissions)). The tables of one page are about different resources or cases,
/// and the set covers each of them. To cover one case only, pass its table alone. A page without a table adds no scope.
///
/// Among several smallest sets the least privileged one is chosen: the one with the lowest sum of the positions of its
/// alternatives in their tables; then the first in alphabetical order. The search is exact within a limit of steps that
/// real applications do not reach. Beyond the limit [`Least::exact`] is `false`, and the set is at least as good as a
/// greedy choice.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Route, permissions::{Caller, least}};
///
/// let routes = [ListMessages::PERMISSIONS, CreateMessage::PERMISSIONS];
/// assert_eq!(least(Caller::DelegatedWork, routes).scopes, ["Mail.ReadBasic", "Mail.ReadWrite"]);
/// let read = least(Caller::DelegatedPersonal, [ListMessages::PERMISSIONS]);
/// assert_eq!((read.scopes, read.exact), (vec!["Mail.Read"], true));
/// ```
pub fn least<T>(kind: Caller, tables: impl IntoIterator<Item = T>) -> Least
where
    T: IntoIterator<Item = &'static PermissionTable>,
{
    let (mut unsupported, mut unknown) = (Vec::new(), Vec::new());
    let mut clauses = Vec::new();
    for (route, tables) in tables.into_iter().enumerate() {
        for table in tables {
            match kind.alternatives(table) {
                [] if table.unknown.contains(&kind) => unknown.push(Unsupported { route, label: table.label }),
                [] => unsupported.push(Unsupported { route, label: table.label }),
                alternatives => clauses.push(alternatives),
            }
        }
    }
    let mut scopes: Vec<&'static str> = clauses.iter().copied().flatten().copied().flatten().copied().collect();
    scopes.sort_unstable();
    scopes.dedup();
    let clauses = clauses.iter().map(|alternatives| Clause::new(alternatives, &scopes)).collect();
    let (set, exact) = Search::new(clauses, scopes.len()).run();
    Least {
        scopes: set.into_iter().filter_map(|index| scopes.get(index).copied()).collect(),
        unsupported,
        unknown,
        exact,
    }
}
