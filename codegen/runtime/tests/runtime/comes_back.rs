//! Tests that JSON bodies are read into models and written back without loss. `graph_conformance::check` also tests
//! variations of each body, for instance with unknown members, or with `null` for a value.

use crate::model::{DirectoryObject, Scalars, User};
use graph_conformance::{Failure, check, misfits};
use graph_runtime::Page;

struct Case {
    file: &'static str,
    body: &'static str,
    check: fn(&str) -> Result<(), Failure>,
}

const CASES: &[Case] = &[
    Case {
        file: "user.json",
        body: r##"{
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
            "id": "1", "accountEnabled": true, "importance": "Normal", "levels": ["low", "Normal", "new"],
            "manager": { "@odata.type": "#microsoft.graph.user", "id": "2", "mail": null },
            "reports": [{ "id": "3", "reports": [] }, { "importance": 4 }],
            "x": 1,
            "reports@odata.count": 2, "anything": [{ "a": 1e3 }, null], "a/b~c": {}
        }"##,
        check: check::<User>,
    },
    Case {
        file: "scalars.json",
        body: r#"{ "int64": "9007199254740993", "int32": 1.0, "double": "NaN", "decimal": 1.10, "single": 0.25,
            "singles": [1, "x"], "binary": "AA==" }"#,
        check: check::<Scalars>,
    },
    Case {
        file: "page.json",
        body: r#"{ "@odata.nextLink": "https://x/", "value": [{ "id": "1" }, { "id": null }] }"#,
        check: check::<Page<DirectoryObject>>,
    },
    Case {
        file: "list.json",
        body: r#"{ "reports": [{ "importance": "Normal", "scalars": { "int64": "1" } }, null] }"#,
        check: check::<User>,
    },
];

#[test]
fn every_body_and_every_variation_of_it_is_written_as_it_was_read() {
    for case in CASES {
        assert_eq!((case.check)(case.body), Ok(()), "{}", case.file);
    }
}

#[test]
fn values_that_do_not_fit_are_reported_with_their_paths() {
    let json = r#"{ "id": 1, "manager": { "id": null }, "reports": [{}, { "levels": ["low", 2], "x": 1 }] }"#;
    assert_eq!(misfits::<User>(json).unwrap(), ["/id", "/reports/1/levels"]);
}
