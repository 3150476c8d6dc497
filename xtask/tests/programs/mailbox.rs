//! A copy of a mailbox that follows its changes: delta queries, attachments, marking messages as read, sending.

use std::collections::BTreeMap;

use graph_v1::models::{BodyType, EmailAddress, FileAttachment, ItemBody, Message, Recipient};
use graph_v1::routes::message::{ListAttachments, MessageDelta, MessagePatch, UpdateMessage};
use graph_v1::routes::user::{SendMail, SendMailBody};
use graph_v1::runtime::client::{SendError, blocking::Client};
use graph_v1::runtime::{Model, Route, diff};

/// A copy of the messages in a folder, and the delta link with which the next changes are requested.
#[derive(Default)]
struct Mailbox {
    messages: BTreeMap<String, Message>,
    link: Option<String>,
}

impl Mailbox {
    /// Requests the changes since the last call of `sync` and applies them to the copy.
    fn sync(&mut self, client: &Client, folder: &str) -> Result<(), SendError> {
        let route = MessageDelta::me_mail_folders_messages_delta(folder)
            .select(|m| (m.subject, m.is_read, m.has_attachments, m.received_date_time))
            .header("Prefer", "odata.maxpagesize=50");
        let mut pages = client.pages_from(route, self.link.as_deref());
        for page in &mut pages {
            for change in page?.changes() {
                if let Err(unnamed) = change.apply(&mut self.messages) {
                    eprintln!("without an id: {unnamed:?}");
                }
            }
        }
        self.link = pages.pager().delta_link().map(str::to_owned);
        Ok(())
    }

    /// Marks a message as read in this copy and at the service. The request has only the changed members.
    fn mark_read(&mut self, client: &Client, id: &str) -> Result<(), SendError> {
        let Some(message) = self.messages.get_mut(id) else { return Ok(()) };
        let before = message.clone();
        message.is_read = Some(true);
        let changes = diff::<_, MessagePatch>(&before, message);
        if !changes.is_empty() {
            client.send(&UpdateMessage::me_messages(id, changes.patch))?;
        }
        Ok(())
    }
}

/// The names and sizes of the files that are attached to a message. Other attachments are left out.
fn files(client: &Client, message: &str) -> Result<Vec<(String, i32)>, SendError> {
    let mut files = Vec::new();
    for attachment in client.pages(ListAttachments::me_messages_attachments(message)).items() {
        if let Ok(file) = attachment?.downcast::<FileAttachment>() {
            files.push((file.name.unwrap_or_default(), file.size.unwrap_or_default()));
        }
    }
    Ok(files)
}

fn send(client: &Client, to: &str, subject: &str, text: &str) -> Result<(), SendError> {
    let address = EmailAddress { address: Some(to.into()), ..Default::default() };
    let recipient = Recipient { email_address: Some(Box::new(address)), ..Default::default() };
    let body = ItemBody { content_type: Some(BodyType::Text), content: Some(text.into()), ..Default::default() };
    let message = Message {
        subject: Some(subject.into()),
        body: Some(Box::new(body)),
        to_recipients: Some(vec![recipient]),
        ..Default::default()
    };
    let body = SendMailBody { message: Some(Box::new(message)), ..Default::default() };
    client.send(&SendMail::me_send_mail(body))?;
    Ok(())
}

#[test]
fn a_copy_of_a_mailbox_is_updated_with_the_changes_of_the_mailbox() -> Result<(), SendError> {
    let client = super::blocking_client();
    let mut mailbox = Mailbox::default();
    mailbox.sync(&client, "inbox")?;
    assert!(mailbox.link.is_some(), "the last page of changes has a delta link");
    let ids: Vec<String> = mailbox.messages.keys().cloned().collect();
    assert!(!ids.is_empty(), "the mock has messages");
    for id in &ids {
        mailbox.mark_read(&client, id)?;
        assert_eq!(mailbox.messages[id].is_read, Some(true));
        files(&client, id)?;
    }
    mailbox.sync(&client, "inbox")?;
    send(&client, "ann@contoso.com", "Hello", "Are you there?")
}
