//! Adapters for libraries that send requests or supply tokens, each behind its feature.

#[cfg(feature = "azure_core")]
mod azure;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "azure_core")]
pub use azure::AzureCredential;
