//! Prints for each file the packed [`analyzer::scan::Hits`] in hexadecimal digits, one line each:
//! `e2e/equality.test.mjs` holds the search in WebAssembly against them.

use std::env;
use std::fs::File;
use std::io::{self, Read};

use analyzer::scan::Scanner;

fn main() -> io::Result<()> {
    for path in env::args_os().skip(1) {
        let mut file = File::open(path)?;
        let mut scanner = Scanner::new();
        let mut chunk = vec![0; 1 << 16];
        loop {
            match file.read(&mut chunk)? {
                0 => break,
                count => scanner.feed(&chunk[..count]),
            }
        }
        let digits: String = scanner.finish().pack().iter().map(|byte| format!("{byte:02x}")).collect();
        println!("{digits}");
    }
    Ok(())
}
