//! `export`, and output to a pipe whose reader closes it early.

use serde_json::Value;

use crate::tree::{Run, Tree};

#[test]
fn every_format_goes_to_the_standard_output_or_a_file() {
    let tree = Tree::with_widget();
    for format in ["csdl", "json", "openapi", "openapi-yaml"] {
        let run = tree.run(&["export", "--format", format, "--docs", "docs"]).ends(0);
        tree.run(&["export", "--format", format, "--docs", "docs", "-o", "exported"]).ends(0);
        assert_eq!(tree.read("exported"), run.stdout);
        assert!(!run.stdout.is_empty());
    }
    let json = tree.run(&["export", "--format", "json", "--docs", "docs"]).ends(0).stdout;
    assert!(serde_json::from_str::<Value>(&json).is_ok_and(|value| value["operations"].is_array()), "{json}");
    let csdl = tree.run(&["export", "--format", "csdl", "--docs", "docs"]).ends(0).stdout;
    assert!(csdl.starts_with("<?xml "), "{csdl}");
}

#[test]
fn openapi_is_the_same_in_json_and_yaml() {
    let tree = Tree::with_widget();
    let about = [
        "--title",
        "Widgets",
        "--api-version",
        "2",
        "--server",
        "https://a.example/2",
        "--server",
        "https://b.example/2",
    ];
    let export = |format: &str| {
        let command = ["export", "--docs", "docs", "--authority", "https://login.example", "--format", format];
        tree.run(&[&command[..], &about[..]].concat()).ends(0).stdout
    };
    let json: Value = serde_json::from_str(&export("openapi")).expect("JSON");
    let yaml: Value = serde_yaml::from_str(&export("openapi-yaml")).expect("YAML");
    assert_eq!(json, yaml);
    assert_eq!(json["info"]["title"], "Widgets");
    assert_eq!(json["info"]["version"], "2");
    assert_eq!(json["servers"][1]["url"], "https://b.example/2");
    let address = &json["components"]["securitySchemes"]["application"]["flows"]["clientCredentials"]["tokenUrl"];
    assert_eq!(address, "https://login.example/organizations/oauth2/v2.0/token");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let tree = Tree::with_widget();
    tree.run(&["export", "--format", "json", "--docs", "docs", "-o", "no/such/folder/x"]).refuses("no/such/folder/x");
    tree.run(&["export", "--format", "openapi", "--docs", "docs", "-o", "no/such/folder/x"])
        .refuses("no/such/folder/x");
    tree.run(&["export", "--format", "yaml", "--docs", "docs"]).ends(2);
}

#[cfg(unix)]
#[test]
fn links_and_devices_are_written_to_and_not_replaced() {
    let tree = Tree::with_widget();
    tree.write("real", "");
    std::os::unix::fs::symlink(tree.path("real"), tree.path("link")).expect("a link");
    tree.run(&["export", "--format", "json", "--docs", "docs", "-o", "link"]).ends(0);
    assert!(tree.read("real").starts_with('{') && tree.path("link").is_symlink());
    // The test writes to a named pipe and not to a device such as `/dev/null`, which a bug might replace by a file.
    let fifo = std::process::Command::new("mkfifo").arg(tree.path("pipe")).status();
    if fifo.is_ok_and(|status| status.success()) {
        let reader = tree.path("pipe");
        let reader = std::thread::spawn(move || std::fs::read_to_string(reader));
        tree.run(&["export", "--format", "json", "--docs", "docs", "-o", "pipe"]).ends(0);
        assert!(reader.join().expect("a reader").is_ok_and(|text| text.starts_with('{')));
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_not_an_error() {
    let tree = Tree::with_widget();
    for number in 0..50 {
        tree.add_resource(&format!("widget{number}"));
    }
    let commands: [&[&str]; 6] = [
        &["export", "--format", "json", "--docs", "docs"],
        &["export", "--format", "openapi", "--docs", "docs"],
        &["export", "--format", "openapi-yaml", "--docs", "docs"],
        &["lint", "--docs", "docs"],
        &["gen", "--docs", "docs", "--out", "out"],
        &["explain"],
    ];
    for arguments in commands {
        let mut child = tree.command(arguments).spawn().expect("the program runs");
        drop(child.stdout.take());
        drop(child.stderr.take());
        let status = child.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
    Run::of(tree.command(&["gen", "--docs", "docs", "--out", "out", "--check"]).output().expect("it runs")).ends(0);
}
