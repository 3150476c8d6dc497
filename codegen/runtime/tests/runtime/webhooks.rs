//! Tests notifications as a subscriber receives them.

use crate::messages::ListMessages;
use graph_runtime::{
    Call, Json, Page, Route,
    http::{Request, Response},
    route,
    webhook::{LifecycleEvent, Notification, Received, Receiver, ResourcePath},
};
use proptest::prelude::*;

const NOTIFICATION: &str = include_str!("webhook/notification.json");

/// A route that reads a message of a channel.
struct GetChannelMessage {
    call: Call,
}
route! {
    GetChannelMessage: GET, response crate::messages::Message, success [200], page "api/chatmessage-get.md",
    templates ["/teams/{team-id}/channels/{channel-id}/messages/{message-id}"], permissions []
}

fn receive(method: &str, uri: &str, body: &str) -> Received {
    Receiver::new("a secret").receive(&Request::builder().method(method).uri(uri).body(body.into()).unwrap())
}

fn answer(method: &str, uri: &str, body: &str) -> Response<Vec<u8>> {
    match receive(method, uri, body) {
        Received::Answer(answer) => answer,
        Received::Notifications(notifications) => panic!("{notifications:?}"),
    }
}

#[test]
fn the_handshake_gives_the_token_back_as_plain_text() {
    // The first query has the form that Microsoft Graph sends.
    for (query, expected) in [
        (
            "validationToken=Validation%3a+Testing+client+application+reachability+for+subscription+Request-Id%3a+0a64",
            "Validation: Testing client application reachability for subscription Request-Id: 0a64",
        ),
        ("a=b&ValidationToken=x%2By%20z", "x+y z"),
        ("validationToken=", ""),
        (
            "validationToken=%3Cscript%3Ealert(%22%27%26%22)%3C/script%3E",
            "&lt;script&gt;alert(&quot;&#39;&amp;&quot;)&lt;/script&gt;",
        ),
        ("validationToken=%ff", "\u{fffd}"),
    ] {
        let answer = answer("POST", &format!("/notify?{query}"), "{}");
        assert_eq!(
            (answer.status().as_u16(), String::from_utf8_lossy(answer.body())),
            (200, expected.into()),
            "{query}"
        );
        assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}

#[test]
fn a_request_that_is_not_a_notification_is_refused() {
    for (method, body, expected) in [
        ("GET", "", 405),
        ("POST", "", 400),
        ("POST", "{}", 400),
        ("POST", r#"{"value":{}}"#, 400),
        ("POST", r#"{"value":[7]}"#, 400),
        ("POST", r#"{"value":[{}]}"#, 403),
        ("POST", r#"{"value":[{"clientState":null}]}"#, 403),
        ("POST", r#"{"value":[{"clientState":"a secre"}]}"#, 403),
        ("POST", r#"{"value":[{"clientState":"a secret"},{"clientState":"another"}]}"#, 403),
    ] {
        assert_eq!(answer(method, "/notify", body).status(), expected, "{method} {body}");
    }
    // An empty client state does not count as a secret.
    let body = br#"{"value":[{"clientState":""}]}"#.to_vec();
    let received = Receiver::new("").receive(&Request::post("/notify").body(body).unwrap());
    assert!(matches!(received, Received::Answer(answer) if answer.status() == 403));
}

#[test]
fn a_notification_gives_the_route_that_reads_its_resource() {
    let body = format!(r#"{{"value":[{NOTIFICATION}],"validationTokens":[]}}"#);
    let Received::Notifications(notifications) = receive("POST", "/notify", &body) else { panic!("it is genuine") };
    let notification = &notifications[0];
    let route = notification.route::<GetChannelMessage>().expect("it is about a message of a channel");
    assert_eq!(route.call().arguments(), ["1", "2", "3"]);
    assert!(notification.route::<ListMessages>().is_none());
    let again: Json = serde_json::to_value(notification).unwrap();
    assert_eq!(again, serde_json::from_str::<Json>(NOTIFICATION).unwrap());
}

#[test]
fn each_lifecycle_event_is_recognised() {
    for (text, expected) in [
        ("reauthorizationRequired", LifecycleEvent::ReauthorizationRequired),
        ("subscriptionRemoved", LifecycleEvent::SubscriptionRemoved),
        ("missed", LifecycleEvent::Missed),
        ("renamed", LifecycleEvent::Unrecognized("renamed".into())),
    ] {
        let body = format!(r#"{{"value":[{{"lifecycleEvent":"{text}","clientState":"a secret"}}]}}"#);
        let Received::Notifications(notifications) = receive("POST", "/lifecycle", &body) else { panic!("{text}") };
        assert_eq!(notifications[0].lifecycle_event, Some(expected));
    }
}

#[test]
fn keys_in_a_resource_path_are_read_in_each_form() {
    for (resource, path) in [
        ("teams('1')/channels('19:x@thread.tacv2')", "/teams/1/channels/19%3Ax@thread.tacv2"),
        ("chats(id='a/b')/messages('it''s')", "/chats/a%2Fb/messages/it%27s"),
        ("Users/1/Messages/2", "/Users/1/Messages/2"),
        ("/users/1/", "/users/1"),
        ("users(7)", "/users/7"),
        ("me/mailFolders('inbox')/messages", "/me/mailFolders/inbox/messages"),
        // Text in parentheses that is not a key stays part of the segment.
        ("reports/get(a='b',c='d')", "/reports/get%28a%3D%27b%27,c%3D%27d%27%29"),
        ("users('')", "/users%28%27%27%29"),
        ("", ""),
    ] {
        assert_eq!(ResourcePath::new(resource).path(), path, "{resource}");
    }
}

proptest! {
    #[test]
    fn a_key_in_a_resource_path_becomes_a_single_segment(key in any::<String>().prop_filter("a key", |key| !key.is_empty()), text in any::<String>()) {
        let path = ResourcePath::new(&format!("users('{}')/messages", key.replace('\'', "''")));
        prop_assert_eq!(path.key("users"), Some(&*key));
        prop_assert_eq!(path.path().matches('/').count(), 3);
        // Any text is accepted as `resource`.
        let notification = Notification { resource: Some(text), ..Notification::default() };
        let _: (Option<GetChannelMessage>, Option<ListMessages>) = (notification.route(), notification.route());
        let _ = receive("POST", "/", &serde_json::to_string(&Page { value: vec![notification], ..Page::default() }).unwrap());
    }
}

#[cfg(feature = "decryption")]
mod decryption {
    use super::*;
    use crate::messages::Message;
    use graph_runtime::webhook::{DecryptError, DecryptionKey, EncryptedContent};
    use std::collections::BTreeMap;

    // The keys and encrypted contents were made with the Python package `cryptography`: OAEP with SHA-1, AES-CBC,
    // HMAC-SHA256.
    const PKCS8: &str = include_str!("webhook/private_key.pem");
    const PKCS1: &str = include_str!("webhook/private_key_pkcs1.pem");
    const CONTENTS: &str = include_str!("webhook/contents.json");

    fn notification(content: EncryptedContent) -> Notification {
        Notification { encrypted_content: Some(content), ..Notification::default() }
    }

    #[test]
    fn the_encrypted_resource_of_a_notification_is_decrypted() {
        for pem in [PKCS8, PKCS1] {
            let key = DecryptionKey::from_pem(pem).unwrap();
            let notification: Notification = serde_json::from_str(NOTIFICATION).unwrap();
            let message: Message = notification.decrypt(&key).unwrap();
            assert_eq!((message.subject.as_deref(), message.is_read), (Some("Grüße"), Some(false)));
        }
        let contents: BTreeMap<String, EncryptedContent> = serde_json::from_str(CONTENTS).unwrap();
        let key = DecryptionKey::from_pem(PKCS8).unwrap();
        // PKCS #7 pads the JSON text to blocks of 16 bytes: a text of 15 bytes by one byte, a text of 16 bytes by a
        // whole block.
        assert_eq!(contents["of 15 bytes"].decrypt(&key).unwrap(), br#"{"id":"123456"}"#);
        assert_eq!(contents["of 16 bytes"].decrypt(&key).unwrap(), br#"{"id":"1234567"}"#);
        let of_another = contents["for another certificate"].decrypt(&key);
        assert!(matches!(of_another, Err(DecryptError::DataKey)));
        let no_object = notification(contents["no object"].clone()).decrypt::<Message>(&key);
        assert!(matches!(no_object, Err(DecryptError::Resource(_))));
        assert!(matches!(Notification::default().decrypt::<Message>(&key), Err(DecryptError::Content)));
    }

    #[test]
    fn changed_encrypted_content_is_refused() {
        let key = DecryptionKey::from_pem(PKCS8).unwrap();
        let content = serde_json::from_str::<Notification>(NOTIFICATION).unwrap().encrypted_content.unwrap();
        let swapped = |text: &Option<String>| {
            let text = text.as_deref().unwrap();
            let (first, rest) = text.split_at(1);
            Some(format!("{}{rest}", if first == "A" { "B" } else { "A" }))
        };
        let data = EncryptedContent { data: swapped(&content.data), ..content.clone() };
        assert!(matches!(data.decrypt(&key), Err(DecryptError::Signature)));
        let signature = EncryptedContent { data_signature: swapped(&content.data_signature), ..content.clone() };
        assert!(matches!(signature.decrypt(&key), Err(DecryptError::Signature)));
        let short = EncryptedContent { data_signature: Some("AAAA".to_owned()), ..content.clone() };
        assert!(matches!(short.decrypt(&key), Err(DecryptError::Signature)));
        let data_key = EncryptedContent { data_key: swapped(&content.data_key), ..content.clone() };
        assert!(matches!(data_key.decrypt(&key), Err(DecryptError::DataKey)));
        let no_base64 = EncryptedContent { data: Some("?".to_owned()), ..content };
        assert!(matches!(no_base64.decrypt(&key), Err(DecryptError::Content)));
    }
}
