//! `gen --watch`: the built program watches a folder that the tests edit. The tests check its output and its files.
//!
//! Every wait has a limit, and no process is left running, however a test ends.

#[expect(dead_code, reason = "the other tests of commands use the rest")]
#[path = "commands/tree.rs"]
mod tree;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tree::{Tree, resource};

/// The longest time that a test waits for something. It is long, because a machine under load is slow.
const PATIENCE: Duration = Duration::from_secs(15);

/// Runs `gen --watch` on the docs folder of a tree. The process is killed on drop.
struct Watch<'a> {
    tree: &'a Tree,
    child: Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl<'a> Watch<'a> {
    /// Starts the program and waits for the end of its first run.
    #[track_caller]
    fn of(tree: &'a Tree) -> Watch<'a> {
        let mut child =
            tree.command(&["gen", "--watch", "--docs", "docs", "--out", "out"]).spawn().expect("the program starts");
        let (sender, lines) = mpsc::channel();
        let out: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|out| Box::new(out) as Box<dyn Read + Send>),
            child.stderr.take().map(|out| Box::new(out) as Box<dyn Read + Send>),
        ];
        for stream in out.into_iter().flatten() {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        let mut watch = Watch { tree, child, lines, heard: Vec::new() };
        watch.hears("watching `");
        watch
    }

    /// Waits for a line that contains `words`. Returns the lines up to that line.
    #[track_caller]
    fn hears(&mut self, words: &str) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        let mut lines = Vec::new();
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.heard.push(line.clone());
                    lines.push(line);
                    if lines.last().is_some_and(|line| line.contains(words)) {
                        return lines;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program did not print {words:?} within {PATIENCE:?}, but:\n{}", self.heard.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended without printing {words:?}, after:\n{}", self.heard.join("\n"))
                }
            }
        }
    }

    /// Waits until the written files equal those of a separate run. The number of runs until then does not matter,
    /// because on a slow machine one burst of changes may cause two runs.
    #[track_caller]
    fn settles(&self) {
        let end = Instant::now() + PATIENCE;
        loop {
            let check = self.tree.generate(&["--check"]);
            if check.status == Some(0) {
                return;
            }
            assert!(
                Instant::now() < end,
                "the written files are not up to date within {PATIENCE:?}:\n{}{}",
                check.stdout,
                check.stderr
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits for `time` and fails if the program prints a line.
    #[track_caller]
    fn is_silent(&self, time: Duration) {
        if let Ok(line) = self.lines.recv_timeout(time) {
            panic!("nothing changed, but the program prints {line:?}");
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        // The program may have ended already, so errors are ignored.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Replaces a page in one step, so that no run reads an incomplete page.
fn save(tree: &Tree, page: &str, text: impl AsRef<[u8]>) {
    tree.write("saving/page", text);
    fs::rename(tree.path("saving/page"), tree.path(page)).expect("a saved page");
}

/// Text that the last line of each run contains.
const DONE: &str = " removed in ";

#[test]
fn an_edit_reports_only_its_own_changes() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    let mut watch = Watch::of(&tree);
    save(&tree, "docs/resources/widget.md", resource("widget").replace("The name of the", "What one calls the"));
    let lines = watch.hears(DONE);
    let widget = tree.written("widget");
    assert_eq!(lines[0], format!("changed {widget}"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("gadget") || line.contains("ledger")), "{lines:?}");
    assert!(tree.read(&format!("out/{widget}")).contains("What one calls the widget"));
    watch.settles();
}

#[test]
fn a_broken_page_is_reported_once_and_again_when_it_is_repaired() {
    let tree = Tree::with_widget();
    let mut watch = Watch::of(&tree);
    let broken = resource("widget").replace("|id|String|", "|id|Strnig|");
    save(&tree, "docs/resources/widget.md", &broken);
    let lines = watch.hears(DONE);
    let new = |line: &&String| line.starts_with("new  resources/widget.md:16:5: ") && line.contains("Strnig");
    assert_eq!(lines.iter().filter(new).count(), 1, "{lines:?}");

    // An edit that moves the line of a finding does not make the finding new.
    save(&tree, "docs/resources/widget.md", broken.replace("## Properties", "More of it.\n\n## Properties"));
    let lines = watch.hears(DONE);
    assert!(!lines.iter().any(|line| line.contains("Strnig")), "{lines:?}");

    save(&tree, "docs/resources/widget.md", resource("widget"));
    let lines = watch.hears(DONE);
    let gone = |line: &&String| line.starts_with("gone resources/widget.md:18:5: ") && line.contains("Strnig");
    assert_eq!(lines.iter().filter(gone).count(), 1, "{lines:?}");
    watch.settles();
}

#[test]
fn renames_and_removals_remove_the_written_files() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    let mut watch = Watch::of(&tree);
    let widget = tree.written("widget");
    let page = tree.path("docs/resources/widget.md");
    fs::rename(&page, tree.path("docs/resources/renamed.md")).expect("a renamed page");
    watch.hears(DONE);
    watch.settles();
    assert!(tree.read(&format!("out/{widget}")).contains("resources/renamed.md"));

    tree.remove("docs/resources/renamed.md");
    watch.hears(&format!("removed {widget}"));
    watch.hears(DONE);
    watch.settles();
    tree.written("gadget");

    // One folder is moved into the docs folder as a whole, and another is created and filled at once.
    tree.write("elsewhere/deep/er/widget.md", resource("widget"));
    fs::rename(tree.path("elsewhere"), tree.path("docs/moved")).expect("a moved folder");
    watch.hears(&format!("created {widget}"));
    watch.hears(DONE);
    tree.write("docs/made/and/filled/gizmo.md", resource("gizmo"));
    watch.hears("gizmo.rs");
    watch.hears(DONE);
    watch.settles();
}

/// Editors save in several ways: a backup by rename and a new file (vim), a temporary file renamed over the page (most
/// others), and other files beside the page.
#[test]
fn pages_may_be_saved_in_the_ways_of_different_editors() {
    let tree = Tree::with_widget();
    let mut watch = Watch::of(&tree);
    let page = tree.path("docs/resources/widget.md");
    let edited = |words: &str| resource("widget").replace("The name of the", words);

    tree.write("docs/resources/4913", "");
    tree.remove("docs/resources/4913");
    fs::rename(&page, tree.path("docs/resources/widget.md~")).expect("a backup");
    tree.write("docs/resources/widget.md", edited("One name of the"));
    tree.remove("docs/resources/widget.md~");
    watch.hears(DONE);
    watch.settles();

    tree.write("docs/resources/.widget.md.swp", "b0VIM");
    tree.write("docs/resources/.widget.md.tmp", edited("Two names of the"));
    fs::rename(tree.path("docs/resources/.widget.md.tmp"), &page).expect("a replaced page");
    watch.hears(DONE);
    watch.settles();
    let widget = tree.written("widget");
    assert!(tree.read(&format!("out/{widget}")).contains("Two names of the widget"));
    assert!(!watch.heard.iter().any(|line| line.contains("swp") || line.contains('~')), "{:?}", watch.heard);

    // Saving the same bytes again, or a file that is not a page, causes no output.
    while watch.lines.recv_timeout(Duration::from_millis(300)).is_ok() {}
    save(&tree, "docs/resources/widget.md", edited("Two names of the"));
    tree.write("docs/resources/notes.txt", "no page");
    watch.is_silent(Duration::from_millis(400));
}

#[test]
fn a_burst_of_edits_is_one_run() {
    let tree = Tree::with_widget();
    for index in 0..500 {
        tree.write(&format!("docs/resources/part{index}.md"), page_without_type(index, "before"));
    }
    let mut watch = Watch::of(&tree);
    for index in 0..500 {
        tree.write(&format!("docs/resources/part{index}.md"), page_without_type(index, "after"));
    }
    tree.write("docs/resources/gadget.md", resource("gadget"));
    watch.hears("gadget.rs");
    watch.hears(DONE);
    watch.settles();
    let runs = watch.heard.iter().filter(|line| line.contains(DONE)).count();
    // The program makes the first run, one run for the burst, and perhaps more if the machine paused during the burst.
    assert!(runs <= 4, "{runs} runs:\n{}", watch.heard.join("\n"));
}

/// A page that documents no type, so that even a debug build reads hundreds of such pages quickly.
fn page_without_type(index: usize, words: &str) -> String {
    format!("---\ntitle: \"Part {index}\"\ndescription: \"A part.\"\n---\n\n# Part {index}\n\nIt is {words}.\n")
}

#[test]
fn fragments_beside_the_folder_are_watched_too() {
    let tree = Tree::with_widget();
    let include = "[!INCLUDE [id](../../includes/id.md)]\n\n## Relationships";
    tree.write("docs/resources/gadget.md", resource("gadget").replace("## Relationships", include));
    let mut watch = Watch::of(&tree);
    tree.write("includes/id.md", "A fragment.\n");
    watch.hears("gone resources/gadget.md");
    watch.hears(DONE);
    tree.write("includes/id.md", "|Property|Type|Description|\n|:---|:---|:---|\n|size|Int32|How large it is.|\n");
    watch.hears(DONE);
    watch.settles();
    tree.remove("includes");
    watch.hears("new  resources/gadget.md");
    watch.hears(DONE);
    watch.settles();
}

#[test]
fn the_docs_folder_may_go_and_come_back() {
    let tree = Tree::with_widget();
    let mut watch = Watch::of(&tree);
    let widget = tree.written("widget");
    fs::rename(tree.path("docs"), tree.path("away")).expect("a folder moved away");
    watch.hears("the docs folder `docs` is gone; waiting for it to come back");
    tree.write("away/resources/gadget.md", resource("gadget"));
    fs::rename(tree.path("away"), tree.path("docs")).expect("a folder moved back");
    watch.hears("the docs folder `docs` is back");
    watch.hears("gadget.rs");
    watch.hears(DONE);
    tree.written(widget.trim_start_matches("src/models/").trim_end_matches(".rs"));

    // The program now watches the new folder.
    tree.add_resource("gizmo");
    watch.hears("gizmo.rs");
    watch.hears(DONE);

    // The crate is not removed if the docs folder has no pages.
    tree.remove("docs");
    watch.hears("is gone");
    fs::create_dir(tree.path("docs")).expect("a folder");
    watch.hears("holds no page");
    assert!(tree.path("out").join(&widget).exists());
    tree.add_resource("widget");
    watch.hears(DONE);
    watch.settles();
}

#[test]
fn after_a_failed_write_the_next_change_tries_it_again() {
    let tree = Tree::with_widget();
    let mut watch = Watch::of(&tree);
    let models = tree.written("widget").replace("widget.rs", "gadget.rs");
    tree.write(&format!("out/{models}"), "// somebody's own\n");
    tree.add_resource("gadget");
    watch.hears("refusing to overwrite");
    tree.remove(&format!("out/{models}"));
    // This file is not a page, but its change causes a run, which writes the files that could not be written before.
    tree.write("docs/notes.txt", "no page");
    watch.hears(DONE);
    watch.settles();
}

#[cfg(unix)]
#[test]
fn the_program_ends_when_asked_to() {
    let tree = Tree::with_widget();
    let mut watch = Watch::of(&tree);
    let id = watch.child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    assert!(sent.success());
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = watch.child.try_wait().expect("a status") {
            break status;
        }
        assert!(Instant::now() < end, "the program does not end within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
    watch.settles();
}

#[test]
fn a_folder_that_cannot_be_watched_is_refused_at_once() {
    let tree = Tree::bare();
    let run = |more: &[&str]| tree.generate(&[&["--watch"], more].concat());
    run(&[]).refuses("the docs folder `docs` does not exist");
    fs::create_dir(tree.path("docs")).expect("a folder");
    run(&[]).refuses("holds no page");
    assert!(run(&["--check"]).ends(2).stderr.contains("cannot be used with"));
}

/// A change of `lint.toml` causes a run, and an error in that file is printed without ending the program.
#[test]
fn a_change_of_the_levels_of_findings_is_noticed() {
    let tree = Tree::with_widget();
    save(&tree, "docs/bad.md", b"# Bad\n\n\xff\n");
    let mut watch = Watch::of(&tree);
    save(&tree, "docs/lint.toml", "[levels]\nD0101 = \"warning\"\n");
    let lines = watch.hears("new  bad.md:3:1: warning[D0101]");
    assert!(lines.iter().any(|line| line.starts_with("gone bad.md:3:1: error[D0101]")), "{lines:?}");
    save(&tree, "docs/lint.toml", "[levels]\nD0101 = \"loud\"\n");
    watch.hears("lint.toml");
    save(&tree, "docs/lint.toml", "[levels]\nD0101 = \"off\"\n");
    watch.hears("gone bad.md:3:1: warning[D0101]");
}

#[test]
fn a_change_of_the_api_version_in_crate_toml_is_noticed() {
    let tree = Tree::with_widget();
    let zone = |name: &str, words: &str| format!("::: moniker range=\"{name}\"\n{words}\n::: moniker-end\n");
    let zones = zone("graph-rest-1.0", "It is for all.") + &zone("graph-rest-beta", "It is for a few.");
    let page = resource("widget").replace("## Properties", &format!("{zones}\n## Properties"));
    tree.write("docs/resources/widget.md", page);
    let mut watch = Watch::of(&tree);
    let widget = format!("out/{}", tree.written("widget"));
    assert!(tree.read(&widget).contains("It is for all."));
    save(&tree, "docs/crate.toml", "zone = \"beta\"\n");
    watch.hears(DONE);
    watch.settles();
    assert!(tree.read(&widget).contains("It is for a few."));
}
