//! The pages of a Git revision.
//!
//! The files are the same as on disk: markdown below the docs folder and in `../includes`, `overrides.toml` and tables
//! of contents. One Git process returns all texts. The working tree is neither read nor changed.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};
use graph_codegen::source::{Source, Sources};

use crate::console;
use crate::docs::load;
use crate::folders::shown;

/// Reads the pages of a revision. `zone` is an API version such as `beta`: where a page has parts for several versions,
/// those of `zone` are read.
pub(crate) fn load(docs: &Path, zone: &str, revision: &str) -> Result<Sources> {
    let commit = format!("{revision}^{{commit}}");
    let Ok(commit) = text(docs, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]) else {
        return Err(unknown(docs, revision));
    };
    // If the docs folder is the root of the repository, the repository has no folder `includes` beside it.
    let is_root = text(docs, &["rev-parse", "--show-prefix"])?.trim().is_empty();
    let folders: &[&str] = if is_root { &["."] } else { &[".", "../includes"] };
    let listing = run(docs, &[&["ls-tree", "-r", "-z", commit.trim(), "--"], folders].concat())?;
    let listing = String::from_utf8_lossy(&listing);
    let files: Vec<(&str, &str)> = listing.split('\0').filter_map(file).filter(|(_, name)| is_read(name)).collect();
    // A revision without pages is no error, because it may be older than the docs folder. A note tells the user,
    // because the docs folder may also be the wrong one.
    if !files.iter().any(|(_, name)| !name.starts_with("../") && load::is_page(name)) {
        let text = format!("revision `{revision}` has no page in `{}`, so everything counts as new", shown(docs));
        console::message("note", &text);
        return Ok(Sources::new(Vec::new()).with_zone(zone));
    }
    let texts = texts(docs, &files)?;
    let sources = files.iter().zip(texts).map(|((_, name), bytes)| Source::from_bytes(*name, bytes));
    Ok(Sources::new(sources.collect()).with_zone(zone))
}

/// The error for a `revision` that names no commit, with the probable reason.
fn unknown(docs: &Path, revision: &str) -> anyhow::Error {
    let folder = shown(docs);
    match text(docs, &["rev-parse", "--is-shallow-repository"]) {
        Ok(answer) if answer.trim() == "true" => anyhow!(
            "git knows no revision `{revision}` in `{folder}`; the clone is shallow, and `git fetch --unshallow` gets the rest"
        ),
        Ok(_) => anyhow!("git knows no revision `{revision}` in `{folder}`, and there is no such folder"),
        Err(error) => error.context(format!("`{revision}` is no folder, and `{folder}` is in no Git repository")),
    }
}

/// The object id and the path of a regular file, from a line that `git ls-tree` prints.
fn file(entry: &str) -> Option<(&str, &str)> {
    let (facts, name) = entry.split_once('\t')?;
    let mut facts = facts.split(' ');
    let (mode, kind, object) = (facts.next()?, facts.next()?, facts.next()?);
    (kind == "blob" && mode.starts_with("100")).then_some((object, name))
}

/// Whether a run reads the file `name`.
fn is_read(name: &str) -> bool {
    let mut folders = name.strip_prefix("../").unwrap_or(name).split('/').rev().skip(1);
    graph_codegen::is_read(name) && !folders.any(load::is_no_folder_of_pages)
}

/// The contents of `files`, which are pairs of object id and path, in the same order.
fn texts(docs: &Path, files: &[(&str, &str)]) -> Result<Vec<Vec<u8>>> {
    let mut git = command(docs, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("git does not start")?;
    let requested_objects: String = files.iter().map(|(object, _)| format!("{object}\n")).collect();
    let mut questions = git.stdin.take().context("git takes no input")?;
    // Git answers while it still reads requests. Writing and reading in parallel avoids a deadlock when both pipes are
    // full.
    let asking = std::thread::spawn(move || questions.write_all(requested_objects.as_bytes()));
    let mut answers = BufReader::new(git.stdout.take().context("git gives no output")?);
    let mut texts = Vec::with_capacity(files.len());
    for (_, name) in files {
        let mut head = String::new();
        answers.read_line(&mut head).context("git ended early")?;
        let length = head.trim_end().rsplit(' ').next().and_then(|length| length.parse::<usize>().ok());
        let length = length.with_context(|| format!("git has no text of `{name}`: {}", head.trim_end()))?;
        // Git writes a line feed after each text.
        let mut text = vec![0; length + 1];
        answers.read_exact(&mut text).with_context(|| format!("git ended within `{name}`"))?;
        text.pop();
        texts.push(text);
    }
    asking.join().map_err(|_| anyhow!("asking git failed"))?.context("git did not listen")?;
    git.wait().context("git did not end")?;
    Ok(texts)
}

fn text(docs: &Path, arguments: &[&str]) -> Result<String> {
    Ok(String::from_utf8_lossy(&run(docs, arguments)?).into_owned())
}

fn run(docs: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = command(docs, arguments).output().context("git does not start")?;
    if !output.status.success() {
        bail!("git {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}

fn command(docs: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(docs).args(arguments).stdin(Stdio::null());
    // If this program runs in a hook of a linked working tree, Git sets these variables. With them, the `git` started
    // here would work in the root of that tree instead of the docs folder.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        git.env_remove(name);
    }
    git
}
