//! Changes links in example answers, so that they lead to this service.
//!
//! In: a body or a header of an example, and the address of the service. Out: the same text with links to this service.
//! Invariant: a client that follows links stays at this service, and a chain of pages ends.

use crate::route::encode;
use crate::server::RequestTarget;
use serde_json::{Map, Value};

use crate::server::answer::elsewhere;

/// The service and the request for which links are changed.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Links<'a> {
    /// The scheme and host of the service, such as `https://graph.example`. `None` if the request does not name a host;
    /// links are then unchanged.
    pub origin: Option<&'a str>,
    /// The path and query of the request.
    pub target: &'a RequestTarget,
    /// Whether a page documents a path and query, so that the service answers it.
    pub serves: &'a dyn Fn(&str) -> bool,
}

/// The control information of OData whose value is a link below the service root: `nextLink` stands for
/// `@odata.nextLink`.
const CONTROL: &[&str] = &[
    "context",
    "nextLink",
    "deltaLink",
    "id",
    "editLink",
    "readLink",
    "navigationLink",
    "associationLink",
    "mediaReadLink",
    "mediaEditLink",
];

/// The query options by which services continue a list, in links such as `@odata.nextLink`.
const TOKENS: &[&str] = &["$skiptoken", "$deltatoken", "token", "$continuationtoken"];

impl Links<'_> {
    /// Changes the links in a body. `is_own` says whether the documentation has an example of exactly this request. If
    /// so, its `@odata.nextLink` is kept, unless it leads to the same request again.
    #[doc(hidden)]
    pub fn body(&self, body: &mut Value, is_own: bool) {
        if let Value::Object(members) = body {
            self.end(members, is_own);
        }
        self.value(body);
    }

    /// Removes `@odata.nextLink` from a page of a list in two cases, so that a client that follows these links comes to
    /// an end:
    ///
    /// - The link leads to the same request again.
    /// - The request has a query option such as `$skiptoken`, so it comes from such a link itself, and `is_own` is
    ///   false.
    ///
    /// In a delta query the removed link becomes `@odata.deltaLink`, unless the body has one.
    fn end(&self, members: &mut Map<String, Value>, is_own: bool) {
        const NEXT: &str = "@odata.nextLink";
        let Some(next) = members.get(NEXT).and_then(Value::as_str) else { return };
        let leads_here =
            parts(next).is_some_and(|next| next.path == self.target.path && next.query == self.target.query);
        let is_continued = !is_own
            && self.target.query.iter().any(|(name, _)| TOKENS.iter().any(|token| name.eq_ignore_ascii_case(token)));
        if !leads_here && !is_continued {
            return;
        }
        let is_delta = self.target.path.rsplit('/').next().is_some_and(|last| {
            let name = last.split('(').next().unwrap_or(last);
            name.rsplit('.').next().is_some_and(|name| name.eq_ignore_ascii_case("delta"))
        });
        let link = members.shift_remove(NEXT);
        if is_delta && !members.contains_key("@odata.deltaLink") {
            members.extend(link.map(|link| ("@odata.deltaLink".to_owned(), link)));
        }
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members.iter_mut() {
                    match (name.split_once('@'), &mut *value) {
                        (Some((_, annotation)), Value::String(link)) => self.annotation(annotation, link),
                        _ => self.value(value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn annotation(&self, name: &str, link: &mut String) {
        let is_control = name.strip_prefix("odata.").is_some_and(|name| CONTROL.contains(&name));
        if is_control {
            if let Some(own) = self.below_root(link) {
                *link = match name {
                    "odata.nextLink" | "odata.deltaLink" => self.served(own),
                    _ => own,
                };
            }
        } else if name.ends_with("Url") {
            *link = self.anywhere(link);
        }
    }

    /// A link to the next page of a list that this service answers. It is `link` itself if the service answers that.
    /// Otherwise it is the path of the request with the query of `link`, or with `$skiptoken=1` if `link` has no query.
    fn served(&self, link: String) -> String {
        let origin = self.origin.unwrap_or_default();
        if link.strip_prefix(origin).is_none_or(|target| (self.serves)(target)) {
            return link;
        }
        let query = link.split_once('?').map_or("$skiptoken=1", |(_, query)| query);
        let mut path = String::new();
        encode::push(&mut path, &self.target.path, encode::QUERY_VALUE);
        format!("{origin}{}{}?{query}", self.target.version, path.replace('?', "%3F"))
    }

    /// Changes the members whose names end with `Url`, such as `uploadUrl`, to addresses at this service.
    #[doc(hidden)]
    pub fn addresses(&self, body: &mut Value) {
        for (name, value) in body.as_object_mut().into_iter().flatten() {
            if let Value::String(link) = value
                && name.ends_with("Url")
            {
                *link = self.anywhere(link);
            }
        }
    }

    /// Replaces a link to any host by an address at this service: the same path if the link is below a service root, or
    /// else an address below `/$elsewhere/`. A link is unchanged if the request names no host.
    #[doc(hidden)]
    pub fn anywhere(&self, link: &str) -> String {
        let own = || self.below_root(link).or_else(|| elsewhere::link(self.origin?, link));
        own().unwrap_or_else(|| link.to_owned())
    }

    /// The address of the same path at this service, if the link is below a service root.
    fn below_root(&self, link: &str) -> Option<String> {
        let origin = self.origin?;
        let rest = match link.split_once("://") {
            Some((scheme, rest)) if is_scheme(scheme) => &rest[rest.find('/')?..],
            _ if link.starts_with('/') => link,
            _ => return None,
        };
        let target = RequestTarget::parse(rest).filter(|target| !target.version.is_empty());
        let rest = match &target {
            Some(target) => &rest[target.version.len()..],
            None if link.starts_with('/') => rest,
            None => return None,
        };
        Some(format!("{origin}{}{rest}", self.target.version))
    }
}

fn is_scheme(text: &str) -> bool {
    text.eq_ignore_ascii_case("http") || text.eq_ignore_ascii_case("https")
}

fn parts(link: &str) -> Option<RequestTarget> {
    let target = link.split_once("://").map_or(link, |(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..]));
    RequestTarget::parse(target)
}
