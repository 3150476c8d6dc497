//! `gen` with docs folders in every state: missing, empty, damaged, unreadable.

use std::fs;
use std::time::Instant;

use crate::tree::{Tree, resource};

#[test]
fn a_missing_or_empty_folder_is_named() {
    let tree = Tree::bare();
    for command in [
        &["gen", "--docs", "docs", "--out", "out"][..],
        &["lint", "--docs", "docs"],
        &["export", "--format", "json", "--docs", "docs"],
    ] {
        tree.run(command).refuses("the docs folder `docs` does not exist");
    }
    fs::create_dir(tree.path("docs")).expect("a folder");
    tree.write("docs/readme.txt", "no page");
    tree.generate(&[]).refuses("holds no page");
    tree.run(&["lint", "--docs", "docs/readme.txt"]).refuses("is not a folder");
    assert!(!tree.path("out").exists());
}

#[test]
fn pages_are_found_by_their_extension_wherever_they_lie() {
    let tree = Tree::with_widget();
    tree.write("docs/a/b/c/Deep.MD", "# Deep\n");
    tree.write("docs/target/built.md", "# Built\n");
    tree.write("docs/.git/hidden.md", "# Hidden\n");
    tree.write("docs/readme.txt", "no page");
    tree.generate(&[]).ends(0).says("2 pages: ");
}

/// `overrides.toml` has to be in the docs folder itself. A file with this name in another folder is ignored.
#[test]
fn overrides_are_read_from_the_root_of_the_folder() {
    let tree = Tree::with_widget();
    let entry = |ty: &str| format!("[types.\"microsoft.graph.widget\".properties]\nid = {{ type = \"{ty}\" }}\n");
    let explain = || tree.run(&["explain", "--docs", "docs", "--type", "widget"]);
    tree.write("docs/resources/overrides.toml", entry("Edm.Int64"));
    assert!(!explain().ends(0).stdout.contains("Int64"));
    tree.write("docs/overrides.toml", entry("Edm.Guid"));
    explain().ends(0).says("property id = Edm.Guid: overrides.toml  (overrides.toml:2:1)").says("id: Edm.Guid");
    explain().ends(0).says("property id = Edm.String: its row  (resources/widget.md:");
    tree.generate(&[]).ends(0).says("overrides                     1        1          0").says("1 page: ");
    tree.write("docs/overrides.toml", entry("Edm.String"));
    tree.generate(&[]).ends(0).says("D1204");
    tree.run(&["lint", "--docs", "docs"]).ends(1).says("overrides.toml:2:1");
}

#[test]
fn a_folder_with_overrides_but_without_pages_is_refused() {
    let tree = Tree::bare();
    tree.write("docs/overrides.toml", "");
    tree.generate(&[]).refuses("holds no page");
}

/// Several docs folders share fragments, which are in a folder beside them.
#[test]
fn fragments_beside_the_docs_folder_are_read() {
    let tree = Tree::with_widget();
    let page =
        resource("gadget").replace("## Relationships", "[!INCLUDE [id](../../includes/id.md)]\n\n## Relationships");
    tree.write("docs/resources/gadget.md", page);
    let lint = || tree.run(&["lint", "--docs", "docs", "--format", "json"]).stdout;
    let without = lint();
    tree.write("includes/id.md", "A fragment.\n");
    let with = lint();
    assert!(without.contains("includes/id.md") && !with.contains("includes/id.md"), "{without}\n{with}");
}

#[test]
fn invalid_bytes_of_a_page_affect_only_that_page() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let widget = tree.written("widget");
    let before = tree.read(&format!("out/{widget}"));
    tree.write("docs/resources/gadget.md", [resource("gadget").as_bytes(), b"\n\xff\xfe\n"].concat());
    tree.generate(&[]).ends(0).says("D0101");
    assert_eq!(tree.read(&format!("out/{widget}")), before);
    tree.written("gadget");
}

/// A defective page does not change what is written for another page.
#[test]
fn a_defective_page_does_not_stop_its_neighbours() {
    let nested = format!("# x\n\n```json\n{}\n```\n", "[".repeat(100_000));
    let pages: &[(&str, &[u8])] = &[
        ("crlf", b"---\r\ntitle: \"x\"\r\n---\r\n\r\n# x\r\n"),
        ("bom", b"\xef\xbb\xbf---\ntitle: x\n---\n# x\n"),
        ("nbsp", "# x\u{a0}y\n\n|a\u{a0}|\u{a0}b|\n|---|---|\n|c|d|\n".as_bytes()),
        ("no_yaml", b"# x\n"),
        ("bad_yaml", b"---\n\t: [}\n---\n# x\n"),
        ("open_yaml", b"---\ntitle: x\n# x\n"),
        ("open_fence", b"# x\n\n```json\n{\n"),
        ("open_comment", b"# x\n\n<!-- { \"blockType\": \n\ntext\n"),
        ("ragged", b"# x\n\n|a|b|\n|--|--|\n|1|\n|1|2|3|\n"),
        ("nested", nested.as_bytes()),
        (
            "nul",
            b"# x\0y\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|a\0|../b|*/ \"# \\ \x1b[2J|\n",
        ),
        ("empty", b""),
    ];
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let widget = format!("out/{}", tree.written("widget"));
    let before = tree.read(&widget);
    for (name, bytes) in pages {
        tree.write("docs/defective.md", bytes);
        let run = tree.generate(&[]).ends(0).says("2 pages: ");
        assert!(!run.stdout.contains('\u{1b}'), "{name}: {:?}", run.stdout);
        assert_eq!(tree.read(&widget), before, "{name}");
        tree.generate(&["--check"]).ends(0);
    }
}

#[test]
fn hostile_names_write_nothing_outside_of_the_folder() {
    let names =
        ["../../evil", "..", "/etc/evil", "C:\\evil", "nul", "a/b", "x\\..\\y", "évil", "self", "1st", "con.rs"];
    let tree = Tree::with_widget();
    for (index, name) in names.iter().enumerate() {
        tree.write(&format!("docs/resources/page{index}.md"), resource(name));
        tree.write(
            &format!("docs/api/page{index}.md"),
            format!("# {name}\n\n## HTTP request\n\n```http\nGET /{name}\n```\n"),
        );
    }
    let outside = |tree: &Tree| {
        let mut files = tree.files(".");
        files.retain(|path, _| !path.starts_with("out/") && !path.starts_with("target/"));
        files
    };
    let before = outside(&tree);
    tree.generate(&[]).ends(0);
    assert_eq!(outside(&tree), before);
    for path in tree.names("out") {
        let stem = |part: &str| part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        assert!(path.split('/').all(|part| !["con", "nul", "aux", "prn"].contains(&stem(part).as_str())), "{path}");
    }
}

#[test]
fn a_very_large_page_is_read_to_its_end() {
    let tree = Tree::with_widget();
    let row = "|name|String|A line of a table that goes on and on, as if somebody had pasted a whole data base.|\n";
    let head = "# large\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n";
    let size = if cfg!(feature = "slow-tests") { 50_000_000 } else { 1_000_000 };
    let mut page = head.to_owned() + &row.repeat(size / row.len());
    page.push_str("\n\u{fffd}");
    let mut bytes = page.into_bytes();
    bytes.push(0xff);
    tree.write("docs/large.md", bytes);
    let started = Instant::now();
    let run = tree.run(&["lint", "--docs", "docs", "--format", "json"]).ends(1);
    assert!(run.stdout.contains(r#""code":"D0101""#));
    assert!(started.elapsed().as_secs() < 300, "{:?}", started.elapsed());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_loop_of_links_ends() {
        let tree = Tree::with_widget();
        symlink(tree.path("docs"), tree.path("docs/resources/again")).expect("a link");
        symlink("self.md", tree.path("docs/self.md")).expect("a link");
        symlink("/etc/hostname", tree.path("docs/outside.md")).expect("a link");
        let run = tree.generate(&[]).ends(0).says("1 page: ");
        for name in ["again", "self.md", "outside.md"] {
            assert!(run.stderr.contains(name), "{}", run.stderr);
        }
    }

    #[test]
    fn the_docs_folder_itself_may_be_a_symbolic_link() {
        let tree = Tree::with_widget();
        symlink(tree.path("docs"), tree.path("link")).expect("a link");
        tree.run(&["gen", "--docs", "link", "--out", "out"]).ends(0).says("1 page: ");
    }

    #[test]
    fn an_entry_that_is_not_a_file_is_named_and_left_out() {
        let tree = Tree::with_widget();
        let _socket = UnixListener::bind(tree.path("docs/socket.md")).expect("a socket");
        let run = tree.generate(&[]).ends(0).says("1 page: ");
        assert!(run.stderr.contains("socket.md") && run.stderr.starts_with("warning: "), "{}", run.stderr);
    }

    #[test]
    fn an_unreadable_page_is_named_and_left_out() {
        let tree = Tree::with_widget();
        tree.write("docs/secret.md", "# Secret\n");
        fs::set_permissions(tree.path("docs/secret.md"), fs::Permissions::from_mode(0o000)).expect("permissions");
        let run = tree.generate(&[]).ends(0);
        // A superuser may read every file, so this check applies to other users.
        if fs::read(tree.path("docs/secret.md")).is_err() {
            assert!(
                run.stdout.contains("1 page: ") && run.stderr.contains("secret.md"),
                "{}{}",
                run.stdout,
                run.stderr
            );
        } else {
            assert!(run.stdout.contains("2 pages: "), "{}", run.stdout);
        }
    }

    #[test]
    fn a_file_name_that_is_not_text_is_named_and_left_out() {
        use std::os::unix::ffi::OsStrExt;
        let tree = Tree::with_widget();
        let name = std::ffi::OsStr::from_bytes(b"docs/\xff.md");
        fs::write(tree.path("").join(name), "# x\n").expect("a written file");
        let run = tree.generate(&[]).ends(0).says("1 page: ");
        assert!(run.stderr.contains("its name is not UTF-8"), "{}", run.stderr);
    }
}

/// The links in `toc.yml` are compared with the pages and can be fixed. An edit of `toc.yml` alone causes a new run.
#[test]
fn tables_of_contents_are_compared_with_the_pages() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    tree.write(
        "docs/toc.yml",
        "items:\n- name: Widget\n  href: resources/Widget.md\n- name: Gadget\n  href: resources/gadget.md\n",
    );
    tree.generate(&[]).ends(0).says("D1402").says("--> toc.yml:5:9").says("1 page:");
    let lint = |more: &[&str]| tree.run(&[&["lint", "--docs", "docs", "--notes"], more].concat()).ends(0);
    lint(&[]).says("warning[D1402]").says("note[D1403]");
    lint(&["--fix"]);
    assert!(tree.read("docs/toc.yml").contains("href: resources/widget.md\n"));
    tree.write("docs/toc.yml", "items:\n- name: Widget\n  href: resources/widget.md\n");
    tree.add_resource("gadget");
    lint(&[]).says("warning[D1404]").says("--> resources/gadget.md");
    tree.generate(&[]).ends(0).says("D1404");
    tree.remove("docs/toc.yml");
    assert!(!lint(&[]).stdout.contains("D14"));
}
