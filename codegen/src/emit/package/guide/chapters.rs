//! The chapters of the guide.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::chapter::Chapter;
use crate::emit::Context;
use crate::emit::package::example::print::item;
use crate::emit::package::snippet::{IMPORTED, Program};
use crate::emit::sample::uses::Uses;
use crate::emit::sample::value::tokens;
use crate::emit::sample::{self, listing};
use crate::plan::{Invocation, ReceivedBody, RustItem, RustType};

/// The chapters of the guide, without those for which the API has no suitable route.
pub(super) fn all(cx: &Context<'_>) -> Vec<Chapter> {
    [changes(cx), batch(cx), upload(cx), notifications(cx), offline(cx)].into_iter().flatten().collect()
}

/// Chapter: how a program gets the changes of a collection since its last call.
fn changes(cx: &Context<'_>) -> Option<Chapter> {
    let delta = cx.model.showcase().delta.as_ref()?;
    let ty = tokens(&format!("models::{}", model(cx, delta.item)));
    let mut uses = Uses::beside(IMPORTED);
    let route = call(cx, &mut uses, delta.invocation);
    let sync = quote! {
        fn sync(
            client: &Client,
            stored: &mut BTreeMap<String, #ty>,
            link: Option<&str>,
        ) -> Result<Option<String>, SendError> {
            let route = #route;
            let mut pages = client.pages_from(route, link);
            for page in &mut pages {
                for change in page?.changes() {
                    if let Err(unnamed) = change.apply(stored) {
                        println!("an item without an id: {unnamed:?}");
                    }
                }
            }
            Ok(pages.pager().delta_link().map(str::to_owned))
        }
    };
    let docs = format!(
        "{}: one round. Returns the link that the next round begins with.",
        sample::request_line(cx, delta.invocation)
    );
    let code = format!("use std::collections::BTreeMap;\n{}", item(sync, &[&docs]));
    let run = [
        "let mut stored = BTreeMap::new();",
        "let link = sync(&client, &mut stored, None)?;",
        "sync(&client, &mut stored, link.as_deref())?;",
    ];
    let program = Program { uses, imports: "", code, run: run.map(str::to_owned).into() };
    Some(Chapter::new(
        cx,
        "Following changes",
        &program,
        "The first round brings all objects, each later one what changed since: new objects, changed ones with the members \
         that changed, and the ids of removed ones. Store the link together with the objects.",
        "A round that was interrupted goes on with the link to its next page, `pages.pager().cursor()`. A service that no \
         longer knows a link answers with status 410: begin again without one.",
    ))
}

/// Chapter: how several routes are sent in one HTTP request.
fn batch(cx: &Context<'_>) -> Option<Chapter> {
    let shown = cx.model.showcase();
    let listed = shown.listing.as_ref()?;
    let mut uses = Uses::beside(IMPORTED);
    let (list, options) = (call(cx, &mut uses, listed.invocation), listing::options(cx, listed));
    let read = call(cx, &mut uses, shown.reading.or(shown.operation)?);
    let function = quote! {
        fn two_at_once(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
            let mut batch = Batch::new();
            let route = #list #options;
            let all = batch.add(&route)?;
            let one = batch.add(&#read)?;
            let mut answers = client.batch(&batch)?;
            for object in answers.take(all)? {
                println!("{object:?}");
            }
            match answers.take(one) {
                Ok(object) => println!("{object:?}"),
                Err(error) => println!("only this one failed: {error}"),
            }
            Ok(())
        }
    };
    let docs = "Sends both in one request.";
    let (code, run) = (item(function, &[docs]), vec!["two_at_once(&client)?;".to_owned()]);
    let program = Program { uses, imports: "Batch, Route", code, run };
    Some(Chapter::new(
        cx,
        "Several routes in one request",
        &program,
        "Each route that is added gives a ticket, and the ticket gives the answer with its type. Twenty routes fit into a \
         request; more are sent in as many as it takes.",
        "`batch.depends_on(&later, &earlier)` has the service wait for another answer. With `retries` a client sends again \
         what was throttled, and what depends on it.",
    ))
}

/// Chapter: how a large file is sent in parts.
fn upload(cx: &Context<'_>) -> Option<Chapter> {
    let upload = cx.model.showcase().upload?;
    let mut uses = Uses::beside(IMPORTED);
    let body = sample::body(cx, &mut uses, upload);
    let route = tokens(&sample::call(cx, &mut uses, upload, body.is_some().then_some("body")).line());
    let setting = body.into_iter().flatten().map(|statement| tokens(&statement.line()));
    let function = quote! {
        fn upload(client: &Client, file: impl Read + Seek, length: u64) -> Result<Json, SendError> {
            #(#setting)*
            let route = #route;
            let created = client.send(&route)?;
            let mut session = UploadSession::from_model(&created, length);
            client.upload_in_parts(&mut session, file, |sent| println!("{sent} of {length} bytes"))
        }
    };
    let docs = format!("{}, and then the parts.", sample::request_line(cx, upload));
    let code = format!("use std::io::{{Read, Seek}};\n{}", item(function, &[&docs]));
    let run = ["let file = std::io::Cursor::new(vec![0; 700_000]);", "upload(&client, file, 700_000)?;"];
    let program = Program { uses, imports: "Json, UploadSession", code, run: run.map(str::to_owned).into() };
    Some(Chapter::new(
        cx,
        "Uploading a large file",
        &program,
        "A route begins the session; its parts go to the address that the service gives out, without the token.",
        "After an error the same session goes on where the service says: give it in again. With the type that the service \
         answers with in place of `Json`, the result has fields.",
    ))
}

/// Chapter: how a program receives notifications of changes.
fn notifications(cx: &Context<'_>) -> Option<Chapter> {
    let shown = cx.model.showcase();
    let reading = shown.reading?;
    let stub = cx.model.stub(reading.operation);
    let mut uses = Uses::beside(IMPORTED);
    let route = tokens(&uses.route(cx, stub.module, &stub.name));
    let (look, imports) = match derived_variant(cx, stub.received) {
        Some(Variant { base, of, variant }) => {
            let look = quote! {
                if let Some(data) = &notification.resource_data {
                    match #base::derived_of(data) {
                        #of::#variant(object) => println!("{object:?}"),
                        other => println!("{other:?}"),
                    }
                }
            };
            (look, "Polymorphic")
        }
        None => (TokenStream::new(), ""),
    };
    let function = quote! {
        fn receive(
            client: &Client,
            receiver: &Receiver,
            request: &Request<Vec<u8>>,
        ) -> Result<Response<Vec<u8>>, SendError> {
            let notifications = match receiver.receive(request) {
                Received::Answer(answer) => return Ok(answer),
                Received::Notifications(notifications) => notifications,
            };
            for notification in notifications {
                #look
                if let Some(route) = notification.route::<#route>() {
                    let changed = client.send(&route)?;
                    println!("{changed:?}");
                }
            }
            Ok(Receiver::accepted())
        }
    };
    let library = cx.library();
    let code = format!(
        "use {library}::runtime::http::{{Request, Response}};\n\
         use {library}::runtime::webhook::{{Received, Receiver}};\n{}",
        item(function, &["Answers what a service sends to the address of a subscription."])
    );
    let call = sample::call(cx, &mut uses, reading, None).line();
    let run = [
        "use graph::runtime::Route;".replace("graph", &library),
        "let receiver = Receiver::new(\"a secret\");".to_owned(),
        "let handshake = Request::post(\"/?validationToken=7\").body(Vec::new())?;".to_owned(),
        "assert_eq!(receive(&client, &receiver, &handshake)?.body(), b\"7\");".to_owned(),
        format!("let changed = {call}.request(\"\")?;"),
        "let body = format!(r#\"{{\"value\":[{{\"clientState\":\"a secret\",\"resource\":\"{}\",\"resourceData\":{{\"id\":\"7\"}}}}]}}\"#, changed.uri());".to_owned(),
        "let notified = Request::post(\"/\").body(body.into_bytes())?;".to_owned(),
        "assert_eq!(receive(&client, &receiver, &notified)?.status(), 202);".to_owned(),
    ];
    let program = Program { uses, imports, code, run: run.into() };
    let mut chapter = Chapter::new(
        cx,
        "Receiving notifications",
        &program,
        "With the feature `webhooks`. A receiver answers the handshake of a new subscription, refuses what does not know the \
         secret that the subscription was made with, and gives each notification with its resource as a route.",
        "`notification.resource_data` has the resource itself where the subscription asks for it; with the feature \
         `decryption` it is decrypted. Answer at once and work later: a service that waits for an answer sends again.",
    );
    for line in &mut chapter.program {
        *line = line.replace("#[cfg(feature = \"ureq\")]", "#[cfg(all(feature = \"ureq\", feature = \"webhooks\"))]");
    }
    Some(chapter)
}

/// Chapter: how a program is tested without a service.
fn offline(cx: &Context<'_>) -> Option<Chapter> {
    let shown = cx.model.showcase();
    let reading = shown.reading?;
    let stub = cx.model.stub(reading.operation);
    let ReceivedBody::Value(RustType { item: RustItem::Structured(ty), .. }) = stub.received else {
        return None;
    };
    let mut uses = Uses::beside(IMPORTED);
    let route = tokens(&uses.route(cx, stub.module, &stub.name));
    let object = tokens(&format!("models::{}", model(cx, ty)));
    let call = call(cx, &mut uses, reading);
    let key = cx.model.type_plan(ty).fields.iter().find(|field| cx.model.property(field.member).name.as_str() == "id");
    let key = key.map(|field| tokens(&field.name.to_string()));
    let (answer, check): (TokenStream, TokenStream) = match &key {
        Some(key) => (
            quote!(#object { #key: route.call().arguments().last().cloned(), ..Default::default() }),
            quote!(assert!(answer.#key.is_some());),
        ),
        None => (quote!(#object::default()), quote!(assert_eq!(answer, #object::default());)),
    };
    let may_be_empty = cx.model.operation(reading.operation).response.may_be_empty();
    let (answer, check) = match may_be_empty {
        true => (quote!(Some(#answer)), quote!(assert!(answer.is_some());)),
        false => (answer, check),
    };
    let root = Literal::string(&cx.model.options().package.service_root);
    let function = quote! {
        fn the_service_is_here() -> Result<(), SendError> {
            let service = Service::new(&[]).on(|route: #route| async move { Ok(#answer) });
            let client = Client::new(service.service_root(#root), #root);
            let route = #call;
            let answer = client.send(&route)?;
            #check
            Ok(())
        }
    };
    let code = item(function, &["A test: nothing leaves the process."]);
    let run = vec!["the_service_is_here()?;".to_owned()];
    let program = Program { uses, imports: "Route, server::Service", code, run };
    Some(Chapter::new(
        cx,
        "Testing without a service",
        &program,
        "A service answers in the same process what a program asks for. What it answers is typed, and the program sees \
         requests and responses as over a wire.",
        "`Service::new(server::documented())` answers all other routes as their pages show, and with \
         `service.remember(server::schema())` what the program creates is listed, read, changed and removed. \
         `service.answer(&route, Ok(value))` answers one request, `service.fault(…)` makes it fail, `service.record()` keeps \
         what it received, so that a test can ask for requests that no page documents, and `runtime::read_strictly` finds members of a fixture that no type has.",
    ))
}

/// A variant of the enum of the types that derive from a base type, which the program about notifications matches.
struct Variant {
    base: TokenStream,
    /// The path of the enum, such as `models::OperationDerived`.
    of: TokenStream,
    variant: TokenStream,
}

/// The variant for the type that a route returns, in the enum of the nearest base type that has one. If the type itself
/// has such an enum, the first variant of it.
fn derived_variant(cx: &Context<'_>, received: ReceivedBody) -> Option<Variant> {
    let ReceivedBody::Value(RustType { item: RustItem::Structured(ty), .. }) = received else {
        return None;
    };
    let bases = std::iter::successors(Some(ty), |&id| cx.model.structured(id).base);
    bases.into_iter().find_map(|base| {
        let family = cx.model.type_plan(base).derived.as_ref()?;
        let variant = family.variants.iter().find(|variant| base == ty || variant.ty == ty)?;
        let path = model(cx, base);
        let module = path.rfind("::").map_or("", |end| &path[..end + 2]);
        Some(Variant {
            base: tokens(&format!("models::{path}")),
            of: tokens(&format!("models::{module}{}", family.name)),
            variant: tokens(&variant.name.to_string()),
        })
    })
}

/// The call of a constructor of a route with sample arguments, as tokens.
fn call(cx: &Context<'_>, uses: &mut Uses, invocation: Invocation) -> TokenStream {
    tokens(&sample::call(cx, uses, invocation, None).line())
}

/// The path of a type below `models`, such as `User` or `call_records::Session`.
fn model(cx: &Context<'_>, ty: crate::api::TypeId) -> String {
    cx.type_path(ty).trim_start_matches("crate::models::").to_owned()
}
