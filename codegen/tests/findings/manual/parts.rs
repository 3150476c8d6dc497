//! The parts of a page of the garden: front matter, the part from the title on, and the sections of level 2.

/// Removes from the page each part, such as a section, that also occurs in one of `blocks`. Puts `text` where the first
/// of these parts was, or at the end if the page has none of them.
pub(crate) fn replace(page: &str, blocks: &[&str], text: &str) -> String {
    let gone: Vec<String> = blocks.iter().flat_map(|block| split(block)).map(|(name, _)| name).collect();
    let mut out = String::new();
    let mut written = false;
    for (name, part) in split(page) {
        if !gone.contains(&name) {
            out += &part;
        } else if !std::mem::replace(&mut written, true) {
            out += text;
            out.push('\n');
        }
    }
    if !written {
        out.push('\n');
        out += text;
    }
    out
}

/// The parts of a page in order, each with its name: `---` for front matter, `#` for the part from the title on, or the
/// heading of the section in lower case.
fn split(text: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut fence = false;
    let mut front = false;
    for (index, line) in text.lines().enumerate() {
        let name = if index == 0 && line == "---" {
            front = true;
            Some("---".to_owned())
        } else if front {
            front = line != "---";
            None
        } else if line.trim_start().starts_with("```") {
            fence = !fence;
            None
        } else if fence {
            None
        } else if line.starts_with("# ") {
            Some("#".to_owned())
        } else {
            line.strip_prefix("## ").map(|heading| heading.to_lowercase())
        };
        match name {
            Some(name) => parts.push((name, format!("{line}\n"))),
            None => match parts.last_mut() {
                Some((_, part)) => {
                    *part += line;
                    part.push('\n');
                }
                None => parts.push((String::new(), format!("{line}\n"))),
            },
        }
    }
    parts
}
