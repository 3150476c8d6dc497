//! What generated code says about its routes, once for each.
//!
//! In: a struct with a field `call` and the constants of its page. Out: its implementation of `Route`.
//! Invariant: constants, borrows and the construction of the struct only; building and reading are provided by the trait.

/// Implements [`Route`](crate::Route) for a struct with a field `call`.
///
/// The body, if any, is `body json FIELD` for anything that is written as JSON (an `Option` may send none), or
/// `body bytes FIELD` for a [`Content`](crate::Content).
///
/// ```
/// use graph_runtime::{Call, Route};
/// # use graph_runtime::{Annotations, Extra};
/// # #[derive(Clone, Default)]
/// # pub struct Message { pub subject: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// # graph_runtime::object! { Message: "microsoft.graph.message", bases []; subject = "subject" }
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct CreateMessage { call: Call, pub body: Message }
/// graph_runtime::route! {
///     CreateMessage: POST, response Message, success [201], page "api/user-post-messages.md",
///     templates ["/me/messages", "/users/{id}/messages"],
///     permissions [
///         "" {
///             delegated_work [["Mail.ReadWrite"]],
///             delegated_personal [["Mail.ReadWrite"]],
///             application [["Mail.ReadWrite"]],
///         },
///     ],
///     body json body
/// }
/// impl CreateMessage {
///     pub fn users_messages(id: impl Into<String>, body: Message) -> Self {
///         Self { call: Call::new(Self::TEMPLATES[1], [id.into()]), body }
///     }
/// }
///
/// let body = Message { subject: Some("Hello".into()), ..Message::default() };
/// let route = CreateMessage::users_messages("a/b@contoso.com", body).query("$select", "id");
/// let request = route.request("https://graph.microsoft.com/v1.0")?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/users/a%2Fb@contoso.com/messages?$select=id");
/// assert_eq!(request.body(), br#"{"subject":"Hello"}"#);
/// # Ok::<(), graph_runtime::RequestError>(())
/// ```
#[macro_export]
macro_rules! route {
    (
        $name:ident : $method:ident, response $response:ty, success [$($status:literal),* $(,)?], page $page:literal,
        templates [$($template:literal),* $(,)?],
        permissions [$(
            $label:literal {
                delegated_work [$([$($work:literal),* $(,)?]),* $(,)?],
                delegated_personal [$([$($personal:literal),* $(,)?]),* $(,)?],
                application [$([$($application:literal),* $(,)?]),* $(,)?] $(,)?
            }
        ),* $(,)?]
        $(, body $kind:ident $body:ident)? $(,)?
    ) => {
        // A deprecated route can still be called.
        #[allow(deprecated)]
        impl $crate::Route for $name {
            type Response = $response;
            const METHOD: $crate::http::Method = $crate::http::Method::$method;
            const TEMPLATES: &'static [&'static str] = &[$($template),*];
            const SUCCESS: &'static [u16] = &[$($status),*];
            const PERMISSIONS: &'static [$crate::PermissionTable] = &[$(
                $crate::PermissionTable {
                    label: $label,
                    delegated_work: &[$(&[$($work),*]),*],
                    delegated_personal: &[$(&[$($personal),*]),*],
                    application: &[$(&[$($application),*]),*],
                }
            ),*];
            const PAGE: &'static str = $page;

            #[inline]
            fn call(&self) -> &$crate::Call {
                &self.call
            }
            #[inline]
            fn call_mut(&mut self) -> &mut $crate::Call {
                &mut self.call
            }
            $($crate::route_body! { $kind $body })?
            #[inline]
            fn from_parts(
                call: $crate::Call,
                body: $crate::Content,
            ) -> ::core::result::Result<Self, $crate::server::BadRequest> {
                // A route that sends nothing has no use for a body.
                let _ = &body;
                ::core::result::Result::Ok(Self { call $(, $body: $crate::server::FromBody::from_body(body)?)? })
            }
        }
    };
}

/// The body of a route, by its kind.
#[doc(hidden)]
#[macro_export]
macro_rules! route_body {
    (json $body:ident) => {
        #[inline]
        fn body(&self) -> $crate::Body<'_> {
            $crate::Body::Json($crate::Write::view(&self.$body))
        }
    };
    (bytes $body:ident) => {
        #[inline]
        fn body(&self) -> $crate::Body<'_> {
            $crate::Body::from(&self.$body)
        }
    };
}
