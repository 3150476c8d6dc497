//! What tells whether a page is what it was: a file and what was known of it in, the same or its new text out.
//!
//! A file is read again only when its stamp is another one. A time so young that another change could still bear it proves
//! nothing; such a file is read again at the next look, and counts as changed only when its bytes are others.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use graph_codegen::source::Source;
use serde::{Deserialize, Serialize};

use crate::cache::stored::Digest;
use crate::disk::{self, Kind, Stamp};
use crate::docs::load::{self, File};

/// From what age on a time of change is proof. Disks count time in steps, the coarsest of them in two seconds.
const SETTLED: Duration = Duration::from_millis(2_100);

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    /// None when it proves nothing.
    stamp: Option<Stamp>,
    /// The digest of its bytes.
    pub(crate) digest: Digest,
}

/// What a look at a file found.
pub(crate) enum Look {
    Same(Held),
    Other(Held, Source),
    Unreadable(String),
    /// It went while we looked.
    Gone,
}

/// Looks at a file again.
pub(crate) fn look(held: Option<&Held>, file: &File) -> Look {
    // Before the bytes: if they change in between, the stamp is the old one, and the next look finds another.
    let stamp = disk::stamp(&file.path);
    if let Some(held) = held
        && stamp.is_some()
        && held.stamp == stamp
    {
        return Look::Same(*held);
    }
    match load::read(file) {
        Ok(read) => {
            let now = Held { stamp: stamp.filter(is_settled), digest: Digest::new(*read.digest.as_bytes()) };
            let is_same = held.is_some_and(|held| held.digest == now.digest);
            if is_same { Look::Same(now) } else { Look::Other(now, read.source) }
        }
        Err(_) if matches!(disk::kind(&file.path), Ok(Kind::Nothing)) => Look::Gone,
        Err(warning) => Look::Unreadable(warning),
    }
}

fn is_settled(stamp: &Stamp) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.checked_sub(Duration::from_nanos(stamp.youngest())).is_some_and(|age| age > SETTLED)
}
