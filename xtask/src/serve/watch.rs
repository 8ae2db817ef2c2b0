//! Notices that a source file changed, by looking once a second: no platform's notification interface is needed
//! for a few hundred files.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::project;

/// What lies beside the sources of the site and is no part of them, as the hidden files and the texts at the top are.
const NOT_WATCHED: &[&str] = &["target", "dist", "e2e", "docs", "xtask"];

/// The state of the sources at one moment: how many files there are and when the newest was written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Sources {
    files: usize,
    newest: SystemTime,
}

impl Sources {
    pub(crate) fn now() -> Sources {
        let mut sources = Sources { files: 0, newest: SystemTime::UNIX_EPOCH };
        for entry in fs::read_dir(project::root()).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_aside =
                name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().ends_with(b".md");
            if !is_aside && !NOT_WATCHED.iter().any(|other| name == *other) {
                sources.add(&entry.path());
            }
        }
        sources
    }

    /// Returns the new state once the sources differ from this one.
    pub(crate) fn wait_for_change(self) -> Sources {
        loop {
            thread::sleep(Duration::from_secs(1));
            let now = Sources::now();
            if now != self {
                return now;
            }
        }
    }

    /// A file that vanishes while it is looked at is a change the next look sees.
    fn add(&mut self, path: &Path) {
        let Ok(metadata) = fs::metadata(path) else {
            return;
        };
        if metadata.is_dir() {
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            entries.for_each(|entry| self.add(&entry.path()));
        } else {
            self.files += 1;
            self.newest = self.newest.max(metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_left_alone_look_the_same_and_an_added_one_differs() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve");
        let empty = Sources { files: 0, newest: SystemTime::UNIX_EPOCH };
        let (mut first, mut second) = (empty, empty);
        first.add(&here);
        second.add(&here);
        assert_eq!(first, second);
        second.add(&here.with_extension("rs"));
        assert_ne!(first, second);
    }
}
