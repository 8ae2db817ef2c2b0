//! In how many rounds a program is read: in a browser each is a wait, so a plan that needs more than three has a hole.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;

use analyzer::{Facts, Source, SourceError};

use crate::Done;

/// The two ends; the tables; the names.
const MOST: usize = 3;

struct Counting {
    file: File,
    length: u64,
    rounds: usize,
}

impl Counting {
    fn fill(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let mut count = 0;
        while count < buffer.len() {
            let read = self.file.read_at(&mut buffer[count..], offset + count as u64);
            match read.map_err(|error| SourceError(error.to_string()))? {
                0 => break,
                some => count += some,
            }
        }
        Ok(count)
    }
}

impl Source for Counting {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        self.rounds += 1;
        self.fill(offset, buffer)
    }

    fn read_ranges(&mut self, ranges: &[Range<u64>]) -> Result<Vec<Vec<u8>>, SourceError> {
        self.rounds += 1;
        let read = |range: &Range<u64>| {
            let mut bytes = vec![0; usize::try_from(range.end - range.start).unwrap_or(0)];
            let count = self.fill(range.start, &mut bytes)?;
            bytes.truncate(count);
            Ok(bytes)
        };
        ranges.iter().map(read).collect()
    }
}

/// What is wrong with the plan for this program; a file that cannot be read has none.
pub(super) fn too_many(name: &str, program: &Path) -> Done<Option<String>> {
    let file = File::open(program)?;
    let length = file.metadata()?.len();
    let mut source = Counting { file, length, rounds: 0 };
    // Whether it can be read at all is what the verdicts tell.
    let _ = Facts::read(&mut source);
    let rounds = source.rounds;
    Ok((rounds > MOST).then(|| format!("{name} is read in {rounds} rounds, and {MOST} are planned")))
}
