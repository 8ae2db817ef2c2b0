//! The search through a whole file as the browser runs it: a bundle of its own, in a worker that can reach no
//! network. `driver.js` reads the file and puts one chunk after the other where the search expects it.

use analyzer::scan::{Hits, Scanner};
#[cfg(target_arch = "wasm32")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

/// The usual allocator would be a good part of the bundle, and made for programs that live longer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

fn main() {}

/// A search through one file.
#[wasm_bindgen]
pub struct Scan {
    scanner: Scanner,
    chunk: Vec<u8>,
}

#[wasm_bindgen]
impl Scan {
    /// A search with room for chunks of so many bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(room: usize) -> Self {
        Scan { scanner: Scanner::new(), chunk: vec![0; room] }
    }

    /// Where in the memory of this module the next chunk belongs.
    pub fn chunk(&self) -> *const u8 {
        self.chunk.as_ptr()
    }

    /// Goes over the first `length` bytes that were put there.
    pub fn feed(&mut self, length: usize) {
        self.scanner.feed(&self.chunk[..length]);
    }

    /// The `analyzer::scan::Hits`, for `judge`.
    pub fn finish(self, is_cut: bool) -> Vec<u8> {
        Hits { is_cut, ..self.scanner.finish() }.pack()
    }
}
