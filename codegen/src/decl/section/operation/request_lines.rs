//! Finds the request lines in a code block: the lines that begin with an HTTP method.

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
    /// The method; `None` if the line starts with a word in upper case that is not an HTTP method.
    pub(crate) method: Option<Method>,
    /// Whether the method is not in upper case, or has a colon after it.
    pub(crate) odd: bool,
    /// The text after the method, such as `/users/{id}`.
    pub(crate) target: &'a str,
    /// The byte range of the line, counted from the start of the block's content.
    pub(crate) range: std::ops::Range<usize>,
}

/// The request lines in a code block: a word in upper case, followed by a path, by words or by nothing.
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
    // The arguments of a function have equals signs, too.
    let fixed = path.split('(').next().unwrap_or_default();
    path.starts_with(|c: char| c.is_ascii_alphabetic()) && !path.contains([' ', '?']) && !fixed.contains('=')
}

/// Whether a code block of the language `http` begins with a path or a request line. In a block of another language, a
/// line that begins with a slash need not be a path.
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
