//! The analyzer's first half as the browser runs it: a bundle of its own that reads files, in a worker
//! that can reach no network. It reads one file at a time and keeps nothing between two.

mod dropped_file;

use analyzer::Facts;
use analyzer::facts::{Content, pack};
use analyzer::format::Format;
use dropped_file::DroppedFile;
#[cfg(target_arch = "wasm32")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

/// The usual allocator is a tenth of the whole bundle, and made for programs that live longer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// Defined in `driver.js`, which has the file: what the browser gives is there a third of the size.
#[wasm_bindgen]
extern "C" {
    /// The file was read, or could not be; `facts` is for `judge`. `wrapping` is its place in [`WRAPPINGS`].
    fn facts(facts: Vec<u8>, wrapping: Option<usize>);
    /// The bytes of ranges, each a start and an end, one behind the other; nothing when the file is gone.
    fn bytes(ranges: &[f64]) -> Vec<u8>;
}

/// What a program can be wrapped in, as `driver.js` unpacks it; and a jar, of which it takes out what says which Java it
/// wants. A wheel is no wrapping.
const WRAPPINGS: [Format; 4] = [Format::Tar, Format::Gzip, Format::Zip, Format::Jar];

fn main() {}

/// Reads the file that the driver has at hand, of this size, and reports through [`facts`].
#[wasm_bindgen]
pub fn read(size: f64) {
    // A file's size is a whole number well below 2^53.
    let read = Facts::read(&mut DroppedFile::new(size as u64));
    let wrapping = match read.as_ref().map(|facts| &facts.content) {
        Ok(Content::Stranger(format)) => WRAPPINGS.iter().position(|wrapping| wrapping == format),
        _ => None,
    };
    facts(pack(&read), wrapping);
}
