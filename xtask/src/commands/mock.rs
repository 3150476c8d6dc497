//! `cargo xtask mock`: an HTTP server that answers requests as the pages document.
//!
//! `graph-codegen` computes the answers. The main thread waits for changed pages and for the signal to stop; other
//! threads serve requests. If the server ends without that signal, the command fails.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use foldhash::HashMap;
use graph_codegen::mock::{Mock, Options};
use graph_runtime::server::Faults;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::console::{self, Outcome};
use crate::disk;
use crate::docs::pages::Pages;
use crate::docs::watcher::{Signal, Watcher};
use crate::docs::{crate_file, load};
use crate::flags;
use crate::folders::{self, shown};
use crate::out::settings::Setting;
use crate::report::progress::Progress;
use crate::serve::connections;
use crate::serve::log::Lines;
use crate::serve::requests::Limits;
use crate::serve::service::{Service, Serving};

/// The interval at which the main thread checks that the server still runs.
const IDLE: Duration = Duration::from_millis(500);

/// Runs the command until Ctrl-C or another signal to stop.
pub(crate) fn run(flags: &flags::Mock) -> Result<Outcome> {
    let flags = with_file(flags.clone())?;
    let from = flags.pages()?;
    let docs = folders::docs(from.docs.as_deref())?;
    // Watching starts before the first refresh, so that no change of a page in between is missed.
    let mut watcher = Watcher::of(&docs)?;
    let mut pages = Pages::of(&docs);
    let mock = refreshed(&mut pages, &docs, from.zone.as_ref(), flags.demands())?
        .ok_or_else(|| anyhow!("no page was read"))?;
    let mock = Serving::of(mock, flags.keeps_state());
    let time = Duration::from_secs(flags.timeout());
    let limits = Limits { json: flags.json_limit(), bytes: flags.body_limit(), time };
    let latency = Duration::from_millis(flags.latency());
    let service = Service::new(mock, limits, Faults::of(flags.faults()), latency, Lines::start(flags.log()));

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let address = SocketAddr::from(flags.address());
    let listener =
        runtime.block_on(TcpListener::bind(address)).with_context(|| format!("cannot listen at {address}"))?;
    let address = listener.local_addr().context("cannot tell the address")?;
    let (stop, stopped) = oneshot::channel::<()>();
    let answering = service.clone();
    let answer = move |request| answering.clone().answer(request);
    let serving = runtime.spawn(connections::serve(listener, time, answer, async move { drop(stopped.await) }));
    console::print(&format!("http://{address}\n"))?;
    console::message("note", "answering as the pages show; Ctrl-C ends");

    let mut refresh_again = true;
    loop {
        let signal = watcher.wait(IDLE);
        if serving.is_finished() {
            bail!("serving ended by itself");
        }
        match signal {
            Signal::Stop => break,
            Signal::Idle if !refresh_again => continue,
            // A new folder is not watched immediately, so a second refresh follows each change.
            Signal::Idle => refresh_again = false,
            Signal::Changed(_) => refresh_again = true,
            Signal::Replaced(_) => {
                refresh_again = true;
                // If the folder is missing now, watching fails. The refresh after the next signal looks for it again.
                drop(watcher.watch());
            }
        }
        match refreshed(&mut pages, &docs, from.zone.as_ref(), flags.demands()) {
            Ok(Some(mock)) => {
                service.replace(Serving::of(mock, flags.keeps_state()));
                console::message("note", "the pages changed");
            }
            Ok(None) => {}
            Err(error) => console::message("warning", &format!("answering as before: {error:#}")),
        }
    }
    drop(stop);
    let ended = runtime.block_on(serving).context("serving ended by itself");
    runtime.shutdown_background();
    ended.map(|()| Outcome::Success)
}

/// The flags merged with the settings of the file that `--config` names.
fn with_file(flags: flags::Mock) -> Result<flags::Mock> {
    let Some(path) = flags.config.clone() else { return Ok(flags) };
    let wrong = || format!("the settings in `{}`", shown(&path));
    let text = String::from_utf8(disk::read(&path)?).with_context(wrong)?;
    Ok(flags.or(toml::from_str(&text).with_context(wrong)?))
}

/// Makes a mock of the pages, if a page or the API version to read changed since the last call. `None` if nothing
/// changed.
fn refreshed(pages: &mut Pages, docs: &Path, zone: Option<&Setting>, options: Options) -> Result<Option<Mock>> {
    let progress = Progress::start();
    let is_chosen = pages.choose(crate_file::zone(zone, docs)?);
    let folder = pages.refresh(load::list(docs), &HashMap::default(), &progress)?;
    folder.warnings.iter().for_each(|warning| console::message("warning", warning));
    if !folder.is_news && !is_chosen {
        return Ok(None);
    }
    progress.stage("understanding the pages", 0);
    Ok(Some(Mock::with(pages.read(Vec::new())?.api, options)))
}
