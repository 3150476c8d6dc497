//! Finds equivalent spellings of a path, such as `users/7` for `users('7')`.
//!
//! In: the path and query of a request. Out: the received spelling, and then others that services accept. Invariant:
//! each spelling is the one before it, changed by one rule; a slash in quotes stays part of the key.

/// The spellings of a path and query that services accept, the received one first.
pub(in crate::server) struct Spellings {
    path: String,
    query: String,
    next: usize,
}

/// The rules that change the spelling of a path, applied in this order. Each returns `None` if the path has nothing
/// that it changes.
const RULES: &[fn(&str) -> Option<String>] = &[decoded, keys_as_segments, without_last_colon, without_cast];

impl Spellings {
    pub(in crate::server) fn of(target: &str) -> Self {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let bare = path.trim_end_matches('/');
        Self {
            path: if bare.is_empty() { "/" } else { bare }.to_owned(),
            query: query.map_or_else(String::new, |query| format!("?{query}")),
            next: 0,
        }
    }
}

impl Iterator for Spellings {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.next > 0 {
            let (at, path) = (self.next - 1..RULES.len()).find_map(|at| Some((at, RULES[at](&self.path)?)))?;
            (self.next, self.path) = (at + 1, path);
        }
        self.next += 1;
        Some(format!("{}{}", self.path, self.query))
    }
}

/// The path and query without the version of the API in front: `/me` of `/v1.0/me`. `None` if it does not begin with a
/// version.
pub(crate) fn without_version(target: &str) -> Option<&str> {
    let rest = target.strip_prefix('/')?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let is_version = |text: &str| {
        text.eq_ignore_ascii_case("beta")
            || text
                .strip_prefix(['v', 'V'])
                .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()) && is_number(number))
    };
    is_version(&rest[..end]).then(|| if end == rest.len() { "/" } else { &rest[end..] })
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Decodes characters that need no encoding: `root%3A/a` becomes `root:/a`.
fn decoded(path: &str) -> Option<String> {
    let mut plain = path.to_owned();
    for (escape, character) in
        [("%3A", ":"), ("%24", "$"), ("%28", "("), ("%29", ")"), ("%27", "'"), ("%2C", ","), ("%3D", "=")]
    {
        plain = plain.replace(escape, character).replace(&escape.to_ascii_lowercase(), character);
    }
    (plain != path).then_some(plain)
}

/// Keys in parentheses as segments of their own: `users('7')` becomes `users/7`.
fn keys_as_segments(path: &str) -> Option<String> {
    let mut found = false;
    let segments = segments(path).map(|segment| match key(segment) {
        Some((name, key)) => {
            found = true;
            format!("{name}/{key}")
        }
        None => segment.to_owned(),
    });
    let path = segments.collect::<Vec<_>>().join("/");
    found.then_some(path)
}

/// The name and the key in `users('7')` or `users(id='7')`.
fn key(segment: &str) -> Option<(&str, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    if name.is_empty() || key.is_empty() {
        return None;
    }
    let value = match key.split_once('=') {
        Some((name, value)) if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => value,
        _ => key,
    };
    match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        Some(text) => Some((name, text.replace("''", "'").replace('/', "%2F"))),
        None => (!value.contains(['\'', ',', '('])).then(|| (name, value.to_owned())),
    }
}

/// Removes the colon that may end a path-based address of an item: `root:/a:` is `root:/a`.
fn without_last_colon(path: &str) -> Option<String> {
    let bare = path.strip_suffix(':')?;
    bare.contains(":/").then(|| bare.to_owned())
}

/// Removes a cast segment, such as in `members/microsoft.graph.user`. The path addresses the same values without it.
fn without_cast(path: &str) -> Option<String> {
    let is_cast = |segment: &&str| !segment.contains('(') && crate::route::namespace(segment) > 0;
    let kept: Vec<&str> = segments(path).filter(|segment| !is_cast(segment)).collect();
    let bare = kept.join("/");
    (bare != path).then_some(bare)
}

/// Splits a path at the slashes outside of quotes.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut in_call = 0_usize;
    path.split(move |c| {
        match c {
            '\'' if in_call > 0 => quoted = !quoted,
            '(' if !quoted => in_call += 1,
            ')' if !quoted => in_call = in_call.saturating_sub(1),
            _ => {}
        }
        c == '/' && in_call == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_request_path_is_tried() {
        for (target, expected) in [
            ("/users/", &["/users"][..]),
            ("/", &["/"]),
            (
                "/users('a/b''c')/messages?$top=1",
                &["/users('a/b''c')/messages?$top=1", "/users/a%2Fb'c/messages?$top=1"],
            ),
            ("/users(id='7')", &["/users(id='7')", "/users/7"]),
            ("/x/f(a='1',b=2)", &["/x/f(a='1',b=2)"]),
            ("/root%3A/a%3a", &["/root%3A/a%3a", "/root:/a:", "/root:/a"]),
            ("/g/1/members/microsoft.graph.user", &["/g/1/members/microsoft.graph.user", "/g/1/members"]),
            ("/g/1/members/Graph.user/$count", &["/g/1/members/Graph.user/$count", "/g/1/members/$count"]),
        ] {
            assert_eq!(Spellings::of(target).collect::<Vec<_>>(), expected, "{target}");
        }
    }

    #[test]
    fn a_version_in_front_of_a_path_is_removed() {
        for (target, expected) in [
            ("/v1.0/users?$top=1", Some("/users?$top=1")),
            ("/BETA", Some("/")),
            ("/V2?x", Some("?x")),
            ("/vans/1", None),
            ("/v/1", None),
            ("/users/v1.0", None),
        ] {
            assert_eq!(without_version(target), expected, "{target}");
        }
    }
}
