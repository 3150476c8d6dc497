//! Transfers files, and waits for long-running operations, which the service has accepted but not finished when it
//! responds.
//!
//! In: a route, a body or a reader, an accepted operation. Out: the bytes as they arrive, or the result at the end.
//! Invariant: a file from a reader or a response is never in memory as a whole. Only requests below the service root
//! have the token.

use super::{Body, Client, service_client::read_body};
use crate::{
    Accepted, Error, FromResponse, Operation, Progress, Route, UploadSession,
    client::{SendError, hop},
};
use http::{
    HeaderValue, Request, Response, StatusCode,
    header::{CONTENT_LENGTH, RANGE},
};
use std::{
    io::{self, Read, Seek},
    ops::RangeBounds,
};

impl Client {
    /// Sends a route that answers with a file, or with a redirect to one, and returns the response as soon as its
    /// headers have arrived. The body is a reader. The client follows redirects, and sends the token only to addresses
    /// below the service root.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     match request.uri().host() {
    ///         Some("files.example") => Response::builder().body("a large file"),
    ///         _ => Response::builder().status(302).header("location", "https://files.example/1").body(""),
    ///     }
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// let mut file = Vec::new();
    /// let response = client.download(&GetContent::me_photo_value())?;
    /// std::io::copy(&mut response.into_body(), &mut file)?;
    /// assert_eq!(file, b"a large file");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, the service refuses it, or there are more than five redirects, or one
    /// from `https` to `http`.
    pub fn download<R: Route>(&self, route: &R) -> Result<Response<Body>, SendError> {
        self.download_range(route, ..)
    }

    /// Downloads a range of bytes of a file, for instance the rest after an interrupted download.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     assert_eq!(request.headers()["range"], "bytes=8-");
    ///     Response::builder().status(206).header("content-range", "bytes 8-11/12").body("file")
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// let response = client.download_range(&GetContent::me_photo_value(), 8..)?;
    /// assert_eq!(response.into_body().bytes()?, b"file");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`download`](Self::download), and when the response is not partial content that begins with the first
    /// requested byte.
    pub fn download_range<R: Route>(
        &self,
        route: &R,
        range: impl RangeBounds<u64>,
    ) -> Result<Response<Body>, SendError> {
        let (mut parts, body) = route.request(self.service_root())?.into_parts();
        let range = hop::range_header(&range);
        if let Some((_, range)) = &range
            && let Ok(range) = HeaderValue::try_from(range)
        {
            parts.headers.insert(RANGE, range);
        }
        let mut body = Body::from(body);
        for _ in 0..=hop::HOPS {
            let response = self.forward(Request::from_parts(parts.clone(), body))?;
            match hop::next(&parts, &response) {
                Some(next) => (parts, body) = (next?, Body::default()),
                None if !response.status().is_success() => {
                    return Err(SendError::Response(Error::of(read_body(response)?)));
                }
                None => {
                    if let Some((start, _)) = range {
                        hop::starts_at(response.status(), response.headers(), start)?;
                    }
                    return Ok(response);
                }
            }
        }
        Err(SendError::Request(crate::RequestError::Link(crate::LinkError::TooManyRedirects)))
    }

    /// Sends a route with `body` in place of the route's own body, and reads the response. The header `Content-Type` is
    /// that of the route. If `body` is a reader, the request is never sent again, because a reader can be read only
    /// once.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Content, client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     assert_eq!(request.headers()["content-type"], "image/jpeg");
    ///     assert_eq!(request.into_body().bytes().ok().as_deref(), Some(&b"a large file"[..]));
    ///     Response::builder().status(204).body("")
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// let file = std::io::Cursor::new("a large file");
    /// client.upload(&PutContent::me_photo_value(Content::new("image/jpeg", [])), Body::reader(file, Some(12)))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub fn upload<R: Route>(&self, route: &R, body: impl Into<Body>) -> Result<R::Response, SendError> {
        let (mut parts, _) = route.request(self.service_root())?.into_parts();
        let body = body.into();
        if let Some(length) = body.length() {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        let response = self.forward(Request::from_parts(parts, body))?;
        Ok(route.response(read_body(response)?)?)
    }

    /// Sends the rest of a file to an upload session, part by part, and calls `sent` after each part with the total
    /// number of bytes that the service has received. A part that failed is repeated as a `PUT` request is ([what is
    /// sent again](crate::client#what-is-sent-again)), from the byte that the service expects next. After an error the
    /// caller can call the method again with the same session to send the rest.
    ///
    /// ```
    /// use graph_runtime::{Json, UploadSession, client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     let last = request.headers()["content-range"] == "bytes 327680-399999/400000";
    ///     let body = if last { r#"{"id":"7"}"# } else { r#"{"nextExpectedRanges":["327680-"]}"# };
    ///     Response::builder().status(if last { 201 } else { 202 }).body(body)
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// let file = std::io::Cursor::new(vec![0; 400_000]);
    /// let mut session = UploadSession::<Json>::new("https://x/upload/1", 400_000).part_length(327_680);
    /// let item = client.upload_in_parts(&mut session, file, |sent| println!("{sent} bytes are there"))?;
    /// assert_eq!(item["id"], "7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the file cannot be read ([`SendError::Transport`]), or the service does not continue the session.
    pub fn upload_in_parts<T, F>(
        &self,
        session: &mut UploadSession<T>,
        mut file: F,
        mut sent: impl FnMut(u64),
    ) -> Result<T, SendError>
    where
        T: FromResponse,
        F: Read + Seek,
    {
        let mut failures = 0;
        loop {
            let range = session.next_range();
            let mut part = vec![0; usize::try_from(range.end - range.start).map_err(io_error)?];
            file.seek(io::SeekFrom::Start(range.start)).map_err(io_error)?;
            file.read_exact(&mut part).map_err(io_error)?;
            let request = session.request(part)?;
            hop::check(request.uri(), self.service_root())?;
            let method = request.method().clone();
            let answer = self.deliver_once(request);
            if let Ok(response) = &answer
                && response.status().is_success()
            {
                failures = 0;
                let progress = session.accept(answer?)?;
                sent(session.sent());
                match progress {
                    Progress::Done(result) => return Ok(result),
                    Progress::Running => continue,
                }
            }
            failures += 1;
            // 416: the service already has the part, and the response names the bytes that it expects.
            let is_there = matches!(&answer, Ok(response) if response.status() == StatusCode::RANGE_NOT_SATISFIABLE);
            match self.settings.pause(&method, failures, &answer) {
                Some(pause) => self.settings.timing.block(pause),
                None if is_there && failures == 1 => {}
                None => return Err(SendError::Response(Error::of(answer?))),
            }
            let status = self.deliver(session.status_request()?)?;
            if let Progress::Done(result) = session.accept(status)? {
                return Ok(result);
            }
        }
    }

    /// Cancels an upload session. The service discards the bytes that were sent.
    ///
    /// ```
    /// use graph_runtime::{UploadSession, client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     assert_eq!(request.method(), "DELETE");
    ///     Response::builder().status(204).body("")
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// client.cancel_upload(&UploadSession::<()>::new("https://x/upload/1", 400_000))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be sent, or the service refuses it.
    pub fn cancel_upload<T>(&self, session: &UploadSession<T>) -> Result<(), SendError> {
        let request = session.cancel_request()?;
        hop::check(request.uri(), self.service_root())?;
        let response = self.deliver(request)?;
        if response.status().is_success() { Ok(()) } else { Err(SendError::Response(Error::of(response))) }
    }

    /// Asks for the status of an accepted operation again and again until it has ended, and returns its result.
    ///
    /// ```
    /// use graph_runtime::{Accepted, Json, client::{TestTiming, blocking::{Body, Client}}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     Response::builder().body(match request.uri().path() {
    ///         "/v1.0/operations/1" => r#"{"status":"succeeded","targetResourceLocation":"/teams('7')"}"#,
    ///         _ => r#"{"id":"7"}"#,
    ///     })
    /// };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0").timing(TestTiming::default());
    /// // As `client.send` returns it for a route whose response is an operation.
    /// let accepted: Accepted = Accepted::from("/operations/1".to_owned());
    /// let team: Json = client.follow(&accepted)?;
    /// assert_eq!(team["id"], "7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a request cannot be sent, or the operation failed: [`Error::Failed`].
    pub fn follow<T: FromResponse + 'static>(&self, accepted: &Accepted<impl Sized>) -> Result<T, SendError> {
        self.finish(&mut Operation::new(accepted, self.service_root()))
    }

    /// Asks for the status of an operation again and again until it has ended, and returns its result. Unlike
    /// [`follow`](Self::follow), it takes an [`Operation`], which the caller can make from a stored address
    /// ([`Operation::resume`]) and allow to use other hosts ([`Operation::anywhere`]).
    ///
    /// ```
    /// use graph_runtime::{Operation, client::{TestTiming, blocking::{Body, Client}}, http::{Request, Response}};
    /// let fake = |_| Response::builder().body(r#"{"status":"completed","resourceId":"7"}"#);
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0").timing(TestTiming::default());
    /// let mut copy = Operation::<()>::resume("https://contoso.sharepoint.com/monitor/1", client.service_root()).anywhere();
    /// client.finish(&mut copy)?;
    /// assert_eq!(copy.state().body["resourceId"], "7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a request cannot be sent, or the operation failed: [`Error::Failed`]. If a request could not be sent, the
    /// caller can call the method again with the same operation.
    pub fn finish<T: FromResponse + 'static>(&self, operation: &mut Operation<T, impl Sized>) -> Result<T, SendError> {
        loop {
            let request = operation.next_request()?;
            let wait = operation.wait(self.settings.timing.now());
            if !wait.is_zero() {
                self.settings.timing.block(wait);
            }
            let response = self.deliver(request)?;
            if let Progress::Done(result) = operation.accept(response)? {
                return Ok(result);
            }
        }
    }
}

fn io_error(error: impl std::error::Error + Send + Sync + 'static) -> SendError {
    SendError::Transport(Box::new(error))
}
