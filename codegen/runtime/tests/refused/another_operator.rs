//! Uses operators that do not exist for the type of the property, such as `gt` on a Boolean property.

#[path = "../runtime/messages.rs"]
mod api;

use api::{Message, Recipient};
use graph_runtime::Model;

fn main() {
    let m = Message::PROPERTIES;
    m.is_read.gt(false);
    m.from.ge(Recipient::default());
    m.sent_date_time.starts_with("2021");
    m.categories.contains("red");
    m.subject.any(|word| word.eq("a"));
}
