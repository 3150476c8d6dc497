//! Whether a file changed since it was last read: a file and its last snapshot in, the comparison out.
//!
//! A file is read again only when its stamp differs. A stamp that is so young that a later change could still bear it
//! proves nothing; such a file is read again at the next look, and counts as changed only when its bytes differ.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use graph_codegen::source::Source;
use serde::{Deserialize, Serialize};

use crate::cache::stored::Digest;
use crate::disk::{self, Kind, Stamp};
use crate::docs::load::{self, File};

/// The age from which on a stamp is proof. Disks count time in steps, the coarsest of them in two seconds.
const SETTLED: Duration = Duration::from_millis(2_100);

/// A file as it was when it was last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// None when it was too young.
    stamp: Option<Stamp>,
    /// The digest of its bytes.
    pub(crate) digest: Digest,
}

/// How a file compares with its last snapshot.
pub(crate) enum Comparison {
    Same(Snapshot),
    /// New, or with other bytes.
    Changed(Snapshot, Source),
    Unreadable(String),
    /// Removed since the folder was listed.
    Gone,
}

/// Compares a file with its last snapshot. A file without one is new.
pub(crate) fn compare(last: Option<&Snapshot>, file: &File) -> Comparison {
    // Taken before the bytes are read: if they change in between, the next look finds another stamp.
    let stamp = disk::stamp(&file.path);
    if let Some(last) = last
        && stamp.is_some()
        && last.stamp == stamp
    {
        return Comparison::Same(*last);
    }
    match load::read(file) {
        Ok(read) => {
            let now = Snapshot { stamp: stamp.filter(is_settled), digest: Digest::new(*read.digest.as_bytes()) };
            let is_same = last.is_some_and(|last| last.digest == now.digest);
            if is_same { Comparison::Same(now) } else { Comparison::Changed(now, read.source) }
        }
        Err(_) if matches!(disk::kind(&file.path), Ok(Kind::Nothing)) => Comparison::Gone,
        Err(warning) => Comparison::Unreadable(warning),
    }
}

fn is_settled(stamp: &Stamp) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.checked_sub(Duration::from_nanos(stamp.youngest())).is_some_and(|age| age > SETTLED)
}
