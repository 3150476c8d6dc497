//! The functions of an example program.
//!
//! In: the operations that the plan chose for examples. Out: for each operation a function that builds the route, and
//! one that sends it. Invariant: text of a page enters the code only as an identifier of the plan or as a literal.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::print::{self, item, word};
use crate::emit::Context;
use crate::emit::doc::line::code_span;
use crate::emit::package::example::Sender;
use crate::emit::sample::{self, listing, value};
use crate::plan::{Invocation, RustItem, Sending, SentBody};

/// Writes the functions of one example program.
pub(super) struct ExampleWriter<'n, 'a> {
    pub(super) cx: &'n Context<'a>,
    pub(super) sender: Sender,
}

impl ExampleWriter<'_, '_> {
    pub(super) fn imports(&self) -> String {
        let library = self.cx.library();
        let shown = self.cx.model.showcase();
        let lists = shown.listing.is_some();
        let mut names = vec!["Batch"];
        match self.sender {
            Sender::None => {
                names.insert(0, "Answers");
                names.extend(lists.then_some("Pager"));
                let builds = lists || shown.change.is_some() || shown.action.is_some();
                names.extend(builds.then_some("Route"));
                names.push("http::{self, Request, Response}");
            }
            Sender::Reqwest | Sender::Ureq => names.extend(lists.then_some("Route")),
        }
        let client = match self.sender {
            Sender::None => String::new(),
            Sender::Reqwest => format!("use {library}::runtime::client::{{Client, SendError}};\n"),
            Sender::Ureq => format!("use {library}::runtime::client::{{SendError, blocking::Client}};\n"),
        };
        let names = match &names[..] {
            [name] => (*name).to_owned(),
            names => format!("{{{}}}", names.join(", ")),
        };
        format!("use {library}::routes;\n{client}use {library}::runtime::{names};\n")
    }

    /// The function `main`, which calls the other functions of the program.
    pub(super) fn start(&self) -> String {
        let steps = steps(self);
        let root = quote! {
            let service_root =
                std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
        };
        match self.sender {
            Sender::None => {
                let service_root = Literal::string(&self.cx.model.options().package.service_root);
                let constant = item(
                    quote!(
                        const SERVICE_ROOT: &str = #service_root;
                    ),
                    &["Where the service is."],
                );
                let main = quote! {
                    fn main() -> Result<(), Box<dyn std::error::Error>> {
                        #(#steps)*
                        Ok(())
                    }
                };
                constant + &item(main, &[])
            }
            Sender::Reqwest => {
                let main = quote! {
                    fn main() -> Result<(), Box<dyn std::error::Error>> {
                        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                        Ok(runtime.block_on(run())?)
                    }
                };
                let run = quote! {
                    async fn run() -> Result<(), SendError> {
                        #root
                        let client = Client::new(reqwest::Client::new(), service_root)
                            .token(|| async { token() })
                            .retries(3);
                        #(#steps)*
                        Ok(())
                    }
                };
                item(main, &[]) + &item(run, &["One request after the other."])
            }
            Sender::Ureq => {
                let main = quote! {
                    fn main() -> Result<(), SendError> {
                        #root
                        let client = Client::new(ureq::agent(), service_root)
                            .token(token)
                            .retries(3);
                        #(#steps)*
                        Ok(())
                    }
                };
                item(main, &[])
            }
        }
    }

    /// The function that lists a collection page by page, and the function that builds its route.
    pub(super) fn listing(&self) -> String {
        let Some(listing) = &self.cx.model.showcase().listing else { return String::new() };
        let built = self.build("listing", &listing.invocation, &listing::options(self.cx, listing), None);
        let fields = listing::fields(self.cx, listing);
        let show = match fields.is_empty() {
            true => quote!(println!("{item:?}");),
            false => {
                let format = Literal::string(&vec!["{:?}"; fields.len()].join(" "));
                quote!(println!(#format, #(item.#fields),*);)
            }
        };
        let body = match self.sender {
            Sender::None => quote! {
                let mut pager = Pager::new(listing(), SERVICE_ROOT);
                while let Some(request) = pager.next_request() {
                    for item in pager.accept(send(&request?)?)? {
                        #show
                    }
                }
            },
            Sender::Reqwest => quote! {
                let mut pages = client.pages(listing());
                while let Some(page) = pages.next().await {
                    for item in page? {
                        #show
                    }
                }
            },
            Sender::Ureq => quote! {
                for page in client.pages(listing()) {
                    for item in page? {
                        #show
                    }
                }
            },
        };
        format!("{built}{}", self.function("list", "Lists page by page.", &body))
    }

    /// The function that changes one property of an object by a PATCH request, and the function that builds its route.
    pub(super) fn change(&self) -> String {
        let Some(sending) = &self.cx.model.showcase().change else { return String::new() };
        let stub = self.cx.model.stub(sending.invocation.operation);
        let module = self.cx.model.route_module(stub.module);
        let (SentBody::Patch(index), Some(field)) = (stub.sent, sending.field) else { return String::new() };
        let patch = &module.patches[index];
        let body = print::route(module, &patch.name);
        let field = &patch.fields[field];
        let (member, value) = (print::name(&field.name), sample(field.ty.item));
        let setting = quote! {
            let mut body = #body::default();
            body.#member.set(#value);
        };
        let built = self.build("changing", &sending.invocation, &TokenStream::new(), Some((setting, quote!(body))));
        let sent = self.send("changing");
        format!("{built}{}", self.function("change", "Changes one member, and leaves the others as they are.", &sent))
    }

    /// The function that calls an action, and the function that builds its route.
    pub(super) fn action(&self) -> String {
        let Some(sending) = &self.cx.model.showcase().action else { return String::new() };
        let body = self.action_body(sending);
        let built = self.build("action", &sending.invocation, &TokenStream::new(), body);
        format!("{built}{}", self.function("act", "Calls an action.", &self.send("action")))
    }

    fn action_body(&self, sending: &Sending) -> Option<(TokenStream, TokenStream)> {
        let stub = self.cx.model.stub(sending.invocation.operation);
        let module = self.cx.model.route_module(stub.module);
        let SentBody::Fields(index) = stub.sent else { return None };
        let fields = &module.bodies[index];
        let body = print::route(module, &fields.name);
        Some(match sending.field.map(|field| &fields.fields[field]) {
            None => (TokenStream::new(), quote!(#body::default())),
            Some(field) => {
                let (member, value) = (print::name(&field.name), sample(field.ty.item));
                let setting = quote! {
                    let body = #body { #member: Some(#value), ..Default::default() };
                };
                (setting, quote!(body))
            }
        })
    }

    /// The function that sends all calls of the example in one batch.
    pub(super) fn batch(&self) -> String {
        let shown = self.cx.model.showcase();
        let all = [
            ("listed", "listing", shown.listing.is_some()),
            ("changed", "changing", shown.change.is_some()),
            ("acted", "action", shown.action.is_some()),
        ];
        let there: Vec<(Ident, Ident)> = all
            .iter()
            .filter(|(.., is_there)| *is_there)
            .map(|(ticket, route, _)| (word(ticket), word(route)))
            .collect();
        let add = there.iter().map(|(ticket, route)| quote!(let #ticket = batch.add(&#route())?;));
        let take = there.iter().map(|(ticket, _)| {
            let text = Literal::string(&format!("{ticket}: {{}}"));
            quote!(println!(#text, answers.take(#ticket).is_ok());)
        });
        let exchange = match self.sender {
            Sender::None => quote! {
                let mut answers = Answers::default();
                for request in batch.requests(SERVICE_ROOT)? {
                    answers.read(send(&request)?)?;
                }
            },
            Sender::Reqwest => quote!(let mut answers = client.batch(&batch).await?;),
            Sender::Ureq => quote!(let mut answers = client.batch(&batch)?;),
        };
        let body = quote! {
            let mut batch = Batch::new();
            #(#add)*
            #exchange
            #(#take)*
        };
        self.function(
            "send_together",
            "Sends all of these calls in one request, and prints which of them succeeded.",
            &body,
        )
    }

    /// The last function of the program. In a program with an HTTP client it is `token`, which reads the token from the
    /// environment. In a program without a client it is `send`, which prints each request and returns an empty
    /// response.
    pub(super) fn end(&self) -> String {
        if self.sender != Sender::None {
            let token = quote! {
                fn token() -> Result<String, &'static str> {
                    std::env::var("TOKEN").map_err(|_| "the environment variable TOKEN has to be set")
                }
            };
            return item(token, &["The token, which each request sends as `Authorization: Bearer TOKEN`."]);
        }
        let send = quote! {
            fn send(request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, http::Error> {
                println!("{} {}", request.method(), request.uri());
                println!("{}", String::from_utf8_lossy(request.body()));
                Response::builder().status(200).body(br#"{"value":[],"responses":[]}"#.to_vec())
            }
        };
        let docs =
            "Takes the place of a client: prints the request, and returns the response of a service without data.";
        item(send, &[docs])
    }

    /// A function that builds a route. `body` has the statements that create the request body, and the argument for the
    /// constructor; `None` for a route without a body.
    fn build(
        &self,
        name: &str,
        invocation: &Invocation,
        options: &TokenStream,
        body: Option<(TokenStream, TokenStream)>,
    ) -> String {
        let operation = self.cx.model.operation(invocation.operation);
        let stub = self.cx.model.stub(invocation.operation);
        let constructor = &stub.constructors[invocation.constructor];
        let path = &operation.routes[constructor.route].template.path;
        let docs = code_span(&format!("{} {path}", operation.method.as_str()));
        let route = print::route(self.cx.model.route_module(stub.module), &stub.name);
        let (name, new) = (word(name), print::name(&constructor.name));
        let (setting, body) = body.unzip();
        let arguments = sample::arguments(self.cx, *invocation);
        let arguments = arguments.iter().map(|argument| value::tokens(argument)).chain(body);
        let function = quote! {
            fn #name() -> #route {
                #setting
                #route::#new(#(#arguments),*) #options
            }
        };
        item(function, &[&docs])
    }

    fn send(&self, route: &str) -> TokenStream {
        let route = word(route);
        match self.sender {
            Sender::None => quote! {
                let route = #route();
                let response = send(&route.request(SERVICE_ROOT)?)?;
                route.response(response)?;
            },
            Sender::Reqwest => quote!(client.send(&#route()).await?;),
            Sender::Ureq => quote!(client.send(&#route())?;),
        }
    }

    fn function(&self, name: &str, docs: &str, body: &TokenStream) -> String {
        let name = word(name);
        let function = match self.sender {
            Sender::None => quote! {
                fn #name() -> Result<(), Box<dyn std::error::Error>> {
                    #body
                    Ok(())
                }
            },
            Sender::Reqwest => quote! {
                async fn #name(client: &Client) -> Result<(), SendError> {
                    #body
                    Ok(())
                }
            },
            Sender::Ureq => quote! {
                fn #name(client: &Client) -> Result<(), SendError> {
                    #body
                    Ok(())
                }
            },
        };
        item(function, &[docs])
    }
}

/// An expression for a sample value: `true` for a `bool`, `1` for an integer, otherwise `"text".to_owned()`.
fn sample(item: RustItem) -> TokenStream {
    match item {
        RustItem::Builtin("bool") => quote!(true),
        RustItem::Builtin("i32" | "i64") => quote!(1),
        _ => quote!("text".to_owned()),
    }
}

/// The statements of `main` that call the other functions: one for each operation of the showcase that there is, then
/// `send_together`.
fn steps(parts: &ExampleWriter<'_, '_>) -> Vec<proc_macro2::TokenStream> {
    let call = |name: &str| {
        let name = print::word(name);
        match parts.sender {
            Sender::None => quote!(#name()?;),
            Sender::Reqwest => quote!(#name(&client).await?;),
            Sender::Ureq => quote!(#name(&client)?;),
        }
    };
    let shown = parts.cx.model.showcase();
    let known =
        [("list", shown.listing.is_some()), ("change", shown.change.is_some()), ("act", shown.action.is_some())];
    let own = known.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| call(name));
    own.chain([call("send_together")]).collect()
}
