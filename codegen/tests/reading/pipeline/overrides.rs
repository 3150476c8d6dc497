//! Random `overrides.toml` files made of entries for the names in the fragments, in any order and with defects between
//! them.

use proptest::prelude::*;

const NAMES: &[&str] = &["book", "Book", "novel", "shelf", "type", "option", "mood", "book2", "a_b", "aB", "bookState"];

const PARTS: &[&str] = &[
    "[types.\"microsoft.graph.{n}\"]\nbase = \"microsoft.graph.{m}\"\nkind = \"entity\"\n\n",
    "[types.\"microsoft.graph.{n}\"]\nadd = true\ndoc = \"[{m}]({m}.md) `x` ``` <b>\"\nopen = true\nbase = \"microsoft.graph.{m}\"\n\n",
    "[types.\"microsoft.graph.{n}\"]\nkind = \"complex\"\nabstract = true\nkey = [\"id\", \"{m}\"]\n\n",
    "[types.\"microsoft.graph.{n}.{m}\"]\nadd = true\nbase = false\nopen = true\n\n",
    "[types.\"microsoft.graph.{n}\".properties]\n{m} = { add = true, type = \"Collection(microsoft.graph.{n})\", doc = \"x\" }\n\n",
    "[types.\"microsoft.graph.{n}\".properties]\nid = { remove = true }\n{m} = { type = \"Edm.Int64\" }\n\n",
    "[types.\"microsoft.graph.{n}\".properties]\n{n} = { type = \"microsoft.graph.{m}\" }\nstate = { type = \"Edm.Stream\" }\n\n",
    "[enums.\"microsoft.graph.{n}\"]\nadd = true\nflags = true\nmembers.{m} = { value = 1, doc = \"x\" }\nmembers.x = {}\n\n",
    "[enums.\"microsoft.graph.{n}\"]\nflags = true\nmembers.{m} = { alias = [\"x\", \"{n}\"] }\nmembers.{n} = { add = true }\n\n",
    "[enums.\"microsoft.graph.{n}State\"]\nmembers.a = { alias = \"{m}\" }\n\n",
    "[types.\"microsoft.graph.{n}\"]\n",
    "[published]\n\"{n}\" = \"https://x.y/{page}?{m}\"\n\"api/\" = \"http://{m}/{page}\"\n\n",
    "[types\n",
    "{n} = \"{m}\n",
    "{n} = {{ {m} = [\n",
    "\u{feff}\"\"\"\n",
    "[[enums.\"microsoft.graph.{n}\"]]\n",
];

/// The text of an `overrides.toml` file.
pub(crate) fn file() -> impl Strategy<Value = String> {
    let name = || proptest::sample::select(NAMES);
    let parts = proptest::collection::vec((proptest::sample::select(PARTS), name(), name()), 0..7);
    parts.prop_map(|parts| parts.into_iter().map(|(part, n, m)| part.replace("{n}", n).replace("{m}", m)).collect())
}
