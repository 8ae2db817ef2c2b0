//! A whole file on disk, read piece by piece and searched.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use analyzer::scan::{Hits, Scanner};

/// Small enough to stay in the processor's cache until it has been searched, large enough that the calls do
/// not count.
const PIECE: usize = 256 * 1024;
/// Pieces that are read ahead.
const AHEAD: usize = 4;
/// From this length on it is worth a thread to read the next piece while one is searched.
const LONG: u64 = 4 << 20;

/// What stands in the whole file. A file that cannot be read to its end is cut there.
pub(crate) fn scan(path: &Path) -> io::Result<Hits> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut scanner = Scanner::new();
    let read = if length < LONG { in_turns(file, &mut scanner) } else { reading_ahead(file, &mut scanner) };
    Ok(Hits { is_cut: read.is_err(), ..scanner.finish() })
}

fn in_turns(mut file: File, scanner: &mut Scanner) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match next(&mut file, &mut piece)? {
            0 => return Ok(()),
            count => scanner.feed(&piece[..count]),
        }
    }
}

fn reading_ahead(mut file: File, scanner: &mut Scanner) -> io::Result<()> {
    let (full, to_search) = mpsc::channel();
    let (empty, to_fill) = mpsc::channel();
    for _ in 0..AHEAD {
        // Its other end is kept until the file has been read.
        let _ = empty.send(vec![0; PIECE]);
    }
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            while let Ok(mut piece) = to_fill.recv() {
                let count = next(&mut file, &mut piece)?;
                if count == 0 || full.send((piece, count)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        for (piece, count) in to_search {
            scanner.feed(&piece[..count]);
            let _ = empty.send(piece);
        }
        reader.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    })
}

fn next(file: &mut File, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_ahead_finds_what_reading_in_turns_finds() {
        let path = std::env::current_exe().unwrap();
        assert!(path.metadata().unwrap().len() > LONG);
        let [mut in_turn, mut ahead] = [Scanner::new(), Scanner::new()];
        in_turns(File::open(&path).unwrap(), &mut in_turn).unwrap();
        reading_ahead(File::open(&path).unwrap(), &mut ahead).unwrap();
        let hits = in_turn.finish();
        assert_eq!(hits.bytes, path.metadata().unwrap().len());
        assert_eq!(hits, ahead.finish());
        assert!(!scan(&path).unwrap().is_cut);
    }
}
