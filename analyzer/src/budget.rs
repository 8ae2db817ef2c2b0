//! How much work and text one file may cost. Every walk over tables of the file spends from one budget;
//! what no longer fits is left out and the report says so.

/// No honest program comes near: a browser engine has some 3,000 version needs and imports to walk.
const STEPS: u32 = 400_000;

/// Bytes of names kept from the file.
const TEXT: usize = 96 * 1024;

#[derive(Debug)]
pub struct Budget {
    steps: u32,
    text: usize,
    cut: bool,
}

impl Budget {
    pub fn new() -> Self {
        Budget { steps: STEPS, text: TEXT, cut: false }
    }

    /// Pays for one step of a walk; `false` means stop here.
    pub fn step(&mut self) -> bool {
        match self.steps.checked_sub(1) {
            Some(left) => self.steps = left,
            None => self.cut = true,
        }
        !self.cut
    }

    /// Pays for keeping a name of this many bytes; `false` means leave it out.
    pub fn keep(&mut self, bytes: usize) -> bool {
        match self.text.checked_sub(bytes.saturating_add(16)) {
            Some(left) => {
                self.text = left;
                true
            }
            None => {
                self.cut = true;
                false
            }
        }
    }

    /// Marks that something was left out for a limit of its own.
    pub fn cut(&mut self) {
        self.cut = true;
    }

    pub fn was_cut(&self) -> bool {
        self.cut
    }
}
