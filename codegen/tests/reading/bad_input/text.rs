//! Texts of pages that could become code or markup in the written files.

use crate::bad_input::{page, run, thing};

/// Texts that end a comment, a literal, a raw literal or an attribute, and then have code.
const HOSTILE: &[&str] = &[
    "*/ pub fn Injected_Code() {} /*",
    "\"# ; pub fn Injected_Code() {} r#\"",
    "\"); Injected_Code!(); (\"",
    "\\\"; Injected_Code(); \\\\",
    "\\u{202e} \\x00 \\n \\",
    "<script>Injected_Code()</script> <!-- <b>bold</b> &lt;b&gt; &#x202e; &amp;quot;",
    "\u{202e}\u{2066}Injected_Code\u{2069}\u{202c} \u{200f}",
    "```rust Injected_Code() ``` ~~~",
    "]] #![Injected_Code] #[doc = \"x\"] ![x](y)",
    "{{ }} {0} {} $x $crate %s",
    "[`Injected_Code`](crate::Injected_Code) [x](javascript:alert(1)) <https://a.example/\"onclick=1>",
    "-> => :: <'a> r#\"x\"# b'x' 'a '",
    "\u{7f}\u{1b}[31m\u{8}",
    "Deprecated. \" */ Injected_Code",
    "Possible values are: `\"`, `*/`, `\\`, `Injected_Code()`.",
];

#[test]
fn hostile_descriptions_lose_no_property() {
    for text in HOSTILE {
        let outcome = page("resources/thing.md", &thing(&format!("|a|String|{text}|\n|b|String|{text} Read-only.|")));
        assert_eq!(outcome.members("thing"), ["a", "b"], "{text}");
        page(
            "resources/thing.md",
            &thing("|a|String|One.|").replace("It is.", &format!("{text}\n\n> {text}\n\n- {text}\n")),
        );
    }
}

#[test]
fn hostile_descriptions_of_members_and_operations() {
    for text in HOSTILE {
        let members = format!(
            "---\ntitle: \"{}\"\n---\n\n# mood enum type\n\n{text}\n\n|Member|Description|\n|-|-|\n|good|{text}|\n",
            text.escape_default()
        );
        let operation = crate::bad_input::OPERATION.replace("# Read thing", &format!("# Read {text}\n\n{text}"));
        let operation = operation.replace(
            "## Response",
            &format!("## Request headers\n\n|Name|Description|\n|-|-|\n|x|{text}|\n\n## Response\n\n{text}\n"),
        );
        run(&[("resources/mood.md", members.as_bytes()), ("api/thing-read.md", operation.as_bytes())]);
    }
}

#[test]
fn hostile_strings_in_bodies() {
    for text in HOSTILE {
        let json = serde_json::json!({ "id": text, (*text): [text, { (*text): text }] }).to_string();
        let outcome =
            page("api/thing-read.md", &crate::bad_input::OPERATION.replace("{ \"id\": \"1\", \"age\": 5 }", &json));
        let written = outcome.output.files.iter().find(|(_, text)| text.contains("\"api/thing-read-1-response\": "));
        let (path, written) = written.expect("a file holds the body");
        let value: serde_json::Value = serde_json::from_str(written).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(value["api/thing-read-1-response"]["id"], **text, "{path}");
    }
}
