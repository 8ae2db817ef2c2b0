//! `_headers`, which some static hosts send along: the pages' policy and what a `<meta>` cannot say.

use super::head::{hash, policy};
use crate::route::Page;

/// `paint` is the script that stands in each page, `styles` are the hashes of the pages' style sheets, which differ in the way to the fonts.
pub(super) fn write(paint: &str, mut styles: Vec<String>) -> String {
    styles.sort();
    styles.dedup();
    // A page's own policy may be stricter than this one, which stands for all.
    let policy = policy(&hash(paint), &styles.join(" "), &Page::About);
    format!(
        "/*\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n  \
           X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  \
           Permissions-Policy: camera=(), microphone=(), geolocation=(), clipboard-read=()\n  \
           Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Resource-Policy: same-origin\n  \
           Cache-Control: no-cache\n\
         /embed/*\n  ! Content-Security-Policy\n  Content-Security-Policy: {policy}; frame-ancestors *\n  \
           ! Cross-Origin-Resource-Policy\n  Cross-Origin-Resource-Policy: cross-origin\n\
         /*.js\n  ! Cache-Control\n  Cache-Control: max-age=31536000, immutable\n\
         /*.wasm\n  ! Cache-Control\n  Cache-Control: max-age=31536000, immutable\n\
         /sw.js\n  ! Cache-Control\n  Cache-Control: no-cache\n\
         /fonts/*\n  ! Cache-Control\n  Cache-Control: max-age=31536000, immutable\n"
    )
}
