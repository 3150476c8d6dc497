//! The codes of findings: every code has a manual page, and every code occurs in a test case.

use std::collections::BTreeSet;
use std::path::Path;

use graph_codegen::code::{ALL, Code};

#[test]
fn ids_of_finding_codes_ascend_and_lead_to_their_codes() {
    for pair in ALL.windows(2) {
        assert!(pair[0].id() < pair[1].id(), "{} before {}", pair[0].id(), pair[1].id());
    }
    for code in ALL {
        let digits = code.id().strip_prefix('D').unwrap_or_default();
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.id());
        assert_eq!(Code::find(&code.id().to_lowercase()), Some(*code));
    }
    assert_eq!(Code::find("D0000"), None);
}

#[test]
fn titles_and_manual_pages_of_finding_codes_have_the_right_form() {
    let mut titles = BTreeSet::new();
    for code in ALL {
        let title = code.title();
        assert!(!title.is_empty() && !title.ends_with('.') && !title.contains('\n'), "{}: {title}", code.id());
        assert!(title.len() <= 80, "{}: {title}", code.id());
        assert!(titles.insert(title), "{}: {title} is the title of another code", code.id());
        let text = code.manual();
        let text = text.trim_end();
        assert!(text.ends_with(['.', '`']), "{}: {text}", code.id());
    }
    let short: Vec<&str> = ALL.iter().filter(|code| sentences(code.manual()) < 2).map(|code| code.id()).collect();
    assert!(short.is_empty(), "the manual pages of {short:?} have one sentence");
}

/// The number of sentences in a text. A sentence ends with a word that ends in a full stop.
fn sentences(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.ends_with('.')).count()
}

/// Each code occurs in a snapshot file or in an inline snapshot of a test, followed by its severity as in a printed
/// finding.
#[test]
fn every_code_is_shown_by_a_case() {
    let mut shown = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests", "src/decl/tests", "src/page/tests", "src/plan/tests"] {
        snapshots(&root.join(folder), &mut shown);
    }
    let seen = |code: &&Code| shown.contains(&format!("{} {}", code.id(), code.severity().as_str()));
    let missing: Vec<&str> = ALL.iter().filter(|code| !seen(code)).map(|code| code.id()).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

fn snapshots(folder: &Path, shown: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of tests") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            snapshots(&path, shown);
        } else if path.extension().is_some_and(|extension| extension == "snap" || extension == "rs") {
            shown.push_str(&std::fs::read_to_string(&path).expect("tests are text"));
        }
    }
}
