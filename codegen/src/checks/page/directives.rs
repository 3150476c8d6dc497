//! Incomplete or misspelt directives: zones without their beginning or end, includes without closing brackets, notes
//! outside of a block quote, and wrong tabs.

use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Page};
use crate::source::{Source, Span};
use crate::text::near;

/// The words that make a quote a note, as in `> [!TIP]`.
pub(super) const ALERTS: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The words of directives with three colons, as in `:::zone pivot="cs"`.
const COLON_WORDS: &[&str] =
    &["zone", "zone-end", "moniker", "moniker-end", "row", "row-end", "column", "column-end", "image", "image-end"];

/// The names of tabs that pages have, as in `# [HTTP](#tab/http)`.
const TABS: &[&str] = &["http", "csharp", "javascript", "objc", "java", "powershell", "python", "typescript"];

/// Reports directives with missing brackets, missing ends, or misspelt words.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for block in &page.blocks {
        match block {
            Block::Paragraph(text) if text.span.source == page.source => {
                let raw = text.raw(&source.text);
                if raw.starts_with("[!") {
                    diagnostics.extend(unquoted(raw, text.span).or_else(|| unclosed(raw, text.span)));
                }
            }
            Block::Quote(text) if text.span.source == page.source => {
                diagnostics.extend(unmarked(text.raw(&source.text), text.span));
            }
            Block::Tab(span) if span.source == page.source => diagnostics.extend(tab(*span, source)),
            _ => {}
        }
    }
    tabs(page, source, diagnostics);
    first_tab(page, source, diagnostics);
    empty_notes(page, source, diagnostics);
    // Few pages have zones, and searching for `:::` is fast, so all other pages are skipped.
    if memchr::memmem::find(source.text.as_bytes(), b":::").is_some() {
        zones(page, source, diagnostics);
    }
}

/// Reports tabs of programming languages directly below a code block that is in no tab: the line `# [HTTP](#tab/http)`
/// above this block is missing.
fn first_tab(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut is_open = false;
    for (at, block) in page.blocks.iter().enumerate() {
        match block {
            Block::TabEnd(_) => is_open = false,
            Block::Tab(span) if span.source == page.source => {
                let line = source.text.get(span.range()).unwrap_or_default();
                let name = line.rsplit_once("#tab/").map_or("", |(_, name)| name.trim_end_matches([')', ' ']));
                let is_code = TABS.contains(&name) && name != "http";
                if !is_open
                    && is_code
                    && let [.., above, Block::Fence(fence)] = &page.blocks[..at]
                {
                    let place = if let Block::Annotation(annotation) = above { annotation.span } else { fence.span };
                    let line = source.text.get(place.range()).and_then(|text| text.lines().next()).unwrap_or_default();
                    let place = Span { end: place.start + u32::try_from(line.len()).unwrap_or(0), ..place };
                    diagnostics.push(
                        Diagnostic::new(
                            code::UNCLOSED_TABS,
                            place,
                            "the group of tabs below this code block has no tab for HTTP",
                        )
                        .help("write `# [HTTP](#tab/http)` above the block")
                        .about(Subject::words(name))
                        .note(*span, "the first tab"),
                    );
                }
                is_open = true;
            }
            _ => {}
        }
    }
}

/// Reports `[!NOTE]` outside of a quote.
fn unquoted(raw: &str, span: Span) -> Option<Diagnostic> {
    let word = raw[2..].split(']').next()?;
    if !raw[2 + word.len()..].starts_with(']') || !ALERTS.iter().any(|kind| kind.eq_ignore_ascii_case(word)) {
        return None;
    }
    let place = Span { end: span.start + u32::try_from(word.len() + 3).unwrap_or(0), ..span };
    Some(
        Diagnostic::new(code::ALERT_SLIP, place, format!("`[!{word}]` stands outside of a quote, and begins no note"))
            .help("write `>` before each line of the note")
            .about(Subject::words(raw.lines().nth(1).unwrap_or(word))),
    )
}

/// Reports an include without the brackets at its end, such as `[!INCLUDE [name](path`.
fn unclosed(raw: &str, span: Span) -> Option<Diagnostic> {
    let line = raw.lines().next()?.trim_end();
    let is_include = line.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("include"));
    if !is_include || !line.contains('(') || line.ends_with(")]") {
        return None;
    }
    let right = format!("{})]", line.trim_end_matches([')', ']', ' ']));
    let place = Span { end: span.start + u32::try_from(line.len()).unwrap_or(0), ..span };
    Some(
        Diagnostic::new(
            code::DIRECTIVE_UNKNOWN,
            place,
            "the directive has no closing `)]`, so nothing is included here",
        )
        .help("write `)]` at the end of the directive")
        .about(Subject::words(line))
        .fix_unsafely(Edit::Replace(place, right)),
    )
}

/// Reports a quote that begins with the mark of a note, if the mark lacks a bracket or the `!`: `[!NOTE` for example.
fn unmarked(raw: &str, span: Span) -> Option<Diagnostic> {
    let line = raw.lines().next()?.trim_end();
    if !line.starts_with(['[', '!']) {
        return None;
    }
    let word = line.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_kind = ALERTS.iter().any(|kind| kind.eq_ignore_ascii_case(word));
    if !is_kind || line.eq_ignore_ascii_case(&format!("[!{word}]")) {
        return None;
    }
    let place = Span { end: span.start + u32::try_from(line.len()).unwrap_or(0), ..span };
    let right = format!("[!{}]", word.to_ascii_uppercase());
    Some(
        Diagnostic::new(code::ALERT_SLIP, place, format!("`{line}` does not begin a note"))
            .help(format!("write `{right}`"))
            .about(Subject::words(line))
            .fix_safely(Edit::Replace(place, right)),
    )
}

/// Reports `> [!NOTE]` if the next line does not begin with `>`: then the note is empty.
fn empty_notes(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for at in memchr::memmem::find_iter(source.text.as_bytes(), b"[!") {
        let (before, after) = source.text.split_at(at);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let mut lines = after.lines();
        let mark = lines.next().unwrap_or_default().trim_end();
        let word = mark.trim_start_matches("[!").trim_end_matches(']');
        let is_mark = before[start..].trim() == ">" && ALERTS.iter().any(|kind| kind.eq_ignore_ascii_case(word));
        let is_below = |line: &str| line.trim_start().starts_with('>');
        if !is_mark || !mark.ends_with(']') || lines.next().is_some_and(is_below) {
            continue;
        }
        let span = Span::new(page.source, at..at + mark.len());
        diagnostics.push(
            Diagnostic::new(code::ALERT_SLIP, span, format!("the note is empty: `{mark}`"))
                .help("write `>` before each line of the note")
                .about(Subject::words(mark)),
        );
    }
}

/// The name of a tab: `http` of `# [HTTP](#tab/http)`.
fn tab_name(span: Span, source: &Source) -> Option<&str> {
    let (_, rest) = source.text.get(span.range())?.split_once("#tab/")?;
    rest.split(')').next()
}

/// Reports a tab with the name of another tab of its group: readers see one of the two only.
fn tabs(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut group: Vec<(&str, Span)> = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Tab(span) if span.source == page.source => {
                let Some(name) = tab_name(*span, source) else { continue };
                // If the first tab of the group occurs again, the parser takes it as the start of another group and
                // reports that.
                if let Some((_, first)) = group.iter().skip(1).find(|(known, _)| *known == name) {
                    diagnostics.push(
                        Diagnostic::new(
                            code::LEFT_OVER,
                            *span,
                            format!("the group has two tabs with the name `{name}`"),
                        )
                        .help("write the name of the language that the tab shows")
                        .about(Subject::words(name))
                        .note(*first, "the first tab with this name"),
                    );
                }
                group.push((name, *span));
            }
            Block::TabEnd(_) | Block::Heading(_) => group.clear(),
            _ => {}
        }
    }
}

/// Reports a misspelt name of a tab.
fn tab(span: Span, source: &Source) -> Option<Diagnostic> {
    let line = source.text.get(span.range())?;
    let (_, rest) = line.split_once("#tab/")?;
    let name = rest.split([')', '/']).next()?;
    if name.len() < 3 || TABS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let near = *near::nearest(name, TABS.iter().copied(), 2).first()?;
    let is_slip = near.len().abs_diff(name.len()) < 2
        && (near.len() > 4 || near::nearest(name, [near].into_iter(), 1).len() == 1);
    is_slip.then(|| {
        Diagnostic::new(code::ALERT_SLIP, span, format!("the name `{name}` of a tab is misspelt"))
            .help(format!("write `{near}`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(span, name.to_owned(), near.to_owned()))
    })
}

/// Reports zones without their beginning or their end, and misspelt directives with three colons.
fn zones(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut at = 0;
    let mut open: Option<(Span, &str)> = None;
    let mut fenced = false;
    let unclosed = |(span, word): (Span, &str)| {
        Diagnostic::new(code::DIRECTIVE_UNKNOWN, span, format!("this `{word}` has no end"))
            .help(format!("write `::: {word}-end` where it ends"))
            .about(Subject::words(word))
    };
    for line in source.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        if words.starts_with("```") {
            fenced = !fenced;
        }
        let Some(directive) = words.strip_prefix(":::").map(str::trim).filter(|_| !fenced) else { continue };
        let word = directive.split(|c: char| !(c.is_ascii_alphabetic() || c == '-')).next().unwrap_or_default();
        let span = Span::new(page.source, start..start + line.trim_end().len());
        match word {
            "zone" | "moniker" => {
                diagnostics.extend(open.replace((span, word)).map(unclosed));
            }
            "zone-end" | "moniker-end" if open.take().is_none() => diagnostics.push(
                Diagnostic::new(
                    code::DIRECTIVE_UNKNOWN,
                    span,
                    format!("`{word}` ends a part of the page that no line begins"),
                )
                .help("remove the line, or write the line that begins the part")
                .about(Subject::words(word)),
            ),
            _ if COLON_WORDS.contains(&word) || word.is_empty() => {}
            _ => {
                let near = near::slip(word, COLON_WORDS.iter().copied());
                diagnostics.extend(near.map(|near| {
                    Diagnostic::new(code::DIRECTIVE_UNKNOWN, span, format!("`{word}` is not a known directive"))
                        .help(format!("write `{near}`"))
                        .about(Subject::words(word))
                        .fix_unsafely(Edit::Word(span, word.to_owned(), near.to_owned()))
                }));
            }
        }
    }
    diagnostics.extend(open.map(unclosed));
}
