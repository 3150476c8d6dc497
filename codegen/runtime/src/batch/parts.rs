//! Which routes travel together.
//!
//! In: the items of a batch with their dependencies. Out: the indexes of each request.
//! Invariant: every index stands in one part; no part is larger than the limit, and none depends on another.

use super::{Batch, Item};
use crate::RequestError;

pub(super) fn split(items: &[Item]) -> Result<Vec<Vec<usize>>, RequestError> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for group in groups(items)? {
        if group.len() > Batch::LIMIT {
            return Err(RequestError::Dependencies { count: group.len() });
        }
        match parts.iter_mut().find(|part| part.len() + group.len() <= Batch::LIMIT) {
            Some(part) => part.extend(group),
            None => parts.push(group),
        }
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    Ok(parts)
}

/// The indexes that depend on each other, directly or not, in the order of the first of each group.
fn groups(items: &[Item]) -> Result<Vec<Vec<usize>>, RequestError> {
    // The group each index is in, by the lowest index of the group: dependencies lead to lower ones only.
    let mut lowest: Vec<usize> = (0..items.len()).collect();
    for (index, item) in items.iter().enumerate() {
        for earlier in &item.after {
            if *earlier >= index {
                return Err(RequestError::Dependency { index });
            }
            let (one, other) = (root(&lowest, index), root(&lowest, *earlier));
            lowest[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for index in 0..items.len() {
        groups[root(&lowest, index)].push(index);
    }
    groups.retain(|group| !group.is_empty());
    Ok(groups)
}

fn root(lowest: &[usize], mut index: usize) -> usize {
    while lowest[index] != index {
        index = lowest[index];
    }
    index
}
