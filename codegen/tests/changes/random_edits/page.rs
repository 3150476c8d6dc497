//! A simple parser of pages: sections, table rows, request lines. It does not use the code of the generator.

use std::ops::Range;

/// The lines of a page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) lines: Vec<String>,
    ending: &'static str,
}

/// A row of a table: its line, and its cells without white space around them.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

impl Page {
    pub(crate) fn new(path: &str, text: &str) -> Page {
        let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
        Page { path: path.to_owned(), lines, ending }
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join(self.ending)
    }

    /// The lines below a heading, up to the next heading of the same or a higher level. Empty if the page does not have
    /// exactly one heading with this title.
    pub(crate) fn section(&self, title: &str) -> Range<usize> {
        let level = |line: &str| line.chars().take_while(|c| *c == '#').count();
        let is_title = |line: &String| {
            let depth = level(line);
            depth > 1 && line[depth..].trim().trim_end_matches('#').trim().eq_ignore_ascii_case(title)
        };
        let mut found = (0..self.lines.len()).filter(|at| is_title(&self.lines[*at]));
        let (Some(start), None) = (found.next(), found.next()) else { return 0..0 };
        let depth = level(&self.lines[start]);
        let is_end = |line: &String| (1..=depth).contains(&level(line));
        let end = self.lines[start + 1..].iter().position(is_end);
        start + 1..end.map_or(self.lines.len(), |length| start + 1 + length)
    }

    /// The rows below the delimiter row of the table in these lines. Empty if there is not exactly one table.
    pub(crate) fn rows(&self, lines: Range<usize>) -> Vec<Row> {
        let is_delimiter =
            |line: &String| line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
        let mut delimiters = lines.clone().filter(|at| is_delimiter(&self.lines[*at]));
        let (Some(delimiter), None) = (delimiters.next(), delimiters.next()) else { return Vec::new() };
        let rows = (delimiter + 1..lines.end).take_while(|at| self.lines[*at].trim_start().starts_with('|'));
        rows.map(|line| Row { line, cells: cells(&self.lines[line]) }).filter(|row| row.cells.len() > 1).collect()
    }

    /// The rows in the table of a section.
    pub(crate) fn table(&self, title: &str) -> Vec<Row> {
        self.rows(self.section(title))
    }

    /// Replaces the line of a row by its new cells.
    pub(crate) fn set_row(&mut self, row: &Row) {
        self.lines[row.line] = format!("|{}|", row.cells.join("|"));
    }

    /// The qualified name of the type that a resource page describes, if its title and its annotation agree.
    pub(crate) fn type_name(&self) -> Option<String> {
        let title = self.lines.iter().find_map(|line| line.strip_prefix("# "))?;
        let name =
            title.trim().strip_suffix(" resource type").or_else(|| title.trim().strip_suffix(" complex type"))?;
        let namespace = self.lines.iter().find_map(|line| line.strip_prefix("Namespace: "))?.trim();
        let qualified = format!("{namespace}.{name}");
        let mut stated = self.lines.iter().filter_map(|line| {
            let (_, rest) = line.split_once("\"@odata.type\": \"")?;
            (!rest.starts_with('#')).then(|| rest.split('"').next())?
        });
        (stated.next()? == qualified && is_name(name)).then_some(qualified)
    }

    /// The base type that a resource page states in its annotation; if it states none there, the base type in its text.
    pub(crate) fn base(&self) -> Option<String> {
        let stated = |line: &String| {
            let (_, rest) = line.split_once("\"baseType\": \"")?;
            rest.split('"').next().map(str::to_owned)
        };
        let in_words = |line: &String| {
            let (_, rest) = line.split_once("nherits from [").or_else(|| line.split_once("erived from ["))?;
            rest.split(']').next().map(|name| format!("microsoft.graph.{name}"))
        };
        self.lines.iter().find_map(stated).or_else(|| self.lines.iter().find_map(in_words))
    }

    /// The lines of the JSON representation of the type.
    pub(crate) fn json(&self) -> Range<usize> {
        let section = self.section("JSON representation");
        let mut fences = section.clone().filter(|at| self.lines[*at].trim_start().starts_with("```"));
        match (fences.next(), fences.next(), fences.next()) {
            (Some(start), Some(end), None) => start + 1..end,
            _ => 0..0,
        }
    }

    /// The line of the JSON representation that has this member and its whole value. `None` if there is not exactly
    /// one.
    pub(crate) fn member(&self, name: &str) -> Option<usize> {
        let json = self.json();
        let is_member = |at: &usize| {
            let line = self.lines[*at].trim();
            let value = line.strip_prefix(&format!("\"{name}\"")).and_then(|rest| rest.trim_start().strip_prefix(':'));
            value.is_some_and(|value| {
                let value = value.trim().trim_end_matches(',');
                value.matches(['{', '[']).count() == value.matches(['}', ']']).count() && !value.contains("//")
            })
        };
        let mut found = json.filter(is_member);
        let line = found.next()?;
        found.next().is_none().then_some(line)
    }

    /// Removes the line of a JSON member. If it was the last member of its object, the comma before it is removed too.
    pub(crate) fn remove_member(&mut self, line: usize) {
        let had_comma = self.lines[line].trim_end().ends_with(',');
        self.lines.remove(line);
        if !had_comma && line > 0 {
            let before = self.lines[line - 1].trim_end().trim_end_matches(',').to_owned();
            self.lines[line - 1] = before;
        }
    }

    /// The request lines: line number, method and path.
    pub(crate) fn requests(&self) -> Vec<(usize, String, String)> {
        let is_fence = |at: &usize| self.lines[*at].trim_start().starts_with("```");
        let fences: Vec<usize> = self.section("HTTP request").filter(is_fence).collect();
        let mut requests = Vec::new();
        for pair in fences.chunks(2) {
            let [start, end] = pair else { continue };
            for line in start + 1..*end {
                let Some((method, path)) = self.lines[line].trim().split_once(' ') else { continue };
                if ["GET", "POST", "PATCH", "PUT", "DELETE"].contains(&method) && path.starts_with('/') {
                    requests.push((line, method.to_owned(), path.trim().to_owned()));
                }
            }
        }
        requests
    }

    /// The name that `diff` gives to each request line, see [`route`].
    pub(crate) fn routes(&self) -> Vec<String> {
        self.requests().iter().map(|(_, method, path)| route(method, path)).collect()
    }

    /// Whether all paths of request lines are simple: no digits, quotes or other characters that the generator reads in
    /// a special way.
    pub(crate) fn is_plain(&self) -> bool {
        let requests = self.requests();
        let is_plain = |path: &str| {
            // A path with a digit may contain an example identifier, which the generator reads as a placeholder.
            !path.ends_with('/')
                && !path.chars().any(|c| c.is_ascii_digit())
                && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '{' | '}' | '_' | '-' | '|'))
        };
        !requests.is_empty() && requests.iter().all(|(_, _, path)| is_plain(path))
    }
}

/// How `diff` names a route: the method, and the path in lower case with `{}` for each placeholder. An example is
/// `GET /lamps/{}`.
pub(crate) fn route(method: &str, path: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for c in path.to_lowercase().chars() {
        match c {
            '{' => {
                depth += 1;
                text.push_str("{}");
            }
            '}' => depth -= 1,
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    format!("{method} {text}")
}

pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The cells of a table row: the texts between its bars, without white space around them.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().strip_prefix('|').unwrap_or(line.trim());
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    if inner.contains("\\|") {
        return Vec::new();
    }
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}
