//! Tests of names and places of routes, their constructors and their bodies.

use super::*;

fn get(sample: &mut Sample, page: &str, title: &str, subject: Option<TypeId>, paths: &[&str]) {
    let routes = paths.iter().map(|path| route(path, &[])).collect();
    let body = subject.map_or(ResponseBody::None, |id| ResponseBody::Value(many(one(id))));
    sample.operation(page, title, Method::Get, routes, RequestBody::None, body).subject = subject;
}

fn stubs(plan: &Plan) -> Vec<String> {
    let stub = |stub: &crate::plan::Stub| plan.routes[stub.module].path_of(&stub.name);
    plan.stubs.iter().map(stub).collect()
}

#[test]
fn the_struct_of_an_operation_is_named_after_its_file_and_its_request() {
    let table = [
        ("user-list", "GET /users", "user::ListUsers"),
        ("user-get", "GET /users/{id}", "user::GetUser"),
        ("user-post-users", "POST /users", "user::CreateUser"),
        ("user-update", "PATCH /users/{id}", "user::UpdateUser"),
        ("user-delete", "DELETE /users/{id}", "user::DeleteUser"),
        ("user-list-messages", "GET /users/{id}/messages", "user::ListMessages"),
        ("user-post-messages", "POST /users/{id}/messages", "user::CreateMessage"),
        ("user-sendmail", "POST /me/sendMail", "user::SendMail"),
        ("user-delta", "GET /users/delta", "user::UserDelta"),
        ("user-reminderview", "GET /me/reminderView(start='{start}')", "user::ReminderView"),
        ("driveitem-copy", "POST /drive/items/{id}/copy", "drive_item::CopyDriveItem"),
        ("driveitem-get-content", "GET /drive/items/{id}/content", "drive_item::GetDriveItemContent"),
        ("group-post-members", "POST /groups/{id}/members/$ref", "group::AddMember"),
        ("group-delete-members", "DELETE /groups/{id}/members/{id2}/$ref", "group::RemoveMember"),
        ("team-get-members", "GET /teams/{id}/members/{id2}", "team::GetMember"),
        ("team-update-members", "PATCH /teams/{id}/members/{id2}", "team::UpdateMember"),
        ("group-delete-event", "DELETE /groups/{id}/events/{id2}", "group::DeleteGroupEvent"),
        ("policy-list", "GET /policies", "policy::ListPolicies"),
        ("area-driveitem-create", "POST /drive/items", "area::drive_item::CreateDriveItem"),
        ("area-user-list", "GET /users", "area::user::ListUsers"),
        // The operations of the next files would have the same names as operations of files above. For instance,
        // `user-create.md` and `user-post-users.md` would both have `user::CreateUser`. So each of the next
        // operations is in a module of its own, such as `user::create`.
        ("user-create", "POST /users", "user::create::CreateUser"),
        ("user-post", "POST /users", "user::post::CreateUser"),
        ("user-post-user", "POST /users", "user::post_user::CreateUser"),
        ("user-patch", "PATCH /users/{id}", "user::patch::UpdateUser"),
        ("user-list-users", "GET /users", "user::list_users::ListUsers"),
        ("user-copyuser", "POST /users/{id}/copyUser", "user::copy_user::CopyUser"),
        ("area-user-post-users", "POST /users", "area::user::post_users::CreateUser"),
        // File names with other orders of words: `gadget_create`, `create-gadget`.
        ("gadget_create", "POST /gadgets", "gadget::CreateGadget"),
        ("list-the-widgets", "GET /widgets", "widget::ListWidgets"),
        ("get-a-widget-by-name", "GET /widgets/{name}", "widget::GetWidgetByName"),
        ("paint-widget", "POST /widgets/{id}/paint", "widget::PaintWidget"),
        ("boards-update", "PATCH /boards/{id}", "boards::UpdateBoard"),
        ("terms-get", "GET /terms", "terms::GetTerms"),
        // A file without a verb has the names of its requests, unless another file has them.
        ("cranes", "DELETE /yards/{id}/cranes/{craneId}", "cranes::DeleteCrane"),
        ("cranelift", "POST /cranes/{id}/lift", "cranelift::LiftCranelift"),
        ("user", "GET /user", "user::GetUser2"),
        ("models-get", "GET /models", "models_::GetModels"),
        ("a-b-c-d-e-f-g-h-get", "GET /h", "a::b::c::d::e::f_g_h::GetH"),
        ("", "GET /nothing", "unnamed::GetNothing"),
    ];
    let mut sample = Sample::default();
    sample.complex(NS, "driveItem", Vec::new());
    for (page, request, _) in table {
        let (method, path) = request.split_once(' ').expect("each request of the table has a method and a path");
        get(&mut sample, &format!("api/{page}.md"), "The same title", None, &[path]);
        sample.api.operations.last_mut().expect("just added").method = match method {
            "POST" => Method::Post,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            _ => Method::Get,
        };
    }
    let names = stubs(&planned(&sample.api).0);
    for ((page, request, expected), name) in table.into_iter().zip(names) {
        assert_eq!(name, expected, "{page}: {request}");
    }
}

#[test]
fn operations_of_one_page_have_different_names() {
    let mut sample = Sample::default();
    let requests = [
        (Method::Put, "/things/{id}"),
        (Method::Get, "/things/{id}"),
        (Method::Get, "/things/{id}/content"),
        (Method::Get, "/things/{id}/$value"),
        (Method::Get, "/things/{id}/parts/$value"),
    ];
    for (method, path) in requests {
        get(&mut sample, "api/thing-get.md", "Get", None, &[path]);
        sample.api.operations.last_mut().expect("just added").method = method;
    }
    let page = sample.api.operations[0].page;
    sample.api.operations.iter_mut().for_each(|operation| operation.page = page);
    let expected = ["GetThingByPut", "GetThing", "GetThingContent", "GetThingValue", "GetThingValue2"];
    assert_eq!(stubs(&planned(&sample.api).0), expected.map(|name| format!("thing::{name}")));
}

#[test]
fn a_name_that_an_override_sets_wins_over_a_derived_name() {
    let mut sample = Sample::default();
    get(&mut sample, "api/thing-list.md", "List", None, &["/things"]);
    get(&mut sample, "api/thing-find.md", "Find", None, &["/things/find"]);
    sample.api.operations[1].pinned = Some("ListThings".into());
    let (plan, diagnostics) = planned(&sample.api);
    assert_eq!(stubs(&plan), ["thing::list::ListThings", "thing::ListThings"]);
    assert_eq!(diagnostics[0].code, code::NAME_COLLISION);
}

#[test]
fn constructors_are_named_by_the_fixed_parts_of_their_path() {
    let mut sample = Sample::default();
    let paths = [
        "/me/messages",
        "/users/{id}/messages",
        "/users/{id}/messages/{messageId}",
        "/me/messages",
        "/new",
        "/me/drive/root:/{itemPath}:/workbook",
        "/range(address='{address}')",
        "/$ref",
        "/",
        "/{id}",
    ];
    get(&mut sample, "api/x.md", "X", None, &paths);
    let (plan, _) = planned(&sample.api);
    let names = names_of_constructors(&plan);
    let expected = [
        "me_messages",
        "users_messages",
        "users_by_id_messages_by_message_id",
        "new_",
        "me_drive_root_workbook",
        "range_by_address",
        "r#ref",
        "root",
        "by_id",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_key_in_parentheses_is_no_part_of_a_name() {
    let mut sample = Sample::default();
    let with_key = |path: &str, collection: &str| {
        let mut route = route(path, &[]);
        let value = Piece::Placeholder(0);
        let argument = Argument { name: None, value, quoted: false, prefix: "".into(), list: false, typed: false };
        let call = Segment::Call { name: collection.into(), arguments: vec![argument] };
        let template = std::sync::Arc::make_mut(&mut route.template);
        template.segments = vec![call];
        template.placeholders[0].name = "size".into();
        route
    };
    let routes = vec![with_key("/depots({id})", "depots"), with_key("/radius({size})", "radius")];
    sample.operation("api/x.md", "X", Method::Get, routes, RequestBody::None, ResponseBody::None);
    let (plan, _) = planned(&sample.api);
    assert_eq!(names_of_constructors(&plan), ["depots", "radius_by_size"]);
}

#[test]
fn a_constructor_never_has_the_name_of_its_stub() {
    let mut sample = Sample::default();
    let paths = ["/list/things", "/list/things/path", "/me/list/things"];
    get(&mut sample, "api/thing-list.md", "List things", None, &paths);
    let (plan, _) = planned(&sample.api);
    assert_eq!(plan.stubs[0].name.as_str(), "ListThings");
    assert_eq!(names_of_constructors(&plan), ["list_things_path2", "list_things_path", "me_list_things"]);
}

fn names_of_constructors(plan: &Plan) -> Vec<String> {
    plan.stubs[0].constructors.iter().map(|constructor| constructor.name.to_string()).collect()
}

#[test]
fn names_of_constructors_with_the_same_path_differ_by_their_query_options() {
    let mut sample = Sample::default();
    let routes = vec![
        route("/me/events", &[]),
        route("/me/events", &[("startDateTime", "start", false), ("endDateTime", "end", false)]),
        route("/me/events", &[("startDateTime", "begin", false), ("endDateTime", "end", false)]),
        route("/users/{id}/events", &[("$top", "=1", false)]),
        route("/users/{id}/events", &[("$top", "=5", false)]),
        route("/me/events", &[]),
    ];
    sample.operation("api/x.md", "X", Method::Get, routes, RequestBody::None, ResponseBody::None);
    let (plan, _) = planned(&sample.api);
    let expected = [
        "me_events",
        "me_events_with_start_date_time_and_end_date_time",
        "users_events_with_top",
        "users_events_with_top_5",
    ];
    assert_eq!(names_of_constructors(&plan), expected);
    assert_eq!(plan.stubs[0].paths, [0, 3]);
    let paths: Vec<usize> = plan.stubs[0].constructors.iter().map(|constructor| constructor.path).collect();
    assert_eq!(paths, [0, 0, 1, 1]);
}

#[test]
fn constructor_names_differ_by_arguments_of_functions_before_keys() {
    let mut sample = Sample::default();
    let mut wide = route("/charts/{id}/image(width='{width}')", &[]);
    let template = std::sync::Arc::make_mut(&mut wide.template);
    template.path = "/charts/{id}/image(width=640)".to_owned();
    if let Some(Segment::Call { arguments, .. }) = template.segments.last_mut() {
        arguments[0].value = Piece::Literal("640".into());
    }
    let routes = vec![route("/charts/{id}/image", &[]), wide, route("/charts/{id}/image(width='{width}')", &[])];
    sample.operation("api/x.md", "X", Method::Get, routes, RequestBody::None, ResponseBody::None);
    let (plan, _) = planned(&sample.api);
    assert_eq!(names_of_constructors(&plan), ["charts_image", "charts_image_width_640", "charts_image_by_width"]);
}

#[test]
fn descriptions_of_arguments_are_found_in_any_letter_case_and_with_any_separators() {
    let mut sample = Sample::default();
    let paths = vec![route("/users/{userId}/range(address='{at}')", &[("$skip", "count", true)])];
    let operation = sample.operation("api/x.md", "X", Method::Get, paths, RequestBody::None, ResponseBody::None);
    operation.parameters =
        ["USER-ID", "address", "$select", "$Skip", "$"].map(|name| parameter(name, STRING, "Words.")).to_vec();
    let (plan, _) = planned(&sample.api);
    let arguments = plan.stubs[0].constructors[0].arguments.iter();
    let described: Vec<_> =
        arguments.map(|argument| (argument.parameter, argument.in_query, argument.optional)).collect();
    assert_eq!(described, [(Some(0), false, false), (Some(1), false, false), (Some(3), true, true)]);
    assert_eq!(plan.stubs[0].unplaced, [2, 4]);
}

#[test]
fn several_permission_tables_of_a_page_stay_separate() {
    let mut sample = Sample::default();
    let table = |label: &str, scopes: &[&str]| Permissions {
        label: Some(label.into()),
        application: vec![Vec::new(), scopes.iter().map(|&scope| scope.into()).collect()],
        ..Permissions::default()
    };
    let none = || (RequestBody::None, ResponseBody::None);
    let (request, body) = none();
    sample.operation("api/x.md", "X", Method::Get, vec![route("/x", &[])], request, body).permissions =
        vec![table("message", &["Mail.Read"]), table("event:", &["A.B", "C.D"]), table("message", &["Mail.Read"])]
            .into();
    let (request, body) = none();
    sample.operation("api/y.md", "Y", Method::Get, vec![route("/y", &[])], request, body).permissions =
        vec![table("message", &["Mail.Read"])].into();
    let (plan, _) = planned(&sample.api);
    let tables = plan.stubs[0].permissions.iter().map(|table| (table.label.as_str(), table.application.as_slice()));
    let expected = [("message", &[vec!["Mail.Read".into()]][..]), ("event", &[vec!["A.B".into(), "C.D".into()]][..])];
    assert_eq!(tables.collect::<Vec<_>>(), expected);
    assert_eq!(plan.stubs[1].permissions[0].label, "");
}

#[test]
fn a_remark_that_the_description_already_makes_is_left_out() {
    let mut sample = Sample::default();
    let mut said = property("a", STRING, "The key. Read-only. Not nullable.");
    said.read_only = true;
    said.nullable = Some(false);
    let unsaid = Property { name: "b".into(), doc: Doc::default(), filterable: true, ..said.clone() };
    sample.complex(NS, "thing", vec![said, unsaid]);
    let (plan, _) = planned(&sample.api);
    assert_eq!(plan.types[0].fields[0].remarks, []);
    assert_eq!(plan.types[0].fields[1].remarks, [Remark::ReadOnly, Remark::NotNullable, Remark::Filterable]);
}

#[test]
fn each_patch_has_a_body_named_after_it() {
    let mut sample = Sample::default();
    let user = sample.complex(NS, "user", vec![property("age", primitive(Primitive::Int32), "")]);
    let mut patch = |page: &str, title: &str, names: &[&str]| {
        let members = names.iter().map(|name| Parameter { ty: None, ..parameter(name, STRING, "") }).collect();
        let request = RequestBody::Patch { ty: user, members };
        let routes = vec![route("/users/{id}", &[])];
        sample.operation(page, title, Method::Patch, routes, request, ResponseBody::None).subject = Some(user);
    };
    patch("api/user-update.md", "Update user", &["age"]);
    patch("api/user-change.md", "Change user", &["age"]);
    let (plan, _) = planned(&sample.api);
    let names: Vec<String> = plan.routes[0].patches.iter().map(|body| body.name.to_string()).collect();
    assert_eq!(names, ["UserPatch", "ChangeUserPatch"]);
    let field = &plan.routes[0].patches[0].fields[0];
    assert_eq!(field.ty, crate::plan::RustType::member(&sample.api, &plan.selection, primitive(Primitive::Int32)));
    assert_eq!(plan.stubs[1].sent, SentBody::Patch(1));
}

#[test]
fn the_rust_type_of_a_response_follows_from_its_form() {
    let mut sample = Sample::default();
    let user = sample.complex(NS, "user", Vec::new());
    let bodies = [
        ("/a", ResponseBody::Value(many(one(user)))),
        ("/b", ResponseBody::Value(primitive(Primitive::Stream))),
        ("/c/$count", ResponseBody::Value(primitive(Primitive::Int32))),
        ("/d", ResponseBody::Redirect),
        ("/e", ResponseBody::Value(many(primitive(Primitive::String)))),
        ("/f", ResponseBody::Value(many(primitive(Primitive::Untyped)))),
        ("/g", ResponseBody::Value(primitive(Primitive::Boolean))),
    ];
    for (path, body) in bodies {
        let page = format!("api/{}.md", &path[1..2]);
        sample.operation(&page, path, Method::Get, vec![route(path, &[])], RequestBody::None, body);
    }
    let (plan, _) = planned(&sample.api);
    assert!(matches!(plan.stubs[0].received, ReceivedBody::Page(_)));
    let rest: Vec<ReceivedBody> = plan.stubs[1..4].iter().map(|stub| stub.received).collect();
    assert_eq!(rest, [ReceivedBody::Content, ReceivedBody::Count, ReceivedBody::Redirect]);
    // A service may divide a collection of scalars, and a collection of an unknown type, into pages too.
    assert!(plan.stubs[4..6].iter().all(|stub| matches!(stub.received, ReceivedBody::Page(ty) if !ty.list)));
    assert!(matches!(plan.stubs[6].received, ReceivedBody::Wrapped(_)));
}

#[test]
fn names_of_example_bodies_are_plain_and_unique() {
    let mut sample = Sample::default();
    let user = sample.complex(NS, "user", Vec::new());
    for path in ["api/../../etc/aux.md", "API/../../etc/aux.md", "api/a\\b\0.md"] {
        let page = sample.page(path);
        sample.example(page, ExampleRole::Response, Some(one(user)), "{}");
        sample.example(page, ExampleRole::Response, None, "[]");
    }
    let (plan, _) = planned(&sample.api);
    let names: Vec<&str> = plan.examples.iter().map(|case| case.name.as_str()).collect();
    let expected = [
        "api/--/--/etc/aux_-1-response",
        "api/--/--/etc/aux_-2-response",
        "API/--/--/etc/aux_-2-1-response",
        "API/--/--/etc/aux_-2-2-response",
        "api/a-b--1-response",
        "api/a-b--2-response",
    ];
    assert_eq!(names, expected);
    assert_eq!(plan.examples[0].checked, CheckedAs::Object(user));
    assert_eq!(plan.examples[1].checked, CheckedAs::Json);
    assert_eq!((plan.examples[0].expected, plan.examples[1].expected), (Expected::Fits, Expected::Untyped));
}

#[test]
fn bodies_are_in_the_file_of_the_routes_or_of_the_first_letter_of_the_type() {
    let mut sample = Sample::default();
    let user = sample.complex(NS, "User", Vec::new());
    let (request, response) = (RequestBody::None, ResponseBody::None);
    let get =
        sample.operation("api/user-get.md", "Get", Method::Get, vec![route("/users", &[])], request, response).page;
    let (typed, untyped) = (sample.page("resources/x.md"), sample.page("resources/y.md"));
    for (page, ty) in [(get, None), (typed, Some(one(user))), (untyped, None)] {
        sample.example(page, ExampleRole::Other, None, "[]");
        sample.example(page, ExampleRole::Resource, ty, "{}");
    }
    let (plan, _) = planned(&sample.api);
    let files: Vec<(&str, usize)> = plan.bodies.iter().map(|file| (file.path.as_str(), file.examples.len())).collect();
    let expected =
        [("tests/bodies/models/_.json", 2), ("tests/bodies/models/u.json", 2), ("tests/bodies/routes/user.json", 2)];
    assert_eq!(files, expected);
    assert!(
        plan.examples
            .iter()
            .enumerate()
            .all(|(index, case)| { plan.bodies[case.file].examples.contains(&ExampleId::from_index(index)) })
    );
}

proptest! {
    #[test]
    fn any_names_become_different_identifiers(names in proptest::collection::vec(any::<String>(), 1..20)) {
        for case in [NameCase::Snake, NameCase::Module, NameCase::Camel, NameCase::Shouty] {
            let mut scope = Scope::new(&["extra", "Option"], "_");
            let mut seen = BTreeSet::new();
            for name in &names {
                let ident = scope.name(name, case, Span::default(), &mut Vec::new());
                prop_assert!(syn::parse_str::<syn::Ident>(&ident.to_string()).is_ok(), "{} of {:?}", ident, name);
                prop_assert!(seen.insert(ident.as_str().to_ascii_lowercase()) || case == NameCase::Camel, "{} twice", ident);
            }
        }
    }
}
