//! Finds the name of a member among the names of a type.
//!
//! In: the names of a type in declared order, and a name of a document. Out: the index of the name. Invariant: a name
//! is found whatever index the search starts at; that index affects only the speed.

/// The index of `key` among `names`. The search starts at `next`, because members usually come in declared order.
#[inline]
pub(crate) fn position(names: &[&str], next: usize, key: &str) -> Option<usize> {
    if is_at(names, next, key) {
        return Some(next);
    }
    position_ahead(names, next, key).or_else(|| position_ahead(&names[..next.min(names.len())], 0, key))
}

/// Whether the name at `index` is `key`.
#[inline]
pub(crate) fn is_at(names: &[&str], index: usize, key: &str) -> bool {
    names.get(index).is_some_and(|name| same(name.as_bytes(), key.as_bytes()))
}

/// The index of `key` among `names` from `next` on.
#[inline(never)]
fn position_ahead(names: &[&str], next: usize, key: &str) -> Option<usize> {
    let (first, last) = (key.as_bytes().first(), key.as_bytes().last());
    // The first and the last byte distinguish most names of one length.
    let is = |name: &&str| {
        let name = name.as_bytes();
        name.len() == key.len() && name.last() == last && name.first() == first && same(name, key.as_bytes())
    };
    names.get(next..)?.iter().position(is).map(|index| index + next)
}

/// Compares two names. Names of up to 32 bytes are compared without a call of `memcmp`, because the call costs more
/// than comparing a short name, and names are compared for each member.
#[inline]
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    /// The first and the last `N` bytes of a text. Together they cover every text of up to `2 * N` bytes.
    fn ends<const N: usize>(text: &[u8]) -> Option<[&[u8; N]; 2]> {
        Some([text.first_chunk()?, text.last_chunk()?])
    }
    match left.len() {
        0..4 => left.iter().eq(right),
        4..8 => ends::<4>(left) == ends::<4>(right),
        8..16 => ends::<8>(left) == ends::<8>(right),
        16..=32 => ends::<16>(left) == ends::<16>(right),
        _ => left == right,
    }
}
