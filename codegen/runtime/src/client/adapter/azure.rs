//! Tokens of the Azure SDK for Rust.
//!
//! In: a credential of `azure_identity`, or any other `TokenCredential`, and the scopes. Out: a source of tokens.
//! Invariant: the credential decides how long it keeps a token.

use crate::client::{Token, TokenSource};
use azure_core::credentials::TokenCredential;
use std::{fmt, sync::Arc};

/// A credential of the Azure SDK as a [`TokenSource`].
///
/// ```
/// use azure_core::credentials::TokenCredential;
/// use graph_runtime::client::{AzureCredential, Client};
/// use std::sync::Arc;
///
/// /// With `azure_identity`: `connect(DeveloperToolsCredential::new(None)?)`.
/// fn connect(credential: Arc<dyn TokenCredential>) -> Client {
///     let token = AzureCredential::new(credential, ["https://graph.microsoft.com/.default"]);
///     Client::new(reqwest::Client::new(), "https://graph.microsoft.com/v1.0").token(token)
/// }
/// # use azure_core::{credentials::{AccessToken, TokenRequestOptions}, time::OffsetDateTime};
/// # #[derive(Debug)]
/// # struct Fixed;
/// # impl TokenCredential for Fixed {
/// #     fn get_token<'a, 'b, 'c, 'd, 'f>(
/// #         &'a self, scopes: &'b [&'c str], _: Option<TokenRequestOptions<'d>>,
/// #     ) -> std::pin::Pin<Box<dyn Future<Output = azure_core::Result<AccessToken>> + Send + 'f>>
/// #     where 'a: 'f, 'b: 'f, 'c: 'f, 'd: 'f, Self: 'f {
/// #         let token = AccessToken::new(scopes.join(" "), OffsetDateTime::UNIX_EPOCH);
/// #         Box::pin(async { Ok(token) })
/// #     }
/// # }
/// # use graph_runtime::client::TokenSource;
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// # connect(Arc::new(Fixed));
/// # assert_eq!(AzureCredential::new(Arc::new(Fixed), ["a", "b"]).token().await?, "a b");
/// # Ok::<(), graph_runtime::client::Failure>(()) })?;
/// # Ok::<(), graph_runtime::client::Failure>(())
/// ```
#[derive(Clone)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scopes: Vec<String>,
}

impl AzureCredential {
    /// A source that asks `credential` for tokens with these scopes.
    ///
    /// ```
    /// use azure_core::credentials::TokenCredential;
    /// use graph_runtime::client::AzureCredential;
    /// use std::sync::Arc;
    /// fn source(credential: Arc<dyn TokenCredential>) -> AzureCredential {
    ///     AzureCredential::new(credential, ["https://graph.microsoft.com/.default"])
    /// }
    /// ```
    pub fn new(credential: Arc<dyn TokenCredential>, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { credential, scopes: scopes.into_iter().map(Into::into).collect() }
    }
}

impl TokenSource for AzureCredential {
    fn token(&self) -> Token<'_> {
        Box::pin(async {
            let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
            Ok(self.credential.get_token(&scopes, None).await?.token.secret().to_owned())
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AzureCredential").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
