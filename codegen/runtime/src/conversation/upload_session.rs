//! Uploads a large file in parts.
//!
//! In: the upload session that a service has created, the length of the file, the responses of the service. Out: the
//! bytes to send next, the request for them, and at the end the file as the service returns it. Invariant: no request
//! has a token, because the address of the session is itself a secret. All parts but the last are multiples of 320 KiB.

use crate::{DateTimeOffset, Error, FromResponse, Json, LinkError, Model, Progress, RequestError, route::link};
use http::{
    HeaderValue, Method, Request, Response, StatusCode, Uri,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_RANGE},
};
use std::{fmt, marker::PhantomData, ops::Range};

/// The length of a part is a multiple of this number of bytes.
const UNIT: u64 = 320 * 1024;
/// The longest part in bytes: services require less than 60 MiB.
const LONGEST: u64 = 191 * UNIT;

/// The upload of one file in parts, to an address that the service created for it. The caller reads the file and sends
/// the requests; `T` is the final answer of the service, such as a `DriveItem`.
///
/// Large files of drives, attachments and print documents are uploaded in this way. A route creates the session; each
/// part is sent to its address with its position in the file (`Content-Range`); the service answers with the bytes that
/// it still expects.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Progress, UploadSession, http::{Request, Response}};
/// # let send = |request: Request<Vec<u8>>| {
/// #     let last = request.headers()["content-range"].to_str().is_ok_and(|range| range.contains("-699999/"));
/// #     let more = r#"{"nextExpectedRanges":["655360-"]}"#;
/// #     let (status, body) = if last { (201, r#"{"id":"7"}"#) } else { (202, more) };
/// #     Response::builder().status(status).body(body.as_bytes().to_vec())
/// # };
/// let file = vec![0; 700_000];
/// # let address = "https://contoso.sharepoint.com/upload/1";
/// let mut session = UploadSession::<Message>::new(address, 700_000).part_length(655_360);
/// let message = loop {
///     let range = session.next_range();
///     let part = file[range.start as usize..range.end as usize].to_vec();
///     let request = session.request(part)?;
///     if let Progress::Done(message) = session.accept(send(request)?)? {
///         break message;
///     }
///     println!("{} of {}", session.sent(), session.length());
/// };
/// assert_eq!(message.id.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct UploadSession<T> {
    address: String,
    expires: Option<DateTimeOffset>,
    length: u64,
    part: u64,
    /// The ranges of bytes that the service still expects, in ascending order. A range that the service states without
    /// an end, such as `26-`, goes to the end of the file.
    expected: Vec<Range<u64>>,
    result: PhantomData<fn() -> T>,
}

impl<T> UploadSession<T> {
    /// A session at this address for a file of `length` bytes, before the first part.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// let session = UploadSession::<()>::new("https://contoso.sharepoint.com/upload/1", 100);
    /// assert_eq!(session.next_range(), 0..100);
    /// ```
    pub fn new(address: impl Into<String>, length: u64) -> Self {
        Self {
            address: address.into(),
            expires: None,
            length,
            part: 16 * UNIT,
            expected: Vec::from([Range { start: 0, end: length }]),
            result: PhantomData,
        }
    }

    /// A session from the response of a route: an object with `uploadUrl`, `expirationDateTime` and
    /// `nextExpectedRanges`.
    ///
    /// ```
    /// use graph_runtime::{Annotations, Extra, UploadSession, object};
    /// #[derive(Clone, Default)]
    /// struct Created { upload_url: Option<String>, extra: Extra, annotations: Annotations }
    /// object! { Created: "microsoft.graph.uploadSession", bases []; upload_url = "uploadUrl" }
    ///
    /// let created: Created = serde_json::from_str(
    ///     r#"{"uploadUrl":"https://x/1","expirationDateTime":"2026-01-29T09:21:55Z","nextExpectedRanges":["10-"]}"#)?;
    /// let session = UploadSession::<()>::from_model(&created, 100);
    /// assert_eq!((session.address(), session.next_range()), ("https://x/1", 10..100));
    /// assert_eq!(session.expires().map(|time| time.as_str()), Some("2026-01-29T09:21:55Z"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn from_model<M: Model>(created: &M, length: u64) -> Self {
        let document = crate::serialize(created.as_structured(), serde_json::value::Serializer).unwrap_or_default();
        let mut session = Self::new(document.get("uploadUrl").and_then(Json::as_str).unwrap_or_default(), length);
        session.read(&document);
        session
    }

    /// Sets the length of the parts in bytes. It is rounded down to a multiple of 320 KiB, between 320 KiB and 59.7
    /// MiB. The default is 5 MiB.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// let session = UploadSession::<()>::new("https://x/1", 10_000_000).part_length(1_000_000);
    /// assert_eq!(session.next_range(), 0..983_040);
    /// ```
    #[must_use]
    pub fn part_length(self, bytes: u64) -> Self {
        let part = (bytes / UNIT * UNIT).clamp(UNIT, LONGEST);
        Self { part, ..self }
    }

    /// The address of the session. It grants write access to the file: protect it like a password.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// assert_eq!(UploadSession::<()>::new("https://x/1", 1).address(), "https://x/1");
    /// ```
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The time at which the session expires, as the service last stated it; `None` if it has stated none.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// assert_eq!(UploadSession::<()>::new("https://x/1", 1).expires(), None);
    /// ```
    pub fn expires(&self) -> Option<&DateTimeOffset> {
        self.expires.as_ref()
    }

    /// The length of the file in bytes.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// assert_eq!(UploadSession::<()>::new("https://x/1", 7).length(), 7);
    /// ```
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The number of bytes that the service has.
    ///
    /// ```
    /// use graph_runtime::{UploadSession, http::Response};
    /// let mut session = UploadSession::<()>::new("https://x/1", 1_000_000);
    /// session.accept(Response::builder().status(202).body(br#"{"nextExpectedRanges":["327680-"]}"#.to_vec())?)?;
    /// assert_eq!(session.sent(), 327_680);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sent(&self) -> u64 {
        let missing: u64 = self.expected.iter().map(|range| range.end - range.start).sum();
        self.length.saturating_sub(missing)
    }

    /// The bytes of the file to send next. The range is empty if the service expects none.
    ///
    /// ```
    /// use graph_runtime::{UploadSession, http::Response};
    /// let mut session = UploadSession::<()>::new("https://x/1", 1_000_000);
    /// let expects = br#"{"nextExpectedRanges":["0-327679","655360-"]}"#;
    /// session.accept(Response::builder().status(202).body(expects.to_vec())?)?;
    /// assert_eq!(session.next_range(), 0..327_680);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_range(&self) -> Range<u64> {
        match self.expected.first() {
            Some(range) => range.start..range.end.min(range.start.saturating_add(self.part)),
            None => self.length..self.length,
        }
    }

    /// The request that sends the bytes of [`next_range`](Self::next_range).
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// let session = UploadSession::<()>::new("https://x/1", 4);
    /// let request = session.request(b"text".to_vec())?;
    /// assert_eq!((request.method().as_str(), &request.headers()["content-range"]), ("PUT", &"bytes 0-3/4".parse()?));
    /// // A part of another length would end up in the wrong place.
    /// assert!(session.request(b"tex".to_vec()).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the length of `part` differs from that range, or the address is not a URL.
    pub fn request(&self, part: Vec<u8>) -> Result<Request<Vec<u8>>, RequestError> {
        let range = self.next_range();
        if usize::try_from(range.end - range.start) != Ok(part.len()) {
            return Err(RequestError::Part { expected: range });
        }
        let length = part.len();
        let mut request = self.to(Method::PUT, part)?;
        let place = match range.end {
            end if end == range.start => format!("bytes */{}", self.length),
            end => format!("bytes {}-{}/{}", range.start, end - 1, self.length),
        };
        let headers = request.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        headers.insert(CONTENT_RANGE, HeaderValue::try_from(place).map_err(|_| RequestError::Body)?);
        Ok(request)
    }

    /// The request that asks which bytes the service expects. Use it after a failure, or in another run of the program.
    ///
    /// ```
    /// use graph_runtime::{UploadSession, http::Response};
    /// let stored = "https://contoso.sharepoint.com/upload/1";
    /// let mut session = UploadSession::<()>::new(stored, 1_000_000);
    /// assert_eq!(session.status_request()?.method(), "GET");
    /// session.accept(Response::new(br#"{"nextExpectedRanges":["655360-"]}"#.to_vec()))?;
    /// assert_eq!(session.next_range(), 655_360..1_000_000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the address is not a URL.
    pub fn status_request(&self) -> Result<Request<Vec<u8>>, RequestError> {
        self.to(Method::GET, Vec::new())
    }

    /// The request that ends the session and discards the uploaded bytes.
    ///
    /// ```
    /// use graph_runtime::UploadSession;
    /// assert_eq!(UploadSession::<()>::new("https://x/1", 4).cancel_request()?.method(), "DELETE");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the address is not a URL.
    pub fn cancel_request(&self) -> Result<Request<Vec<u8>>, RequestError> {
        self.to(Method::DELETE, Vec::new())
    }

    fn to(&self, method: Method, body: Vec<u8>) -> Result<Request<Vec<u8>>, RequestError> {
        if self.address.trim().is_empty() {
            return Err(RequestError::Link(LinkError::Missing));
        }
        let uri: Uri = link::elsewhere(&self.address, "").map_err(RequestError::Link)?;
        let mut request = Request::new(body);
        (*request.method_mut(), *request.uri_mut()) = (method, uri);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }

    fn read(&mut self, document: &Json) {
        if let Some(time) = document.get("expirationDateTime").and_then(Json::as_str) {
            self.expires = Some(time.into());
        }
        if let Some(ranges) = document.get("nextExpectedRanges").and_then(Json::as_array) {
            let length = self.length;
            let ranges = ranges.iter().filter_map(|range| read_range(range.as_str()?, length));
            self.expected = ranges.filter(|range| !range.is_empty()).collect();
            self.expected.sort_by_key(|range| range.start);
        }
    }
}

impl<T: FromResponse> UploadSession<T> {
    /// Reads the response to the last request, which sent a part or asked for the state.
    ///
    /// ```
    /// use graph_runtime::{Progress, UploadSession, http::Response};
    /// let mut session = UploadSession::<()>::new("https://x/1", 4);
    /// assert_eq!(session.accept(Response::builder().status(201).body(Vec::new())?)?, Progress::Done(()));
    /// let gone = Response::builder().status(404).body(Vec::new())?;
    /// assert!(session.accept(gone).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the service refused the request, has dropped the session (404), or answers with something other than `T`.
    /// The expected bytes then stay unchanged.
    pub fn accept(&mut self, response: Response<Vec<u8>>) -> Result<Progress<T>, Error> {
        if !response.status().is_success() {
            return Err(Error::of(response));
        }
        let document: Json = serde_json::from_slice(response.body()).unwrap_or_default();
        let goes_on = document.get("nextExpectedRanges").is_some_and(Json::is_array);
        if goes_on || response.status() == StatusCode::ACCEPTED {
            if !goes_on {
                self.skip();
            }
            self.read(&document);
            return Ok(Progress::Running);
        }
        let result = T::from_response(response)?;
        self.expected.clear();
        Ok(Progress::Done(result))
    }

    /// Moves to the next part, after a response that does not say which bytes the service expects.
    fn skip(&mut self) {
        let sent = self.next_range();
        if let Some(first) = self.expected.first_mut() {
            first.start = sent.end;
            self.expected.retain(|range| !range.is_empty());
        }
    }
}

/// Reads `26-` or `26-99`; the end is inclusive.
fn read_range(text: &str, length: u64) -> Option<Range<u64>> {
    let (start, end) = text.trim().split_once('-')?;
    let end = match end.trim() {
        "" => length,
        end => end.parse::<u64>().ok()?.saturating_add(1).min(length),
    };
    Some(start.trim().parse().ok()?..end)
}

/// Hides the address, because it is a secret.
impl<T> fmt::Debug for UploadSession<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("UploadSession");
        shown.field("length", &self.length).field("expected", &self.expected).finish_non_exhaustive()
    }
}
