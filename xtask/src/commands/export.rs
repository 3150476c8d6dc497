//! `cargo xtask export`: writes the model of the API in a format for other tools.

use std::io::Write;

use anyhow::Result;
use graph_codegen::api::Api;
use graph_codegen::export::{self, OpenApiOptions};
use graph_codegen::select::Selection;
use graph_codegen::{Options, Planned};

use crate::console::{self, Outcome};
use crate::disk;
use crate::docs::{crate_file, load};
use crate::flags::{Export, ExportFormat, OpenApi};
use crate::folders;
use crate::out::settings::DEFAULT_NAME;
use crate::report::progress::Progress;

/// Runs `export` and returns its exit status.
pub(crate) fn run(flags: &Export) -> Result<Outcome> {
    let progress = Progress::start();
    let docs = folders::docs(flags.pages.docs.as_deref())?;
    let zone = crate_file::zone(flags.pages.zone.as_ref(), &docs)?;
    let sources = load::load(&docs, &zone, &progress)?;
    progress.stage("understanding the pages", 0);
    let api = graph_codegen::read(&sources).api;
    progress.stage("exporting", 0);
    let options = openapi_options(&flags.openapi);
    let write = |out: &mut dyn Write| match flags.format {
        ExportFormat::Csdl => Ok(out.write_all(export::csdl(&api).as_bytes())?),
        ExportFormat::Json => Ok(out.write_all(export::json(&api, &sources).as_bytes())?),
        ExportFormat::Openapi => {
            serde_json::to_writer_pretty(&mut *out, &export::openapi(&api, &plan_whole_api(&api).plan, &options))?;
            Ok(writeln!(out)?)
        }
        ExportFormat::OpenapiYaml => {
            Ok(serde_yaml::to_writer(out, &export::openapi(&api, &plan_whole_api(&api).plan, &options))?)
        }
    };
    match &flags.output {
        Some(file) => disk::write_to(file, write)?,
        // The progress display ends before the first line is written. Otherwise a terminal would show it within the
        // document.
        None => console::stream(|out| {
            drop(progress);
            write(out)
        })?,
    }
    Ok(Outcome::Success)
}

fn openapi_options(flags: &OpenApi) -> OpenApiOptions {
    OpenApiOptions {
        title: flags.title.clone(),
        version: flags.api_version.clone(),
        servers: flags.servers.clone(),
        authority: flags.authority.clone(),
    }
}

/// Plans a crate of the whole API, because the OpenAPI document uses names of the generated crate.
fn plan_whole_api(api: &Api) -> Planned {
    let options = Options::new(DEFAULT_NAME, "", "");
    graph_codegen::plan(api, &Selection::everything(api), &options)
}
