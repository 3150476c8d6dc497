//! The values in the `Cargo.toml` of the written crate come from flags, from flags of earlier runs, and from
//! `crate.toml`.

use crate::tree::Tree;

#[test]
fn flags_are_remembered_until_they_are_forgotten() {
    let tree = Tree::with_widget();
    tree.generate(&[]).ends(0);
    let plain = tree.read("out/.manifest");
    assert!(tree.read("out/Cargo.toml").contains("\nname = \"graph-models\"\nversion = \"0.1.0\"\n"));
    assert!(tree.read("out/Cargo.toml").contains("\npublish = false\n"));

    let flags = ["--set", "version=1.2.0", "license=MIT OR Apache-2.0", "authors=Ann <ann@contoso.com>", "authors=Bob"];
    tree.generate(&flags).ends(0).says("written");
    let manifest = tree.read("out/Cargo.toml");
    for line in
        ["version = \"1.2.0\"", "license = \"MIT OR Apache-2.0\"", "authors = [\"Ann <ann@contoso.com>\", \"Bob\"]"]
    {
        assert!(manifest.contains(&format!("\n{line}\n")), "{line}: {manifest}");
    }
    assert!(!manifest.contains("\npublish = "), "{manifest}");
    assert!(tree.read("out/.manifest").contains("\nset authors=Bob\n"));

    tree.generate(&["--check"]).ends(0).says("up to date");
    tree.generate(&[]).ends(0).says("nothing changed");
    tree.generate(&["--set", "version=1.3.0"]).ends(0);
    assert!(tree.read("out/Cargo.toml").contains("Bob"));
    tree.generate(&["--check", "--name", "other"]).ends(1);

    tree.generate(&["--set", "version=", "license=", "authors="]).ends(0);
    assert_eq!(tree.read("out/.manifest"), plain);
}

#[test]
fn crate_toml_sets_the_same_values_as_flags() {
    let tree = Tree::with_widget();
    tree.write("docs/crate.toml", "name = \"contoso-models\"\nversion = \"2.0.0\"\nruntime = { version = \"0.1\" }\n");
    tree.generate(&[]).ends(0);
    let manifest = tree.read("out/Cargo.toml");
    for line in
        ["name = \"contoso-models\"", "version = \"2.0.0\"", "graph-runtime = \"0.1\"", "graph-conformance = \"0.1\""]
    {
        assert!(manifest.contains(&format!("\n{line}\n")), "{line}: {manifest}");
    }
    // Each run reads `crate.toml` again, and a flag overrides it.
    tree.write("docs/crate.toml", "name = \"contoso-models\"\nruntime = { path = \"../runtime\" }\n");
    tree.generate(&["--check"]).ends(1).says("would change Cargo.toml");
    tree.generate(&["--set", "version=3.0.0", "runtime.git=https://git.contoso.com/x", "runtime.tag=v1"]).ends(0);
    let manifest = tree.read("out/Cargo.toml");
    assert!(manifest.contains("\nversion = \"3.0.0\"\n"), "{manifest}");
    let runtime = "\ngraph-runtime = { git = \"https://git.contoso.com/x\", tag = \"v1\" }\n";
    assert!(manifest.contains(runtime), "{manifest}");
    tree.generate(&["--set", "runtime.git=", "runtime.tag="]).ends(0);
    let manifest = tree.read("out/Cargo.toml");
    assert!(manifest.contains("\ngraph-runtime = { path = \"../runtime\", version = "), "{manifest}");
}

#[test]
fn an_invalid_setting_is_a_usage_error() {
    let tree = Tree::with_widget();
    for (flag, words) in [
        ("version=1", "`1` is no `version`: expected three numbers, such as `1.2.0`"),
        ("colour=red", "`colour` is no key; there are name, title, about, service-root, version, "),
        ("license", "expected KEY=VALUE"),
    ] {
        let run = tree.generate(&["--set", flag]).ends(2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    tree.generate(&["--set", "runtime.version=1", "runtime.path=."]).refuses("the runtime comes from one of");
    tree.write("docs/crate.toml", "version = 1\n");
    tree.generate(&[]).refuses("crate.toml");
    assert!(tree.names("out").is_empty());
}
