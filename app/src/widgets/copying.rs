//! Taking something along: to the clipboard, or as a file.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Node, Url, window};
use yew::prelude::*;

/// How long "Copied" stays.
const THANKS: u32 = 2_000;

#[derive(PartialEq, Properties)]
pub(super) struct CopyButtonProps {
    pub(super) text: String,
    /// What is selected instead when the browser keeps the clipboard closed.
    pub(super) shown: NodeRef,
}

#[component]
pub(super) fn CopyButton(props: &CopyButtonProps) -> Html {
    let said = use_state(|| "");
    let onclick = {
        let (said, text, shown) = (said.clone(), props.text.clone(), props.shown.clone());
        Callback::from(move |_: MouseEvent| {
            let (said, text, shown) = (said.clone(), text.clone(), shown.clone());
            spawn_local(async move {
                if write_to_clipboard(&text).await {
                    said.set("Copied");
                    Timeout::new(THANKS, move || said.set("")).forget();
                } else {
                    select(&shown);
                    said.set("Selected: press Ctrl+C");
                }
            });
        })
    };
    html! {
        <>
            <button type="button" class="button" {onclick}>{ "Copy" }</button>
            <span class="said" role="status">{ *said }</span>
        </>
    }
}

async fn write_to_clipboard(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // The clipboard is absent outside a secure context.
    let navigator = window.navigator();
    let open = js_sys::Reflect::get(&navigator, &JsValue::from("clipboard")).is_ok_and(|clipboard| clipboard.is_object());
    open && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

fn select(shown: &NodeRef) {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    if let (Some(selection), Some(node)) = (selection, shown.cast::<Node>()) {
        let _ = selection.select_all_children(&node);
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SaveButtonProps {
    pub(super) text: String,
    pub(super) file_name: AttrValue,
    pub(super) media: AttrValue,
    pub(super) label: AttrValue,
}

#[component]
pub(super) fn SaveButton(props: &SaveButtonProps) -> Html {
    let onclick = {
        let (text, file_name, media) = (props.text.clone(), props.file_name.clone(), props.media.clone());
        Callback::from(move |_: MouseEvent| {
            // A browser without blobs or anchors has nothing to save with, and nothing to tell either.
            let _ = save(&text, &file_name, &media);
        })
    };
    html! { <button type="button" class="quiet" {onclick}>{ &props.label }</button> }
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
    // The browser takes the blob when it handles the click, which is a task of its own.
    Timeout::new(THANKS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
