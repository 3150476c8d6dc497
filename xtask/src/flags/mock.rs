//! The flags of `mock`. A settings file may contain the same settings.
//!
//! In: flags, and settings in TOML. Out: one set of settings. Invariant: a flag that takes one value overrides the same
//! setting in the file. The rules of `--fault` in both are joined.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use graph_runtime::server::Fault;
use serde::Deserialize;

use crate::flags::Pages;
use crate::out::settings::{Setting, ZONE};

/// Serve the documented answers of the pages, to test clients against.
///
/// Prints its address and runs until Ctrl-C. A request that the pages allow gets the example response of its page, or
/// else a documented status with a body of the documented type. Any other request gets an error that says what is wrong
/// and names the page. Pages are read again when they change. `xtask/MOCK.md` has more.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[command(after_help = EXAMPLES)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Mock {
    /// Folder of pages [default: docs/ of this repository]
    #[arg(long, value_name = "DIR")]
    docs: Option<PathBuf>,

    /// API version to read where a page has zones or monikers for several versions, such as `beta` [default: `zone` of
    /// `crate.toml` in the docs folder, or else v1.0]
    #[arg(long, value_name = "VERSION")]
    zone: Option<String>,

    /// File with any of these settings, in TOML: `port = 8080`
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,

    /// Address to listen on; 0.0.0.0 for every network of this machine [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    host: Option<IpAddr>,

    /// Port to listen on; 0 for any free one [default: 0]
    #[arg(long, value_name = "N")]
    port: Option<u16>,

    /// What to print about each request on the standard error [default: text]
    #[arg(long, value_enum, value_name = "FORM")]
    log: Option<Log>,

    /// Answer requests that the pages do not allow, with a warning in the log and in the header `Mock-Warning`
    #[arg(long)]
    lenient: bool,

    /// Demand a token with the permissions that the page lists (a JWT; its signature is not checked)
    #[arg(long)]
    scopes: bool,

    /// Remember what requests create, change and remove, in memory, until the mock ends or pages change
    #[arg(long)]
    state: bool,

    /// Answer with an error: `GET /users/** 429 retry-after=2 rate=0.1 latency=50`; repeatable
    #[arg(long, value_name = "RULE")]
    fault: Vec<Fault>,

    /// Delay of every answer, in milliseconds
    #[arg(long, value_name = "MILLISECONDS")]
    latency: Option<u64>,

    /// Longest accepted JSON body, in bytes [default: 4194304]
    #[arg(long, value_name = "BYTES")]
    json_limit: Option<usize>,

    /// Longest accepted body of any other media type, in bytes [default: 67108864]
    #[arg(long, value_name = "BYTES")]
    body_limit: Option<usize>,

    /// Seconds that the head of a request, and then its body, may take to arrive [default: 30]
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
}

/// What the log prints about each request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Log {
    /// A line of text: request, status, page, example and reason
    #[default]
    Text,
    /// One JSON object per line: request, status, page, example, reason, warnings, milliseconds, parts (of a batch)
    Json,
    /// Nothing
    Off,
}

impl Mock {
    /// These flags, with the value in `file` for each flag that is not given. A flag without a value, such as
    /// `--lenient`, is on if either has it, and the rules of `--fault` in `file` follow those of the flags.
    pub(crate) fn or(self, file: Mock) -> Mock {
        Mock {
            docs: self.docs.or(file.docs),
            zone: self.zone.or(file.zone),
            config: self.config,
            host: self.host.or(file.host),
            port: self.port.or(file.port),
            log: self.log.or(file.log),
            lenient: self.lenient || file.lenient,
            scopes: self.scopes || file.scopes,
            state: self.state || file.state,
            fault: self.fault.into_iter().chain(file.fault).collect(),
            latency: self.latency.or(file.latency),
            json_limit: self.json_limit.or(file.json_limit),
            body_limit: self.body_limit.or(file.body_limit),
            timeout: self.timeout.or(file.timeout),
        }
    }

    /// The flags that say which pages the mock reads.
    pub(crate) fn pages(&self) -> Result<Pages> {
        let zone = self.zone.as_deref().map(|zone| Setting::new(ZONE, zone)).transpose()?;
        Ok(Pages { docs: self.docs.clone(), zone })
    }

    pub(crate) fn address(&self) -> (IpAddr, u16) {
        (self.host.unwrap_or(Ipv4Addr::LOCALHOST.into()), self.port.unwrap_or_default())
    }

    pub(crate) fn log(&self) -> Log {
        self.log.unwrap_or_default()
    }

    pub(crate) fn demands(&self) -> graph_codegen::mock::Options {
        graph_codegen::mock::Options { lenient: self.lenient, scopes: self.scopes }
    }

    /// Whether the mock remembers what requests change.
    pub(crate) fn keeps_state(&self) -> bool {
        self.state
    }

    pub(crate) fn faults(&self) -> &[Fault] {
        &self.fault
    }

    /// The delay of every answer in milliseconds.
    pub(crate) fn latency(&self) -> u64 {
        self.latency.unwrap_or_default()
    }

    pub(crate) fn json_limit(&self) -> usize {
        self.json_limit.unwrap_or(4 << 20)
    }

    pub(crate) fn body_limit(&self) -> usize {
        self.body_limit.unwrap_or(64 << 20)
    }

    /// How many seconds the head of a request may take to arrive, and then its body.
    pub(crate) fn timeout(&self) -> u64 {
        self.timeout.unwrap_or(30)
    }
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask mock
  cargo xtask mock --docs ../pages/v1.0 --port 8080
  cargo xtask mock --fault 'GET /me/messages 429 retry-after=2 rate=0.1' --latency 50
  curl -H 'Authorization: Bearer x' http://127.0.0.1:8080/v1.0/me/messages";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_overrides_the_file() {
        let file: Mock = toml::from_str(
            "port = 8080\nlog = \"json\"\nlenient = true\nstate = true\nfault = [\"GET /users 429\"]\njson-limit = 1\ntimeout = 5",
        )
        .expect("settings");
        let flags = Mock { port: Some(9090), ..Mock::default() }.or(file);
        assert_eq!((flags.address().1, flags.log(), flags.faults().len()), (9090, Log::Json, 1));
        assert!(flags.demands().lenient && flags.keeps_state() && !flags.demands().scopes);
        assert_eq!((flags.json_limit(), flags.body_limit(), flags.timeout()), (1, 64 << 20, 5));
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        for text in ["prot = 1", "fault = [\"GET\"]", "log = \"xml\"", "config = \"a\""] {
            assert!(toml::from_str::<Mock>(text).is_err(), "{text}");
        }
    }
}
