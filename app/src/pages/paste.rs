//! The box for a pasted error: on the first page and before the index of errors. `app/assets/paste.js` reads what is
//! put into it, by a bundle of its own that comes on intent.

use yew::prelude::*;

use crate::route::Page;
use crate::site::Site;

/// `level` is its heading.
pub(super) fn paste_box(site: &Site, level: &'static str) -> Html {
    let errors = site.links.to(&Page::Errors);
    html! {
        <section class="paste" id="paste" data-errors={errors.clone()}>
            <@{level}>{ if site.links.here == Page::Home { "Or paste an error" } else { "Paste an error" } }</@>
            <p id="paste-help">
                { "A line or a whole log, or what " }<code>{ "ldd" }</code>{ ", " }<code>{ "readelf -d" }</code>{ ", " }
                <code>{ "file" }</code>{ " or " }<code>{ "docker inspect" }</code>
                { " prints. It is read in your browser and sent nowhere." }
                if site.links.here == Page::Home {
                    { " " }<a href={errors}>{ "All errors" }</a>{ "." }
                }
            </p>
            <label class="unseen" for="paste-text">{ "Error or log" }</label>
            <textarea id="paste-text" rows="5" spellcheck="false" autocomplete="off" autocapitalize="off"
                aria-describedby="paste-help"
                placeholder={"exec /app: no such file or directory"} />
            <div class="paste-do">
                <button type="button" class="quiet" id="paste-clear" hidden={true}>{ "Clear" }</button>
                <p id="paste-said" role="status" />
            </div>
            <noscript>
                <p>{ "The box needs JavaScript. On the command line the same is " }<code>{ "finalstage explain" }</code>
                    { ", and each error has a page that reads without." }</p>
            </noscript>
            <ol id="paste-found" class="paste-found" />
        </section>
    }
}
