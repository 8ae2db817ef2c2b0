//! Where a page speaks of what this tab keeps of the visitor's file. The places are empty until a script finds something
//! kept: `assets/keeping.js` where files are read, `assets/here.js` everywhere else.

use yew::prelude::*;

use crate::route::Page;
use crate::site::Site;

/// On a page that reads files. `shows` is what the button says that brings the file back.
pub(super) fn keeping(site: &Site, shows: &'static str) -> Html {
    let about = format!("{}#kept", site.links.to(&Page::About));
    html! { <aside class="kept" id="kept" aria-label="Your file" data-shows={shows} data-about={about} hidden=true /> }
}
