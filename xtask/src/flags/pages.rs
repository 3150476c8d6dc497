//! The flags that say which pages a command reads, and which API version where a page describes several.

use std::path::PathBuf;

use clap::Args;

use crate::out::settings::{Setting, ZONE};

/// The pages that a command reads.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Pages {
    /// Folder of pages [default: docs/ of this repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,

    /// API version to read where a page has zones or monikers for several versions, such as `beta`; a note counts the
    /// zones that are not read [default: `zone` of `crate.toml` in the docs folder, or else v1.0]
    #[arg(long, value_name = "VERSION", value_parser = zone)]
    pub(crate) zone: Option<Setting>,
}

fn zone(text: &str) -> Result<Setting, String> {
    Setting::new(ZONE, text).map_err(|error| error.to_string())
}
