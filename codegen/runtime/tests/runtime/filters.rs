//! Tests `$filter` expressions that are built from typed properties. The cases are modelled on the example requests in
//! the documentation of Microsoft Graph.
//!
//! The expected texts follow the OData 4.01 ABNF. The variable of a lambda expression is always named `x`, as in
//! `groupTypes/any(x:x eq 'Unified')`.

use graph_runtime::{
    Annotations, DateTimeOffset, Extra, Guid, Json, Model, Query, object, open_enum,
    query::{Filter, Property},
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum ReviewStatus {
    InProgress,
    Completed,
    Unrecognized(Box<str>),
}
open_enum! {
    ReviewStatus: "microsoft.graph.reviewStatus", Unrecognized; InProgress = "InProgress", Completed = "Completed"
}

/// Defines structs with one field for each JSON member, and calls `object!` for each struct, as generated code does.
macro_rules! models {
    ($($name:ident: $type_name:literal, [$($base:ty),*] { $($field:ident: $value:ty = $member:literal),* $(,)? })*) => {$(
        #[derive(Clone, Default)]
        struct $name { $($field: Option<$value>,)* extra: Extra, annotations: Annotations }
        object! { $name: $type_name, bases [$($base),*]; $($field: $value = $member),* }
    )*};
}

models! {
    Identity: "microsoft.graph.objectIdentity", [] { issuer: String = "issuer", issuer_assigned_id: String = "issuerAssignedId" }
    License: "microsoft.graph.assignedLicense", [] { sku_id: Guid = "skuId", disabled_plans: Vec<Guid> = "disabledPlans" }
    Place: "microsoft.graph.namedLocation", [] { id: String = "id" }
    Country: "microsoft.graph.countryNamedLocation", [Place] {
        id: String = "id", countries_and_regions: Vec<String> = "countriesAndRegions",
    }
    App: "microsoft.graph.teamsApp", [] { id: String = "id", external_id: String = "externalId" }
    Definition: "microsoft.graph.teamsAppDefinition", [] { bot: App = "bot" }
    User: "microsoft.graph.user", [] {
        id: String = "id", display_name: String = "displayName", mail: String = "mail", user_type: String = "userType",
        groups: Vec<String> = "groupTypes", changed: DateTimeOffset = "lastModifiedDateTime", is_read: bool = "isRead",
        status: ReviewStatus = "status", identities: Vec<Identity> = "identities", licenses: Vec<License> = "assignedLicenses",
        app: App = "teamsApp", definitions: Vec<Definition> = "appDefinitions", size: i64 = "size", scope: Json = "scope",
    }
}

#[test]
fn filters_as_pages_show_them_are_built_from_typed_properties() {
    let u = User::PROPERTIES;
    let sku = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46";
    let filters: [(Filter<User>, &str); 16] = [
        (u.display_name.starts_with("a"), "startswith(displayName,'a')"),
        (u.mail.ends_with("@contoso.com"), "endswith(mail,'@contoso.com')"),
        (u.user_type.eq("Guest"), "userType eq 'Guest'"),
        (u.id.eq("1").or(u.id.eq("2")), "id eq '1' or id eq '2'"),
        (u.is_read.eq(false), "isRead eq false"),
        (u.status.eq(ReviewStatus::Completed), "status eq 'Completed'"),
        (u.status.is_in(ReviewStatus::KNOWN), "status in ('InProgress','Completed')"),
        (
            u.changed
                .gt(DateTimeOffset::from("2018-01-03T01:03:21.347Z"))
                .and(u.changed.lt(graph_runtime::Date::from("2018-01-16"))),
            "lastModifiedDateTime gt 2018-01-03T01:03:21.347Z and lastModifiedDateTime lt 2018-01-16",
        ),
        (u.groups.any(|group| group.eq("Unified")), "groupTypes/any(x:x eq 'Unified')"),
        (
            u.identities.any(|i| i.issuer_assigned_id.eq("j.smith").and(i.issuer.eq("contoso.com"))),
            "identities/any(x:x/issuerAssignedId eq 'j.smith' and x/issuer eq 'contoso.com')",
        ),
        (u.licenses.any(|l| l.sku_id.eq(Guid::from(sku))), &format!("assignedLicenses/any(x:x/skuId eq {sku})")),
        (u.app.then(|app| app.external_id).eq("7"), "teamsApp/externalId eq '7'"),
        (u.definitions.any(|definition| definition.bot.is_not_null()), "appDefinitions/any(x:x/bot ne null)"),
        (u.licenses.count().ne(0), "assignedLicenses/$count ne 0"),
        (u.size.gt(1024).and(u.size.le(5_i64 << 30)), "size gt 1024 and size le 5368709120"),
        (
            Property::raw("scope/microsoft.graph.accessReviewQueryScope/query").contains("./members"),
            "contains(scope/microsoft.graph.accessReviewQueryScope/query,'./members')",
        ),
    ];
    for (filter, expected) in filters {
        assert_eq!(filter.to_string(), expected);
    }
}

#[test]
fn the_path_of_a_property_of_a_derived_type_contains_the_type() {
    let query = Query::<Place>::new().filter(|_| {
        let country = Property::derived::<Country>();
        country.then(|country| country.countries_and_regions).any(|code| code.eq("CA"))
    });
    assert_eq!(query.to_string(), "$filter=microsoft.graph.countryNamedLocation/countriesAndRegions/any(x:x eq 'CA')");
}

#[test]
fn members_of_an_enumeration_are_ordered_and_found_in_lists() {
    let status: Property<Definition, ReviewStatus> = Property::new("status");
    assert_eq!(status.ge(ReviewStatus::Completed).to_string(), "status ge 'Completed'");
    let history: Property<Definition, Vec<ReviewStatus>> = Property::new("history");
    assert_eq!(
        history.any(|status| status.eq(ReviewStatus::InProgress)).to_string(),
        "history/any(x:x eq 'InProgress')"
    );
}
