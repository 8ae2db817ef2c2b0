//! Taking something along: to the clipboard, or as a file.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Node, Url, window};
use yew::prelude::*;

/// Long enough for the browser to handle a click, and for a reader to see a word of thanks.
pub(super) const WHILE: u32 = 2_000;

/// Whether the text is in the clipboard now.
pub(super) async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // The clipboard is absent outside a secure context.
    let navigator = window.navigator();
    let open = js_sys::Reflect::get(&navigator, &JsValue::from("clipboard")).is_ok_and(|clipboard| clipboard.is_object());
    open && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// What there is when the clipboard is closed: the text stands selected.
pub(super) fn select(shown: &NodeRef) {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    if let (Some(selection), Some(node)) = (selection, shown.cast::<Node>()) {
        let _ = selection.select_all_children(&node);
    }
}

/// A button that saves `text` as a file.
pub(super) fn save_button(text: String, file_name: &'static str, media: &'static str, label: &'static str) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        // A browser without blobs or anchors has nothing to save with, and nothing to tell either.
        let _ = save(&text, file_name, media);
    });
    html! { <button type="button" class="quiet" {onclick}>{ label }</button> }
}

fn save(text: &str, file_name: &str, media: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from(text)), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    Timeout::new(WHILE, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
