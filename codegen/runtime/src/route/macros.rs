//! The macro that generated code calls once for each route.
//!
//! In: the name of a struct with a field `call`, and what its page states. Out: the implementations of `Route`,
//! `Clone`, `Debug` and `PartialEq`. Invariant: the macro writes only constants, references to fields and the
//! construction of the struct; the code that builds requests and reads responses is in the trait. Each item in the
//! macro is compiled once per route, so the macro writes no item that could be derived from another.

use super::{Body, Route};
use std::fmt;

/// Implements [`Route`](crate::Route), `Clone`, `Debug` and `PartialEq` for a struct with a field `call`.
///
/// `body json FIELD` names the field that is sent as JSON (`None` sends no body); `body bytes FIELD` names a field of
/// type [`Content`](crate::Content), whose bytes are sent. Without `body`, the route sends no body.
///
/// ```
/// use graph_runtime::{Call, Route};
/// # use graph_runtime::{Annotations, Extra};
/// # #[derive(Clone, Default)]
/// # pub struct Message { pub subject: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// # graph_runtime::object! { Message: "microsoft.graph.message", bases []; subject = "subject" }
///
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
                $(routes [$($route:literal),* $(,)?],)?
                $(unknown [$($unknown:ident),* $(,)?],)?
                delegated_work [$([$($work:literal),* $(,)?]),* $(,)?],
                delegated_personal [$([$($personal:literal),* $(,)?]),* $(,)?],
                application [$([$($application:literal),* $(,)?]),* $(,)?] $(,)?
            }
        ),* $(,)?]
        $(, body $kind:ident $body:ident)? $(,)?
    ) => {
        // Hidden, because otherwise the documentation of each route would repeat every method of the trait.
        #[doc(hidden)]
        impl $crate::Route for $name {
            type Response = $response;
            const FACTS: &'static $crate::route::Facts = &$crate::route::Facts {
                method: $crate::route::Verb::$method,
                templates: &[$($template),*],
                success: &[$($status),*],
                permissions: &[$(
                    $crate::PermissionTable {
                        label: $label,
                        delegated_work: &[$(&[$($work),*]),*],
                        delegated_personal: &[$(&[$($personal),*]),*],
                        application: &[$(&[$($application),*]),*],
                        routes: &[$($($route),*)?],
                        unknown: &[$($($crate::permissions::Caller::$unknown),*)?],
                    }
                ),*],
                page: $page,
            };

            #[inline]
            fn parts(&self) -> (&$crate::Call, $crate::Body<'_>) {
                (&self.call, $crate::route_body!($($kind &self.$body)?))
            }
            #[inline]
            fn call_mut(&mut self) -> &mut $crate::Call {
                &mut self.call
            }
            #[inline]
            fn from_parts(call: $crate::Call, _body: $crate::Content) -> $crate::server::RequestResult<Self> {
                // A route without a body ignores the body of a request.
                $crate::server::RequestResult::Ok(Self { call $(, $body: $crate::server::FromBody::from_body(_body)?)? })
            }
        }
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                Self { call: self.call.clone() $(, $body: self.$body.clone())? }
            }
        }
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::route::debug(self, ::core::stringify!($name), formatter)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::route::equal(self, other)
            }
        }
    };
}

/// Makes the [`Body`](crate::Body) of a route from what `route!` says about it: nothing, `json FIELD` or `bytes FIELD`.
#[doc(hidden)]
#[macro_export]
macro_rules! route_body {
    () => {
        $crate::Body::None
    };
    (json $body:expr) => {
        $crate::Body::Json($crate::Write::view($body))
    };
    (bytes $body:expr) => {
        $crate::Body::from($body)
    };
}

/// Formats a route under the name of its Rust type.
///
/// # Errors
///
/// When the formatter fails.
#[doc(hidden)]
pub fn debug<R: Route>(route: &R, rust_name: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (call, body) = route.parts();
    let mut output = formatter.debug_struct(rust_name);
    output.field("call", call);
    match body {
        Body::None => {}
        Body::Json(view) => {
            output.field("body", &view);
        }
        Body::Bytes(..) => {
            output.field("body", &body);
        }
    }
    output.finish()
}

/// Whether two routes of one type have equal calls and equal bodies.
#[doc(hidden)]
pub fn equal<R: Route>(left: &R, right: &R) -> bool {
    left.parts() == right.parts()
}
