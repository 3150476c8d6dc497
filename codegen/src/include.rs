//! Included fragments: the blocks of the file stand where the directive stood.
//!
//! Spans of spliced blocks are of the fragment, so a finding points to the file that has to be mended. Fragments may
//! include others; a circle ends where it closes.

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{self, Block, Page};
use crate::source::{SourceId, Sources, Span, join};

/// How deep fragments may include fragments.
const DEPTH: usize = 8;

/// Puts the content of every include in its place. What is not there is reported once for a page. Returns the files
/// whose content the page now has.
pub fn splice<'s>(page: &mut Page<'s>, sources: &'s Sources, diagnostics: &mut Vec<Diagnostic>) -> Vec<SourceId> {
    let (mut included, mut missing) = (Vec::new(), Vec::new());
    let blocks = std::mem::take(&mut page.blocks);
    page.blocks = expand(blocks, page.source, sources, &mut vec![page.source], &mut included, &mut missing);
    if let Some((first, path)) = missing.first() {
        let message = format!("the included file `{path}` is not in the tree");
        let mut diagnostic = Diagnostic::new(code::INCLUDE_MISSING, *first, message)
            .help("correct the path, or add the file")
            .about(Subject::path(path));
        for (span, path) in &missing[1..] {
            diagnostic = diagnostic.note(*span, format!("`{path}` is missing too"));
        }
        diagnostics.push(diagnostic);
    }
    included
}

fn expand<'s>(
    blocks: Vec<Block<'s>>,
    from: SourceId,
    sources: &'s Sources,
    open: &mut Vec<SourceId>,
    included: &mut Vec<SourceId>,
    missing: &mut Vec<(Span, String)>,
) -> Vec<Block<'s>> {
    if !blocks.iter().any(|block| matches!(block, Block::Include(_))) {
        return blocks;
    }
    let mut expanded = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block::Include(include) = &block else {
            expanded.push(block);
            continue;
        };
        let path = join(&sources.get(from).path, include.path);
        match sources.find(&path) {
            Some(id) if !open.contains(&id) && open.len() <= DEPTH => {
                open.push(id);
                included.push(id);
                // What is wrong within the fragment is reported once for the fragment itself.
                let fragment = page::parse(id, sources.get(id), &mut Vec::new());
                expanded.extend(expand(fragment.blocks, id, sources, open, included, missing));
                open.pop();
            }
            Some(_) => {}
            None => missing.push((include.span, include.path.to_owned())),
        }
    }
    expanded
}
