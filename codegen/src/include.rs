//! Replaces include directives by the blocks of the included file.
//!
//! Blocks of an included file (a fragment) keep their spans in that file, so a finding about them names the file to
//! correct. Fragments may include other fragments; a file that (indirectly) includes itself is not included again.

mod cells;

use crate::page::{self, Block, Page};
use crate::source::{SourceId, Sources, join};

/// How many includes may be inside each other.
const DEPTH: usize = 8;

/// Replaces every include of a page by the blocks of the included file. An include of a missing file remains a block of
/// the page. Returns the included files.
pub(crate) fn splice<'s>(page: &mut Page<'s>, sources: &'s Sources) -> Vec<SourceId> {
    let mut included = Vec::new();
    let blocks = std::mem::take(&mut page.blocks);
    page.blocks = splice_blocks(blocks, page.source, sources, &mut vec![page.source], &mut included);
    included.extend(cells::splice(page, sources));
    included
}

fn splice_blocks<'s>(
    blocks: Vec<Block<'s>>,
    from: SourceId,
    sources: &'s Sources,
    open: &mut Vec<SourceId>,
    included: &mut Vec<SourceId>,
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
                // The findings about an included file are dropped here, because the caller reports them once, and not
                // for every page that includes the file.
                let fragment = page::parse(id, sources, &mut Vec::new());
                expanded.extend(splice_blocks(fragment.blocks, id, sources, open, included));
                open.pop();
            }
            Some(_) => {}
            // A missing file is not reported here but in `decl`, which knows what the section lacks without the file,
            // and says so in the finding.
            None => expanded.push(block),
        }
    }
    expanded
}
