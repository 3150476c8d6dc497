//! Tests a program without a network: with a service in the same process, a function as the transport, faults, and
//! strict fixtures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_v1::models::User;
use graph_v1::routes::user::{GetUser, ListUsers};
use graph_v1::runtime::client::blocking::{Body, Client};
use graph_v1::runtime::client::{SendError, TestTiming};
use graph_v1::runtime::http::{Request, Response};
use graph_v1::runtime::server::Service;
use graph_v1::runtime::{Page, Route, read_strictly};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

/// The program under test: returns the names of all enabled users.
fn names(client: &Client) -> Result<Vec<String>, SendError> {
    let route = ListUsers::users().filter(|u| u.account_enabled.eq(true)).select(|u| u.display_name);
    client.pages(route).items().filter_map(|user| user.map(|user| user.display_name).transpose()).collect()
}

fn user(name: &str) -> User {
    User { display_name: Some(name.into()), ..Default::default() }
}

#[test]
fn the_client_uses_a_service_in_the_same_process() -> Result<(), SendError> {
    let service = Service::new(&[]).service_root(ROOT).on(|route: ListUsers| async move {
        assert!(route.call().query().any(|option| option == ("$filter", "accountEnabled eq true")));
        Ok(Page::from(vec![user("Ann"), user("Ben")]))
    });
    assert_eq!(names(&Client::new(service, ROOT))?, ["Ann", "Ben"]);
    Ok(())
}

#[test]
fn a_throttled_request_is_sent_again() -> Result<(), SendError> {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let busy_once = move |_: Request<Body>| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Response::builder().status(429).header("retry-after", "30").body(""),
        _ => Response::builder().body(r#"{"value":[{"displayName":"Ann"}]}"#),
    };
    let client = Client::new(busy_once, ROOT).retries(1).timing(TestTiming::default());
    assert_eq!(names(&client)?, ["Ann"]);
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    Ok(())
}

#[test]
fn an_error_has_the_message_of_the_service() {
    let refuse = |_: Request<Body>| {
        Response::builder().status(404).body(r#"{"error":{"code":"Request_ResourceNotFound","message":"No such user."}}"#)
    };
    let error = Client::new(refuse, ROOT).send(&GetUser::users("nobody")).expect_err("there is no such user");
    let refused = error.service().expect("the service answered");
    assert_eq!((refused.status.as_u16(), refused.code.as_deref()), (404, Some("Request_ResourceNotFound")));
}

#[test]
fn a_misspelt_member_of_a_fixture_is_found() {
    let error = read_strictly::<User>(br#"{"displayname":"Ann","mail":7}"#).expect_err("two members do not fit");
    let text = error.to_string();
    assert!(text.contains("displayname") && text.contains("mail"), "{text}");
}
