//! The examples of `MOCK.md`: each request gets the answer that follows it in the manual.
//!
//! A `console` block starts the program with its flags. Of two `http` blocks, the first is the request, and the second
//! has the status, headers and a part of the body of the answer.

use crate::manual;
use crate::mock::Service;

#[test]
fn the_manual_of_the_mock_shows_the_real_answers() {
    let mut service = None;
    let mut asked: Option<String> = None;
    let mut answers = 0;
    for (language, text) in manual::blocks("MOCK.md") {
        match language.as_str() {
            "console" => {
                let arguments = manual::arguments(text.trim().strip_prefix("$ cargo xtask mock").expect("a command"));
                // The manual shows the flags for the docs folder and the port first. They are left out here, because
                // `Service::with` sets them: `docs/` of this repository, and a port that the system chooses.
                let kept = arguments.iter().skip_while(|argument| {
                    !["--fault", "--lenient", "--scopes", "--state"].contains(&argument.as_str())
                });
                let kept: Vec<&str> = kept.map(String::as_str).collect();
                service = (!text.contains("--config")).then(|| Service::with(&kept));
            }
            "http" => match asked.take() {
                None => asked = Some(text),
                Some(request) => {
                    let service = service.as_ref().expect("the manual starts the mock before the first request");
                    let (head, body) = request.split_once("\n\n").unwrap_or((request.trim_end(), ""));
                    let (line, headers) = head.split_once('\n').unwrap_or((head, ""));
                    let head = format!("{line} HTTP/1.1\r\n{}", headers.trim().replace('\n', "\r\n"));
                    let answer = service.whole(head.trim_end(), body.trim());
                    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
                    for line in head.lines() {
                        assert!(answer.contains(line), "`{line}` is not in the answer to {request}:\n{answer}");
                    }
                    assert!(
                        answer.contains(&body.trim().replace('"', "\\\"")) || answer.contains(body.trim()),
                        "{answer}"
                    );
                    answers += 1;
                }
            },
            // Blocks with settings, and a Rust program that `xtask/tests/service_state.rs` tests.
            "toml" | "rust" => {}
            other => panic!("the test does not know code blocks of the language `{other}`"),
        }
    }
    assert!(asked.is_none());
    assert!(answers >= 14, "{answers} answers");
}
