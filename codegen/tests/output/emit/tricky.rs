//! An API with names and texts that are difficult in Rust.

use graph_codegen::api::*;

use super::sample::{
    STRING, Sample, doc, linked, many, member, one, open, parameter, primitive, property, route, scopes,
};

const NS: &str = "microsoft.graph";

/// Documentation text that could break comments, literals, HTML, links and lists.
pub(crate) const HOSTILE: &str = "Ends */ here \"# and \\ there, <b>bold</b> [x] [Option] `a<b>` ``` ` & &lt; \u{202e}evil\u{0}.\n\
    # Heading\n> quote\n\n- one\n  goes on\n    - two https://example.com/a_(b)?c=[d].\n  7. seven\n1. # not a heading\n\n\
    ```rust\nlet x = panic!();\n```\n\n    indented code\n\n---\n| a | b |\n|---|---|\n![image](x) <script>alert(1)</script> {{ #![feature(x)]";

pub(crate) fn api() -> Api {
    let mut sample = Sample::default();
    let kinds = sample.enumeration(
        NS,
        "kind",
        vec![
            member("low", &["Low", "LOW"], "The first."),
            member("notStarted", &[], HOSTILE),
            member("self", &[], ""),
            member("Self", &[], ""),
            member("type", &[], ""),
            member("unrecognized", &[], ""),
            member("", &[], ""),
            member("1", &[], ""),
            member("v4_0_3", &[], ""),
            member("v40_3", &[], ""),
            member("+1", &[], ""),
            member("-1", &[], ""),
            member("none", &[], ""),
            member("say \"hi\"\\", &[], ""),
        ],
    );
    let empty = sample.enumeration(NS, "nothing", Vec::new());
    sample.enumeration(NS, "option", vec![member("some", &[], ""), member("none", &[], "")]);
    sample.api.enums[empty.index()].deprecated = Some("Use \"kind\"\ninstead.".to_owned());

    let base = sample.entity(NS, "Base", None, vec![property("id", STRING, "Read-only.")]);
    sample.ty(base).key = vec!["id".into()];
    sample.ty(base).is_abstract = true;
    let user_id = TypeId::from_index(1);
    let mut status = property("status", STRING, "How far it is.");
    status.values = vec!["notStarted".into(), "done".into(), "not-started".into(), "\"".into()];
    let mut old = property("old", STRING, "Gone.");
    old.deprecated = Some("Since v2".to_owned());
    old.read_only = true;
    let mut fields = vec![
        property("type", STRING, HOSTILE),
        property("self", STRING, ""),
        property("extra", STRING, ""),
        property("annotations", STRING, ""),
        property("displayName", STRING, "Shown."),
        property("DisplayName", STRING, "Shown too."),
        property("display_name", STRING, "And this."),
        property("3d", primitive(Primitive::Boolean), ""),
        property("", primitive(Primitive::Int64), ""),
        property("größe", primitive(Primitive::Double), ""),
        property("a/b", primitive(Primitive::Untyped), ""),
        property("@odata.type", STRING, ""),
        property("photo", primitive(Primitive::Stream), "A picture."),
        property("kind", open(kinds), ""),
        property("nothings", many(open(empty)), ""),
        property("me", one(user_id), "A cycle."),
        property("all", many(one(user_id)), ""),
        property("base", one(base), ""),
        property("when", primitive(Primitive::DateTimeOffset), ""),
        property("userIDs", many(primitive(Primitive::Guid)), ""),
        property("say \"hi\"\\", STRING, ""),
    ];
    fields.push(status);
    fields.push(old);
    let user = sample.entity(NS, "User", Some(base), fields);
    sample.ty(user).undocumented_subtypes = vec![QualifiedName::new(NS, "admin")];
    sample.ty(user).doc =
        linked("A ", "`User`", LinkTarget::Type(base), " of a [thing]. See also https://example.com.");
    for name in [
        "user",
        "string",
        "Vec",
        "Json",
        "aux",
        "mod",
        "con",
        "self",
        "1",
        "a..b/../c",
        "\0",
        "call",
        "iOSApp",
        "default",
    ] {
        sample.complex(NS, name, vec![property("next", one(user), "")]);
    }
    let session =
        sample.entity("microsoft.graph.callRecords", "session", Some(base), vec![property("user", one(user), "")]);
    sample.ty(session).deprecated = Some(String::new());
    sample.complex("microsoft.graph.callRecords.deep", "callRecords", vec![property("session", one(session), "")]);
    sample.complex("other.place", "user", Vec::new());

    operations(&mut sample, user, session, kinds);
    let page = sample.page("api/../aux.md");
    sample.example(page, ExampleRole::Resource, Some(one(user)), r#"{"id": "1", "type": "a", "extraMember": 1}"#);
    sample.example(page, ExampleRole::Response, Some(many(one(user))), r#"{"value": [{"id": "1"}]}"#);
    sample.example(page, ExampleRole::Response, Some(STRING), r#"{"value": "x"}"#);
    sample.example(page, ExampleRole::Other, None, "[1, 2]");
    for example in &mut sample.api.examples[1..] {
        example.conforms = false;
        example.findings = vec![HOSTILE.to_owned()];
    }
    sample.api
}

fn operations(sample: &mut Sample, user: TypeId, session: TypeId, kinds: EnumId) {
    let list = sample.operation(
        "api/user-list.md",
        "List users",
        Method::Get,
        vec![route("/users", &[]), route("/users/{id}/default", &[]), route("/default", &[]), route("/{id}", &[])],
        RequestBody::None,
        ResponseBody::Value(many(one(user))),
    );
    list.subject = Some(user);
    list.doc = doc(HOSTILE);
    list.permissions = vec![
        Permissions::default(),
        Permissions {
            label: Some(HOSTILE.into()),
            delegated_work: vec![vec!["User.Read".into()], vec!["A".into(), "B\"".into()]],
            application: scopes(&["User.Read.All"]),
            ..Permissions::default()
        },
    ]
    .into();
    list.headers =
        vec![Header { name: "If-Match".into(), required: Some(true), doc: doc(HOSTILE), span: Default::default() }];
    list.parameters = vec![
        parameter("ID", STRING, HOSTILE),
        Parameter {
            doc: linked("A ", "`User`", LinkTarget::Type(user), " of a [thing]."),
            ..parameter("$filter\"", STRING, "")
        },
    ];
    let members = vec![
        parameter("displayName", STRING, "The name."),
        parameter("me", one(user), ""),
        parameter("all", many(one(user)), ""),
        parameter("@odata.type", STRING, ""),
        parameter("kind", open(kinds), HOSTILE),
    ];
    let update = sample.operation(
        "api/user-update.md",
        "Update user",
        Method::Patch,
        vec![route("/users/{id}", &[]), route("/me", &[])],
        RequestBody::Patch { ty: user, members: members.clone() },
        ResponseBody::Value(one(user)),
    );
    update.subject = Some(user);
    update.deprecated = Some("Use another.".to_owned());
    let again = sample.operation(
        "api/user-update2.md",
        "Update user",
        Method::Patch,
        vec![route("/people/{id}", &[])],
        RequestBody::Patch { ty: user, members },
        ResponseBody::None,
    );
    again.subject = Some(user);
    let patch = RequestBody::Patch { ty: session, members: vec![parameter("user", one(user), "")] };
    let title = "Option";
    sample.operation("api/session-update.md", title, Method::Patch, vec![route("/x", &[])], patch, ResponseBody::None);
    let body = RequestBody::Parameters(vec![
        parameter("self", STRING, "Who."),
        parameter("session", one(session), ""),
        parameter("content", primitive(Primitive::Binary), ""),
        parameter("anything", primitive(Primitive::Untyped), ""),
    ]);
    let assign = sample.operation(
        "api/user-assign.md",
        "user: assign",
        Method::Post,
        vec![route("/users/{id}/microsoft.graph.assign", &[("$top", "top", true), ("start", "body", false)])],
        body,
        ResponseBody::Value(many(STRING)),
    );
    assign.subject = Some(user);
    let range = route("/me/drive/root:/{itemPath}:/range(address='{address}')", &[]);
    let bytes = RequestBody::Stream { content_type: Some("text/plain".into()) };
    let untyped = ResponseBody::Value(primitive(Primitive::Untyped));
    sample.operation("api/type-put.md", "", Method::Put, vec![range], bytes, untyped);
    let count = ResponseBody::Value(primitive(Primitive::Int32));
    sample.operation(
        "api/1-count.md",
        "\u{202e}",
        Method::Get,
        vec![route("/users/$count", &[])],
        RequestBody::None,
        count,
    );
    let value = route("/{a}/{b}/{type}/{self}/{e}/{f}/{g}/{h}/$value", &[]);
    sample.operation(
        "api/mod-content.md",
        "Get content",
        Method::Get,
        vec![value],
        RequestBody::None,
        ResponseBody::Stream,
    );
    let send = RequestBody::Value(open(kinds));
    sample.operation("api/x.md", "Send", Method::Post, vec![route("/$ref", &[])], send, ResponseBody::Redirect);
    let send = RequestBody::Value(many(one(session)));
    sample.operation(
        "api/x.md",
        "Send",
        Method::Put,
        vec![route("/$ref", &[])],
        send,
        ResponseBody::Value(open(kinds)),
    );
}
