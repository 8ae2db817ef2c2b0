//! Which Python a bundle carries.

use crate::elf::Elf;
use crate::untrusted::Untrusted;

/// PyInstaller signs the end of the file: its mark, three numbers of four bytes, and the version of Python as 313
/// (PyInstaller, bootloader/src/pyi_archive.h, `struct ARCHIVE_COOKIE`).
pub(super) fn of_pyinstaller(elf: &Elf) -> Option<Untrusted> {
    const MARK: &[u8] = b"MEI\x0c\x0b\x0a\x0b\x0e";
    const VERSION: usize = 20;
    let [_, end] = &elf.ends;
    let end = end.as_bytes();
    let cookie = end.get(end.windows(MARK.len()).position(|window| window == MARK)?..)?;
    let version = u32::from_be_bytes(cookie.get(VERSION..)?.first_chunk::<4>().copied()?);
    let (major, minor) = (version.checked_div(100)?, version.checked_rem(100)?);
    (2..=9).contains(&major).then(|| Untrusted::new(format!("{major}.{minor}").as_bytes()))
}
