//! The lock: a second, stricter content security policy that the page gives itself. Policies add up and
//! cannot be taken back, so from here on neither the page nor a worker it starts can reach any network.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, window};

use super::violations::Violations;

/// No source is allowed for anything but WebAssembly that is already here and the analyzer's blob.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; \
                      form-action 'none'; base-uri 'none'";

/// Takes effect at once, before this returns: an engine applies a policy when its element enters the head.
pub(super) fn close() {
    let document = window().and_then(|window| window.document()).expect_throw("a page has a document");
    let meta = document.create_element("meta").expect_throw("meta is an element name");
    for (name, value) in [("http-equiv", "Content-Security-Policy"), ("content", POLICY)] {
        meta.set_attribute(name, value).expect_throw("both are attribute names");
    }
    document.head().expect_throw("a page has a head").append_child(&meta).expect_throw("a head takes a meta");
}

/// One way out of the page, and whether the browser stopped it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// "fetch", "beacon", "image".
    pub way: String,
    /// The directive of the policy that stopped it; absent when nothing did.
    pub stopped_by: Option<String>,
}

/// Really tries to send: each way out is walked to the site's own host, which is the nearest one.
pub async fn try_to_send() -> Vec<Attempt> {
    let Some(window) = window() else { return Vec::new() };
    let violations = Violations::watch();
    let here = window.location().href().unwrap_or_default();
    let address = |way: &str| {
        let base = here.split(['?', '#']).next().unwrap_or_default();
        format!("{base}?trying-to-send-by={way}")
    };
    let image = HtmlImageElement::new();
    if let Ok(image) = &image {
        image.set_src(&address("image"));
    }
    let _ = window.navigator().send_beacon(&address("beacon"));
    let _ = JsFuture::from(window.fetch_with_str(&address("fetch"))).await;
    // The browser reports what it stopped in a task of its own; one turn of the event loop lets it.
    let _ = JsFuture::from(Promise::new(&mut |done, _| {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 50);
    }))
    .await;
    ["fetch", "beacon", "image"]
        .into_iter()
        .map(|way| Attempt { way: way.to_owned(), stopped_by: violations.stopped(&address(way)) })
        .collect()
}
