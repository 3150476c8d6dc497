//! A bot of a team: it subscribes to the messages of a channel, receives notifications, answers them, and clones the team.

use std::sync::Mutex;

use graph_v1::models::{ChatMessage, ItemBody, Subscription};
use graph_v1::routes::channel::{CreateMessage, ListChannels};
use graph_v1::routes::chat_message::GetChatMessage;
use graph_v1::routes::subscription::CreateSubscription;
use graph_v1::routes::team::GetTeam;
use graph_v1::runtime::client::{Client, SendError};
use graph_v1::runtime::http::{Request, Response};
use graph_v1::runtime::webhook::{LifecycleEvent, Notification, Received, Receiver};

/// What the bot needs to handle a notification.
struct Bot {
    client: Client,
    receiver: Receiver,
    seen: Mutex<Vec<String>>,
}

impl Bot {
    fn new(client: Client, secret: &str) -> Bot {
        Bot { client, receiver: Receiver::new(secret), seen: Mutex::default() }
    }

    async fn subscribe(&self, team: &str, channel: &str, secret: &str) -> Result<Subscription, SendError> {
        let subscription = Subscription {
            change_type: Some(Subscription::CHANGE_TYPE_CREATED.into()),
            client_state: Some(secret.into()),
            expiration_date_time: Some("2030-01-01T00:00:00Z".into()),
            notification_url: Some("https://bot.contoso.com/notify".into()),
            resource: Some(format!("teams/{team}/channels/{channel}/messages")),
            ..Default::default()
        };
        self.client.send(&CreateSubscription::subscriptions(subscription)).await
    }

    /// Handles a request that arrives at the address of the subscription, whatever server has received it.
    async fn handle(&self, request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        let notifications = match self.receiver.receive(request) {
            Received::Answer(answer) => return Ok(answer),
            Received::Notifications(notifications) => notifications,
        };
        for notification in &notifications {
            match notification.lifecycle_event {
                Some(LifecycleEvent::Missed) => eprintln!("read all messages again"),
                Some(_) => eprintln!("renew the subscription"),
                None => self.answer(notification).await?,
            }
        }
        Ok(Receiver::accepted())
    }

    async fn say(&self, team: &str, channel: &str, text: &str) -> Result<ChatMessage, SendError> {
        let body = ItemBody { content: Some(text.into()), ..Default::default() };
        let message = ChatMessage { body: Some(Box::new(body)), ..Default::default() };
        self.client.send(&CreateMessage::teams_channels_messages(team, channel, message)).await
    }

    /// Reads the new message and answers in its channel.
    async fn answer(&self, notification: &Notification) -> Result<(), SendError> {
        let Some(route) = notification.route::<GetChatMessage>() else { return Ok(()) };
        let message = self.client.send(&route).await?;
        let path = notification.resource_path();
        let (Some(team), Some(channel)) = (path.key("teams"), path.key("channels")) else { return Ok(()) };
        self.say(team, channel, "I have seen it.").await?;
        self.seen.lock().expect("no thread panicked").extend(message.id);
        Ok(())
    }
}

/// A team and a channel in the examples of the pages, so the mock has both.
const TEAM: &str = "fbe2bf47-16c8-47cf-b4a5-4b9b187c508b";
const CHANNEL: &str = "19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2";

#[test]
fn a_bot_answers_messages() -> Result<(), Box<dyn std::error::Error>> {
    super::run(async {
        let bot = Bot::new(super::client(), "a secret");
        bot.client.send(&GetTeam::teams(TEAM)).await?;
        let channels = bot.client.send(&ListChannels::teams_channels(TEAM)).await?;
        assert!(!channels.value.is_empty());
        assert!(bot.subscribe(TEAM, CHANNEL, "a secret").await?.id.is_some());

        let message = bot.say(TEAM, CHANNEL, "Is anybody there?").await?.id.unwrap_or_default();
        let handshake = Request::post("/notify?validationToken=7").body(Vec::new())?;
        assert_eq!(bot.handle(&handshake).await?.body(), b"7");
        let body = |state: &str| {
            let resource = format!("teams('{TEAM}')/channels('{CHANNEL}')/messages('{message}')");
            format!(r#"{{"value":[{{"clientState":"{state}","changeType":"created","resource":"{resource}"}}]}}"#)
        };
        let forged = Request::post("/notify").body(body("guessed").into_bytes())?;
        assert_eq!(bot.handle(&forged).await?.status(), 403);
        let genuine = Request::post("/notify").body(body("a secret").into_bytes())?;
        assert_eq!(bot.handle(&genuine).await?.status(), 202);
        assert_eq!(bot.seen.lock().expect("no thread panicked").len(), 1);
        Ok(())
    })
}
