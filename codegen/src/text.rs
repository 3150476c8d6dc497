//! Functions on texts that several stages use.

pub(crate) mod caseless;
pub(crate) mod identifier;
pub(crate) mod letters;
pub(crate) mod lowercase;
pub(crate) mod near;
pub(crate) mod phrase;
pub(crate) mod reason;
pub(crate) mod secret;
pub(crate) mod singular;
pub(crate) mod slug;
pub(crate) mod stem;
