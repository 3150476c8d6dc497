//! Completes placeholders that lack a brace, and removes superfluous braces.
//!
//! In: the path on the page. Out: the path in which each placeholder has one pair of braces, and whether it changed.
//! Invariant: matched pairs stay unchanged, `<x>` as well as `{x}`.

/// Characters at which a placeholder ends if its closing brace is missing.
const ENDS: [char; 7] = ['/', ')', ',', '?', '&', '\'', ':'];

/// The path in which each placeholder has one pair of braces, and whether it differs from `path`.
pub(super) fn matched(path: &str) -> (String, bool) {
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        let after = &brace[1..];
        text.push_str(before);
        rest = after;
        if brace.starts_with('}') {
            open_word(&mut text);
            continue;
        }
        match after.find(['{', '}']) {
            Some(0) if after.starts_with('{') => {}
            Some(end) if after[end..].starts_with('}') => {
                text.push_str(&brace[..end + 2]);
                rest = &after[end + 1..];
            }
            other => {
                let limit = other.unwrap_or(after.len());
                let end = after[..limit].find(ENDS).unwrap_or(limit);
                text.push('{');
                text.push_str(after[..end].trim_end());
                text.push('}');
                rest = &after[end..];
            }
        }
    }
    text.push_str(rest);
    let changed = text != path;
    (text, changed)
}

/// Completes a placeholder at the end of `text` whose opening brace is missing: `/a/id` becomes `/a/{id}` when a `}`
/// follows it on the page. If `text` does not end with such a word, it stays as it is, and the brace is dropped.
fn open_word(text: &mut String) {
    let word = text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    let start = word.len();
    if start < text.len() && text[..start].ends_with(['/', '\'', '=', '(', '<']) {
        text.insert(start, '{');
        text.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::matched;

    #[test]
    fn each_placeholder_gets_one_pair_of_braces() {
        for (raw, expected) in [
            ("/a/{{id}/b", "/a/{id}/b"),
            ("/a/{id}}/b", "/a/{id}/b"),
            ("/a/{id/b/{c}", "/a/{id}/b/{c}"),
            ("/a/id}/b", "/a/{id}/b"),
            ("/a/{id", "/a/{id}"),
            ("/a/f(x='{x',y={y)", "/a/f(x='{x}',y={y})"),
            ("/a/f(x=x})", "/a/f(x={x})"),
            ("/a/root:/{path:/b", "/a/root:/{path}:/b"),
            ("/a}}", "/{a}"),
            ("/a/{", "/a/{}"),
        ] {
            assert_eq!(matched(raw), (expected.to_owned(), true), "{raw}");
        }
    }

    #[test]
    fn matched_braces_of_a_path_stay_unchanged() {
        for raw in ["", "/a/{id}/b/{x | y/z}", "/a/<id>", "/a/{id}{x}:", "/é/{ü}"] {
            assert_eq!(matched(raw), (raw.to_owned(), false), "{raw}");
        }
    }
}
