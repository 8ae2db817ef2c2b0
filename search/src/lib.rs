//! Finds many byte strings at once, about as fast as a file can be read.
//!
//! Both kernels look for a few rare neighbouring bytes of each string, its *window*, and compare the whole
//! string only where its window was seen. Natively the windows are found by `aho-corasick`'s Teddy, in
//! WebAssembly by [`teddy`], which is made for its 128-bit vectors. They find the same, in an order that is
//! the same for each string alone: from the start of the text to its end.

mod buckets;
mod commonness;
#[cfg(not(target_family = "wasm"))]
mod packed;
mod teddy;
mod window;

/// The shortest string that can be looked for.
pub const SHORTEST: usize = 4;

/// What finds the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// The Teddy of the `aho-corasick` crate, with the vectors that the processor has.
    #[cfg(not(target_family = "wasm"))]
    Packed,
    /// Our own, with the vectors of WebAssembly; natively the same steps byte by byte, for tests.
    Teddy,
}

impl Kernel {
    /// The faster one of this platform.
    pub const fn of_platform() -> Self {
        #[cfg(not(target_family = "wasm"))]
        return Kernel::Packed;
        #[cfg(target_family = "wasm")]
        return Kernel::Teddy;
    }
}

/// A set of byte strings, made ready to be looked for.
pub struct Search {
    windows: Windows,
    longest: usize,
}

enum Windows {
    #[cfg(not(target_family = "wasm"))]
    Packed(packed::Packed),
    Teddy(Box<teddy::Teddy>),
}

impl Search {
    /// Strings shorter than [`SHORTEST`] are never found.
    pub fn new(strings: &[&'static [u8]]) -> Self {
        Search::with(Kernel::of_platform(), strings)
    }

    pub fn with(kernel: Kernel, strings: &[&'static [u8]]) -> Self {
        let longest = strings.iter().map(|string| string.len()).max().unwrap_or_default();
        let teddy = || Windows::Teddy(Box::new(teddy::Teddy::new(strings)));
        let windows = match kernel {
            // A processor without the instructions gets the slow road.
            #[cfg(not(target_family = "wasm"))]
            Kernel::Packed => packed::Packed::new(strings).map_or_else(teddy, Windows::Packed),
            Kernel::Teddy => teddy(),
        };
        Search { windows, longest }
    }

    /// The length of the longest string.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Calls `found` with the number of a string and the place where it starts, for every occurrence, also
    /// for those that lie in each other.
    pub fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
        match &self.windows {
            #[cfg(not(target_family = "wasm"))]
            Windows::Packed(packed) => packed.find(text, found),
            Windows::Teddy(teddy) => teddy.find(text, found),
        }
    }
}

#[cfg(test)]
mod tests;
