//! What the page's paste box runs: a log becomes findings, each as plain strings. No text of the log leaves the page.

use explain::{Explained, Lack, Program};
#[cfg(target_arch = "wasm32")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

/// The usual allocator would be a good part of the bundle, and made for programs that live longer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

fn main() {}

/// The findings of one text.
#[wasm_bindgen]
pub struct Findings {
    explained: Explained,
}

#[wasm_bindgen]
impl Findings {
    #[wasm_bindgen(constructor)]
    pub fn of(text: &str) -> Findings {
        Findings { explained: explain::explain(text.as_bytes()) }
    }

    pub fn count(&self) -> usize {
        self.explained.findings.len()
    }

    /// A limit cut something off.
    pub fn truncated(&self) -> bool {
        self.explained.truncated
    }

    /// Code, subject, page, the line as it stands there, its number, and how often it stands there; then the name and
    /// the value of each part.
    pub fn finding(&self, place: usize) -> Vec<String> {
        let Some(finding) = self.explained.findings.get(place) else { return Vec::new() };
        let mut told = vec![
            finding.code.to_owned(),
            finding.subject.clone(),
            finding.page.to_owned(),
            finding.text.clone(),
            finding.line.to_string(),
            finding.times.to_string(),
        ];
        told.extend(finding.parts.iter().flat_map(|part| [part.name.to_owned(), part.value.clone()]));
        told
    }

    /// Whether a program explains a finding: `yes`, `no` or `unknown`, and a sentence.
    pub fn held_against(&self, place: usize, program: &Held) -> Vec<String> {
        let Some(finding) = self.explained.findings.get(place) else { return Vec::new() };
        let answer = program.program.explains(finding);
        vec![answer.word().to_owned(), answer.sentence().to_owned()]
    }
}

/// A program, told piece by piece out of the report that the page has.
#[wasm_bindgen]
#[derive(Default)]
pub struct Held {
    program: Program,
}

#[wasm_bindgen]
impl Held {
    #[wasm_bindgen(constructor)]
    pub fn new(searched: bool) -> Held {
        Held { program: Program { searched, ..Program::default() } }
    }

    pub fn lack(&mut self, image: String, code: String, subject: String, sentence: String) {
        self.program.lacks.push(Lack { image, code, subject, sentence });
    }

    pub fn need(&mut self, code: String, sentence: String) {
        self.program.needs.push((code, sentence));
    }

    pub fn name(&mut self, name: String) {
        self.program.names.push(name);
    }
}
