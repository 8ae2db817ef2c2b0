//! A whole file on disk, read piece by piece and searched, by as many threads as there are processors.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::thread;

use analyzer::scan::{Hits, Scanner};

/// Small enough to stay in the processor's cache until it has been searched, large enough that the calls do
/// not count.
const PIECE: usize = 256 * 1024;
/// From this length on it is worth a thread more.
const LONG: u64 = 4 << 20;
/// Reading is then what takes the time.
const MOST_THREADS: usize = 8;

/// What stands in the whole file. A file that cannot be read to its end is cut there.
pub(crate) fn scan(path: &Path) -> io::Result<Hits> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let threads = if length < LONG { 1 } else { thread::available_parallelism().map_or(1, Into::into) };
    Ok(in_parts(&file, length, threads.min(MOST_THREADS)))
}

fn in_parts(file: &File, length: u64, count: usize) -> Hits {
    let size = length.div_ceil(count as u64).max(1);
    let parts = (0..count as u64).map(|part| (part * size).min(length)..((part + 1) * size).min(length));
    let searched: Vec<(Scanner, io::Result<()>)> = thread::scope(|scope| {
        let parts: Vec<_> = parts.skip(1).map(|part| scope.spawn(|| search(file, part))).collect();
        let mut searched = vec![search(file, 0..size.min(length))];
        // What panics in a thread has to be seen.
        searched.extend(parts.into_iter().map(|part| part.join().expect("a search does not panic")));
        searched
    });
    let is_cut = searched.iter().any(|(_, read)| read.is_err());
    let whole = searched.into_iter().map(|(scanner, _)| scanner).reduce(Scanner::join);
    Hits { is_cut, ..whole.unwrap_or_default().finish() }
}

/// One part, with what stands around it.
fn search(file: &File, part: Range<u64>) -> (Scanner, io::Result<()>) {
    let mut scanner = Scanner::new();
    if part.start > 0 {
        let reach = (scanner.reach() as u64).min(part.start);
        let mut behind = vec![0; reach as usize];
        if let Err(error) = file.read_exact_at(&mut behind, part.start - reach) {
            return (scanner, Err(error));
        }
        scanner = Scanner::at(part.start, &behind);
    }
    let read = feed(file, part, &mut scanner);
    (scanner, read)
}

fn feed(file: &File, part: Range<u64>, scanner: &mut Scanner) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    let mut at = part.start;
    while at < part.end {
        let most = PIECE.min(usize::try_from(part.end - at).unwrap_or(PIECE));
        match read(file, &mut piece[..most], at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                scanner.feed(&piece[..count]);
                at += count as u64;
            }
        }
    }
    let count = read(file, &mut piece[..Scanner::AHEAD], at)?;
    scanner.end(&piece[..count]);
    Ok(())
}

fn read(file: &File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    loop {
        match file.read_at(piece, at) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_find_what_one_search_finds() {
        let path = std::env::current_exe().unwrap();
        let file = File::open(&path).unwrap();
        let length = file.metadata().unwrap().len();
        let whole = in_parts(&file, length, 1);
        assert_eq!((whole.bytes, whole.is_cut), (length, false));
        for count in [2, 3, 8] {
            assert_eq!(in_parts(&file, length, count), whole, "{count} parts");
        }
    }

    #[test]
    fn a_short_or_empty_file_has_parts_too() {
        let path = std::env::temp_dir().join(format!("finalstage-scan-{}", std::process::id()));
        for text in ["", "/bin/sh"] {
            std::fs::write(&path, text).unwrap();
            let hits = in_parts(&File::open(&path).unwrap(), text.len() as u64, 8);
            assert_eq!((hits.bytes, hits.hits.len()), (text.len() as u64, usize::from(!text.is_empty())));
        }
        std::fs::remove_file(&path).unwrap();
    }
}
