//! Types that derive from themselves, contain themselves, or share a name.

use graph_codegen::code;

use crate::bad_input::{page, run, thing};

fn resource(name: &str, intro: &str, rows: &str) -> String {
    format!(
        "---\ntitle: x\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\n{intro}\n\n## Properties\n\n\
         |Property|Type|Description|\n|:---|:---|:---|\n{rows}\n"
    )
}

#[test]
fn a_circle_of_bases_is_reported_once() {
    let pages: Vec<(String, String)> = (0..30)
        .map(|number| {
            let name = format!("link{number}");
            let base = format!("link{}", (number + 1) % 30);
            let text =
                resource(&name, &format!("Inherits from [{base}]({base}.md)."), &format!("|own{number}|String|One.|"));
            (format!("resources/{name}.md"), text)
        })
        .collect();
    let pages: Vec<(&str, &[u8])> = pages.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let outcome = run(&pages);
    assert_eq!(outcome.places(code::BASE_CYCLE).len(), 1);
    for number in 0..30 {
        assert_eq!(outcome.members(&format!("link{number}")), [format!("own{number}")]);
    }
}

#[test]
fn a_type_that_contains_itself_is_boxed() {
    let outcome = page(
        "resources/thing.md",
        &thing("|one|[thing](thing.md)|Itself.|\n|many|[thing](thing.md) collection|Itself.|"),
    );
    assert_eq!(outcome.members("thing"), ["one", "many"]);
    assert!(outcome.file("src/models/thing.rs").contains("pub one: Option<Box<Thing>>"));
}

#[test]
fn two_pages_of_one_type_are_merged() {
    let outcome = run(&[
        ("resources/a.md", thing("|a|String|One.|\n|b|String|Two.|").as_bytes()),
        ("resources/b.md", thing("|b|Int32|Another type.|\n|c|String|Three.|").as_bytes()),
        (
            "resources/c.md",
            thing("|d|String|Four.|").replace("microsoft.graph.thing", "microsoft.graph.THING").as_bytes(),
        ),
    ]);
    assert_eq!(outcome.members("thing"), ["a", "b", "c", "d"]);
    assert_eq!(outcome.places(code::MEMBER_CONFLICT), ["resources/b.md:15:1"]);
    assert_eq!(outcome.places(code::TYPE_NAME_CASE).first().map(String::as_str), Some("resources/c.md:5:3"));
}

#[test]
fn a_type_wins_over_an_enumeration_with_its_name() {
    let members =
        "---\ntitle: x\n---\n\n# Words\n\nNamespace: microsoft.graph\n\n### thing values\n\n|Member|\n|:---|\n|x|\n";
    let outcome =
        run(&[("resources/thing.md", thing("|a|String|One.|").as_bytes()), ("resources/enums.md", members.as_bytes())]);
    assert_eq!(outcome.members("thing"), ["a"]);
    assert_eq!(outcome.places(code::ENUM_AND_TYPE), ["resources/enums.md:11:1"]);
    assert!(outcome.reading.api.enums.iter().all(|ty| ty.name.name != "thing"));
}

#[test]
fn an_enumeration_that_is_declared_twice() {
    let of = |members: &str| {
        format!("---\ntitle: x\n---\n\n# mood enum type\n\nNamespace: microsoft.graph\n\n|Member|\n|:---|\n{members}")
    };
    let outcome = run(&[
        ("resources/mood.md", of("|good|\n|bad|\n").as_bytes()),
        ("resources/moods.md", of("|Good|\n|sad|\n").as_bytes()),
    ]);
    let ty = outcome.reading.api.enums.iter().find(|ty| ty.name.name == "mood").expect("the enumeration");
    let members: Vec<&str> = ty.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(members, ["good", "bad", "sad"]);
    assert_eq!(outcome.places(code::ENUM_CONFLICT), ["resources/moods.md:5:3"]);
    assert_eq!(outcome.places(code::ENUM_CASE), ["resources/moods.md:11:2"]);
}

/// Names with punctuation in them are shorter without it.
#[test]
fn a_method_with_a_version_in_its_name_is_compared_with_the_page_it_links_to() {
    let methods = |name: &str| {
        let section =
            format!("\n## Methods\n\n|Method|Description|\n|-|-|\n|[{name}](../api/thing-read.md)|Runs it.|\n");
        let resource = format!("{}{section}", thing("|a|String|One.|"));
        let pages: [(&str, &[u8]); 2] = [
            ("resources/thing.md", resource.as_bytes()),
            ("api/thing-read.md", crate::bad_input::OPERATION.as_bytes()),
        ];
        run(&pages)
    };
    for name in ["Run v1.0 export", "Export (v2) rows", "Send e.g. rows", "Export .... rows", "Export a.b.c.d"] {
        assert_eq!(methods(name).operation("api/thing-read.md").routes.len(), 1, "{name}");
    }
}
