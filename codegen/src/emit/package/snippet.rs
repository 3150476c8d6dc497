//! The code in the documentation of the generated crate: programs that use some of its routes.
//!
//! In: the operations that the plan chose for examples. Out: Rust code, also as the lines of a documentation test.
//! Invariant: each program compiles. If the environment variable `GRAPH_SERVICE_ROOT` has the address of a service, the
//! test sends its requests there.

use quote::quote;

use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::package::example::print::item;
use crate::emit::sample::code::Code;
use crate::emit::sample::uses::Uses;
use crate::emit::sample::{self, listing, value};
use crate::plan::{Invocation, Listing, ReceivedBody};

/// The functions of a program, and the statements by which its documentation test calls them. The statements can use
/// the variable `client`, which holds a client.
pub(in crate::emit) struct Program {
    /// The items of `routes` that the program uses.
    pub(in crate::emit) uses: Uses,
    /// The names that the program imports from `runtime`, besides `Client` and `SendError`: `Batch, Route`.
    pub(in crate::emit) imports: &'static str,
    /// The source of the functions, without imports.
    pub(in crate::emit) code: String,
    /// The statements that the test runs, which readers do not see.
    pub(in crate::emit) run: Vec<String>,
}

impl Program {
    /// The part of the program that the documentation shows: imports and functions.
    pub(in crate::emit) fn shown(&self, cx: &Context<'_>) -> String {
        let library = cx.library();
        let modules = self.uses.lines(cx, &self.code);
        let imports = match self.imports {
            "" => String::new(),
            one if !one.contains(',') => format!("use {library}::runtime::{one};\n"),
            several => format!("use {library}::runtime::{{{several}}};\n"),
        };
        format!("{modules}use {library}::runtime::client::{{SendError, blocking::Client}};\n{imports}{}", self.code)
    }

    /// The program as a code block in a documentation comment, which rustdoc runs as a test. Lines that readers do not
    /// see begin with `# `.
    pub(in crate::emit) fn tested(&self, cx: &Context<'_>) -> Vec<String> {
        let hidden = |line: &str| format!("# {line}");
        let before = [
            "fn main() -> Result<(), Box<dyn std::error::Error>> {",
            "    #[cfg(feature = \"ureq\")]",
            "    program::run()?;",
            "    Ok(())",
            "}",
            "#[cfg(feature = \"ureq\")]",
            "mod program {",
        ];
        let run = [
            "pub fn run() -> Result<(), Box<dyn std::error::Error>> {",
            "    let Ok(service_root) = std::env::var(\"GRAPH_SERVICE_ROOT\") else { return Ok(()) };",
            "    let client = Client::new(ureq::agent(), service_root);",
            "    let client = client.token(|| Ok::<String, std::env::VarError>(\"any\".to_owned()));",
        ];
        let mut lines = vec!["```".to_owned()];
        lines.extend(before.map(hidden));
        lines.extend(self.shown(cx).lines().map(str::to_owned));
        lines.extend(run.map(hidden));
        lines.extend(self.run.iter().map(|line| hidden(&format!("    {line}"))));
        lines.extend(["    Ok(())", "}", "}"].map(hidden));
        lines.push("```".to_owned());
        lines
    }
}

/// Names that programs may import from the runtime, `http` or `std`. An item of `routes` with one of these names is not
/// imported; the program writes its path instead.
pub(in crate::emit) const IMPORTED: &[&str] = &[
    "Batch",
    "BTreeMap",
    "Client",
    "Json",
    "Read",
    "Received",
    "Receiver",
    "Request",
    "Response",
    "Route",
    "Seek",
    "SendError",
    "Service",
    "UploadSession",
];

/// The calls that most programs start with: list a collection, read one of its objects, add an object. `None` if the
/// plan chose no collection.
pub(in crate::emit) fn first_calls(cx: &Context<'_>) -> Option<Program> {
    let shown = cx.model.showcase();
    let listing = shown.listing.as_ref()?;
    let mut uses = Uses::beside(IMPORTED);
    let mut code = list(cx, &mut uses, listing);
    let mut run = vec!["list(&client)?;".to_owned()];
    if let Some(invocation) = shown.reading {
        code.push_str(&function(cx, &mut uses, "read", invocation, None));
        run.push("read(&client)?;".to_owned());
    }
    if let Some(creation) = shown.creation
        && let Some(body) = sample::body(cx, &mut uses, creation.invocation)
    {
        code.push_str(&function(cx, &mut uses, "create", creation.invocation, Some(body)));
        run.push("create(&client)?;".to_owned());
    }
    Some(Program { uses, imports: "Route", code, run })
}

/// The function that lists a collection.
fn list(cx: &Context<'_>, uses: &mut Uses, listing: &Listing) -> String {
    let call = value::tokens(&sample::call(cx, uses, listing.invocation, None).line());
    let (options, fields) = (listing::options(cx, listing), listing::fields(cx, listing));
    let show = match fields.is_empty() {
        true => quote!(println!("{item:?}");),
        false => {
            let format = proc_macro2::Literal::string(&vec!["{:?}"; fields.len()].join(" "));
            quote!(println!(#format, #(item.#fields),*);)
        }
    };
    let tokens = quote! {
        fn list(client: &Client) -> Result<(), SendError> {
            let route = #call #options;
            for item in client.pages(route).items() {
                let item = item?;
                #show
            }
            Ok(())
        }
    };
    let docs = format!("{}: the items of all pages, ten at a time.", sample::request_line(cx, listing.invocation));
    item(tokens, &[&docs])
}

/// A function that sends one route and prints the response.
fn function(cx: &Context<'_>, uses: &mut Uses, name: &str, invocation: Invocation, body: Option<Vec<Code>>) -> String {
    let name = value::tokens(name);
    let call = sample::call(cx, uses, invocation, body.is_some().then_some("body"));
    let call = value::tokens(&call.line());
    let setting = body.into_iter().flatten().map(|statement| value::tokens(&statement.line()));
    let send = match cx.model.stub(invocation.operation).received {
        ReceivedBody::Nothing => quote!(client.send(&route)?;),
        ReceivedBody::Value(_)
        | ReceivedBody::Page(_)
        | ReceivedBody::Wrapped(_)
        | ReceivedBody::Count
        | ReceivedBody::Content
        | ReceivedBody::Redirect
        | ReceivedBody::Accepted(_) => quote! {
            let answer = client.send(&route)?;
            println!("{answer:?}");
        },
    };
    let tokens = quote! {
        fn #name(client: &Client) -> Result<(), SendError> {
            #(#setting)*
            let route = #call;
            #send
            Ok(())
        }
    };
    item(tokens, &[&sample::request_line(cx, invocation)])
}

/// The lines of a documentation test: `code`, which readers see, between the hidden lines `before` and `after`.
pub(in crate::emit) fn tested(code: &str, before: &[&str], after: &[&str]) -> Vec<String> {
    let hidden = |lines: &[&str]| lines.iter().map(|line| format!("# {line}")).collect::<Vec<String>>();
    [hidden(before), code.lines().map(str::to_owned).collect(), hidden(after)].concat()
}

/// A snippet that reads a value of a documented type.
pub(in crate::emit) fn reading(cx: &Context<'_>) -> Option<String> {
    let plan = cx.model.type_plan(cx.model.showcase().ty?);
    let path = cx.path_in(WrittenIn::Outside, plan.module, &plan.name);
    Some(format!(
        "use {path};\n\
         \n\
         let value: {name} = {library}::runtime::serde_json::from_str(json)?;\n\
         println!(\"{{value:?}} {{:?}}\", value.annotations.etag());\n",
        name = plan.name,
        library = cx.library(),
    ))
}

/// A snippet that builds the request of a documented route, and reads the response.
pub(in crate::emit) fn requesting(cx: &Context<'_>) -> Option<String> {
    let invocation = cx.model.showcase().operation?;
    let stub = cx.model.stub(invocation.operation);
    let constructor = stub.constructors.get(invocation.constructor)?;
    let arguments: Vec<String> = sample::arguments(cx, invocation);
    Some(format!(
        "use {library}::routes::{path};\n\
         use {library}::runtime::Route;\n\
         \n\
         let route = {name}::{constructor}({arguments});\n\
         let request = route.request(\"{root}\")?;\n\
         // … send it with a client of your choice, then:\n\
         let value = route.response(response)?;\n",
        library = cx.library(),
        path = cx.model.route_module(stub.module).path_of(&stub.name),
        name = stub.name,
        constructor = constructor.name,
        arguments = arguments.join(", "),
        root = cx.model.options().package.service_root,
    ))
}
