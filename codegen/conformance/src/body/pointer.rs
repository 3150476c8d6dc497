//! Makes parts of pointers into a JSON document (RFC 6901).
//!
//! In: the name of a member. Out: a part of a pointer. Invariant: a name is one part, whatever characters it contains.

/// A member name as a part of a pointer: `a/b` becomes `a~1b`.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
