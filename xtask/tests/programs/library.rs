//! Generic code for all models and routes: a cache, threads, serde, enumerations, dates.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use graph_v1::models::{DirectoryObject, DirectoryObjectDerived, Event, FreeBusyStatus, Group, User};
use graph_v1::routes::group::{ListGroups, ListMembers};
use graph_v1::routes::user::ListUsers;
use graph_v1::runtime::client::{SendError, blocking::Client};
use graph_v1::runtime::serde::{Serialize, de::DeserializeOwned};
use graph_v1::runtime::{DateTimeOffset, Model, Page, Polymorphic, Route, serde_json};

/// Objects of one type by their ids. Threads can share it.
struct Cache<T>(Arc<RwLock<BTreeMap<String, T>>>);

impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Cache(Arc::clone(&self.0))
    }
}

impl<T: Model + Send + Sync> Cache<T> {
    fn new() -> Self {
        Cache(Arc::default())
    }

    /// Fills the cache with the objects on all pages of a route.
    fn fill<R: Route<Response = Page<T>>>(&self, client: &Client, route: R, id: fn(&T) -> Option<&str>) -> Result<(), SendError> {
        for object in client.pages(route).items() {
            let object = object?;
            if let Some(id) = id(&object).map(str::to_owned) {
                self.0.write().expect("no thread panicked").insert(id, object);
            }
        }
        Ok(())
    }

    fn len(&self) -> usize {
        self.0.read().expect("no thread panicked").len()
    }
}

/// Writes a value as JSON and reads it again.
fn copy<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(value)?)
}

/// The kind and the name of a member of a group.
fn describe(member: &DirectoryObject) -> String {
    let name = |name: Option<String>| name.unwrap_or_else(|| "unnamed".to_owned());
    match member.derived() {
        DirectoryObjectDerived::User(user) => format!("user {}", name(user.display_name)),
        DirectoryObjectDerived::Group(group) => format!("group {}", name(group.display_name)),
        _ => format!("{:?}", member.annotations.odata_type()),
    }
}

#[test]
fn two_threads_fill_caches() -> Result<(), Box<dyn std::error::Error>> {
    let client = super::blocking_client();
    let (users, groups) = (Cache::<User>::new(), Cache::<Group>::new());
    std::thread::scope(|scope| {
        let users = scope.spawn(|| users.fill(&client, ListUsers::users().top(5), |user| user.id.as_deref()));
        let groups = scope.spawn(|| groups.fill(&client, ListGroups::groups(), |group| group.id.as_deref()));
        users.join().expect("no panic")?;
        groups.join().expect("no panic")
    })?;
    assert!(users.clone().len() > 0 && groups.len() > 0);
    let id = groups.0.read().expect("no thread panicked").keys().next().cloned().unwrap_or_default();
    let members = client.pages(ListMembers::groups_members(id)).items();
    let members: Result<Vec<String>, SendError> = members.map(|member| Ok(describe(&member?))).collect();
    assert!(members?.iter().all(|member| !member.is_empty()));
    Ok(())
}

#[test]
fn unknown_enumeration_members_and_the_digits_of_times_are_kept() -> Result<(), Box<dyn std::error::Error>> {
    let event: Event = serde_json::from_str(
        r##"{"@odata.type":"#microsoft.graph.event","showAs":"dancing","createdDateTime":"2021-03-04T05:06:07.0000000Z"}"##,
    )?;
    assert_eq!(event.show_as.as_ref().map(FreeBusyStatus::as_str), Some("dancing"));
    assert!(event.show_as.as_ref().is_some_and(|status| !status.is_known()));
    assert_eq!(event.created_date_time.as_ref().map(DateTimeOffset::as_str), Some("2021-03-04T05:06:07.0000000Z"));
    assert_eq!(copy(&event)?, event);
    Ok(())
}
