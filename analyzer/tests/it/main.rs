//! The analyzer from outside: what it says of the samples, against an independent reader, on hostile
//! files, and what must hold between any two images of the catalog.

mod catalog;
mod companions;
mod dockerfile;
mod hostile;
mod interpreters;
mod made;
mod needs;
mod oracle;
mod rounds;
mod rules;
mod samples;
mod size;
mod symbols;

use analyzer::report::Answer;
use analyzer::{Machine, ReadError, SliceSource};

fn answer(bytes: &[u8]) -> Result<Answer, ReadError> {
    analyzer::answer(&mut SliceSource(bytes), b"app", Machine::default())
}
