//! The page: every document of the site as a value, and the islands that come alive in the browser.
//! It shows what the analyzer worked out and decides nothing itself.

pub mod engine;
pub mod event;
pub mod island;
pub mod json;
pub mod markup;
pub mod measure;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod received;
pub mod route;
pub mod session;
#[cfg(feature = "ssr")]
pub mod site;
pub mod support;
pub mod view;
pub mod widgets;
