//! `cargo xtask export`: pages in, the model of the API in a format for other tools out.

use anyhow::Result;

use crate::console::{self, Outcome};
use crate::disk;
use crate::docs::load;
use crate::flags::{Export, ExportFormat};
use crate::folders;
use crate::report::progress::Progress;

/// Runs the command.
pub(crate) fn run(flags: &Export) -> Result<Outcome> {
    let progress = Progress::start();
    let sources = load::load(&folders::docs(flags.docs.as_deref())?, &progress)?;
    progress.stage("understanding the pages", 0);
    let reading = graph_codegen::read(&sources);
    progress.stage("exporting", 0);
    let text = match flags.format {
        ExportFormat::Csdl => graph_codegen::export::csdl(&reading.api),
        ExportFormat::Json => graph_codegen::export::json(&reading.api, &sources),
    };
    drop(progress);
    match &flags.output {
        Some(file) => disk::write_to(file, text.as_bytes())?,
        None => console::print(&text)?,
    }
    Ok(Outcome::Success)
}
