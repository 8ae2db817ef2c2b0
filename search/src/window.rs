//! Which bytes of a string are looked for. They need not be its first: `/etc/passwd` is told sooner by `ssw`
//! than by `/et`, which a text holds more often.

use crate::commonness::COMMONNESS;

/// Some neighbouring bytes of a string, and where in it they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window<const N: usize> {
    pub bytes: [u8; N],
    pub offset: usize,
}

/// The windows of a string.
pub(crate) fn windows<const N: usize>(string: &[u8]) -> impl Iterator<Item = Window<N>> + '_ {
    string.windows(N).enumerate().filter_map(|(offset, bytes)| {
        let bytes = bytes.try_into().ok()?;
        Some(Window { bytes, offset })
    })
}

/// The share of places in a program at which a byte stands.
pub(crate) fn commonness(byte: u8) -> f32 {
    const WHOLE: f32 = 5000.0;
    f32::from(COMMONNESS[usize::from(byte)]) / WHOLE
}

impl<const N: usize> Window<N> {
    /// The share of places at which it is expected, were neighbours independent.
    pub(crate) fn expected(&self) -> f32 {
        self.bytes.iter().map(|byte| commonness(*byte)).product()
    }
}
