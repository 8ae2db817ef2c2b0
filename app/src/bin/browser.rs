//! What the browser loads. It does nothing by itself: `assets/boot.js` wakes the islands one by one.

pub use app::island::wake;

/// A third of the size of the standard library's own.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
