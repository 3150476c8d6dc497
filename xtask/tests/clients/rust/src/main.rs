//! More than forty ordinary calls of the crate `graph-rs-sdk`, each with a condition for its result.
//!
//! In: the root of a mock, as the only argument. Out: a line for each wrong call, a summary, and exit status 1 if fewer
//! than nine in ten calls are right. The crate returns JSON, so a body has the right type if it has the members of that
//! type.

mod outcome;

use graph_rs_sdk::http::{AsyncIterator, ResponseExt, Url};
use graph_rs_sdk::{GraphClient, GraphClientConfiguration, ODataQuery};
use serde_json::{Value, json};

use outcome::{Outcomes, has, is_bytes, is_number, is_page, status};

type Failure = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let root = std::env::args().nth(1).ok_or("usage: graph-rs-sdk-calls ROOT")?;
    let configuration = GraphClientConfiguration::new().access_token("token").https_only(false);
    let mut client = GraphClient::from(configuration);
    client.use_test_endpoint(&Url::parse(&format!("{root}/v1.0"))?);
    let mut calls = Outcomes::default();
    people(&client, &mut calls).await;
    mail(&client, &mut calls).await;
    calendar(&client, &mut calls).await;
    groups(&client, &mut calls, &root).await;
    files(&client, &mut calls).await;
    teams(&client, &mut calls).await;
    several(&client, &mut calls).await;
    calls.check("graph-rs-sdk", 0.9, 40)
}

async fn people(client: &GraphClient, calls: &mut Outcomes) {
    let user = || client.user("u");
    let named: &[&str] = &["displayName", "userPrincipalName"];
    calls.of("me", client.me().get_user(), has(named)).await;
    calls.of("change me", client.me().update_user(&json!({"jobTitle": "Chief"})), status(&[200, 204])).await;
    calls.of("user", client.user("ann@contoso.com").get_user(), has(named)).await;
    calls.of("users", client.users().list_user(), is_page(named)).await;
    let selected = client.users().list_user().select(&["displayName", "id"]).top("5");
    calls.of("users with $select", selected, is_page(&["displayName", "id"])).await;
    let body = json!({
        "accountEnabled": true, "displayName": "Ann", "mailNickname": "ann", "userPrincipalName": "ann@contoso.com",
        "passwordProfile": {"forceChangePasswordNextSignIn": true, "password": "x"}
    });
    calls.of("create user", client.users().create_user(&body), has(&["id", "userPrincipalName"])).await;
    calls.of("change user", user().update_user(&json!({"jobTitle": "Chief"})), status(&[200, 204])).await;
    calls.of("delete user", user().delete_user(), status(&[204])).await;
    calls.of("number of users", client.users().get_users_count(), is_number).await;
    calls.of("manager", user().get_manager(), has(&["id"])).await;
    calls.of("direct reports", user().direct_reports().list_direct_reports(), is_page(&["id"])).await;
    calls.of("photo", client.me().get_photo_content(), is_bytes).await;
    let body = json!({"securityEnabledOnly": true});
    calls.of("groups of a user", user().get_member_groups(&body), |answer| answer.body["value"][0].is_string()).await;
    calls.of("people", client.me().list_people(), is_page(&["displayName", "scoredEmailAddresses"])).await;
    calls.of("a status of no page", client.admin().get_admin(), status(&[404])).await;
}

async fn mail(client: &GraphClient, calls: &mut Outcomes) {
    let message = || client.me().message("AAMk");
    let to = json!([{"emailAddress": {"address": "ann@contoso.com"}}]);
    let new = json!({"subject": "Hello", "body": {"contentType": "Text", "content": "Hi"}, "toRecipients": to});
    let members: &[&str] = &["subject", "bodyPreview"];
    calls.of("messages", client.me().messages().list_messages(), is_page(&["subject", "sender"])).await;
    let filtered = client.me().messages().list_messages();
    let filtered = filtered.filter(&["isRead eq false"]).order_by(&["subject"]).top("3");
    calls.of("messages with $filter", filtered, is_page(&["subject"])).await;
    calls.of("message", message().get_messages(), has(members)).await;
    calls.of("create message", client.me().messages().create_messages(&new), has(&["id", "subject"])).await;
    calls.of("change message", message().update_messages(&json!({"subject": "New"})), has(&["id"])).await;
    calls.of("delete message", message().delete_messages(), status(&[204])).await;
    let sent = json!({"message": new, "saveToSentItems": false});
    calls.of("send mail", client.me().send_mail(&sent), status(&[202])).await;
    calls.of("reply", message().reply(&json!({"comment": "Yes"})), status(&[202])).await;
    calls.of("forward", message().forward(&json!({"comment": "See", "toRecipients": to})), status(&[200, 202])).await;
    calls.of("move", message().move_message(&json!({"destinationId": "deleteditems"})), has(&["id", "subject"])).await;
    calls.of("mime content", message().get_messages_content(), is_bytes).await;
    calls.of("attachments", message().attachments().list_attachments(), is_page(&["name", "contentType"])).await;
    let folders = client.me().mail_folders();
    calls.of("mail folders", folders.list_mail_folders(), is_page(&["displayName", "parentFolderId"])).await;
    let body = json!({"emailAddresses": ["ann@contoso.com"], "mailTipsOptions": "automaticReplies"});
    calls.of("mail tips", client.me().get_mail_tips(&body), is_page(&["emailAddress"])).await;
    let expanded = message().get_messages().expand(&["attachments"]);
    calls.of("message with $expand", expanded, has(&["subject"])).await;
}

async fn calendar(client: &GraphClient, calls: &mut Outcomes) {
    let members: &[&str] = &["subject", "start", "end"];
    calls.of("events", client.me().events().list_events(), is_page(members)).await;
    let time = |hour: u8| json!({"dateTime": format!("2024-01-01T{hour}:00:00"), "timeZone": "UTC"});
    let new = json!({"subject": "Lunch", "start": time(12), "end": time(13)});
    calls.of("create event", client.me().events().create_events(&new), has(&["id", "subject", "start"])).await;
    calls.of("event", client.me().event("e").get_events(), has(members)).await;
    calls.of("delete event", client.me().event("e").delete_events(), status(&[204])).await;
    calls.of("accept event", client.me().event("e").accept(&json!({"sendResponse": true})), status(&[202])).await;
    let view = client.me().calendar_views().list_calendar_view();
    let view = view.append_query_pair("startDateTime", "2020-01-01T00:00:00Z");
    let view = view.append_query_pair("endDateTime", "2020-02-01T00:00:00Z");
    calls.of("calendar view", view, is_page(&["iCalUId", "responseStatus"])).await;
    calls.of("calendars", client.me().calendars().list_calendars(), is_page(&["name", "owner"])).await;
    let body = json!({"schedules": ["ann@contoso.com"], "startTime": time(9), "endTime": time(18)});
    let schedule = client.me().default_calendar().get_schedule(&body);
    calls.of("schedules", schedule, is_page(&["scheduleId", "availabilityView"])).await;
    calls.of("contacts", client.me().contacts().list_contacts(), is_page(&["displayName"])).await;
    calls
        .of("task lists", client.me().todo().lists().list_lists(), is_page(&["displayName", "wellknownListName"]))
        .await;
}

async fn groups(client: &GraphClient, calls: &mut Outcomes, root: &str) {
    let group = || client.group("g");
    let counted = client.groups().list_group().count("true").filter(&["startswith(displayName,'a')"]);
    let counted = counted.header(
        graph_rs_sdk::header::HeaderName::from_static("consistencylevel"),
        graph_rs_sdk::header::HeaderValue::from_static("eventual"),
    );
    calls.of("groups with $count", counted, is_page(&["displayName"])).await;
    calls.of("group", group().get_group(), has(&["displayName", "groupTypes"])).await;
    let new = json!({
        "displayName": "G", "mailEnabled": false, "mailNickname": "g", "securityEnabled": true, "groupTypes": []
    });
    calls.of("create group", client.groups().create_group(&new), has(&["id", "displayName"])).await;
    calls.of("members", group().list_members(), is_page(&["id"])).await;
    let body = json!({"@odata.id": format!("{root}/v1.0/directoryObjects/1")});
    calls.of("add member", group().create_ref_members(&body), status(&[204])).await;
    calls.of("remove member", group().delete_ref_members("m"), status(&[204])).await;
    calls.of("members that are users", group().get_directory_object_items_as_user_type(), is_page(&["id"])).await;
}

async fn files(client: &GraphClient, calls: &mut Outcomes) {
    let drive = || client.drive("d");
    let item = || drive().item("i");
    calls.of("drive", client.me().get_drive(), has(&["id", "driveType"])).await;
    calls.of("root", drive().get_root(), has(&["id", "name"])).await;
    calls.of("item", item().get_items(), has(&["id", "name"])).await;
    calls.of("item by path", drive().item_by_path(":/a/b.txt:").get_items(), has(&["id", "name"])).await;
    calls.of("children", item().list_children(), is_page(&["name"])).await;
    let folder = json!({"name": "New", "folder": {}, "@microsoft.graph.conflictBehavior": "rename"});
    calls.of("create folder", item().create_children(&folder), has(&["id", "name", "folder"])).await;
    calls.of("content", item().get_items_content(), is_bytes).await;
    // The trait of query options also has a method `search`, which method lookup does not find on a reference.
    calls.of("search", (&item()).search("report"), is_page(&["name"])).await;
    calls.of("recent", drive().recent(), is_page(&["id"])).await;
    calls.of("create link", item().create_link(&json!({"type": "view", "scope": "anonymous"})), has(&["link"])).await;
    calls.of("copy", item().copy(&json!({"name": "copy.txt"})), status(&[202])).await;
    calls.of("delete item", item().delete_items(), status(&[204])).await;
    calls.is("upload session", upload(client).await, |statuses| statuses.last().is_some_and(|last| *last == 201));
}

/// Uploads a file in several parts. Returns the status of the answer to each part.
async fn upload(client: &GraphClient) -> Result<Vec<u16>, Failure> {
    let body = json!({"item": {"@microsoft.graph.conflictBehavior": "rename", "name": "x.bin"}});
    let answer = client.drive("d").item_by_path(":/x.bin:").create_upload_session(&body).send().await?;
    let file = vec![7_u8; 10_000_000];
    let mut session = answer.into_upload_session(file.as_slice()).await?;
    let mut statuses = Vec::new();
    while let Some(answer) = session.next().await {
        statuses.push(answer?.status().as_u16());
    }
    Ok(statuses)
}

async fn teams(client: &GraphClient, calls: &mut Outcomes) {
    let channel = || client.team("t").channel("c");
    calls.of("joined teams", client.me().joined_teams().list_joined_teams(), is_page(&["id"])).await;
    calls.of("team", client.team("t").get_team(), has(&["memberSettings"])).await;
    calls
        .of("channels", client.team("t").channels().list_channels(), is_page(&["displayName", "membershipType"]))
        .await;
    let new = json!({"displayName": "C", "membershipType": "standard"});
    calls.of("create channel", client.team("t").channels().create_channels(&new), has(&["id", "displayName"])).await;
    calls.of("delete channel", channel().delete_channels(), status(&[204])).await;
    let members = client.team("t").members().list_members();
    calls.of("members of a team", members, is_page(&["roles", "userId"])).await;
    let body = json!({"body": {"content": "Hello"}});
    let sent = client.chat("c").messages().create_messages(&body);
    calls.of("send message", sent, has(&["id", "createdDateTime", "body"])).await;
}

/// Checks calls that take more than one request.
async fn several(client: &GraphClient, calls: &mut Outcomes) {
    let part = |id: &str, url: &str| json!({"id": id, "method": "GET", "url": url});
    let batch = json!({"requests": [part("1", "/me"), part("2", "/users"), part("3", "/groups/1")]});
    let all_are_200 = |answer: &outcome::Answer| {
        let parts = answer.body["responses"].as_array().map_or(&[][..], Vec::as_slice);
        parts.len() == 3 && parts.iter().all(|part| part["status"] == 200)
    };
    calls.of("batch", client.batch(&batch), all_are_200).await;
    let ends_in_delta_link = |pages: &Vec<Value>| {
        let last = pages.last().is_some_and(|last| last["@odata.deltaLink"].is_string());
        last && pages.len() < 20 && pages.iter().all(|page| page["value"].is_array())
    };
    let folder = client.me().mail_folder("inbox");
    let deltas = [
        ("changes of users", client.users().delta()),
        ("changes of groups", client.groups().delta()),
        ("changes of messages", folder.messages().delta()),
        ("changes of a drive", client.drive("d").delta()),
    ];
    for (name, request) in deltas {
        calls.is(name, pages(request).await, ends_in_delta_link);
    }
}

/// The pages of a list, as the client follows its next links.
async fn pages(request: graph_http::api_impl::RequestHandler) -> Result<Vec<Value>, Failure> {
    let pages = request.paging().json::<Value>().await?;
    pages.into_iter().map(|page| page.into_body().map_err(|error| format!("{error:?}").into())).collect()
}
