//! Rewrites pages in another layout, as other writers would use.
//!
//! In: a page. Out: the page with these changes:
//!
//! - bold words in place of the headings `Request` and `Response`;
//! - no tabs, included code samples, or sentences that introduce an example;
//! - `HTTP` in place of `http` after the opening fence;
//! - `HTTP/1.1` and a `Host` header in requests with a URL;
//! - CR LF line endings.
//!
//! Invariant: the contents of every message stay the same.

use graph_codegen::source::Source;

/// The same pages as another writer would lay them out.
pub(crate) fn pages(files: &[Source]) -> Vec<Source> {
    files.iter().map(|file| Source::from_bytes(file.path.as_str(), changed(&file.text).into_bytes())).collect()
}

fn changed(text: &str) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut is_in_fence = false;
    for line in text.lines() {
        let bare = line.trim();
        let is_fence = bare.starts_with("```");
        if !is_fence && !is_in_fence && is_left_out(bare) {
            continue;
        }
        is_in_fence ^= is_fence;
        let line = match bare.trim_start_matches('#') {
            _ if is_in_fence && !is_fence => message(line),
            " Request" if bare.starts_with("##") => "**Request**".to_owned(),
            " Response" if bare.starts_with("###") => "**Response**".to_owned(),
            _ if bare == "```http" => "```HTTP".to_owned(),
            _ => line.to_owned(),
        };
        changed += &line;
        changed += "\r\n";
    }
    changed
}

/// Whether the line is a tab, an included code sample, or a sentence that introduces an example.
fn is_left_out(line: &str) -> bool {
    line.starts_with("# [") && line.contains("](#tab/")
        || line.starts_with("[!INCLUDE [s")
        || line.starts_with("Here is an example")
        || line.starts_with("The following is an example")
}

/// A request line with the host moved to a `Host` header.
fn message(line: &str) -> String {
    let whole = || {
        let (method, target) = line.trim_end().split_once(" https://")?;
        let (host, path) = target.split_at(target.find('/')?);
        let is_method = ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method);
        (is_method && !path.contains(' ') && host.contains('.'))
            .then(|| format!("{method} {path} HTTP/1.1\r\nHost: {host}"))
    };
    whole().unwrap_or_else(|| line.to_owned())
}
