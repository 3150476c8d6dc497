//! A baseline: a file with the findings that a team knows and accepts for now. Each has a fingerprint that identifies
//! it.
//!
//! The text has one sorted line for each finding, so that Git can compare and merge versions of the file.

use std::fmt::Write;

use anyhow::{Result, bail};
use foldhash::HashMap;

/// How many known findings have each fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    counts: HashMap<String, usize>,
}

const HEAD: &str = "# Findings that `cargo xtask lint --baseline` does not report. Written by `--write-baseline`.\n";

impl Baseline {
    /// A baseline of the findings with these fingerprints.
    pub(crate) fn of<'f>(fingerprints: impl IntoIterator<Item = &'f str>) -> Baseline {
        let mut baseline = Baseline::default();
        for fingerprint in fingerprints {
            *baseline.counts.entry(fingerprint.to_owned()).or_default() += 1;
        }
        baseline
    }

    /// Parses the text of [`render`].
    pub(crate) fn parse(text: &str) -> Result<Baseline> {
        let mut fingerprints = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fingerprint = line.split(' ').next().unwrap_or_default();
            if fingerprint.len() != 16 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                bail!("line {}: expected a fingerprint of 16 hexadecimal digits, found {fingerprint:?}", index + 1);
            }
            fingerprints.push(fingerprint);
        }
        Ok(Baseline::of(fingerprints))
    }

    /// Whether a finding with this fingerprint is known.
    pub(crate) fn has(&self, fingerprint: &str) -> bool {
        self.counts.contains_key(fingerprint)
    }

    /// Whether the baseline has an entry with this fingerprint that no earlier call has taken. Each entry stands for
    /// only one finding.
    pub(crate) fn take(&mut self, fingerprint: &str) -> bool {
        match self.counts.get_mut(fingerprint) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            Some(_) | None => false,
        }
    }
}

/// The text of a baseline. Code, page and subject are for people; [`Baseline::parse`] reads only the fingerprint.
pub(crate) fn render<'f>(findings: impl IntoIterator<Item = (&'f str, &'f str, &'f str, String)>) -> String {
    let line = |(fingerprint, code, page, subject): (&str, &str, &str, String)| {
        let mut line = String::new();
        // Writing to a string cannot fail.
        let _ = write!(line, "{fingerprint} {code} {page} {}", subject.replace(['\n', '\r'], " "));
        line.truncate(line.trim_end().len());
        (code.to_owned(), page.to_owned(), line)
    };
    let mut lines: Vec<_> = findings.into_iter().map(line).collect();
    lines.sort_by(|a, b| (&a.1, &a.0, &a.2).cmp(&(&b.1, &b.0, &b.2)));
    lines.into_iter().fold(HEAD.to_owned(), |text, (_, _, line)| text + &line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0123456789abcdef";
    const B: &str = "fedcba9876543210";

    #[test]
    fn a_written_baseline_is_read_back() {
        let findings = [(B, "D0404", "b.md", "Strnig\nsize".to_owned()), (A, "D0101", "a.md", String::new())];
        let text = render(findings);
        assert_eq!(
            text.lines().skip(1).collect::<Vec<_>>(),
            [&format!("{A} D0101 a.md"), &format!("{B} D0404 b.md Strnig size")]
        );
        assert_eq!(Baseline::parse(&text).ok(), Some(Baseline::of([A, B])));
        assert!(Baseline::parse("D0101 a.md\n").is_err());
    }

    #[test]
    fn a_second_equal_finding_is_new_when_one_is_known() {
        let mut baseline = Baseline::of([A]);
        assert!(!baseline.take(B) && baseline.take(A) && !baseline.take(A));
    }
}
