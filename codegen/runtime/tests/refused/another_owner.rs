//! Uses properties of `User` in a query for messages, and puts properties of different value types into one array.

#[path = "../runtime/messages.rs"]
mod api;

use api::{Message, User};
use graph_runtime::{Model, Query};

fn main() {
    let query = Query::<Message>::new();
    query.clone().filter(|_| User::PROPERTIES.display_name.eq("Ann"));
    query.clone().filter(|m| m.to_recipients.any(|_| User::PROPERTIES.display_name.eq("Ann")));
    query.clone().order_by(|_| User::PROPERTIES.id);
    query.clone().select(|m| [m.id, m.is_read]);
}
