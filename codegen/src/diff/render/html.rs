//! Writes changes as a self-contained HTML page.

use super::summary::{other_items, place, summary};
use crate::diff::change::Change;
use crate::diff::kind::Level;
use crate::diff::release::release;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color:#1b1b1b;background:#fff}code{font-size:.9em}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #ccc;vertical-align:top}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}th,td{border-color:#444}}";

/// The changes as an HTML page with one table for each level, the most severe first.
#[must_use]
pub fn html(changes: &[Change]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Changes of the API</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>Changes of the API</h1>\n<p>{}</p>\n\
         <p>The version that has to follow: <strong>{}</strong></p>\n",
        escaped(&summary(changes)),
        release(changes).as_str()
    );
    for level in Level::ALL {
        let of_level: Vec<&Change> = changes.iter().filter(|change| change.level() == level).collect();
        if of_level.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "<h2>{} ({})</h2>\n<table>\n<thead><tr><th>Change</th><th>What happened</th><th>Where</th></tr></thead>\n<tbody>\n",
            level.as_str(),
            of_level.len()
        ));
        for change in of_level {
            out.push_str(&format!(
                "<tr><td title=\"{}\">{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
                escaped(change.kind.reason),
                change.kind.id,
                with_code(&(change.message.clone() + &other_items(change))),
                escaped(&place(change))
            ));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out + "</body>\n</html>\n"
}

/// A text escaped as HTML. What is between backticks becomes a `code` element.
fn with_code(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escaped).collect();
    // An odd number of backticks: they are not in pairs, so they stay in the text.
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let part = |(index, part): (usize, String)| if index % 2 == 1 { format!("<code>{part}</code>") } else { part };
    parts.into_iter().enumerate().map(part).collect()
}

/// A text escaped as HTML.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_backticks_become_code_and_nothing_becomes_markup() {
        assert_eq!(with_code("`a<b>` of `c` & d"), "<code>a&lt;b&gt;</code> of <code>c</code> &amp; d");
        assert_eq!(with_code("`a` of `c"), "`a` of `c");
    }
}
