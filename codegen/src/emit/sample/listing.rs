//! The methods that set query options on a call which lists a collection.
//!
//! In: the members that the plan chose. Out: tokens of these method calls, and of the fields that the example prints.

use proc_macro2::TokenStream;
use quote::quote;

use super::value::tokens;
use crate::emit::Context;
use crate::plan::{Listing, RustItem};

/// The names of the fields that an example selects and prints.
pub(in crate::emit) fn fields(cx: &Context<'_>, listing: &Listing) -> Vec<TokenStream> {
    let fields = &cx.model.type_plan(listing.item).fields;
    listing.fields.iter().map(|&index| tokens(&fields[index].name.to_string())).collect()
}

/// The method calls after a constructor: `select` if there are fields to select, `filter` if the plan found a field
/// that the service can filter by, and `top` for the page size.
pub(in crate::emit) fn options(cx: &Context<'_>, listing: &Listing) -> TokenStream {
    let fields = fields(cx, listing);
    let select = match &fields[..] {
        [] => None,
        [field] => Some(quote!(.select(|item| item.#field))),
        fields => Some(quote!(.select(|item| (#(item.#fields),*)))),
    };
    let filter = listing.filter.map(|index| {
        let field = &cx.model.type_plan(listing.item).fields[index];
        let name = tokens(&field.name.to_string());
        match field.ty.item {
            RustItem::Builtin("bool") => quote!(.filter(|item| item.#name.eq(true))),
            _ => quote!(.filter(|item| item.#name.starts_with("A"))),
        }
    });
    quote!(#select #filter .top(10))
}
