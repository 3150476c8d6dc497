//! Renders the exchanges of a page: a request and its responses.

use maud::{Markup, html};

use super::view::View;
use crate::api::{Exchange, HeaderLine, Operation, Reply};

/// The longest body, in bytes, that is shown completely. Pages stay readable, and files small.
const LONGEST: usize = 40_000;

/// The section with all example requests of an operation and their responses. The first one is unfolded.
pub(super) fn section(view: &View<'_>, operation: &Operation) -> Markup {
    let exchanges = &operation.exchanges;
    html! {
        @if !exchanges.is_empty() {
            section aria-labelledby="examples" {
                h2 #examples { "Examples " span.count { (exchanges.len()) } }
                @for (index, exchange) in exchanges.iter().enumerate() {
                    details open[index == 0] {
                        summary {
                            "Example " (index + 1)
                            @if !exchange.request_line.is_empty() { ": " code { (exchange.request_line) } }
                        }
                        (messages(view, exchange))
                    }
                }
            }
        }
    }
}

fn messages(view: &View<'_>, exchange: &Exchange) -> Markup {
    html! {
        @if !exchange.request_line.is_empty() {
            h3 { "Request" }
            pre tabindex="0" { code {
                (exchange.request_line) "\n"
                (headers(&exchange.headers))
                @match exchange.body {
                    Some(body) => { "\n" (cut(&view.api()[body].json)) },
                    None => @if !exchange.text.is_empty() { "\n" (cut(&exchange.text)) },
                }
            } }
            @if exchange.call.is_none() { p.notice { "It fits none of the paths." } }
        }
        @for reply in &exchange.replies { (response(view, reply)) }
    }
}

fn response(view: &View<'_>, reply: &Reply) -> Markup {
    html! {
        h3 { "Response" }
        pre tabindex="0" { code {
            "HTTP/1.1 " (reply.status) "\n"
            (headers(&reply.headers))
            @match reply.body {
                Some(body) => { "\n" (cut(&view.api()[body].json)) },
                None => @if !reply.text.is_empty() { "\n" (cut(&reply.text)) },
            }
        } }
        @if !reply.agrees { p.notice { "It is not what the page says of the response." } }
    }
}

fn headers(headers: &[HeaderLine]) -> Markup {
    html! { @for header in headers { (header.name) ": " (header.value) "\n" } }
}

fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= LONGEST).last().unwrap_or_default();
    let end = text[..end].rfind('\n').unwrap_or(end);
    format!("{}\n… {} more lines", &text[..end], text[end..].lines().count().saturating_sub(1))
}
