//! Mistakes in request lines: repeated lines, spaces within a path, wrong placeholders and wrong queries.

mod path_rows;

use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::section::operation::request_lines::METHODS;
use crate::decl::vocabulary::QUERY_OPTIONS;
use crate::decl::{PageDecls, RouteDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Page;
use crate::source::Source;
use crate::text::near;

/// Reports mistakes in request lines, and rows of path parameters that no request line has.
pub(super) fn check(
    page: &Page<'_>,
    decls: &PageDecls,
    places: &[BlockPlace],
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(operations) = &decls.operations else { return };
    path_rows::check(page, places, operations, diagnostics);
    let mut run = 0;
    for (position, route) in operations.routes.iter().enumerate() {
        // Two request lines are in the same code block if the text between them is only white space.
        let before = position.checked_sub(1).map(|before| &operations.routes[before]);
        let between = before.and_then(|before| source.text.get(before.span.end as usize..route.span.start as usize));
        if between.is_none_or(|between| !between.trim().is_empty()) {
            run = position;
        }
        let same = operations.routes[run..position]
            .iter()
            .find(|other| other.method == route.method && other.raw == route.raw);
        if let Some(first) = same {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_TWICE,
                    route.span,
                    format!("the page has the request line `{}` twice", route.raw),
                )
                .help("remove one of the two lines")
                .about(Subject::words(&route.raw))
                .note(first.span, "the first of the two request lines")
                .fix_safely(Edit::RemoveLines(route.span)),
            );
        }
        if route.raw.matches('\'').count() % 2 == 1 {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_PARENTHESIS,
                    route.span,
                    format!("a quote of the path `{}` is not closed", route.raw),
                )
                .help("write a quote at each end of the text")
                .about(Subject::words(&route.raw))
                .fix_unsafely_if(
                    with_quotes(&route.raw).map(|closed| Edit::Word(route.span, route.raw.clone(), closed)),
                ),
            );
        }
        if let Some(path) = behind_version(&route.raw) {
            let message = format!("the path of a request line begins with the version: `{}`", route.raw);
            diagnostics.push(
                Diagnostic::new(code::ROUTE_ABSOLUTE, route.span, message)
                    .help(format!("write `{path}`"))
                    .about(Subject::words(&route.raw))
                    .fix_safely(Edit::Word(route.span, route.raw.clone(), path.to_owned())),
            );
        }
        if let Some((placeholder, segment)) = of_other(&route.raw, &operations.routes) {
            let message = format!("the placeholder `{placeholder}` after `{segment}` names the key of another segment");
            diagnostics.push(
                Diagnostic::new(code::ROUTE_SEGMENT, route.span, message)
                    .help("write a placeholder that names the key of this segment")
                    .about(Subject::words(&route.raw)),
            );
        }
        if ["{undefined}", "{null}", "{}"].iter().any(|hole| route.raw.contains(hole)) {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_SEGMENT,
                    route.span,
                    format!("a placeholder of the path `{}` has no name", route.raw.trim()),
                )
                .help("write a name such as `{id}` in its braces")
                .about(Subject::words(&route.raw)),
            );
        }
        if let Some(segment) = without_braces(&route.raw, &operations.routes) {
            let message = format!("the segment `{segment}` of the path `{}` has no braces", route.raw.trim());
            diagnostics.push(
                Diagnostic::new(code::ROUTE_BRACE, route.span, message)
                    .help(format!("write `{{{segment}}}`"))
                    .about(Subject::words(&route.raw))
                    .fix_unsafely(Edit::Word(route.span, format!("/{segment}"), format!("/{{{segment}}}"))),
            );
        }
        if let Some((message, help)) = query(&route.raw) {
            diagnostics.push(
                Diagnostic::new(code::ROUTE_SEGMENT, route.span, message).help(help).about(Subject::words(&route.raw)),
            );
        }
        if let Some(mark) = route.raw.trim().chars().last().filter(|last| matches!(last, '.' | ',' | ';')) {
            let path = route.raw.trim();
            diagnostics.push(
                Diagnostic::new(code::ROUTE_SEGMENT, route.span, format!("the path `{path}` ends in `{mark}`"))
                    .help(format!("remove `{mark}`"))
                    .about(Subject::words(path))
                    .fix_unsafely(Edit::Word(route.span, path.to_owned(), path.trim_end_matches(mark).to_owned())),
            );
        }
        if let Some(name) = in_angles(&route.raw) {
            diagnostics.push(
                Diagnostic::new(code::ROUTE_BRACE, route.span, format!("the placeholder `<{name}>` has no braces"))
                    .help(format!("write `{{{name}}}`"))
                    .about(Subject::words(&route.raw))
                    .fix_safely(Edit::Word(route.span, format!("<{name}>"), format!("{{{name}}}"))),
            );
        }
        if let Some(name) = in_squares(&route.raw) {
            diagnostics.push(
                Diagnostic::new(code::ROUTE_BRACE, route.span, format!("the argument `[{name}]` has no braces"))
                    .help(format!("write `{{{name}}}`"))
                    .about(Subject::words(&route.raw))
                    .fix_unsafely(Edit::Replace(
                        route.span,
                        format!(
                            "{} {}",
                            route.method.as_str(),
                            route.raw.replace(&format!("[{name}]"), &format!("{{{name}}}"))
                        ),
                    )),
            );
        }
        if let Some(method) = second(&route.raw) {
            diagnostics.push(
                Diagnostic::new(code::ROUTE_BLANK, route.span, "two request lines stand on one line")
                    .help(format!("begin a new line before `{method}`"))
                    .about(Subject::words(&route.raw)),
            );
        } else if has_blank(&route.raw) {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_BLANK,
                    route.span,
                    format!("a blank stands within the path `{}`", route.raw),
                )
                .help(format!("write `{}`", without_blanks(&route.raw)))
                .about(Subject::words(&route.raw))
                .fix_unsafely(Edit::Word(
                    route.span,
                    route.raw.trim().to_owned(),
                    without_blanks(&route.raw),
                )),
            );
        }
    }
}

/// The method of a second request behind a path, such as `GET` in `/users GET /groups`.
fn second(path: &str) -> Option<&'static str> {
    METHODS.iter().map(|(known, _)| *known).find(|known| {
        let behind = path.split_once(known).filter(|(before, _)| before.ends_with(' '));
        behind.is_some_and(|(_, behind)| behind.starts_with(" /"))
    })
}

/// The path after a version: `/users` for `/v1.0/users`. `None` if the path does not begin with a version, or is
/// nothing else.
fn behind_version(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/v1.0").or_else(|| path.strip_prefix("/beta"))?;
    (rest.len() > 1 && rest.starts_with('/')).then_some(rest)
}

/// The first segment of a path and the placeholder after it: `users` and `{id}` in `/users/{id}/messages`. `None` if
/// the path does not begin like this.
fn first_segment_with_key(path: &str) -> Option<(&str, &str)> {
    let mut segments = path.trim().trim_start_matches('/').split('/');
    let (segment, placeholder) = (segments.next()?, segments.next()?);
    placeholder.starts_with('{').then_some((segment, placeholder))
}

/// The placeholder after the first segment of a path, and that segment, if the placeholder is named after the first
/// segment of another request line. For `/groups/{team-id}/owners` beside `/teams/{team-id}/owners` these are
/// `{team-id}` and `groups`. `None` if the placeholder is right.
fn of_other<'r>(path: &'r str, routes: &[RouteDecl]) -> Option<(&'r str, &'r str)> {
    let (segment, placeholder) = first_segment_with_key(path)?;
    let is_named_after = |segment: &str| {
        let name = segment.trim_end_matches('s').to_ascii_lowercase();
        !name.is_empty() && placeholder[1..].to_ascii_lowercase().starts_with(&name)
    };
    let owner = routes
        .iter()
        .filter_map(|route| first_segment_with_key(&route.raw))
        .find(|other| other.1 == placeholder && other.0 != segment && is_named_after(other.0));
    // `/groups/{team-id}/team` is right, because a group and its team have the same id: a later segment (`team`) has
    // the name in the placeholder.
    let is_below = path.split('/').skip(2).any(|below| !below.starts_with('{') && is_named_after(below));
    owner.filter(|_| !is_named_after(segment) && !is_below).map(|_| (placeholder, segment))
}

/// A segment that should be a placeholder but has no braces: `id`, or a name with a hyphen such as `team-id`, if
/// another request line of the page has `{team-id}` behind the same segment.
fn without_braces<'r>(path: &'r str, routes: &[RouteDecl]) -> Option<&'r str> {
    let path = path.trim().split('?').next().unwrap_or_default();
    let mut before = "";
    path.split('/').find(|segment| {
        let is_name = |other: &RouteDecl| {
            let braced = format!("/{before}/{{{segment}}}");
            !before.is_empty() && other.raw.contains(&braced)
        };
        let is_hole = *segment == "id" || segment.contains('-') && routes.iter().take(LINES).any(is_name);
        before = segment;
        !segment.is_empty() && is_hole
    })
}

/// The highest number of request lines of a page with which each request line is compared. A limit keeps pages with
/// very many lines fast.
const LINES: usize = 32;

/// What is wrong with the query of a request line, and the help that says what to write instead; `None` if nothing is
/// wrong.
fn query(path: &str) -> Option<(String, String)> {
    let (_, query) = path.split_once('?')?;
    // A question mark within quotes or within the braces of a placeholder is part of a value, and no second start of
    // the query.
    let is_bare = |(at, _): &(usize, &str)| {
        let before = &query[..*at];
        before.matches('\'').count() % 2 == 0 && before.matches('{').count() == before.matches('}').count()
    };
    if query.match_indices('?').any(|found| is_bare(&found)) {
        return Some((
            "the query of the request line begins twice".to_owned(),
            "write `&` for the second `?`".to_owned(),
        ));
    }
    let part = |part: &str| {
        let (name, value) = part.split_once('=')?;
        if let Some((_, joined)) = value.split_once("}$") {
            let joined = joined.split('=').next().unwrap_or_default();
            return Some((
                format!("no `&` separates `${joined}` from the query option before"),
                format!("write `&${joined}`"),
            ));
        }
        let name = name.to_ascii_lowercase();
        let near = near::slip(&name, QUERY_OPTIONS.iter().copied()).filter(|_| name.starts_with('$'));
        let near = near.filter(|_| !QUERY_OPTIONS.contains(&name.as_str()))?;
        Some((format!("OData has no query option `{name}`"), format!("write `{near}`")))
    };
    query.split('&').find_map(part)
}

/// A segment in angle brackets, such as `<id>`, where a placeholder has braces. `None` if the path has no such segment.
fn in_angles(path: &str) -> Option<&str> {
    let path = path.split('?').next().unwrap_or_default();
    // A colon may follow the placeholder, as in `/drives/<id>:/folder`, where a path within the drive begins.
    let whole = path.split('/').find_map(|segment| segment.strip_prefix('<')?.trim_end_matches(':').strip_suffix('>'));
    whole.or_else(|| {
        // An argument may have two angle brackets at each end: `(date='<<date>>')`. The result keeps one at each end.
        let (_, rest) = path.split_once("<<")?;
        let (name, _) = rest.split_once(">>")?;
        let start = path.len() - rest.len() - 1;
        path.get(start..start + name.len() + 2)
    })
}

/// An argument in square brackets: `date` of `(date=[date])`. `None` if the path has no such argument.
fn in_squares(path: &str) -> Option<&str> {
    let (_, rest) = path.split_once("=[").or_else(|| path.split_once("='["))?;
    let (name, _) = rest.split_once(']')?;
    name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)).then_some(name)
}

/// Whether a path has a space beside a slash, outside of braces, parentheses and the query.
fn has_blank(path: &str) -> bool {
    let mut depth = 0_usize;
    let mut before = '/';
    for c in path.trim().chars() {
        match c {
            '{' | '(' | '<' => depth += 1,
            '}' | ')' | '>' => depth = depth.saturating_sub(1),
            '?' => return false,
            ' ' if depth == 0 && before == '/' => return true,
            '/' if depth == 0 && before == ' ' => return true,
            _ => {}
        }
        before = c;
    }
    false
}

fn without_blanks(path: &str) -> String {
    path.trim().replace("/ ", "/").replace(" /", "/")
}

/// A path with its missing quote added: `f(name='{name}')` for `f(name='{name})`. `None` unless exactly one argument
/// lacks a quote at one end.
fn with_quotes(path: &str) -> Option<String> {
    let is_end = |c: char| matches!(c, '(' | ')' | ',');
    let mut halves = path.split(is_end).filter(|argument| argument.matches('\'').count() % 2 == 1);
    let half = halves.next().filter(|_| halves.next().is_none())?;
    let (name, value) = half.split_once('=').map_or(("", half), |(name, value)| (name, value));
    let closed = match (value.starts_with('\''), value.ends_with('\'')) {
        (true, false) => format!("{value}'"),
        (false, true) => format!("'{value}"),
        (true, true) | (false, false) => return None,
    };
    let argument = if name.is_empty() { closed } else { format!("{name}={closed}") };
    Some(path.replacen(half, &argument, 1))
}
