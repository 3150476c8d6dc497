//! Measures how fast the types of `graph_runtime::object!`, which describe their fields in a table, are read and
//! written, compared with the same types with `serde_derive`, on the same JSON.
//!
//! `cargo bench -p graph-runtime` prints megabytes per second for both and the ratio of the two. Rounds of the two
//! alternate, and the best round of each counts. Without `--bench`, as `cargo test --all-targets` runs it, a single
//! round checks that both give the same result.

use graph_runtime::{Annotations, DateTimeOffset, Extra, Page};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeMap, hint::black_box, time::Instant};

/// Defines the same type twice: `$name` with `graph_runtime::object!`, which describes the fields in a table, and
/// `$twin` with `serde_derive`.
macro_rules! twins {
    ($name:ident $twin:ident { $($field:ident = $member:literal : $type:ty | $derived:ty),* $(,)? }) => {
        #[derive(Clone, Default)]
        struct $name { $($field: Option<$type>,)* extra: Extra, annotations: Annotations }
        graph_runtime::object! { $name: "bench", bases []; $($field: $type = $member),* }
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        struct $twin { $(#[serde(rename = $member, skip_serializing_if = "Option::is_none")] $field: Option<$derived>,)* }
    };
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Member,
    Guest,
    Unrecognized(Box<str>),
}
graph_runtime::open_enum! { Kind: "bench.kind", Unrecognized; Member = "Member", Guest = "Guest" }

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum KindTwin {
    Member,
    Guest,
    #[serde(untagged)]
    Unrecognized(String),
}

twins! { License LicenseTwin {
    sku_id = "skuId": String | String,
    disabled_plans = "disabledPlans": Vec<String> | Vec<String>,
} }

twins! { Manager ManagerTwin {
    id = "id": String | String,
    display_name = "displayName": String | String,
} }

twins! { User UserTwin {
    id = "id": String | String,
    account_enabled = "accountEnabled": bool | bool,
    age_group = "ageGroup": String | String,
    assigned_licenses = "assignedLicenses": Vec<License> | Vec<LicenseTwin>,
    business_phones = "businessPhones": Vec<String> | Vec<String>,
    city = "city": String | String,
    company_name = "companyName": String | String,
    country = "country": String | String,
    created_date_time = "createdDateTime": DateTimeOffset | String,
    department = "department": String | String,
    display_name = "displayName": String | String,
    employee_id = "employeeId": String | String,
    given_name = "givenName": String | String,
    job_title = "jobTitle": String | String,
    mail = "mail": String | String,
    manager = "manager": Box<Manager> | Box<ManagerTwin>,
    mobile_phone = "mobilePhone": String | String,
    office_location = "officeLocation": String | String,
    postal_code = "postalCode": String | String,
    quota = "quota": i64 | i64,
    score = "score": f64 | f64,
    street_address = "streetAddress": String | String,
    surname = "surname": String | String,
    user_type = "userType": Kind | KindTwin,
} }

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct PageTwin {
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    value: Vec<UserTwin>,
}

fn user(index: usize) -> Map<String, Json> {
    let user = json!({
        "id": format!("02bd9fd6-8f93-4758-87c3-{index:012}"), "accountEnabled": !index.is_multiple_of(7), "ageGroup": "adult",
        "assignedLicenses": [
            { "skuId": "45715bb8-13f9-4bf6-927f-ef96c102d394", "disabledPlans": ["0118A350-71FC-4EC3-8F0C-6A1CB8867561"] },
            { "skuId": "c7df2760-2c81-4ef7-b578-5b5392b571df", "disabledPlans": [] },
        ],
        "businessPhones": ["+1 425 555 0109", "+1 425 555 0110"], "city": "Redmond", "companyName": "Contoso",
        "country": "USA", "createdDateTime": "2017-07-29T03:07:25.1234567Z", "department": "Sales & Marketing",
        "displayName": format!("User \"{index}\" Name"), "employeeId": index.to_string(), "givenName": "Adele",
        "jobTitle": "Retail Manager", "mail": format!("user{index}@contoso.com"),
        "manager": { "id": "7", "displayName": "Miriam Graham" }, "mobilePhone": "+1 425 555 0100",
        "officeLocation": "18/2111", "postalCode": "98052", "quota": 107_374_182_400_i64 + index as i64,
        "score": index as f64 / 8.0, "streetAddress": "9256 Towne Center Dr., Suite 400", "surname": "Vance",
        "userType": if index.is_multiple_of(3) { "Guest" } else { "Member" },
    });
    match user {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}

/// A page of a thousand users, each changed by `edit`.
fn page(edit: impl Fn(usize, Map<String, Json>) -> Map<String, Json>) -> String {
    let users: Vec<Json> = (0..1000).map(|index| Json::Object(edit(index, user(index)))).collect();
    json!({ "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=X", "value": users }).to_string()
}

/// Changes the order of the members of a user: another order for each user, the same in every run.
fn shuffled(index: usize, user: Map<String, Json>) -> Map<String, Json> {
    let key = |name: &str| {
        name.bytes().fold(index as u64 + 1, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let mut members: Vec<_> = user.into_iter().collect();
    members.sort_by_key(|(name, _)| key(name));
    members.into_iter().collect()
}

fn with_unknown(index: usize, mut user: Map<String, Json>) -> Map<String, Json> {
    user.insert("nickname".to_owned(), json!(format!("nick{index}")));
    user.insert("level".to_owned(), json!(index));
    user
}

/// Sets a third of the members of a user to `null`.
fn with_nulls(index: usize, user: Map<String, Json>) -> Map<String, Json> {
    let null = |(position, (name, value)): (usize, (String, Json))| {
        (name, if (position + index).is_multiple_of(3) { Json::Null } else { value })
    };
    user.into_iter().enumerate().map(null).collect()
}

/// A user with a quarter of the twenty-four members. Which members these are depends on `index`, so every run has the
/// same users.
fn sparse(index: usize, user: Map<String, Json>) -> Map<String, Json> {
    user.into_iter()
        .enumerate()
        .filter(|(position, _)| (position + index).is_multiple_of(4))
        .map(|(_, member)| member)
        .collect()
}

type Timed<'f> = (&'static str, Box<dyn FnMut() + 'f>);

/// The shortest time of each function over all rounds. The functions take turns. Other load on the machine can only
/// lengthen a time.
fn best(rounds: usize, functions: &mut [Timed<'_>]) -> BTreeMap<&'static str, f64> {
    let mut times = BTreeMap::new();
    for _ in 0..rounds {
        for (name, function) in &mut *functions {
            let start = Instant::now();
            function();
            let time = start.elapsed().as_secs_f64();
            let best = times.entry(*name).or_insert(time);
            *best = best.min(time);
        }
    }
    times
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the payload is made here")
}

fn write<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("the payload is made here")
}

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 61 } else { 1 };
    println!(
        "{:<14}{:>8}{:>12}{:>12}{:>8}{:>12}{:>12}{:>8}",
        "payload", "KB", "read", "derive", "ratio", "write", "derive", "ratio"
    );
    for (name, text) in [
        ("in order", page(|_, user| user)),
        ("shuffled", page(shuffled)),
        ("two unknown", page(with_unknown)),
        ("nulls", page(with_nulls)),
        ("sparse", page(sparse)),
    ] {
        let table: Page<User> = read(&text);
        let derived: PageTwin = read(&text);
        // Both types read the same members. The type with the table also keeps unknown members, which its
        // `serde_derive` twin drops; so its output is read as the twin before the two are compared.
        assert_eq!(read::<PageTwin>(&String::from_utf8_lossy(&write(&table))), derived);
        assert_eq!(read::<Json>(&String::from_utf8_lossy(&write(&table))), read::<Json>(&text));
        let mut functions: [Timed<'_>; 4] = [
            ("read table", Box::new(|| drop(black_box(read::<Page<User>>(black_box(&text)))))),
            ("read derive", Box::new(|| drop(black_box(read::<PageTwin>(black_box(&text)))))),
            ("write table", Box::new(|| drop(black_box(write(black_box(&table)))))),
            ("write derive", Box::new(|| drop(black_box(write(black_box(&derived)))))),
        ];
        let times = best(rounds, &mut functions);
        let megabytes = text.len() as f64 / 1e6;
        let derived_megabytes = write(&derived).len() as f64 / 1e6;
        let (read, read_derive) = (megabytes / times["read table"], megabytes / times["read derive"]);
        let (write, write_derive) = (megabytes / times["write table"], derived_megabytes / times["write derive"]);
        println!(
            "{name:<14}{:>8.0}{read:>12.0}{read_derive:>12.0}{:>8.2}{write:>12.0}{write_derive:>12.0}{:>8.2}",
            megabytes * 1e3,
            read / read_derive,
            write / write_derive,
        );
    }
}
