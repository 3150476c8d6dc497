//! Edits of operation pages: request lines, permissions, parameters, headers, responses, titles and texts.

use crate::random_edits::chance::Chance;
use crate::random_edits::edit::Edit;
use crate::random_edits::of_types::described_anew;
use crate::random_edits::page::{Page, Row, is_name, route};

pub(crate) fn route_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let requests = page.requests();
    let (line, method, path) = chance.one(&requests)?;
    // If an example has the same request, removing the request line changes nothing in the model. So such a line is
    // not chosen.
    let segments = |path: &str| path.trim_start_matches("https://graph.microsoft.com/v1.0").matches('/').count();
    let is_shown = page.lines[page.section("HTTP request").end..].iter().any(|line| {
        let shown = line.strip_prefix(method.as_str()).map(str::trim);
        shown.is_some_and(|shown| {
            shown.starts_with(['h', '/']) && (shown.contains('(') || segments(shown) == segments(path))
        })
    });
    if requests.len() < 2 || is_shown || !page.is_plain() {
        return None;
    }
    let mut page = page.clone();
    page.lines.remove(*line);
    let told = format!("route-removed|route-removed-after-deprecation {}", route(method, path));
    Some(Edit::new("a request line is removed", page).tells(told))
}

pub(crate) fn route_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let requests = page.requests();
    let (line, method, path) = chance.one(&requests)?;
    if !page.is_plain() {
        return None;
    }
    let path = format!("/zebras/{{zebraId}}{path}");
    let mut page = page.clone();
    page.lines.insert(line + 1, format!("{method} {path}"));
    Some(Edit::new("a request line is added", page).tells(format!("route-added {}", route(method, &path))))
}

pub(crate) fn route_moved(page: &Page, _: &mut Chance) -> Option<Edit> {
    let requests = page.requests();
    let [(line, method, path)] = &requests[..] else { return None };
    let (rest, last) = path.rsplit_once('/')?;
    // A page with several example requests is not edited, because their paths may differ from the path of the request
    // line.
    let is_example = |line: &&String| line.starts_with(&format!("{method} https://"));
    let has_examples = page.lines.iter().filter(is_example).count() > 1;
    if !page.is_plain() || has_examples || last.starts_with('{') || rest.is_empty() || last.starts_with('$') {
        return None;
    }
    let mut page = page.clone();
    page.lines[*line] = format!("{method} {rest}/zebra{last}");
    let subject = route(method, path);
    let answers = "response-*|request-*|parameter-*|required-parameter-added|status-* *";
    // The generator infers facts from the last word of a path, so response, request and parameters may change too.
    Some(Edit::new("a path changes", page).tells(format!("route-moved {subject}")).permits(&[answers]))
}

pub(crate) fn placeholder_renamed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let requests = page.requests();
    let [(line, method, path)] = &requests[..] else { return None };
    let (start, end) = (path.rfind('{')?, path.rfind('}')?);
    if !page.is_plain() {
        return None;
    }
    let name = &path[start..=end];
    if page.table("Path parameters").iter().any(|row| name.contains(&row.cells[0])) {
        return None;
    }
    let mut page = page.clone();
    page.lines[*line] = format!("{method} {}{{zebraId}}{}", &path[..start], &path[end + 1..]);
    Some(Edit::new("a placeholder is renamed", page))
}

pub(crate) fn method_changed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let requests = page.requests();
    let [(line, method, path)] = &requests[..] else { return None };
    if !page.is_plain() || method != "PATCH" && method != "PUT" {
        return None;
    }
    let new = if method == "PATCH" { "PUT" } else { "PATCH" };
    let mut page = page.clone();
    page.lines[*line] = format!("{new} {path}");
    for line in &mut page.lines {
        if line.starts_with(&format!("{method} https://")) {
            *line = line.replacen(method.as_str(), new, 1);
        }
    }
    Some(
        Edit::new("a request has another method", page)
            .tells(format!("route-removed|route-removed-after-deprecation|route-moved {}", route(method, path)))
            .tells(format!("route-added {}", route(new, path)))
            .permits(&["rust-* routes::*"]),
    )
}

/// A random row of the permission table. `None` if the page has several tables of permissions, or a table in another
/// form than two columns with a list of scopes.
fn permission(page: &Page, chance: &mut Chance) -> Option<Row> {
    let rows = page.table("Permissions");
    let is_row = |row: &&Row| row.cells[0].starts_with("Delegated") || row.cells[0].starts_with("Application");
    let known: Vec<&Row> = rows.iter().filter(is_row).collect();
    if known.len() != rows.len() || !page.is_plain() {
        return None;
    }
    let row = (*chance.one(&known)?).clone();
    let cell = &row.cells[1];
    let is_plain = cell.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | ' '));
    (row.cells.len() == 2 && is_plain).then_some(row)
}

pub(crate) fn permission_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let mut row = permission(page, chance)?;
    if row.cells[1].starts_with("Not supported") {
        "Zebra.Read.All".clone_into(&mut row.cells[1]);
    } else {
        row.cells[1] = format!("{}, Zebra.Read.All", row.cells[1].trim_end_matches([',', '.', ' ']));
    }
    let mut page = page.clone();
    page.set_row(&row);
    let routes = page.routes();
    Some(Edit::new("a scope suffices", page).tells_each("permission-suffices", &routes, ""))
}

pub(crate) fn permission_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let mut row = permission(page, chance)?;
    let cell = row.cells[1].clone();
    if cell.starts_with("Not") || cell.ends_with('.') || !cell.contains('.') || cell.contains(" and ") {
        return None;
    }
    row.cells[1] = match cell.rsplit_once(',') {
        Some((rest, _)) => rest.to_owned(),
        None => "Not supported.".to_owned(),
    };
    let mut page = page.clone();
    page.set_row(&row);
    let routes = page.routes();
    Some(Edit::new("a scope no longer suffices", page).tells_each("permission-no-longer-suffices", &routes, ""))
}

/// A random row with a name in its first cell, in one of the tables below these headings. `None` if a request path
/// contains the name.
fn named_row(page: &Page, titles: &[&str], chance: &mut Chance) -> Option<Row> {
    let rows: Vec<Row> =
        titles.iter().flat_map(|title| page.table(title)).filter(|row| is_name(&row.cells[0])).collect();
    let is_written = |row: &Row| page.requests().iter().any(|(_, _, path)| path.contains(&row.cells[0]));
    let row = chance.one(&rows)?;
    (page.is_plain() && !is_written(row) && row.cells.len() == 3).then(|| row.clone())
}

const QUERY: [&str; 3] = ["Optional query parameters", "Query parameters", "Function parameters"];

pub(crate) fn query_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let row = named_row(page, &QUERY, chance)?;
    let mut page = page.clone();
    page.lines.remove(row.line);
    let routes = page.routes();
    Some(Edit::new("a query parameter is removed", page).tells_each("parameter-removed", &routes, &row.cells[0]))
}

pub(crate) fn query_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let row = named_row(page, &QUERY, chance)?;
    let mut page = page.clone();
    page.lines.insert(row.line, "|zebra|String|Which zebra. Optional.|".to_owned());
    let routes = page.routes();
    Some(Edit::new("a query parameter is added", page).tells_each("parameter-added", &routes, "zebra"))
}

/// A random row of the table of parameters in the body of a POST request. `None` if JSON on the page has the parameter.
fn argument(page: &Page, chance: &mut Chance) -> Option<Row> {
    let section = page.section("Request body");
    let is_post = page.requests().iter().all(|(_, method, _)| method == "POST");
    let words = page.lines[section].iter().find(|line| line.to_lowercase().contains("parameters"))?;
    let row = named_row(page, &["Request body"], chance)?;
    let is_shown = page.lines.iter().any(|line| line.contains(&format!("\"{}\"", row.cells[0])));
    (is_post && !words.contains('[') && !is_shown).then_some(row)
}

pub(crate) fn argument_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let row = argument(page, chance)?;
    let mut page = page.clone();
    page.lines.remove(row.line);
    let routes = page.routes();
    Some(Edit::new("a parameter of the body is removed", page).tells_each("parameter-removed", &routes, &row.cells[0]))
}

pub(crate) fn argument_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let row = argument(page, chance)?;
    let mut page = page.clone();
    page.lines.insert(row.line, "|zebra|String|Which zebra. Required.|".to_owned());
    let routes = page.routes();
    Some(Edit::new("a parameter of the body is added", page).tells_each("required-parameter-added", &routes, "zebra"))
}

pub(crate) fn argument_retyped(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let mut row = argument(page, chance)?;
    let new = match row.cells[1].to_lowercase().as_str() {
        "string" => "Int32",
        "boolean" | "int32" | "datetimeoffset" => "Guid",
        _ => return None,
    };
    let mut page = page.clone();
    new.clone_into(&mut row.cells[1]);
    page.set_row(&row);
    let routes = page.routes();
    let kind = "a parameter of the body gets another type";
    Some(Edit::new(kind, page).tells_each("parameter-type-changed", &routes, &row.cells[0]))
}

pub(crate) fn change_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    if page.requests().iter().any(|(_, method, _)| method != "PATCH") {
        return None;
    }
    let row = named_row(page, &["Request body"], chance)?;
    if page.table("Request body").len() < 3 {
        return None;
    }
    let mut page = page.clone();
    page.lines.remove(row.line);
    let routes = page.routes();
    Some(Edit::new("a row of a PATCH is removed", page).tells_each("parameter-removed", &routes, &row.cells[0]))
}

pub(crate) fn header_added(page: &Page, _: &mut Chance) -> Option<Edit> {
    let rows = page.table("Request headers");
    let last = rows.last()?;
    let cells = last.cells.len();
    let text = match cells {
        2 => "|Zebra-Colour|Which colour zebras have. Optional.|",
        3 => "|Zebra-Colour|string|Which colour zebras have. Optional.|",
        _ => return None,
    };
    if !page.is_plain() {
        return None;
    }
    let mut page = page.clone();
    page.lines.insert(last.line + 1, text.to_owned());
    let routes = page.routes();
    Some(Edit::new("a header is added", page).tells_each("header-added", &routes, "Zebra-Colour"))
}

pub(crate) fn header_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let rows = page.table("Request headers");
    let is_special = |row: &&Row| {
        let name = row.cells[0].to_lowercase();
        !["authorization", "content-type"].contains(&name.as_str())
            && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    };
    let special: Vec<&Row> = rows.iter().filter(is_special).collect();
    let row = chance.one(&special)?;
    if !page.is_plain() {
        return None;
    }
    let (line, name) = (row.line, row.cells[0].clone());
    let mut page = page.clone();
    page.lines.remove(line);
    let routes = page.routes();
    Some(Edit::new("a header is removed", page).tells_each("header-removed", &routes, &name))
}

pub(crate) fn status_changed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let text = page.text();
    if !page.is_plain() || !page.lines[page.section("Response")].iter().any(|line| line.contains("`200 OK`")) {
        return None;
    }
    let page = Page::new(&page.path, &text.replace("200 OK", "201 Created"));
    let routes = page.routes();
    Some(Edit::new("a request has another status", page).tells_each("status-removed", &routes, "").tells_each(
        "status-added",
        &routes,
        "",
    ))
}

pub(crate) fn answer_changed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let section = page.section("Response");
    let lines = &page.lines[section.clone()];
    let links: Vec<&String> = lines.iter().filter(|line| line.contains("](../resources/")).collect();
    let [line] = links[..] else { return None };
    let (start, end) = (line.find('[')?, line.find(')')?);
    if line.matches('[').count() != 1 || !page.is_plain() || end < start {
        return None;
    }
    let name = line[start + 1..].split(']').next()?.to_owned();
    let file = line[start..end].split("resources/").nth(1)?.trim_end_matches(".md").to_owned();
    if !is_name(&name) || !file.eq_ignore_ascii_case(&name) || page.path.contains("-post-") {
        return None;
    }
    // Replaces the type in the link and in the annotations by `entity`.
    let text = page.text();
    let new = text
        .replace(&format!("[{name}](../resources/{file}.md)"), "[entity](../resources/entity.md)")
        .replace(&format!("microsoft.graph.{name}\""), "microsoft.graph.entity\"")
        .replace(&format!("microsoft.graph.{name})"), "microsoft.graph.entity)");
    let page = Page::new(&page.path, &new);
    let routes = page.routes();
    let is_read = routes.iter().all(|route| route.starts_with("GET "));
    // Only the response type of a GET follows from the text alone: that of a POST may follow from its request.
    (is_read && name != "entity").then(|| {
        Edit::new("an answer has another type", page).tells_each("response-type-*|response-body-removed", &routes, "")
    })
}

pub(crate) fn title_reworded(page: &Page, _: &mut Chance) -> Option<Edit> {
    let line = page.lines.iter().position(|line| line.starts_with("# "))?;
    if !page.is_plain() {
        return None;
    }
    let mut page = page.clone();
    page.lines[line] += " of today";
    let told = format!("title-changed {}", page.path);
    Some(Edit::new("a title is reworded", page).tells(told))
}

pub(crate) fn operation_described_anew(page: &Page, _: &mut Chance) -> Option<Edit> {
    if page.requests().is_empty() {
        return None;
    }
    described_anew(page, format!("text-changed {}", page.path))
}

pub(crate) fn example_changed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let start = page.lines.iter().position(|line| line.starts_with("HTTP/1.1 200"))?;
    let is_text = |at: &usize| {
        let line = page.lines[*at].trim();
        line.starts_with("\"displayName\": \"") || line.starts_with("\"description\": \"")
    };
    let line = (start..page.lines.len()).take_while(|at| !page.lines[*at].starts_with("```")).find(is_text)?;
    let mut page = page.clone();
    let (name, value) = page.lines[line].split_once(':')?;
    let comma = if value.trim_end().ends_with(',') { "," } else { "" };
    page.lines[line] = format!("{name}: \"Zebras\"{comma}");
    let told = format!("examples-changed {}", page.path);
    Some(Edit::new("an example shows something else", page).tells(told))
}

pub(crate) fn page_removed(page: &Page, _: &mut Chance) -> Option<Edit> {
    if !page.is_plain() {
        return None;
    }
    let routes = page.routes();
    let edit = Edit { after: None, ..Edit::new("an operation page is removed", page.clone()) };
    let kinds = "route-removed|route-removed-after-deprecation";
    Some(edit.tells_each(kinds, &routes, "").permits(&["page-removed *"]))
}
