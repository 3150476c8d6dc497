//! Whether a route builds requests that are read back, and that a service answers.
//!
//! In: a route with its arguments. Out: nothing, or what differs.
//! Invariant: the checks are compiled once; a route adds what its trait provides.

use super::{Failure, socket};
use crate::{Error, ODataError, RequestError, Route};
use http::{Request, Response};

/// A route with its arguments, whatever its type.
///
/// ```
/// use graph_runtime::conformance::{Trial, read_back};
/// # use graph_runtime::{Call, Route};
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md",
/// #     templates ["/users/$count", "/groups/{id}/members/$count"], permissions []
/// # }
/// # impl CountUsers {
/// #     fn groups_members_count(id: &str) -> Self { Self { call: Call::new(Self::TEMPLATES[1], [id.to_owned()]) } }
/// # }
///
/// let mut trial: Box<dyn Trial> = Box::new(CountUsers::groups_members_count("a/b"));
/// trial.set_header("ConsistencyLevel", "eventual");
/// assert_eq!(read_back(&*trial, "https://graph.microsoft.com/v1.0"), Ok(()));
/// ```
pub trait Trial {
    /// Sets a header of the request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::conformance::Trial;
    /// let mut trials: Vec<Box<dyn Trial>> =
    ///     vec![Box::new(ListMessages::me_messages()), Box::new(CreateMessage::me_messages(Message::default()))];
    /// for trial in &mut trials {
    ///     trial.set_header("Authorization", "Bearer secret");
    /// }
    /// ```
    fn set_header(&mut self, name: &str, value: &str);
    /// Builds the request.
    ///
    /// # Errors
    ///
    /// When an argument or a header cannot be part of a request.
    #[doc(hidden)]
    fn build(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError>;
    /// Reads a request as this route, and gives back the template and the request that it builds then.
    ///
    /// # Errors
    ///
    /// When the request is none of this route.
    #[doc(hidden)]
    fn rebuild(
        &self,
        request: Request<Vec<u8>>,
        service_root: &str,
    ) -> Result<(&'static str, Request<Vec<u8>>), String>;
    /// Reads a response.
    ///
    /// # Errors
    ///
    /// When the service reports a failure, or the response is not one of this route.
    #[doc(hidden)]
    fn accept(&self, response: Response<Vec<u8>>) -> Result<(), Error>;
}

impl<R: Route> Trial for R {
    fn set_header(&mut self, name: &str, value: &str) {
        self.call_mut().set_header(name, value.to_owned());
    }

    fn build(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError> {
        self.request(service_root)
    }

    fn rebuild(
        &self,
        request: Request<Vec<u8>>,
        service_root: &str,
    ) -> Result<(&'static str, Request<Vec<u8>>), String> {
        let again = R::from_request(request, service_root).map_err(|error| error.to_string())?;
        let request = again.request(service_root).map_err(|error| error.to_string())?;
        Ok((again.call().template(), request))
    }

    fn accept(&self, response: Response<Vec<u8>>) -> Result<(), Error> {
        self.response(response).map(drop)
    }
}

/// Checks that the request of a route is read back as one that builds the same request. It may be read by another template of
/// the route, when both fit the path.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::conformance::read_back;
/// assert_eq!(read_back(&CreateMessage::me_messages(Message::default()), "https://x/v1.0"), Ok(()));
/// // No request goes to what is no service root.
/// assert!(read_back(&ListMessages::me_messages(), "nowhere").is_err());
/// ```
///
/// # Errors
///
/// What differs.
pub fn read_back(trial: &dyn Trial, service_root: &str) -> Result<(), Failure> {
    let build = || trial.build(service_root).map_err(|error| Failure::of_body(error.to_string()));
    let (request, sent) = (build()?, build()?);
    let told = |what: &str| Failure::of_body(format!("{} {}: {what}", request.method(), request.uri()));
    let (template, again) = trial.rebuild(sent, service_root).map_err(|reason| told(&reason))?;
    let differs = if request.uri() != again.uri() {
        Some(format!("read by `{template}` it is {}", again.uri()))
    } else if request.method() != again.method() || request.headers() != again.headers() {
        Some(format!("the headers are {:?} and then {:?}", request.headers(), again.headers()))
    } else if request.body() != again.body() {
        Some("the body is another one then".to_owned())
    } else {
        None
    };
    differs.map_or(Ok(()), |what| Err(told(&what)))
}

/// Sends the request of a route to a service, in plain HTTP, and reads its response.
///
/// # Errors
///
/// When the service cannot be reached, or what it answers is no success of the route.
///
/// ```
/// use graph_runtime::conformance::answered;
/// # use graph_runtime::{Call, Route};
/// # use std::{io::{Read, Write}, net::TcpListener};
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md", templates ["/users/$count"], permissions []
/// # }
///
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// let service_root = format!("http://{}/v1.0", listener.local_addr()?);
/// # let server = std::thread::spawn(move || -> std::io::Result<()> {
/// #     for number in ["2", "two"] {
/// #         let (mut stream, _) = listener.accept()?;
/// #         let mut request = [0; 4096];
/// #         let length = stream.read(&mut request)?;
/// #         assert!(request[..length].starts_with(b"GET /v1.0/users/$count HTTP/1.1\r\n"));
/// #         write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{number}", number.len())?;
/// #     }
/// #     Ok(())
/// # });
/// // … a service that answers the number 2, and then a word:
/// let count = CountUsers { call: Call::new("/users/$count", []) };
/// assert_eq!(answered(&count, &service_root), Ok(()));
/// assert!(answered(&count, &service_root).is_err());
/// # server.join().expect("the service ends")?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn answered(trial: &dyn Trial, service_root: &str) -> Result<(), Failure> {
    let (told, response) = send(trial, service_root)?;
    trial.accept(response).map_err(|error| match &error {
        Error::Decode { source, .. } => Failure::of_body(format!("{told}: {error}: {source}")),
        _ => Failure::of_body(format!("{told}: {error}")),
    })
}

/// Sends the request of a route to a service, as [`answered`] does, and looks at the status of the response alone: where
/// several pages document one path, the service may answer as any of them says.
///
/// # Errors
///
/// When the service cannot be reached, or says that the request failed.
///
/// ```
/// use graph_runtime::conformance::accepted;
/// # use graph_runtime::{Call, Route};
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md", templates ["/users/$count"], permissions []
/// # }
///
/// let count = CountUsers { call: Call::new("/users/$count", []) };
/// assert!(accepted(&count, "https://localhost").unwrap_err().reason.contains("only services of plain HTTP"));
/// ```
pub fn accepted(trial: &dyn Trial, service_root: &str) -> Result<(), Failure> {
    let (told, response) = send(trial, service_root)?;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        return Err(Failure::of_body(format!("{told}: {}", ODataError::from_response(response))));
    }
    Ok(())
}

/// The request in words, and its response.
fn send(trial: &dyn Trial, service_root: &str) -> Result<(String, Response<Vec<u8>>), Failure> {
    let request = trial.build(service_root).map_err(|error| Failure::of_body(error.to_string()))?;
    let told = format!("{} {}", request.method(), request.uri());
    match socket::send(&request) {
        Ok(response) => Ok((told, response)),
        Err(error) => Err(Failure::of_body(format!("{told}: {error}"))),
    }
}
