//! Tests of names, places and findings of the plan.

mod cases;
mod names;
mod routes;

use std::collections::BTreeSet;

use crate::api::*;
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::plan::naming::ident::NameCase;
use crate::plan::naming::scope::Scope;
use crate::plan::{CheckedAs, Expected, Ident, Plan, ReceivedBody, Remark, SentBody};
use crate::select::Selection;
use crate::source::Span;
use crate::tests::sample::{STRING, Sample, many, member, one, parameter, primitive, property, route};
use crate::{Options, plan};
use proptest::prelude::*;

const NS: &str = "microsoft.graph";

fn planned(api: &Api) -> (Plan, Vec<Diagnostic>) {
    let options = Options::new("sample-models", "cargo xtask gen", "runtime");
    let planned = plan(api, &Selection::everything(api), &options);
    (planned.plan, planned.diagnostics)
}

fn fields(plan: &Plan, index: usize) -> Vec<String> {
    plan.types[index].fields.iter().map(|field| field.name.to_string()).collect()
}

#[test]
fn names_have_the_letter_case_that_rust_requires() {
    let table = [
        ("displayName", "display_name", "DisplayName"),
        ("webDavUrl", "web_dav_url", "WebDavUrl"),
        ("iOSMobileApp", "ios_mobile_app", "IosMobileApp"),
        ("macOSLobApp", "mac_os_lob_app", "MacOsLobApp"),
        ("userIDs", "user_ids", "UserIds"),
        ("redirectURLsByName", "redirect_urls_by_name", "RedirectUrlsByName"),
        ("iPAddress", "ip_address", "IpAddress"),
        ("oAuth2PermissionGrant", "o_auth2_permission_grant", "OAuth2PermissionGrant"),
        ("cTag", "c_tag", "CTag"),
        ("x509Certificate", "x509_certificate", "X509Certificate"),
        ("isISOCode", "is_iso_code", "IsIsoCode"),
        ("v4_0_3", "v4_0_3", "V4_0_3"),
        ("v40_3", "v40_3", "V40_3"),
        ("type", "r#type", "Type"),
        ("self", "self_", "Self_"),
        ("crate", "crate_", "Crate"),
        ("3d", "_3d", "_3d"),
        ("", "unnamed", "Unnamed"),
        ("_", "unnamed", "Unnamed"),
        ("a/../b", "a_b", "AB"),
        ("größe", "gr_u00f6_u00df_e", "GrU00f6U00dfE"),
    ];
    for (name, snake, camel) in table {
        assert_eq!(Ident::new(name, NameCase::Snake).to_string(), snake, "{name}");
        assert_eq!(Ident::new(name, NameCase::Camel).to_string(), camel, "{name}");
    }
    for (name, module) in
        [("type", "type_"), ("aux", "aux_"), ("Com1", "com1_"), ("mod", "mod_"), ("1", "n1"), ("conx", "conx")]
    {
        assert_eq!(Ident::new(name, NameCase::Module).to_string(), module, "{name}");
    }
    assert_eq!(Ident::new("notStarted", NameCase::Shouty).to_string(), "NOT_STARTED");
}

#[test]
fn colliding_members_are_numbered_in_order_and_reported() {
    let mut sample = Sample::default();
    let names = ["displayName", "DisplayName", "display_name", "extra", "extra_", "a1", "A1"];
    sample.complex(NS, "thing", names.map(|name| property(name, STRING, "")).to_vec());
    let (plan, diagnostics) = planned(&sample.api);
    let expected = ["display_name", "display_name2", "display_name3", "extra_", "extra2", "a1", "a1_2"];
    assert_eq!(fields(&plan, 0), expected);
    let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["D1101", "D1101", "D1101", "D1103", "D1103"]);
    let messages: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert!(messages.iter().any(|message| message.contains("`display_name2`")), "{messages:?}");
}

#[test]
fn names_that_generated_code_uses_get_a_suffix() {
    let mut sample = Sample::default();
    for name in ["option", "string", "user"] {
        sample.complex(NS, name, Vec::new());
    }
    let (plan, diagnostics) = planned(&sample.api);
    let names: Vec<&str> = plan.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(names, ["OptionType", "StringType", "User"]);
    assert!(diagnostics.iter().all(|finding| finding.code == code::NAME_RESERVED) && diagnostics.len() == 2);
}

#[test]
fn inherited_members_come_first_and_are_reported_once() {
    let mut sample = Sample::default();
    let base = sample.entity(NS, "base", None, vec![property("id", STRING, ""), property("3d", STRING, "")]);
    let own = vec![property("name", STRING, ""), property("id", primitive(Primitive::Int32), "")];
    let derived = sample.entity(NS, "derived", Some(base), own);
    let (plan, diagnostics) = planned(&sample.api);
    assert_eq!(fields(&plan, derived.index()), ["id", "_3d", "name"]);
    assert_eq!(plan.types[derived.index()].fields[0].member.owner, derived);
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn streams_and_annotations_are_not_fields() {
    let mut sample = Sample::default();
    let content = property("content", primitive(Primitive::Stream), "");
    sample.complex(NS, "file", vec![property("@odata.type", STRING, ""), content, property("name", STRING, "")]);
    let (plan, diagnostics) = planned(&sample.api);
    assert_eq!(fields(&plan, 0), ["name"]);
    assert_eq!(plan.types[0].streams.len(), 1);
    assert_eq!(diagnostics[0].code, code::ANNOTATION_MEMBER);
}

#[test]
fn types_of_the_largest_namespace_are_at_the_root_of_models() {
    let mut sample = Sample::default();
    sample.complex("microsoft.graph", "a", Vec::new());
    sample.complex("microsoft.graph", "callRecords", Vec::new());
    sample.complex("microsoft.graph.callRecords", "session", Vec::new());
    sample.complex("other.place", "thing", Vec::new());
    let (plan, _) = planned(&sample.api);
    let files: Vec<&str> = plan.types.iter().map(|ty| ty.file.as_str()).collect();
    let expected = [
        "src/models/a.rs",
        "src/models/call_records2.rs",
        "src/models/call_records/session.rs",
        "src/models/other/place/thing.rs",
    ];
    assert_eq!(files, expected);
    assert_eq!(plan.modules[0].namespace, "microsoft.graph");
}

#[test]
fn the_variant_for_unknown_members_is_renamed_on_a_collision() {
    let mut sample = Sample::default();
    sample.enumeration(NS, "a", vec![member("low", &["Low", "low"], ""), member("Low", &[], "")]);
    sample.enumeration(NS, "b", vec![member("unrecognized", &[], "")]);
    let (plan, _) = planned(&sample.api);
    assert_eq!(plan.enums[0].open.as_str(), "Unrecognized");
    assert_eq!(plan.enums[0].variants[1].name.as_str(), "Low2");
    assert_eq!(plan.enums[1].open.as_str(), "UnrecognizedMember");
}
