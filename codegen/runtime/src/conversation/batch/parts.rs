//! Divides the routes of a batch among requests, because one request takes only 20 of them.
//!
//! In: for each route the earlier routes that it depends on. Out: the indexes of the routes of each request. Invariant:
//! every route is in one request; no request exceeds the limit, and no route depends on a route in another request.

use crate::RequestError;

/// The highest number of routes in one request.
pub(super) const LIMIT: usize = 20;

pub(super) fn split(dependencies: &[&[usize]]) -> Result<Vec<Vec<usize>>, RequestError> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for group in groups(dependencies)? {
        if group.len() > LIMIT {
            return Err(RequestError::Dependencies { count: group.len() });
        }
        match parts.iter_mut().find(|part| part.len() + group.len() <= LIMIT) {
            Some(part) => part.extend(group),
            None => parts.push(group),
        }
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    Ok(parts)
}

/// Groups the routes that depend on each other, directly or indirectly. The groups are ordered by their first route.
fn groups(dependencies: &[&[usize]]) -> Result<Vec<Vec<usize>>, RequestError> {
    // A union-find forest: each route leads to a lower index in its group, and the lowest index of a group to itself.
    let mut lowest: Vec<usize> = (0..dependencies.len()).collect();
    for (index, earlier) in dependencies.iter().enumerate() {
        for earlier in *earlier {
            if *earlier >= index {
                return Err(RequestError::Dependency { index });
            }
            let (one, other) = (root(&lowest, index), root(&lowest, *earlier));
            lowest[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); dependencies.len()];
    for index in 0..dependencies.len() {
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
