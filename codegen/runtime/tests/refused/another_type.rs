//! Compares properties with values of other types, such as a Boolean property with a string.

#[path = "../runtime/messages.rs"]
mod api;

use api::Message;
use graph_runtime::Model;

fn main() {
    let m = Message::PROPERTIES;
    m.is_read.eq("yes");
    m.sent_date_time.ge("2021");
    m.sent_date_time.eq(2021);
    m.subject.eq(7);
    m.is_read.is_in(["true", "false"]);
    m.attachments.any(|attachment| attachment.name.eq(1.5));
}
