//! The source of tokens of the asynchronous client.
//!
//! In: a hook of the caller, or a credential of another library. Out: a token for one request.
//! Invariant: the source decides how long a token is kept; a client asks before each request.

use super::Failure;
use std::{future::Future, pin::Pin, sync::Arc};

/// What [`TokenSource::token`] returns: a future with the text of a token.
///
/// ```
/// use graph_runtime::client::Token;
/// let token: Token<'static> = Box::pin(async { Ok("secret".to_owned()) });
/// ```
pub type Token<'s> = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send + 's>>;

/// Gives an asynchronous client the token for a request. Closures that return a future implement it.
///
/// ```
/// use graph_runtime::client::{Client, Token, TokenSource};
///
/// /// A token that was acquired before.
/// struct Stored(String);
/// impl TokenSource for Stored {
///     fn token(&self) -> Token<'_> {
///         Box::pin(async { Ok(self.0.clone()) })
///     }
/// }
/// # async fn fake<T>(_: T) -> Result<graph_runtime::http::Response<Vec<u8>>, std::io::Error> { Ok(Default::default()) }
/// let client = Client::new(fake, "https://graph.microsoft.com/v1.0").token(Stored("secret".to_owned()));
/// let client = client.token(|| async { std::env::var("TOKEN") });
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is valid now: the text after `Bearer ` in the header `Authorization`.
    ///
    /// ```
    /// use graph_runtime::client::TokenSource;
    /// let source = || async { Ok::<_, std::env::VarError>("secret".to_owned()) };
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(source.token().await?, "secret");
    /// # Ok::<(), graph_runtime::client::Failure>(()) })?;
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    fn token(&self) -> Token<'_>;
}

impl<H, F, E> TokenSource for H
where
    H: Fn() -> F + Send + Sync,
    F: Future<Output = Result<String, E>> + Send + 'static,
    E: Into<Failure>,
{
    fn token(&self) -> Token<'_> {
        let token = self();
        Box::pin(async move { token.await.map_err(Into::into) })
    }
}

/// The token source of a client; `None` if the client sends no token.
pub(super) type Source = Option<Arc<dyn TokenSource>>;
