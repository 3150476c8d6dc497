//! Detects whether a file changed since it was last read. The size and times of the file are called its stamp.
//!
//! A file whose stamp is unchanged is not read again. If a file was changed within the last two seconds, its stamp is
//! not kept, because a second change in that time could give the same stamp. Such a file is read again at the next
//! comparison, and counts as changed only if its bytes differ.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use graph_codegen::source::Source;
use serde::{Deserialize, Serialize};

use crate::cache::stored::Digest;
use crate::disk::{self, FileKind, Stamp};
use crate::docs::load::{self, File};

/// The time since the last change of a file after which its stamp is kept. It is longer than two seconds, because some
/// file systems store times in steps of two seconds.
const SETTLED: Duration = Duration::from_millis(2_100);

/// The stamp and the digest of a file when it was read. A later comparison with them shows whether the file changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// The size and times of the file; `None` if it was changed so recently that they prove nothing.
    stamp: Option<Stamp>,
    /// The digest of the bytes of the file.
    pub(crate) digest: Digest,
}

/// The result of comparing a file with its last snapshot.
pub(crate) enum Comparison {
    Same(Snapshot),
    /// The file is new, or its bytes differ from those that were read last.
    Changed(Snapshot, Source),
    Unreadable(String),
    /// The file was removed after the folder was listed.
    Gone,
}

/// Compares a file with its last snapshot. If `last` is `None`, the file counts as new.
pub(crate) fn compare(last: Option<&Snapshot>, file: &File) -> Comparison {
    // The stamp is taken before the bytes are read. If the file changes in between, the next comparison finds another
    // stamp.
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
        Err(_) if matches!(disk::kind(&file.path), Ok(FileKind::Nothing)) => Comparison::Gone,
        Err(warning) => Comparison::Unreadable(warning),
    }
}

fn is_settled(stamp: &Stamp) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.checked_sub(Duration::from_nanos(stamp.youngest())).is_some_and(|age| age > SETTLED)
}
