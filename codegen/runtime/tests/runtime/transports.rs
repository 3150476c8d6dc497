//! Tests the transports of a client: `tower` services, functions, and a service in the same process.

use crate::messages::{CreateMessage, ListMessages, Message};
use graph_runtime::{
    Page, Route,
    client::{Body, Client, Failure, SendError, TestTiming, blocking},
    http::{Request, Response, StatusCode},
    server::Service,
};
use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tower::{ServiceBuilder, ServiceExt, retry, service_fn};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn list() -> ListMessages {
    ListMessages::me_messages()
}

/// A service with two pages of two messages each, which checks the token.
fn service() -> Service {
    let service = Service::new(&[])
        .on(|route: ListMessages| async move {
            let second = route.call().query().any(|(name, _)| name == "$skip");
            let (value, link) = if second { (["c", "d"], None) } else { (["a", "b"], Some("?$skip=2")) };
            let value = value.map(|subject| Message { subject: Some(subject.to_owned()), ..Message::default() });
            let mut page = Page { value: value.into(), ..Page::default() };
            if let Some(link) = link {
                page.annotations.insert("@odata.nextLink", format!("{ROOT}/me/messages{link}"));
            }
            Ok(page)
        })
        .on(|route: CreateMessage| async move { Ok(Message { id: Some("7".to_owned()), ..route.body }) });
    service.service_root("/v1.0")
}

async fn subjects(client: &Client) -> Vec<String> {
    let mut subjects = Vec::new();
    let mut items = client.pages(list()).items();
    while let Some(item) = items.next().await {
        subjects.extend(item.unwrap().subject);
    }
    subjects
}

#[test]
fn a_service_in_the_same_process_is_a_transport() {
    let shared = Arc::new(service());
    let client = Client::new(Arc::clone(&shared), ROOT);
    assert_eq!(run(subjects(&client)), ["a", "b", "c", "d"]);
    let created = run(client.send(&CreateMessage::me_messages(Message::default()))).unwrap();
    assert_eq!(created.id.as_deref(), Some("7"));

    let client = blocking::Client::new(shared, ROOT);
    let subjects: Vec<_> = client.pages(list()).items().map(|item| item.unwrap().subject.unwrap()).collect();
    assert_eq!(subjects, ["a", "b", "c", "d"]);
    let client = blocking::Client::new(service(), ROOT);
    assert_eq!(client.pages(list()).map(|page| page.unwrap().value.len()).collect::<Vec<_>>(), [2, 2]);
}

/// A `tower` retry policy, as a caller may put it around a transport: it repeats a request that is answered with 502.
#[derive(Clone)]
struct Once;

impl<E> retry::Policy<Request<Body>, Response<Body>, E> for Once {
    type Future = std::future::Ready<()>;

    fn retry(&mut self, _: &mut Request<Body>, result: &mut Result<Response<Body>, E>) -> Option<Self::Future> {
        let busy = result.as_ref().is_ok_and(|response| response.status() == StatusCode::BAD_GATEWAY);
        busy.then(|| std::future::ready(()))
    }

    fn clone_request(&mut self, request: &Request<Body>) -> Option<Request<Body>> {
        let mut copy = Request::new(Body::default());
        (*copy.method_mut(), *copy.uri_mut()) = (request.method().clone(), request.uri().clone());
        *copy.headers_mut() = request.headers().clone();
        Some(copy)
    }
}

#[test]
fn middleware_of_the_caller_sees_every_request() {
    let seen = Arc::new(AtomicUsize::new(0));
    let inner = Arc::new(service());
    let count = Arc::clone(&seen);
    let service = service_fn(move |request: Request<Body>| {
        let (inner, sent) = (Arc::clone(&inner), count.fetch_add(1, Ordering::Relaxed));
        async move {
            assert_eq!(request.headers()["x-middleware"], "yes");
            if sent == 0 {
                return Ok(Response::builder().status(502).body(Body::default())?);
            }
            let request = request.map(|_| Vec::new());
            Ok::<_, Failure>(inner.respond(request).await.map(Body::from))
        }
    });
    let stack = ServiceBuilder::new()
        .retry(Once)
        .map_request(|mut request: Request<Body>| {
            request.headers_mut().insert("x-middleware", "yes".parse().unwrap());
            request
        })
        .service(service);
    let client = Client::new(stack, ROOT);
    assert_eq!(run(subjects(&client)), ["a", "b", "c", "d"]);
    assert_eq!(seen.load(Ordering::Relaxed), 3);
}

#[test]
fn a_boxed_service_need_not_be_sync() {
    let boxed = service_fn(|_: Request<Body>| async {
        Ok::<_, Infallible>(Response::new(Body::from(r#"{"value":[{"subject":"a"}]}"#)))
    });
    let client = Client::new(boxed.boxed_clone(), ROOT);
    assert_eq!(run(subjects(&client)), ["a"]);
}

#[test]
fn a_service_that_fails_returns_no_response() {
    let closed = service_fn(|_: Request<Body>| async { Err::<Response<Body>, Failure>("closed".into()) });
    let error = run(Client::new(closed, ROOT).send(&list())).unwrap_err();
    assert!(matches!(&error, SendError::Transport(inner) if inner.to_string() == "closed"), "{error}");
}

#[cfg(feature = "axum")]
#[test]
fn a_router_is_a_transport() {
    let router: axum::Router = axum::Router::new().nest("/v1.0", service().service_root("").into_router(1 << 20));
    assert_eq!(run(subjects(&Client::new(router, ROOT))), ["a", "b", "c", "d"]);
}

#[test]
fn a_request_is_repeated_as_the_policy_allows() {
    let timing = TestTiming::default();
    let sent = Arc::new(AtomicUsize::new(0));
    let answer = move |status: u16| {
        let sent = Arc::clone(&sent);
        move |_: Request<Body>| {
            let first = sent.fetch_add(1, Ordering::Relaxed) % 3 < 2;
            async move { Response::builder().status(if first { status } else { 200 }).body(r#"{"value":[]}"#) }
        }
    };
    let client = Client::new(answer(502), ROOT).retries(2).timing(timing.clone());
    assert!(run(client.send(&list())).is_ok());
    // `TestTiming` adds no random time to the waits, so the second one is exactly twice the first.
    assert_eq!(timing.pauses(), [Duration::from_millis(500), Duration::from_secs(1)]);

    // The service may have executed the POST, so it is not sent again.
    let post = CreateMessage::me_messages(Message::default());
    let error = run(client.send(&post)).unwrap_err();
    assert_eq!(error.service().map(|error| error.status.as_u16()), Some(502));
    assert_eq!(timing.pauses().len(), 2);
}

#[test]
fn a_request_is_repeated_after_a_failure_of_the_transport() {
    let sent = AtomicUsize::new(0);
    let fails = move |_| match sent.fetch_add(1, Ordering::Relaxed) {
        0 => Err("connection reset"),
        _ => Ok(Response::new(r#"{"value":[]}"#)),
    };
    let client = blocking::Client::new(fails, ROOT).timing(TestTiming::default());
    assert!(matches!(client.send(&list()), Err(SendError::Transport(_))));
    let sent = AtomicUsize::new(0);
    let fails = move |_| match sent.fetch_add(1, Ordering::Relaxed) {
        0 => Err("connection reset"),
        _ => Ok(Response::new(r#"{"value":[]}"#)),
    };
    let client = blocking::Client::new(fails, ROOT).retries(1).timing(TestTiming::default());
    assert!(client.send(&list()).is_ok());
}

#[test]
fn a_client_can_be_sent_and_shared() {
    fn check<T: Send + Sync + Clone + 'static>() {}
    check::<Client>();
    check::<blocking::Client>();
    fn stream<T: futures_core::Stream + Send>(_: &T) {}
    let client = Client::new(service(), ROOT);
    stream(&client.pages(list()));
    stream(&client.pages(list()).items());
    fn future<F: Future + Send>(_: F) {}
    future(async move {
        let route = list();
        client.send(&route).await
    });
}
