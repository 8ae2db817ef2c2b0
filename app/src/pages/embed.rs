//! The tool alone, for a frame on another site.

use yew::prelude::*;

use super::{PageContent, home};
use crate::site::Site;

pub(super) async fn page(site: &Site<'_>) -> PageContent {
    PageContent {
        title: "Final Stage, in a frame".to_owned(),
        description: "The tool of Final Stage alone, for a frame on another site.".to_owned(),
        body: html! {
            <>
                { home::tool(site).await }
                <noscript><p>{ "This tool needs JavaScript." }</p></noscript>
            </>
        },
        has_island: true,
        files: Vec::new(),
    }
}
