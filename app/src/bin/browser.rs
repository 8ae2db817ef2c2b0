//! What the browser loads. It does nothing by itself: `assets/boot.js` wakes the islands one by one.

pub use app::island::wake;

fn main() {}
