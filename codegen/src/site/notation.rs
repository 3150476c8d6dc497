//! Small parts that several pages share: names with their links, scopes, methods, findings.

use maud::{Markup, html};

use super::addresses::anchor;
use super::input::Finding;
use super::view::{RootPath, View};
use crate::api::{EnumId, ItemType, Method, OperationId, QualifiedName, Scopes, TypeId, TypeRef};
use crate::diagnostic::Severity;
use crate::source::Span;

impl View<'_> {
    /// The short name of a type in the namespace with the most types (`user`), or else the qualified name.
    pub(super) fn name(&self, name: &QualifiedName) -> String {
        if name.namespace == self.namespace { name.name.to_string() } else { name.to_string() }
    }

    pub(super) fn type_link(&self, root: RootPath, id: TypeId) -> Markup {
        let name = &self.api()[id].name;
        html! { a href=(root.link_to(self.addresses.ty(id))) title=(name) { (self.name(name)) } }
    }

    pub(super) fn enum_link(&self, root: RootPath, id: EnumId) -> Markup {
        let name = &self.api()[id].name;
        html! { a href=(root.link_to(self.addresses.enumeration(id))) title=(name) { (self.name(name)) } }
    }

    /// A type with a link to its page, in the notation of CSDL: `Collection(user)`.
    pub(super) fn reference(&self, root: RootPath, ty: TypeRef) -> Markup {
        let item = match ty.item {
            ItemType::Primitive(primitive) => html! { (primitive.as_str()) },
            ItemType::Enum(id) => self.enum_link(root, id),
            ItemType::Structured(id) => self.type_link(root, id),
        };
        html! { code { @if ty.collection { "Collection(" (item) ")" } @else { (item) } } }
    }

    /// A link to a member on the page of the type that declares it.
    pub(super) fn member_link(&self, root: RootPath, owner: TypeId, index: usize) -> Markup {
        let ty = &self.api()[owner];
        let name = &ty.properties[index].name;
        html! {
            a href={ (root.link_to(self.addresses.ty(owner))) "#" (anchor(name)) } { code { (self.name(&ty.name)) "." (name) } }
        }
    }

    /// A row for an operation: its method, its first path and its title.
    pub(super) fn operation_row(&self, root: RootPath, id: OperationId) -> Markup {
        let operation = &self.api()[id];
        let path = operation.routes.first().map(|route| route.template.text()).unwrap_or_default();
        html! {
            tr {
                td { (method(operation.method)) }
                td { a href=(root.link_to(self.addresses.operation(id))) { (operation.title) } }
                td { code.path { (breakable(&path, '/')) } }
            }
        }
    }

    /// The scopes of one alternative, all of which a caller needs, with `with` between them.
    pub(super) fn scopes(&self, root: RootPath, scopes: &Scopes) -> Markup {
        html! {
            @for (index, scope) in scopes.iter().enumerate() {
                @if index > 0 { " with " }
                @match self.addresses.scope(scope) {
                    Some(path) => { a href=(root.link_to(path)) { code { (breakable(scope, '.')) } } },
                    None => { code { (scope) } },
                }
            }
        }
    }

    /// A place as path and line: `resources/user.md:12`.
    pub(super) fn place(&self, span: Span) -> String {
        let path = &self.site.sources.get(span.source).path;
        format!("{path}:{}", self.line(span.source, span.start))
    }

    /// One finding: its level, code, place, message and help.
    pub(super) fn finding(&self, root: RootPath, finding: &Finding<'_>) -> Markup {
        let found = finding.diagnostic;
        html! {
            li.finding {
                (severity(finding.severity)) " "
                a href=(root.link_to(&super::pages::findings::manual_path(found.code))) title=(found.code.title()) { (found.code.id()) }
                @if finding.is_new { " " span.badge.new { "new" } }
                " " (with_code(&found.message))
                @if !found.help.is_empty() { " " span.help { "(" (with_code(&found.help)) ")" } }
                " " code.place { (self.place(found.span)) }
            }
        }
    }

    /// The section with all findings on these files; nothing if there are none.
    pub(super) fn findings_section(&self, root: RootPath, sources: &[crate::source::SourceId]) -> Markup {
        let found: Vec<_> = sources.iter().flat_map(|&source| self.findings(source)).collect();
        html! {
            @if !found.is_empty() {
                section aria-labelledby="findings" {
                    h2 #findings { "Findings on its pages " span.count { (found.len()) } }
                    ul.findings { @for finding in found { (self.finding(root, finding)) } }
                }
            }
        }
    }
}

/// A text with a possible line break after each `behind`, because long names do not fit a narrow screen.
pub(super) fn breakable(text: &str, behind: char) -> Markup {
    html! { @for part in text.split_inclusive(behind) { (part) @if part.ends_with(behind) { wbr; } } }
}

/// A message in which each name between backticks is marked as code.
pub(super) fn with_code(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    // An unpaired backtick is plain text.
    let is_paired = parts.len() % 2 == 1;
    html! {
        @if is_paired {
            @for (index, part) in parts.iter().enumerate() {
                @if index % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (text) }
    }
}

pub(super) fn method(method: Method) -> Markup {
    html! { span class={ "method " (method.as_str().to_ascii_lowercase()) } { (method.as_str()) } }
}

pub(super) fn severity(severity: Severity) -> Markup {
    html! { span class={ "badge " (severity.as_str()) } { (severity.as_str()) } }
}

/// The deprecation notice of an item; empty if it is not deprecated.
pub(super) fn deprecated(notice: Option<&str>) -> Markup {
    html! {
        @if let Some(notice) = notice {
            p.notice { strong { "Deprecated." } " " (with_code(notice)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_backticks_are_code() {
        assert_eq!(with_code("`<a>` is no `b`").into_string(), "<code>&lt;a&gt;</code> is no <code>b</code>");
        assert_eq!(with_code("an odd ` one").into_string(), "an odd ` one");
    }
}
