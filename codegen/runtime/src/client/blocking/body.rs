//! The body of a message that the blocking client sends or receives.
//!
//! In: bytes or a reader. Out: the same bytes, for the sender or the reader of the message. Invariant: a reader is read
//! once, and is loaded into memory only if the caller asks for that.

use bytes::Bytes;
use std::{
    fmt,
    io::{self, Cursor, Read},
    sync::{Mutex, PoisonError},
};

/// The body of a request or a response: bytes in memory, or a reader whose length may be known. `Body` implements
/// `Read`.
///
/// ```
/// use graph_runtime::client::blocking::Body;
/// use std::io::Read;
///
/// let mut text = String::new();
/// let mut body = Body::reader("hello".as_bytes(), Some(5));
/// assert_eq!(body.length(), Some(5));
/// body.read_to_string(&mut text)?;
/// assert_eq!(text, "hello");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Body(Content);

enum Content {
    Bytes(Cursor<Bytes>),
    // The lock makes the body `Sync`. It is never contended: reading needs `&mut`.
    Reader { reader: Mutex<Box<dyn Read + Send>>, length: Option<u64> },
}

impl Body {
    /// A reader, with the total number of bytes if it is known.
    ///
    /// ```
    /// use graph_runtime::client::blocking::Body;
    /// assert_eq!(Body::reader(std::io::repeat(0), None).length(), None);
    /// ```
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(Content::Reader { reader: Mutex::new(Box::new(reader)), length })
    }

    /// The number of bytes in the body; `None` for a reader of unknown length.
    ///
    /// ```
    /// assert_eq!(graph_runtime::client::blocking::Body::default().length(), Some(0));
    /// ```
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => u64::try_from(bytes.get_ref().len()).ok(),
            Content::Reader { length, .. } => *length,
        }
    }

    /// Reads the body to its end, and returns all bytes.
    ///
    /// ```
    /// use graph_runtime::client::blocking::Body;
    /// assert_eq!(Body::from("hello").bytes()?, b"hello");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the reader fails.
    pub fn bytes(mut self) -> io::Result<Vec<u8>> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes.into_inner().into()),
            Content::Reader { .. } => {
                let mut all = Vec::new();
                self.read_to_end(&mut all)?;
                Ok(all)
            }
        }
    }

    /// A copy for another attempt; `None` for a reader, which can be read only once.
    pub(super) fn copy(&self) -> Option<Self> {
        match &self.0 {
            Content::Bytes(bytes) => Some(Self(Content::Bytes(bytes.clone()))),
            Content::Reader { .. } => None,
        }
    }

    /// The bytes of a body in memory; `None` for a reader.
    #[cfg(feature = "ureq")]
    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.get_ref()),
            Content::Reader { .. } => None,
        }
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Content::Bytes(bytes) => bytes.read(buffer),
            Content::Reader { reader, .. } => reader.get_mut().unwrap_or_else(PoisonError::into_inner).read(buffer),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(Cursor::new(bytes)))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Bytes::new().into()
    }
}

impl Default for Body {
    fn default() -> Self {
        ().into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}
