//! Sixteen bytes at once: the vectors of WebAssembly, and the same in plain Rust for tests and for
//! processors that have nothing better.

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub(super) struct Lanes(Vector);

#[cfg(target_family = "wasm")]
use core::arch::wasm32 as wasm;
#[cfg(target_family = "wasm")]
type Vector = wasm::v128;
#[cfg(not(target_family = "wasm"))]
type Vector = [u8; 16];

// Every function of the kernel is compiled for vectors by itself, so that no flag has to be set for the whole
// bundle. WebAssembly checks a module's instructions before it runs, which makes such functions safe to call.
#[cfg(target_family = "wasm")]
impl Lanes {
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn of(bytes: [u8; 16]) -> Self {
        // From its sixteen arguments `wasm::u8x16` makes sixteen loads, from this the compiler makes one.
        Lanes(bytemuck::must_cast(bytes))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn and(self, other: Self) -> Self {
        Lanes(wasm::v128_and(self.0, other.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn or(self, other: Self) -> Self {
        Lanes(wasm::v128_or(self.0, other.0))
    }

    /// The lower half of each byte.
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn low(self) -> Self {
        Lanes(wasm::v128_and(self.0, wasm::u8x16_splat(0x0f)))
    }

    /// The upper half of each byte.
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn high(self) -> Self {
        // Shifting bytes costs a mask by itself on x86, shifting pairs does not.
        Lanes(wasm::u16x8_shr(self.0, 4)).low()
    }

    /// For each lane, which is below 16, the byte of the table that it names.
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn look_up(self, table: Self) -> Self {
        Lanes(wasm::u8x16_swizzle(table.0, self.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn is_empty(self) -> bool {
        !wasm::v128_any_true(self.0)
    }

    /// A bit for each lane that is not zero.
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(super) fn occupied(self) -> u32 {
        u32::from(wasm::u8x16_bitmask(wasm::u8x16_ne(self.0, wasm::u8x16_splat(0))))
    }
}

#[cfg(not(target_family = "wasm"))]
impl Lanes {
    pub(super) fn of(bytes: [u8; 16]) -> Self {
        Lanes(bytes)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] & other.0[lane]))
    }

    pub(super) fn or(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] | other.0[lane]))
    }

    pub(super) fn low(self) -> Self {
        Lanes(self.0.map(|byte| byte & 0x0f))
    }

    pub(super) fn high(self) -> Self {
        Lanes(self.0.map(|byte| byte >> 4))
    }

    pub(super) fn look_up(self, table: Self) -> Self {
        Lanes(self.0.map(|lane| table.0[usize::from(lane)]))
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == [0; 16]
    }

    pub(super) fn occupied(self) -> u32 {
        self.0.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(*byte != 0))
    }
}
