//! What generated code says about its routes, once for each.
//!
//! In: a struct with a field `call` and the constants of its page. Out: its implementation of `Route`.
//! Invariant: constants, borrows and the construction of the struct only; building and reading are provided by the trait.

/// Implements [`Route`](crate::Route), which has a use of it, for a struct with a field `call`.
///
/// The body, if any, is `body json FIELD` for anything that is written as JSON (an `Option` may send none), or
/// `body bytes FIELD` for a [`Content`](crate::Content).
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
