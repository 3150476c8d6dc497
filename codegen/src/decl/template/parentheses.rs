//! Balances the parentheses of function calls in a path. In: a path in which one is missing or superfluous, such as
//! `/range(address='a'/rows`. Out: the corrected path, `/range(address='a')/rows`.

/// The path with its missing parentheses added, or superfluous ones removed, so that each segment has as many closing
/// as opening ones. `None` if the parentheses already match.
pub(super) fn balanced(path: &str) -> Option<String> {
    let counts = |text: &str| (text.matches('(').count(), text.matches(')').count());
    let (opening, closing) = counts(path);
    let close = |part: &str| {
        let (opening, closing) = counts(part);
        match opening.checked_sub(closing) {
            Some(missing) => part.to_owned() + &")".repeat(missing),
            None => {
                let last = part.len() - part.trim_end_matches(')').len();
                part[..part.len() - last.min(closing - opening)].to_owned()
            }
        }
    };
    (opening != closing).then(|| path.split('/').map(close).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parenthesis_is_closed_at_the_end_of_its_own_segment() {
        let check = |path: &str, expected: Option<&str>| assert_eq!(balanced(path).as_deref(), expected);
        check("/range(address='a'/rows", Some("/range(address='a')/rows"));
        check("/range(address='a'))/rows", Some("/range(address='a')/rows"));
        check("/range(address='a/b')/rows", None);
    }
}
