//! Request lines with a whole URL.
//!
//! In: the request lines of all pages. Out: findings. If most request lines of the tree are URLs, there is one finding
//! about all of them; otherwise each has its own. If all are URLs, the tree has them by design, and there is no finding.

use crate::code;
use crate::decl::template::{self, PathRepair};
use crate::decl::{PageDecls, RouteDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};

/// Reports request lines with scheme and host.
pub(in crate::link) fn report(decls: &[PageDecls], diagnostics: &mut Vec<Diagnostic>) {
    let routes = || decls.iter().flat_map(|page| page.operations.iter().flat_map(|operations| &operations.routes));
    let is_absolute = |route: &&RouteDecl| {
        !route.raw.starts_with('/')
            && template::parse(&route.raw).is_ok_and(|(_, repairs)| repairs.contains(&PathRepair::AbsoluteUrl))
    };
    let absolute: Vec<&RouteDecl> = routes().filter(is_absolute).collect();
    let finding = |route: &RouteDecl| {
        Diagnostic::new(code::ROUTE_ABSOLUTE, route.span, format!("a request line has a whole URL: `{}`", route.raw))
            .help("write the path alone, without host and version")
            .about(Subject::words(&route.raw))
            .fix_safely(path_alone(route))
    };
    if absolute.len() > 1 && absolute.len() == routes().count() {
        return;
    }
    if absolute.len() > 1 && 2 * absolute.len() > routes().count() {
        let mut first = finding(absolute[0]);
        for other in &absolute[1..] {
            first = first.fix_safely(path_alone(other));
        }
        first.more = u16::try_from(absolute.len() - 1).unwrap_or(u16::MAX);
        diagnostics.push(first);
    } else {
        diagnostics.extend(absolute.into_iter().map(finding));
    }
}

/// An edit that replaces the URL by its path.
fn path_alone(route: &RouteDecl) -> Edit {
    let path = template::with_sound_parts(template::without_host(&route.raw), &route.template.path);
    Edit::Word(route.span, route.raw.clone(), path)
}
