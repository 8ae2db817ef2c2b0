//! How a symbol's name stands in the catalog. `build.rs` writes the keys and `exports.rs` reads them, so this file
//! is compiled into both.

/// One name in so many that a library does not export passes for one that it does: a key is a number below the
/// count of the exports times this.
pub(super) const SPREAD: u64 = 64;

/// Keys are kept as their differences, of which the lowest bits stand as they are and the rest is counted out (Rice
/// coding). Five bits fit differences that are 64 on average.
pub(super) const LOW_BITS: u32 = 5;

/// The key of a name among so many exports.
pub(super) fn key(name: &[u8], count: u64) -> u64 {
    // The hash of DT_GNU_HASH keeps names that end alike together, so it is stirred: Knuth's multiplicative hash.
    let step = |hash: u32, byte: &u8| hash.wrapping_mul(33).wrapping_add(u32::from(*byte));
    let hash = name.iter().fold(5381, step).wrapping_mul(0x9E37_79B1);
    let hash = u64::from(hash ^ hash.rotate_right(15)).wrapping_mul(0x9E37_79B1) & u64::from(u32::MAX);
    hash.wrapping_mul(count.wrapping_mul(SPREAD)) >> 32
}
