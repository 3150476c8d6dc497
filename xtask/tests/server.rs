//! The generated routes of `docs/` against the generated table of what their pages show, served with axum over a socket.

#[path = "../../generated/tests/routes.rs"]
mod generated;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};

use generated::routes::TABLES;
use graph_conformance::routes::{count, unanswered};
use graph_conformance::{check_answer, check_status};
use graph_models::models::LongRunningOperation;
use graph_models::routes::long_running_operation::GetLongRunningOperation;
use graph_models::server::documented;

use graph_runtime::server::Service;
use graph_runtime::{ODataError, Route, http::StatusCode};

/// Serves until the runtime that is given back is dropped.
fn serve(service: Service) -> (tokio::runtime::Runtime, String) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build().expect("threads");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = runtime.block_on(tokio::net::TcpListener::bind(address)).expect("a free port");
    let root = format!("http://{}/v1.0", listener.local_addr().expect("an address"));
    let router: axum::Router = axum::Router::new().nest("/v1.0", service.into_router(1 << 20));
    runtime.spawn(async move { axum::serve(listener, router).await });
    (runtime, root)
}

#[test]
fn every_route_is_answered_as_its_page_shows() {
    let (_runtime, root) = serve(Service::new(documented()));
    let failures = unanswered(TABLES, &root);
    assert!(count(TABLES) > failures.len() && failures.iter().all(|failure| failure.contains(": 501 ")));
    let pages = failures.iter().filter_map(|failure| failure.split(": ").next());
    let silent =
        documented().iter().filter(|documented| documented.example.is_none()).map(|documented| documented.page);
    assert_eq!(pages.collect::<BTreeSet<_>>(), silent.collect::<BTreeSet<_>>());
}

#[test]
fn an_implemented_route_is_answered_by_its_handler() {
    let service = Service::new(documented()).on(|route: GetLongRunningOperation| async move {
        match route.call().arguments() {
            [id] if id == "7/8" => Ok(LongRunningOperation { id: Some(id.clone()), ..LongRunningOperation::default() }),
            _ => Err(ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", "There is none.")),
        }
    });
    let (_runtime, root) = serve(service);
    assert_eq!(check_answer(&GetLongRunningOperation::me_authentication_operations("7/8"), &root), Ok(()));
    let refused =
        check_status(&GetLongRunningOperation::me_authentication_operations("9"), &root).expect_err("no such item");
    assert!(refused.reason.ends_with("404 Not Found: itemNotFound: There is none."), "{refused}");
}
