//! The analyzer's second half as the browser runs it: facts become verdicts, advice and Dockerfiles. The
//! page loads it on intent, beside the worker that reads the files.

mod jar;

use analyzer::facts::{Content, unpack};
use analyzer::layout::{self, Handed};
use analyzer::scan::Hits;
use analyzer::untrusted::Untrusted;
use analyzer::{Machine, Runtime};
use wasm_bindgen::prelude::*;

const FAULT: &str = "The answer could not be written down. This is a fault in Final Stage.";

/// A third of the size of the standard library's own.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// The Dockerfile and the files around it, of these choices: an `analyzer::dockerfile::Generated` as JSON. A
/// name's value stands at its place.
#[wasm_bindgen]
pub fn generate(names: Vec<String>, values: Vec<String>) -> Result<String, String> {
    let pairs: Vec<_> = names.into_iter().zip(values).collect();
    serde_json::to_string(&analyzer::dockerfile::generate(&pairs)).map_err(|_| FAULT.to_owned())
}

/// The files that came at once, kept for as long as the page asks about them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files {
    files: Vec<Handed>,
}

#[wasm_bindgen]
impl Files {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Files::default()
    }

    /// Takes the facts that the worker sent of one file, and the paths that lead to it; or the sentence that
    /// says why there are none.
    pub fn add(&mut self, facts: &[u8], paths: Vec<String>) -> Result<(), String> {
        let facts = unpack(facts).ok_or(FAULT)?.map_err(|error| error.to_string())?;
        let paths = paths.into_iter().map(|path| Untrusted::new(path.as_bytes())).collect();
        self.files.push(Handed::new(paths, facts));
        Ok(())
    }

    /// Takes what the file that was added last says as a jar: its manifest's entry and the heads of its classes, as they
    /// lie in it.
    pub fn add_jar(&mut self, manifest: &[u8], classes: &[u8], lengths: &[u32]) {
        if let Some(file) = self.files.last_mut() {
            file.facts.jar = Some(jar::read(manifest, classes, lengths));
        }
    }

    /// Whether the whole of a file should be gone over.
    pub fn is_program(&self, place: usize) -> bool {
        self.files.get(place).is_some_and(Handed::is_program)
    }

    /// Takes what was found in the whole of a file; the next judgement counts it in.
    pub fn add_hits(&mut self, place: usize, hits: &[u8]) {
        if let Some(file) = self.files.get_mut(place) {
            file.hits = Hits::unpack(hits);
        }
    }

    /// What can be judged. The one that was probably meant comes first: a program, and one that lies near the root.
    pub fn programs(&self) -> Vec<usize> {
        let mut places = layout::judged(&self.files);
        places.sort_by_cached_key(|place| {
            let file = &self.files[*place];
            let is_stranger = matches!(file.facts.content, Content::Stranger(_));
            let path = file.paths.first().map(Untrusted::shown).unwrap_or_default();
            (is_stranger, path.matches('/').count(), path)
        });
        places
    }

    /// The path of a file, safe to show.
    pub fn path(&self, place: usize) -> String {
        let paths = self.files.get(place).map(|file| file.paths.as_slice()).unwrap_or_default();
        paths.first().map(Untrusted::shown).unwrap_or_default()
    }

    /// The `analyzer::report::Answer` about one of the files among the others, as JSON, in the words of a
    /// runtime; or the sentence that says why there is none.
    pub fn judge(&self, place: usize, runtime: &str) -> Result<String, String> {
        let machine = Machine { runtime: Runtime::named(runtime).unwrap_or_default(), ..Machine::default() };
        let answer = analyzer::answer_among(&self.files, place, machine).ok_or(FAULT)?;
        serde_json::to_string(&answer).map_err(|_| FAULT.to_owned())
    }
}
