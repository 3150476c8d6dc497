//! `gen` and its out folder: it changes only files that it wrote, and writes no unchanged file again.

use std::fs;
use std::time::Duration;

use crate::tree::{Run, Tree};

#[test]
fn a_second_run_writes_nothing() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0).says(" 0 unchanged, 0 removed");
    let before = tree.files("out");
    assert!(before.contains_key(".manifest") && before.contains_key("Cargo.toml"), "{:?}", tree.names("out"));

    let second = tree.generate(&[]).ends(0).says("nothing changed since the last run: 0 files written");
    assert!(second.stdout.contains("1 page: "), "{}", second.stdout);
    assert_eq!(tree.files("out"), before);

    tree.remove("target");
    tree.generate(&[]).ends(0).says("0 files written");
    assert_eq!(tree.files("out"), before);
}

#[test]
fn both_kinds_of_second_run_print_the_same_report() {
    let tree = Tree::with_widget();
    tree.write("docs/defective.md", b"# A page\n\nwith \xff in it\n");
    let report = |run: Run| {
        let lines: Vec<String> = run.stdout.lines().map(str::to_owned).collect();
        lines[..lines.len() - 1].join("\n")
    };
    let first = report(tree.generate(&[]).ends(0));
    assert!(first.contains("D0101") && first.contains("ledger"), "{first}");
    assert_eq!(report(tree.generate(&[]).ends(0).says("nothing changed")), first);
    tree.generate(&["--strict"]).ends(1).says("nothing changed");
}

#[test]
fn an_edit_touches_only_the_files_it_concerns() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let widget = tree.written("widget");
    let before = tree.files("out")[&widget].clone();
    tree.add_resource("gadget");
    tree.generate(&["--verbose"]).ends(0).says("gadget.rs");
    assert_eq!(tree.files("out")[&widget], before);
    assert!(tree.path("out").join(tree.written("gadget")).exists());
}

#[test]
fn stale_files_are_removed_and_other_files_stay() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.generate(&[]).ends(0);
    let gadget = tree.written("gadget");
    tree.write("out/notes.txt", "mine");
    tree.write("out/src/notes.rs", "mine");
    tree.remove("docs/resources/gadget.md");
    tree.generate(&["--verbose"]).ends(0).says(&format!("removed {gadget}"));
    assert!(!tree.path("out").join(&gadget).exists());
    assert_eq!((tree.read("out/notes.txt"), tree.read("out/src/notes.rs")), ("mine".to_owned(), "mine".to_owned()));
}

#[test]
fn a_stale_file_that_was_edited_is_kept_and_named() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.generate(&[]).ends(0);
    let gadget = tree.written("gadget");
    tree.write(&format!("out/{gadget}"), "// an hour of work\n");
    tree.remove("docs/resources/gadget.md");
    tree.generate(&[]).ends(0).says(&format!("kept {gadget}"));
    assert_eq!(tree.read(&format!("out/{gadget}")), "// an hour of work\n");
}

#[test]
fn an_edited_file_that_is_not_stale_is_restored() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let before = tree.read("out/src/lib.rs");
    tree.write("out/src/lib.rs", "// edited\n");
    tree.generate(&[]).ends(0).says("1 file written");
    assert_eq!(tree.read("out/src/lib.rs"), before);
}

#[test]
fn a_folder_with_files_of_another_program_is_refused() {
    let tree = Tree::with_widget();
    tree.write("out/src/main.rs", "fn main() {}");
    tree.generate(&[]).refuses("has files that no earlier run wrote");
    tree.generate(&["--check"]).refuses("has files that no earlier run wrote");
    assert_eq!(tree.names("out"), ["src/main.rs"]);
}

#[test]
fn files_of_cargo_in_the_folder_are_allowed() {
    let tree = Tree::with_widget();
    tree.write("out/target/debug/x", "");
    tree.write("out/Cargo.lock", "");
    tree.generate(&[]).ends(0);
    assert!(tree.path("out/target/debug/x").exists() && tree.path("out/Cargo.lock").exists());
}

#[test]
fn a_file_that_no_run_wrote_is_not_overwritten() {
    let tree = Tree::with_widget();
    tree.add_resource("gadget");
    tree.generate(&[]).ends(0);
    let gadget = format!("out/{}", tree.written("gadget"));
    tree.remove("docs/resources/gadget.md");
    tree.generate(&[]).ends(0);

    tree.write(&gadget, "// mine\n");
    tree.add_resource("gadget");
    let before = tree.files("out");
    tree.generate(&[]).refuses("refusing to overwrite");
    assert_eq!(tree.files("out"), before);
}

#[test]
fn an_interrupted_run_is_repaired_by_the_next() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let before: Vec<_> = tree.files("out").into_iter().map(|(path, (bytes, _))| (path, bytes)).collect();
    // The state after a run that was killed while it wrote: a file is missing, and temporary files are incomplete.
    tree.remove("out/src/lib.rs");
    tree.write("out/.0123456789abcdef.4711.xtask-tmp", "hal");
    tree.write("out/src/.0123456789abcdef.4711.xtask-tmp", "");
    tree.generate(&[]).ends(0).says("1 file written");
    let after: Vec<_> = tree.files("out").into_iter().map(|(path, (bytes, _))| (path, bytes)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_run_may_be_killed_at_any_moment() {
    let tree = Tree::bare();
    for number in 0..40 {
        tree.add_resource(&format!("widget{number}"));
    }
    for moment in 0..24 {
        tree.write("docs/resources/turn.md", crate::tree::resource(&format!("turn{moment}")));
        let mut child = tree.command(&["gen", "--docs", "docs", "--out", "out"]).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_micros(moment * 900));
        // The process may have ended before it is killed, so an error is ignored.
        drop(child.kill());
        child.wait().expect("it ends");
        for (path, (bytes, _)) in tree.files("out") {
            let whole = bytes.ends_with(b"\n") || path.ends_with(".xtask-tmp") || bytes.is_empty();
            assert!(whole, "{path} is incomplete");
        }
    }
    tree.generate(&[]).ends(0);
    tree.generate(&["--check"]).ends(0);
    assert!(!tree.names("out").iter().any(|name| name.ends_with(".xtask-tmp")), "{:?}", tree.names("out"));
}

#[test]
fn two_runs_at_the_same_time_do_not_conflict() {
    let tree = Tree::with_widget();
    let start = || tree.command(&["gen", "--docs", "docs", "--out", "out"]).spawn().expect("the program runs");
    let runs: Vec<_> = (0..4).map(|_| start()).collect();
    for run in runs {
        Run::of(run.wait_with_output().expect("it ends")).ends(0);
    }
    tree.generate(&["--check"]).ends(0);
}

#[test]
fn a_damaged_or_hostile_manifest_is_refused() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    tree.write("victim", "precious");
    let digest = "0".repeat(64);
    for line in [format!("file {digest} ../victim"), format!("file {digest} /etc/passwd"), "garbage".to_owned()] {
        tree.write("out/.manifest", format!("docs x\n{line}\n"));
        tree.generate(&[]).refuses("is damaged");
    }
    assert_eq!(tree.read("victim"), "precious");
}

#[test]
fn the_out_folder_cannot_lie_among_the_pages_or_be_a_file() {
    let tree = Tree::with_widget();
    tree.run(&["gen", "--docs", "docs", "--out", "docs"]).refuses("lies among the pages");
    tree.run(&["gen", "--docs", "docs", "--out", "docs/made/here"]).refuses("lies among the pages");
    tree.write("file", "");
    tree.run(&["gen", "--docs", "docs", "--out", "file"]).refuses("is not a folder");
    tree.run(&["gen", "--docs", "docs", "--out", "file/below"]).ends(2);
    assert_eq!(tree.names("docs"), ["resources/widget.md"]);
}

#[test]
fn usage_errors_have_exit_status_2() {
    let tree = Tree::with_widget();
    for arguments in [&["gen", "--name", "../x"][..], &["gen", "--nonsense"], &["frobnicate"], &[], &["export"]] {
        tree.run(arguments).ends(2);
    }
    tree.run(&["gen", "--help"]).ends(0).says("cargo xtask gen --check");
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let tree = Tree::with_widget();
    for number in 0..20 {
        tree.add_resource(&format!("part{number}"));
    }
    for (out, threads) in [("out", "1"), ("aus", "4")] {
        let run = tree.command(&["gen", "--docs", "docs", "--out", out]).env("RAYON_NUM_THREADS", threads).output();
        Run::of(run.expect("the program runs")).ends(0);
    }
    let bytes = |folder| tree.files(folder).into_iter().map(|(path, (bytes, _))| (path, bytes)).collect::<Vec<_>>();
    assert_eq!(bytes("out"), bytes("aus"));
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    // A folder was replaced by a link. The files behind the link are not changed, even if the manifest lists their
    // paths.
    fs::rename(tree.path("out/src"), tree.path("elsewhere")).expect("a moved folder");
    std::os::unix::fs::symlink(tree.path("elsewhere"), tree.path("out/src")).expect("a link");
    let before = tree.files("elsewhere");
    tree.write("docs/resources/widget.md", crate::tree::resource("gadget"));
    tree.generate(&[]).refuses("symbolic link");
    assert_eq!(tree.files("elsewhere"), before);

    // A file was replaced by a link.
    tree.remove("out");
    tree.generate(&[]).ends(0);
    tree.write("precious", "precious");
    tree.remove("out/Cargo.toml");
    std::os::unix::fs::symlink(tree.path("precious"), tree.path("out/Cargo.toml")).expect("a link");
    tree.generate(&[]).refuses("not a regular file");
    assert_eq!(tree.read("precious"), "precious");
}
