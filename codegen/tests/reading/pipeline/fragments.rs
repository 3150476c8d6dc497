//! Random pages made of fragments: valid sections that use the same few names, in any order and with defects between
//! them.

use proptest::prelude::*;

const NAMES: &[&str] = &["book", "Book", "novel", "shelf", "type", "option", "mood", "book2", "a_b", "aB"];

const TITLES: &[&str] = &[
    "# {n} resource type\n\n",
    "# {n} enum type\n\n",
    "# List {n}\n\n",
    "# {n}: lend\n\n",
    "# OpenApiOptions {n} and more\n\n",
    "# {n}\nNamespace: microsoft.graph\n",
    "",
];

const PARTS: &[&str] = &[
    "Namespace: microsoft.graph\n\n",
    "Namespace: microsoft.graph.{n}\n\n",
    "Inherits from [{m}]({m}.md).\n\n",
    "The following types derive from this type:\n\n- [{m}]({m}.md)\n- [{n}]({n}.md)\n\n",
    "An abstract type. Deprecated. See [{m}](../resources/{m}.md).\n\n",
    "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Read-only.|\n|{m}|[{m}]({m}.md) collection|Inherited from [{n}]({n}.md).|\n|{n}|{m}|Possible values are: `x`, `{n}`.|\n\n",
    "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|{n}|Enumeration|Possible values are: `{n}`, `y`.|\n|state|{n}State|One of `a` or `b`.|\n|{m}|Edm.Int64||\n\n",
    "## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|{m}|[{n}]({n}.md)|x|\n|id|[{m}]({m}.md)|x|\n\n",
    "## Methods\n\n|Method|Return type|Description|\n|:---|:---|:---|\n|[Get](../api/{n}-get.md)|[{m}]({m}.md) collection|x|\n\n",
    "## Members\n\n|Member|Value|Description|\n|:---|:---|:---|\n|{n}|1|x|\n|{m}|2|y|\n\n",
    "### {n} values\n\n|Member|\n|:---|\n|{m}|\n|x|\n\n",
    "### {m} options\n\n|Value|Description|\n|:---|:---|\n|{n}|x|\n\n",
    "## HTTP request\n\n```http\nGET /{n}/{id}\nPOST /{n}/{id}/{m}(a={a},b='{b}')\nPATCH /{n}/{id | name}\nDELETE /{m}/../{id}\n```\n\n",
    "## HTTP request\n\n```http\nPUT {n}/{id}/$value?$top=5\nPOST ** {m} not found\n```\n\n",
    "## Permissions\n\n|Permission type|Permissions|\n|:---|:---|\n|Delegated (work or school account)|A.B and C.D, E.F|\n|Application|**TODO**|\n\n",
    "## Function parameters\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|a|{n}|Required.|\n|{m}|String|Optional.|\n\n",
    "## Request headers\n\n|Name|Description|\n|:---|:---|\n|{n}|Required.|\n\n",
    "## Request body\n\nA JSON representation of [{n}](../resources/{n}.md).\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String||\n|{m}|Enumeration|Possible values are: `X`, `{n}`.|\n\n",
    "## Request body\n\nDo not supply a request body.\n\n",
    "## Response\n\nIf successful, this method returns a `200 OK` response code and a collection of [{n}](../resources/{n}.md) objects.\n\n",
    "## Response\n\n`204 No Content`, or a `302 Found` with a stream of {n}.\n\n",
    "## Example\n\n<!-- { \"blockType\": \"request\" } -->\n```http\nPOST https://graph.microsoft.com/v1.0/{n}\nContent-Type: application/json\n\n{ \"@odata.type\": \"#microsoft.graph.{m}\", \"id\": 1, \"{m}\": [{ \"{n}\": null }] }\n```\n\n",
    "```http\nHTTP/1.1 200 OK\nContent-Length: 3\n\n{ \"value\": [{ \"id\": \"x\", \"{n}\": \"X\" }], }\n```\n\n",
    "## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{n}\", \"baseType\": \"microsoft.graph.{m}\", \"keyProperty\": \"id\" } -->\n```json\n{ \"id\": \"String\", \"{m}\": [\"String\"], \"only\": 1.5 }\n```\n\n",
    "<!-- { \"blockType\": \"response\", \"@odata.type\": \"Collection(microsoft.graph.{m})\" } -->\n",
    "[!INCLUDE [x](../includes/{n}.md)]\n\n",
    "# [HTTP](#tab/http)\n",
    "---\n\n",
    "```\n",
    "<!-- ",
    "-->\n",
    "|a|b|\n|-|\n|x|y|z|\n",
    "[{n}]: {m}.md\n\n",
    "> [!NOTE]\n> Inherits from **{m}**.\n\n",
];

/// Up to six random files with their paths.
pub(crate) fn tree() -> impl Strategy<Value = Vec<(String, String)>> {
    proptest::collection::vec(file(), 1..7)
}

fn file() -> impl Strategy<Value = (String, String)> {
    let name = || proptest::sample::select(NAMES);
    let folder = proptest::sample::select(
        &["resources/{n}.md", "api/{n}-get.md", "api/{m}-{n}.md", "includes/{n}.md", "resources/enums-{n}.md"][..],
    );
    let title = proptest::sample::select(TITLES);
    let parts = proptest::collection::vec((proptest::sample::select(PARTS), name(), name()), 0..8);
    (folder, title, parts, name(), name()).prop_map(|(folder, title, parts, n, m)| {
        let mut text = format!("---\ntitle: {n}\n---\n\n{}", fill(title, n, m));
        for (part, other, another) in parts {
            // In about half of the sections, `{n}` is the name in the title of the page, so that the section is about
            // the same type.
            let (n, m) = if other.len() % 2 == 0 { (n, another) } else { (other, another) };
            text.push_str(&fill(part, n, m));
        }
        (fill(folder, n, m), text)
    })
}

/// A resource page and an operation page with one of `words` in each place that a writer fills in, such as a title, a
/// cell or a path segment.
pub(crate) fn filled(words: &[String]) -> Vec<(String, String)> {
    let mut words = words.iter().cycle();
    let mut text = |template: &str| {
        let mut filled = String::new();
        for piece in template.split_inclusive('§') {
            match piece.strip_suffix('§') {
                Some(piece) => {
                    filled.push_str(piece);
                    filled.push_str(words.next().map_or("", String::as_str));
                }
                None => filled.push_str(piece),
            }
        }
        filled
    };
    let resource = text(
        "---\ntitle: §\n---\n\n# § resource type\n\nNamespace: §\n\n§\n\n## Properties\n\n|Property|Type|Description|\n|-|-|-|\n\
         |§|§|§|\n|a|[§](§)|Inherited from §|\n\n### § values\n\n|Member|Description|\n|-|-|\n|§|§|\n\n\
         <!-- { \"blockType\": \"resource\", \"@odata.type\": \"§\", \"baseType\": \"§\" } -->\n```json\n{ \"§\": \"§\" }\n```\n",
    );
    let operation = text(
        "# §\n\n## HTTP request\n\n```http\nGET /§/{§}\nPOST §\nGET /a(§='{§}')?§={§}\n```\n\n## Permissions\n\n\
         |Permission type|Permissions|\n|-|-|\n|Application|§|\n\n## Request body\n\n[§](§)\n\n|Property|Type|Description|\n|-|-|-|\n|§|§|§|\n\n\
         ## Response\n\n`200` and [§](§)\n\n```http\nHTTP/1.1 200 §\n§: §\n\n{ \"§\": § }\n```\n",
    );
    vec![("resources/a.md".to_owned(), resource), ("api/a-get.md".to_owned(), operation)]
}

fn fill(template: &str, n: &str, m: &str) -> String {
    template.replace("{n}", n).replace("{m}", m)
}
