//! An ordinary API: a few types, an enumeration, and one operation of each form.

use graph_codegen::api::*;

use super::sample::{
    STRING, Sample, doc, linked, many, member, one, open, parameter, primitive, property, route, scopes,
};

const NS: &str = "microsoft.graph";

pub(crate) fn api() -> Api {
    let mut sample = Sample::default();
    let importance = sample.enumeration(
        NS,
        "importance",
        vec![member("low", &[], "Can wait."), member("normal", &["Normal"], ""), member("high", &[], "Cannot wait.")],
    );
    let entity = sample.entity(NS, "entity", None, vec![property("id", STRING, "The key. Read-only.")]);
    sample.ty(entity).key = vec!["id".into()];
    sample.ty(entity).is_abstract = true;
    let recipient = TypeId::from_index(2);
    let mut status = property("status", STRING, "Where the message is. Possible values are `draft` and `sent`.");
    status.values = vec!["draft".into(), "sent".into()];
    let mut flagged = property("isFlagged", primitive(Primitive::Boolean), "Whether somebody marked it.");
    flagged.deprecated = Some("Use `status` instead.".to_owned());
    flagged.nullable = Some(false);
    flagged.filterable = true;
    let fields = vec![
        property("subject", STRING, "What it is about."),
        property("importance", open(importance), "How urgent it is."),
        property("sentDateTime", primitive(Primitive::DateTimeOffset), "When it was sent."),
        property("sender", one(recipient), ""),
        property("toRecipients", many(one(recipient)), "Who receives it."),
        status,
        flagged,
        property("content", primitive(Primitive::Stream), "The message in MIME format."),
    ];
    let message = sample.entity(NS, "message", Some(entity), fields);
    sample.complex(NS, "recipient", vec![property("address", STRING, "The address.")]);
    sample.ty(recipient).doc =
        linked("Somebody who sends or receives a ", "message", LinkTarget::Type(message), ", written once\nand kept.");
    operations(&mut sample, message, recipient);

    let page = sample.page("api/message-get.md");
    let json = r#"{"id": "1", "importance": "high", "sender": {"address": "adele@contoso.com"}}"#;
    sample.example(page, ExampleRole::Response, Some(one(message)), json);
    let listed =
        r#"{"value": [{"id": "1"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/me/messages?$skip=1"}"#;
    sample.example(page, ExampleRole::Response, Some(many(one(message))), listed);
    let wrong = sample.example(page, ExampleRole::Response, Some(one(message)), r#"{"isFlagged": "yes"}"#);
    sample.api.examples[wrong.index()].conforms = false;
    sample.api.examples[wrong.index()].findings = vec!["D0904: \"yes\" is no `Edm.Boolean`".to_owned()];
    let sent = sample.example(page, ExampleRole::Request, None, r#"{"comment": "FYI"}"#);
    let forward = sample.api.operations.iter_mut().find(|operation| operation.title == "message: forward");
    forward.expect("an operation").examples.push(sent);
    sample.example(page, ExampleRole::Other, None, "[1, 2]");
    sample.api
}

fn operations(sample: &mut Sample, message: TypeId, recipient: TypeId) {
    let routes = vec![route("/me/messages", &[]), route("/users/{idOrUserPrincipalName}/messages", &[])];
    let list = sample.operation(
        "api/user-list-messages.md",
        "List messages",
        Method::Get,
        routes,
        RequestBody::None,
        ResponseBody::Value(many(one(message))),
    );
    list.subject = Some(message);
    list.doc = doc("Get the messages of the signed-in user.");
    list.permissions = vec![Permissions {
        delegated_work: scopes(&["Mail.Read", "Mail.ReadWrite"]),
        delegated_personal: scopes(&["Mail.Read"]),
        ..Permissions::default()
    }]
    .into();
    list.headers = vec![Header {
        name: "Authorization".into(),
        required: Some(true),
        doc: doc("Bearer {token}."),
        span: Default::default(),
    }];
    list.parameters = vec![
        parameter("ID or user-principal-name", STRING, "Whose messages.\n\n- The id, or\n- the name."),
        parameter("$top", primitive(Primitive::Int32), "How many messages at once."),
    ];
    let members = vec![parameter("subject", STRING, "What it is about."), parameter("sender", one(recipient), "")];
    let update = sample.operation(
        "api/message-update.md",
        "Update message",
        Method::Patch,
        vec![route("/me/messages/{id}", &[])],
        RequestBody::Patch { ty: message, members },
        ResponseBody::Value(one(message)),
    );
    update.subject = Some(message);
    let long =
        ["Mail.ReadWrite", "Mail.ReadWrite.Shared", "MailboxFolder.ReadWrite.All", "MailboxSettings.ReadWrite.All"];
    update.permissions = vec![
        Permissions {
            label: Some("Permissions acting on self:".into()),
            delegated_work: scopes(&long),
            ..Permissions::default()
        },
        Permissions {
            label: Some("Permissions acting on others".into()),
            application: vec![long.map(Into::into).to_vec(), vec!["Mail.ReadWrite".into()]],
            ..Permissions::default()
        },
    ]
    .into();
    let parameters =
        vec![parameter("comment", STRING, "Goes before the message."), parameter("to", many(one(recipient)), "")];
    let forward = sample.operation(
        "api/message-forward.md",
        "message: forward",
        Method::Post,
        vec![route("/me/messages/{id}/forward", &[])],
        RequestBody::Parameters(parameters),
        ResponseBody::None,
    );
    forward.subject = Some(message);
    forward.response.status = vec![202];
    let view = |query: &[(&str, &str, bool)]| route("/me/reminderView", query);
    let views = vec![
        view(&[("start", "startDateTime", false), ("$top", "top", true)]),
        view(&[]),
        view(&[("$top", "=5", false)]),
    ];
    let value = ResponseBody::Value(primitive(Primitive::Int32));
    sample.operation("api/user-reminderview.md", "user: reminderView", Method::Get, views, RequestBody::None, value);
    let range = route("/me/drive/root:/{itemPath}:/range(address='{address}')", &[]);
    let bytes = RequestBody::Stream { content_type: None };
    sample.operation("api/range-put.md", "Put range", Method::Put, vec![range], bytes, ResponseBody::Redirect);
}
