//! The dynamic string table. Names are looked up in place, each on its own: building a table of all of
//! them is what makes a parser slow and hungry on hostile files.

use std::ffi::CStr;
use std::ops::Range;

use crate::elf::dynamic::Dynamic;
use crate::reader::Reader;

/// A string table up to this size is read whole, in one piece, and a larger one when the allowance has room for it.
const WHOLE: u64 = 96 * 1024;

/// The longest name kept. Nothing the loader opens can be longer (`PATH_MAX`).
const LONGEST: usize = 4096;

/// How far a name is read when the table is too large to read whole: file names end within `NAME_MAX`.
const ORDINARY: u64 = 256;

/// Where the names lie in the file.
#[derive(Clone, Copy, Debug)]
pub struct Strings {
    pub place: u64,
    pub size: u64,
}

impl Strings {
    pub fn of(dynamic: &Dynamic) -> Option<Self> {
        dynamic.strings.map(|place| Strings { place, size: dynamic.strings_size })
    }

    /// The name at an offset, without its NUL. `None` when it lies outside the table or was not read.
    pub fn name<'r>(&self, reader: &'r Reader<'_>, offset: u64) -> Option<&'r [u8]> {
        let rest = usize::try_from(self.size.checked_sub(offset)?).unwrap_or(usize::MAX);
        let bytes = reader.available(self.place.checked_add(offset)?, rest.min(LONGEST));
        // It looks at a word at a time.
        match CStr::from_bytes_until_nul(bytes) {
            Ok(name) => Some(name.to_bytes()),
            Err(_) if bytes.len() == LONGEST => Some(bytes),
            Err(_) => None,
        }
    }

    /// The whole table, when it is small, or no larger than what there is to spare.
    pub fn whole(&self, spare: u64) -> Option<Range<u64>> {
        (self.size <= spare.max(WHOLE)).then(|| self.place..self.place.saturating_add(self.size))
    }

    /// What to read for the name at an offset; `long` for search paths, which hold many names.
    pub fn range(&self, offset: u64, long: bool) -> Range<u64> {
        let most = if long { 4096 } else { ORDINARY };
        let start = self.place.saturating_add(offset);
        start..start.saturating_add(most).min(self.place.saturating_add(self.size))
    }
}
