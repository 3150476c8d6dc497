//! Comments on a page that allow a finding: `<!-- lint: allow D0412 because the service sends both -->`.
//!
//! A comment applies to all findings of its code on its page. A comment that allows nothing is reported.

use graph_codegen::code::Code;

/// A comment that allows findings of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allow {
    pub(crate) code: Code,
    /// The line of the comment, one-based.
    pub(crate) line: usize,
}

const START: &str = "<!-- lint: allow ";

/// The comments of a page, and the problems of malformed ones, each with its line.
pub(crate) fn read(text: &str) -> (Vec<Allow>, Vec<(usize, String)>) {
    let (mut allowed, mut problems) = (Vec::new(), Vec::new());
    for (at, _) in text.match_indices(START) {
        let line = text[..at].bytes().filter(|&byte| byte == b'\n').count() + 1;
        match parse(&text[at + START.len()..]) {
            Ok(code) => allowed.push(Allow { code, line }),
            Err(problem) => problems.push((line, problem)),
        }
    }
    (allowed, problems)
}

fn parse(rest: &str) -> Result<Code, String> {
    let Some((inside, _)) = rest.split_once("-->") else { return Err("the comment has no end".to_owned()) };
    let (id, reason) = inside.trim().split_once(' ').unwrap_or((inside.trim(), ""));
    let code = Code::find(id).ok_or_else(|| format!("there is no code `{id}`"))?;
    match reason.trim().strip_prefix("because ") {
        Some(reason) if !reason.trim().is_empty() => Ok(code),
        Some(_) | None => Err(format!("expected `allow {id} because` and a reason")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_a_code_and_a_reason() {
        let text =
            "# a\n<!-- lint: allow D0101 because the file is old -->\n\n<!-- lint: allow d0404 because of\nit -->";
        let (allowed, problems) = read(text);
        let allowed: Vec<(usize, &str)> = allowed.iter().map(|allow| (allow.line, allow.code.id())).collect();
        assert_eq!(allowed, [(2, "D0101"), (4, "D0404")]);
        assert!(problems.is_empty());
    }

    #[test]
    fn anything_else_is_a_problem() {
        for (text, problem) in [
            ("<!-- lint: allow D0101 -->", "expected `allow D0101 because` and a reason"),
            ("<!-- lint: allow D0101 because -->", "expected `allow D0101 because` and a reason"),
            ("<!-- lint: allow D9999 because x -->", "there is no code `D9999`"),
            ("<!-- lint: allow D0101 because x", "the comment has no end"),
        ] {
            assert_eq!(read(text), (Vec::new(), vec![(1, problem.to_owned())]), "{text}");
        }
    }
}
