//! Misspelt links and directives, which markdown treats as text.

use super::directives::ALERTS;
use super::texts::{part, texts};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Link, Page, Text};
use crate::source::{Source, Span};
use crate::text::near;

/// Reports misspelt directives, references without a definition, and links with missing or misplaced brackets, without
/// words, or without a target.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        let before = diagnostics.len();
        let raw = text.raw(&source.text);
        // The start of the text is compared first, because few texts begin like this.
        if raw.starts_with("[!") {
            diagnostics.extend(directive(raw, text.span));
        } else if raw.starts_with(['[', '!']) {
            diagnostics.extend(unmarked(raw, text.span));
        }
        for link in text.links() {
            diagnostics.extend(separators(link).or_else(|| link_without_words(link, &source.text)));
        }
        for link in text.links().filter(|link| link.destination.is_empty()) {
            if source.text.get(link.span.range()).is_some_and(|raw| raw.ends_with("]()")) {
                diagnostics.push(
                    Diagnostic::new(code::LINK_MISSING, link.span, format!("the link `{}` has no target", link.text))
                        .help("write the path of a page between the parentheses of the link")
                        .about(Subject::path(&link.text)),
                );
            }
            diagnostics.extend(undefined(
                &link.text,
                source.text.get(link.span.range()).unwrap_or_default(),
                link.span,
            ));
        }
        // The checks below are about brackets. Most texts contain none, so they are skipped here.
        if memchr::memchr3(b'[', b']', b'(', raw.as_bytes()).is_none() {
            continue;
        }
        if memchr::memmem::find(raw.as_bytes(), b")[").is_some() {
            diagnostics.extend(exchanged(text, raw));
        } else if memchr::memmem::find(raw.as_bytes(), b"] (http").is_some() {
            diagnostics.extend(misplaced_brackets(text, raw));
        } else if memchr::memmem::find(raw.as_bytes(), b".md").is_some() {
            diagnostics.extend(
                broken(text, raw).or_else(|| misplaced_brackets(text, raw)).or_else(|| closed_twice(text, raw)),
            );
        }
        if diagnostics.len() == before && memchr::memmem::find(raw.as_bytes(), b"](").is_some() {
            diagnostics.extend(unopened(text, raw));
        }
    }
}

/// Reports a path with backslashes, which separate folders on Windows only.
fn separators(link: &Link<'_>) -> Option<Diagnostic> {
    let path = link.destination.as_ref();
    if !path.contains('\\') || path.contains("://") {
        return None;
    }
    let right = path.replace('\\', "/");
    Some(
        Diagnostic::new(code::LINK_BROKEN, link.span, format!("the path `{path}` has backslashes"))
            .help(format!("write `{right}`"))
            .about(Subject::path(path))
            .fix_unsafely(Edit::Target(link.span, path.to_owned(), right)),
    )
}

/// Reports `[](page.md)`, of which readers see nothing. An image may have no words.
fn link_without_words(link: &Link<'_>, page: &str) -> Option<Diagnostic> {
    let raw = page.get(link.span.range()).filter(|raw| raw.starts_with("[]("))?;
    let before = page[..link.span.start as usize].chars().next_back();
    (!link.destination.is_empty() && before != Some('!')).then(|| {
        Diagnostic::new(code::LINK_BROKEN, link.span, format!("the link `{raw}` has no text, so readers do not see it"))
            .help("write the text of the link between its brackets")
            .about(Subject::path(&link.destination))
    })
}

/// Reports `words](page.md)`, whose opening bracket is missing.
fn unopened(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let words = text.inlines.iter().find_map(|inline| match inline {
        Inline::Text(words) if words.contains("](") => Some(words.as_ref()),
        _ => None,
    })?;
    let (before, after) = words.split_once("](")?;
    let target = &after[..after.find(')')?];
    let is_target = target.contains('/') || target.contains(".md") || target.starts_with('#');
    let word = before.rsplit([' ', '(', '|']).next()?;
    if word.is_empty() || word.contains('[') || !is_target || target.contains(char::is_whitespace) {
        return None;
    }
    let written = format!("{word}]({target})");
    let span = part(text, raw.find(&written)?, written.len());
    Some(
        Diagnostic::new(code::LINK_BROKEN, span, format!("`{written}` is not a link, because a bracket is missing"))
            .help(format!("write `[{written}`"))
            .about(Subject::path(word))
            .fix_unsafely(Edit::Replace(span, format!("[{written}"))),
    )
}

/// Reports a misspelt directive, such as `[!INCLDE [name](path)]`.
fn directive(raw: &str, span: Span) -> Option<Diagnostic> {
    let word = raw[2..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if raw[2 + word.len()..].starts_with(']') {
        return alert(word, span);
    }
    if word.eq_ignore_ascii_case("include") || !raw.contains("](") {
        return None;
    }
    near::nearest(word, ["include"].into_iter(), 2).first()?;
    let at = span.start as usize + 2;
    Some(
        Diagnostic::new(
            code::DIRECTIVE_UNKNOWN,
            Span::new(span.source, at..at + word.len()),
            format!("`{word}` is not a known directive, so nothing is included here"),
        )
        .help("write `INCLUDE`")
        .about(Subject::words(word))
        .fix_unsafely(Edit::Replace(Span::new(span.source, at..at + word.len()), "INCLUDE".to_owned())),
    )
}

/// Reports an include without its exclamation mark or with a misplaced one: `[INCLUDE [name](path)]` and
/// `![INCLUDE [name](path)]`.
fn unmarked(raw: &str, span: Span) -> Option<Diagnostic> {
    let before = raw.len() - raw.trim_start_matches(['[', '!', ' ']).len();
    let (word, rest) = raw[before..].split_at_checked("include".len())?;
    let links = rest.trim_start().strip_prefix('[').is_some_and(|rest| rest.contains("]("));
    if !word.eq_ignore_ascii_case("include") || !links {
        return None;
    }
    let start = span.start as usize;
    let place = Span::new(span.source, start..start + before + word.len());
    Some(
        Diagnostic::new(
            code::DIRECTIVE_UNKNOWN,
            place,
            "this text does not have the form of a directive, so nothing is included here",
        )
        .help("write `[!INCLUDE`")
        .about(Subject::words(word))
        .fix_unsafely(Edit::Replace(place, "[!INCLUDE".to_owned())),
    )
}

/// Reports a misspelt kind of note, such as `[!NTOE]`.
fn alert(word: &str, span: Span) -> Option<Diagnostic> {
    let upper = word.to_ascii_uppercase();
    let near = near::slip(&upper, ALERTS.iter().copied()).filter(|_| !ALERTS.contains(&upper.as_str()))?;
    let at = span.start as usize + 2;
    let place = Span::new(span.source, at..at + word.len());
    Some(
        Diagnostic::new(code::ALERT_SLIP, place, format!("`{word}` is not a known kind of note"))
            .help(format!("write `{near}`"))
            .about(Subject::words(word))
            .fix_safely(Edit::Replace(place, near.to_owned())),
    )
}

/// The ordinary words of a text, with a line break in place of each code span, bold word, link and hard break.
fn ordinary_words(text: &Text<'_>) -> String {
    let words = text.inlines.iter().map(|inline| match inline {
        Inline::Text(words) => words.as_ref(),
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => "\n",
    });
    words.collect()
}

/// Reports `[words][name]` and `[name][]` without a definition of `name` on the page.
fn undefined(words: &str, raw: &str, span: Span) -> Option<Diagnostic> {
    let name = raw.strip_suffix(']')?.rsplit_once('[')?.1;
    let name = if name.is_empty() { words } else { name };
    Some(
        Diagnostic::new(code::REFERENCE_UNDEFINED, span, format!("the page has no definition of the link `{name}`"))
            .help(format!("add a line `[{name}]: page.md` at the end of the page"))
            .about(Subject::path(name)),
    )
}

/// Reports `[words] (page.md)` and `[words(page.md)`.
fn misplaced_brackets(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let bare = ordinary_words(text);
    let is_path = |path: &str| path.chars().all(|c| c.is_ascii_alphanumeric() || "./-_#".contains(c));
    let (at, end) = bare.match_indices('(').find_map(|(at, _)| {
        let path = &bare[at + 1..at + bare[at..].find(')')?];
        let is_url = path.starts_with("https://") && bare[..at].ends_with("] ") && !path.contains(char::is_whitespace);
        (path.contains(".md") && is_path(path) || is_url).then_some((at, at + path.len() + 2))
    })?;
    let open = bare[..at].rfind('[').filter(|open| !bare[*open..at].contains('\n'))?;
    let words = bare[open + 1..at].trim_end().trim_end_matches(']');
    if words.is_empty() || words.contains([']', '(']) {
        return None;
    }
    let written = &bare[open..end];
    let span = part(text, raw.find(written)?, written.len());
    let right = format!("[{words}]{}", &bare[at..end]);
    Some(
        Diagnostic::new(code::LINK_BROKEN, span, format!("`{written}` is no link"))
            .help(format!("write `{right}`"))
            .about(Subject::path(words))
            .fix_safely(Edit::Replace(span, right)),
    )
}

/// Reports `(words)[page.md]`.
fn exchanged(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let middle = raw.find(")[")?;
    let open = raw[..middle].rfind('(')?;
    let (words, rest) = (&raw[open + 1..middle], &raw[middle + 2..]);
    let target = &rest[..rest.find(']')?];
    let is_target = target.contains(".md") || target.starts_with("https://");
    if words.is_empty() || !is_target || target.contains(char::is_whitespace) {
        return None;
    }
    let written = format!("({words})[{target}]");
    let span = part(text, open, written.len());
    let right = format!("[{words}]({target})");
    Some(
        Diagnostic::new(code::LINK_BROKEN, span, format!("`{written}` is no link"))
            .help(format!("write `{right}`"))
            .about(Subject::path(words))
            .fix_safely(Edit::Replace(span, right)),
    )
}

/// Reports `[words](page.md))`.
fn closed_twice(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let at = raw.find(".md))")?;
    let bare = ordinary_words(text);
    if bare.matches(')').count() != bare.matches('(').count() + 1 {
        return None;
    }
    let span = part(text, at + ".md)".len(), 1);
    Some(
        Diagnostic::new(code::LINK_BROKEN, span, "a superfluous parenthesis follows a link")
            .help("remove it")
            .about(Subject::words(raw.get(..at).unwrap_or_default().rsplit('[').next().unwrap_or_default()))
            .fix_safely(Edit::Replace(span, String::new())),
    )
}

/// Reports `[words]page.md)` and `[words](page.md`.
fn broken(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let bare = ordinary_words(text);
    let close = bare.match_indices(']').find_map(|(at, _)| {
        let opens = bare[..at].rfind('[').is_some_and(|open| !bare[open..at].contains('\n'));
        let rest = &bare[at + 1..];
        let path = rest.strip_prefix('(').unwrap_or(rest);
        let end = path.find(".md")?;
        let is_path = path[..end].chars().all(|c| c.is_ascii_alphanumeric() || "./-_".contains(c)) && end > 0;
        (opens && is_path).then_some((at, end))
    });
    let (at, _) = close?;
    let open = bare[..at].rfind('[')?;
    let words = &bare[open..=at];
    let place = raw.find(words)?;
    let start = text.span.start as usize + place;
    let after_words = &raw[place + words.len()..];
    let end = after_words.find(".md")? + ".md".len();
    let (at, missing) = if after_words.starts_with('(') { (end, ")") } else { (0, "(") };
    let at = start + words.len() + at;
    Some(
        Diagnostic::new(
            code::LINK_BROKEN,
            Span::new(text.span.source, start..start + words.len()),
            format!("`{words}` is not read as a link, because its parentheses do not match"),
        )
        .help(format!("write `{words}(page.md)`"))
        .about(Subject::path(words))
        .fix_unsafely(Edit::Replace(Span::new(text.span.source, at..at), missing.to_owned())),
    )
}
