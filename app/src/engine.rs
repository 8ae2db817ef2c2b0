//! The analyzer as the page uses it: fetched on intent, locked away from every network, asked one
//! question at a time. The order is the promise: fetch everything, lock the page, start the worker
//! (which inherits the lock), and only then hand it the file.

mod bundle;
mod lock;
mod question;
mod violations;

pub use bundle::AnalyzerFiles;
pub use lock::{Attempt, try_to_send};

use std::cell::RefCell;
use std::rc::Rc;

use bundle::{Bundle, Parts};
use question::Analyzer;
use web_sys::File;

/// What comes back from the worker, in the order it comes.
pub enum Reply {
    Progress { slices: u32, bytes: f64 },
    Answer(Receipt),
    /// The analyzer read the file and can say nothing about it, with its sentence.
    Refused(String),
    /// The analyzer itself broke, or never started.
    Broke(Breakage),
}

/// An answer, and what it cost.
pub struct Receipt {
    /// An `analyzer::report::Answer`.
    pub json: String,
    pub slices: u32,
    pub bytes: f64,
    pub milliseconds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// The analyzer could not be fetched.
    Unreachable,
    /// The browser refuses to compile WebAssembly.
    NoWebAssembly,
    /// It stopped in the middle of a file.
    Crashed,
}

/// Whether the file must not be able to leave: a sample is public, a visitor's file is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    Public,
    Private,
}

#[derive(Clone)]
pub struct Engine {
    files: AnalyzerFiles,
    state: Rc<RefCell<State>>,
}

#[derive(Default)]
struct State {
    bundle: Option<Bundle>,
    analyzer: Option<Analyzer>,
    locked: bool,
    /// Counts questions, so that a reply to an earlier one is known to be stale.
    asked: u32,
}

impl Engine {
    pub fn new(files: AnalyzerFiles) -> Self {
        Engine { files, state: Rc::default() }
    }

    /// Starts to fetch what an analysis needs. Costs nothing when called again.
    pub fn prepare(&self) {
        let _ = self.bundle();
    }

    /// Asks about `file`; `tell` hears the replies, unless a later question or [`Engine::cancel`] comes first.
    /// `locked` is called once the page can send nothing more.
    pub async fn ask(
        &self,
        file: File,
        secrecy: Secrecy,
        locked: impl FnOnce(),
        tell: impl Fn(Reply) + 'static,
    ) {
        let question = self.next_question();
        let bundle = self.bundle();
        let parts = match bundle.wait().await {
            Ok(parts) => parts,
            Err(breakage) => {
                self.state.borrow_mut().bundle = None;
                return self.tell_if_current(question, &tell, Reply::Broke(breakage));
            }
        };
        if !self.is_current(question) {
            return;
        }
        if secrecy == Secrecy::Private && self.lock() {
            locked();
        }
        let engine = self.clone();
        let tell = move |reply| {
            if matches!(reply, Reply::Broke(_)) {
                engine.state.borrow_mut().analyzer = None;
            }
            engine.tell_if_current(question, &tell, reply);
        };
        match self.ready_analyzer(&parts) {
            Ok(analyzer) => {
                analyzer.ask(&file, tell);
                self.state.borrow_mut().analyzer = Some(analyzer);
            }
            Err(breakage) => tell(Reply::Broke(breakage)),
        }
    }

    /// A worker that is still busy, or that was started before the lock, is not the one to hand a file.
    fn ready_analyzer(&self, parts: &Parts) -> Result<Analyzer, Breakage> {
        let mut state = self.state.borrow_mut();
        let ready = state.analyzer.take();
        match ready.filter(|analyzer| !analyzer.is_busy() && analyzer.is_locked() == state.locked) {
            Some(analyzer) => Ok(analyzer),
            None => Analyzer::start(parts, state.locked),
        }
    }

    /// Stops the question that is under way, if any.
    pub fn cancel(&self) {
        self.next_question();
        let mut state = self.state.borrow_mut();
        state.analyzer = state.analyzer.take().filter(|analyzer| !analyzer.is_busy());
    }

    /// True when this call closed the lock.
    fn lock(&self) -> bool {
        let mut state = self.state.borrow_mut();
        if !state.locked {
            lock::close();
            state.locked = true;
            return true;
        }
        false
    }

    fn bundle(&self) -> Bundle {
        self.state.borrow_mut().bundle.get_or_insert_with(|| Bundle::fetch(&self.files)).clone()
    }

    fn next_question(&self) -> u32 {
        let mut state = self.state.borrow_mut();
        state.asked += 1;
        state.asked
    }

    fn is_current(&self, question: u32) -> bool {
        self.state.borrow().asked == question
    }

    fn tell_if_current(&self, question: u32, tell: &impl Fn(Reply), reply: Reply) {
        if self.is_current(question) {
            tell(reply);
        }
    }
}
