//! The search index of names.
//!
//! In: the model. Out: scripts, loaded at the first search. Ready-made search packages fetch their index, and browsers
//! do not allow this to pages from disk. Here the index is a plain list of names in scripts; scanning it takes a few
//! milliseconds.
//!
//! A line is `kind⇥name⇥path`. The line of a type also has the names of its members; each of them is an anchor on the
//! page of the type.

use super::view::View;

/// The highest number of bytes in one script.
const SHARD: usize = 600_000;

/// The path and the text of each script with a part of the index, numbered from 1.
pub(super) fn shards(view: &View<'_>) -> Vec<(String, String)> {
    let mut shards: Vec<String> = vec![String::new()];
    for line in lines(view) {
        if shards.last().is_some_and(|shard| shard.len() + line.len() > SHARD) {
            shards.push(String::new());
        }
        shards.last_mut().into_iter().for_each(|shard| {
            shard.push_str(&line);
            shard.push('\n');
        });
    }
    let count = shards.len();
    let file = |(index, lines): (usize, String)| {
        let text = serde_json::Value::String(lines).to_string();
        (format!("data/names-{}.js", index + 1), script("names", &format!("{text}, {count}")))
    };
    shards.into_iter().enumerate().map(file).collect()
}

/// A script that hands `data`, which is JSON, to the function `kind` of the script of the site.
pub(super) fn script(kind: &str, data: &str) -> String {
    // These Unicode characters ended a line of JavaScript before 2019.
    let data = data.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("report.{kind}({data});\n")
}

fn lines(view: &View<'_>) -> Vec<String> {
    let api = view.api();
    let mut lines = Vec::new();
    for id in view.types() {
        let ty = &api[id];
        let members = ty.properties.iter().map(|property| property.name.as_str());
        lines.push(line("type", &view.name(&ty.name), view.addresses.ty(id), members));
    }
    for id in view.enums() {
        let ty = &api[id];
        let members = ty.members.iter().map(|member| member.name.as_str());
        lines.push(line("enumeration", &view.name(&ty.name), view.addresses.enumeration(id), members));
    }
    for id in view.operations() {
        let operation = &api[id];
        let path = view.addresses.operation(id);
        let routes = operation.routes.iter().map(|route| route.template.text());
        let routes: Vec<String> = routes.map(|text| format!("{} {text}", operation.method.as_str())).collect();
        lines.push(line("operation", &operation.title, path, routes.iter().map(String::as_str)));
    }
    for scope in &view.scopes {
        if let Some(path) = view.addresses.scope(scope) {
            lines.push(line("scope", scope, path, std::iter::empty()));
        }
    }
    lines
}

fn line<'a>(kind: &str, name: &str, path: &str, members: impl Iterator<Item = &'a str>) -> String {
    let mut line = [kind, "\t", &one_line(name), "\t", path].concat();
    for member in members {
        line.push('\t');
        line.push_str(&one_line(member));
    }
    line
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::site::addresses::anchor;
    use crate::site::assets;

    #[test]
    fn the_script_computes_the_same_anchors_as_the_pages() {
        // The script of the site replaces every character but letters, digits, `.`, `_` and `-`.
        assert_eq!(anchor("@odata.type"), "m--odata.type");
        let [_, (_, script)] = assets::files();
        assert!(script.contains("\"m-\" + name.replace(/[^A-Za-z0-9._-]/gu, \"-\")"));
    }
}
