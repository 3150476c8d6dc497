//! `cargo xtask explain`: prints the manual page of a finding code or the list of all codes, or explains which Rust
//! items a type or a page becomes, and why.

use std::path::Path;

use anyhow::{Context, Result, bail};
use graph_codegen::code::{self, Code};
use graph_codegen::explain::{explain_page, explain_type};
use graph_codegen::select::Selection;
use graph_codegen::source::Sources;
use graph_codegen::{Options, Reading, diagnostic, plan, read};

use crate::console::{self, Outcome};
use crate::docs::{crate_file, load};
use crate::flags::{Explain, Pages};
use crate::folders;
use crate::out::settings::DEFAULT_NAME;
use crate::report::progress::Progress;

/// Runs `explain` and returns its exit status.
pub(crate) fn run(flags: &Explain) -> Result<Outcome> {
    let text = match flags {
        Explain { type_name: Some(name), .. } => type_text(name, &flags.pages)?,
        Explain { page: Some(path), .. } => page_text(path, &flags.pages)?,
        Explain { pages: Pages { docs: Some(_), .. } | Pages { zone: Some(_), .. }, .. } => {
            bail!("`--docs` and `--zone` are for `--type` and `--page`; name one of them")
        }
        Explain { code: None, .. } => code::ALL
            .iter()
            .map(|code| format!("{}  {:<8} {}\n", code.id(), code.severity().as_str(), code.title()))
            .collect(),
        Explain { code: Some(id), .. } => match Code::find(id.trim()) {
            Some(code) => manual(code),
            None => bail!("there is no code `{id}`{}", suggestion(id.trim())),
        },
    };
    console::print(&text)?;
    Ok(Outcome::Success)
}

fn type_text(name: &str, pages: &Pages) -> Result<String> {
    let (sources, reading) = understood(pages)?;
    explain_type(&reading.api, &sources, name).with_context(|| format!("the pages describe no type `{name}`"))
}

/// Explains the page at `path`. The path may be relative to the docs folder, absolute, or begin with `docs/`.
fn page_text(path: &str, pages: &Pages) -> Result<String> {
    let (sources, Reading { api, mut diagnostics, .. }) = understood(pages)?;
    let options = Options::new(DEFAULT_NAME, "cargo xtask explain", "");
    let planned = plan(&api, &Selection::everything(&api), &options);
    diagnostics.extend(planned.diagnostics);
    diagnostic::sort(&mut diagnostics);
    let folder = folders::docs(pages.docs.as_deref())?;
    let within = Path::new(path).strip_prefix(&folder).ok().and_then(Path::to_str);
    let relative = path.strip_prefix("docs/");
    let names = [Some(path), within, relative];
    let found = names
        .into_iter()
        .flatten()
        .find_map(|name| explain_page(&api, &sources, &planned.plan, &diagnostics, &name.replace('\\', "/")));
    found.with_context(|| format!("there is no page `{path}` in {}", folder.display()))
}

fn understood(pages: &Pages) -> Result<(Sources, Reading)> {
    let progress = Progress::start();
    let docs = folders::docs(pages.docs.as_deref())?;
    let zone = crate_file::zone(pages.zone.as_ref(), &docs)?;
    let sources = load::load(&docs, &zone, &progress)?;
    progress.stage("understanding the pages", 0);
    let reading = read(&sources);
    Ok((sources, reading))
}

fn manual(code: Code) -> String {
    format!("{} ({}): {}\n\n{}\n", code.id(), code.severity().as_str(), code.title(), wrap(code.manual()))
}

/// The width of a manual page in characters.
const WIDTH: usize = 80;

/// Wraps paragraphs and list items. The lines of one paragraph are joined first, because the manual has its own line
/// breaks. Code and tables stay unchanged.
fn wrap(markdown: &str) -> String {
    let mut wrapped = String::new();
    // The fence that opened the current code block, such as three backticks; `None` outside of code blocks. The same
    // fence closes the block: a block that begins with four backticks may contain a line of three.
    let mut fence: Option<&str> = None;
    let mut paragraph = String::new();
    for line in markdown.trim().lines() {
        let open = fence;
        match open {
            Some(closing) if line == closing => fence = None,
            Some(_) => {}
            None if line.starts_with("```") => fence = Some(line.trim_end_matches(|c| c != '`')),
            None => {}
        }
        let is_kept = open.is_some()
            || line.starts_with("    ")
            || ["|", "```", "#"].iter().any(|mark| line.trim_start().starts_with(mark));
        let begins = line.starts_with("- ") || line.trim().is_empty() || is_kept;
        if begins && !paragraph.is_empty() {
            wrap_line(&paragraph, &mut wrapped);
            wrapped.push('\n');
            paragraph.clear();
        }
        if is_kept || line.trim().is_empty() {
            wrapped.push_str(line);
            wrapped.push('\n');
        } else {
            paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
            paragraph.push_str(line);
        }
    }
    wrap_line(&paragraph, &mut wrapped);
    wrapped.truncate(wrapped.trim_end().len());
    wrapped
}

fn wrap_line(line: &str, wrapped: &mut String) {
    let indent = if line.starts_with("- ") { "  " } else { "" };
    let mut width = 0;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(indent);
            width = indent.len();
        } else if width > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
}

/// Suggestions for an unknown code: the codes at an edit distance of one; if there are none, those with the same first
/// three characters (such as `D01`); if there are none either, those at a distance of two.
fn suggestion(id: &str) -> String {
    let id = id.to_ascii_uppercase();
    let ids = || code::ALL.iter().map(|code| code.id());
    let mut near: Vec<&str> = ids().filter(|known| distance(known, &id) <= 1).collect();
    if near.is_empty() {
        near = ids().filter(|known| id.get(..3).is_some_and(|group| known.starts_with(group))).collect();
    }
    if near.is_empty() {
        near = ids().filter(|known| distance(known, &id) <= 2).collect();
    }
    near.truncate(8);
    match near.as_slice() {
        [] => "; `cargo xtask explain` lists all codes".to_owned(),
        near => format!("; did you mean {}? `cargo xtask explain` lists all codes", near.join(", ")),
    }
}

/// The Levenshtein distance of two ids. `b` is cut at 16 characters, because no code is that long.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(16).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_two_ids_counts_edits() {
        for (a, b, expected) in [("D0101", "D0101", 0), ("D0101", "D0110", 2), ("D0101", "D101", 1), ("D0101", "", 5)] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn paragraphs_are_wrapped_and_code_is_not() {
        let long = "word ".repeat(40);
        let text = wrap(&format!("{long}\n\n```json\n{long}\n```\n- {long}"));
        assert!(text.lines().filter(|line| line.len() > WIDTH).count() == 1, "{text}");
        assert!(text.lines().last().is_some_and(|line| line.starts_with("  word")), "{text}");
    }

    #[test]
    fn lines_of_one_paragraph_are_joined_before_they_are_wrapped() {
        let line = "word ".repeat(17);
        let text = wrap(&format!("# A\n{line}\n{line}\n- {line}\n  {line}\n- b\n\n| c |\n`d`"));
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(lengths, [3, 79, 79, 9, 76, 76, 21, 3, 0, 5, 3], "{text}");
    }

    #[test]
    fn a_misspelt_code_gets_suggestions() {
        assert!(suggestion("D010").contains("D0101"));
        assert!(suggestion("e0101").contains("D0101"));
        assert_eq!(suggestion("nonsense"), "; `cargo xtask explain` lists all codes");
    }
}
