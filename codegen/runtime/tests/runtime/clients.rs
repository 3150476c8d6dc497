//! Runs the same requests with the blocking and the asynchronous client, over real sockets.

use crate::messages::{CreateMessage, ListMessages, Message};
use crate::service::{Seen, serve};
use graph_runtime::{Batch, Call, Redirect, Route, client::SendError, route};

/// A route that returns a redirect to a file.
struct Download {
    call: Call,
}
route! {
    Download: GET, response Redirect, success [302], page "api/get-content.md", templates ["/content"], permissions []
}

const TWO_PAGES: &[&str] = &[
    "200 OK\n\n{\"value\":[{\"subject\":\"a\"}],\"@odata.nextLink\":\"ROOT/me/messages?$skip=1\"}",
    "429 Slow down\nretry-after: 0\n\n",
    "200 OK\n\n{\"value\":[{\"subject\":\"b\"}],\"@odata.nextLink\":\"https://evil.example/v1.0/me/messages\"}",
];

fn saw_two_pages(seen: &[Seen]) {
    let lines: Vec<&str> = seen.iter().map(|seen| seen.line.as_str()).collect();
    let next = "GET /v1.0/me/messages?$skip=1 HTTP/1.1";
    assert_eq!(lines, ["GET /v1.0/me/messages?$select=subject&$top=1 HTTP/1.1", next, next]);
    assert!(seen.iter().all(|seen| seen.headers["authorization"] == "Bearer secret" && seen.body.is_empty()));
    assert!(seen.iter().all(|seen| seen.headers["prefer"] == "x" && seen.headers["accept"] == "application/json"));
}

fn list() -> ListMessages {
    ListMessages::me_messages().select(|m| [m.subject]).top(1).header("Prefer", "x")
}

fn create() -> CreateMessage {
    CreateMessage::me_messages(Message { subject: Some("a".into()), ..Message::default() })
}

const SINGLE: &[&str] = &[
    "201 Created\n\n{\"id\":\"1\"}",
    "503 Busy\nretry-after: 9999\n\n{\"error\":{\"code\":\"busy\"}}",
    "302 Found\nlocation: https://x/file\n\n",
    "200 OK\n\n{\"responses\":[{\"id\":\"1\",\"status\":201,\"body\":{\"id\":\"2\"}}]}",
];

fn saw_single(seen: &[Seen]) {
    let lines: Vec<&str> = seen.iter().map(|seen| seen.line.as_str()).collect();
    let post = "POST /v1.0/me/messages HTTP/1.1";
    assert_eq!(lines, [post, post, "GET /v1.0/content HTTP/1.1", "POST /v1.0/$batch HTTP/1.1"]);
    assert_eq!(seen[0].body, br#"{"subject":"a"}"#);
    assert!(seen[3].body.starts_with(br#"{"requests":[{"id":"1","method":"POST","url":"/me/messages""#));
}

fn batch() -> (Batch, graph_runtime::Ticket<CreateMessage>) {
    let mut batch = Batch::new();
    let ticket = batch.add(&create()).unwrap();
    (batch, ticket)
}

fn is_busy(error: &SendError) -> bool {
    error.service().is_some_and(|error| error.has_code("busy"))
}

fn is_foreign(error: &SendError) -> bool {
    error.to_string().ends_with("the link leads to another origin: evil.example")
}

#[cfg(feature = "ureq")]
mod with_ureq {
    use super::*;
    use graph_runtime::client::blocking::Client;

    #[test]
    fn a_blocking_client_reads_pages_up_to_the_last() {
        let (root, server) = serve(TWO_PAGES);
        let client = Client::new(ureq::agent(), root).token(|| Ok::<_, String>("secret".to_owned())).retries(1);
        let mut pages = client.pages(list());
        let subjects: Vec<_> = pages.by_ref().take(2).flat_map(|page| page.unwrap().value).map(|m| m.subject).collect();
        assert_eq!(subjects, [Some("a".to_owned()), Some("b".to_owned())]);
        assert!(is_foreign(&pages.next().unwrap().unwrap_err()) && pages.next().is_none());
        saw_two_pages(&server.join().unwrap());
    }

    #[test]
    fn a_blocking_client_sends_single_requests_and_batches() {
        let (root, server) = serve(SINGLE);
        let client = Client::new(ureq::agent(), root).retries(1);
        assert_eq!(client.send(&create()).unwrap().id.as_deref(), Some("1"));
        assert!(is_busy(&client.send(&create()).unwrap_err()));
        let download = Download { call: Call::new("/content", []) };
        assert_eq!(client.send(&download).unwrap().location, "https://x/file");
        let (batch, ticket) = batch();
        assert_eq!(client.batch(&batch).unwrap().take(ticket).unwrap().id.as_deref(), Some("2"));
        saw_single(&server.join().unwrap());
    }

    #[test]
    fn a_blocking_client_sends_no_request_without_a_token() {
        let client = Client::new(ureq::agent(), "http://127.0.0.1:9");
        assert!(matches!(client.clone().token(|| Err("none")).send(&list()), Err(SendError::Token(_))));
        let broken = client.clone().token(|| Ok::<_, String>("a\nb".to_owned()));
        assert!(matches!(broken.send(&list()), Err(SendError::Token(_))));
        assert!(matches!(client.send(&list()), Err(SendError::Transport(_))));
    }
}

#[cfg(feature = "reqwest")]
mod with_reqwest {
    use super::*;
    use graph_runtime::client::Client;

    fn run<F: Future>(future: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    fn client() -> reqwest::Client {
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
    }

    #[test]
    fn an_async_client_reads_pages_up_to_the_last() {
        let (root, server) = serve(TWO_PAGES);
        let client = Client::new(client(), root).token(|| async { Ok::<_, String>("secret".to_owned()) }).retries(1);
        let subjects = run(async {
            let mut pages = client.pages(list());
            let mut subjects = Vec::new();
            while let Some(page) = pages.next().await {
                match page {
                    Ok(page) => subjects.extend(page.value.into_iter().map(|message| message.subject)),
                    Err(error) => assert!(is_foreign(&error)),
                }
            }
            subjects
        });
        assert_eq!(subjects, [Some("a".to_owned()), Some("b".to_owned())]);
        saw_two_pages(&server.join().unwrap());
    }

    #[test]
    fn an_async_client_sends_routes_and_batches() {
        let (root, server) = serve(SINGLE);
        let client = Client::new(client(), root).retries(1);
        run(async {
            assert_eq!(client.send(&create()).await.unwrap().id.as_deref(), Some("1"));
            assert!(is_busy(&client.send(&create()).await.unwrap_err()));
            let download = Download { call: Call::new("/content", []) };
            assert_eq!(client.send(&download).await.unwrap().location, "https://x/file");
            let (batch, ticket) = batch();
            assert_eq!(client.batch(&batch).await.unwrap().take(ticket).unwrap().id.as_deref(), Some("2"));
        });
        saw_single(&server.join().unwrap());
    }

    #[test]
    fn an_async_client_sends_no_request_without_a_token() {
        let client = Client::new(client(), "http://127.0.0.1:9");
        let broken = client.clone().token(|| async { Err::<String, _>("none") });
        assert!(matches!(run(broken.send(&list())), Err(SendError::Token(_))));
        assert!(matches!(run(client.send(&list())), Err(SendError::Transport(_))));
    }
}
