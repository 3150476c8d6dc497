//! Tests with pages on which a parser that is recursive or not linear takes very long or overflows the stack.

const MANY: usize = 10_000;

#[test]
fn deep_nesting_takes_linear_time() {
    for (opening, rest) in
        [("- ", "b\n"), (">", "b\n"), ("1. ", "\n"), ("[", "]"), ("> - ", "> - a\n"), ("*a **b ", "")]
    {
        super::check(format!("{}{}", opening.repeat(MANY), rest.repeat(MANY)));
        super::check(format!("{}a\n{}", opening.repeat(MANY), rest.repeat(MANY)));
    }
    for body in ["[".repeat(MANY), "{\"a\":".repeat(MANY)] {
        super::check(format!("<!-- {{\"a\": {body}}} -->\n\n```json\n{body}\n```\n"));
    }
}

#[test]
fn searching_for_a_missing_end_takes_linear_time() {
    for line in ["<!-- x\n\n# h\n", "```a\n# h\n~~~b\n", "<div><!-- a ", "[a](", "[a][", "a <!", "\\`` ", "\"a: [\n"] {
        super::check(line.repeat(MANY));
        super::check(format!("---\n{}", line.repeat(MANY)));
    }
    // Each opening line has fewer backticks than the opening line before it, so no line closes an earlier code block.
    let falling: String = (3..400).rev().map(|length| format!("{}a\n# h\n", "`".repeat(length))).collect();
    super::check(falling);
}

#[test]
fn long_strings_and_wide_tables_take_linear_time() {
    for part in ["\\\"x", "\"x", "\n", ",", "... ", "/*", "a //\n", "\u{a0} "] {
        super::check(format!("<!-- {{\"a\": \"{} }} -->", part.repeat(MANY)));
    }
    let rows = "|x|y|*z*|\n|x|y\n|\nz\n".repeat(MANY / 4);
    super::check(format!("|a|b|\n|-|-|\n{rows}"));
    super::check(format!("|a|b|\n|-|-|-|\n{rows}"));
    super::check(format!("{}\n{}\n{}", "|a".repeat(MANY), "|-".repeat(MANY), "|x\n".repeat(80)));
}
