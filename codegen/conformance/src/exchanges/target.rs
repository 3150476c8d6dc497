//! Compares the target of an example request with the target that a route builds.
//!
//! In: two targets. Out: nothing, or the difference. Invariant: only percent-encoding, a final slash, and the order of
//! query options may differ.

use graph_runtime::http::{Method, Uri};

/// A target with percent-encoding for characters that a URI cannot contain.
pub(super) fn encoded(target: &str) -> String {
    let mut text = String::with_capacity(target.len());
    for char in target.chars() {
        match char {
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '#' => push(&mut text, char),
            '!'..='~' => text.push(char),
            _ => push(&mut text, char),
        }
    }
    text
}

fn push(text: &mut String, char: char) {
    for byte in char.encode_utf8(&mut [0; 4]).bytes() {
        text.push_str(&format!("%{byte:02X}"));
    }
}

/// Checks that a request to a URI below the service root `root` has the request line `line`.
pub(super) fn same(line: &str, method: &Method, uri: &Uri, root: &str) -> Result<(), String> {
    let (shown_method, target) = line.split_once(' ').unwrap_or((line, ""));
    if method.as_str() != shown_method {
        return Err(format!("the method was {shown_method} and is {method}"));
    }
    let built = uri.to_string();
    let built = built.strip_prefix(root).unwrap_or(&built);
    match parts(target) == parts(&unquoted(built)) {
        true => Ok(()),
        false => Err(format!("the target is {built}")),
    }
}

/// The segments of the path and the sorted query options, decoded.
fn parts(target: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.trim_matches('/').split('/').map(decoded).collect();
    let option = |option: &str| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        (decoded(name), decoded(&value.replace('+', " ")))
    };
    let mut query: Vec<(String, String)> = query.split('&').filter(|text| !text.is_empty()).map(option).collect();
    query.sort_unstable();
    (path, query)
}

/// The target that a route built, without the quotes around placeholders such as `<date>`. An example may have
/// `f(a=<date>)`. A route reads `<date>` as a string, because it is no other OData literal, and builds `f(a='<date>')`.
fn unquoted(target: &str) -> String {
    target.replace("%27%3C", "%3C").replace("%3E%27", "%3E")
}

/// The text with each `%41` and the like replaced by its character.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_that_differ_only_in_percent_encoding_are_equal() {
        for (shown, built, same) in [
            ("/me/x y/?$top=1&$filter=a eq 'b'", "/me/x%20y?$filter=a%20eq%20%27b%27&$top=1", true),
            ("/me/a%2fb", "/me/a%2Fb", true),
            ("/me/a/b", "/me/a%2Fb", false),
            ("/me?$top=1", "/me", false),
            ("/me?$search=a+b", "/me?$search=a%20b", true),
            ("/f(a=<a>,b='x')", "/f(a=%27%3Ca%3E%27,b='x')", true),
        ] {
            let uri: Uri = format!("https://x/v{built}").parse().expect("a URI");
            assert_eq!(
                super::same(&format!("GET {shown}"), &Method::GET, &uri, "https://x/v").is_ok(),
                same,
                "{shown}"
            );
        }
        assert!(super::same("GET /me", &Method::POST, &Uri::from_static("https://x/v/me"), "https://x/v").is_err());
        assert_eq!(encoded("/a{b}/\"é\"?x=%20#"), "/a%7Bb%7D/%22%C3%A9%22?x=%20%23");
    }
}
