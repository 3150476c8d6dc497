//! The style sheet and the script of every page.

/// The style sheet and the script of the site, each as its path in the site and its text.
pub(super) fn files() -> [(String, String); 2] {
    let style = include_str!("assets/site.css");
    let script = include_str!("assets/site.js");
    [(STYLE.to_owned(), style.to_owned()), (SCRIPT.to_owned(), script.to_owned())]
}

pub(super) const STYLE: &str = "assets/site.css";
pub(super) const SCRIPT: &str = "assets/site.js";
