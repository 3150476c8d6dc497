//! Renders findings for people: the line of the page with a caret below it.
//!
//! Each span of a finding shows one line at most. Only the text near the span is shown if the line is long: some table
//! rows have thousands of characters.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use graph_codegen::diagnostic::{Diagnostic, Severity, TextEdit};
use graph_codegen::source::{Sources, Span};

use crate::console::visible;
use crate::report::positions::Positions;

/// How many notes of a finding are shown with the text of their line. For further notes only path and line number are
/// listed.
const SHOWN: usize = 3;

/// Renders findings one after the other, each with a blank line after it.
pub(crate) fn render<'d>(
    sources: &Sources,
    diagnostics: impl IntoIterator<Item = (Severity, &'d Diagnostic)>,
    colours: bool,
) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut positions = Positions::new(sources);
    let mut text = String::new();
    for (severity, diagnostic) in diagnostics {
        text.push_str(&render_one(&renderer, &mut positions, severity, diagnostic));
        text.push_str("\n\n");
    }
    text
}

fn render_one(
    renderer: &Renderer,
    positions: &mut Positions<'_>,
    severity: Severity,
    diagnostic: &Diagnostic,
) -> String {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id()));
    group = show(group, positions, diagnostic.span, AnnotationKind::Primary, None);
    let (shown, listed) = diagnostic.notes.split_at(diagnostic.notes.len().min(SHOWN));
    for (span, note) in shown {
        group = show(group, positions, *span, AnnotationKind::Context, Some(visible(note)));
    }
    if !listed.is_empty() {
        let mut place = |span: Span| format!("{}:{}", visible(positions.page(span).0), positions.of(span).line);
        let places: Vec<String> = listed.iter().map(|(span, _)| place(*span)).collect();
        group = group.element(Level::NOTE.message(format!("also at {}", places.join(", "))));
    }
    if diagnostic.more > 0 {
        let count = if diagnostic.more == 1 {
            "1 more position has".to_owned()
        } else {
            format!("{} more positions have", diagnostic.more)
        };
        group = group.element(Level::NOTE.message(format!("{count} the same cause")));
    }
    let edits = diagnostic.fix.as_ref().and_then(|fix| fix.edits(positions.sources())).unwrap_or_default();
    if let Some((first, rest)) = edits.split_first()
        && let Some(snippet) = patch(positions, first)
    {
        let mut help = diagnostic.help.to_string();
        if !rest.is_empty() {
            help += &format!(" (the first of {} edits)", edits.len());
        }
        let fix = Group::with_title(Level::HELP.secondary_title(visible(&help))).element(snippet);
        return renderer.render(&[group, fix]);
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(visible(&diagnostic.help)));
    }
    renderer.render(&[group])
}

/// An edit as a diff: the lines with their old and their new text. `None` if the edit changes too many lines to be
/// readable.
fn patch<'a, 's: 'a>(positions: &mut Positions<'s>, edit: &TextEdit) -> Option<Snippet<'a, Patch<'a>>> {
    const MAX_LINES: usize = 3;
    let (path, page) = positions.page(edit.span);
    let place = positions.of(edit.span);
    let removed = &page[edit.span.range()];
    if removed.lines().count() > MAX_LINES || edit.text.lines().count() > MAX_LINES {
        return None;
    }
    let end = edit.span.end as usize;
    let line_end = page[end..].find(['\n', '\r']).map_or(page.len(), |length| end + length);
    let start = if place.offset - place.line_start <= BEFORE {
        place.line_start
    } else {
        page.floor_char_boundary(place.offset - BEFORE)
    };
    let end = page.ceil_char_boundary(end.saturating_add(BEFORE)).min(line_end);
    let window = visible(&page[start..end]);
    // `visible` replaces control characters. If it replaced one here, the offsets of the edit do not fit the new text,
    // so the edit is not shown.
    if window != page[start..end] {
        return None;
    }
    let patch = Patch::new(place.offset - start..edit.span.end as usize - start, visible(&edit.text.replace('\r', "")));
    Some(Snippet::source(window).path(visible(path)).line_start(place.line).patch(patch))
}

/// How many bytes of a line are shown before the start of a span (`BEFORE`) and after it (`AFTER`). If the span begins
/// within the first `LONG_LINE` bytes, the renderer gets the line from its start instead and shortens it itself. That
/// looks better, but takes time that grows with the length.
const BEFORE: usize = 60;
const AFTER: usize = 120;
const LONG_LINE: usize = 2_000;

fn show<'a, 's: 'a>(
    group: Group<'a>,
    positions: &mut Positions<'s>,
    span: Span,
    kind: AnnotationKind,
    label: Option<String>,
) -> Group<'a> {
    let (path, page) = positions.page(span);
    let place = positions.of(span);
    let line_end = page[place.offset..].find(['\n', '\r']).map_or(page.len(), |length| place.offset + length);
    let end = page.ceil_char_boundary(place.offset.saturating_add(AFTER)).min(line_end);
    let marked_end = page.floor_char_boundary(span.end as usize).clamp(place.offset, end);
    let snippet = move |start: usize| {
        let mark = kind.span(place.offset - start..marked_end - start).label(label);
        let rest = if end < line_end { "..." } else { "" };
        Snippet::source(format!("{}{rest}", &page[start..end])).line_start(place.line).annotation(mark)
    };
    if place.offset - place.line_start <= LONG_LINE {
        group.element(snippet(place.line_start).path(visible(path)))
    } else {
        let origin = Origin::path(visible(path)).line(place.line).char_column(place.column);
        group.element(origin).element(snippet(page.floor_char_boundary(place.offset - BEFORE)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::code::INVALID_UTF8;
    use graph_codegen::source::{Source, SourceId};

    fn sources(text: &str) -> Sources {
        Sources::new(vec![Source::from_bytes("api/get.md", text.as_bytes().to_vec())])
    }

    fn span(start: u32, end: u32) -> Span {
        Span { source: SourceId(0), start, end }
    }

    fn check(text: &str, diagnostic: &Diagnostic) -> String {
        render(&sources(text), [(diagnostic.severity(), diagnostic)], false)
    }

    #[test]
    fn a_finding_with_all_its_parts() {
        let diagnostic = Diagnostic {
            help: "keep one `two`".into(),
            notes: vec![(span(0, 3), "the first is here".to_owned())],
            ..Diagnostic::new(INVALID_UTF8, span(8, 11), "the name `two` stands twice")
        };
        insta::assert_snapshot!(check("one\ntwo two é\r\nthree", &diagnostic), @r"
        error[D0101]: the name `two` stands twice
         --> api/get.md:2:5
          |
        2 | two two é
          |     ^^^
          |
         ::: api/get.md:1:1
          |
        1 | one
          | --- the first is here
          |
          = help: keep one `two`
        ");
    }

    #[test]
    fn a_span_of_several_lines_shows_the_first_line() {
        let diagnostic = Diagnostic::new(INVALID_UTF8, span(2, 9), "a table without rows");
        insta::assert_snapshot!(check("| a |\n|---|\n", &diagnostic), @r"
        error[D0101]: a table without rows
         --> api/get.md:1:3
          |
        1 | | a |
          |   ^^^
        ");
    }

    #[test]
    fn only_the_surroundings_of_a_span_in_a_long_line_are_shown() {
        for before in [400_u16, 10_000] {
            let text = format!("{}X{}", "é".repeat(before.into()), "b".repeat(10_000));
            let at = u32::from(before) * 2;
            let shown = check(&text, &Diagnostic::new(INVALID_UTF8, span(at, at + 1), "an X"));
            let place = format!("api/get.md:1:{}", before + 1);
            assert!(shown.len() < 1_000 && shown.contains(&place) && shown.contains("éXb"), "{shown}");
        }
    }

    #[test]
    fn a_finding_without_place_and_text_is_rendered() {
        for (text, place) in
            [("", span(0, 0)), ("é", span(1, 1)), ("a", span(7, 9)), ("a\n", span(2, 2)), ("a", span(1, 0))]
        {
            let shown = check(text, &Diagnostic::new(INVALID_UTF8, place, "something"));
            assert!(shown.contains("something") && shown.contains("api/get.md:"), "{shown}");
        }
    }

    #[test]
    fn control_characters_of_a_page_do_not_reach_the_terminal() {
        let finding = Diagnostic::new(INVALID_UTF8, span(2, 5), "found `\u{1b}[2J`");
        let shown = check("a \u{1b}[2J b", &Diagnostic { help: "\u{1b}c".into(), ..finding });
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}
