//! Headings with a wrong level or an unusual title.

pub(in crate::checks) mod sections;

use std::collections::BTreeMap;

use self::sections::{
    ONCE, empty, headers, is_detail, permissions, relationships, request_body, response, sentence_in_heading, unusual,
};
use super::statements::MERGE;
use crate::api::PageKind;
use crate::code;
use crate::decl::PageDecls;
use crate::decl::outline::BlockPlace;
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{PERMISSIONS, RESPONSE};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Page;
use crate::source::Span;
use crate::text::near;

/// Reports headings with a wrong level or an unusual title, and sections that the page has twice or below the wrong
/// heading.
pub(super) fn check(page: &Page<'_>, decls: &PageDecls, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    levels(page, decls, places, diagnostics);
    if decls.kind != PageKind::Conceptual {
        diagnostics.extend(repeated_section(page, places));
        diagnostics.extend(nested_section(page, places));
        diagnostics.extend(number(page, places));
    }
    if decls.kind == PageKind::Operation {
        diagnostics.extend(headers(page, places));
        empty(page, places, diagnostics);
    }
    if decls.kind == PageKind::Resource {
        diagnostics.extend(title(decls));
        diagnostics.extend(relationships(page, places));
    }
    if decls.kind == PageKind::Operation {
        diagnostics.extend(requests(decls, places));
        diagnostics.extend(permissions(page, places));
        diagnostics.extend(sentence_in_heading(page, places).or_else(|| response(page, places)));
        diagnostics.extend(request_body(page, places));
    }
}

fn levels(page: &Page<'_>, decls: &PageDecls, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    let mut headings = places.iter().skip(1).filter(|place| place.span.source == page.source);
    match headings.clone().next() {
        Some(first) if first.level == 1 => {
            headings.next();
        }
        Some(_) | None if decls.kind == PageKind::Conceptual => {}
        first => {
            let span = page.blocks.first().map_or(Span::new(page.source, 0..0), |block| {
                first.filter(|first| first.span.start < block.span().start).map_or(block.span(), |first| first.span)
            });
            diagnostics.push(
                Diagnostic::new(code::TITLE_MISSING, span, "the page has no heading of level 1")
                    .help("begin with a title such as `# user resource type` or `# List users`"),
            );
        }
    }
    let deep = too_deep_section(page, places);
    // Below the first conflict marker of an unfinished git merge, the line `=======` makes a heading of the marker.
    // Another check reports the marker, so this heading is skipped here.
    for place in headings.filter(|place| !MERGE.iter().any(|mark| place.text.starts_with(mark))) {
        let is_deep = || deep.is_some_and(|deep| deep.span == place.span);
        if place.text.contains("#tab/") {
            diagnostics.push(
                Diagnostic::new(
                    code::HEADING_MARK,
                    place.span,
                    format!("`{}` is not read as the title of a tab", place.text),
                )
                .help("write the title of the tab in the form `[HTTP](#tab/http)`")
                .about(Subject::words(&place.text)),
            );
        } else if place.level == 1 {
            diagnostics.push(
                Diagnostic::new(
                    code::HEADING_LEVEL,
                    place.span,
                    format!("`{}` is a second heading of level 1", place.text),
                )
                .help(format!("write `## {}`", place.text))
                .about(Subject::words(&place.text))
                .fix_unsafely(Edit::LineStart(place.span, "## ".to_owned())),
            );
        } else if place.level > 2
            && (RESPONSE.contains(&place.heading.as_str()) && is_detail(&place.section) || is_deep())
        {
            diagnostics.push(
                Diagnostic::new(
                    code::HEADING_LEVEL,
                    place.span,
                    format!(
                        "the heading `{}` is one level too low, so its section counts as a part of the section above",
                        place.text
                    ),
                )
                .help(format!("write `## {}`", place.text))
                .about(Subject::words(&place.text))
                .fix_unsafely(Edit::LineStart(place.span, "## ".to_owned())),
            );
        }
    }
}

/// Finds a usual section with a too deep heading: it has level 3, while all other usual sections of the page (at least
/// two) have level 2. `None` in these cases:
/// - No section is like this, or more than one.
/// - The page has several sections with this heading, because each of them may belong to a part of the page.
/// - The section is part of a section with an unusual heading.
fn too_deep_section<'p>(page: &Page<'_>, places: &'p [BlockPlace]) -> Option<&'p BlockPlace> {
    let shown = || places.iter().filter(|place| !place.section.starts_with("example"));
    let is_usual = |place: &&BlockPlace| place.span.source == page.source && ONCE.contains(&place.heading.as_str());
    let (above, others): (Vec<&BlockPlace>, Vec<&BlockPlace>) =
        shown().filter(is_usual).partition(|place| place.level == 2);
    let [place] = others[..] else { return None };
    let is_once = shown().filter(|other| other.heading == place.heading).count() == 1;
    // Within a section with an unusual heading, level 3 may be right.
    let is_within = place.section == place.heading || ONCE.contains(&place.section.as_str());
    (place.level == 3 && above.len() >= 2 && is_once && is_within).then_some(place)
}

/// Reports a section that a page has twice.
fn repeated_section(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_section = |place: &&BlockPlace| {
        place.level == 2 && place.span.source == page.source && ONCE.contains(&place.heading.as_str())
    };
    let sections: Vec<&BlockPlace> = places.iter().filter(is_section).collect();
    let (first, second) = sections.iter().enumerate().find_map(|(at, place)| {
        let first = sections[..at].iter().find(|first| first.heading == place.heading && first.span != place.span)?;
        Some((first, place))
    })?;
    Some(
        Diagnostic::new(
            code::HEADING_UNUSUAL,
            second.span,
            format!("the page has two sections with the heading `{}`", second.text),
        )
        .help("write a heading that fits the content of this section, or merge the two sections")
        .about(Subject::words(&second.text))
        .note(first.span, "the first heading with these words"),
    )
}

/// Reports two headings in one section with the same number, such as `Example 2: …`, if no other number occurs twice on
/// the page.
fn number(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let mut numbered: BTreeMap<&str, Vec<&BlockPlace>> = BTreeMap::new();
    for place in places.iter().filter(|place| place.span.source == page.source && place.level > 1) {
        let number =
            place.text.strip_prefix("Example ").map(|rest| rest.split([':', ' ', '.', '-']).next().unwrap_or(""));
        if let Some(number) = number.filter(|number| number.parse::<u16>().is_ok()) {
            let same = numbered.entry(number).or_default();
            if same.iter().all(|other| other.span != place.span) {
                same.push(place);
            }
        }
    }
    let mut again = numbered.into_iter().filter(|(_, places)| places.len() > 1);
    // If several numbers occur twice, probably each section numbers its examples from 1, so nothing is reported.
    let ((number, places), None) = (again.next()?, again.next()) else { return None };
    let [first, second] = places[..] else { return None };
    // Equal numbers in different sections are right if each section numbers its own examples.
    (first.level == second.level && first.section == second.section).then(|| {
        Diagnostic::new(code::HEADING_UNUSUAL, second.span, format!("two headings begin with `Example {number}`"))
            .help("number the examples in their order")
            .about(Subject::words(&second.text))
            .note(first.span, "the first heading with these words")
    })
}

/// The sections of a resource page that are part of no other section.
const TOP: &[&str] = &["properties", "relationships", "methods", "json representation"];

/// Reports a section such as `Methods` below another section of the same kind, such as `Properties`. Both should have
/// level 2.
fn nested_section(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_own = |place: &&BlockPlace| place.span.source == page.source && TOP.contains(&place.heading.as_str());
    let place = places.iter().filter(is_own).find(|place| place.level > 2 && TOP.contains(&place.section.as_str()))?;
    // A page that describes several types has these sections below the heading of each type.
    if place.section == place.heading
        || places.iter().filter(is_own).filter(|own| own.heading == place.heading).any(|own| own.span != place.span)
    {
        return None;
    }
    let message = format!(
        "the heading `{}` is one level too low, so its section counts as a part of the section above",
        place.text
    );
    Some(
        Diagnostic::new(code::HEADING_LEVEL, place.span, message)
            .help(format!("write `## {}`", place.text))
            .about(Subject::words(&place.text))
            .fix_unsafely(Edit::LineStart(place.span, "## ".to_owned())),
    )
}

/// Reports a title with repeated words, such as `user user resource type`, or with a misspelt word after the name, such
/// as `resorce type`.
fn title(decls: &PageDecls) -> Option<Diagnostic> {
    let all: Vec<&str> = decls.title.value.split_whitespace().collect();
    let again =
        [1, 2].into_iter().find_map(|count| all.windows(2 * count).find(|words| words[..count] == words[count..]));
    if let Some(words) = again {
        let twice = words[..words.len() / 2].join(" ");
        return Some(
            Diagnostic::new(code::LEFT_OVER, decls.title.span, format!("the word `{twice}` stands twice in the title"))
                .help("remove one of the two words")
                .about(Subject::words(&decls.title.value)),
        );
    }
    let mut words = decls.title.value.split_whitespace().skip(1);
    let (kind, word) = (words.next()?, words.next());
    let usual = ["resource", "complex", "entity", "enumeration"];
    let (slip, meant) = match word {
        Some("type") => (kind, near::slip(kind, usual.into_iter()).filter(|near| !near.eq_ignore_ascii_case(kind))?),
        Some(word) if usual.contains(&kind) && words.next().is_none() => {
            (word, near::slip(word, ["type", "types"].into_iter()).filter(|near| !near.eq_ignore_ascii_case(word))?)
        }
        Some(_) | None => return None,
    };
    Some(
        Diagnostic::new(code::HEADING_SLIP, decls.title.span, format!("`{slip}` in the title is misspelt"))
            .help(format!("write `{meant}`"))
            .about(Subject::words(slip))
            .fix_unsafely(Edit::Word(decls.title.span, slip.to_owned(), meant.to_owned())),
    )
}

/// Reports request lines under an unusual heading.
fn requests(decls: &PageDecls, places: &[BlockPlace]) -> Option<Diagnostic> {
    let routes = &decls.operations.as_ref()?.routes;
    let first = routes.first()?;
    if places.iter().any(|place| is_request_heading(&place.heading)) {
        return None;
    }
    let place = heading_above(first.span, places).filter(|place| place.heading != "request")?;
    // The nearest heading is right for its own section, so it is not renamed: the request lines need an additional
    // heading.
    if PERMISSIONS.contains(&place.heading.as_str()) || is_detail(&place.heading) {
        let message = format!("the request lines stand under `{}`", place.text);
        return Some(
            Diagnostic::new(code::HEADING_UNUSUAL, first.span, message)
                .help("write the heading `HTTP request` above the code block")
                .about(Subject::words(&place.text)),
        );
    }
    Some(unusual(place, "the request lines stand", "HTTP request"))
}

/// The nearest heading above a place. `None` above the first heading.
fn heading_above(span: Span, places: &[BlockPlace]) -> Option<&BlockPlace> {
    places.iter().filter(|place| place.span.source == span.source && place.level > 1).rfind(|place| place.span < span)
}
