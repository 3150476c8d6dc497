//! The element `EntityContainer`, which lists the first segments of paths, such as `users` and `me`.
//!
//! In: the routes of all operations. Out: an `EntitySet` or `Singleton` for every first segment whose type is certain,
//! and an import of each action or function that is bound to no type. A comment names each first segment of uncertain
//! type. First segments that are not identifiers, such as `$batch`, are left out without a comment.

use std::collections::BTreeSet;

use super::Csdl;
use crate::api::CallableKind;
use crate::export::csdl::members::Shape;
use crate::export::notation;
use crate::export::xml::Xml;

impl<'a> Csdl<'a> {
    /// Writes the element `EntityContainer` with the given name.
    pub(super) fn container(&self, name: &str, xml: &mut Xml) {
        xml.element("EntityContainer", &[("Name", name)], |xml| {
            let mut singletons = Xml::fragment(4);
            let mut taken: Vec<&str> = Vec::new();
            let imports = self.unbound();
            for root in self.roots().values() {
                let Some(name) = root.spelling().filter(|name| notation::is_identifier(name)) else { continue };
                match self.root_type(root) {
                    Ok(None) => {
                        if !imports.iter().any(|import| import.1 == name) {
                            xml.comment(&format!("left out: root `{name}`, whose type the pages leave open"));
                        }
                        continue;
                    }
                    Ok(Some((Shape::Set, ty))) => {
                        let ty = self.api[ty].name.to_string();
                        xml.empty("EntitySet", &[("Name", name), ("EntityType", &ty)]);
                    }
                    Ok(Some((Shape::Single, ty))) => {
                        let ty = self.api[ty].name.to_string();
                        singletons.empty("Singleton", &[("Name", name), ("Type", &ty)]);
                    }
                    Err(conflict) => {
                        xml.comment(&format!("left out: root `{name}`, {conflict}"));
                        continue;
                    }
                }
                taken.push(name);
            }
            xml.append(&singletons);
            self.imports(&imports, &mut taken, xml);
        });
    }

    fn imports(&self, calls: &BTreeSet<(CallableKind, &'a str, &'a str)>, taken: &mut Vec<&'a str>, xml: &mut Xml) {
        for &(kind, name, namespace) in calls {
            let full = format!("{namespace}.{name}");
            if taken.contains(&name) {
                xml.comment(&format!("left out: import of `{full}`, whose name is taken"));
                continue;
            }
            taken.push(name);
            match kind {
                CallableKind::Action => xml.empty("ActionImport", &[("Name", name), ("Action", &full)]),
                CallableKind::Function => xml.empty("FunctionImport", &[("Name", name), ("Function", &full)]),
            }
        }
    }
}
