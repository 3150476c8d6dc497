//! The source of tokens of the blocking client.
//!
//! In: a hook of the caller. Out: a token for one request.
//! Invariant: the source decides how long a token is kept; a client asks before each request.

use crate::client::Failure;

/// Gives a client the token for a request. Closures implement it.
///
/// ```
/// use graph_runtime::client::{Failure, blocking::{Client, TokenSource}};
///
/// /// A token that was acquired before.
/// struct Stored(String);
/// impl TokenSource for Stored {
///     fn token(&self) -> Result<String, Failure> {
///         Ok(self.0.clone())
///     }
/// }
/// # fn fake<T>(_: T) -> Result<graph_runtime::http::Response<Vec<u8>>, std::io::Error> { Ok(Default::default()) }
/// let client = Client::new(fake, "https://graph.microsoft.com/v1.0").token(Stored("secret".to_owned()));
/// let client = client.token(|| std::env::var("TOKEN"));
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is valid now: the text after `Bearer ` in the header `Authorization`.
    ///
    /// ```
    /// use graph_runtime::client::blocking::TokenSource;
    /// let source = || Ok::<_, std::env::VarError>("secret".to_owned());
    /// assert_eq!(source.token()?, "secret");
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no token. The request is then not sent.
    fn token(&self) -> Result<String, Failure>;
}

impl<H, E> TokenSource for H
where
    H: Fn() -> Result<String, E> + Send + Sync,
    E: Into<Failure>,
{
    fn token(&self) -> Result<String, Failure> {
        self().map_err(Into::into)
    }
}
