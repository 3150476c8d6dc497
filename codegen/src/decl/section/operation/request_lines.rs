//! Finds the request lines in a code block, such as `GET /users/{id}`. Lines with a mistake, such as a missing or
//! unknown method, are found too, so that they can be reported.

use crate::api::Method;
use crate::page::Fence;

/// The HTTP methods with which a request line may start.
pub(crate) const METHODS: &[(&str, Method)] = &[
    ("GET", Method::Get),
    ("POST", Method::Post),
    ("PUT", Method::Put),
    ("PATCH", Method::Patch),
    ("DELETE", Method::Delete),
    ("HEAD", Method::Head),
    ("OPTIONS", Method::Options),
];

/// A line of a code block that has the form of a request line.
pub(crate) struct RequestLine<'a> {
    /// The method. `None` if the line has no method, or starts with a word in upper case that is not an HTTP method.
    pub(crate) method: Option<Method>,
    /// Whether the method is not in upper case, or has a colon after it.
    pub(crate) odd: bool,
    /// The text after the method (or after the word in its place), such as `/users/{id}`. The whole line if it is a
    /// path alone.
    pub(crate) target: &'a str,
    /// The byte range of the line, counted from the start of the block's content.
    pub(crate) range: std::ops::Range<usize>,
}

/// The request lines in a code block. A line counts if it has one of these forms:
/// - an HTTP method in upper case, with or without a path after it;
/// - another word in upper case, with a path after it;
/// - `get /path` or `GET: /path`;
/// - a path alone, in a block of the language `http` that begins with a path or a request line.
pub(crate) fn lines<'a>(fence: &'a Fence<'_>) -> impl Iterator<Item = RequestLine<'a>> + 'a {
    let mut offset = 0;
    fence.body.split_inclusive('\n').filter_map(move |line| {
        let start = offset + line.len() - line.trim_start().len();
        offset += line.len();
        let trimmed = line.trim();
        let end = trimmed.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(trimmed.len());
        let (word, rest) = trimmed.split_at(end);
        if is_path_alone(trimmed) && is_of_requests(fence) {
            return Some(RequestLine {
                method: None,
                odd: false,
                target: trimmed,
                range: start..start + trimmed.len(),
            });
        }
        let method = METHODS.iter().find(|(known, _)| *known == word).map(|(_, method)| *method);
        let line = |method, odd, target| RequestLine { method, odd, target, range: start..start + trimmed.len() };
        if let Some((method, target)) = lenient_line(trimmed).filter(|_| method.is_none() || rest.starts_with(':')) {
            return Some(line(Some(method), true, target));
        }
        let ends_word = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}', '/', '~']);
        let target = rest.trim();
        let request = method.is_some() || word.len() >= 3 && target.starts_with(['/', '{', '~']);
        (ends_word && request).then(|| line(method, false, target))
    })
}

/// Whether a line is a path without a method.
fn is_path_alone(line: &str) -> bool {
    let path = line.strip_prefix('/').unwrap_or_default();
    // An equals sign shows that a line is not a path, except within parentheses, where it belongs to an argument of a
    // function: `/range(address='A1')`.
    let fixed = path.split('(').next().unwrap_or_default();
    path.starts_with(|c: char| c.is_ascii_alphabetic()) && !path.contains([' ', '?']) && !fixed.contains('=')
}

/// Whether a path without a method counts as a request line in this code block: the language of the block is `http`,
/// and its first line is a path or a request line. In a block of another language, a line that begins with a slash may
/// be anything.
fn is_of_requests(fence: &Fence<'_>) -> bool {
    let first = fence.body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let is_request =
        METHODS.iter().any(|(known, _)| first.strip_prefix(known).is_some_and(|rest| rest.starts_with(' ')));
    fence.language == "http" && (is_path_alone(first) || is_request)
}

/// `get /path` and `GET: /path`: a method in any letter case, and a path. `None` for any other line.
pub(in crate::decl) fn lenient_line(line: &str) -> Option<(Method, &str)> {
    let (word, rest) = line.split_once(|c: char| c.is_whitespace() || c == ':')?;
    let target = rest.trim_start_matches(':').trim();
    let (_, method) = METHODS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    target.starts_with(['/', '{', '~']).then_some((*method, target))
}
