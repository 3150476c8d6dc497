//! Creates users together: batches, a manager, a group with owners and members, licences, `null`, filters.

use graph_v1::models::{AssignedLicense, Group, PasswordProfile, User};
use graph_v1::routes::group::{AddMember, CreateGroup};
use graph_v1::routes::user::{
    AddUserManager, AssignLicense, AssignLicenseBody, CreateUser, GetUser, ListUsers, UpdateUser, UserPatch,
};
use graph_v1::runtime::client::{SendError, blocking::Client};
use graph_v1::runtime::{Batch, Bind, Guid, Reference, Route};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn account(name: &str) -> User {
    let password = PasswordProfile { password: Some("xWwvJ]6NMw+bWH-d".into()), ..Default::default() };
    User {
        account_enabled: Some(true),
        display_name: Some(name.into()),
        mail_nickname: Some(name.into()),
        user_principal_name: Some(format!("{name}@contoso.com")),
        password_profile: Some(Box::new(password)),
        ..Default::default()
    }
}

/// Creates all accounts in one request. Returns the created users, and the reasons why others were not created.
fn create(client: &Client, names: &[&str]) -> Outcome<(Vec<User>, Vec<String>)> {
    let mut batch = Batch::new();
    let mut tickets = Vec::new();
    for name in names {
        tickets.push(batch.add(&CreateUser::users(account(name)))?);
    }
    let mut answers = client.batch(&batch)?;
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    for ticket in tickets {
        match answers.take(ticket) {
            Ok(user) => made.push(user),
            Err(error) => refused.push(error.to_string()),
        }
    }
    Ok((made, refused))
}

fn set_manager(client: &Client, user: &str, manager: &str) -> Result<(), SendError> {
    let manager = Reference::to(&GetUser::users(manager), client.service_root())?;
    client.send(&AddUserManager::users_manager_ref(user, manager.into_model()))?;
    Ok(())
}

fn license(client: &Client, user: &str, sku: &Guid, without: &[Guid]) -> Result<(), SendError> {
    let license =
        AssignedLicense { sku_id: Some(sku.clone()), disabled_plans: Some(without.to_vec()), ..Default::default() };
    let body = AssignLicenseBody {
        add_licenses: Some(vec![license]),
        remove_licenses: Some(Vec::new()),
        ..Default::default()
    };
    client.send(&AssignLicense::users_assign_license(user, body))?;
    Ok(())
}

/// Creates a group with an owner, and then adds a member.
fn team_of(client: &Client, owner: &str, member: &str) -> Result<Group, SendError> {
    let mut group = Group {
        display_name: Some("Library".into()),
        mail_enabled: Some(true),
        mail_nickname: Some("library".into()),
        security_enabled: Some(false),
        group_types: Some(vec!["Unified".into()]),
        ..Default::default()
    };
    let owner = Reference::to(&GetUser::users(owner), client.service_root())?;
    group.bind_all(|g| g.owners, [&owner]);
    let group = client.send(&CreateGroup::groups(group))?;
    let member = Reference::to(&GetUser::users(member), client.service_root())?;
    let id = group.id.clone().unwrap_or_default();
    client.send(&AddMember::groups_members_ref(id, member.into_model()))?;
    Ok(group)
}

#[test]
fn several_users_are_created_in_one_batch() -> Outcome<()> {
    let client = super::blocking_client();
    let (made, refused) = create(&client, &["ann", "ben", "cleo"])?;
    assert_eq!((made.len(), refused.len()), (3, 0), "{refused:?}");
    let ids: Vec<&str> = made.iter().filter_map(|user| user.id.as_deref()).collect();
    assert_eq!(ids.len(), 3);

    set_manager(&client, ids[0], ids[1])?;
    license(&client, ids[0], &Guid::from("84a661c4-e949-4bd2-a560-ed7766fcaf2b"), &[])?;
    let group = team_of(&client, ids[1], ids[2])?;
    assert!(group.id.is_some());

    // Sets `job_title` to a text and `office_location` to `null`. The request leaves all other members unchanged.
    let mut changes = UserPatch::default();
    changes.job_title.set("Librarian");
    changes.office_location.null();
    client.send(&UpdateUser::users(ids[2], changes))?;

    let route = ListUsers::users()
        .filter(|u| u.account_enabled.eq(true).and(u.display_name.starts_with("a").or(u.department.eq("Books"))))
        .select(|u| (u.id, u.display_name))
        .order_by(|u| [u.display_name.asc()])
        .advanced();
    let names: Result<Vec<_>, SendError> = client.pages(route).items().map(|user| Ok(user?.display_name)).collect();
    assert!(!names?.is_empty());
    Ok(())
}
