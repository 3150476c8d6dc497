//! Links in what a service answers as pages show it.
//!
//! In: a body or a header that a page shows, and where the service is reached. Out: the same, with links to that service.
//! Invariant: a client that follows links stays at the service, and a chain of pages ends.

use super::RequestTarget;
use serde_json::{Map, Value};

use super::elsewhere;

/// Where links lead to.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Links<'a> {
    /// Scheme and host of the service; `None` where the request does not tell, and then links stay.
    pub origin: Option<&'a str>,
    /// The target of the request.
    pub target: &'a RequestTarget,
}

/// Annotations that are links below the service root.
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

/// The options by which services continue a list.
const TOKENS: &[&str] = &["$skiptoken", "$deltatoken", "token", "$continuationtoken"];

impl Links<'_> {
    /// The links of a body. `is_own` says that the page shows this very request, and then a next link stays that leads on.
    #[doc(hidden)]
    pub fn body(&self, body: &mut Value, is_own: bool) {
        if let Value::Object(members) = body {
            self.end(members, is_own);
        }
        self.value(body);
    }

    /// Ends a chain of pages: the page that a next link leads to has none.
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
                *link = own;
            }
        } else if name.ends_with("Url") {
            *link = self.anywhere(link);
        }
    }

    /// The members of the answer to an action that are addresses to go on with, such as where to upload to.
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

    /// A link to the service, wherever it led before.
    #[doc(hidden)]
    pub fn anywhere(&self, link: &str) -> String {
        let own = || self.below_root(link).or_else(|| elsewhere::link(self.origin?, link));
        own().unwrap_or_else(|| link.to_owned())
    }

    /// The same place below the service root, when the link leads below a service root.
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
