//! The body of a message that the asynchronous client sends or receives.
//!
//! In: bytes, a stream of bytes, or a body of another HTTP library. Out: the same bytes, for the sender or the reader
//! of the message. Invariant: a stream is read once, chunk by chunk, and is loaded into memory only if the caller asks
//! for that.

use super::{Failure, SendError};
use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, Failure>> + Send>>;

/// The body of a request or a response: bytes in memory, or a stream of bytes whose length may be known.
///
/// It is an [`http_body::Body`] and a [`Stream`], so servers, clients and middleware of the `tower` family take it.
///
/// ```
/// use graph_runtime::client::Body;
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let mut body = Body::from("hello");
/// assert_eq!(body.length(), Some(5));
/// assert_eq!(body.chunk().await.expect("there is a chunk")?, "hello");
/// assert!(body.chunk().await.is_none());
/// # Ok::<(), graph_runtime::client::Failure>(()) })?;
/// # Ok::<(), graph_runtime::client::Failure>(())
/// ```
#[derive(Default)]
pub struct Body(Content);

enum Content {
    Bytes(Bytes),
    // The lock makes the body `Sync`, which some clients ask for. It is never contended: reading needs `&mut`.
    Stream { chunks: Mutex<Chunks>, length: Option<u64> },
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// A stream of chunks, with the total number of bytes if it is known.
    ///
    /// ```
    /// use graph_runtime::client::{Body, Failure};
    /// use std::{pin::Pin, task::{Context, Poll}};
    ///
    /// /// A thousand times the same chunk.
    /// struct Thousand(usize);
    /// impl futures_core::Stream for Thousand {
    ///     type Item = Result<Vec<u8>, Failure>;
    ///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
    ///         self.0 += 1;
    ///         Poll::Ready((self.0 <= 1000).then(|| Ok(vec![0; 64])))
    ///     }
    /// }
    /// assert_eq!(Body::stream(Thousand(0), Some(64_000)).length(), Some(64_000));
    /// ```
    pub fn stream<S, B, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Failure> + 'static,
    {
        Self(Content::Stream { chunks: Mutex::new(Box::pin(Converted(Box::pin(stream)))), length })
    }

    /// The bytes of a reader, with their total number if it is known.
    ///
    /// ```
    /// use graph_runtime::client::Body;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let body = Body::reader(std::io::Cursor::new("hello"), Some(5));
    /// assert_eq!(body.bytes().await?, b"hello");
    /// # Ok::<(), graph_runtime::client::Failure>(()) })?;
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        Self(Content::Stream { chunks: Mutex::new(Box::pin(Reader(Box::pin(reader)))), length })
    }

    /// The body of another HTTP library. Its trailers are left out.
    ///
    /// ```
    /// use graph_runtime::client::Body;
    /// let body = Body::from_http_body(String::from("hello"));
    /// assert_eq!(body.length(), Some(5));
    /// ```
    pub fn from_http_body<B>(body: B) -> Self
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<Failure>,
    {
        let length = body.size_hint().exact();
        Self(Content::Stream { chunks: Mutex::new(Box::pin(Frames(Box::pin(body)))), length })
    }

    /// The number of bytes in the body; `None` for a stream of unknown length.
    ///
    /// ```
    /// assert_eq!(graph_runtime::client::Body::default().length(), Some(0));
    /// ```
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Stream { length, .. } => *length,
        }
    }

    /// A copy for another attempt; `None` for a stream, which can be read only once.
    pub(super) fn copy(&self) -> Option<Self> {
        match &self.0 {
            Content::Bytes(bytes) => Some(Self(Content::Bytes(bytes.clone()))),
            Content::Stream { .. } => None,
        }
    }

    /// The bytes; a stream is returned unchanged as the error.
    #[cfg(feature = "reqwest")]
    pub(super) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Stream { .. } => Err(self),
        }
    }

    /// Reads the next chunk; `None` at the end.
    ///
    /// ```
    /// use graph_runtime::client::Body;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert!(Body::default().chunk().await.is_none());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub async fn chunk(&mut self) -> Option<Result<Bytes, SendError>> {
        poll_fn(|context| self.poll_chunk(context)).await.map(|chunk| chunk.map_err(SendError::Transport))
    }

    /// Reads the body to its end, and returns all bytes.
    ///
    /// ```
    /// use graph_runtime::client::Body;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(Body::from("hello").bytes().await?, b"hello");
    /// # Ok::<(), graph_runtime::client::Failure>(()) })?;
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the stream fails.
    pub async fn bytes(mut self) -> Result<Vec<u8>, SendError> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all)
    }

    /// Writes all bytes into a writer, chunk by chunk, and returns their number.
    ///
    /// ```
    /// use graph_runtime::client::Body;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let mut file = Vec::new();
    /// assert_eq!(Body::from("hello").copy_to(&mut file).await?, 5);
    /// # Ok::<(), graph_runtime::client::Failure>(()) })?;
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the stream or the writer fails.
    pub async fn copy_to(mut self, writer: &mut (impl AsyncWrite + Unpin)) -> Result<u64, SendError> {
        let mut count = 0;
        while let Some(chunk) = self.chunk().await {
            let chunk = chunk?;
            writer.write_all(&chunk).await.map_err(|error| SendError::Transport(error.into()))?;
            count += chunk.len() as u64;
        }
        writer.flush().await.map_err(|error| SendError::Transport(error.into()))?;
        Ok(count)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        match &mut self.0 {
            Content::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
            }
            Content::Stream { chunks, .. } => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                chunks.as_mut().poll_next(context)
            }
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, SendError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map_err(SendError::Transport)))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.get_mut().poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.0, Content::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Content::Bytes(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Content::Bytes(Bytes::from_static(text.as_bytes())))
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// The stream of a caller, with its chunks converted to `Bytes` and its errors to [`Failure`].
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Failure>,
{
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|chunk| chunk.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}

/// The highest number of bytes that are read at once.
const CHUNK: usize = 16 * 1024;

/// A reader as a stream of chunks.
struct Reader<R>(Pin<Box<R>>);

impl<R: AsyncRead> Stream for Reader<R> {
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        if let Err(error) = ready!(self.0.as_mut().poll_read(context, &mut buffer)) {
            return Poll::Ready(Some(Err(error.into())));
        }
        let length = buffer.filled().len();
        chunk.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(chunk.into())))
    }
}

/// The body of another HTTP library as a stream of chunks, without its trailers.
struct Frames<B>(Pin<Box<B>>);

impl<B> Stream for Frames<B>
where
    B: http_body::Body,
    B::Error: Into<Failure>,
{
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(frame) = ready!(self.0.as_mut().poll_frame(context)) else { return Poll::Ready(None) };
            match frame.map(Frame::into_data) {
                Ok(Ok(mut data)) => return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining())))),
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            }
        }
    }
}
